//! Constant: ηₜ = η₀.
//!
//! The rate of the racer at every step. With noisy gradients it keeps chasing the latest sample and never settles:
//! Σηₜ diverges, but so does Σηₜ².
//!
//! ```
//! use descent::schedule::ScheduleSpec;
//! let constant = ScheduleSpec::new("constant", &[]).unwrap();
//! assert_eq!(constant.rates(0.1, 2, &[]), [0.1, 0.1, 0.1]);
//! ```
//!
//! PyTorch's `ConstantLR` is something else: it holds a fraction of the rate for some steps and then jumps to the
//! whole; ours for that is [`piecewise`](super::piecewise). Optax: `constant_schedule`. Keras: a plain number.

use super::{Schedule, ScheduleRow, Tail, params::fine};

pub(super) struct Constant;

impl Schedule for Constant {
    fn rate(&self, base: f64, _: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        base
    }
    fn tail(&self) -> Tail {
        Tail::STAYS
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "constant",
    name: "Constant",
    doc: "The same rate at every step; with noisy gradients it never settles.",
    formula: r"\eta_t = \eta_0",
    differs: "PyTorch’s ConstantLR holds a fraction of the rate and then jumps to the whole: that is `piecewise` here.",
    reference: "A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
    params: &[],
    build: |_| Box::new(Constant),
    check: fine,
};
