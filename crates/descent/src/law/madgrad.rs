//! MADGRAD: dual averaging with a cube root and momentum: the point is always start minus weighted sum of all gradients.
//!
//! λ_t = (η + ε)√t, s ← s + λ_t g, G ← G + λ_t g², z = θ₀ − s/(∛G + ε), θ ← μθ + (1−μ)z.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("madgrad", &[("lr", 0.1)], 1).unwrap(); // s = 0.2, ∛G = ∛0.4 = 0.7368, and a tenth of the way to z
//! assert!((theta - (0.9 + 0.1 * (1.0 - 0.2 / 0.736_806))).abs() < 1e-5);
//! ```
//!
//! # `madgrad`
//!
//! Cost: 3 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `momentum`, momentum: a number in `[0, 1)`; 0.9 unless given. How much of the last point is kept.
//! - `eps`, epsilon: a number in `[0, 1]`; 0.000001 unless given. Keeps the division finite where the accumulator is small.
//!
//! Libraries: Only Optax has it; like the authors' code it adds ε to η as well. Decoupled decay acts on θ only, which z
//! forgets: use the coupled form.
//!
//! Reference: A. Defazio and S. Jelassi, Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient
//! Method for Stochastic Optimization, 2022.

use super::quantities::{GRADIENT_SUM, ORIGIN};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, epsilon, params, rate};
use crate::catalog::{DECAY, Kind, Param, Scale};
use lanes::{Lanes, Real};

struct Madgrad {
    momentum: f64,
    eps: f64,
}

static SQUARES: Quantity = Quantity::of("G", "G", "weighted sum of squared gradients");
static TARGET: Quantity = Quantity::of("z", "z", "point of dual averaging");
static STEP: Quantity = Quantity::part("averaging_step", r"(1-\mu)(z - \theta)", "step towards z");

impl Rule<3, 4> for Madgrad {
    const STATE: [&'static Quantity; 3] = [&ORIGIN, &GRADIENT_SUM, &SQUARES];

    fn begin<T: Real>(&self, p: &[T], cells: &mut [T]) {
        cells[..p.len()].copy_from_slice(p);
    }

    /// λ, ε, μ, 1 − μ.
    fn coefficients(&self, t: u64, lr: f64, _: &mut [f64]) -> [f64; 4] {
        [(lr + self.eps) * ((t + 1) as f64).sqrt(), self.eps, self.momentum, 1.0 - self.momentum]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 4], p: L, g: L, s: &mut [L; 3], notes: &mut N) -> L {
        let [lambda, eps, keep, rest] = *c;
        let [start, sum, squares] = s;
        *sum = *sum + lambda * g;
        *squares = *squares + lambda * (g * g);
        let divisor = super::ftrl::power(*squares, 1.0 / 3.0) + eps;
        // Without ε and without a gradient so far, 0/0: z is still the start.
        let moved = L::select(divisor.le(L::lit(0.0)), L::lit(0.0), *sum / divisor);
        let z = *start - moved;
        let new = rest * z + keep * p;
        notes.note(&TARGET, z);
        notes.note(&STEP, new - p);
        new
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "madgrad",
    name: "MADGRAD",
    family: "Adaptive rates",
    doc: "Adagrad by dual averaging, with a cube root that keeps late gradients heard, and momentum by averaging points. Three \
          numbers per parameter.",
    formula: r"\lambda_t = (\eta+\varepsilon)\sqrt{t},\quad s_t = s_{t-1} + \lambda_t g_t,\quad G_t = G_{t-1} + \lambda_t g_t^2,\quad z_t = \theta_0 - \frac{s_t}{\sqrt[3]{G_t} + \varepsilon},\quad \theta_{t+1} = \mu\,\theta_t + (1-\mu)\, z_t",
    differs: "Only Optax has it; like the authors' code it adds ε to η as well. Decoupled decay acts on θ only, which z \
              forgets: use the coupled form.",
    reference: "A. Defazio and S. Jelassi, Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient Method for \
                Stochastic Optimization, 2022",
    params: params![
        rate(0.01),
        Param {
            key: "momentum",
            symbol: r"\mu",
            name: "momentum",
            kind: Kind::Real { default: Some(0.9), range: DECAY, scale: Scale::Linear },
            doc: "How much of the last point is kept.",
        },
        epsilon(1e-6),
    ],
    build: |args| Box::new(Elementwise::new(Madgrad { momentum: args.real("momentum"), eps: args.real("eps") }, args)),
};
