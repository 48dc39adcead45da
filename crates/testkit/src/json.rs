//! JSON to the core's value tree and back, as the command line and the page do it.
//!
//! Invariant: numbers read back to the same bits (serde_json with `float_roundtrip`).

use descent::Value;
use serde_json::Value as Json;

/// A text as a value. Panics where it is not JSON.
pub fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A `serde_json` value as the core's.
pub fn value(of: &Json) -> Value {
    serde_json::from_value(of.clone()).unwrap_or_else(|error| panic!("{error}: {of}"))
}

/// A value as compact text.
pub fn text(of: &Value) -> String {
    serde_json::to_string(of).unwrap_or_else(|error| panic!("{error}"))
}
