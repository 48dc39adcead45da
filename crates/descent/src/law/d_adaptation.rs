//! D-Adaptation and Prodigy: AdamW that estimates its own rate d from how far the gradients say the start was off.
//!
//! With δ = dη√(1−β₂ᵗ)/(1−β₁ᵗ) and β₃ = √β₂. D-Adapt: a = ⟨g, s/(√v + ε)⟩ with the old v, m ← β₁m + (1−β₁)δg, v ← β₂v + (1−β₂)g²,
//! s ← β₃s + (1−β₃)δg, r ← β₃r + (1−β₃)δa, d ← max(d, r/((1−β₃)‖s‖₁)), θ ← θ − λδθ − m/(√v + ε). Prodigy weighs by d as well:
//! m, v are those of dg, s ← β₃s + δ·dg/d₀ (safeguard: d·dg/d₀), r ← β₃r + (d/d₀)δ⟨g, θ₀ − θ⟩, d ← max(d, κr/‖s‖₁),
//! θ ← θ − λδθ − δm/(√v + dε) with the new d. Both estimates only ever grow.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("dadapt_adamw", &[("lr", 1.0)], 1).unwrap(); // a step of d = 10⁻⁶; d grows later
//! assert!((theta - (1.0 - 1e-6)).abs() < 1e-9);
//! let theta = example("prodigy", &[("lr", 1.0)], 1).unwrap(); // likewise
//! assert!((theta - (1.0 - 1e-6)).abs() < 1e-9);
//! ```
//!
//! # `dadapt_adamw`
//!
//! Cost: 5 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `d0`, first estimate: a number in `(0, 1000000]`; 0.000001 unless given. Where the estimate starts: below the truth, as
//!   it never falls.
//!
//! Libraries: Only Optax has it, with the bias correction inside the rate. η is 1 and only for schedules.
//!
//! Reference: A. Defazio and K. Mishchenko, Learning-Rate-Free Learning by D-Adaptation, 2023.
//!
//! # `prodigy`
//!
//! Cost: 6 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `beta3`, decay of the sums: a number in `[0, 1)`; off unless given. The share of the estimate’s sums that is kept at
//!   each step; if absent, √β₂.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `d0`, first estimate: a number in `(0, 1000000]`; 0.000001 unless given. Where the estimate starts: below the truth, as
//!   it never falls.
//! - `factor`, factor of the estimate: a number in `[0, 1000]`; 1 unless given. Multiplies every estimate.
//! - `safeguard_warmup`, safeguard against warm-up: true or false; false unless given. Leaves the rate’s schedule out of the
//!   sum of gradients.
//!
//! Libraries: Only Optax has it, with the bias correction inside the rate. η is 1 and only for schedules.
//!
//! Reference: K. Mishchenko and A. Defazio, Prodigy: An Expeditiously Adaptive Parameter-Free Learner, 2023.

use super::decay::Common;
use super::quantities::{FIRST_MOMENT, GRADIENT_SUM, ORIGIN, SECOND_MOMENT};
use super::whole::{At, Direct, Whole, axpy, blend, blend_squares, difference, divide, dot, shrink, sum_abs};
use super::{OptimizerRow, Quantity, decay, epsilon, params, power, rate, switch};
use crate::catalog::{Args, DECAY, Kind, Param, Range, Scale};
use crate::objective::Shape;
use lanes::Real;

/// What both have.
struct Adapted {
    beta1: f64,
    beta2: f64,
    eps: f64,
    lambda: f64,
    /// β₁ᵗ, β₂ᵗ, d, r.
    start: [f64; 4],
}

static ESTIMATE: Quantity = Quantity::of("d", "d", "estimate of the distance");
static RATE: Quantity = Quantity::of("rate", r"\delta", "corrected rate");
static STEP: Quantity = Quantity::part("adaptive_step", r"-\frac{m}{\sqrt v + \varepsilon}", "adaptive step");
static SCALED_STEP: Quantity =
    Quantity::part("adaptive_step", r"-\delta\frac{m}{\sqrt v + d\varepsilon}", "adaptive step");
static SHRINK: Quantity = Quantity::part("decay_step", r"-\delta\lambda\theta", "decoupled decay");

impl Adapted {
    fn of(args: &Args) -> Self {
        Adapted {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            lambda: Common::of(args).decoupled(),
            start: [1.0, 1.0, args.real("d0"), 0.0],
        }
    }

