//! Polynomial decay: ηₜ = (η₀ − η_end)·(1 − min(t, n)/n)ᵖ + η_end.
//!
//! From the base rate to `end` (a rate in \[0, 10⁶\]) over `decay_steps` n ≥ 1, then constant. `power` p ∈ \[0, 100\]: 1 is
//! a straight line, 2 falls fast first, ½ slowly first. With `cycle` it restarts, each time from lower: n grows to the next
//! multiple of n that t has not passed.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let given = [("decay_steps", Arg::Int(4)), ("power", Arg::Real(2.0)), ("end", Arg::Real(0.0))];
//! let polynomial = ScheduleSpec::new("polynomial", &given).unwrap();
//! assert_eq!(polynomial.rates(1.6, 5, &[]), [1.6, 0.9, 0.4, 0.1, 0.0, 0.0]);
//! ```
//!
//! PyTorch's `PolynomialLR` ends at 0 and computes each rate from the last. Keras' `PolynomialDecay` is the same as ours
//! with `cycle`. Optax' `polynomial_schedule` can also wait (`transition_begin`).

use super::params::{CYCLE, count, fine, param, rate, real, steps};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::Range;
use lanes::math::pow;

/// Every exponent.
pub(super) const POWER: Range = Range::closed(0.0, 100.0);

/// xᵖ for x in \[0, 1\]; exactly x where p is 1.
pub(super) fn raise(x: f64, p: f64) -> f64 {
    if p == 1.0 { x } else { pow(x, p) }
}

pub(super) struct Polynomial {
    /// The first rate over the base rate.
    pub(super) start: f64,
    pub(super) end: f64,
    /// Whether `end`, too, is a multiple of the base rate.
    pub(super) relative: bool,
    pub(super) power: f64,
    pub(super) begin: u64,
    pub(super) steps: u64,
    pub(super) cycle: bool,
}

impl Polynomial {
    /// A straight line between two multiples of the base rate.
    pub(super) fn line(start: f64, end: f64, steps: u64) -> Self {
        Polynomial { start, end, relative: true, power: 1.0, begin: 0, steps, cycle: false }
    }
    /// From the base rate to `end`.
    pub(super) fn to(end: f64, power: f64, steps: u64) -> Self {
        Polynomial { start: 1.0, end, relative: false, power, begin: 0, steps, cycle: false }
    }
}

impl Schedule for Polynomial {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        let t = t.saturating_sub(self.begin);
        let rounds = if self.cycle { t.div_ceil(self.steps).max(1) } else { 1 };
        let n = (self.steps * rounds) as f64;
        let left = 1.0 - (t as f64).min(n) / n;
        let end = if self.relative { self.end * base } else { self.end };
        (self.start * base - end) * raise(left, self.power) + end
    }
    fn tail(&self) -> Tail {
        // A round k starts from (1 − (k−1)/k)ᵖ = k⁻ᵖ.
        if self.power == 0.0 {
            Tail::STAYS
        } else if self.cycle && self.end == 0.0 {
            Tail::Power(self.power)
        } else {
            Tail::above(self.end)
        }
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "polynomial",
    name: "Polynomial decay",
    doc: "From the rate to an end over a number of steps, straight or bent, once or in rounds.",
    formula: r"\eta_t = (\eta_0 - \eta_{\text{end}})\left(1 - \frac{\min(t, n)}{n}\right)^p + \eta_{\text{end}}",
    differs: "PyTorch ends at 0; Keras has cycle as here; Optax can wait before it begins.",
    reference: "W. Liu, A. Rabinovich and A. C. Berg, ParseNet: Looking Wider to See Better, 2015",
    params: &[
        param("decay_steps", "n", "decay steps", steps(100, 1), "the steps down to the end"),
        param("end", r"\eta_{\text{end}}", "final rate", rate(1e-4), "the rate at the end"),
        param("power", "p", "power", real(1.0, POWER), "1 is a straight line, more falls fast first"),
        CYCLE,
    ],
    build: |args| {
        let cycle = args.flag("cycle");
        Box::new(Polynomial {
            cycle,
            ..Polynomial::to(args.real("end"), args.real("power"), count(args, "decay_steps"))
        })
    },
    check: fine,
};
