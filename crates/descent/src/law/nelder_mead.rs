//! Nelder and Mead's simplex: n + 1 points that walk downhill by comparing values; no gradient.
//!
//! Sorted by value, with c the mean of all but the worst w: r ← c + α(c − w). Better than the best: e ← c + αγ(c − w), and the
//! better of both replaces w. Better than the second worst: r replaces w. Else a contraction, outside c + αβ(c − w) if r is
//! better than w, inside c − β(c − w) if not; if that gains nothing, all shrink towards the best, x ← best + σ(x − best). The first
//! simplex is the start and, per coordinate, the start with that coordinate 5 % larger (0.00025 where it is 0). Decision for
//! decision SciPy's, in f64, evaluations in the run's precision. The point shown is the best; its value and gradient are measured at every arrival as for any law.
//!
//! # Example
//!
//! On θ² from 1:
//!
//! ```
//! use descent::example;
//! let theta = example("nelder_mead", &[], 1).unwrap(); // from {1, 1.05}: r = 0.95 is better than 1, and so is e = 0.9
//! assert!((theta - 0.9).abs() < 1e-12);
//! ```
//!
//! # `nelder_mead`
//!
//! Cost: a multiple of n² numbers for n parameters; 10 updates of one parameter take 31 evaluations of value and gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `alpha`, reflection: a number in `(0, 1000]`; 1 unless given. How far beyond the mean the worst point is thrown.
//! - `gamma`, expansion: a number in `(1, 1000]`; 2 unless given. How much further, where that was the best so far.
//! - `beta`, contraction: a number in `(0, 1)`; 0.5 unless given. How far from the mean a cautious point lies.
//! - `sigma`, shrinkage: a number in `(0, 1)`; 0.5 unless given. What is left of the simplex where nothing else helps.
//! - `size`, first simplex: a number in `(0, 1000]`; 0.05 unless given. How much larger each coordinate is made at first.
//! - `adaptive`, adaptive: true or false; false unless given. Takes 1 + 2/n, ¾ − 1/2n and 1 − 1/n for expansion, contraction
//!   and shrinkage (Gao and Han).
//!
//! Libraries: PyTorch, Keras and Optax have none; this is SciPy's, adaptive form included. Noise and clipping change
//! nothing, as the gradient is not used, nor does decoupled decay.
//!
//! Reference: J. A. Nelder and R. Mead, A Simplex Method for Function Minimization, 1965; F. Gao and L. Han, Implementing
//! the Nelder-Mead simplex algorithm with adaptive parameters, 2012.

use super::whole::{Direct, axpy, blend, difference};
use super::wide::{Line, Wide, Widened};
use super::{OptimizerRow, Quantity, params, switch};
use crate::catalog::{Args, Kind, Param, Range, Scale};

/// The first simplex where a coordinate is 0 (SciPy's `zdelt`).
const FROM_ZERO: f64 = 0.000_25;

struct NelderMead {
    expansion: f64,
    contraction: f64,
    shrink: f64,
    size: f64,
    adaptive: bool,
}

static MOVE: Quantity = Quantity::of("move", "", "0 reflected, 1 expanded, 2 contracted outside, 3 inside, 4 shrunk");
static STEP: Quantity = Quantity::part("simplex_step", r"\Delta\theta_{\text{best}}", "change of the best point");

impl NelderMead {
    fn of(args: &Args) -> Self {
        NelderMead {
            expansion: args.real("gamma"),
            contraction: args.real("beta"),
            shrink: args.real("sigma"),
            size: args.real("size"),
            adaptive: args.flag("adaptive"),
        }
    }

    /// γ, β, σ; adapted to n parameters where that is asked for.
    fn factors(&self, n: usize) -> [f64; 3] {
        let n = n as f64;
        if self.adaptive {
            [1.0 + 2.0 / n, 0.75 - 0.5 / n, 1.0 - 1.0 / n]
        } else {
            [self.expansion, self.contraction, self.shrink]
        }
    }
}

/// Brings the point at `i` to its place among those before it, which are in order; NaN is worse than any number.
fn sort_in(points: &mut [f64], values: &mut [f64], mut i: usize, n: usize) {
    while i > 0 && (values[i] < values[i - 1] || values[i - 1].is_nan() && !values[i].is_nan()) {
        values.swap(i, i - 1);
        let (low, high) = points.split_at_mut(i * n);
        low[(i - 1) * n..].swap_with_slice(&mut high[..n]);
        i -= 1;
    }
}

impl Wide for NelderMead {
    /// The simplex would not see it.
    const WITHOUT_DECAY: bool = true;

    /// Whether there is a simplex; its values, its points, the mean, two candidates, and a gradient that nobody reads.
    fn numbers(&self, n: usize) -> usize {
        1 + (n + 1) + (n + 1) * n + 4 * n
    }

