//! Plain gradient descent: θ ← θ − ηg.
//!
//! No state. Everything else in this folder is this rule with a memory. Stochastic when the objective samples a batch.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("sgd", &[("lr", 0.1)], 2).unwrap(); // θ ← θ − 0.1·2θ = 0.8θ, twice
//! assert!((theta - 0.64).abs() < 1e-12);
//! ```
//!
//! # `sgd`
//!
//! Cost: no number per parameter; 10 updates of one parameter take 10 evaluations of value and gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//!
//! Libraries: The same in PyTorch, Keras and Optax.
//!
//! Reference: A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847; H. Robbins and
//! S. Monro, A Stochastic Approximation Method, 1951.

use super::quantities::GRADIENT_STEP;
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, params, rate};
use lanes::Lanes;

struct Sgd;

impl Rule<0, 1> for Sgd {
    const STATE: [&'static Quantity; 0] = [];

    fn coefficients(&self, _t: u64, lr: f64, _: &mut [f64]) -> [f64; 1] {
        [lr]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, [lr]: &[L; 1], p: L, g: L, _: &mut [L; 0], notes: &mut N) -> L {
        notes.note(&GRADIENT_STEP, -(*lr * g));
        p - *lr * g
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "sgd",
    name: "Gradient descent",
    family: "Gradient descent",
    doc: "The gradient times a rate. The yardstick: converges on a quadratic of curvature L for η < 2/L.",
    formula: r"\theta_{t+1} = \theta_t - \eta\, g_t",
    differs: "The same in PyTorch, Keras and Optax.",
    reference: "A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847; \
                H. Robbins and S. Monro, A Stochastic Approximation Method, 1951",
    params: params![rate(0.01)],
    build: |args| Box::new(Elementwise::new(Sgd, args)),
};
