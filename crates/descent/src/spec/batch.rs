//! Batches as they are written: those of a problem, and those of a racer that takes others.
//!
//! Invariant: what a racer leaves out is as in the problem, and what that leaves out is the default: all samples, shuffled, a short
//! last batch kept.

use super::reader::{Fields, Problems, beside, flag, whole};
use crate::Value;
use crate::batch::{Batches, ORDERS, Order};

/// What is written of batches.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchSpec {
    /// As it was written.
    pub(super) written: Value,
    /// Samples in a batch; whatever is more than there are stands for all.
    pub size: Option<usize>,
    /// Their order.
    pub order: Option<Order>,
    /// Whether a short last batch is left out.
    pub drop_last: Option<bool>,
}

impl BatchSpec {
    /// Nothing of them.
    pub(super) const NONE: BatchSpec = BatchSpec { written: Value::Null, size: None, order: None, drop_last: None };

    /// Batches of n samples, what is left out as in another; none where a batch is all of them, whatever their order.
    pub(super) fn of(&self, other: &BatchSpec, n: usize, seed: u32) -> Option<Batches> {
        let size = self.size.or(other.size).unwrap_or(n).min(n);
        let order = self.order.or(other.order).unwrap_or(Order::Shuffle);
        let drop_last = self.drop_last.or(other.drop_last).unwrap_or(false);
        let all = size == n && order != Order::Replacement;
        (!all).then_some(Batches { n, size, order, drop_last, seed })
    }
}

pub(super) fn read(value: &Value, at: &str, out: &mut Problems) -> Option<BatchSpec> {
    let mut fields = Fields::open(value, at, out)?;
    let mut of = BatchSpec { written: value.clone(), ..BatchSpec::NONE };
    let at = fields.at("size");
    match fields.take("size") {
        None => {}
        Some(Value::Str(s)) if s == "full" => of.size = Some(usize::MAX),
        Some(v @ Value::Num(_)) => of.size = whole(v, 1, 1_000_000, &at, out).map(|n| n as usize),
        Some(other) => {
            out.wrong_type(&at, other, "a whole number or \"full\"");
        }
    }
    let at = fields.at("order");
    of.order = fields.take("order").and_then(|v| beside(v, &ORDERS, &at, out));
    let at = fields.at("drop_last");
    of.drop_last = fields.take("drop_last").and_then(|v| flag(v, &at, out));
    fields.close(out);
    Some(of)
}
