//! FTRL-Proximal: the point that minimises the sum of all linearised losses, with proximity and an L1 term that gives exact zeros.
//!
//! With q = n^p (p = ½): n′ = n + g², z ← z + g + 2λ_s θ − (n′^p − n^p)/η·θ, θ ← (clip(z, ±λ₁) − z)/(n′^p/η + 2λ₂ + β/η). The start
//! lives on only through z: a coordinate with |z| ≤ λ₁ is 0 after one update.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("ftrl", &[("lr", 0.1)], 1).unwrap(); // n = 0.1 + 4, z = 2 − (√4.1 − √0.1)/0.1 = −15.086, θ = 15.086·0.1/√4.1
//! assert!((theta - 0.745_053).abs() < 1e-6);
//! ```
//!
//! # `ftrl`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.1 unless given. How far one update goes.
//! - `power`, power of the rate’s fall: a number in `[0, 1000]`; 0.5 unless given. The sum of squared gradients to this
//!   power divides the rate.
//! - `initial_accumulator`, initial accumulator: a number in `[0, 1000]`; 0.1 unless given. What the sum of squared
//!   gradients starts at.
//! - `l1`, L1 strength: a number in `[0, 1000]`; 0 unless given. Sets small parameters to exactly 0.
//! - `l2`, L2 strength: a number in `[0, 1000]`; 0 unless given. Keeps parameters small.
//! - `l2_shrinkage`, L2 strength on the gradient: a number in `[0, 1000]`; 0 unless given. Adds 2λθ to the gradient, but not
//!   to n.
//! - `beta`, offset of the root: a number in `[0, 1000]`; 0 unless given. Added to the root of n, as in the paper.
//!
//! Libraries: Only Keras has it. The paper writes λ₂ where Keras (and this) has 2λ₂. The start is forgotten after one step
//! except through z, and with it decoupled decay: use the L2 terms or the coupled form. At a rate of 0 Keras divides by it
//! and gives NaN; here nothing moves.
//!
//! Reference: H. B. McMahan, G. Holt, D. Sculley, M. Young, D. Ebner, J. Grady, L. Nie, T. Phillips, E. Davydov, D. Golovin,
//! S. Chikkerur, D. Liu, M. Wattenberg, A. M. Hrafnkelsson, T. Boulos, J. Kubica, Ad Click Prediction: a View from the
//! Trenches, 2013.

use super::quantities::EFFECTIVE_RATE;
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, params, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::{Lanes, Real, math};

struct Ftrl {
    power: f64,
    initial: f64,
    l1: f64,
    l2: f64,
    shrinkage: f64,
    beta: f64,
}

static SQUARES: Quantity = Quantity::of("n", "n", "sum of squared gradients");
static Z: Quantity = Quantity::of("z", "z", "linear term");
static STEP: Quantity = Quantity::part("proximal_step", r"\theta_{t+1} - \theta_t", "proximal step");

/// xᵖ, lane by lane in f64 and rounded: such powers are rare, and lanes of them would be code for nothing else.
pub(super) fn power<L: Lanes>(x: L, p: f64) -> L {
    x.map(|x| L::Elem::from_f64(math::pow(x.to_f64(), p)))
}

impl Ftrl {
    #[inline(always)]
    fn raise<L: Lanes>(&self, n: L) -> L {
        if self.power == 0.5 { n.sqrt() } else { power(n, self.power) }
    }
}

impl Rule<2, 4> for Ftrl {
    const STATE: [&'static Quantity; 2] = [&SQUARES, &Z];

    fn initial(&self) -> [f64; 2] {
        [self.initial, 0.0]
    }

    /// η, 2λ₂ + β/η, λ₁, 2λ_s. With β, η divides, and a rate of 0 is caught in the update.
    fn coefficients(&self, _t: u64, lr: f64, _: &mut [f64]) -> [f64; 4] {
        let beta = if self.beta == 0.0 { 0.0 } else { self.beta / lr };
        [lr, 2.0 * self.l2 + beta, self.l1, 2.0 * self.shrinkage]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 4], p: L, g: L, [n, z]: &mut [L; 2], notes: &mut N) -> L {
        let [lr, l2, l1, shrinkage] = *c;
        let zero = L::lit(0.0);
        let sum = *n + g * g;
        let (before, after) = (self.raise(*n), self.raise(sum));
        let pull = *z + (g + shrinkage * p - (after - before) / lr * p);
        let weight = after / lr + l2;
        let new = (pull.max(-l1).min(l1) - pull) / weight;
        // A rate of 0 stops the clock, as does having no gradient and no proximity yet.
        let still = L::either(lr.le(zero), weight.le(zero));
        *z = L::select(still, *z, pull);
        *n = L::select(still, *n, sum);
        let new = L::select(still, p, new);
        notes.note(&EFFECTIVE_RATE, L::lit(1.0) / weight);
        notes.note(&STEP, new - p);
        new
    }
}

const fn number(key: &'static str, symbol: &'static str, name: &'static str, default: f64, doc: &'static str) -> Param {
    let kind = Kind::Real { default: Some(default), range: Range::closed(0.0, 1e3), scale: Scale::Log };
    Param { key, symbol, name, kind, doc }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "ftrl",
    name: "FTRL-Proximal",
    family: "Adaptive rates",
    doc: "Follow the regularised leader: Adagrad's rates, and an L1 term that sets parameters to exactly 0. Made for very wide linear \
          models. Two numbers per parameter.",
    formula: r"n_t = n_{t-1} + g_t^2,\quad z_t = z_{t-1} + g_t - \frac{n_t^p - n_{t-1}^p}{\eta}\,\theta_t,\quad \theta_{t+1} = -\frac{z_t - \operatorname{clip}(z_t, \pm\lambda_1)}{(\beta + n_t^p)/\eta + 2\lambda_2}",
    differs: "Only Keras has it. The paper writes λ₂ where Keras (and this) has 2λ₂. The start is forgotten after one step except \
              through z, and with it decoupled decay: use the L2 terms or the coupled form. At a rate of 0 Keras divides \
              by it and gives NaN; here nothing moves.",
    reference: "H. B. McMahan, G. Holt, D. Sculley, M. Young, D. Ebner, J. Grady, L. Nie, T. Phillips, E. Davydov, D. Golovin, S. \
                Chikkerur, D. Liu, M. Wattenberg, A. M. Hrafnkelsson, T. Boulos, J. Kubica, Ad Click Prediction: a View from the \
                Trenches, 2013",
    params: params![
        rate(0.1),
        number(
            "power",
            "p",
            "power of the rate’s fall",
            0.5,
            "The sum of squared gradients to this power divides the rate."
        ),
        number(
            "initial_accumulator",
            "n_0",
            "initial accumulator",
            0.1,
            "What the sum of squared gradients starts at."
        ),
        number("l1", r"\lambda_1", "L1 strength", 0.0, "Sets small parameters to exactly 0."),
        number("l2", r"\lambda_2", "L2 strength", 0.0, "Keeps parameters small."),
        number(
            "l2_shrinkage",
            r"\lambda_s",
            "L2 strength on the gradient",
            0.0,
            "Adds 2λθ to the gradient, but not to n."
        ),
        number("beta", r"\beta", "offset of the root", 0.0, "Added to the root of n, as in the paper."),
    ],
    build: |args| {
        let rule = Ftrl {
            power: args.real("power"),
            initial: args.real("initial_accumulator"),
            l1: args.real("l1"),
            l2: args.real("l2"),
            shrinkage: args.real("l2_shrinkage"),
            beta: args.real("beta"),
        };
        Box::new(Elementwise::new(rule, args))
    },
};
