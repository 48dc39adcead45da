//! Batches as they are written: those of a problem, and those of a racer that takes others.
//!
//! Invariant: what a racer leaves out is as in the problem, and what that leaves out is the default: all samples, shuffled, a short
//! last batch kept.

use super::reader::{Fields, Problems, beside, flag, whole};
use crate::Value;
use crate::batch::{Batches, ORDERS, Order};

/// What is written of batches.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BatchSpec {
    /// Samples in a batch; [`BatchSpec::FULL`] and whatever is more than there are stand for all.
    pub size: Option<usize>,
    /// Their order.
    pub order: Option<Order>,
    /// Whether a short last batch is left out.
    pub drop_last: Option<bool>,
}

impl BatchSpec {
    /// The size `"full"`.
    pub const FULL: usize = usize::MAX;

    /// With what it leaves out as in another.
    pub(super) fn over(self, other: BatchSpec) -> Self {
        BatchSpec {
            size: self.size.or(other.size),
            order: self.order.or(other.order),
            drop_last: self.drop_last.or(other.drop_last),
        }
    }

    /// Batches of n samples; none where a batch is all of them, whatever their order.
    pub(super) fn of(self, n: usize, seed: u32) -> Option<Batches> {
        let size = self.size.unwrap_or(n).min(n);
        let order = self.order.unwrap_or(Order::Shuffle);
        let all = size == n && order != Order::Replacement;
        (!all).then_some(Batches { n, size, order, drop_last: self.drop_last.unwrap_or(false), seed })
    }

    /// As a document.
    pub(super) fn to_value(self) -> Value {
        let size = |n| if n == Self::FULL { Value::text("full") } else { Value::Num(n as f64) };
        let name = |order| ORDERS.iter().find(|(_, o)| *o == order).map_or(Value::Null, |(name, _)| Value::text(*name));
        let all = [
            ("size", self.size.map(size)),
            ("order", self.order.map(name)),
            ("drop_last", self.drop_last.map(Value::Bool)),
        ];
        Value::map(all.into_iter().filter_map(|(key, value)| Some((key, value?))))
    }
}

pub(super) fn read(value: &Value, at: &str, out: &mut Problems) -> Option<BatchSpec> {
    let mut fields = Fields::open(value, at, out)?;
    let size_at = fields.at("size");
    let size = match fields.take("size") {
        None => None,
        Some(Value::Str(s)) if s == "full" => Some(BatchSpec::FULL),
        Some(v @ Value::Num(_)) => Some(whole(v, 1, 1_000_000, &size_at, out)? as usize),
        Some(other) => {
            out.wrong_type(&size_at, other, "a whole number or \"full\"");
            None
        }
    };
    let order_at = fields.at("order");
    let order = fields.take("order").map(|v| beside(v, &ORDERS, &order_at, out));
    let drop_at = fields.at("drop_last");
    let drop_last = fields.take("drop_last").map(|v| flag(v, &drop_at, out));
    fields.close(out);
    Some(BatchSpec {
        size,
        order: order.map_or(Some(None), |o| o.map(Some))?,
        drop_last: drop_last.map_or(Some(None), |d| d.map(Some))?,
    })
}
