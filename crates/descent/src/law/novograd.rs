//! NovoGrad: Adam with one second moment for a whole layer, the norm of its gradient, and momentum after the division.
//!
//! ν ← β₂ν + (1−β₂)‖g‖² (‖g‖² at first), u = g/(√(ν + ε_root) + ε) + λθ, m ← β₁m + u (u at first), θ ← θ − ηm. No correction: both
//! start at their first value. Decoupled decay is inside u. All parameters are one layer.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("novograd", &[("lr", 0.1)], 1).unwrap(); // m = 2/√4
//! assert!((theta - 0.9).abs() < 1e-6);
//! ```
//!
//! # `novograd`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `beta1`, momentum: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.25 unless given. The share of the old average that is kept
//!   at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 0.000001 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 0 unless given. Added under the root as well (Optax).
//!
//! Libraries: Only Optax has it. The momentum is a sum, not an average: the path’s rate is η/(1−β₁).
//!
//! Reference: B. Ginsburg, P. Castonguay, O. Hrinchuk, O. Kuchaiev, V. Lavrukhin, R. Leary, J. Li, H. Nguyen, Y. Zhang, J.
//! M. Cohen, Stochastic Gradient Methods with Layer-wise Adaptive Moments for Training of Deep Networks, 2019.

use super::adam::EPS_ROOT;
use super::decay::Common;
use super::quantities::BUFFER;
use super::whole::{At, Direct, Whole, axpy, blend};
use super::{OptimizerRow, Quantity, decay, epsilon, params, rate};
use lanes::{Real, reduce};

struct Novograd {
    beta1: f64,
    beta2: f64,
    eps: f64,
    eps_root: f64,
    lambda: f64,
}

static SECOND: Quantity = Quantity::of("nu", r"\nu", "second moment of the layer");
static STEP: Quantity = Quantity::part("step", r"-\eta m", "scaled step");

impl Whole for Novograd {
    const STATE: &'static [&'static Quantity] = &[&BUFFER];
    const OWN_DECAY: bool = true;

    fn scalars(&self) -> &[f64] {
        &[0.0] // ν
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { t, lr, p, g, cells: m, scalars, mut notes, .. } = at;
        let norm = reduce::norm(g);
        let kept = if t == 0 { 0.0 } else { self.beta2 };
        scalars[0] = kept * scalars[0] + (1.0 - kept) * (norm * norm);
        let divisor = (scalars[0] + self.eps_root).sqrt() + self.eps;
        let scale = if divisor > 0.0 { 1.0 / divisor } else { 0.0 };
        // m is 0 at first.
        blend(m, self.beta1, scale, g);
        axpy(m, self.lambda, p);
        notes.scalar(&SECOND, scalars[0], p.len());
        notes.column(&STEP, m, -lr);
        axpy(p, -lr, m);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "novograd",
    name: "NovoGrad",
    family: "Trust ratios",
    doc: "Normalised gradient descent with momentum: only the direction of a layer's gradient counts, its size is averaged away. One \
          number per parameter and one per layer.",
    formula: r"\nu_1 = \lVert g_1\rVert^2,\quad \nu_t = \beta_2\nu_{t-1} + (1-\beta_2)\lVert g_t\rVert^2,\quad m_t = \beta_1 m_{t-1} + \frac{g_t}{\sqrt{\nu_t} + \varepsilon} + \lambda\theta_t,\quad \theta_{t+1} = \theta_t - \eta\, m_t",
    differs: "Only Optax has it. The momentum is a sum, not an average: the path’s rate is η/(1−β₁).",
    reference: "B. Ginsburg, P. Castonguay, O. Hrinchuk, O. Kuchaiev, V. Lavrukhin, R. Leary, J. Li, H. Nguyen, Y. Zhang, J. M. \
                Cohen, Stochastic Gradient Methods with Layer-wise Adaptive Moments for Training of Deep Networks, 2019",
    params: params![
        rate(0.01),
        decay("beta1", r"\beta_1", "momentum", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.25),
        epsilon(1e-6),
        EPS_ROOT,
    ],
    build: |args| {
        let law = Novograd {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            eps_root: args.real("eps_root"),
            lambda: Common::of(args).decoupled(),
        };
        Box::new(Direct::new(law, args))
    },
};
