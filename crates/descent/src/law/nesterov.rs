//! Nesterov's accelerated gradient: the real look-ahead, and the two rearrangements that libraries use.
//!
//! `lookahead`: d ← βd − η∇f(θ + βd), θ ← θ + d, with the gradient really evaluated ahead. `applied` (PyTorch, Optax):
//! m ← βm + g, θ ← θ − η(g + βm), with the gradient at θ. `applied_inside` (Keras): v ← βv − ηg, θ ← θ + βv − ηg.
//! The applied forms trace the look-ahead point itself; they differ from each other only while η changes.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("nesterov", &[("lr", 0.1), ("beta", 0.9)], 2).unwrap(); // 0.8, and then the gradient at 0.8 − 0.18 = 0.62: −0.18 − 0.1·1.24
//! assert!((theta - 0.496).abs() < 1e-12);
//! ```
//!
//! # `nesterov`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `beta`, momentum: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept at each step.
//! - `form`, convention: `lookahead` (gradient at W + βΔW), `applied` (gradient at W: m = βm + g, W = W − η(g + βm)
//!   (PyTorch, Optax)), `applied_inside` (gradient at W: m = βm − ηg, W = W + βm − ηg (Keras)); `lookahead` unless given.
//!   Where the gradient is taken and where the rate stands.
//!
//! Libraries: No library evaluates the gradient ahead: PyTorch and Optax use the applied form, Keras the applied form with
//! the rate inside the buffer.
//!
//! Reference: Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), 1983; I.
//! Sutskever et al., On the importance of initialization and momentum in deep learning, 2013.

use super::quantities::{BUFFER, GRADIENT_STEP, PREVIOUS_STEP};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, params, rate};
use crate::catalog::{Kind, Param, told};
use lanes::Lanes;

/// The buffer as it is now, once more: with the rate outside it, or inside.
static BUFFER_STEP: Quantity = Quantity::part("momentum_step", r"-\eta\beta m", "momentum step");
static INSIDE_STEP: Quantity = Quantity::part("momentum_step", r"\beta m", "momentum step");

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Lookahead,
    Applied,
    AppliedInside,
}

#[derive(Clone, Copy)]
struct Nesterov {
    form: Form,
    beta: f64,
}

impl Rule<1, 3> for Nesterov {
    const STATE: [&'static Quantity; 1] = [&BUFFER];

    fn cycled(&self, beta: f64, _t: u64, _: &mut [f64]) -> Option<Self> {
        Some(Nesterov { beta, ..*self })
    }

    /// β; the factor of the gradient on its way into the buffer; the factor of the buffer on its way into θ.
    fn coefficients(&self, _t: u64, lr: f64, _: &mut [f64]) -> [f64; 3] {
        match self.form {
            Form::Lookahead | Form::AppliedInside => [self.beta, -lr, 1.0],
            Form::Applied => [self.beta, 1.0, -lr],
        }
    }

    #[inline(always)]
    fn ahead<L: Lanes>(&self, p: L, [d]: &[L; 1]) -> Option<L> {
        (self.form == Form::Lookahead).then(|| p + L::lit(self.beta) * *d)
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 3], p: L, g: L, [m]: &mut [L; 1], notes: &mut N) -> L {
        let [beta, fresh, out] = *c;
        let fresh = fresh * g;
        let old = *m;
        *m = beta * old + fresh;
        match self.form {
            Form::Lookahead => {
                notes.note(&PREVIOUS_STEP, beta * old);
                notes.note(&GRADIENT_STEP, fresh);
                p + *m
            }
            Form::Applied | Form::AppliedInside => {
                let again = if self.form == Form::Applied { &BUFFER_STEP } else { &INSIDE_STEP };
                notes.note(again, beta * *m * out);
                notes.note(&GRADIENT_STEP, fresh * out);
                p + out * (fresh + beta * *m)
            }
        }
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "nesterov",
    name: "Nesterov momentum",
    family: "Momentum",
    doc: "Momentum that looks where it is about to land before it corrects: less overshoot at the same speed.",
    formula: r"\Delta\theta_t = \beta\,\Delta\theta_{t-1} - \eta\,\nabla f(\theta_t + \beta\,\Delta\theta_{t-1}),\qquad \theta_{t+1} = \theta_t + \Delta\theta_t",
    differs: "No library evaluates the gradient ahead: PyTorch and Optax use the applied form, Keras the applied form \
              with the rate inside the buffer.",
    reference: "Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), 1983; \
                I. Sutskever et al., On the importance of initialization and momentum in deep learning, 2013",
    params: params![
        rate(0.01),
        decay("beta", r"\beta", "momentum", 0.9),
        Param {
            key: "form",
            symbol: "",
            name: "convention",
            kind: Kind::Choice {
                default: "lookahead",
                options: &[
                    ("lookahead", told("gradient at W + βΔW")),
                    ("applied", told("gradient at W: m = βm + g, W = W − η(g + βm) (PyTorch, Optax)")),
                    ("applied_inside", told("gradient at W: m = βm − ηg, W = W + βm − ηg (Keras)")),
                ],
            },
            doc: "Where the gradient is taken and where the rate stands.",
        },
    ],
    build: |args| {
        let form = match args.choice("form") {
            "lookahead" => Form::Lookahead,
            "applied" => Form::Applied,
            _ => Form::AppliedInside,
        };
        Box::new(Elementwise::new(Nesterov { form, beta: args.real("beta") }, args))
    },
};
