//! Laws that look at whole vectors, at rows and columns, or at the objective itself.
//!
//! A [`Whole`] states its update over slices, generic over the precision only: norms come from the fixed reduction
//! tree, so there is nothing to gain from writing it over lanes. [`Direct`] gives it the gradient as every law uses it
//! (direction, coupled decay, on request decoupled decay) and the room it asked for. This file knows no particular optimizer.

use super::decay::{Common, Decay, G, SHRINK};
use super::notes::Notes;
use super::rule::note_state;
use super::{Counted, Law, Memory, Quantity, State, Step};
use crate::catalog::Args;
use crate::objective::Shape;
use lanes::{Real, Scalar, reduce};

/// An update of all coordinates together.
pub(super) trait Whole: Send + Sync + 'static {
    /// The vectors that it keeps from step to step, as many numbers each as there are parameters.
    const STATE: &'static [&'static Quantity];
    /// Whether it applies decoupled decay itself, in a place of its own.
    const OWN_DECAY: bool = false;

    /// How many numbers it wants behind the vectors of its state: what is kept in another shape, and scratch.
    fn room(&self, _shape: Shape) -> usize {
        0
    }
    /// The f64 scalars before the first step.
    fn scalars(&self) -> &[f64] {
        &[]
    }
    /// How many f64 numbers it wants as scratch behind its scalars.
    fn long_room(&self, _shape: Shape) -> usize {
        0
    }
    /// Fills the cells (given as zeros: the vectors of the state, then the room) for a start at `p`.
    fn begin<T: Real>(&self, _p: &[T], _cells: &mut [T], _scalars: &mut [f64]) {}
    /// Makes the powers βᵗ among the scalars those of its own β ([`Law::resume`]).
    fn resume(&self, _t: u64, _scalars: &mut [f64]) {}
    /// Does one update in place.
    fn update<T: Real>(&self, at: At<'_, '_, T>);
}

/// Everything that a [`Whole`] may look at.
pub(super) struct At<'a, 'b, T: Real> {
    /// Updates done with this memory: 0 for the first.
    pub(super) t: u64,
    /// The rate of this update.
    pub(super) lr: f64,
    /// Its momentum, where the schedule sets it.
    pub(super) momentum: Option<f64>,
    /// The shape of the parameters.
    pub(super) shape: Shape,
    /// The value at the parameters.
    pub(super) f: f64,
    /// The parameters.
    pub(super) p: &'a mut [T],
    /// The gradient; the law may use it as scratch.
    pub(super) g: &'a mut [T],
    /// The vectors of the state, then the room.
    pub(super) cells: &'a mut [T],
    /// The scalars, then their scratch.
    pub(super) scalars: &'a mut [f64],
    /// The objective as this law sees it.
    pub(super) objective: Seen<'a, 'b, T>,
    /// Where named quantities go.
    pub(super) notes: Notes<'a>,
}

/// The objective with the direction and the coupled decay of the racer in it.
pub(super) struct Seen<'a, 'b, T: Real> {
    counted: &'a mut Counted<'b, T>,
    common: Common,
}

impl<T: Real> Seen<'_, '_, T> {
    /// Value and gradient at `x`.
    pub(super) fn value_grad(&mut self, x: &[T], g: &mut [T]) -> f64 {
        let f = self.counted.value_grad(x, g).to_f64();
        turn(&self.common, x, g);
        value(&self.common, f, x)
    }

    /// The Hessian at `x`, row-major.
    pub(super) fn hessian(&mut self, x: &[T], h: &mut [T]) {
        self.counted.hessian(x, h);
        let lambda = T::from_f64(self.common.coupled());
        for (k, h) in h.iter_mut().enumerate() {
            *h = if self.common.maximize { -*h } else { *h };
            if k % (x.len() + 1) == 0 {
                *h = *h + lambda;
            }
        }
    }

    /// Says that there is no update from here, and why; the racer then ends where it is.
    pub(super) fn refuse(&mut self, why: &'static str) {
        self.counted.refused = Some(why);
    }

    /// The diagonal of the Hessian at `x`.
    pub(super) fn hessian_diagonal(&mut self, x: &[T], d: &mut [T]) {
        self.counted.hessian_diagonal(x, d);
        let lambda = T::from_f64(self.common.coupled());
        for d in d {
            *d = (if self.common.maximize { -*d } else { *d }) + lambda;
        }
    }
}

/// The value with direction and coupled decay: ±f + ½λ‖θ‖².
#[inline(never)]
fn value<T: Real>(common: &Common, f: f64, x: &[T]) -> f64 {
    let f = if common.maximize { -f } else { f };
    match common.decay {
        Decay::Coupled(lambda) => f + 0.5 * lambda * reduce::sum_sq(x).to_f64(),
        _ => f,
    }
}

/// The gradient with direction and coupled decay: ±g + λθ.
#[inline(never)]
fn turn<T: Real>(common: &Common, x: &[T], g: &mut [T]) {
    if common.maximize {
        g.iter_mut().for_each(|g| *g = -*g);
    }
    if let Decay::Coupled(lambda) = common.decay {
        axpy(g, lambda, x);
    }
}

/// y ← y + a·x. This and what follows is compiled once per precision, not into every law.
#[inline(never)]
pub(super) fn axpy<T: Real>(y: &mut [T], a: f64, x: &[T]) {
    let a = T::from_f64(a);
    for (y, x) in y.iter_mut().zip(x) {
        *y = *y + a * *x;
    }
}

