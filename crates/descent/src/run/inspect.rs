//! The inspection of a racer's last update as plain data.
//!
//! Quantities come from the law itself by a replay; this file only arranges them.

use super::racer::Racer;
use crate::Value;
use crate::precise::Precise;

/// `{t, lr, evaluations, before, after, f_before, f_after, gradient, quantities: [{key, symbol, name, part, values}]}`;
/// at step 0 there is no update, and `quantities` is empty.
pub(super) fn of<T: Precise>(racer: &Racer<T>) -> Value {
    let now = racer.now();
    let numbers = |all: &[T]| Value::numbers(all.iter().map(|v| v.to_f64()));
    let mut all = vec![
        ("t", Value::from(now.t)),
        ("after", numbers(&now.p)),
        ("f_after", Value::num(now.f.to_f64())),
        ("evaluations", Value::from(now.evaluations)),
    ];
    let mut quantities = Vec::new();
    if let Some((before, record)) = racer.last_update() {
        all.push(("lr", Value::num(before.lr)));
        all.push(("before", numbers(&before.p)));
        all.push(("f_before", Value::num(before.f.to_f64())));
        all.push(("gradient", numbers(&before.g)));
        for (what, values) in record.columns {
            quantities.push(Value::map([
                ("key", Value::text(what.key)),
                ("symbol", Value::text(what.symbol)),
                ("name", Value::text(what.name)),
                ("part", Value::Bool(what.part)),
                ("values", Value::numbers(values)),
            ]));
        }
    }
    all.push(("quantities", Value::List(quantities)));
    Value::map(all)
}
