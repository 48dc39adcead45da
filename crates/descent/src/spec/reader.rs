//! Reading a value tree with paths: every key is taken once, what is left over is a problem.
//!
//! Invariant: a [`Fields`] reports each of its keys exactly once, as taken, unknown or given twice. It knows types and
//! ranges, not what the document means.

use super::problem::{Problem, nearest_of};
use crate::list::Listed;
use crate::text::{decimal, joined, letters};
use crate::{Flat, Value};

/// The problems found so far.
#[derive(Default)]
pub(crate) struct Problems {
    pub(crate) found: Vec<Problem>,
}

/// More problems than this are not listed: a hostile document would otherwise be answered with a larger one.
const LISTED: usize = 100;

/// A list of this length, as problems name it.
pub(crate) fn list_of(length: usize) -> String {
    format!("a list of {length}")
}

impl Problems {
    pub(crate) fn add(&mut self, path: &str, code: &'static str, given: String, allowed: impl Into<String>) {
        self.push(Problem { path: path.to_owned(), code, given, allowed: allowed.into(), nearest: None });
    }

    pub(crate) fn missing(&mut self, path: &str, allowed: impl Into<String>) {
        self.add(path, "missing", "nothing".to_owned(), allowed);
    }

    pub(crate) fn wrong_type(&mut self, path: &str, given: &Value, allowed: &str) {
        let (kind, excerpt) = (given.kind(), given.excerpt());
        let given = if excerpt.starts_with(kind) { excerpt } else { format!("{kind} ({excerpt})") };
        self.add(path, "wrong_type", given, allowed);
    }

    pub(crate) fn unknown_name(&mut self, path: &str, given: &str, known: &[&str]) {
        let allowed = joined(known, ", ");
        let nearest = nearest_of(given, known).map(str::to_owned);
        let given = Value::text(given).excerpt();
        self.push(Problem { path: path.to_owned(), code: "unknown_name", given, allowed, nearest });
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        if self.found.len() < LISTED {
            self.found.push(problem);
        }
    }
}

/// `base.key`, or `key` at the top.
pub(crate) fn join(base: &str, key: &str) -> String {
    if base.is_empty() { key.to_owned() } else { format!("{base}.{key}") }
}

/// The keys of one object, taken one by one.
pub(crate) struct Fields<'a> {
    pub(crate) path: String,
    pairs: &'a [(String, Value)],
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Opens an object; anything else is a problem.
    pub(crate) fn open(value: &'a Value, path: &str, out: &mut Problems) -> Option<Self> {
        match value {
            Value::Map(pairs) => Some(Fields { path: path.to_owned(), pairs, known: Vec::new() }),
            other => {
                out.wrong_type(path, other, "an object");
                None
            }
        }
    }

    /// The value under `key`; `null` counts as absent.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'a Value> {
        self.known.push(key);
        self.peek(key)
    }

    /// The value under a key that has to be there; without it there is a problem, which says what is `allowed`.
    pub(crate) fn need(&mut self, key: &'static str, allowed: &str, out: &mut Problems) -> Option<&'a Value> {
        let value = self.take(key);
        if value.is_none() {
            out.missing(&self.at(key), allowed);
        }
        value
    }

    /// The object under a key that has to be there.
    pub(crate) fn object(&mut self, key: &'static str, allowed: &str, out: &mut Problems) -> Option<Fields<'a>> {
        let at = self.at(key);
        Fields::open(self.need(key, allowed, out)?, &at, out)
    }

    /// The value under `key` without taking it; `null` counts as absent.
    pub(crate) fn peek(&self, key: &str) -> Option<&'a Value> {
        self.pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v).filter(|v| **v != Value::Null)
    }

    /// Whether the key is there at all, `null` included.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.pairs.iter().any(|(k, _)| k == key)
    }

    /// The path of one of its keys.
    pub(crate) fn at(&self, key: &str) -> String {
        join(&self.path, key)
    }

    /// Reports unknown keys and keys given twice.
    pub(crate) fn close(self, out: &mut Problems) {
        for (i, (key, value)) in self.pairs.iter().enumerate() {
            let path = join(&self.path, &key.chars().take(64).collect::<String>());
            if self.pairs[..i].iter().any(|(k, _)| k == key) {
                out.add(&path, "duplicate_key", "given twice".to_owned(), "each key once");
            } else if !self.known.contains(&key.as_str()) {
                out.push(Problem {
                    path,
                    code: "unknown_key",
                    given: value.excerpt(),
                    allowed: joined(&self.known, ", "),
                    nearest: nearest_of(key, &self.known).map(str::to_owned),
                });
            }
        }
    }
}

