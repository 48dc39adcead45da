//! Inverse square root: ηₜ = η₀·min((t+1)/w, √(w/(t+1))).
//!
//! Falls like 1/√t. Over the first `warmup` w ≥ 1 updates it climbs in a straight line instead, and it is η₀ at update w.
//! With w = 1 it is η₀/√(t+1). Σηₜ = ∞, but Σηₜ² = ∞ too.
//!
//! ```
//! use descent::schedule::ScheduleSpec;
//! let inverse = ScheduleSpec::new("inverse_sqrt", &[]).unwrap();
//! let rates = inverse.rates(0.6, 8, &[]);
//! assert_eq!((rates[0], rates[3], rates[8]), (0.6, 0.3, 0.6 / 3.0));
//! ```
//!
//! [`noam`](super::noam) is the same law, with a model width if you like. PyTorch: a `LambdaLR`. Keras and Optax have none.

use super::params::{count, fine, param, steps};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::Args;

pub(super) struct InverseSqrt {
    pub(super) warmup: f64,
    pub(super) factor: f64,
}

impl Schedule for InverseSqrt {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        let (n, w) = ((t + 1) as f64, self.warmup);
        let shape = if n < w { n / w } else { (w / n).sqrt() };
        base * self.factor * shape
    }
    fn tail(&self) -> Tail {
        Tail::Power(0.5)
    }
}

/// From `warmup`.
pub(super) fn build(args: &Args) -> Box<dyn Schedule> {
    Box::new(InverseSqrt { warmup: count(args, "warmup") as f64, factor: 1.0 })
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "inverse_sqrt",
    name: "Inverse square root",
    doc: "Falls like 1/√t, after a linear warm-up if you like.",
    formula: r"\eta_t = \eta_0 \min\left(\frac{t+1}{w}, \sqrt{\frac{w}{t+1}}\right)",
    differs: "PyTorch: a LambdaLR; Keras and Optax have none.",
    reference: "M. Zinkevich, Online Convex Programming and Generalized Infinitesimal Gradient Ascent, 2003",
    params: &[param("warmup", "w", "warm-up", steps(1, 1), "the updates up to the base rate")],
    build,
    check: fine,
};
