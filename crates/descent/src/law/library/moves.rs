//! How a library's arguments become ours, as data, so that the same table is read in both directions.
//!
//! A row says it in words, each one argument of ours: `eps`, the same on both sides; `alpha>beta`, theirs becomes ours;
//! `momentum>>beta`, and 0 where theirs is off; `-beta2_decay>decay_power`, with the other sign; `betas.0>beta1`, one of a list; `max_eval~max_iter>max_eval`, and 5/4 of another where theirs is off, rounded down;
//! `muon_a+muon_b+muon_c>coefficients`, several as a list; `form=applied`, what the library has fixed, where `id` is our row.
//! Before a question mark stands when a word holds: `nesterov?`, `!nesterov?`, `variant:sps+?`. A later word outdoes an earlier
//! one; an argument that a row does not have is passed over.
//!
//! Forwards a document in a library's spelling becomes one in ours; backwards an optimizer in our spelling becomes a
//! library's, which is what code for that library is written from. Invariant: going backwards is never believed: a result
//! counts only if going forwards from it gives the arguments that it was made from. No ranges and no defaults stand here;
//! both documents pass the decoding of anything a user writes.

use super::{LibraryRow, rows};
use crate::Value;
use crate::catalog::Args;
use crate::law::OptimizerRow;
use crate::list::Listed;
use crate::spec::{self, print_argument};
use crate::text::scanned;

