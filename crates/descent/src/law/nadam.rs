//! Nadam: Adam whose first moment looks one step ahead, with a schedule on the momentum.
//!
//! m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − η·m̄/(√v̂ + ε). With μₜ = β₁(1 − ½·0.96^(tψ)), Pₜ = Πμ, the numerator m̄
//! is μₜ₊₁m/(1 − Pμₜ₊₁) + (1−μₜ)g/(1 − P). PyTorch takes ψ = 0.004, Keras ψ = 1. `constant` keeps μ = β₁ (Optax, lectures).
//! The recurrence is Adam's; only the two factors of the numerator are new. 0.96^ψ is formed once, its powers by running
//! products in f64.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("nadam", &[("lr", 0.1)], 1).unwrap(); // the momentum of the next update is in it: 0.1·2.112 904/√4
//! assert!((theta - 0.894_354_8).abs() < 1e-6);
//! ```
//!
//! # `nadam`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.002 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_placement`, place of ε: `outside` (√v̂ + ε (PyTorch, Keras, Optax)), `inside` (√(v̂ + ε)), `uncorrected` ((√v +
//!   ε)/√(1 − β₂ᵗ)); `outside` unless given. Whether ε is added to the corrected root, under it, or to the uncorrected root.
//! - `form`, momentum: `scheduled` (μ = β₁(1 − ½·0.96^(tψ)) (PyTorch, Keras)), `constant` (μ = β₁ (Optax)); `scheduled`
//!   unless given. Whether the momentum follows its warm-up or stays.
//! - `momentum_decay`, momentum decay: a number in `[0, 10]`; 0.004 unless given. How fast the momentum reaches β₁, where it
//!   does not stay there.
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 0 unless given. Added under the root as well (Optax).
//!
//! Libraries: PyTorch lets μ grow slowly (ψ = 0.004), Keras at once (ψ = 1), Optax keeps it at β₁.
//!
//! Reference: T. Dozat, Incorporating Nesterov Momentum into Adam, 2016.

use super::adam::{EPS_ROOT, eps_placement};
use super::moments::{Coefficients, Moments, Placement, Second, recurrence};
use super::quantities::{FIRST_MOMENT, SECOND_MOMENT};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, power, rate};
use crate::catalog::{Args, Kind, Param, Range, Scale, told};
use lanes::Lanes;

#[derive(Clone, Copy)]
#[repr(C)]
struct Nadam {
    moments: Moments,
    constant: bool,
    /// 0.96^ψ
    ratio: f64,
}

impl Nadam {
    fn of(args: &Args) -> Self {
        Nadam {
            moments: Moments::of(args, Placement::of(args)).corrected(false, true),
            constant: args.choice("form") == "constant",
            ratio: lanes::math::pow(0.96, args.real("momentum_decay")),
        }
    }
}

impl Rule<2, 10> for Nadam {
    const STATE: [&'static Quantity; 2] = [&FIRST_MOMENT, &SECOND_MOMENT];

    fn scalars(&self) -> &[f64] {
        &[1.0, 1.0, 1.0] // the product of all μ so far, β₂ᵗ, 0.96^(tψ)
    }

    fn resume(&self, t: u64, products: &mut [f64]) {
        // The product of moving μ is one in PyTorch and Keras too; with constant β₁ it is a power in Optax.
        let product = products[0];
        power::anew(products, &[self.moments.beta1, self.moments.beta2, self.ratio], t);
        if !self.constant {
            products[0] = product;
        }
    }

    // The powers here are products of all μ so far.
    fn cycled(&self, beta1: f64, _t: u64, _: &mut [f64]) -> Option<Self> {
        Some(Nadam { moments: Moments { beta1, ..self.moments }, ..*self })
    }

    fn coefficients(&self, _t: u64, lr: f64, products: &mut [f64]) -> Coefficients<f64> {
        let Moments { beta1, beta2, .. } = self.moments;
        let mu = |power: f64| if self.constant { beta1 } else { beta1 * (1.0 - 0.5 * power) };
        power::advance(&mut products[2], self.ratio);
        let now = mu(products[2]);
        let next = mu(products[2] * self.ratio);
        power::advance(&mut products[0], now);
        power::advance(&mut products[1], beta2);
        let ahead = next / (1.0 - products[0] * next);
        self.moments.coefficients(lr, ahead, (1.0 - now) / (1.0 - products[0]), 1.0 - products[1], false)
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &Coefficients<L>, p: L, g: L, s: &mut [L; 2], notes: &mut N) -> L {
        let [m, v] = s;
        recurrence(c, Second::Square, p, g, (m, v, None), self.moments.names, notes)
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "nadam",
    name: "Nadam",
    family: "Adaptive moments",
    doc: "Adam with Nesterov’s look-ahead in the first moment: reacts a step sooner.",
    formula: r"\mu_t = \beta_1(1 - 0.96^{t\psi}/2),\quad \theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{\hat v_t} + \varepsilon}\left(\frac{\mu_{t+1}\, m_t}{1-\prod_{i=1}^{t+1}\mu_i} + \frac{(1-\mu_t)\, g_t}{1-\prod_{i=1}^{t}\mu_i}\right)",
    differs: "PyTorch lets μ grow slowly (ψ = 0.004), Keras at once (ψ = 1), Optax keeps it at β₁.",
    reference: "T. Dozat, Incorporating Nesterov Momentum into Adam, 2016",
    params: params![
        rate(0.002),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        epsilon(1e-8),
        eps_placement(&[
            ("outside", told("√v̂ + ε (PyTorch, Keras, Optax)")),
            ("inside", told("√(v̂ + ε)")),
            ("uncorrected", told("(√v + ε)/√(1 − β₂ᵗ)")),
        ]),
        Param {
            key: "form",
            symbol: "",
            name: "momentum",
            kind: Kind::Choice {
                default: "scheduled",
                options: &[
                    ("scheduled", told("μ = β₁(1 − ½·0.96^(tψ)) (PyTorch, Keras)")),
                    ("constant", told("μ = β₁ (Optax)"))
                ],
            },
            doc: "Whether the momentum follows its warm-up or stays.",
        },
        Param {
            key: "momentum_decay",
            symbol: r"\psi",
            name: "momentum decay",
            kind: Kind::Real { default: Some(0.004), range: Range::closed(0.0, 10.0), scale: Scale::Log },
            doc: "How fast the momentum reaches β₁, where it does not stay there.",
        },
        EPS_ROOT,
    ],
    build: |args| Box::new(Elementwise::new(Nadam::of(args), args)),
};
