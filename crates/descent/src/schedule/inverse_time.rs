//! Inverse-time decay: ηₜ = η₀ / (1 + d·t/n).
//!
//! `decay_rate` d ∈ \[0, 10⁶\], `decay_steps` n ≥ 1, optionally in stairs (⌊t/n⌋). With d > 0 it is the classical choice
//! that meets both Robbins–Monro conditions: Σηₜ = ∞ and Σηₜ² < ∞; on strongly convex problems 1/t is also the fastest.
//!
//! ```
//! use descent::schedule::ScheduleSpec;
//! let inverse = ScheduleSpec::new("inverse_time", &[]).unwrap();
//! assert_eq!(inverse.rates(0.1, 4, &[]), [0.1, 0.05, 0.1 / 3.0, 0.025, 0.02]);
//! ```
//!
//! Keras' `InverseTimeDecay` is the same. PyTorch and Optax have none; a `LambdaLR` or a product does it. Keras' old
//! argument `decay` and lectures write η₀/(1 + k·t), which is n = 1.

use super::params::{STAIRCASE, count, fine, log, param, steps};
use super::{Schedule, ScheduleRow, Tail, exponential::quotient};
use crate::catalog::Range;

/// Every decay rate.
pub(super) const DECAY_RATE: Range = Range::closed(0.0, 1e6);

pub(super) struct InverseTime {
    pub(super) rate: f64,
    pub(super) steps: u64,
    pub(super) staircase: bool,
}

impl Schedule for InverseTime {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        base / (1.0 + self.rate * quotient(t, self.steps, self.staircase))
    }
    fn tail(&self) -> Tail {
        Tail::Power(if self.rate > 0.0 { 1.0 } else { 0.0 })
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "inverse_time",
    name: "Inverse-time decay",
    doc: "Falls like 1/t; meets both Robbins–Monro conditions.",
    formula: r"\eta_t = \frac{\eta_0}{1 + d\,t/n}",
    differs: "The same in Keras; PyTorch and Optax have none.",
    reference: "H. Robbins and S. Monro, A Stochastic Approximation Method, 1951",
    params: &[
        param("decay_rate", "d", "decay rate", log(1.0, DECAY_RATE), "how fast it falls"),
        param("decay_steps", "n", "decay steps", steps(1, 1), "the unit of time"),
        STAIRCASE,
    ],
    build: |args| {
        Box::new(InverseTime {
            rate: args.real("decay_rate"),
            steps: count(args, "decay_steps"),
            staircase: args.flag("staircase"),
        })
    },
    check: fine,
};
