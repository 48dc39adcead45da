//! Values as Python writes them.

use descent::Value;
use descent::text::decimal;

/// A number, whole ones without a point.
pub(crate) fn number(v: f64) -> String {
    decimal(v)
}

/// A number that Python takes for a floating-point one.
pub(crate) fn float(v: f64) -> String {
    let mut text = decimal(v);
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        text.push_str(".0");
    }
    text
}

/// A list of numbers.
pub(crate) fn floats(all: &[f64]) -> String {
    format!("[{}]", joined(all.iter().map(|v| float(*v))))
}

/// Rows of `width` numbers.
pub(crate) fn rows(all: &[f64], width: usize) -> String {
    format!("[{}]", joined(all.chunks(width.max(1)).map(floats)))
}

/// Any value of an argument; a list is a tuple.
pub(crate) fn value(of: &Value) -> String {
    match of {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Num(v) => number(*v),
        Value::Str(text) => format!("\"{text}\""),
        Value::List(all) => format!("({})", joined(all.iter().map(value))),
        Value::Map(pairs) => {
            format!("{{{}}}", joined(pairs.iter().map(|(key, v)| format!("\"{key}\": {}", value(v)))))
        }
    }
}

fn joined(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(", ")
}
