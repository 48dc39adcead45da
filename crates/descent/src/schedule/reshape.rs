//! Shapes that only a library's arguments have, brought into the shapes of the catalogue before anything is checked.
//!
//! - Optax' `boundaries_and_scales`, a map or a list of pairs, becomes the list step, factor, step, factor, ….
//! - Optax' `cosine_kwargs`, a list of argument sets, becomes a list of schedules.
//! - `torch.SequentialLR` and `torch.ChainedScheduler` without `schedulers`, as the oracle's cases write them, become the
//!   schedulers they stand for.
//!
//! Invariant: what is not one of these, or not well formed, passes unchanged, and decoding then says what is wrong with it.

use super::optax::{SGDR, WARMUP_COSINE};
use crate::Value;
use crate::list::Listed;

/// `given` in the shapes of the catalogue, or None where it is already.
pub fn reshape(given: &Value) -> Option<Value> {
    let Some(Value::Str(id)) = given.get("id") else { return None };
    match id.as_str() {
        "optax.piecewise_constant_schedule" | "optax.piecewise_interpolate_schedule" => {
            replaced(given, "boundaries_and_scales", flat(given.get("boundaries_and_scales")?)?)
        }
        SGDR => replaced(given, "cosine_kwargs", pieces(given.get("cosine_kwargs")?)?),
        "torch.SequentialLR" => {
            let milestone = given.get("warmup")?.clone();
            let linear = [("start_factor", "start_factor"), ("warmup", "total_iters")];
            let cosine = [("T_max", "T_max"), ("eta_min", "eta_min")];
            let parts = [("torch.LinearLR", &linear[..]), ("torch.CosineAnnealingLR", &cosine[..])];
            let mut all = split(given, &parts)?;
            all.put("milestones", Value::List(vec![milestone]));
            Some(all)
        }
        "torch.ChainedScheduler" => {
            let constant = [("factor", "factor"), ("total_iters", "total_iters")];
            let parts = [("torch.ConstantLR", &constant[..]), ("torch.ExponentialLR", &[("gamma", "gamma")][..])];
            split(given, &parts)
        }
        _ => None,
    }
}

fn replaced(given: &Value, key: &str, value: Value) -> Option<Value> {
    let mut all = given.clone();
    all.put(key, value);
    Some(all)
}

/// A map from steps to factors, which has no order of its own, or a list of pairs, as one list.
fn flat(given: &Value) -> Option<Value> {
    let mut all = Vec::new();
    match given {
        Value::Map(pairs) => {
            for (step, factor) in pairs {
                // Not as f64: its parser alone is a tenth of the WebAssembly module.
                let step = f64::from(step.parse::<u32>().ok()?);
                let mut at = all.len();
                while at > 0 && matches!(all[at - 2], Value::Num(before) if before > step) {
                    at -= 2;
                }
                all.insert(at, factor.clone());
                all.insert(at, Value::Num(step));
            }
        }
        Value::List(pairs) => {
            for pair in pairs {
                let Value::List(pair) = pair else { return None };
                all.extend(pair.iter().cloned());
            }
        }
        _ => return None,
    }
    Some(Value::List(all))
}

/// Argument sets without an id, with theirs.
fn pieces(given: &Value) -> Option<Value> {
    let Value::List(items) = given else { return None };
    let named = items.iter().map(|item| match item {
        Value::Map(pairs) if item.get("id").is_none() => {
            let id = [("id".to_owned(), Value::text(WARMUP_COSINE))];
            Value::Map(id.into_iter().chain(pairs.iter().cloned()).listed())
        }
        other => other.clone(),
    });
    Some(Value::List(named.listed()))
}

/// A flat set of arguments, handed out to nested schedulers: (id, [(key here, key there)]). Keys that nobody takes stay.
fn split(given: &Value, parts: &[(&str, &[(&str, &str)])]) -> Option<Value> {
    let Value::Map(pairs) = given else { return None };
    let is_taken = |key: &str| parts.iter().flat_map(|(_, keys)| keys.iter()).any(|(here, _)| *here == key);
    if given.get("schedulers").is_some() || !pairs.iter().any(|(key, _)| is_taken(key)) {
        return None;
    }
    let (taken, mut left): (Vec<_>, Vec<_>) = pairs.iter().cloned().partition(|(key, _)| is_taken(key));
    let schedulers = parts.iter().map(|(id, keys)| {
        let own = taken.iter().filter_map(|(key, value)| {
            let (_, there) = keys.iter().find(|(here, _)| here == key)?;
            Some(((*there).to_owned(), value.clone()))
        });
        Value::Map([("id".to_owned(), Value::text(*id))].into_iter().chain(own).listed())
    });
    left.push(("schedulers".to_owned(), Value::List(schedulers.listed())));
    Some(Value::Map(left))
}
