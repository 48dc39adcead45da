//! What is wrong with a document: where, what was given, what is allowed, and the nearest known name.
//!
//! Invariant: nothing runs on a document with problems. This file states no rule; rules live where they are checked.

use crate::Value;
use crate::list::Listed;

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where, such as `racers[0].optimizer.beta2`.
    pub path: String,
    /// A stable code: `unknown_key`, `unknown_name`, `wrong_type`, `out_of_range`, `missing`, `duplicate_key`,
    /// `wrong_length`, `conflict`, `syntax`, `too_large`, `not_loaded` (samples) or `unsupported` (by a script's library).
    pub code: &'static str,
    /// What was given, shortened.
    pub given: String,
    /// What is allowed.
    pub allowed: String,
    /// The nearest known name, where a name was unknown and one is near.
    pub nearest: Option<String>,
}

impl Problem {
    /// The problem as one plain sentence.
    pub fn message(&self) -> String {
        let place = if self.path.is_empty() { "the document" } else { &self.path };
        let hint = self.nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
        match self.code {
            "missing" => format!("{place} is missing: {}{hint}", self.allowed),
            "unknown_key" if self.allowed.is_empty() => format!("{place} is not known here, where there are no keys"),
            "unknown_key" => format!("{place} is not known here; known: {}{hint}", self.allowed),
            _ => format!("{place} is {}; allowed: {}{hint}", self.given, self.allowed),
        }
    }

    /// The problem as plain data: `{path, code, given, allowed, nearest, message}`.
    pub fn to_value(&self) -> Value {
        Value::map([
            ("path", Value::text(&self.path)),
            ("code", Value::text(self.code)),
            ("given", Value::text(&self.given)),
            ("allowed", Value::text(&self.allowed)),
            ("nearest", self.nearest.as_ref().map_or(Value::Null, Value::text)),
            ("message", Value::text(self.message())),
        ])
    }
}

/// The name among `known` that is nearest to `given`, where one is near enough to be meant: at most a third of its
/// letters, rounded up, differ, two neighbours swapped counting as one (letters compared without case).
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest_of(given, &known.into_iter().listed()).map(str::to_owned)
}

/// [`nearest`] of a list.
pub(super) fn nearest_of<'a>(given: &str, known: &[&'a str]) -> Option<&'a str> {
    let from = letters(given);
    if from.len() > 64 {
        return None;
    }
    let mut near = from.len().div_ceil(3).max(1) + 1;
    let mut found = None;
    for name in known {
        let to = letters(name);
        let tail = to.rsplit(|letter| *letter == '.').next().unwrap_or(&to);
        let far = if tail == from { 0 } else { distance(&from, &to) };
        if far < near {
            near = far;
            found = Some(*name);
        }
    }
    found
}

/// The letters of a name as they are compared.
fn letters(of: &str) -> Vec<char> {
    of.chars().map(|c| if c == '-' || c == ' ' { '_' } else { c.to_ascii_lowercase() }).collect()
}

/// Letters to insert, remove, replace or swap with their neighbour (optimal string alignment distance).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).listed();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = row[j] + usize::from(x != y);
            next[j + 1] = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                next[j + 1] = next[j + 1].min(above[j - 1] + 1);
            }
        }
        above = core::mem::replace(&mut row, next);
    }
    row[b.len()]
}
