//! Fromage: every layer turns by the same angle, whatever the size of its gradient.
//!
//! θ ← (θ − η·‖θ‖/‖g‖·g)/√(1 + η²), with norms no smaller than `min_norm`. The division undoes the growth of ‖θ‖ that a step at a right
//! angle brings. All parameters are one layer.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("fromage", &[("lr", 0.1)], 1).unwrap(); // (1 − 0.1·½·2)/√(1 + 0.1²)
//! assert!((theta - (0.9 / 1.01_f64.sqrt())).abs() < 1e-9);
//! ```
//!
//! # `fromage`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `min_norm`, least norm: a number in `[0, 1000]`; 0.000001 unless given. Norms below this count as this.
//!
//! Libraries: Only Optax has it. A step at θ = 0 has length η·min_norm: the origin holds on to what comes near.
//!
//! Reference: J. Bernstein, A. Vahdat, Y. Yue, M.-Y. Liu, On the Distance Between Two Neural Networks and the Stability of
//! Learning, 2020.

use super::quantities::SCALED_GRADIENT_STEP;
use super::whole::{At, Direct, Whole, blend};
use super::{OptimizerRow, Quantity, params, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::{Real, reduce};

struct Fromage {
    min_norm: f64,
}

static RATIO: Quantity = Quantity::of("ratio", r"\lVert\theta\rVert/\lVert g\rVert", "ratio of the norms");
static GROWTH: Quantity = Quantity::part("growth_step", r"-(1 - 1/\sqrt{1+\eta^2})\,\theta", "undoing of the growth");

impl Whole for Fromage {
    const STATE: &'static [&'static Quantity] = &[];

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, p, g, mut notes, .. } = at;
        let ratio = reduce::norm(p).max(self.min_norm) / reduce::norm(g).max(self.min_norm);
        let growth = 1.0 / (1.0 + lr * lr).sqrt();
        // Without a floor and without a gradient there is no direction.
        let step = if ratio.is_finite() { -(lr * growth * ratio) } else { 0.0 };
        notes.scalar(&RATIO, ratio, p.len());
        notes.column(&SCALED_GRADIENT_STEP, g, step);
        notes.column(&GROWTH, p, growth - 1.0);
        blend(p, growth, step, g);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "fromage",
    name: "Fromage",
    family: "Trust ratios",
    doc: "Gradient descent by relative change: a step is η times as long as θ itself, then θ is scaled back. Nothing is remembered.",
    formula: r"\theta_{t+1} = \frac{1}{\sqrt{1+\eta^2}}\left(\theta_t - \eta\,\frac{\lVert\theta_t\rVert}{\lVert g_t\rVert}\, g_t\right)",
    differs: "Only Optax has it. A step at θ = 0 has length η·min_norm: the origin holds on to what comes near.",
    reference: "J. Bernstein, A. Vahdat, Y. Yue, M.-Y. Liu, On the Distance Between Two Neural Networks and the Stability of \
                Learning, 2020",
    params: params![
        rate(0.01),
        Param {
            key: "min_norm",
            symbol: "",
            name: "least norm",
            kind: Kind::Real { default: Some(1e-6), range: Range::closed(0.0, 1e3), scale: Scale::Log },
            doc: "Norms below this count as this.",
        },
    ],
    build: |args| Box::new(Direct::new(Fromage { min_norm: args.real("min_norm") }, args)),
};
