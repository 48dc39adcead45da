//! Polyak's step: as long as it takes to bring the linear model of f down to its known minimum.
//!
//! With d = ηg: γ = min((f − f_min)/(‖d‖² + ε), γ_max), θ ← θ − γd. `clamped` takes a gap below 0 as 0 (SPS₊), which matters
//! where f_min is above the real minimum. Nothing is remembered.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("polyak_sgd", &[("lr", 1.0)], 1).unwrap(); // f/‖g‖² = 1/4, times g = 2
//! assert!((theta - 0.5).abs() < 1e-12);
//! ```
//!
//! # `polyak_sgd`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `max_rate`, largest factor: a number in `[0, 1000000000000]`; 1 unless given. γ is never larger.
//! - `f_min`, least value: a number in `[-1000000000000, 1000000000000]`; 0 unless given. The value of f at its minimum, or
//!   a guess.
//! - `eps`, epsilon: a number in `[0, 1]`; 0 unless given. Keeps the division finite where the accumulator is small.
//! - `clamped`, no negative gap: true or false; false unless given. Takes a gap below 0 as 0.
//!
//! Libraries: Only Optax has it, with η called scaling. A gap below 0 goes uphill unless it is clamped.
//!
//! Reference: B. T. Polyak, Introduction to Optimization, 1987; N. Loizou, S. Vaswani, I. Laradji, S. Lacoste-Julien,
//! Stochastic Polyak Step-size for SGD, 2021; G. Garrigos, R. M. Gower, F. Schaipp, Function Value Learning, 2023 (clamped).

use super::whole::{At, Direct, Whole, axpy};
use super::{OptimizerRow, Quantity, epsilon, params, rate, switch};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::{Real, reduce};

struct Polyak {
    f_min: f64,
    largest: f64,
    eps: f64,
    clamped: bool,
}

static GAP: Quantity = Quantity::of("gap", r"f - f_{\min}", "gap to the minimum");
static RATE: Quantity = Quantity::of("rate", r"\eta\gamma", "effective rate");
static STEP: Quantity = Quantity::part("gradient_step", r"-\eta\gamma g", "gradient step");

impl Whole for Polyak {
    const STATE: &'static [&'static Quantity] = &[];

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, f, p, g, mut notes, .. } = at;
        let n = p.len();
        let length = lr * reduce::norm(g);
        let square = length * length + self.eps;
        let gap = f - self.f_min;
        let gap = if self.clamped { gap.max(0.0) } else { gap };
        // Optax' guard, with the machine epsilon of binary64 in both precisions.
        let gamma = if square <= f64::EPSILON { 0.0 } else { (gap / square).min(self.largest) };
        notes.scalar(&GAP, gap, n);
        notes.scalar(&RATE, lr * gamma, n);
        notes.column(&STEP, g, -(lr * gamma));
        axpy(p, -(lr * gamma), g);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "polyak_sgd",
    name: "Polyak’s step size",
    family: "Without a rate",
    doc: "Where the least value is known, the gap to it and the gradient say how long the step must be. Right to the point on \
          convex problems, wrong where f_min is.",
    formula: r"\gamma_t = \min\left(\frac{f(\theta_t) - f_{\min}}{\lVert\eta g_t\rVert^2 + \varepsilon}, \gamma_{\max}\right),\qquad \theta_{t+1} = \theta_t - \gamma_t\,\eta g_t",
    differs: "Only Optax has it, with η called scaling. A gap below 0 goes uphill unless it is clamped.",
    reference: "B. T. Polyak, Introduction to Optimization, 1987; N. Loizou, S. Vaswani, I. Laradji, S. Lacoste-Julien, Stochastic \
                Polyak Step-size for SGD, 2021; G. Garrigos, R. M. Gower, F. Schaipp, Function Value Learning, 2023 (clamped)",
    params: params![
        rate(1.0),
        Param {
            key: "max_rate",
            symbol: r"\gamma_{\max}",
            name: "largest factor",
            kind: Kind::Real { default: Some(1.0), range: Range::closed(0.0, 1e12), scale: Scale::Log },
            doc: "γ is never larger.",
        },
        Param {
            key: "f_min",
            symbol: r"f_{\min}",
            name: "least value",
            kind: Kind::Real { default: Some(0.0), range: Range::closed(-1e12, 1e12), scale: Scale::Linear },
            doc: "The value of f at its minimum, or a guess.",
        },
        epsilon(0.0),
        switch("clamped", "no negative gap", false, "Takes a gap below 0 as 0."),
    ],
    build: |args| {
        let law = Polyak {
            f_min: args.real("f_min"),
            largest: args.real("max_rate"),
            eps: args.real("eps"),
            clamped: args.flag("clamped"),
        };
        Box::new(Direct::new(law, args))
    },
};
