//! Adagrad: a rate per coordinate that shrinks with the sum of its squared gradients.
//!
//! G ← G + g². Outside (PyTorch): θ ← θ − η g/(√G + ε). Inside (Keras, Optax, lectures): θ ← θ − η g/√(G + ε). Where G is
//! zero the coordinate has never had a gradient and stays, whatever ε is.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adagrad", &[("lr", 0.1)], 2).unwrap(); // G = 4, and then 4 + 1.8² = 7.24
//! assert!((theta - (0.9 - 0.18 / 7.24_f64.sqrt())).abs() < 1e-8);
//! ```
//!
//! # `adagrad`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.1 unless given. How far one update goes.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_placement`, place of ε: `outside` (√G + ε (PyTorch)), `inside` (√(G + ε) (Keras, Optax, lectures)); `outside`
//!   unless given. Whether ε is added to the root or under it.
//! - `initial_accumulator`, initial accumulator: a number in `[0, 1000000]`; 0 unless given. What the sum starts at.
//! - `lr_decay`, decay of the rate: a number in `[0, 1000]`; 0 unless given. Divides the rate by 1 + δt as well.
//!
//! Libraries: PyTorch adds ε outside the root and starts G at 0; Keras and Optax put it inside and start G at 0.1.
//!
//! Reference: J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning, 2011.

use super::quantities::{ADAPTIVE_STEP, EFFECTIVE_RATE};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, epsilon, params, rate};
use crate::catalog::{Kind, Param, Range, Scale, told};
use lanes::Lanes;

struct Adagrad {
    inside: bool,
    eps: f64,
    initial: f64,
    lr_decay: f64,
}

static SUM: Quantity = Quantity::of("G", "G", "sum of squared gradients");

impl Rule<1, 3> for Adagrad {
    const STATE: [&'static Quantity; 1] = [&SUM];

    fn initial(&self) -> [f64; 1] {
        [self.initial]
    }

    /// The decayed rate; ε under the root; ε outside it.
    fn coefficients(&self, t: u64, lr: f64, _: &mut [f64]) -> [f64; 3] {
        let lr = lr / (1.0 + t as f64 * self.lr_decay);
        if self.inside { [lr, self.eps, 0.0] } else { [lr, 0.0, self.eps] }
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 3], p: L, g: L, [sum]: &mut [L; 1], notes: &mut N) -> L {
        let [lr, under, outside] = *c;
        *sum = *sum + g * g;
        let root = (*sum + under).sqrt() + outside;
        let zero = L::lit(0.0);
        let still = sum.le(zero);
        let step = L::select(still, zero, lr * g / root);
        notes.note(&EFFECTIVE_RATE, lr / root);
        notes.note(&ADAPTIVE_STEP, -step);
        p - step
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adagrad",
    name: "Adagrad",
    family: "Adaptive rates",
    doc: "Divides by the root of all squared gradients so far: good for rare features; its rate only ever falls.",
    formula: r"G_t = G_{t-1} + g_t^2,\qquad \theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{G_t} + \varepsilon}\, g_t",
    differs: "PyTorch adds ε outside the root and starts G at 0; Keras and Optax put it inside and start G at 0.1.",
    reference: "J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning, 2011",
    params: params![
        rate(0.1),
        epsilon(1e-8),
        super::adam::eps_placement_two(&[
            ("outside", told("√G + ε (PyTorch)")),
            ("inside", told("√(G + ε) (Keras, Optax, lectures)")),
        ]),
        Param {
            key: "initial_accumulator",
            symbol: "G_0",
            name: "initial accumulator",
            kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e6), scale: Scale::Log },
            doc: "What the sum starts at.",
        },
        Param {
            key: "lr_decay",
            symbol: r"\delta",
            name: "decay of the rate",
            kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e3), scale: Scale::Log },
            doc: "Divides the rate by 1 + δt as well.",
        },
    ],
    build: |args| {
        let rule = Adagrad {
            inside: args.choice("eps_placement") == "inside",
            eps: args.real("eps"),
            initial: args.real("initial_accumulator"),
            lr_decay: args.real("lr_decay"),
        };
        Box::new(Elementwise::new(rule, args))
    },
};
