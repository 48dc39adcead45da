//! The trust ratio: steps measured against the size of what they change. LARS on momentum, LAMB on Adam.
//!
//! ratio = τ‖θ‖/(‖u‖ + ε), or 1 where a norm is 0. LARS: u = g, m ← μm + η·ratio·u, θ ← θ − m (Nesterov: θ − (η·ratio·u + μm)).
//! LAMB: u = m̂/(√(v̂ + ε_root) + ε), θ ← θ − η·ratio·u; its decoupled decay is part of u (the paper, Optax) or shrinks θ before (Keras).
//! All parameters are one layer.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("lars", &[("lr", 0.1)], 1).unwrap(); // the ratio 0.001·1/2, times g = 2: 0.001·η
//! assert!((theta - 0.9999).abs() < 1e-9);
//! let theta = example("lamb", &[("lr", 0.1)], 2).unwrap(); // a step of length η‖θ‖, twice
//! assert!((theta - 0.81).abs() < 1e-9);
//! ```
//!
//! # `lars`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `momentum`, momentum: a number in `[0, 1)`; 0.9 unless given. The share of the last step that is kept.
//! - `trust_coefficient`, trust coefficient: a number in `[0, 1000]`; 0.001 unless given. How long a step may be relative to
//!   θ.
//! - `eps`, epsilon: a number in `[0, 1]`; 0 unless given. Keeps the division finite where the accumulator is small.
//! - `nesterov`, Nesterov form: true or false; false unless given. Applies the momentum once more: W moves by μm and by what
//!   m just took up.
//!
//! Libraries: Only Optax has it. The paper’s ratio is τ‖θ‖/(‖g‖ + λ‖θ‖): Optax and this take the norm of the sum.
//!
//! Reference: Y. You, I. Gitman, B. Ginsburg, Large Batch Training of Convolutional Networks, 2017.
//!
//! # `lamb`
//!
//! Cost: 3 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 0.000001 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 0 unless given. Added under the root as well (Optax).
//! - `decay_in_ratio`, decay inside the ratio: true or false; true unless given. Whether decoupled decay joins u before the
//!   ratio is taken (the paper, Optax) or shrinks θ first (Keras).
//!
//! Libraries: Optax, like the paper, has the weight decay inside the trust ratio, where it only turns the step (decay =
//! decoupled, decay_in_ratio). Keras shrinks θ before, outside the ratio.
//!
//! Reference: Y. You, J. Li, S. Reddi, J. Hseu, S. Kumar, S. Bhojanapalli, X. Song, J. Demmel, K. Keutzer, C.-J. Hsieh,
//! Large Batch Optimization for Deep Learning: Training BERT in 76 minutes, 2020.

use super::adam::EPS_ROOT;
use super::decay::{Common, SHRINK};
use super::quantities::{BUFFER, FIRST_MOMENT, SECOND_MOMENT};
use super::whole::{At, Direct, Whole, axpy, blend, blend_squares, divide, shrink};
use super::{OptimizerRow, Quantity, decay, epsilon, params, power, rate, switch};
use crate::catalog::{DECAY, Kind, Param, Range, Scale};
use lanes::{Real, reduce};

static U: Quantity = Quantity::of("u", "u", "update before its ratio");
static RATIO: Quantity = Quantity::of("ratio", r"\lVert\theta\rVert/\lVert u\rVert", "trust ratio");
static STEP: Quantity = Quantity::part("step", r"\theta_{t+1} - \theta_t", "scaled step");

/// τ‖θ‖/(‖u‖ + ε), or 1 where a norm is 0.
#[inline(never)]
fn ratio<T: Real>(p: &[T], u: &[T], trust: f64, eps: f64) -> f64 {
    let (size, change) = (reduce::norm(p), reduce::norm(u));
    if size == 0.0 || change == 0.0 { 1.0 } else { trust * size / (change + eps) }
}

struct Lars {
    trust: f64,
    eps: f64,
    momentum: f64,
    nesterov: bool,
}

impl Whole for Lars {
    const STATE: &'static [&'static Quantity] = &[&BUFFER];

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, p, g, cells: m, mut notes, .. } = at;
        let ratio = ratio(p, g, self.trust, self.eps);
        notes.column(&U, g, 1.0);
        notes.scalar(&RATIO, ratio, p.len());
        blend(m, self.momentum, lr * ratio, g);
        if self.nesterov {
            blend(g, lr * ratio, self.momentum, m);
        } else {
            g.copy_from_slice(m);
        }
        notes.column(&STEP, g, -1.0);
        axpy(p, -1.0, g);
    }
}

struct Lamb {
    beta1: f64,
    beta2: f64,
    eps: f64,
    eps_root: f64,
    lambda: f64,
    inside: bool,
}

