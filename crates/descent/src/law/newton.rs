//! Newton's method: to the stationary point of the quadratic model, in as many variants as the Hessian makes necessary.
//!
//! θ ← θ + αs with s from [`crate::linalg::newton_step`], solved in f64 whatever the precision of the run. Where plain or damped
//! Newton has no step, the racer ends where it is and says so. The Hessian counts as n evaluations.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("newton", &[("alpha", 1.0)], 1).unwrap(); // −g/f″ = −2/2: the minimum of a quadratic at once
//! assert!(theta.abs() < 1e-12);
//! ```
//!
//! # `newton`
//!
//! Cost: a multiple of n² numbers for n parameters; 10 updates of one parameter take 20 evaluations of value and gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `alpha`, step: a number in `[0, 1000000]`; 1 unless given. How much of the step is taken; a schedule changes it.
//! - `mode`, use of the Hessian: `pure` (H⁻¹: to whatever stationary point the model has), `damped` ((H + λI)⁻¹), `pinv`
//!   (H⁺: only along directions with curvature), `abs` (|H|⁻¹: away from saddles); `pure` unless given. How the Hessian
//!   becomes a step.
//! - `lambda`, damping: a number in `[0, 1000000000000]`; 0.001 unless given. Added to the diagonal of the Hessian when
//!   damped.
//! - `line_search`, line search: true or false; false unless given. Halves the step until f falls by enough (Armijo’s rule).
//!
//! Libraries: PyTorch, Keras and Optax have none. Damped: (H + λI)⁻¹; pseudoinverse: H⁺, with eigenvalues of at most 10⁻¹²
//! of the largest as zero; absolute: |H|⁻¹, the saddle-free Newton method. Clipping and noise act on g, not on H.
//!
//! Reference: J. Nocedal and S. J. Wright, Numerical Optimization, 2006, chapter 3; Y. N. Dauphin et al., Identifying and
//! attacking the saddle point problem in high-dimensional non-convex optimization, 2014.

use super::whole::{At, Direct, Whole};
use super::{OptimizerRow, Quantity, params, switch};
use crate::catalog::{Args, Kind, Param, Range, Scale, told};
use crate::linalg::{Mode, newton_step, room};
use crate::objective::Shape;
use lanes::Real;

/// What a step has to gain of what its slope promises (Armijo's constant; Nocedal and Wright, Numerical Optimization, 2006, 3.1).
const GAIN: f64 = 1e-4;
/// Halvings before a search gives up.
const HALVINGS: u32 = 50;

struct Newton {
    mode: Mode,
    searches: bool,
}

static DIRECTION: Quantity = Quantity::of("d", "d", "Newton direction");
static LENGTH: Quantity = Quantity::of("t", r"\alpha", "step along the direction");
static STEP: Quantity = Quantity::part("newton_step", r"\alpha d", "Newton step");

impl Newton {
    fn of(args: &Args) -> Self {
        let mode = match args.choice("mode") {
            "damped" => Mode::Damped(args.real("lambda")),
            "pinv" => Mode::Pinv,
            "abs" => Mode::Abs,
            _ => Mode::Pure,
        };
        Newton { mode, searches: args.flag("line_search") }
    }
}

impl Whole for Newton {
    const STATE: &'static [&'static Quantity] = &[];

    /// The Hessian, a point, and a gradient that nobody reads.
    fn room(&self, shape: Shape) -> usize {
        let n = shape.len();
        n * n + 2 * n
    }

    /// The same in f64 with gradient, step and room to work.
    fn long_room(&self, shape: Shape) -> usize {
        let n = shape.len();
        n * n + 2 * n + room(n)
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, f, p, g, cells, scalars, mut objective, mut notes, .. } = at;
        let n = p.len();
        let (hessian, rest) = cells.split_at_mut(n * n);
        let (point, unread) = rest.split_at_mut(n);
        objective.hessian(p, hessian);
        let (h, rest) = scalars.split_at_mut(n * n);
        let (slope, rest) = rest.split_at_mut(n);
        let (step, work) = rest.split_at_mut(n);
        h.iter_mut().zip(&*hessian).for_each(|(h, v)| *h = v.to_f64());
        slope.iter_mut().zip(&*g).for_each(|(s, v)| *s = v.to_f64());
        if newton_step(self.mode, h, slope, step, work).is_err() {
            return objective
                .refuse("the Hessian is singular: this Newton step does not exist; pinv or damping would go on");
        }
        let mut t = lr;
        if self.searches {
            let promise: f64 = step.iter().zip(&*slope).map(|(s, g)| s * g).sum();
            let mut halvings = 0;
            loop {
                for ((to, p), s) in point.iter_mut().zip(&*p).zip(&*step) {
                    *to = *p + T::from_f64(t * s);
                }
                let lower = objective.value_grad(point, unread) <= f + GAIN * t * promise;
                // A gradient of zero promises nothing and takes nothing.
                if lower && promise <= 0.0 {
                    break;
                }
                halvings += 1;
                if halvings > HALVINGS || promise > 0.0 {
                    return objective.refuse("no step along this Newton direction lowers f; another mode may go on");
                }
                t *= 0.5;
            }
        }
        notes.scalar(&LENGTH, t, n);
        for ((p, s), g) in p.iter_mut().zip(&*step).zip(&mut *g) {
            *g = T::from_f64(*s);
            *p = *p + T::from_f64(t * s);
        }
        notes.column(&DIRECTION, g, 1.0);
        notes.column(&STEP, g, t);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "newton",
    name: "Newton’s method",
    family: "Second order",
    doc: "Jumps to the stationary point of the quadratic model: close to a minimum the error is squared at each step, elsewhere a \
          saddle or a maximum attracts it as well. n² numbers and n³ operations per step.",
    formula: r"\theta_{t+1} = \theta_t - \alpha\, H_t^{-1} g_t",
    differs: "PyTorch, Keras and Optax have none. Damped: (H + λI)⁻¹; pseudoinverse: H⁺, with eigenvalues of at most 10⁻¹² of the \
              largest as zero; absolute: |H|⁻¹, the saddle-free Newton method. Clipping and noise act on g, not on H.",
    reference: "J. Nocedal and S. J. Wright, Numerical Optimization, 2006, chapter 3; Y. N. Dauphin et al., Identifying and \
                attacking the saddle point problem in high-dimensional non-convex optimization, 2014",
    params: params![
        Param {
            key: "alpha",
            symbol: r"\alpha",
            name: "step",
            kind: Kind::Real { default: Some(1.0), range: crate::catalog::RATE, scale: Scale::Log },
            doc: "How much of the step is taken; a schedule changes it.",
        },
        Param {
            key: "mode",
            symbol: "",
            name: "use of the Hessian",
            kind: Kind::Choice {
                default: "pure",
                options: &[
                    ("pure", told("H⁻¹: to whatever stationary point the model has")),
                    ("damped", told("(H + λI)⁻¹")),
                    ("pinv", told("H⁺: only along directions with curvature")),
                    ("abs", told("|H|⁻¹: away from saddles")),
                ],
            },
            doc: "How the Hessian becomes a step.",
        },
        Param {
            key: "lambda",
            symbol: r"\lambda_H",
            name: "damping",
            kind: Kind::Real { default: Some(1e-3), range: Range::closed(0.0, 1e12), scale: Scale::Log },
            doc: "Added to the diagonal of the Hessian when damped.",
        },
        switch("line_search", "line search", false, "Halves the step until f falls by enough (Armijo’s rule)."),
    ],
    build: |args| Box::new(Direct::new(Newton::of(args), args)),
};
