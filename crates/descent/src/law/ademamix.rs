//! AdEMAMix: Adam with a second, very slow average of the gradient beside the fast one.
//!
//! m₁ ← β₁m₁ + (1−β₁)g, m₂ ← β₃m₂ + (1−β₃)g, v ← β₂v + (1−β₂)g², θ ← θ − η(m̂₁ + αm₂)/(√(v̂ + ε_root) + ε). m₂ is not corrected:
//! it shall come in slowly.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("ademamix", &[("lr", 0.1)], 1).unwrap(); // Adam’s step, and the slow average 0.0002 five times
//! assert!((theta - (0.9 - 0.1 * 5.0 * 0.0002 / 2.0)).abs() < 1e-8);
//! ```
//!
//! # `ademamix`
//!
//! Cost: 3 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//! - `beta1`, decay of the fast average: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `beta3`, decay of the slow average: a number in `[0, 1)`; 0.9999 unless given. The share of the old average that is
//!   kept at each step.
//! - `alpha`, weight of the slow average: a number in `[0, 1000]`; 5 unless given. How much the slow average counts beside
//!   the fast one.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 0 unless given. Added under the root as well (Optax).
//!
//! Libraries: Only Optax has it. The paper lets α and β₃ grow over the run, Optax as here keeps them unless it is given
//! schedules for them.
//!
//! Reference: M. Pagliardini, P. Ablin, D. Grangier, The AdEMAMix Optimizer: Better, Faster, Older, 2024.

use super::adam::EPS_ROOT;
use super::quantities::{EFFECTIVE_RATE, SECOND_MOMENT};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, power, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::Lanes;

struct Ademamix {
    beta1: f64,
    beta2: f64,
    beta3: f64,
    alpha: f64,
    eps: f64,
    eps_root: f64,
}

static FAST: Quantity = Quantity::of("m1", "m_1", "fast average gradient");
static SLOW: Quantity = Quantity::of("m2", "m_2", "slow average gradient");
static FAST_STEP: Quantity = Quantity::part("fast_step", r"-\eta_{\text{eff}}\,\hat m_1", "step of the fast average");
static SLOW_STEP: Quantity = Quantity::part("slow_step", r"-\eta_{\text{eff}}\,\alpha m_2", "step of the slow average");

impl Rule<3, 12> for Ademamix {
    const STATE: [&'static Quantity; 3] = [&FAST, &SLOW, &SECOND_MOMENT];

    fn scalars(&self) -> &[f64] {
        &[1.0, 1.0] // β₁ᵗ, β₂ᵗ
    }

    fn resume(&self, t: u64, products: &mut [f64]) {
        power::anew(products, &[self.beta1, self.beta2], t);
    }

    /// The β and 1 − β, α, the two corrections, ε_root, ε, η.
    fn coefficients(&self, _t: u64, lr: f64, products: &mut [f64]) -> [f64; 12] {
        let Ademamix { beta1, beta2, beta3, alpha, eps, eps_root } = *self;
        power::advance(&mut products[0], beta1);
        power::advance(&mut products[1], beta2);
        let (c1, c2) = (1.0 / (1.0 - products[0]), 1.0 / (1.0 - products[1]));
        [beta1, 1.0 - beta1, beta2, 1.0 - beta2, beta3, 1.0 - beta3, alpha, c1, c2, eps_root, eps, lr]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 12], p: L, g: L, s: &mut [L; 3], notes: &mut N) -> L {
        let [b1, r1, b2, r2, b3, r3, alpha, c1, c2, eps_root, eps, lr] = *c;
        let [fast, slow, v] = s;
        *fast = b1 * *fast + r1 * g;
        *slow = b3 * *slow + r3 * g;
        *v = b2 * *v + r2 * (g * g);
        let rate = lr / ((c2 * *v + eps_root).sqrt() + eps);
        let (near, far) = (rate * (c1 * *fast), rate * (alpha * *slow));
        notes.note(&EFFECTIVE_RATE, rate);
        notes.note(&FAST_STEP, -near);
        notes.note(&SLOW_STEP, -far);
        p - (near + far)
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "ademamix",
    name: "AdEMAMix",
    family: "Adaptive moments",
    doc: "Adam that also remembers gradients for tens of thousands of steps: for long runs. Three numbers per parameter.",
    formula: r"\theta_{t+1} = \theta_t - \eta\,\frac{m^{(1)}_t/(1-\beta_1^t) + \alpha\, m^{(2)}_t}{\sqrt{v_t/(1-\beta_2^t) + \varepsilon_{\text{root}}} + \varepsilon},\quad m^{(2)}_t = \beta_3 m^{(2)}_{t-1} + (1-\beta_3) g_t",
    differs: "Only Optax has it. The paper lets α and β₃ grow over the run, Optax as here keeps them unless it is given \
              schedules for them.",
    reference: "M. Pagliardini, P. Ablin, D. Grangier, The AdEMAMix Optimizer: Better, Faster, Older, 2024",
    params: params![
        rate(0.001),
        decay("beta1", r"\beta_1", "decay of the fast average", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        decay("beta3", r"\beta_3", "decay of the slow average", 0.9999),
        Param {
            key: "alpha",
            symbol: r"\alpha",
            name: "weight of the slow average",
            kind: Kind::Real { default: Some(5.0), range: Range::closed(0.0, 1e3), scale: Scale::Linear },
            doc: "How much the slow average counts beside the fast one.",
        },
        epsilon(1e-8),
        EPS_ROOT,
    ],
    build: |args| {
        let rule = Ademamix {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            beta3: args.real("beta3"),
            alpha: args.real("alpha"),
            eps: args.real("eps"),
            eps_root: args.real("eps_root"),
        };
        Box::new(Elementwise::new(rule, args))
    },
};
