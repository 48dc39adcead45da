//! Adamax: Adam with the largest recent gradient in place of the root of the second moment.
//!
//! m ← β₁m + (1−β₁)g. Inside (PyTorch, Optax): u ← max(β₂u, |g| + ε), θ ← θ − η/(1−β₁ᵗ)·m/u. Outside (Keras): u ← max(β₂u, |g|),
//! θ ← θ − η/(1−β₁ᵗ)·m/(u + ε). u needs no correction: a maximum does not start too small.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adamax", &[("lr", 0.1)], 2).unwrap(); // m̂ = 0.36/0.19, u = max(0.999·2, 1.8)
//! assert!((theta - (0.9 - 0.1 * (0.36 / 0.19) / 1.998)).abs() < 1e-6);
//! ```
//!
//! # `adamax`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.002 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the maximum: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is kept at
//!   each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_placement`, place of ε: `inside` (max(β₂u, |g| + ε) (PyTorch, Optax)), `outside` (max(β₂u, |g|), m/(u + ε)
//!   (Keras)); `inside` unless given. Whether ε is inside the maximum or beside it.
//!
//! Libraries: PyTorch and Optax add ε to |g| inside the maximum, Keras to u when dividing. PyTorch's default rate is 0.002
//! as in the paper, Keras' 0.001; PyTorch's weight decay is coupled.
//!
//! Reference: D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, section 7.1.

use super::quantities::{CORRECTED_STEP, EFFECTIVE_RATE, FIRST_CORRECTED, FIRST_MOMENT};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, power, rate};
use crate::catalog::{Kind, Param, told};
use lanes::Lanes;

#[derive(Clone, Copy)]
struct Adamax {
    beta1: f64,
    beta2: f64,
    eps: f64,
    inside: bool,
}

static U: Quantity = Quantity::of("u", "u", "largest recent gradient");

impl Rule<2, 7> for Adamax {
    const STATE: [&'static Quantity; 2] = [&FIRST_MOMENT, &U];

    fn scalars(&self) -> &[f64] {
        &[1.0] // β₁ᵗ
    }

    fn resume(&self, t: u64, products: &mut [f64]) {
        power::anew(products, &[self.beta1], t);
    }

    fn cycled(&self, beta1: f64, t: u64, products: &mut [f64]) -> Option<Self> {
        products[0] = lanes::math::pow(beta1, t as f64);
        Some(Adamax { beta1, ..*self })
    }

    /// β₁, 1−β₁, β₂, ε in the maximum, ε beside it, the correction, η.
    fn coefficients(&self, _t: u64, lr: f64, products: &mut [f64]) -> [f64; 7] {
        power::advance(&mut products[0], self.beta1);
        let (inside, outside) = if self.inside { (self.eps, 0.0) } else { (0.0, self.eps) };
        [self.beta1, 1.0 - self.beta1, self.beta2, inside, outside, 1.0 / (1.0 - products[0]), lr]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 7], p: L, g: L, [m, u]: &mut [L; 2], notes: &mut N) -> L {
        let [beta1, rest, beta2, inside, outside, correction, lr] = *c;
        *m = beta1 * *m + rest * g;
        *u = (beta2 * *u).max(g.abs() + inside);
        let (first, divisor) = (correction * *m, *u + outside);
        // Without ε and without a gradient so far, 0/0: there is nothing to do.
        let step = L::select(divisor.le(L::lit(0.0)), L::lit(0.0), lr * first / divisor);
        notes.note(&FIRST_CORRECTED, first);
        notes.note(&EFFECTIVE_RATE, lr / divisor);
        notes.note(&CORRECTED_STEP, -step);
        p - step
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adamax",
    name: "Adamax",
    family: "Adaptive moments",
    doc: "Adam in the maximum norm: no coordinate moves by much more than η, and one large gradient is forgotten at the rate β₂. \
          Two numbers per parameter.",
    formula: r"m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t,\quad u_t = \max(\beta_2 u_{t-1}, |g_t| + \varepsilon),\quad \theta_{t+1} = \theta_t - \frac{\eta}{1-\beta_1^t}\,\frac{m_t}{u_t}",
    differs: "PyTorch and Optax add ε to |g| inside the maximum, Keras to u when dividing. PyTorch's default rate is 0.002 as in \
              the paper, Keras' 0.001; PyTorch's weight decay is coupled.",
    reference: "D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, section 7.1",
    params: params![
        rate(0.002),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.9),
        decay("beta2", r"\beta_2", "decay of the maximum", 0.999),
        epsilon(1e-8),
        Param {
            key: "eps_placement",
            symbol: "",
            name: "place of ε",
            kind: Kind::Choice {
                default: "inside",
                options: &[
                    ("inside", told("max(β₂u, |g| + ε) (PyTorch, Optax)")),
                    ("outside", told("max(β₂u, |g|), m/(u + ε) (Keras)"))
                ],
            },
            doc: "Whether ε is inside the maximum or beside it.",
        },
    ],
    build: |args| {
        let rule = Adamax {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            inside: args.choice("eps_placement") == "inside",
        };
        Box::new(Elementwise::new(rule, args))
    },
};
