//! Lion, Signum and sign descent: every coordinate moves by exactly η, only the sign is learned.
//!
//! θ ← θ − η·sign(β₁m + (1−β₁)g), then m ← β₂m + (1−β₂)g. With β₁ = β₂ the sign is that of the average itself (Signum), with both 0
//! that of the gradient (sign descent). sign(0) = 0: such a coordinate rests.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("sign_sgd", &[("lr", 0.1)], 2).unwrap(); // η each time
//! assert!((theta - 0.8).abs() < 1e-12);
//! let theta = example("signum", &[("lr", 0.1)], 2).unwrap(); // the average has the same sign
//! assert!((theta - 0.8).abs() < 1e-12);
//! let theta = example("lion", &[("lr", 0.1)], 2).unwrap(); // and so has the blend
//! assert!((theta - 0.8).abs() < 1e-12);
//! ```
//!
//! # `sign_sgd`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//!
//! Libraries: Only Optax has it.
//!
//! Reference: J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD: Compressed Optimisation for Non-Convex
//! Problems, 2018.
//!
//! # `signum`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//! - `beta`, decay of the average: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept at each
//!   step.
//!
//! Libraries: Only Optax has it.
//!
//! Reference: J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD: Compressed Optimisation for Non-Convex
//! Problems, 2018.
//!
//! # `lion`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//! - `beta1`, share of the average in the sign: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is
//!   kept at each step.
//! - `beta2`, decay of the average: a number in `[0, 1)`; 0.99 unless given. The share of the old average that is kept at
//!   each step.
//!
//! Libraries: Keras and Optax agree; PyTorch has none. Optax adds the weight decay λθ to the sign, Keras shrinks θ first:
//! the same path. Optax' default λ is 0.001.
//!
//! Reference: X. Chen, C. Liang, D. Huang, E. Real, K. Wang, H. Pham, X. Dong, T. Luong, C.-J. Hsieh, Y. Lu, Q. V. Le,
//! Symbolic Discovery of Optimization Algorithms, 2023.

use super::quantities::AVERAGE_GRADIENT;
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, params, rate};
use lanes::Lanes;

struct Lion {
    beta1: f64,
    beta2: f64,
}

static DIRECTION: Quantity = Quantity::of("c", "c", "blend whose sign is taken");
static STEP: Quantity = Quantity::part("sign_step", r"-\eta\operatorname{sign}(c)", "sign step");

impl Rule<1, 5> for Lion {
    const STATE: [&'static Quantity; 1] = [&AVERAGE_GRADIENT];

    fn coefficients(&self, _t: u64, lr: f64, _: &mut [f64]) -> [f64; 5] {
        [self.beta1, 1.0 - self.beta1, self.beta2, 1.0 - self.beta2, lr]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 5], p: L, g: L, [m]: &mut [L; 1], notes: &mut N) -> L {
        let [beta1, rest1, beta2, rest2, lr] = *c;
        let direction = beta1 * *m + rest1 * g;
        let step = lr * direction.sign();
        *m = beta2 * *m + rest2 * g;
        notes.note(&DIRECTION, direction);
        notes.note(&STEP, -step);
        p - step
    }
}

pub(super) static LION: OptimizerRow = OptimizerRow {
    id: "lion",
    name: "Lion",
    family: "Signs",
    doc: "Moves every coordinate by η, in the direction of an average gradient that counts the newest one more. Wants a rate three \
          to ten times below Adam's. One number per parameter.",
    formula: r"\theta_{t+1} = \theta_t - \eta\operatorname{sign}(\beta_1 m_{t-1} + (1-\beta_1) g_t),\qquad m_t = \beta_2 m_{t-1} + (1-\beta_2) g_t",
    differs: "Keras and Optax agree; PyTorch has none. Optax adds the weight decay λθ to the sign, Keras shrinks θ first: the same \
              path. Optax' default λ is 0.001.",
    reference: "X. Chen, C. Liang, D. Huang, E. Real, K. Wang, H. Pham, X. Dong, T. Luong, C.-J. Hsieh, Y. Lu, Q. V. Le, Symbolic \
                Discovery of Optimization Algorithms, 2023",
    params: params![
        rate(0.001),
        decay("beta1", r"\beta_1", "share of the average in the sign", 0.9),
        decay("beta2", r"\beta_2", "decay of the average", 0.99),
    ],
    build: |args| Box::new(Elementwise::new(Lion { beta1: args.real("beta1"), beta2: args.real("beta2") }, args)),
};

pub(super) static SIGNUM: OptimizerRow = OptimizerRow {
    id: "signum",
    name: "Signum",
    family: "Signs",
    doc: "Sign descent with momentum: the sign of the average gradient. One number per parameter.",
    formula: r"m_t = \beta m_{t-1} + (1-\beta) g_t,\qquad \theta_{t+1} = \theta_t - \eta\operatorname{sign}(m_t)",
    differs: "Only Optax has it.",
    reference: "J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD: Compressed Optimisation for Non-Convex \
                Problems, 2018",
    params: params![rate(0.001), decay("beta", r"\beta", "decay of the average", 0.9)],
    build: |args| {
        let beta = args.real("beta");
        Box::new(Elementwise::new(Lion { beta1: beta, beta2: beta }, args))
    },
};

pub(super) static SIGN_SGD: OptimizerRow = OptimizerRow {
    id: "sign_sgd",
    name: "Sign descent",
    family: "Signs",
    doc: "Every coordinate moves by η against the sign of its gradient: blind to scale, and never at rest near a minimum unless η \
          falls.",
    formula: r"\theta_{t+1} = \theta_t - \eta\operatorname{sign}(g_t)",
    differs: "Only Optax has it.",
    reference: "J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD: Compressed Optimisation for Non-Convex \
                Problems, 2018",
    params: params![rate(0.001)],
    build: |args| Box::new(Elementwise::new(Lion { beta1: 0.0, beta2: 0.0 }, args)),
};
