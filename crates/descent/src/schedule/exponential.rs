//! Exponential decay: ηₜ = η₀·γ^(t/n), or in stairs η₀·γ^⌊t/n⌋.
//!
//! `gamma` γ ∈ \[0, 10\] is the factor per `decay_steps` n ≥ 1. With γ < 1 the rates have a finite sum: the iterates may
//! stop short of the minimum. γ > 1 makes a range test (L. N. Smith, *Cyclical Learning Rates for Training Neural
//! Networks*, 2017, section 3.3): the rate grows until the loss explodes. It then ends at 10⁶, the largest legal rate.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let given = [("gamma", Arg::Real(0.25)), ("decay_steps", Arg::Int(2))];
//! let smooth = ScheduleSpec::new("exponential", &given).unwrap();
//! assert_eq!(smooth.rates(1.0, 4, &[]), [1.0, 0.5, 0.25, 0.125, 0.0625]);
//! let stairs = [given[0].clone(), given[1].clone(), ("staircase", Arg::Bool(true))];
//! let stairs = ScheduleSpec::new("exponential", &stairs).unwrap();
//! assert_eq!(stairs.rates(1.0, 4, &[]), [1.0, 1.0, 0.25, 0.25, 0.0625]);
//! ```
//!
//! PyTorch's `ExponentialLR` has n = 1 and multiplies the last rate by γ, which differs by roundings. Keras calls γ
//! `decay_rate`. Optax's `exponential_decay` can also wait (`transition_begin`) and stop (`end_value`).

use super::params::{STAIRCASE, fine, param, real, steps};
use super::{Schedule, ScheduleRow, Tail, params::count};
use crate::catalog::Range;
use lanes::math::pow;

/// Every factor per stretch of steps.
pub(super) const GAMMA: Range = Range::closed(0.0, 10.0);

/// η₀·γˣ.
pub(super) fn geometric(base: f64, gamma: f64, x: f64) -> f64 {
    if x == 0.0 || base == 0.0 {
        return base;
    }
    base * pow(gamma, x)
}

pub(super) struct Exponential {
    pub(super) gamma: f64,
    pub(super) steps: u64,
    pub(super) begin: u64,
    pub(super) staircase: bool,
    /// Where the decay (or the growth) stops.
    pub(super) bound: Option<f64>,
}

impl Exponential {
    pub(super) fn new(gamma: f64, steps: u64, staircase: bool) -> Self {
        Exponential { gamma, steps, begin: 0, staircase, bound: None }
    }
}

/// t / n, rounded down where it goes in stairs.
pub(super) fn quotient(t: u64, n: u64, staircase: bool) -> f64 {
    if staircase { (t / n) as f64 } else { t as f64 / n as f64 }
}

impl Schedule for Exponential {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        let x = quotient(t.saturating_sub(self.begin), self.steps, self.staircase);
        let rate = geometric(base, self.gamma, x);
        match self.bound {
            Some(bound) if (rate < bound) == (self.gamma < 1.0) => bound,
            _ => rate,
        }
    }
    fn tail(&self) -> Tail {
        if self.gamma < 1.0 { Tail::above(self.bound.unwrap_or(0.0)) } else { Tail::STAYS }
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "exponential",
    name: "Exponential decay",
    doc: "Shrinks by one factor per stretch of steps, smoothly or in stairs.",
    formula: r"\eta_t = \eta_0\,\gamma^{t/n}",
    differs: "PyTorch has n = 1 and multiplies step by step; Keras calls γ decay_rate; Optax adds a delay and a bound.",
    reference: "C. Darken and J. Moody, Note on Learning Rate Schedules for Stochastic Optimization, 1990",
    params: &[
        param("gamma", r"\gamma", "decay factor", real(0.7, GAMMA), "the factor per decay_steps; above 1 it grows"),
        param("decay_steps", "n", "decay steps", steps(100, 1), "the steps over which the factor applies once"),
        STAIRCASE,
    ],
    build: |args| Box::new(Exponential::new(args.real("gamma"), count(args, "decay_steps"), args.flag("staircase"))),
    check: fine,
};
