//! Multi-step decay: ηₜ = η₀·γ^(number of milestones ≤ t).
//!
//! At each of the `milestones` (strictly increasing, at most 64) the rate is multiplied by `gamma` γ ∈ \[0, 10\]; update t
//! already has the new rate when t is a milestone.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let given = [("milestones", Arg::Ints(vec![1, 3])), ("gamma", Arg::Real(0.5))];
//! let multistep = ScheduleSpec::new("multistep", &given).unwrap();
//! assert_eq!(multistep.rates(0.4, 4, &[]), [0.4, 0.2, 0.2, 0.1, 0.1]);
//! ```
//!
//! PyTorch's `MultiStepLR` also takes a milestone twice, which counts twice. Keras' `PiecewiseConstantDecay` changes one
//! step later, with rates instead of a factor; Optax' `piecewise_constant_schedule` changes at the boundary as here, with
//! one factor per boundary.

use super::params::{counts, fine, milestones, param, real};
use super::{Schedule, ScheduleRow, Tail, exponential::GAMMA, exponential::geometric};

pub(super) struct MultiStep {
    pub(super) milestones: Vec<f64>,
    pub(super) gamma: f64,
}

/// How many of the milestones are at or before t.
pub(super) fn passed(milestones: &[f64], t: u64) -> usize {
    milestones.iter().filter(|m| **m <= t as f64).count()
}

impl Schedule for MultiStep {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        geometric(base, self.gamma, passed(&self.milestones, t) as f64)
    }
    fn tail(&self) -> Tail {
        if self.milestones.is_empty() { Tail::STAYS } else { Tail::above(self.gamma) }
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "multistep",
    name: "Multi-step decay",
    doc: "Drops by a factor at the steps you name.",
    formula: r"\eta_t = \eta_0\,\gamma^{\#\{i \,:\, m_i \le t\}}",
    differs: "PyTorch also takes repeated milestones; Keras changes one step after a boundary, Optax at it.",
    reference: "K. He, X. Zhang, S. Ren and J. Sun, Deep Residual Learning for Image Recognition, 2016",
    params: &[
        param(
            "milestones",
            "m",
            "milestones",
            milestones(Some(&[150, 300]), 0, 1),
            "the steps at which the rate drops",
        ),
        param("gamma", r"\gamma", "decay factor", real(0.1, GAMMA), "the factor of each drop"),
    ],
    build: |args| Box::new(MultiStep { milestones: counts(args, "milestones"), gamma: args.real("gamma") }),
    check: fine,
};