    /// Moves the products on and gives δ.
    fn rate(&self, lr: f64, scalars: &mut [f64]) -> f64 {
        power::advance(&mut scalars[0], self.beta1);
        power::advance(&mut scalars[1], self.beta2);
        scalars[2] * lr * (1.0 - scalars[1]).sqrt() / (1.0 - scalars[0])
    }
}

/// max(d, top/bottom).
fn raised(d: f64, top: f64, bottom: f64) -> f64 {
    if bottom > 0.0 { d.max(top / bottom) } else { d }
}

struct DAdapt(Adapted);

impl Whole for DAdapt {
    const STATE: &'static [&'static Quantity] = &[&FIRST_MOMENT, &SECOND_MOMENT, &GRADIENT_SUM];
    const OWN_DECAY: bool = true;

    fn room(&self, shape: Shape) -> usize {
        shape.len()
    }

    fn scalars(&self) -> &[f64] {
        &self.0.start
    }

    fn resume(&self, t: u64, scalars: &mut [f64]) {
        power::anew(scalars, &[self.0.beta1, self.0.beta2], t);
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, p, g, cells, scalars, mut notes, .. } = at;
        let Adapted { beta1, beta2, eps, lambda, .. } = self.0;
        let n = p.len();
        let (m, rest) = cells.split_at_mut(n);
        let (v, rest) = rest.split_at_mut(n);
        let (s, scratch) = rest.split_at_mut(n);
        let (rate, beta3) = (self.0.rate(lr, scalars), beta2.sqrt());
        divide(scratch, s, v, [1.0, 1.0, 0.0, eps]);
        let along = dot(g, scratch);
        blend(m, beta1, (1.0 - beta1) * rate, g);
        blend_squares(v, beta2, 1.0 - beta2, g);
        blend(s, beta3, (1.0 - beta3) * rate, g);
        scalars[3] = beta3 * scalars[3] + (1.0 - beta3) * rate * along;
        scalars[2] = raised(scalars[2], scalars[3], (1.0 - beta3) * sum_abs(s, scratch));
        divide(scratch, m, v, [1.0, 1.0, 0.0, eps]);
        notes.scalar(&ESTIMATE, scalars[2], n);
        notes.scalar(&RATE, rate, n);
        notes.column(&STEP, scratch, -1.0);
        shrink(p, lambda * rate, &SHRINK, &mut notes);
        axpy(p, -1.0, scratch);
    }
}

struct Prodigy {
    adapted: Adapted,
    beta3: f64,
    d0: f64,
    factor: f64,
    safeguard: bool,
}

impl Whole for Prodigy {
    const STATE: &'static [&'static Quantity] = &[&FIRST_MOMENT, &SECOND_MOMENT, &GRADIENT_SUM, &ORIGIN];
    const OWN_DECAY: bool = true;

    fn room(&self, shape: Shape) -> usize {
        shape.len()
    }

    fn scalars(&self) -> &[f64] {
        &self.adapted.start
    }

    fn begin<T: Real>(&self, p: &[T], cells: &mut [T], _: &mut [f64]) {
        cells[3 * p.len()..4 * p.len()].copy_from_slice(p);
    }

    fn resume(&self, t: u64, scalars: &mut [f64]) {
        power::anew(scalars, &[self.adapted.beta1, self.adapted.beta2], t);
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, p, g, cells, scalars, mut notes, .. } = at;
        let Adapted { beta1, beta2, eps, lambda, .. } = self.adapted;
        let n = p.len();
        let (m, rest) = cells.split_at_mut(n);
        let (v, rest) = rest.split_at_mut(n);
        let (s, rest) = rest.split_at_mut(n);
        let (start, scratch) = rest.split_at_mut(n);
        let (rate, beta3, d) = (self.adapted.rate(lr, scalars), self.beta3, scalars[2]);
        difference(scratch, start, p);
        let back = dot(g, scratch);
        blend(m, beta1, (1.0 - beta1) * d, g);
        blend_squares(v, beta2, (1.0 - beta2) * (d * d), g);
        blend(s, beta3, if self.safeguard { d } else { rate } * d / self.d0, g);
        scalars[3] = beta3 * scalars[3] + d / self.d0 * rate * back;
        scalars[2] = raised(d, self.factor * scalars[3], sum_abs(s, scratch));
        divide(scratch, m, v, [rate, 1.0, 0.0, scalars[2] * eps]);
        notes.scalar(&ESTIMATE, scalars[2], n);
        notes.scalar(&RATE, rate, n);
        notes.column(&SCALED_STEP, scratch, -1.0);
        shrink(p, lambda * rate, &SHRINK, &mut notes);
        axpy(p, -1.0, scratch);
    }
}

