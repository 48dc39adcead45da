//! The recurrence of Adam and its relatives: two moments, and five scalars that say which convention it is.
//!
//! m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − s·(a·m + b·g)/(√(c·v + r) + ε). `outside` (PyTorch, Optax, the paper):
//! c = 1/(1−β₂ᵗ), r = 0. `inside`: ε under the root of the corrected v. `uncorrected` (Keras): ε beside the root of the
//! uncorrected v. The rows of [`super::adam`], [`super::nadam`], [`super::radam`], [`super::adabelief`] and [`super::yogi`] use it
//! with their own scalars or another v. It forms no powers of β: those are the rows' own.

use super::quantities::{CORRECTED_STEP, EFFECTIVE_RATE, FIRST_CORRECTED, FIRST_USED, SECOND_CORRECTED, SECOND_USED};
use super::{Note, Quantity};
use crate::catalog::Args;
use lanes::Lanes;

/// Where ε stands relative to the root and to the bias correction.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Placement {
    Outside,
    Inside,
    Uncorrected,
}

impl Placement {
    pub(super) fn of(args: &Args) -> Self {
        match args.choice("eps_placement") {
            "inside" => Placement::Inside,
            "uncorrected" => Placement::Uncorrected,
            _ => Placement::Outside,
        }
    }
}

pub(super) static V_MAX: Quantity = Quantity::of("v_max", r"v_{\max}", "largest second moment so far");

/// What the second moment averages.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Second {
    /// v ← β₂v + (1−β₂)g².
    Square,
    /// v ← β₂v + (1−β₂)(g − m)² + r with the new m, and no r under the root (AdaBelief).
    Deviation,
    /// v ← v − (1−β₂)·sign(v − g²)·g² (Yogi).
    Additive,
}

/// What both moments of the step are called where they are corrected.
pub(super) const CORRECTED: [&Quantity; 2] = [&FIRST_CORRECTED, &SECOND_CORRECTED];

/// The scalars of the recurrence.
#[derive(Clone, Copy)]
pub(super) struct Moments {
    pub(super) beta1: f64,
    pub(super) beta2: f64,
    pub(super) eps: f64,
    pub(super) eps_root: f64,
    pub(super) placement: Placement,
    pub(super) second: Second,
    /// What m̂ and v̂ of the step are called.
    pub(super) names: [&'static Quantity; 2],
}

impl Moments {
    /// The arguments that most rows of the family have.
    pub(super) fn of(args: &Args, placement: Placement) -> Self {
        Moments {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            eps_root: args.real("eps_root"),
            placement,
            second: Second::Square,
            names: CORRECTED,
        }
        .corrected(true, true)
    }

    /// By whether m̂ and v̂ of the step are the corrected moments, and nothing else.
    pub(super) fn corrected(mut self, first: bool, second: bool) -> Self {
        let second = second && self.placement != Placement::Uncorrected;
        self.names =
            [if first { &FIRST_CORRECTED } else { &FIRST_USED }, if second { &SECOND_CORRECTED } else { &SECOND_USED }];
        self
    }
}

/// β₁, 1−β₁, β₂, 1−β₂, then s, a, b, c, r, ε as in the module's formula.
pub(super) type Coefficients<L> = [L; 10];

impl Moments {
    /// The coefficients, given the factors `a` of m and `b` of g in the numerator and the divisor of v (1−β₂ᵗ, or 1). `of_corrected`:
    /// AMSGrad's maximum is that of the corrected v, wherever ε stands.
    pub(super) fn coefficients(&self, lr: f64, a: f64, b: f64, c2: f64, of_corrected: bool) -> Coefficients<f64> {
        let (scale, c, r, eps) = match self.placement {
            Placement::Outside => (lr, 1.0 / c2, self.eps_root, self.eps),
            Placement::Inside => (lr, 1.0 / c2, self.eps + self.eps_root, 0.0),
            Placement::Uncorrected if of_corrected => (lr, 1.0 / c2, self.eps_root / c2, self.eps / c2.sqrt()),
            Placement::Uncorrected => (lr * c2.sqrt(), 1.0, self.eps_root, self.eps),
        };
        [self.beta1, 1.0 - self.beta1, self.beta2, 1.0 - self.beta2, scale, a, b, c, r, eps]
    }
}

/// The recurrence itself. `largest` is AMSGrad's maximum, where there is one: of v, or of c·v if it is `corrected`.
#[inline(always)]
pub(super) fn recurrence<L: Lanes, N: Note<L>>(
    k: &Coefficients<L>,
    second: Second,
    p: L,
    g: L,
    (m, v, largest): (&mut L, &mut L, Option<(&mut L, bool)>),
    [first_name, second_name]: [&'static Quantity; 2],
    notes: &mut N,
) -> L {
    let [beta1, rest1, beta2, rest2, scale, a, b, c, r, eps] = *k;
    *m = beta1 * *m + rest1 * g;
    let (square, grown, under) = match second {
        Second::Deviation => ((g - *m).sq(), r, L::lit(0.0)),
        _ => (g * g, L::lit(0.0), r),
    };
    *v = match second {
        Second::Square => beta2 * *v + rest2 * square,
        Second::Deviation => beta2 * *v + rest2 * square + grown,
        Second::Additive => *v - rest2 * (*v - square).sign() * square,
    };
    let v_hat = match largest {
        Some((largest, true)) => {
            *largest = largest.max(c * *v);
            *largest
        }
        Some((largest, false)) => {
            *largest = largest.max(*v);
            c * *largest
        }
        None => c * *v,
    };
    let first = a * *m + b * g;
    let root = (v_hat + under).sqrt() + eps;
    let step = scale * first / root;
    notes.note(first_name, first);
    notes.note(second_name, v_hat);
    notes.note(&EFFECTIVE_RATE, scale / root);
    notes.note(&CORRECTED_STEP, -step);
    p - step
}
