//! Shapes that only a library's arguments have, brought into the shapes of the catalogue before anything is checked.
//!
//! - `torch.Adafactor`'s pair `eps` becomes `eps1` (absent for None) and `eps2`.
//! - `optax.dog`'s pair `init_step` becomes `init_step` and `init_value`.
//! - None, where a library means "off" by it and the default is not off, becomes the number that means it.
//!
//! Invariant: what is not one of these, or not well formed, passes unchanged, and decoding then says what is wrong with it.

use crate::Value;
use crate::catalog::Args;
use crate::list::Listed;
use crate::spec::print_argument;

/// What None stands for: (id, key, number).
const OFF: &[(&str, &str, f64)] = &[
    ("keras.Muon", "rms_rate", 0.0),
    ("keras.Muon", "weight_decay", 0.0),
    ("optax.sophia", "clip_threshold", 1e300),
    ("optax.adafactor", "clipping_threshold", 1e300),
];

/// `given` in the shapes of the catalogue, or None where it is already.
pub fn reshape(given: &Value) -> Option<Value> {
    let Some(Value::Str(id)) = given.get("id") else { return None };
    match id.as_str() {
        "torch.Adafactor" => split(given, "eps", ["eps1", "eps2"]),
        "optax.dog" => split(given, "init_step", ["init_step", "init_value"]),
        _ => {
            let mut all: Option<Value> = None;
            for (_, key, number) in OFF.iter().filter(|(of, key, _)| of == id && given.get(key) == Some(&Value::Null)) {
                all.get_or_insert_with(|| given.clone()).put(key, Value::Num(*number));
            }
            all
        }
    }
}

/// The pair under `key` as two arguments.
fn split(given: &Value, key: &str, [first, second]: [&str; 2]) -> Option<Value> {
    let Some(Value::List(pair)) = given.get(key) else { return None };
    let ([a, b], Value::Map(pairs)) = (pair.as_slice(), given) else { return None };
    let rest = pairs.iter().filter(|(k, _)| k != key).cloned();
    Some(Value::Map(rest.chain([(first.to_owned(), a.clone()), (second.to_owned(), b.clone())]).listed()))
}

/// The shapes of the catalogue as the library writes them: the way back from [`reshape`]. What is off is null.
pub fn unshaped(id: &str, args: &Args) -> Value {
    let mut all = Value::map([("id", Value::text(id))]);
    for (param, arg) in args.iter() {
        let value = match print_argument(arg) {
            Value::Str(name) if name == "none" => Value::Null,
            Value::Num(v) if OFF.contains(&(id, param.key, v)) => Value::Null,
            value => value,
        };
        match (id, param.key) {
            ("torch.Adafactor", "eps1") => all.put("eps", Value::List(vec![value])),
            ("optax.dog", "init_step") => all.put("init_step", Value::List(vec![value])),
            ("torch.Adafactor", "eps2") => join(&mut all, "eps", value),
            ("optax.dog", "init_value") => join(&mut all, "init_step", value),
            (_, key) => all.put(key, value),
        }
    }
    all
}

fn join(all: &mut Value, key: &str, second: Value) {
    if let Some(Value::List(first)) = all.get(key) {
        let pair = first.iter().cloned().chain([second]).listed();
        all.put(key, Value::List(pair));
    }
}
