//! Rprop: a step size per coordinate that grows while the gradient keeps its sign; the gradient's size is never used.
//!
//! With s = g·g_prev: s > 0: Δ ← min(η₊Δ, Δ_max). s < 0: Δ ← max(η₋Δ, Δ_min), and the gradient counts as 0: no move, and the next
//! sign is taken as new. Then θ ← θ − sign(g)Δ. The first Δ is η; later rates are not used.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("rprop", &[("lr", 0.1)], 2).unwrap(); // 0.1, and 1.2 times as much while the sign stays
//! assert!((theta - 0.78).abs() < 1e-12);
//! ```
//!
//! # `rprop`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `eta_minus`, factor after a turn: a number in `(0, 1)`; 0.5 unless given. What a step size is multiplied by, or kept
//!   within.
//! - `eta_plus`, factor without a turn: a number in `(1, 1000]`; 1.2 unless given. What a step size is multiplied by, or
//!   kept within.
//! - `min_size`, least step size: a number in `[0, 1000000]`; 0.000001 unless given. What a step size is multiplied by, or
//!   kept within.
//! - `max_size`, greatest step size: a number in `[0, 1000000000000]`; 50 unless given. What a step size is multiplied by,
//!   or kept within.
//!
//! Libraries: This is PyTorch's (Rprop− of Igel and Hüsken: no step back after a turn). Optax applies each move one step
//! late, so its first step does not move at all; that is not imitated. Keras has none. The rate is only the first step size.
//!
//! Reference: M. Riedmiller and H. Braun, A Direct Adaptive Method for Faster Backpropagation Learning: The RPROP Algorithm,
//! 1993; C. Igel and M. Hüsken, Empirical Evaluation of the Improved Rprop Learning Algorithms, 2003.

use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, params, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::Lanes;

struct Rprop {
    factors: [f64; 2],
    sizes: [f64; 2],
}

static SIZE: Quantity = Quantity::of("size", r"\Delta", "step size");
static PREVIOUS: Quantity = Quantity::of("g_prev", r"\tilde g", "gradient, 0 after a change of sign");
static STEP: Quantity = Quantity::part("sign_step", r"-\operatorname{sign}(\tilde g)\,\Delta", "sign step");

impl Rule<2, 5> for Rprop {
    const STATE: [&'static Quantity; 2] = [&SIZE, &PREVIOUS];

    /// η₋, η₊, Δ_min, Δ_max, and what is added to the size: η at first, then nothing.
    fn coefficients(&self, t: u64, lr: f64, _: &mut [f64]) -> [f64; 5] {
        let start = if t == 0 { lr } else { 0.0 };
        let ([down, up], [low, high]) = (self.factors, self.sizes);
        [down, up, low, high, start]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 5], p: L, g: L, [size, previous]: &mut [L; 2], notes: &mut N) -> L {
        let [down, up, low, high, start] = *c;
        let zero = L::lit(0.0);
        let agree = g * *previous;
        let turned = agree.lt(zero);
        let factor = L::select(turned, down, L::select(zero.lt(agree), up, L::lit(1.0)));
        *size = ((*size + start) * factor).max(low).min(high);
        *previous = L::select(turned, zero, g);
        let step = previous.sign() * *size;
        notes.note(&STEP, -step);
        p - step
    }
}

const fn number(key: &'static str, symbol: &'static str, name: &'static str, default: f64, range: Range) -> Param {
    let kind = Kind::Real { default: Some(default), range, scale: Scale::Log };
    Param { key, symbol, name, kind, doc: "What a step size is multiplied by, or kept within." }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "rprop",
    name: "Rprop",
    family: "Signs",
    doc: "Resilient propagation: each coordinate speeds up while its gradient keeps its sign and halves its step when it turns. \
          For full gradients; noise in the signs ruins it. Two numbers per parameter.",
    formula: r"\Delta_t = \begin{cases}\eta_+\Delta_{t-1} & g_t g_{t-1} > 0\\ \eta_-\Delta_{t-1},\ g_t := 0 & g_t g_{t-1} < 0\\ \Delta_{t-1} & \text{else}\end{cases},\quad \Delta_{\min} \le \Delta_t \le \Delta_{\max},\quad \theta_{t+1} = \theta_t - \operatorname{sign}(g_t)\,\Delta_t",
    differs: "This is PyTorch's (Rprop− of Igel and Hüsken: no step back after a turn). Optax applies each move one step late, so its \
              first step does not move at all; that is not imitated. Keras has none. The rate is only the first step size.",
    reference: "M. Riedmiller and H. Braun, A Direct Adaptive Method for Faster Backpropagation Learning: The RPROP Algorithm, 1993; \
                C. Igel and M. Hüsken, Empirical Evaluation of the Improved Rprop Learning Algorithms, 2003",
    params: params![
        rate(0.01),
        number("eta_minus", r"\eta_-", "factor after a turn", 0.5, Range { max_open: true, ..Range::above(0.0, 1.0) }),
        number("eta_plus", r"\eta_+", "factor without a turn", 1.2, Range::above(1.0, 1e3)),
        number("min_size", r"\Delta_{\min}", "least step size", 1e-6, Range::closed(0.0, 1e6)),
        number("max_size", r"\Delta_{\max}", "greatest step size", 50.0, Range::closed(0.0, 1e12)),
    ],
    build: |args| {
        let rule = Rprop {
            factors: [args.real("eta_minus"), args.real("eta_plus")],
            sizes: [args.real("min_size"), args.real("max_size")],
        };
        Box::new(Elementwise::new(rule, args))
    },
};
