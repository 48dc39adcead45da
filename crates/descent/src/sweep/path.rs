//! Putting a number into a document at a path.
//!
//! Maps take a key that they do not have yet; lists are never made longer. What the number means there is the validation's
//! matter.

use crate::Value;

/// Puts a number at a path such as `racers[*].optimizer.lr`; false where the document has no such place.
pub(super) fn put(document: &mut Value, path: &str, number: f64) -> bool {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let (key, index) = match head.split_once('[') {
        None => (head, None),
        Some((key, index)) => match index.strip_suffix(']') {
            None => return false,
            index => (key, index),
        },
    };
    if key.is_empty() || !matches!(document, Value::Map(_)) {
        return false;
    }
    let further = |at: &mut Value| match rest {
        None => {
            *at = Value::Num(number);
            true
        }
        Some(rest) => put(at, rest, number),
    };
    let mut at = document.get(key).cloned().unwrap_or_else(|| Value::Map(Vec::new()));
    let done = match (index, &mut at) {
        (None, at) => further(at),
        (Some("*"), Value::List(items)) => !items.is_empty() && items.iter_mut().all(further),
        (Some(i), Value::List(items)) => i.parse().ok().and_then(|i: usize| items.get_mut(i)).is_some_and(further),
        _ => false,
    };
    if done {
        document.put(key, at);
    }
    done
}
