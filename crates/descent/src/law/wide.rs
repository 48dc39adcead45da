//! Laws that work in f64 whatever the precision of the run: those whose algebra is about a line or a simplex, not about coordinates.
//!
//! Parameters and gradient are widened, which is exact, and the parameters rounded once, at the end; every evaluation of the
//! objective is in the run's own precision. So such a law is compiled once. This file knows no particular one.

use super::Quantity;
use super::notes::Notes;
use super::whole::{At, Whole};
use crate::objective::Shape;
use lanes::Real;

/// An update in f64.
pub(super) trait Wide: Send + Sync + 'static {
    /// Whether decoupled decay would be lost on it, and so is left out.
    const WITHOUT_DECAY: bool = false;

    /// How many numbers it keeps or works with, zeros before the first step.
    fn numbers(&self, n: usize) -> usize;
    /// Does one update of `p` in place.
    fn step(&self, at: Line<'_, '_>);
}

/// Value at a point, and the gradient into the slice.
pub(super) type Evaluate<'a> = &'a mut dyn FnMut(&[f64], &mut [f64]) -> f64;

/// What a [`Wide`] may look at.
pub(super) struct Line<'a, 'b> {
    /// The rate of this update.
    pub(super) lr: f64,
    /// The value at the parameters.
    pub(super) f: f64,
    /// The parameters.
    pub(super) p: &'a mut [f64],
    /// The gradient; the law may use it as scratch.
    pub(super) g: &'a mut [f64],
    /// Its numbers.
    pub(super) memory: &'a mut [f64],
    /// The objective.
    pub(super) evaluate: Evaluate<'a>,
    /// Where named quantities go.
    pub(super) notes: Notes<'b>,
}

/// A [`Wide`] as a law of whole vectors.
pub(super) struct Widened<W>(pub(super) W);

impl<W: Wide> Whole for Widened<W> {
    const STATE: &'static [&'static Quantity] = &[];
    const OWN_DECAY: bool = W::WITHOUT_DECAY;

    /// A point and a gradient in the run's precision.
    fn room(&self, shape: Shape) -> usize {
        2 * shape.len()
    }

    /// The same in f64, then the law's own.
    fn long_room(&self, shape: Shape) -> usize {
        2 * shape.len() + self.0.numbers(shape.len())
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        widen(at, &|line| self.0.step(line));
    }
}

/// One update. Compiled once per precision.
#[inline(never)]
fn widen<T: Real>(at: At<'_, '_, T>, step: &dyn Fn(Line<'_, '_>)) {
    let At { lr, f, p, g, cells, scalars, mut objective, notes, .. } = at;
    let n = p.len();
    let (point, gradient) = cells.split_at_mut(n);
    let (wide_p, rest) = scalars.split_at_mut(n);
    let (wide_g, memory) = rest.split_at_mut(n);
    copy(p, wide_p);
    copy(g, wide_g);
    let mut evaluate = |x: &[f64], to: &mut [f64]| {
        copy(x, point);
        let f = objective.value_grad(point, gradient);
        copy(gradient, to);
        f
    };
    step(Line { lr, f, p: wide_p, g: wide_g, memory, evaluate: &mut evaluate, notes });
    copy(wide_p, p);
}

fn copy<A: Real, B: Real>(from: &[A], to: &mut [B]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = B::from_f64(from.to_f64()));
}