impl Whole for Lamb {
    const STATE: &'static [&'static Quantity] = &[&FIRST_MOMENT, &SECOND_MOMENT];
    const OWN_DECAY: bool = true;

    fn scalars(&self) -> &[f64] {
        &[1.0, 1.0] // β₁ᵗ, β₂ᵗ
    }

    fn resume(&self, t: u64, scalars: &mut [f64]) {
        power::anew(scalars, &[self.beta1, self.beta2], t);
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, p, g, cells, scalars, mut notes, .. } = at;
        let (m, v) = cells.split_at_mut(p.len());
        power::advance(&mut scalars[0], self.beta1);
        power::advance(&mut scalars[1], self.beta2);
        blend(m, self.beta1, 1.0 - self.beta1, g);
        blend_squares(v, self.beta2, 1.0 - self.beta2, g);
        let (c1, c2) = (1.0 / (1.0 - scalars[0]), 1.0 / (1.0 - scalars[1]));
        divide(g, m, v, [c1, c2, self.eps_root, self.eps]);
        if self.inside {
            axpy(g, self.lambda, p);
        } else {
            shrink(p, lr * self.lambda, &SHRINK, &mut notes);
        }
        let ratio = ratio(p, g, 1.0, 0.0);
        notes.column(&U, g, 1.0);
        notes.scalar(&RATIO, ratio, p.len());
        notes.column(&STEP, g, -(lr * ratio));
        axpy(p, -(lr * ratio), g);
    }
}

/// Nesterov's form of a momentum buffer.
pub(super) const AGAIN: Param = switch(
    "nesterov",
    "Nesterov form",
    false,
    "Applies the momentum once more: W moves by μm and by what m just took up.",
);

pub(super) static LARS: OptimizerRow = OptimizerRow {
    id: "lars",
    name: "LARS",
    family: "Trust ratios",
    doc: "Momentum whose rate is measured against the size of the layer: a step is about ητ times as long as θ. For very large \
          batches. One number per parameter.",
    formula: r"u_t = g_t + \lambda\theta_t,\quad m_t = \mu\, m_{t-1} + \eta\,\frac{\tau\lVert\theta_t\rVert}{\lVert u_t\rVert + \varepsilon}\, u_t,\quad \theta_{t+1} = \theta_t - m_t",
    differs: "Only Optax has it. The paper’s ratio is τ‖θ‖/(‖g‖ + λ‖θ‖): Optax and this take the norm of the sum.",
    reference: "Y. You, I. Gitman, B. Ginsburg, Large Batch Training of Convolutional Networks, 2017",
    params: params![
        rate(1.0),
        Param {
            key: "momentum",
            symbol: r"\mu",
            name: "momentum",
            kind: Kind::Real { default: Some(0.9), range: DECAY, scale: Scale::Linear },
            doc: "The share of the last step that is kept.",
        },
        Param {
            key: "trust_coefficient",
            symbol: r"\tau",
            name: "trust coefficient",
            kind: Kind::Real { default: Some(0.001), range: Range::closed(0.0, 1e3), scale: Scale::Log },
            doc: "How long a step may be relative to θ.",
        },
        epsilon(0.0),
        AGAIN,
    ],
    build: |args| {
        let law = Lars {
            trust: args.real("trust_coefficient"),
            eps: args.real("eps"),
            momentum: args.real("momentum"),
            nesterov: args.flag("nesterov"),
        };
        Box::new(Direct::new(law, args))
    },
};

pub(super) static LAMB: OptimizerRow = OptimizerRow {
    id: "lamb",
    name: "LAMB",
    family: "Trust ratios",
    doc: "Adam’s direction, η times as long as the layer itself. For very large batches. Two numbers per parameter.",
    formula: r"u_t = \frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon} + \lambda\theta_t,\qquad \theta_{t+1} = \theta_t - \eta\,\frac{\lVert\theta_t\rVert}{\lVert u_t\rVert}\, u_t",
    differs: "Optax, like the paper, has the weight decay inside the trust ratio, where it only turns the step (decay = decoupled, \
              decay_in_ratio). Keras shrinks θ before, outside the ratio.",
    reference: "Y. You, J. Li, S. Reddi, J. Hseu, S. Kumar, S. Bhojanapalli, X. Song, J. Demmel, K. Keutzer, C.-J. Hsieh, Large Batch \
                Optimization for Deep Learning: Training BERT in 76 minutes, 2020",
    params: params![
        rate(0.01),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        epsilon(1e-6),
        EPS_ROOT,
        switch(
            "decay_in_ratio",
            "decay inside the ratio",
            true,
            "Whether decoupled decay joins u before the ratio is taken (the paper, Optax) or shrinks θ first (Keras)."
        ),
    ],
    build: |args| {
        let law = Lamb {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            eps_root: args.real("eps_root"),
            lambda: Common::of(args).decoupled(),
            inside: args.flag("decay_in_ratio"),
        };
        Box::new(Direct::new(law, args))
    },
};
