//! AdaBelief: Adam that divides by how far the gradient is from its own average.
//!
//! m ← β₁m + (1−β₁)g, s ← β₂s + (1−β₂)(g − m)² + ε_root with the new m, θ ← θ − η·m̂/(√ŝ + ε). ε_root gathers in s itself, as in
//! the paper: s is never below it. The recurrence is Adam's.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adabelief", &[("lr", 0.1)], 1).unwrap(); // m = 0.2, and s measures (2 − 0.2)²
//! assert!((theta - (1.0 - 0.2 / 1.8)).abs() < 1e-9);
//! ```
//!
//! # `adabelief`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-16 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 1e-16 unless given. Added to the second moment at every step.
//! - `nesterov`, Nesterov form: true or false; false unless given. Takes β₁m + (1 − β₁)g for m, with m corrected as one step
//!   later (Nadam with constant β₁).
//!
//! Libraries: Only Optax has it. Adam with ε under the root is not the same: here ε_root is added to s at every step, and
//! stays in it.
//!
//! Reference: J. Zhuang, T. Tang, Y. Ding, S. Tatikonda, N. Dvornek, X. Papademetris, J. Duncan, AdaBelief Optimizer:
//! Adapting Stepsizes by the Belief in Observed Gradients, 2020.

use super::adam::{Adam, EPS_ROOT, NESTEROV, Varied};
use super::moments::{Moments, Placement, Second};
use super::{Elementwise, OptimizerRow, decay, epsilon, params, rate};
use crate::catalog::{EPSILON, Kind, Param, Scale};

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adabelief",
    name: "AdaBelief",
    family: "Adaptive moments",
    doc: "Adam with the variance of the gradient in place of its square: long steps where gradients agree with their average, \
          short ones where they do not. Two numbers per parameter.",
    formula: r"m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t,\quad s_t = \beta_2 s_{t-1} + (1-\beta_2)(g_t - m_t)^2 + \varepsilon_{\text{root}},\quad \theta_{t+1} = \theta_t - \eta\,\frac{m_t/(1-\beta_1^t)}{\sqrt{s_t/(1-\beta_2^t)} + \varepsilon}",
    differs: "Only Optax has it. Adam with ε under the root is not the same: here ε_root is added to s at \
              every step, and stays in it.",
    reference: "J. Zhuang, T. Tang, Y. Ding, S. Tatikonda, N. Dvornek, X. Papademetris, J. Duncan, AdaBelief Optimizer: Adapting \
                Stepsizes by the Belief in Observed Gradients, 2020",
    params: params![
        rate(0.001),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        epsilon(1e-16),
        Param {
            key: "eps_root",
            kind: Kind::Real { default: Some(1e-16), range: EPSILON, scale: Scale::Log },
            doc: "Added to the second moment at every step.",
            ..EPS_ROOT
        },
        NESTEROV,
    ],
    build: |args| {
        let moments = Moments { second: Second::Deviation, ..Moments::of(args, Placement::Outside) };
        let nesterov = args.flag("nesterov");
        let adam = Adam { nesterov, ..Adam::plain(moments.corrected(!nesterov, true)) };
        Box::new(Elementwise::new(Varied(adam), args))
    },
};
