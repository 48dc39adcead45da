//! Shapes that only a library's arguments have, brought into the shapes of the catalogue before anything is checked.
//!
//! - `torch.Adafactor`'s pair `eps` becomes `eps1` (absent for None) and `eps2`.
//! - `optax.dog`'s pair `init_step` becomes `init_step` and `init_value`.
//! - None, where a library means "off" by it and the default is not off, becomes the number that means it.
//!
//! Invariant: what is not one of these, or not well formed, passes unchanged, and decoding then says what is wrong with it.

use crate::Value;

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
    Some(Value::Map(rest.chain([(first.to_owned(), a.clone()), (second.to_owned(), b.clone())]).collect()))
}