/// y ← a·y + b·x.
#[inline(never)]
pub(super) fn blend<T: Real>(y: &mut [T], a: f64, b: f64, x: &[T]) {
    let (a, b) = (T::from_f64(a), T::from_f64(b));
    for (y, x) in y.iter_mut().zip(x) {
        *y = a * *y + b * *x;
    }
}

/// y ← a·y + b·x².
#[inline(never)]
pub(super) fn blend_squares<T: Real>(y: &mut [T], a: f64, b: f64, x: &[T]) {
    let (a, b) = (T::from_f64(a), T::from_f64(b));
    for (y, x) in y.iter_mut().zip(x) {
        *y = a * *y + b * (*x * *x);
    }
}

/// θ shrunk by the factor 1 − `factor`, and the note of it as `what`.
#[inline(never)]
pub(super) fn shrink<T: Real>(p: &mut [T], factor: f64, what: &'static Quantity, notes: &mut Notes<'_>) {
    if factor != 0.0 {
        notes.column(what, p, -factor);
        let factor = T::from_f64(factor);
        p.iter_mut().for_each(|p| *p = *p - *p * factor);
    }
}

/// u ← b·m/(√(c·v + r) + ε), 0 where that divides by 0. `scalars` are b, c, r, ε.
#[inline(never)]
pub(super) fn divide<T: Real>(u: &mut [T], m: &[T], v: &[T], scalars: [f64; 4]) {
    let [b, c, r, eps] = scalars.map(T::from_f64);
    for ((u, m), v) in u.iter_mut().zip(m).zip(v) {
        let divisor = Scalar::sqrt(c * *v + r) + eps;
        *u = if divisor > T::ZERO { b * *m / divisor } else { T::ZERO };
    }
}

/// ⟨x, y⟩.
#[inline(never)]
pub(super) fn dot<T: Real>(x: &[T], y: &[T]) -> f64 {
    reduce::dot(x, y).to_f64()
}

/// Σ|x|, through `scratch`.
#[inline(never)]
pub(super) fn sum_abs<T: Real>(x: &[T], scratch: &mut [T]) -> f64 {
    for (to, x) in scratch.iter_mut().zip(x) {
        *to = x.abs();
    }
    reduce::sum(scratch).to_f64()
}

/// x − y into `to`.
#[inline(never)]
pub(super) fn difference<T: Real>(to: &mut [T], x: &[T], y: &[T]) {
    for ((d, x), y) in to.iter_mut().zip(x).zip(y) {
        *d = *x - *y;
    }
}
/// A [`Whole`] as a law.
pub(super) struct Direct<W> {
    law: W,
    common: Common,
}

impl<W: Whole> Direct<W> {
    /// Wraps it, with the arguments common to all rows.
    pub(super) fn new(law: W, args: &Args) -> Self {
        let common = Common::of(args);
        Direct { law, common: if W::OWN_DECAY { common.without_decoupled() } else { common } }
    }
}

impl<T: Real, W: Whole> Law<T> for Direct<W> {
    fn memory(&self, shape: Shape) -> Memory {
        let vectors = 1 + W::STATE.len();
        Memory {
            cells: vectors * shape.len() + self.law.room(shape),
            scalars: self.law.scalars().len() + self.law.long_room(shape),
        }
    }

    fn start(&self, shape: Shape, p: &[T], state: &mut State<T>) {
        let scalars = self.law.scalars();
        state.scalars[..scalars.len()].copy_from_slice(scalars);
        self.law.begin(p, &mut state.cells[shape.len()..], &mut state.scalars);
    }

    fn resume(&self, t: u64, state: &mut State<T>) {
        self.law.resume(t, &mut state.scalars);
    }

    fn update(&self, step: Step<'_, '_, T>) {
        drive(&self.common, W::STATE, step, &|at| self.law.update(at));
    }
}

/// One update: the gradient as the law sees it, the law, and the notes of its state. Compiled once per precision.
#[inline(never)]
fn drive<T: Real>(
    common: &Common,
    names: &'static [&'static Quantity],
    step: Step<'_, '_, T>,
    law: &dyn Fn(At<'_, '_, T>),
) {
    let Step { t, lr, momentum, shape, f, p, g: given, state, objective, mut notes, .. } = step;
    let n = p.len();
    let (g, cells) = state.cells.split_at_mut(n);
    let mut taken = Notes::new(notes.as_deref_mut());
    let f = common.prepare(lr, f, p, (given, g), &mut taken);
    let objective = Seen { counted: objective, common: *common };
    law(At { t, lr, momentum, shape, f, p, g, cells, scalars: &mut state.scalars, objective, notes: taken });
    if let Some(record) = notes {
        note_state(record, names, cells, n);
    }
}

impl Common {
    /// Writes the gradient as the law sees it, shrinks θ where decay is decoupled, and gives the value as the law sees it.
    fn prepare<T: Real>(&self, lr: f64, f: T, p: &mut [T], g: (&[T], &mut [T]), notes: &mut Notes<'_>) -> f64 {
        let (given, g) = g;
        g.copy_from_slice(given);
        turn(self, p, g);
        let f = value(self, f.to_f64(), p);
        notes.column(&G, g, 1.0);
        if let Decay::Decoupled(lambda) = self.decay {
            shrink(p, lr * lambda, &SHRINK, notes);
        }
        f
    }
}
