//! Sophia: momentum over the curvature, clipped: Newton where it is safe, signs where it is not.
//!
//! m ← β₁m + (1−β₁)g, u = clip(m̂/max(γh, ε), ±c), θ ← θ − ηu. Every k updates, after the step has been chosen, h ← β₂h + (1−β₂)·diag H at
//! the same point. h starts at 0, so the first steps are ±ηc. The diagonal is exact and counts as one evaluation per parameter.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("sophia", &[("lr", 0.1)], 1).unwrap(); // the curvature known is small, and the clip at 1 holds: η
//! assert!((theta - 0.9).abs() < 1e-12);
//! ```
//!
//! # `sophia`
//!
//! Cost: 4 numbers per parameter, working room included; 10 updates of one parameter take 11 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.965 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the curvature: a number in `[0, 1)`; 0.99 unless given. The share of the old average that is kept at
//!   each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `gamma`, weight of the curvature: a number in `[0, 1000000]`; 0.01 unless given. The smaller, the more coordinates are
//!   clipped.
//! - `clip`, clip: a number in `[0, 1e300]`; 1 unless given. No coordinate moves by more than η times this.
//! - `interval`, interval: a whole number in `[1, 1000000]`; 10 unless given. How many updates share one look at the
//!   curvature.
//!
//! Libraries: Only Optax has it, with a random estimate of the Hessian's diagonal (Hutchinson's); here the diagonal is
//! exact, so that no draw decides the path. Optax corrects m's bias, the paper does not.
//!
//! Reference: H. Liu, Z. Li, D. Hall, P. Liang, T. Ma, Sophia: A Scalable Stochastic Second-order Optimizer for Language
//! Model Pre-training, 2023.

use super::decay::{Common, SHRINK};
use super::quantities::FIRST_MOMENT;
use super::whole::{At, Direct, Whole, axpy, blend, shrink};
use super::{OptimizerRow, Quantity, decay, epsilon, params, power, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use crate::objective::Shape;
use lanes::Real;

struct Sophia {
    beta1: f64,
    beta2: f64,
    eps: f64,
    gamma: f64,
    clip: f64,
    interval: u64,
    lambda: f64,
}

static H: Quantity = Quantity::of("h", "h", "average curvature");
static U: Quantity = Quantity::of("u", "u", "clipped step over the rate");
static STEP: Quantity = Quantity::part("newton_step", r"-\eta u", "clipped Newton step");

impl Whole for Sophia {
    const STATE: &'static [&'static Quantity] = &[&FIRST_MOMENT, &H];
    const OWN_DECAY: bool = true;

    fn room(&self, shape: Shape) -> usize {
        shape.len()
    }

    fn scalars(&self) -> &[f64] {
        &[1.0] // β₁ᵗ
    }

    fn resume(&self, t: u64, scalars: &mut [f64]) {
        power::anew(scalars, &[self.beta1], t);
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { t, lr, p, g, cells, scalars, mut objective, mut notes, .. } = at;
        let n = p.len();
        let (m, rest) = cells.split_at_mut(n);
        let (h, u) = rest.split_at_mut(n);
        power::advance(&mut scalars[0], self.beta1);
        blend(m, self.beta1, 1.0 - self.beta1, g);
        let [correction, eps, gamma, clip] =
            [1.0 / (1.0 - scalars[0]), self.eps, self.gamma, self.clip].map(T::from_f64);
        for ((u, m), h) in u.iter_mut().zip(&*m).zip(&*h) {
            let divisor = (gamma * *h).max(eps);
            let free = if *m == T::ZERO { T::ZERO } else { correction * *m / divisor };
            *u = free.max(-clip).min(clip);
        }
        if t.is_multiple_of(self.interval) {
            objective.hessian_diagonal(p, g);
            blend(h, self.beta2, 1.0 - self.beta2, g);
        }
        // Only now: the curvature is that of the point where the gradient was.
        shrink(p, lr * self.lambda, &SHRINK, &mut notes);
        notes.column(&U, u, 1.0);
        notes.column(&STEP, u, -lr);
        axpy(p, -lr, u);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "sophia",
    name: "Sophia",
    family: "Second order",
    doc: "Divides the average gradient by the average curvature of each coordinate, and never moves one by more than ηc. Two numbers \
          per parameter, and a look at the curvature every tenth step.",
    formula: r"u_t = \operatorname{clip}\left(\frac{\hat m_t}{\max(\gamma h, \varepsilon)}, \pm c\right),\quad \theta_{t+1} = \theta_t - \eta\, u_t,\quad h \leftarrow \beta_2 h + (1-\beta_2)\operatorname{diag}\nabla^2 f(\theta_t)\ \text{ every } k \text{ updates}",
    differs: "Only Optax has it, with a random estimate of the Hessian's diagonal (Hutchinson's); here the diagonal is exact, so that \
              no draw decides the path. Optax corrects m's bias, the paper does not.",
    reference: "H. Liu, Z. Li, D. Hall, P. Liang, T. Ma, Sophia: A Scalable Stochastic Second-order Optimizer for Language Model \
                Pre-training, 2023",
    params: params![
        rate(0.01),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.965),
        decay("beta2", r"\beta_2", "decay of the curvature", 0.99),
        epsilon(1e-8),
        Param {
            key: "gamma",
            symbol: r"\gamma",
            name: "weight of the curvature",
            kind: Kind::Real { default: Some(0.01), range: Range::closed(0.0, 1e6), scale: Scale::Log },
            doc: "The smaller, the more coordinates are clipped.",
        },
        Param {
            key: "clip",
            symbol: "c",
            name: "clip",
            kind: Kind::Real { default: Some(1.0), range: Range::closed(0.0, 1e300), scale: Scale::Log },
            doc: "No coordinate moves by more than η times this.",
        },
        Param {
            key: "interval",
            symbol: "k",
            name: "interval",
            kind: Kind::Int { default: Some(10), min: 1, max: 1_000_000 },
            doc: "How many updates share one look at the curvature.",
        },
    ],
    build: |args| {
        let law = Sophia {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            gamma: args.real("gamma"),
            clip: args.real("clip"),
            interval: args.int("interval") as u64,
            lambda: Common::of(args).decoupled(),
        };
        Box::new(Direct::new(law, args))
    },
};
