//! BFGS: Newton's direction with an inverse Hessian that is learned from every step.
//!
//! s = Δθ, y = Δg, ρ = 1/⟨y, s⟩, H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ, d = −Hg, θ ← θ + td. H begins at I, and at ⟨y, s⟩/⟨y, y⟩·I once
//! there is a pair (Nocedal and Wright, equation 6.20); a pair with ⟨y, s⟩ ≤ 10⁻¹⁰ is passed over. t is searched for under the
//! strong Wolfe conditions from η on, the very first from η·min(1, 1/‖g‖₁) on. Where the search finds nothing lower, H begins
//! anew. All of this is in f64, evaluations in the run's precision. Every evaluation of the search counts, and the arrival's is one more.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("bfgs", &[("lr", 1.0)], 1).unwrap(); // the first step is 1/‖g‖₁ = ½ along −g: the minimum
//! assert!(theta.abs() < 1e-12);
//! ```
//!
//! # `bfgs`
//!
//! Cost: a multiple of n² numbers for n parameters; 10 updates of one parameter take 11 evaluations of value and gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `c2`, levelness: a number in `(0, 1)`; 0.9 unless given. A step is long enough once the slope has fallen to this share
//!   of its first size.
//! - `scale`, scale of the first matrix: true or false; true unless given. Gives H the size of the curvature met by the
//!   first step, before it learns that step.
//!
//! Libraries: PyTorch and Optax have only the form with limited memory, Keras has none; SciPy's BFGS does not scale its
//! first H and searches with other interpolations. Clipping and noise act on the first gradient of an update, not inside the
//! search. Decoupled decay is not seen by the pairs: use the coupled form.
//!
//! Reference: C. G. Broyden, R. Fletcher, D. Goldfarb and D. F. Shanno, independently, 1970; J. Nocedal and S. J. Wright,
//! Numerical Optimization, 2006, chapter 6.

use super::lbfgs::CURVED;
use super::quantities::{DIRECTION, QUASI_NEWTON_STEP};
use super::strong_wolfe::{C2, LENGTH, Point, SLOPE, STEPS, Wish, along, level};
use super::whole::{Direct, axpy, blend, difference, dot, sum_abs};
use super::wide::{Line, Wide, Widened};
use super::{OptimizerRow, params, rate, switch};

struct Bfgs {
    scaled: bool,
    wish: Wish,
}

/// H ← factor·I.
fn identity(h: &mut [f64], n: usize, factor: f64) {
    h.fill(0.0);
    h.iter_mut().step_by(n + 1).for_each(|h| *h = factor);
}

/// to ← Hx.
fn times(h: &[f64], x: &[f64], to: &mut [f64]) {
    for (to, row) in to.iter_mut().zip(h.chunks_exact(x.len())) {
        *to = dot(row, x);
    }
}

impl Bfgs {
    /// Takes the pair (s, y) into H; whether it says anything.
    fn learn(&self, first: bool, h: &mut [f64], s: &[f64], y: &[f64], hy: &mut [f64]) -> bool {
        let ys = dot(y, s);
        if ys.is_nan() || ys <= CURVED {
            return false;
        }
        if first && self.scaled {
            identity(h, s.len(), ys / dot(y, y));
        }
        times(h, y, hy);
        let (a, b) = ((1.0 + dot(y, hy) / ys) / ys, 1.0 / ys);
        for (i, row) in h.chunks_exact_mut(s.len()).enumerate() {
            let (s_i, hy_i) = (s[i], hy[i]);
            axpy(row, a * s_i - b * hy_i, s);
            axpy(row, -b * s_i, hy);
        }
        true
    }
}

impl Wide for Bfgs {
    /// What is known (0: nothing; 1: a step; 2: H has learned) and the last t; d, the last g, H, y, Hy, and four points.
    fn numbers(&self, n: usize) -> usize {
        2 + n * n + 8 * n
    }

    fn step(&self, at: Line<'_, '_>) {
        let Line { lr, f, p, g, memory, evaluate, mut notes } = at;
        let n = p.len();
        let (scalars, rest) = memory.split_at_mut(2);
        let (d, rest) = rest.split_at_mut(n);
        let (before, rest) = rest.split_at_mut(n);
        let (h, rest) = rest.split_at_mut(n * n);
        let (y, rest) = rest.split_at_mut(n);
        let (hy, room) = rest.split_at_mut(n);
        if scalars[0] > 0.0 {
            difference(y, g, before);
            blend(d, scalars[1], 0.0, before);
            if self.learn(scalars[0] == 1.0, h, d, y, hy) {
                scalars[0] = 2.0;
            }
        } else {
            identity(h, n, 1.0);
        }
        times(h, g, d);
        d.iter_mut().for_each(|d| *d = -*d);
        let mut slope = dot(g, d);
        if slope >= 0.0 {
            // Not downhill: begin anew.
            scalars[0] = 0.0;
            identity(h, n, 1.0);
            blend(d, 0.0, -1.0, g);
            slope = dot(g, d);
        }
        before.copy_from_slice(g);
        if slope == 0.0 {
            return;
        }
        let t = if scalars[0] == 0.0 { lr * (1.0 / sum_abs(g, &mut room[..n])).min(1.0) } else { lr };
        let found = along(evaluate, (p, d, g), (Point { t: 0.0, f, slope }, t), self.wish, room, &mut 0);
        scalars[0] = if found.t == 0.0 { 0.0 } else { scalars[0].max(1.0) };
        scalars[1] = found.t;
        notes.column(&DIRECTION, d, 1.0);
        notes.scalar(&SLOPE, slope, n);
        notes.scalar(&LENGTH, found.t, n);
        notes.column(&QUASI_NEWTON_STEP, d, found.t);
        axpy(p, found.t, d);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "bfgs",
    name: "BFGS",
    family: "Second order",
    doc: "Learns the whole inverse Hessian from its own steps: near a minimum almost as fast as Newton's method, from gradients \
          alone. For full gradients. n² numbers, and as many evaluations per step as its search needs.",
    formula: r"\theta_{t+1} = \theta_t - \tau_t H_t g_t,\quad H_t = (I - \rho s y^{\top})\, H_{t-1}\,(I - \rho y s^{\top}) + \rho s s^{\top},\quad s = \theta_t - \theta_{t-1},\ y = g_t - g_{t-1},\ \rho = \frac{1}{y^{\top}s}",
    differs: "PyTorch and Optax have only the form with limited memory, Keras has none; SciPy's BFGS does not scale its first H and \
              searches with other interpolations. Clipping and noise act on the first gradient of an update, not inside the search. \
              Decoupled decay is not seen by the pairs: use the coupled form.",
    reference: "C. G. Broyden, R. Fletcher, D. Goldfarb and D. F. Shanno, independently, 1970; J. Nocedal and S. J. Wright, \
                Numerical Optimization, 2006, chapter 6",
    params: params![
        rate(1.0),
        level(C2),
        switch(
            "scale",
            "scale of the first matrix",
            true,
            "Gives H the size of the curvature met by the first step, before it learns that step."
        ),
    ],
    build: |args| {
        let wish = Wish { tolerance: 1e-9, level: args.real("c2"), most: STEPS };
        Box::new(Direct::new(Widened(Bfgs { scaled: args.flag("scale"), wish }), args))
    },
};
