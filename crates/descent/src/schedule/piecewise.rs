//! Piecewise constant: ηₜ = η₀·fᵢ, i the number of boundaries ≤ t.
//!
//! One of `factors` (each in \[0, 100\]) before the first of the `boundaries` (strictly increasing), one more after each.
//! Update t already has the new rate when t is a boundary.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let given = [("boundaries", Arg::Ints(vec![1, 3])), ("factors", Arg::Reals(vec![1.0, 0.5, 2.0]))];
//! let piecewise = ScheduleSpec::new("piecewise", &given).unwrap();
//! assert_eq!(piecewise.rates(0.1, 4, &[]), [0.1, 0.05, 0.05, 0.2, 0.2]);
//! ```
//!
//! Keras' `PiecewiseConstantDecay` names the rates themselves and changes one step after a boundary. Optax'
//! `piecewise_constant_schedule` changes at the boundary, with scales that multiply one another. PyTorch's `ConstantLR` is
//! the case of one boundary.

use super::multistep::passed;
use super::params::{Checked, FACTOR, counts, list, milestones, param, require};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::Args;

pub(super) struct Piecewise {
    pub(super) boundaries: Vec<f64>,
    /// One more than boundaries.
    pub(super) factors: Vec<f64>,
}

/// One more of `key` than boundaries.
pub(super) fn one_more(args: &Args, key: &'static str) -> Checked {
    require(args.reals(key).len() == args.ints("boundaries").len() + 1, key, "one more number than boundaries")
}

impl Schedule for Piecewise {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        base * self.factors[passed(&self.boundaries, t)]
    }
    fn tail(&self) -> Tail {
        Tail::above(self.factors.last().copied().unwrap_or(0.0))
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "piecewise",
    name: "Piecewise constant",
    doc: "A factor of its own between any two boundaries.",
    formula: r"\eta_t = \eta_0\, f_{\#\{i \,:\, b_i \le t\}}",
    differs: "Keras names rates and changes one step after a boundary; Optax multiplies scales, at the boundary.",
    reference: "A. Krizhevsky, I. Sutskever and G. E. Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012",
    params: &[
        param(
            "boundaries",
            "b",
            "boundaries",
            milestones(Some(&[150, 300]), 1, 1),
            "the steps at which the rate changes",
        ),
        param(
            "factors",
            "f",
            "factors",
            list(Some(&[1.0, 0.3, 0.1]), FACTOR, 2),
            "the rate over the base rate, piece by piece",
        ),
    ],
    build: |args| {
        Box::new(Piecewise { boundaries: counts(args, "boundaries"), factors: args.reals("factors").to_vec() })
    },
    check: |args| one_more(args, "factors"),
};
