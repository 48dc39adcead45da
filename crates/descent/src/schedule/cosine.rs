//! Cosine annealing: ηₜ = η_min + (η₀ − η_min)·(1 + cos(πt/T))/2.
//!
//! Half a cosine from the base rate to `eta_min` (a rate in \[0, 10⁶\]) over `t_max` T ≥ 1 steps. What comes `after` is a
//! choice: `rise` lets the cosine go on (up again, with period 2T), `hold` stays at the end.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let cosine = ScheduleSpec::new("cosine", &[("t_max", Arg::Int(2)), ("after", Arg::Choice("hold"))]).unwrap();
//! for (rate, right) in cosine.rates(0.1, 3, &[]).into_iter().zip([0.1, 0.05, 0.0, 0.0]) {
//!     assert!((rate - right).abs() < 1e-16);
//! }
//! ```
//!
//! PyTorch's `CosineAnnealingLR` rises again and computes each rate from the last. Keras' `CosineDecay` and Optax'
//! `cosine_decay_schedule` hold, and give the floor as a share `alpha` of the first rate; Optax can raise the half cosine
//! to a power.

use super::params::{count, fine, param, rate, steps};
use super::{Schedule, ScheduleRow, Tail, polynomial::raise};
use crate::catalog::{Kind, told};
use lanes::math::cos;

/// (1 + cos πx)/2: from 1 at x = 0 to 0 at x = 1.
pub(super) fn half_cosine(x: f64) -> f64 {
    0.5 * (1.0 + cos(core::f64::consts::PI * x))
}

pub(super) struct Cosine {
    pub(super) steps: u64,
    pub(super) floor: f64,
    /// Whether the floor is a multiple of the base rate.
    pub(super) relative: bool,
    pub(super) power: f64,
    pub(super) rise: bool,
}

impl Cosine {
    /// Down to `floor`, and held there.
    pub(super) fn hold(steps: u64, floor: f64, relative: bool) -> Self {
        Cosine { steps, floor, relative, power: 1.0, rise: false }
    }
    /// Down to `floor`, and up again.
    pub(super) fn rise(steps: u64, floor: f64) -> Self {
        Cosine { steps, floor, relative: false, power: 1.0, rise: true }
    }
}

impl Schedule for Cosine {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        // Reduced in whole steps: the argument of the cosine stays small and exact after any number of periods.
        let t = if self.rise { t % (2 * self.steps) } else { t.min(self.steps) };
        let floor = if self.relative { self.floor * base } else { self.floor };
        floor + (base - floor) * raise(half_cosine(t as f64 / self.steps as f64), self.power)
    }
    fn tail(&self) -> Tail {
        if self.rise && self.floor == 0.0 { Tail::Pulse } else { Tail::above(self.floor) }
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "cosine",
    name: "Cosine annealing",
    doc: "Half a cosine: slow at both ends, fast in between.",
    formula: r"\eta_t = \eta_{\min} + \tfrac12(\eta_0 - \eta_{\min})\left(1 + \cos\frac{\pi t}{T}\right)",
    differs: "PyTorch rises again past T (after: rise); Keras and Optax hold the end and name it as a share of the rate.",
    reference: "I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017",
    params: &[
        param("t_max", "T", "half period", steps(100, 1), "the steps down to eta_min"),
        param("eta_min", r"\eta_{\min}", "lowest rate", rate(0.0), "the rate at the bottom"),
        param(
            "after",
            "",
            "after the bottom",
            Kind::Choice {
                default: "rise",
                options: &[
                    ("rise", told("up again, with period 2T, as PyTorch does")),
                    ("hold", told("stay, as Keras and Optax do")),
                ],
            },
            "what follows the bottom",
        ),
    ],
    build: |args| {
        let rise = args.choice("after") == "rise";
        Box::new(Cosine { rise, ..Cosine::rise(count(args, "t_max"), args.real("eta_min")) })
    },
    check: fine,
};
