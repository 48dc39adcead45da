//! Optimistic gradient descent: takes the gradient's last change as a forecast of the next.
//!
//! θ ← θ − η((α + β)g − βg_prev), with g_prev = g at first. The extra-gradient method without its second gradient.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("optimistic_gradient_descent", &[("lr", 0.1)], 2).unwrap(); // 0.8, and then −0.1·(2·1.6 − 2) = −0.12
//! assert!((theta - 0.68).abs() < 1e-12);
//! ```
//!
//! # `optimistic_gradient_descent`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `alpha`, weight of the gradient: a number in `[0, 1000]`; 1 unless given. How much the gradient itself counts.
//! - `beta`, weight of the forecast: a number in `[0, 1000]`; 1 unless given. How much its last change counts.
//!
//! Libraries: Only Optax has it.
//!
//! Reference: A. Mokhtari, A. Ozdaglar, S. Pattathil, A Unified Analysis of Extra-gradient and Optimistic Gradient Methods
//! for Saddle Point Problems, 2020.

use super::quantities::PREVIOUS_GRADIENT;
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, params, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::Lanes;

struct Optimistic {
    alpha: f64,
    beta: f64,
}

static GRADIENT: Quantity = Quantity::part("gradient_step", r"-\eta\alpha g", "gradient step");
static FORECAST: Quantity = Quantity::part("forecast_step", r"-\eta\beta(g - g_{t-1})", "forecast of the change");

impl Rule<1, 2> for Optimistic {
    const STATE: [&'static Quantity; 1] = [&PREVIOUS_GRADIENT];

    /// At first there is no previous gradient.
    fn coefficients(&self, t: u64, lr: f64, _: &mut [f64]) -> [f64; 2] {
        [lr * self.alpha, if t == 0 { 0.0 } else { lr * self.beta }]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 2], p: L, g: L, [previous]: &mut [L; 1], notes: &mut N) -> L {
        let [alpha, beta] = *c;
        let (along, forecast) = (alpha * g, beta * (g - *previous));
        *previous = g;
        notes.note(&GRADIENT, -along);
        notes.note(&FORECAST, -forecast);
        p - (along + forecast)
    }
}

const fn factor(key: &'static str, symbol: &'static str, name: &'static str, doc: &'static str) -> Param {
    let kind = Kind::Real { default: Some(1.0), range: Range::closed(0.0, 1e3), scale: Scale::Linear };
    Param { key, symbol, name, kind, doc }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "optimistic_gradient_descent",
    name: "Optimistic gradient descent",
    family: "Gradient descent",
    doc: "Adds the last change of the gradient once more: damps the rotation around a saddle, where plain descent spirals \
          outwards. One number per parameter.",
    formula: r"\theta_{t+1} = \theta_t - \eta\bigl((\alpha+\beta)\, g_t - \beta\, g_{t-1}\bigr),\quad g_0 := g_1",
    differs: "Only Optax has it.",
    reference: "A. Mokhtari, A. Ozdaglar, S. Pattathil, A Unified Analysis of Extra-gradient and Optimistic Gradient Methods for \
                Saddle Point Problems, 2020",
    params: params![
        rate(0.01),
        factor("alpha", r"\alpha", "weight of the gradient", "How much the gradient itself counts."),
        factor("beta", r"\beta", "weight of the forecast", "How much its last change counts."),
    ],
    build: |args| Box::new(Elementwise::new(Optimistic { alpha: args.real("alpha"), beta: args.real("beta") }, args)),
};
