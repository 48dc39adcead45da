//! The one value tree that every outside door decodes into.
//!
//! A link, an attribute, a message, a pasted document and a file all become a [`Value`] first and pass the one
//! validation of [`crate::spec`] afterwards. Invariant: a map keeps its keys in the order given, duplicates included, so
//! that validation can refuse them. It does not parse text: callers bring JSON through a library of their own.

use crate::list::Listed;
use crate::text::{decimal, letters, quoted};
use std::sync::Arc;

/// A JSON-like value. Maps are ordered lists of pairs, so that nothing depends on hashing.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// JSON `null`.
    Null,
    /// JSON `true` or `false`.
    Bool(bool),
    /// A number; JSON has no other kind than binary64 here.
    Num(f64),
    /// A string.
    Str(String),
    /// A list.
    List(Vec<Value>),
    /// A list of numbers, or of rows of numbers, in one piece: what a large table is. It says the same as the [`Value::List`] with these
    /// numbers, and is read as one where samples are.
    Flat(Arc<Flat>),
    /// An object, in the order given.
    Map(Vec<(String, Value)>),
}

/// Numbers in one piece, shared instead of copied.
#[derive(Debug)]
pub struct Flat {
    /// Row after row.
    pub numbers: Vec<f64>,
    /// How many are in a row; 0 where they are no rows but one list.
    pub width: usize,
}

impl PartialEq for Flat {
    fn eq(&self, other: &Flat) -> bool {
        core::ptr::eq(self, other) || (self.width == other.width && self.numbers == other.numbers)
    }
}

impl Flat {
    /// As nested lists.
    pub fn list(&self) -> Value {
        let numbers = |of: &[f64]| Value::numbers(of.iter().copied());
        match self.width {
            0 => numbers(&self.numbers),
            width => Value::List(self.numbers.chunks(width).map(numbers).listed()),
        }
    }
}

impl Value {
    /// Numbers in one piece; `width` of them in a row, or 0 for one list.
    pub fn flat(numbers: Vec<f64>, width: usize) -> Value {
        Value::Flat(Arc::new(Flat { numbers, width }))
    }

    /// The first value under `key`, where this is a map that has one.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(pairs) => pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Puts `value` under `key` of a map, replacing what was there. On anything but a map this does nothing.
    pub fn put(&mut self, key: &str, value: Value) {
        if let Value::Map(pairs) = self {
            match pairs.iter_mut().find(|(k, _)| k == key) {
                Some((_, old)) => *old = value,
                None => pairs.push((key.to_owned(), value)),
            }
        }
    }

    /// A map from pairs.
    pub fn map<K: Into<String>>(pairs: impl IntoIterator<Item = (K, Value)>) -> Value {
        Value::Map(pairs.into_iter().map(|(k, v)| (k.into(), v)).listed())
    }

    /// A list of numbers. A number that JSON cannot hold (NaN, an infinity) becomes `null`.
    pub fn numbers(of: impl IntoIterator<Item = f64>) -> Value {
        Value::List(of.into_iter().map(Value::num).listed())
    }

    /// A number, or `null` where it is not finite: JSON has no NaN and no infinity.
    pub fn num(of: f64) -> Value {
        if of.is_finite() { Value::Num(of) } else { Value::Null }
    }

    /// A string.
    pub fn text(of: impl Into<String>) -> Value {
        Value::Str(of.into())
    }

    /// How many items a list has; 0 of anything else.
    fn items(&self) -> usize {
        match self {
            Value::List(items) => items.len(),
            Value::Flat(flat) => flat.numbers.len() / flat.width.max(1),
            _ => 0,
        }
    }

    /// What kind of value this is, in the words of an error message.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Num(_) => "a number",
            Value::Str(_) => "a string",
            Value::List(_) | Value::Flat(_) => "a list",
            Value::Map(_) => "an object",
        }
    }

    /// A short rendering for error messages: at most some forty characters.
    pub fn excerpt(&self) -> String {
        match self {
            Value::Null => "null".to_owned(),
            Value::Bool(b) => if *b { "true" } else { "false" }.to_owned(),
            Value::Num(n) => decimal(*n),
            Value::Str(s) if letters(s) <= 40 => quoted(s),
            Value::Str(s) => quoted(&s.chars().take(40).collect::<String>()) + "…",
            Value::List(_) | Value::Flat(_) => format!("a list of {}", self.items()),
            Value::Map(pairs) => format!("an object of {}", pairs.len()),
        }
    }
}

impl From<f64> for Value {
    fn from(v: f64) -> Self {
        Value::num(v)
    }
}
impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Value::Bool(v)
    }
}
impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Value::Str(v.to_owned())
    }
}
impl From<u64> for Value {
    fn from(v: u64) -> Self {
        Value::num(v as f64)
    }
}