const BETA1: Param = decay("beta1", r"\beta_1", "decay of the first moment", 0.9);
const BETA2: Param = decay("beta2", r"\beta_2", "decay of the second moment", 0.999);
const D0: Param = Param {
    key: "d0",
    symbol: "d_0",
    name: "first estimate",
    kind: Kind::Real { default: Some(1e-6), range: Range::above(0.0, 1e6), scale: Scale::Log },
    doc: "Where the estimate starts: below the truth, as it never falls.",
};

pub(super) static DADAPT: OptimizerRow = OptimizerRow {
    id: "dadapt_adamw",
    name: "D-Adapt AdamW",
    family: "Without a rate",
    doc: "AdamW that finds its rate: a lower bound of the distance to the solution, raised whenever the gradients prove more. Three \
          numbers per parameter.",
    formula: r"d_{t+1} = \max\left(d_t, \frac{r_{t+1}}{(1-\sqrt{\beta_2})\lVert s_{t+1}\rVert_1}\right),\quad m_{t+1} = \beta_1 m_t + (1-\beta_1)\, d_t\eta\, g_t,\quad \theta_{t+1} = \theta_t - \frac{m_{t+1}}{\sqrt{v_{t+1}} + \varepsilon}",
    differs: "Only Optax has it, with the bias correction inside the rate. η is 1 and only for schedules.",
    reference: "A. Defazio and K. Mishchenko, Learning-Rate-Free Learning by D-Adaptation, 2023",
    params: params![rate(1.0), BETA1, BETA2, epsilon(1e-8), D0],
    build: |args| Box::new(Direct::new(DAdapt(Adapted::of(args)), args)),
};

pub(super) static PRODIGY: OptimizerRow = OptimizerRow {
    id: "prodigy",
    name: "Prodigy",
    family: "Without a rate",
    doc: "D-Adaptation that weighs late gradients more and so finds its rate sooner. Four numbers per parameter.",
    formula: r"d_{t+1} = \max\left(d_t, \kappa\,\frac{r_{t+1}}{\lVert s_{t+1}\rVert_1}\right),\quad r_{t+1} = \beta_3\, r_t + \frac{d_t}{d_0}\, d_t\eta\,\langle g_t, \theta_0 - \theta_t\rangle,\quad \theta_{t+1} = \theta_t - d_t\eta\,\frac{m_{t+1}}{\sqrt{v_{t+1}} + d_{t+1}\varepsilon}",
    differs: "Only Optax has it, with the bias correction inside the rate. η is 1 and only for schedules.",
    reference: "K. Mishchenko and A. Defazio, Prodigy: An Expeditiously Adaptive Parameter-Free Learner, 2023",
    params: params![
        rate(1.0),
        BETA1,
        BETA2,
        Param {
            key: "beta3",
            symbol: r"\beta_3",
            name: "decay of the sums",
            kind: Kind::OptReal { range: DECAY, scale: Scale::Linear },
            doc: "The share of the estimate’s sums that is kept at each step; if absent, √β₂.",
        },
        epsilon(1e-8),
        D0,
        Param {
            key: "factor",
            symbol: r"\kappa",
            name: "factor of the estimate",
            kind: Kind::Real { default: Some(1.0), range: Range::closed(0.0, 1e3), scale: Scale::Log },
            doc: "Multiplies every estimate.",
        },
        switch(
            "safeguard_warmup",
            "safeguard against warm-up",
            false,
            "Leaves the rate’s schedule out of the sum of gradients."
        ),
    ],
    build: |args| {
        let law = Prodigy {
            adapted: Adapted::of(args),
            beta3: args.opt_real("beta3").unwrap_or(args.real("beta2").sqrt()),
            d0: args.real("d0"),
            factor: args.real("factor"),
            safeguard: args.flag("safeguard_warmup"),
        };
        Box::new(Direct::new(law, args))
    },
};
