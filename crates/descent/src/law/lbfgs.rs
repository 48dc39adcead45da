//! L-BFGS: Newton's direction from the last few changes of the gradient.
//!
//! d = −Hg, θ ← θ + td. Keeps the last h pairs s = Δθ, y = Δg with ⟨y, s⟩ > 10⁻¹⁰; the direction −Hg comes from the
//! two-loop recursion with H₀ = ⟨y, s⟩/⟨y, y⟩. The step t is η (the very first min(1, 1/‖g‖₁)·η), or is searched for from
//! there under the strong Wolfe conditions. It stays where max|g| or −⟨g, d⟩ is within its tolerances. One update is up to
//! `max_iter` such iterations; every evaluation counts. Decision for decision PyTorch's.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("lbfgs", &[("lr", 1.0)], 1).unwrap(); // the first step is 1/‖g‖₁ = ½ along −g: the minimum
//! assert!(theta.abs() < 1e-12);
//! ```
//!
//! # `lbfgs`
//!
//! Cost: 29 numbers per parameter, working room included; 10 updates of one parameter take 11 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `line_search`, line search: `strong_wolfe` (search for the strong Wolfe conditions, from η on), `none` (always a step
//!   of η (PyTorch’s default)); `strong_wolfe` unless given. How long a step is.
//! - `history`, pairs kept: a whole number in `[1, 100]`; 10 unless given. How many pairs of steps and gradient changes are
//!   remembered.
//! - `max_iter`, iterations per update: a whole number in `[1, 1000]`; 1 unless given. How many iterations one update makes
//!   at most.
//! - `max_eval`, evaluations per update: a whole number in `[1, 100000]`; 26 unless given. No iteration begins after this
//!   many evaluations, and no search goes on: the first is at the start of the update.
//! - `tolerance_grad`, tolerance on the gradient: a number in `[0, 1000000]`; 1e-7 unless given. Stays where no component of
//!   the gradient is larger.
//! - `tolerance_change`, tolerance on changes: a number in `[0, 1000000]`; 1e-9 unless given. Stays where the slope or a
//!   change is smaller.
//!
//! Libraries: This is PyTorch's, where one call of step() makes up to 20 iterations and searches only if told to; here one,
//! with the search, by default. Clipping and noise act on the first gradient of an update, not inside the search. Decoupled
//! decay is not seen by the pairs: use the coupled form.
//!
//! Reference: D. C. Liu and J. Nocedal, On the Limited Memory BFGS Method for Large Scale Optimization, 1989; M. Schmidt,
//! minFunc, 2005.

use super::quantities::{DIRECTION, PREVIOUS_GRADIENT, QUASI_NEWTON_STEP};
use super::strong_wolfe::{self, C2, LENGTH, Point, SLOPE, Wish, largest};
use super::whole::{At, Direct, Whole, axpy, blend, difference, dot, sum_abs};
use super::{OptimizerRow, Quantity, params, rate};
use crate::catalog::{Args, Kind, Param, Range, Scale, told};
use crate::objective::Shape;
use lanes::Real;

/// Pairs with a smaller ⟨y, s⟩ say nothing of the curvature (PyTorch's constant).
pub(super) const CURVED: f64 = 1e-10;

struct Lbfgs {
    history: usize,
    searches: bool,
    max_iter: u64,
    max_eval: u64,
    tolerance_grad: f64,
    tolerance_change: f64,
}

static SCALE: Quantity = Quantity::of("h0", "H_0", "scale of the inverse Hessian");

/// The scalars by name.
struct Memory<'a, T> {
    /// Iterations so far, t, H₀, the number of pairs, the place of the oldest.
    scalars: &'a mut [f64],
    /// For each pair s, then y, then its 1/⟨y, s⟩, then the α of the recursion.
    s: &'a mut [T],
    y: &'a mut [T],
    rho: &'a mut [T],
    alpha: &'a mut [T],
}

impl Lbfgs {
    fn of(args: &Args) -> Self {
        Lbfgs {
            history: args.int("history") as usize,
            searches: args.choice("line_search") == "strong_wolfe",
            max_iter: args.int("max_iter") as u64,
            max_eval: args.int("max_eval") as u64,
            tolerance_grad: args.real("tolerance_grad"),
            tolerance_change: args.real("tolerance_change"),
        }
    }

