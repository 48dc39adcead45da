//! RAdam: Adam whose rate is rectified by how many gradients its second moment has seen.
//!
//! ρ∞ = 2/(1−β₂) − 1, ρₜ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ). Where ρₜ is above the threshold, the rate is multiplied by
//! √((ρₜ−4)(ρₜ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρₜ)); below it, the variance of v is not even finite and θ ← θ − ηm̂ is plain momentum,
//! without ε. The recurrence is Adam's; this file only has the factor and the row.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("radam", &[("lr", 0.1)], 2).unwrap(); // not yet rectified: 0.1·m̂ alone
//! assert!((theta - (0.8 - 0.1 * 0.34 / 0.19)).abs() < 1e-8);
//! ```
//!
//! # `radam`
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
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_placement`, place of ε: `outside` (√v̂ + ε (Optax)), `inside` (√(v̂ + ε)), `uncorrected` ((√v + ε)/√(1 − β₂ᵗ)
//!   (PyTorch)); `outside` unless given. Whether ε is added to the corrected root, under it, or to the uncorrected root.
//! - `threshold`, threshold: a number in `[4, 1000000]`; 5 unless given. The rate is rectified where ρ is above this;
//!   elsewhere the step is plain momentum.
//! - `nesterov`, Nesterov form: true or false; false unless given. Takes β₁m + (1 − β₁)g for m, with m corrected as one step
//!   later (Nadam with constant β₁).
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 0 unless given. Added under the root as well (Optax).
//!
//! Libraries: PyTorch adds ε to the uncorrected root (uncorrected), Optax to the corrected one (outside). Optax lets the
//! threshold itself be rectified (ρ ≥ 5), PyTorch does not; ρ never meets it exactly. Keras has no RAdam.
//!
//! Reference: L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han, On the Variance of the Adaptive Learning Rate and
//! Beyond, 2020.

use super::adam::{Adam, EPS_ROOT, NESTEROV, eps_placement};
use super::moments::{Moments, Placement};
use super::{Elementwise, OptimizerRow, decay, epsilon, params, rate};
use crate::catalog::{Kind, Param, Range, Scale, told};

/// The factor on the rate at step t with `power` = β₂ᵗ; none where ρₜ is not above the threshold.
pub(super) fn rectification(beta2: f64, t: f64, power: f64, threshold: f64) -> Option<f64> {
    let limit = 2.0 / (1.0 - beta2) - 1.0;
    let rho = limit - 2.0 * t * power / (1.0 - power);
    // Below 4 the formula has no value, whatever the threshold.
    (rho > threshold && rho > 4.0)
        .then(|| ((rho - 4.0) * (rho - 2.0) * limit / ((limit - 4.0) * (limit - 2.0) * rho)).sqrt())
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "radam",
    name: "RAdam",
    family: "Adaptive moments",
    doc: "Adam with its warm-up built in: plain momentum until the second moment can be trusted (five steps with β₂ = 0.999), \
          then Adam with a rate that grows to η. Two numbers per parameter.",
    formula: r"\rho_t = \rho_\infty - \frac{2t\beta_2^t}{1-\beta_2^t},\quad r_t = \sqrt{\frac{(\rho_t-4)(\rho_t-2)\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\rho_t}},\quad \theta_{t+1} = \theta_t - \eta\, r_t\,\frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}\ \text{ if } \rho_t > \rho_{\min},\ \text{ else }\ \theta_t - \eta\,\hat m_t",
    differs: "PyTorch adds ε to the uncorrected root (uncorrected), Optax to the corrected one (outside). Optax lets the \
              threshold itself be rectified (ρ ≥ 5), PyTorch does not; ρ never meets it exactly. Keras has no RAdam.",
    reference: "L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han, On the Variance of the Adaptive Learning Rate and \
                Beyond, 2020",
    params: params![
        rate(0.001),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        epsilon(1e-8),
        eps_placement(&[
            ("outside", told("√v̂ + ε (Optax)")),
            ("inside", told("√(v̂ + ε)")),
            ("uncorrected", told("(√v + ε)/√(1 − β₂ᵗ) (PyTorch)")),
        ]),
        Param {
            key: "threshold",
            symbol: r"\rho_{\min}",
            name: "threshold",
            kind: Kind::Real { default: Some(5.0), range: Range::closed(4.0, 1e6), scale: Scale::Linear },
            doc: "The rate is rectified where ρ is above this; elsewhere the step is plain momentum.",
        },
        NESTEROV,
        EPS_ROOT,
    ],
    build: |args| {
        let nesterov = args.flag("nesterov");
        let adam = Adam {
            nesterov,
            rectify: Some(args.real("threshold")),
            // Below the threshold no second moment is used.
            ..Adam::plain(Moments::of(args, Placement::of(args)).corrected(!nesterov, false))
        };
        Box::new(Elementwise::new(adam, args))
    },
};
