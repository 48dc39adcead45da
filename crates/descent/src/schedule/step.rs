//! Step decay: ηₜ = η₀·γ^⌊t/n⌋.
//!
//! Every `step_size` n ≥ 1 steps the rate is multiplied by `gamma` γ ∈ \[0, 10\]. This is
//! [`exponential`](super::exponential) in stairs, under the name and with the arguments of PyTorch.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let step = ScheduleSpec::new("step", &[("step_size", Arg::Int(2)), ("gamma", Arg::Real(0.5))]).unwrap();
//! assert_eq!(step.rates(0.4, 5, &[]), [0.4, 0.4, 0.2, 0.2, 0.1, 0.1]);
//! ```
//!
//! PyTorch's `StepLR` multiplies the last rate, which differs by roundings. Keras and Optax: exponential decay with
//! `staircase`. In lectures: η₀·r^⌊k/n⌋.

use super::params::{count, fine, param, real, steps};
use super::{ScheduleRow, exponential::Exponential, exponential::GAMMA};

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "step",
    name: "Step decay",
    doc: "Drops by a factor at fixed intervals.",
    formula: r"\eta_t = \eta_0\,\gamma^{\lfloor t/n \rfloor}",
    differs: "The same in PyTorch; in Keras and Optax it is exponential decay with staircase.",
    reference: "K. He, X. Zhang, S. Ren and J. Sun, Deep Residual Learning for Image Recognition, 2016",
    params: &[
        param("step_size", "n", "step size", steps(100, 1), "the steps between two drops"),
        param("gamma", r"\gamma", "decay factor", real(0.1, GAMMA), "the factor of each drop"),
    ],
    build: |args| Box::new(Exponential::new(args.real("gamma"), count(args, "step_size"), true)),
    check: fine,
};