    fn step(&self, at: Line<'_, '_>) {
        let Line { lr: alpha, f, p, memory, evaluate, mut notes, .. } = at;
        let n = p.len();
        let (made, rest) = memory.split_at_mut(1);
        let (values, rest) = rest.split_at_mut(n + 1);
        let (points, rest) = rest.split_at_mut((n + 1) * n);
        let (mean, rest) = rest.split_at_mut(n);
        let (first, rest) = rest.split_at_mut(n);
        let (second, unread) = rest.split_at_mut(n);
        let [gamma, beta, sigma] = self.factors(n);
        if made[0] == 0.0 {
            made[0] = 1.0;
            for (i, (point, value)) in points.chunks_exact_mut(n).zip(&mut *values).enumerate() {
                point.copy_from_slice(p);
                *value = f;
                if i > 0 {
                    let x = p[i - 1];
                    point[i - 1] = if x == 0.0 { FROM_ZERO } else { (1.0 + self.size) * x };
                    *value = evaluate(point, unread);
                }
            }
            (1..=n).for_each(|i| sort_in(points, values, i, n));
        }
        let (best, worst) = (values[0], values[n]);
        let (others, last) = points.split_at_mut(n * n);
        mean.fill(0.0);
        others.chunks_exact(n).for_each(|x| axpy(mean, 1.0, x));
        blend(mean, 1.0 / n as f64, 0.0, last);
        // c + by·(c − w)
        let mut at = |by: f64, to: &mut [f64]| {
            to.copy_from_slice(mean);
            blend(to, 1.0 + by, -by, last);
            evaluate(to, unread)
        };
        let reflected = at(alpha, first);
        let (kind, value, from) = if reflected < best {
            let expanded = at(alpha * gamma, second);
            if expanded < reflected { (1.0, expanded, &*second) } else { (0.0, reflected, &*first) }
        } else if reflected < values[n - 1] {
            (0.0, reflected, &*first)
        } else if reflected < worst {
            let outside = at(alpha * beta, second);
            (if outside <= reflected { 2.0 } else { 4.0 }, outside, &*second)
        } else {
            let inside = at(-beta, second);
            (if inside < worst { 3.0 } else { 4.0 }, inside, &*second)
        };
        if kind < 4.0 {
            last.copy_from_slice(from);
            values[n] = value;
            sort_in(points, values, n, n);
        } else {
            let (best, others) = points.split_at_mut(n);
            for (x, value) in others.chunks_exact_mut(n).zip(&mut values[1..]) {
                blend(x, sigma, 1.0 - sigma, best);
                *value = evaluate(x, unread);
            }
            (1..=n).for_each(|i| sort_in(points, values, i, n));
        }
        notes.scalar(&MOVE, kind, n);
        difference(unread, &points[..n], p);
        notes.column(&STEP, unread, 1.0);
        p.copy_from_slice(&points[..n]);
    }
}

const fn factor(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    (default, range): (f64, Range),
    doc: &'static str,
) -> Param {
    Param { key, symbol, name, kind: Kind::Real { default: Some(default), range, scale: Scale::Linear }, doc }
}

const INSIDE: Range = Range { min: 0.0, max: 1.0, min_open: true, max_open: true };

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "nelder_mead",
    name: "Nelder–Mead",
    family: "Without gradients",
    doc: "A simplex that compares values only: for few parameters, and where gradients are missing or lie. n² numbers, one or two \
          evaluations per step, n more when it shrinks.",
    formula: r"r = c + \alpha(c - w),\quad e = c + \alpha\gamma(c - w),\quad \text{contracted: } c + \alpha\beta(c - w)\ \text{or}\ c - \beta(c - w),\quad \text{shrunk: } x_i \leftarrow x_0 + \sigma(x_i - x_0)",
    differs: "PyTorch, Keras and Optax have none; this is SciPy's, adaptive form included. Noise and clipping change nothing, as the \
              gradient is not used, nor does decoupled decay.",
    reference: "J. A. Nelder and R. Mead, A Simplex Method for Function Minimization, 1965; F. Gao and L. Han, Implementing the \
                Nelder-Mead simplex algorithm with adaptive parameters, 2012",
    params: params![
        factor(
            "alpha",
            r"\alpha",
            "reflection",
            (1.0, Range::above(0.0, 1e3)),
            "How far beyond the mean the worst point is thrown."
        ),
        factor(
            "gamma",
            r"\gamma",
            "expansion",
            (2.0, Range::above(1.0, 1e3)),
            "How much further, where that was the best so far."
        ),
        factor("beta", r"\beta", "contraction", (0.5, INSIDE), "How far from the mean a cautious point lies."),
        factor("sigma", r"\sigma", "shrinkage", (0.5, INSIDE), "What is left of the simplex where nothing else helps."),
        factor(
            "size",
            "",
            "first simplex",
            (0.05, Range::above(0.0, 1e3)),
            "How much larger each coordinate is made at first."
        ),
        switch(
            "adaptive",
            "adaptive",
            false,
            "Takes 1 + 2/n, ¾ − 1/2n and 1 − 1/n for expansion, contraction and shrinkage (Gao and Han)."
        ),
    ],
    build: |args| Box::new(Direct::new(Widened(NelderMead::of(args)), args)),
};
