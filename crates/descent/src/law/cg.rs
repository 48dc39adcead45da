//! Nonlinear conjugate gradients: every direction keeps a share of the one before, so that it does not undo it.
//!
//! d ← −g + βd, θ ← θ + td. With y = g − g_prev: β = max(0, ⟨g, y⟩/⟨g_prev, g_prev⟩) (`polak_ribiere`, Polak and Ribière's with
//! Powell's restart), ⟨g, g⟩/⟨g_prev, g_prev⟩ (`fletcher_reeves`), ⟨g, y⟩/⟨d, y⟩ (`hestenes_stiefel`), ⟨g, g⟩/⟨d, y⟩ (`dai_yuan`).
//! On a quadratic, with exact searches, all are the same and end after n steps. Where d does not lead downhill, and after a search
//! that found nothing lower, β = 0. t is searched for under the strong Wolfe conditions, first from η·min(1, 1/‖g‖₁) on, then from
//! η times the step that would gain as much to first order as the last one (Nocedal and Wright, equation 3.60). All of this is in f64,
//! evaluations in the run's precision.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("cg", &[("lr", 1.0)], 1).unwrap(); // the first step is 1/‖g‖₁ = ½ along −g: the minimum
//! assert!(theta.abs() < 1e-12);
//! ```
//!
//! # `cg`
//!
//! Cost: 12 numbers per parameter, working room included; 10 updates of one parameter take 11 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `form`, form: `polak_ribiere` (max(0, ⟨g, y⟩/⟨g_prev, g_prev⟩), which restarts by itself), `fletcher_reeves` (⟨g,
//!   g⟩/⟨g_prev, g_prev⟩), `hestenes_stiefel` (⟨g, y⟩/⟨d, y⟩, y = g − g_prev), `dai_yuan` (⟨g, g⟩/⟨d, y⟩, y = g − g_prev);
//!   `polak_ribiere` unless given. The share of the direction before.
//! - `c2`, levelness: a number in `(0, 1)`; 0.1 unless given. A step is long enough once the slope has fallen to this share
//!   of its first size.
//!
//! Libraries: PyTorch, Keras and Optax have none. SciPy's CG is Polak and Ribière's form with c₂ = 0.4 and other
//! interpolations in its search. Clipping and noise act on the first gradient of an update, not inside the search.
//!
//! Reference: R. Fletcher and C. M. Reeves, Function minimization by conjugate gradients, 1964; J. Nocedal and S. J. Wright,
//! Numerical Optimization, 2006, chapter 5.

use super::quantities::DIRECTION;
use super::strong_wolfe::{LENGTH, Point, SLOPE, STEPS, Wish, along, level};
use super::whole::{Direct, axpy, blend, difference, dot, sum_abs};
use super::wide::{Line, Wide, Widened};
use super::{OptimizerRow, Quantity, params, rate};
use crate::catalog::{Kind, Param, told};

#[derive(Clone, Copy)]
enum Form {
    PolakRibiere,
    FletcherReeves,
    HestenesStiefel,
    DaiYuan,
}

struct Cg {
    form: Form,
    wish: Wish,
}

static BETA: Quantity = Quantity::of("beta", r"\beta", "share of the direction before");
static STEP: Quantity = Quantity::part("conjugate_step", r"t\,d", "step along the direction");

impl Wide for Cg {
    /// The last t (0: there is none) and the slope of its line; d, the last g, y, and four points for the search.
    fn numbers(&self, n: usize) -> usize {
        2 + 7 * n
    }

    fn step(&self, at: Line<'_, '_>) {
        let Line { lr, f, p, g, memory, evaluate, mut notes } = at;
        let n = p.len();
        let (scalars, rest) = memory.split_at_mut(2);
        let (d, rest) = rest.split_at_mut(n);
        let (before, rest) = rest.split_at_mut(n);
        let (y, room) = rest.split_at_mut(n);
        let first = scalars[0] == 0.0;
        difference(y, g, before);
        let (above, below) = match self.form {
            _ if first => (0.0, 1.0),
            Form::PolakRibiere => (dot(g, y).max(0.0), dot(before, before)),
            Form::FletcherReeves => (dot(g, g), dot(before, before)),
            Form::HestenesStiefel => (dot(g, y), dot(d, y)),
            Form::DaiYuan => (dot(g, g), dot(d, y)),
        };
        let mut beta = if below == 0.0 { 0.0 } else { above / below };
        blend(d, beta, -1.0, g);
        let mut slope = dot(g, d);
        if slope >= 0.0 {
            beta = 0.0;
            blend(d, 0.0, -1.0, g);
            slope = dot(g, d);
        }
        before.copy_from_slice(g);
        if slope == 0.0 {
            return;
        }
        let t = if first { (1.0 / sum_abs(g, &mut room[..n])).min(1.0) } else { scalars[0] * scalars[1] / slope };
        let start = (Point { t: 0.0, f, slope }, lr * t);
        let found = along(evaluate, (p, d, g), start, self.wish, room, &mut 0);
        (scalars[0], scalars[1]) = (found.t, slope);
        notes.column(&DIRECTION, d, 1.0);
        notes.scalar(&BETA, beta, n);
        notes.scalar(&SLOPE, slope, n);
        notes.scalar(&LENGTH, found.t, n);
        notes.column(&STEP, d, found.t);
        axpy(p, found.t, d);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "cg",
    name: "Conjugate gradients",
    family: "Second order",
    doc: "Directions that do not undo one another: n steps for a quadratic of n parameters, with a few numbers per parameter. For \
          full gradients; as many evaluations per step as its search needs.",
    formula: r"d_t = -g_t + \beta_t d_{t-1},\quad \theta_{t+1} = \theta_t + \tau_t d_t,\quad \beta_t = \max\!\left(0,\ \frac{\langle g_t, g_t - g_{t-1}\rangle}{\lVert g_{t-1}\rVert^2}\right)",
    differs: "PyTorch, Keras and Optax have none. SciPy's CG is Polak and Ribière's form with c₂ = 0.4 and other interpolations in its \
              search. Clipping and noise act on the first gradient of an update, not inside the search.",
    reference: "R. Fletcher and C. M. Reeves, Function minimization by conjugate gradients, 1964; J. Nocedal and S. J. Wright, \
                Numerical Optimization, 2006, chapter 5",
    params: params![
        rate(1.0),
        Param {
            key: "form",
            symbol: r"\beta",
            name: "form",
            kind: Kind::Choice {
                default: "polak_ribiere",
                options: &[
                    ("polak_ribiere", told("max(0, ⟨g, y⟩/⟨g_prev, g_prev⟩), which restarts by itself")),
                    ("fletcher_reeves", told("⟨g, g⟩/⟨g_prev, g_prev⟩")),
                    ("hestenes_stiefel", told("⟨g, y⟩/⟨d, y⟩, y = g − g_prev")),
                    ("dai_yuan", told("⟨g, g⟩/⟨d, y⟩, y = g − g_prev")),
                ],
            },
            doc: "The share of the direction before.",
        },
        level(0.1),
    ],
    build: |args| {
        let form = match args.choice("form") {
            "fletcher_reeves" => Form::FletcherReeves,
            "hestenes_stiefel" => Form::HestenesStiefel,
            "dai_yuan" => Form::DaiYuan,
            _ => Form::PolakRibiere,
        };
        let wish = Wish { tolerance: 1e-9, level: args.real("c2"), most: STEPS };
        Box::new(Direct::new(Widened(Cg { form, wish }), args))
    },
};
