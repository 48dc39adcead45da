//! DoG: the rate is the distance travelled over the gradients met.
//!
//! r ← max(r, ‖θ₀ − θ‖), q ← q + ‖g‖², θ ← θ − η·r/√(q + ε)·g. r starts at α(1 + ‖θ₀‖) (`heuristic`) or at a given `distance`, or
//! the first step is given a rate outright (`learning_rate`). η is only for schedules. Norms are over all parameters.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("dog", &[("lr", 1.0)], 1).unwrap(); // r = 10⁻⁶·(1 + 1), g/√(g²) = 1: it begins with care
//! assert!((theta - (1.0 - 2e-6)).abs() < 1e-9);
//! ```
//!
//! # `dog`
//!
//! Cost: 3 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `init`, meaning of the start value: `heuristic` (r starts at α(1 + ‖θ₀‖)), `distance` (r starts at the value),
//!   `learning_rate` (the first step has the value as its rate); `heuristic` unless given. How the first step is sized.
//! - `init_value`, start value: a number in `[0, 1000000]`; 0.000001 unless given. Small enough that the first step does no
//!   harm.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//!
//! Libraries: Only Optax has it, as here over all parameters together.
//!
//! Reference: M. Ivgi, O. Hinder, Y. Carmon, DoG is SGD’s Best Friend: A Parameter-Free Dynamic Step Size Schedule, 2023.

use super::quantities::{EFFECTIVE_RATE, ORIGIN, SCALED_GRADIENT_STEP};
use super::whole::{At, Direct, Whole, axpy, difference};
use super::{OptimizerRow, Quantity, epsilon, params, rate};
use crate::catalog::{Kind, Param, Range, Scale, told};
use crate::objective::Shape;
use lanes::{Real, reduce};

#[derive(Clone, Copy, PartialEq)]
enum Start {
    Heuristic,
    Distance,
    Rate,
}

struct Dog {
    start: Start,
    value: f64,
    eps: f64,
}

static FARTHEST: Quantity = Quantity::of("r", r"\bar r", "largest distance from the start");

impl Whole for Dog {
    const STATE: &'static [&'static Quantity] = &[&ORIGIN];

    fn room(&self, shape: Shape) -> usize {
        shape.len()
    }

    fn scalars(&self) -> &[f64] {
        &[0.0, 0.0] // r, q
    }

    fn begin<T: Real>(&self, p: &[T], cells: &mut [T], scalars: &mut [f64]) {
        cells[..p.len()].copy_from_slice(p);
        scalars[0] = match self.start {
            Start::Heuristic => self.value * (1.0 + reduce::norm(p)),
            Start::Distance => self.value,
            Start::Rate => 0.0,
        };
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { t, lr, p, g, cells, scalars, mut notes, .. } = at;
        let n = p.len();
        let (start, scratch) = cells.split_at_mut(n);
        difference(scratch, start, p);
        scalars[0] = scalars[0].max(reduce::norm(scratch));
        let norm = reduce::norm(g);
        scalars[1] += norm * norm;
        let mut rate = scalars[0] / (scalars[1] + self.eps).sqrt();
        if scalars[1] + self.eps <= 0.0 {
            rate = 0.0;
        }
        if self.start == Start::Rate && t == 0 {
            rate = self.value;
        }
        notes.scalar(&FARTHEST, scalars[0], n);
        notes.scalar(&EFFECTIVE_RATE, lr * rate, n);
        notes.column(&SCALED_GRADIENT_STEP, g, -(lr * rate));
        axpy(p, -(lr * rate), g);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "dog",
    name: "DoG",
    family: "Without a rate",
    doc: "Distance over gradients: gradient descent whose rate is the largest distance from the start over the root of all squared \
          gradients. Nothing to tune; wants averaging at the end. One number per parameter.",
    formula: r"\bar r_t = \max_{i \le t}\lVert\theta_i - \theta_0\rVert,\qquad \theta_{t+1} = \theta_t - \frac{\bar r_t}{\sqrt{\sum_{i \le t}\lVert g_i\rVert^2 + \varepsilon}}\, g_t",
    differs: "Only Optax has it, as here over all parameters together.",
    reference: "M. Ivgi, O. Hinder, Y. Carmon, DoG is SGD’s Best Friend: A Parameter-Free Dynamic Step Size Schedule, 2023",
    params: params![
        rate(1.0),
        Param {
            key: "init",
            symbol: "",
            name: "meaning of the start value",
            kind: Kind::Choice {
                default: "heuristic",
                options: &[
                    ("heuristic", told("r starts at α(1 + ‖θ₀‖)")),
                    ("distance", told("r starts at the value")),
                    ("learning_rate", told("the first step has the value as its rate")),
                ],
            },
            doc: "How the first step is sized.",
        },
        Param {
            key: "init_value",
            symbol: r"\alpha",
            name: "start value",
            kind: Kind::Real { default: Some(1e-6), range: Range::closed(0.0, 1e6), scale: Scale::Log },
            doc: "Small enough that the first step does no harm.",
        },
        epsilon(1e-8),
    ],
    build: |args| {
        let start = match args.choice("init") {
            "distance" => Start::Distance,
            "learning_rate" => Start::Rate,
            _ => Start::Heuristic,
        };
        Box::new(Direct::new(Dog { start, value: args.real("init_value"), eps: args.real("eps") }, args))
    },
};