/// One word, taken apart.
struct Word {
    /// Their argument and the value with which the word holds.
    when: Option<(&'static str, Value)>,
    /// Our argument.
    ours: &'static str,
    from: From,
}

/// Where our argument comes from.
#[derive(PartialEq)]
enum From {
    As(&'static str),
    OrZero(&'static str),
    OrMore(&'static str, &'static str),
    Minus(&'static str),
    Item(&'static str, usize),
    Join(&'static str),
    Fixed(Value),
}

fn words(row: &LibraryRow) -> impl Iterator<Item = Word> {
    row.moves.iter().flat_map(|words| words.split(' ')).map(word)
}

fn word(text: &'static str) -> Word {
    let (when, rest) = match text.split_once('?') {
        Some((condition, rest)) => (Some(condition), rest),
        None => (None, text),
    };
    let when = when.map(|condition| match (condition.split_once(':'), condition.strip_prefix('!')) {
        (Some((key, v)), _) => (key, value(v)),
        (None, Some(key)) => (key, Value::Bool(false)),
        (None, None) => (condition, Value::Bool(true)),
    });
    if let Some((ours, fixed)) = rest.split_once('=') {
        return Word { when, ours, from: From::Fixed(value(fixed)) };
    }
    let (theirs, ours) = rest.split_once('>').unwrap_or((rest, rest));
    if let Some(ours) = ours.strip_prefix('>') {
        return Word { when, ours, from: From::OrZero(theirs) };
    }
    if let Some((theirs, other)) = theirs.split_once('~') {
        return Word { when, ours, from: From::OrMore(theirs, other) };
    }
    let from = match (theirs.strip_prefix('-'), theirs.split_once('.')) {
        (Some(theirs), _) => From::Minus(theirs),
        (None, Some((theirs, at))) => From::Item(theirs, usize::from(at == "1")),
        _ if theirs.contains('+') => From::Join(theirs),
        _ => From::As(theirs),
    };
    Word { when, ours, from }
}

fn value(text: &str) -> Value {
    let letters: Vec<char> = text.chars().listed();
    match scanned(&letters, 0) {
        (Some(v), end) if end == letters.len() => Value::Num(v),
        _ if text == "true" || text == "false" => Value::Bool(text == "true"),
        _ => Value::text(text),
    }
}

/// What the argument `key` is, if the row has it.
fn argument(args: &Args, key: &str) -> Option<Value> {
    args.iter().find(|(param, _)| param.key == key).map(|(_, arg)| print_argument(arg))
}

/// The document in our spelling.
pub(crate) fn ours(row: &LibraryRow, args: &Args) -> Value {
    let mut to = Value::Map(Vec::new());
    for Word { when, ours, from } in words(row) {
        if when.is_some_and(|(key, value)| argument(args, key) != Some(value)) {
            continue;
        }
        let value = match from {
            From::As(key) => argument(args, key),
            From::OrZero(key) => argument(args, key).map(|v| if v == Value::Null { Value::Num(0.0) } else { v }),
            From::OrMore(key, other) => match (argument(args, key), argument(args, other)) {
                (Some(Value::Null), Some(Value::Num(v))) => Some(Value::Num((v * 1.25).trunc())),
                (own, _) => own,
            },
            From::Minus(key) => negated(argument(args, key)),
            From::Item(key, at) => item(argument(args, key), at),
            From::Join(keys) => keys.split('+').map(|key| argument(args, key)).listed_if_all().map(Value::List),
            From::Fixed(value) => Some(value),
        };
        if let Some(value) = value {
            to.put(ours, value);
        }
    }
    to
}

fn negated(of: Option<Value>) -> Option<Value> {
    match of {
        Some(Value::Num(v)) => Some(Value::Num(-v)),
        _ => None,
    }
}

fn item(of: Option<Value>, at: usize) -> Option<Value> {
    match of {
        Some(Value::List(all)) => all.into_iter().nth(at),
        _ => None,
    }
}

/// What the nearest of a library's optimizers cannot say.
#[derive(Clone, Debug, PartialEq)]
pub struct Lacking {
    /// Its id.
    pub id: &'static str,
    /// Our argument.
    pub key: &'static str,
    /// What it always is there.
    pub has: Value,
    /// What it is here.
    pub wanted: Value,
}

/// One library's optimizers that become `row`, each with the arguments that make it equal to `args`: those that can. Where
/// none can, the ids tried and, for the nearest, what of ours it cannot say.
///
/// ```
/// use descent::{Value, law::library, spec};
/// let adam = Value::map([("id", Value::text("adam")), ("beta2", Value::Num(0.9))]);
/// let adam = spec::decode_optimizer(&adam).unwrap();
/// let torch = library::in_library(adam.row, &adam.args, "torch").unwrap();
/// assert_eq!((torch.id, torch.written.reals("betas")), ("torch.Adam", &[0.9, 0.9][..]));
/// ```
///
/// # Errors
/// The nearest of the library's optimizers and the argument that it has no word for; nothing where it has no such optimizer.
pub fn in_library(row: &OptimizerRow, args: &Args, library: &str) -> Result<spec::OptimizerSpec, Option<Lacking>> {
    let mut nearest: Option<(usize, Lacking)> = None;
    for spelling in rows().filter(|r| r.id.split('.').next() == Some(library) && leads_to(r, row.id)) {
        for document in backwards(spelling, args) {
            let Ok(made) = spec::decode_optimizer(&document) else { continue };
            if made.row.id != row.id {
                continue;
            }
            let pairs = made.args.iter().zip(args.iter());
            let differ: Vec<_> = pairs.filter(|((_, a), (_, b))| a != b).listed();
            let (count, Some(((param, has), (_, wanted)))) = (differ.len(), differ.first()) else { return Ok(made) };
            if nearest.as_ref().is_none_or(|(least, _)| count < *least) {
                let [has, wanted] = [has, wanted].map(|arg| print_argument(arg));
                nearest = Some((count, Lacking { id: spelling.id, key: param.key, has, wanted }));
            }
        }
    }
    Err(nearest.map(|(_, lacking)| lacking))
}

/// Whether the words can lead to our row `id`.
fn leads_to(row: &LibraryRow, id: &str) -> bool {
    words(row).any(|word| word.ours == "id" && matches!(&word.from, From::Fixed(Value::Str(own)) if own == id))
}

/// Our rows that a spelling can lead to, first the one that it leads to unless something is switched on.
#[cfg(feature = "words")]
fn leads(row: &LibraryRow) -> Vec<&'static OptimizerRow> {
    let mut ids: Vec<Word> = words(row).filter(|word| word.ours == "id").collect();
    ids.sort_by_key(|word| word.when.as_ref().is_some_and(|(_, value)| *value != Value::Bool(false)));
    let of = |word: Word| crate::law::TABLE.iter().find(|own| word.from == From::Fixed(Value::text(own.id))).copied();
    ids.into_iter().filter_map(of).collect()
}

/// One line on a spelling: its quirk, or else what is said of our row.
#[cfg(feature = "words")]
pub(crate) fn doc(row: &LibraryRow) -> &'static str {
    if row.note.is_empty() { leads(row).first().map_or("", |own| own.doc) } else { row.note }
}

/// What is said of our arguments that one of a spelling becomes or decides, a line each; what the table says where there are none.
#[cfg(feature = "words")]
pub(crate) fn meaning(row: &LibraryRow, param: &crate::catalog::Param) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut add = |line: &'static str| {
        if !lines.contains(&line) {
            lines.push(line);
        }
    };
    for Word { when, ours, from } in words(row) {
        let becomes = match from {
            From::As(key) | From::OrZero(key) | From::OrMore(key, _) | From::Minus(key) | From::Item(key, _) => {
                key == param.key
            }
            From::Join(keys) => keys.split('+').any(|key| key == param.key),
            From::Fixed(_) => false,
        };
        // A form that comes with another optimizer is no choice of its own.
        let decides =
            ours != "form" && when.is_some_and(|(key, value)| key == param.key && value != Value::Bool(false));
        if !becomes && !decides {
            continue;
        }
        let rows = leads(row);
        let own = |own: &&'static OptimizerRow| own.params.iter().find(|of| of.key == ours);
        match (&from, rows.iter().find_map(own)) {
            (_, Some(of)) => add(of.doc),
            (From::Fixed(Value::Str(id)), None) if ours == "id" => {
                rows.iter().filter(|row| row.id == id).for_each(|row| add(row.doc));
            }
            _ => {}
        }
    }
    if lines.is_empty() { param.doc.to_owned() } else { lines.join("\n") }
}

/// Documents in a library's spelling that may become `args`, one for every way in which its conditions can stand.
fn backwards(row: &LibraryRow, args: &Args) -> Vec<Value> {
    let has = |key: &str| row.params.iter().any(|param| param.key == key);
    let mut first = Value::map([("id", Value::text(row.id))]);
    let mut put = |key: &str, value: Option<Value>| {
        if let (true, Some(value)) = (has(key), value)
            && value != Value::Null
        {
            first.put(key, value);
        }
    };
    let mut lists: Vec<(&str, Vec<Value>)> = Vec::new();
    for Word { ours, from, .. } in words(row) {
        match from {
            From::OrZero(key) => put(key, argument(args, ours).filter(|v| *v != Value::Num(0.0))),
            From::As(key) | From::OrMore(key, _) => put(key, argument(args, ours)),
            From::Minus(key) => put(key, negated(argument(args, ours))),
            From::Join(keys) => {
                keys.split('+').enumerate().for_each(|(at, key)| put(key, item(argument(args, ours), at)));
            }
            From::Item(key, _) => match lists.iter_mut().find(|(list, _)| *list == key) {
                Some((_, items)) => items.extend(argument(args, ours)),
                None => lists.push((key, argument(args, ours).into_iter().listed())),
            },
            From::Fixed(_) => {}
        }
    }
    lists.into_iter().for_each(|(key, items)| put(key, Some(Value::List(items))));
    // Every condition both ways: as it is said, and as the row is without it.
    let mut all = vec![first];
    for (key, value) in words(row).filter_map(|word| word.when) {
        let mut more = all.clone();
        more.iter_mut().for_each(|document| document.put(key, value.clone()));
        more.retain(|document| !all.contains(document));
        all.extend(more);
    }
    all
}