/// A finite number. −0 is 0: what JavaScript writes as JSON does not tell them apart.
pub(crate) fn number(value: &Value, path: &str, out: &mut Problems) -> Option<f64> {
    match value {
        Value::Num(v) if v.is_finite() => Some(*v + 0.0),
        other => {
            out.wrong_type(path, other, "a finite number");
            None
        }
    }
}

/// A whole number in [min, max].
pub(crate) fn whole(value: &Value, min: i64, max: i64, path: &str, out: &mut Problems) -> Option<i64> {
    let v = number(value, path, out)?;
    let n = v as i64;
    if n as f64 == v && (min..=max).contains(&n) {
        Some(n)
    } else {
        out.add(path, "out_of_range", decimal(v), format!("a whole number in [{min}, {max}]"));
        None
    }
}

/// A switch.
pub(crate) fn flag(value: &Value, path: &str, out: &mut Problems) -> Option<bool> {
    match value {
        Value::Bool(b) => Some(*b),
        other => {
            out.wrong_type(path, other, "true or false");
            None
        }
    }
}

/// A string of at most `longest` letters.
pub(crate) fn text<'a>(value: &'a Value, longest: usize, path: &str, out: &mut Problems) -> Option<&'a str> {
    match value {
        Value::Str(s) if letters(s) <= longest => Some(s),
        Value::Str(s) => {
            let count = letters(s);
            out.add(path, "too_large", format!("{count} letters"), format!("at most {longest} letters"));
            None
        }
        other => {
            out.wrong_type(path, other, "a string");
            None
        }
    }
}

/// The longest name that is looked for in a list.
const NAME: usize = 64;

/// A name among those known.
pub(crate) fn one_of(value: &Value, all: &[&'static str], path: &str, out: &mut Problems) -> Option<&'static str> {
    known(text(value, NAME, path, out)?, all, path, out)
}

/// A name among those known, once it is read.
pub(crate) fn known(name: &str, all: &[&'static str], path: &str, out: &mut Problems) -> Option<&'static str> {
    let found = all.iter().find(|k| **k == name).copied();
    if found.is_none() {
        out.unknown_name(path, name, all);
    }
    found
}

/// What stands beside a name in a table.
pub(crate) fn beside<T: Copy>(value: &Value, of: &[(&'static str, T)], path: &str, out: &mut Problems) -> Option<T> {
    let names: Vec<&'static str> = of.iter().map(|(name, _)| *name).listed();
    let name = one_of(value, &names, path, out)?;
    of.iter().find(|(known, _)| *known == name).map(|(_, v)| *v)
}

/// A list.
pub(crate) fn list<'a>(value: &'a Value, path: &str, out: &mut Problems) -> Option<&'a [Value]> {
    match value {
        Value::List(items) => Some(items),
        other => {
            out.wrong_type(path, other, "a list");
            None
        }
    }
}

/// A list of finite numbers.
pub(crate) fn numbers(value: &Value, path: &str, out: &mut Problems) -> Option<Vec<f64>> {
    if let Value::Flat(flat) = value
        && flat.width == 0
    {
        return finite(flat, path, out);
    }
    let items = list(value, path, out)?;
    let mut all = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        all.push(number(item, &format!("{path}[{i}]"), out)?);
    }
    Some(all)
}

/// The numbers of a list in one piece, which have to be finite.
fn finite(flat: &Flat, path: &str, out: &mut Problems) -> Option<Vec<f64>> {
    let odd = flat.numbers.iter().find(|v| !v.is_finite()).unwrap_or(&0.0);
    number(&Value::Num(*odd), path, out).map(|_| flat.numbers.clone())
}

/// A matrix as a list of rows of one length, row-major: (rows, columns, entries).
pub(crate) fn matrix(value: &Value, path: &str, out: &mut Problems) -> Option<(usize, usize, Vec<f64>)> {
    if let Value::Flat(flat) = value
        && flat.width > 0
        && !flat.numbers.is_empty()
    {
        return Some((flat.numbers.len() / flat.width, flat.width, finite(flat, path, out)?));
    }
    let rows = list(value, path, out)?;
    let mut all = Vec::new();
    let mut width = 0;
    for (i, row) in rows.iter().enumerate() {
        let at = format!("{path}[{i}]");
        let row = numbers(row, &at, out)?;
        if i == 0 {
            width = row.len();
        }
        if row.len() != width || width == 0 {
            out.add(&at, "wrong_length", list_of(row.len()), "rows of one length, at least 1");
            return None;
        }
        all.extend(row);
    }
    if rows.is_empty() {
        out.add(path, "wrong_length", "no rows".to_owned(), "at least one row");
        return None;
    }
    Some((rows.len(), width, all))
}
