//! Changes in the middle of a run: reading them, and applying one to a racer.
//!
//! Invariant: a change is applied to the racer's document, which then passes the same decoding as a new racer would.

use super::document::{Edit, RacerSpec};
use super::limits;
use super::racer;
use super::reader::{Fields, Problems, list, text, whole};
use crate::Value;
use crate::text::quoted;

/// Reads the list of edits; steps must not decrease.
pub(super) fn read(value: &Value, out: &mut Problems) -> Option<Vec<Edit>> {
    let items = list(value, "edits", out)?;
    if items.len() > limits::EDITS {
        out.add("edits", "too_large", format!("{} edits", items.len()), format!("at most {}", limits::EDITS));
        return None;
    }
    let mut all: Vec<Edit> = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let path = format!("edits[{i}]");
        let mut fields = Fields::open(item, &path, out)?;
        let mut need = |key, out: &mut Problems| fields.need(key, "step, racer, path and value", out);
        let step = need("step", out).and_then(|v| whole(v, 0, limits::STEPS as i64, &format!("{path}.step"), out));
        let racer =
            need("racer", out).and_then(|v| whole(v, 0, limits::RACERS as i64 - 1, &format!("{path}.racer"), out));
        let what = need("path", out).and_then(|v| text(v, limits::PATH, &format!("{path}.path"), out));
        // Without one the key goes.
        let value = fields.take("value").cloned().unwrap_or(Value::Null);
        fields.close(out);
        let edit = Edit { step: step? as u64, racer: racer? as usize, path: what?.to_owned(), value };
        if all.last().is_some_and(|last| last.step > edit.step) {
            out.add(&format!("{path}.step"), "conflict", edit.step.to_string(), "steps in order");
            return None;
        }
        all.push(edit);
    }
    Some(all)
}

/// Applies one edit to the racer's last leg and appends the result as a new leg. What is wrong with it is reported
/// where it stands under `at`: in the value, or in the path.
pub(super) fn apply(edit: &Edit, at: &str, legs: &mut [Vec<(u64, RacerSpec)>], out: &mut Problems) {
    let count = legs.len();
    let Some(racer_legs) = legs.get_mut(edit.racer) else {
        out.add(&format!("{at}.racer"), "out_of_range", edit.racer.to_string(), format!("a racer below {count}"));
        return;
    };
    let Some((_, last)) = racer_legs.last() else { return };
    let path = format!("{at}.path");
    if edit.path.starts_with("batch") {
        return out.add(&path, "conflict", quoted(&edit.path), "no part of batch, which holds from step 0 on");
    }
    let mut document = last.to_value();
    if !put(&mut document, &edit.path, &edit.value) {
        return out.add(&path, "out_of_range", quoted(&edit.path), "a path such as optimizer.lr");
    }
    let before = out.found.len();
    if let Some(changed) = racer::read(&document, "", out) {
        racer_legs.push((edit.step, changed));
    }
    for problem in &mut out.found[before..] {
        problem.path = match problem.path.strip_prefix(edit.path.as_str()) {
            Some(rest) if !rest.is_empty() || problem.code != "unknown_key" => format!("{at}.value{rest}"),
            _ => path.clone(),
        };
    }
}

/// Sets the value at a dotted path; every part but the last has to be an object already, or absent.
fn put(document: &mut Value, path: &str, value: &Value) -> bool {
    let (key, rest) = match path.split_once('.') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    if key.is_empty() || !matches!(document, Value::Map(_)) {
        return false;
    }
    let Some(rest) = rest else {
        document.put(key, value.clone());
        return true;
    };
    let mut inner = document.get(key).cloned().unwrap_or(Value::Map(Vec::new()));
    let done = put(&mut inner, rest, value);
    document.put(key, inner);
    done
}
