//! Product: several schedules at once, their factors multiplied.
//!
//! ηₜ = η₀·Πᵢ ϑᵢ(t)/η₀ over the `schedules`, each computed from the base rate η₀ (at most 10⁶, the largest legal rate).
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let halving = ScheduleSpec::new("step", &[("step_size", Arg::Int(2)), ("gamma", Arg::Real(0.5))]).unwrap();
//! let inverse = ScheduleSpec::new("inverse_time", &[]).unwrap();
//! let product = ScheduleSpec::new("product", &[("schedules", Arg::Schedules(vec![halving, inverse]))]).unwrap();
//! assert_eq!(product.rates(1.0, 3, &[]), [1.0, 0.5, 1.0 / 6.0, 0.125]);
//! ```
//!
//! PyTorch's `ChainedScheduler` lets each scheduler change the current rate in turn. That is this product as long as each of
//! them multiplies; a floor (`eta_min`) inside a chain is something else there. Keras and Optax have none.

use super::params::{fine, param};
use super::sequence::{memory, parts, reset};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::{Args, Kind};

struct Product(Vec<Box<dyn Schedule>>);

/// Of the nested schedules under `key`.
pub(super) fn build(args: &Args, key: &str) -> Box<dyn Schedule> {
    Box::new(Product(parts(args, key)))
}

impl Schedule for Product {
    fn memory(&self) -> usize {
        memory(&self.0)
    }
    fn reset(&self, memory: &mut [f64]) {
        reset(&self.0, memory);
    }
    fn rate(&self, base: f64, t: u64, metric: Option<f64>, mut memory: &mut [f64]) -> f64 {
        let mut product = base;
        for (i, part) in self.0.iter().enumerate() {
            let (own, rest) = memory.split_at_mut(part.memory());
            let rate = part.rate(base, t, metric, own);
            memory = rest;
            // The first factor times the base rate is that rate itself. From a base rate of 0 nothing rises.
            product = if i == 0 { rate } else { product * rate / base };
        }
        if base == 0.0 { 0.0 } else { product }
    }
    fn momentum(&self, t: u64) -> Option<f64> {
        self.0.iter().find_map(|part| part.momentum(t))
    }
    fn tail(&self) -> Tail {
        self.0.iter().fold(Tail::STAYS, |all, part| all.times(part.tail()))
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "product",
    name: "Product",
    doc: "Several schedules at once, their factors multiplied.",
    formula: r"\eta_t = \eta_0 \prod_i \frac{\vartheta^{(i)}_t}{\eta_0}",
    differs: "PyTorch’s ChainedScheduler, except that a floor inside a chain acts on the current rate there.",
    reference: "PyTorch, torch.optim.lr_scheduler.ChainedScheduler",
    params: &[param("schedules", r"\vartheta", "schedules", Kind::Schedules, "the factors")],
    build: |args| build(args, "schedules"),
    check: fine,
};
