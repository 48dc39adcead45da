//! How a library's arguments become ours, as data, so that the same table is read in both directions.
//!
//! Forwards a document in a library's spelling becomes one in ours; backwards an optimizer in our spelling becomes a
//! library's, which is what code for that library is written from. Invariant: going backwards is never believed: a result
//! counts only if going forwards from it gives the arguments that it was made from. No ranges and no defaults stand here;
//! both documents pass the decoding of anything a user writes.

use super::{LibraryRow, rows};
use crate::Value;
use crate::catalog::Args;
use crate::law::OptimizerRow;
use crate::spec::{self, print_argument};

/// A value that a move puts down or looks for.
#[derive(Clone, Copy)]
pub enum Is {
    /// A switch.
    Flag(bool),
    /// A number.
    Num(f64),
    /// A name.
    Text(&'static str),
}

impl Is {
    fn value(self) -> Value {
        match self {
            Is::Flag(v) => Value::Bool(v),
            Is::Num(v) => Value::Num(v),
            Is::Text(v) => Value::text(v),
        }
    }
}

/// One step of a translation. Names are (theirs, ours); an argument that a row does not have is passed over.
#[derive(Clone, Copy)]
pub enum Move {
    /// As it is.
    As(&'static str, &'static str),
    /// A number that is 0 where it is off.
    OrZero(&'static str, &'static str),
    /// With the other sign.
    Minus(&'static str, &'static str),
    /// One of a list.
    Item(&'static str, usize, &'static str),
    /// Several numbers as a list.
    Join(&'static [&'static str], &'static str),
    /// An argument of ours that the library has fixed; `id` is our row.
    Put(&'static str, Is),
    /// More moves, where their argument has this value.
    If(&'static str, Is, &'static [Move]),
    /// Moves that several rows share.
    All(&'static [Move]),
}

use Move::{All, As, If, Item, Join, Minus, OrZero, Put};

/// What their argument `key` is, if the row has it.
fn theirs(args: &Args, key: &str) -> Option<Value> {
    args.iter().find(|(param, _)| param.key == key).map(|(_, arg)| print_argument(arg))
}

/// The document in our spelling.
pub(crate) fn ours(row: &LibraryRow, args: &Args) -> Value {
    let mut to = Value::Map(Vec::new());
    forwards(row.moves, args, &mut to);
    to
}

fn forwards(moves: &[Move], args: &Args, to: &mut Value) {
    for step in moves {
        let (name, value) = match *step {
            As(key, ours) => (ours, theirs(args, key)),
            OrZero(key, ours) => (ours, theirs(args, key).map(|v| if v == Value::Null { Value::Num(0.0) } else { v })),
            Minus(key, ours) => (ours, negated(theirs(args, key))),
            Item(key, at, ours) => (ours, item(theirs(args, key), at)),
            Join(keys, ours) => {
                (ours, keys.iter().map(|key| theirs(args, key)).collect::<Option<_>>().map(Value::List))
            }
            Put(ours, value) => (ours, Some(value.value())),
            If(key, value, more) => {
                if theirs(args, key) == Some(value.value()) {
                    forwards(more, args, to);
                }
                continue;
            }
            All(more) => {
                forwards(more, args, to);
                continue;
            }
        };
        if let Some(value) = value {
            to.put(name, value);
        }
    }
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
    for spelling in rows().filter(|r| r.id.split('.').next() == Some(library) && names(r.moves, row.id)) {
        for document in backwards(spelling, args) {
            let Ok(made) = spec::decode_optimizer(&document) else { continue };
            if made.row.id != row.id {
                continue;
            }
            let pairs = made.args.iter().zip(args.iter());
            let differ: Vec<_> = pairs.filter(|((_, a), (_, b))| a != b).collect();
            let (count, Some(((param, has), (_, wanted)))) = (differ.len(), differ.first()) else { return Ok(made) };
            if nearest.as_ref().is_none_or(|(least, _)| count < *least) {
                let [has, wanted] = [has, wanted].map(|arg| print_argument(arg));
                nearest = Some((count, Lacking { id: spelling.id, key: param.key, has, wanted }));
            }
        }
    }
    Err(nearest.map(|(_, lacking)| lacking))
}

/// Whether the moves can lead to our row `id`.
fn names(moves: &[Move], id: &str) -> bool {
    moves.iter().any(|step| match step {
        Put("id", Is::Text(row)) => *row == id,
        If(_, _, more) | All(more) => names(more, id),
        _ => false,
    })
}

/// Documents in a library's spelling that may become `args`, one for every way in which its conditions can stand.
fn backwards(row: &LibraryRow, args: &Args) -> Vec<Value> {
    let mut all = vec![Value::map([("id", Value::text(row.id))])];
    undo(row.moves, args, row, &mut all);
    all
}

fn undo(moves: &[Move], args: &Args, row: &LibraryRow, all: &mut Vec<Value>) {
    let has = |key: &str| row.params.iter().any(|param| param.key == key);
    for step in moves {
        let put = |all: &mut Vec<Value>, key: &str, value: Option<Value>| {
            if let (true, Some(value)) = (has(key), value)
                && value != Value::Null
            {
                all.iter_mut().for_each(|document| document.put(key, value.clone()));
            }
        };
        match *step {
            As(key, ours) | OrZero(key, ours) => put(all, key, theirs(args, ours)),
            Minus(key, ours) => put(all, key, negated(theirs(args, ours))),
            Item(key, at, ours) => {
                let Some(value) = theirs(args, ours) else { continue };
                for document in all.iter_mut() {
                    let mut items = match document.get(key) {
                        Some(Value::List(items)) => items.clone(),
                        _ => Vec::new(),
                    };
                    items.resize(items.len().max(at + 1), Value::Null);
                    items[at] = value.clone();
                    if has(key) {
                        document.put(key, Value::List(items));
                    }
                }
            }
            Join(keys, ours) => keys.iter().enumerate().for_each(|(i, key)| put(all, key, item(theirs(args, ours), i))),
            Put(..) => {}
            If(key, value, more) => {
                // Both ways: with the condition, and as the row is without it.
                let mut with = all.clone();
                undo(more, args, row, &mut with);
                with.iter_mut().for_each(|document| document.put(key, value.value()));
                all.extend(with);
            }
            All(more) => undo(more, args, row, all),
        }
    }
}
