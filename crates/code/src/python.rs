//! Values as Python writes them.

use descent::Value;
use descent::list::Listed;
use descent::text::{decimal, joined};

/// A number, whole ones without a point, very small and very large ones with a power of ten.
pub(crate) fn number(v: f64) -> String {
    let text = decimal(v);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    if digits.len() > 17 && !digits.contains('.') {
        let mantissa = digits.trim_end_matches('0');
        return format!("{sign}{mantissa}e{}", digits.len() - mantissa.len());
    }
    let Some(fraction) = digits.strip_prefix("0.000") else { return text };
    let mantissa = fraction.trim_start_matches('0');
    let exponent = fraction.len() - mantissa.len() + 4;
    let (first, rest) = mantissa.split_at(1.min(mantissa.len()));
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{first}{point}{rest}e-{exponent}")
}

/// A number that Python takes for a floating-point one.
pub(crate) fn float(v: f64) -> String {
    let mut text = number(v);
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        text.push_str(".0");
    }
    text
}

/// A list of numbers.
pub(crate) fn floats(all: &[f64]) -> String {
    format!("[{}]", in_a_row(all.iter().map(|v| float(*v))))
}

/// A list of counts.
pub(crate) fn counts(all: &[usize]) -> String {
    format!("[{}]", in_a_row(all.iter().map(|n| number(*n as f64))))
}

/// Rows of `width` numbers.
pub(crate) fn rows(all: &[f64], width: usize) -> String {
    format!("[{}]", in_a_row(all.chunks(width.max(1)).map(floats)))
}

/// Any value of an argument; a list is a tuple, and a number is a floating-point one unless it counts something.
pub(crate) fn value(of: &Value, counts: bool) -> String {
    match of {
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Num(v) if counts => number(*v),
        Value::Num(v) => float(*v),
        Value::Str(text) => format!("\"{text}\""),
        Value::List(all) => format!("({})", in_a_row(all.iter().map(|v| value(v, counts)))),
        Value::Flat(flat) => value(&flat.list(), counts),
        Value::Null | Value::Map(_) => "None".to_owned(),
    }
}

fn in_a_row(all: impl Iterator<Item = String>) -> String {
    joined(&all.listed(), ", ")
}