    /// Takes the pair (td, g − g_prev) up, in place of the oldest if there is no room.
    fn remember<T: Real>(&self, memory: &mut Memory<'_, T>, d: &[T], g: &[T], before: &[T]) {
        let n = d.len();
        let (count, oldest) = (memory.scalars[3] as usize, memory.scalars[4] as usize);
        let full = count == self.history;
        // Room for one more than is kept, so that a pair may be looked at before it is taken.
        let at = (oldest + count) % (self.history + 1);
        let (s, y) = (&mut memory.s[at * n..(at + 1) * n], &mut memory.y[at * n..(at + 1) * n]);
        s.fill(T::ZERO);
        axpy(s, memory.scalars[1], d);
        difference(y, g, before);
        let curvature = dot(y, s);
        if curvature > CURVED {
            memory.rho[at] = T::from_f64(1.0 / curvature);
            memory.scalars[2] = curvature / dot(y, y);
            if full {
                memory.scalars[4] = ((oldest + 1) % (self.history + 1)) as f64;
            } else {
                memory.scalars[3] += 1.0;
            }
        }
    }

    /// The two-loop recursion: d ← −Hg.
    fn direct<T: Real>(&self, memory: &mut Memory<'_, T>, d: &mut [T], g: &[T]) {
        let n = d.len();
        let (count, oldest) = (memory.scalars[3] as usize, memory.scalars[4] as usize);
        let place = |i: usize| (oldest + i) % (self.history + 1);
        d.fill(T::ZERO);
        axpy(d, -1.0, g);
        for i in (0..count).rev() {
            let at = place(i);
            let alpha = dot(&memory.s[at * n..(at + 1) * n], d) * memory.rho[at].to_f64();
            memory.alpha[at] = T::from_f64(alpha);
            axpy(d, -alpha, &memory.y[at * n..(at + 1) * n]);
        }
        blend(d, memory.scalars[2], 0.0, g);
        for i in 0..count {
            let at = place(i);
            let beta = dot(&memory.y[at * n..(at + 1) * n], d) * memory.rho[at].to_f64();
            axpy(d, memory.alpha[at].to_f64() - beta, &memory.s[at * n..(at + 1) * n]);
        }
    }
}

impl Whole for Lbfgs {
    const STATE: &'static [&'static Quantity] = &[&DIRECTION, &PREVIOUS_GRADIENT];

    /// The pairs, their scalars, a point, and three gradients for the search.
    fn room(&self, shape: Shape) -> usize {
        (self.history + 1) * (2 * shape.len() + 2) + 4 * shape.len()
    }

    fn scalars(&self) -> &[f64] {
        &[0.0, 0.0, 1.0, 0.0, 0.0]
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, mut f, p, g, cells, scalars, mut objective, mut notes, .. } = at;
        let n = p.len();
        if largest(g) <= self.tolerance_grad {
            return;
        }
        let (d, rest) = cells.split_at_mut(n);
        let (before, rest) = rest.split_at_mut(n);
        let (s, rest) = rest.split_at_mut((self.history + 1) * n);
        let (y, rest) = rest.split_at_mut((self.history + 1) * n);
        let (rho, rest) = rest.split_at_mut(self.history + 1);
        let (alpha, rest) = rest.split_at_mut(self.history + 1);
        let mut memory = Memory { scalars, s, y, rho, alpha };
        let mut evaluations = 1;
        for iteration in 1..=self.max_iter {
            memory.scalars[0] += 1.0;
            let first = memory.scalars[0] == 1.0;
            if !first {
                self.remember(&mut memory, d, g, before);
            }
            self.direct(&mut memory, d, g);
            before.copy_from_slice(g);
            let f_before = f;
            let mut t = lr;
            if first {
                t *= (1.0 / sum_abs(g, &mut rest[..n])).min(1.0);
            }
            memory.scalars[1] = t;
            let slope = dot(g, d);
            notes.scalar(&SLOPE, slope, n);
            if slope > -self.tolerance_change {
                break;
            }
            if self.searches {
                let start = Point { t: 0.0, f, slope };
                let most = self.max_eval.saturating_sub(evaluations);
                let wish = Wish { tolerance: self.tolerance_change, level: C2, most };
                let found = strong_wolfe::along(
                    &mut |x: &[T], g: &mut [T]| objective.value_grad(x, g),
                    (p, d, g),
                    (start, t),
                    wish,
                    rest,
                    &mut evaluations,
                );
                (f, memory.scalars[1]) = (found.f, found.t);
            }
            let t = memory.scalars[1];
            notes.scalar(&LENGTH, t, n);
            notes.scalar(&SCALE, memory.scalars[2], n);
            notes.column(&QUASI_NEWTON_STEP, d, t);
            axpy(p, t, d);
            if iteration == self.max_iter {
                break;
            }
            if !self.searches {
                f = objective.value_grad(p, g);
                evaluations += 1;
            }
            let moved = largest(d) * t.abs();
            if evaluations >= self.max_eval
                || largest(g) <= self.tolerance_grad
                || moved <= self.tolerance_change
                || (f - f_before).abs() < self.tolerance_change
            {
                break;
            }
        }
    }
}

