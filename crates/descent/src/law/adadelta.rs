//! Adadelta: each step in the units of the parameters, by the ratio of two running roots.
//!
//! v ← ρv + (1−ρ)g², Δ = √(D + ε)/√(v + ε)·g with the D of before, D ← ρD + (1−ρ)Δ², θ ← θ − ηΔ. ε stands under both roots, in
//! every library.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adadelta", &[("lr", 1.0), ("rho", 0.9), ("eps", 1e-6)], 1).unwrap(); // D = 0 and v = 0.1·4: the first steps are tiny
//! assert!((theta - (1.0 - 2.0 * (1e-6_f64 / 0.400001).sqrt())).abs() < 1e-12);
//! ```
//!
//! # `adadelta`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `rho`, decay of both averages: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept at
//!   each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 0.000001 unless given. Keeps the division finite where the accumulator is small.
//!
//! Libraries: The same recurrence everywhere. The default rate is 1 in PyTorch, as in the paper, and 0.001 in Keras, which
//! is a thousand times too slow; ρ is 0.9 in PyTorch and Optax, 0.95 in Keras. PyTorch's and Optax' weight decay is coupled,
//! Keras' decoupled.
//!
//! Reference: M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012.

use super::quantities::{ADAPTIVE_STEP, AVERAGE_SQUARE, EFFECTIVE_RATE};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, rate};
use lanes::Lanes;

struct Adadelta {
    rho: f64,
    eps: f64,
}

static D: Quantity = Quantity::of("D", "D", "average of squared steps");

impl Rule<2, 4> for Adadelta {
    const STATE: [&'static Quantity; 2] = [&AVERAGE_SQUARE, &D];

    fn coefficients(&self, _t: u64, lr: f64, _: &mut [f64]) -> [f64; 4] {
        [self.rho, 1.0 - self.rho, self.eps, lr]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 4], p: L, g: L, [v, d]: &mut [L; 2], notes: &mut N) -> L {
        let [rho, rest, eps, lr] = *c;
        *v = rho * *v + rest * (g * g);
        let ratio = (*d + eps).sqrt() / (*v + eps).sqrt();
        // Without ε and without a gradient so far, 0/0: there is nothing to do.
        let step = L::select((*v + eps).le(L::lit(0.0)), L::lit(0.0), ratio * g);
        *d = rho * *d + rest * (step * step);
        notes.note(&EFFECTIVE_RATE, lr * ratio);
        notes.note(&ADAPTIVE_STEP, -(lr * step));
        p - lr * step
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adadelta",
    name: "Adadelta",
    family: "Adaptive rates",
    doc: "RMSprop times the root of its own recent squared steps: needs no rate in the problem's units, but starts slowly, \
          because its first steps are of the size of √ε. Two numbers per parameter.",
    formula: r"v_t = \rho v_{t-1} + (1-\rho)\, g_t^2,\quad \Delta_t = \frac{\sqrt{D_{t-1} + \varepsilon}}{\sqrt{v_t + \varepsilon}}\, g_t,\quad D_t = \rho D_{t-1} + (1-\rho)\,\Delta_t^2,\quad \theta_{t+1} = \theta_t - \eta\,\Delta_t",
    differs: "The same recurrence everywhere. The default rate is 1 in PyTorch, as in the paper, and 0.001 in Keras, which is \
              a thousand times too slow; ρ is 0.9 in PyTorch and Optax, 0.95 in Keras. PyTorch's and Optax' weight decay is \
              coupled, Keras' decoupled.",
    reference: "M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012",
    params: params![rate(1.0), decay("rho", r"\rho", "decay of both averages", 0.9), epsilon(1e-6)],
    build: |args| Box::new(Elementwise::new(Adadelta { rho: args.real("rho"), eps: args.real("eps") }, args)),
};