const fn tolerance(key: &'static str, name: &'static str, default: f64, doc: &'static str) -> Param {
    let kind = Kind::Real { default: Some(default), range: Range::closed(0.0, 1e6), scale: Scale::Log };
    Param { key, symbol: "", name, kind, doc }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "lbfgs",
    name: "L-BFGS",
    family: "Second order",
    doc: "Learns the curvature from its own steps: near a minimum almost as fast as Newton's method, without a Hessian. For full \
          gradients. 2h numbers per parameter, and as many evaluations per step as its search needs.",
    formula: r"\theta_{t+1} = \theta_t - \tau_t H_t g_t,\quad H_t = (I - \rho s y^{\top})\, H_{t-1}\,(I - \rho y s^{\top}) + \rho s s^{\top},\quad s = \theta_t - \theta_{t-1},\ y = g_t - g_{t-1},\ \rho = \frac{1}{y^{\top}s}",
    differs: "This is PyTorch's, where one call of step() makes up to 20 iterations and searches only if told to; here one, with \
              the search, by default. Clipping and noise act on the first gradient of an update, not inside the search. Decoupled \
              decay is not seen by the pairs: use the coupled form.",
    reference: "D. C. Liu and J. Nocedal, On the Limited Memory BFGS Method for Large Scale Optimization, 1989; M. Schmidt, minFunc, \
                2005",
    params: params![
        rate(1.0),
        Param {
            key: "line_search",
            symbol: "",
            name: "line search",
            kind: Kind::Choice {
                default: "strong_wolfe",
                options: &[
                    ("strong_wolfe", told("search for the strong Wolfe conditions, from η on")),
                    ("none", told("always a step of η (PyTorch’s default)")),
                ],
            },
            doc: "How long a step is.",
        },
        Param {
            key: "history",
            symbol: "h",
            name: "pairs kept",
            kind: Kind::Int { default: Some(10), min: 1, max: 100 },
            doc: "How many pairs of steps and gradient changes are remembered.",
        },
        Param {
            key: "max_iter",
            symbol: "",
            name: "iterations per update",
            kind: Kind::Int { default: Some(1), min: 1, max: 1000 },
            doc: "How many iterations one update makes at most.",
        },
        Param {
            key: "max_eval",
            symbol: "",
            name: "evaluations per update",
            kind: Kind::Int { default: Some(26), min: 1, max: 100_000 },
            doc: "No iteration begins after this many evaluations, and no search goes on: the first is at the start of the update.",
        },
        tolerance(
            "tolerance_grad",
            "tolerance on the gradient",
            1e-7,
            "Stays where no component of the gradient is larger."
        ),
        tolerance("tolerance_change", "tolerance on changes", 1e-9, "Stays where the slope or a change is smaller."),
    ],
    build: |args| Box::new(Direct::new(Lbfgs::of(args), args)),
};
