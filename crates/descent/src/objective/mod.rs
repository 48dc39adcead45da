//! Objectives: what a run minimises. Value and gradient at any point, in either precision.
//!
//! One file per kind: a catalogued surface, a quadratic, matrix least squares, a model on data. Invariant: an objective is
//! immutable and owns no scratch memory (the caller brings it), so that racers share one. It knows nothing of
//! optimizers or steps.

mod kmeans;
mod least_squares;
mod quadratic;
mod surface;
mod training;

pub use kmeans::KMeans;
pub use least_squares::LeastSquares;
pub use quadratic::Quadratic;
pub use surface::OnSurface;
pub use training::Training;
pub(crate) use training::penalized;

use crate::model::{Part, Pass};
use lanes::{Grad, Real};

/// The shape of the parameters as optimizers see it: a matrix stored row-major, or one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Rows; 1 for a vector.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
}

impl Shape {
    /// A vector of n parameters.
    pub fn vector(n: usize) -> Self {
        Shape { rows: 1, cols: n }
    }
    /// The number of parameters.
    pub fn len(self) -> usize {
        self.rows * self.cols
    }
    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// Room for [`Objective::many`], kept from call to call.
pub struct Many<T: Real> {
    x: Vec<Grad<T::Wide>>,
    y: Vec<Grad<T::Wide>>,
    work: Vec<Grad<T::Wide>>,
}

impl<T: Real> Default for Many<T> {
    fn default() -> Self {
        Many { x: Vec::new(), y: Vec::new(), work: Vec::new() }
    }
}

/// Room for intermediate results, brought by who evaluates, so that an objective is shared and stepping never allocates.
#[derive(Clone, Debug)]
pub struct Work<T: Real> {
    /// Numbers.
    pub(crate) numbers: Vec<T>,
    /// A pass through a network, samples side by side.
    pub(crate) pass: Pass<T::Wide>,
    /// How far that pass has come.
    pub(crate) part: Part<T::Wide>,
}

impl<T: Real> Default for Work<T> {
    fn default() -> Self {
        Work { numbers: Vec::new(), pass: Pass::none(), part: Part::default() }
    }
}

impl<T: Real> Work<T> {
    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<T>() * self.numbers.capacity() + self.pass.bytes()
    }

    /// Forgets a pass that was not taken to its end.
    pub(crate) fn restart(&mut self) {
        self.part = Part::default();
    }

    /// Room for n numbers.
    pub(crate) fn numbers(n: usize) -> Self {
        Work { numbers: vec![T::ZERO; n], ..Work::default() }
    }
}

/// Something to minimise.
pub trait Objective<T: Real>: Send + Sync {
    /// The shape of its parameters.
    fn shape(&self) -> Shape;
    /// The scratch memory that [`Objective::value_grad`] and [`Objective::sampled`] want.
    fn work(&self) -> Work<T> {
        Work::default()
    }
    /// The value at `x`; writes the gradient into `g`. Undefined points give NaN, overflow an infinity; neither panics.
    fn value_grad(&self, x: &[T], g: &mut [T], work: &mut Work<T>) -> T;
    /// [`Objective::value_grad`] in parts, with the same bits: none until nothing is left to do, each time for about `most` samples more. Between
    /// parts `x` stays as it is; another evaluation with the same `work` begins anew.
    fn value_grad_some(&self, x: &[T], g: &mut [T], work: &mut Work<T>, _most: usize) -> Option<T> {
        Some(self.value_grad(x, g, work))
    }
    /// Value and gradient on some of the samples, by their numbers; on everything where none are told.
    fn sampled(&self, _picks: Option<&[u32]>, x: &[T], g: &mut [T], work: &mut Work<T>) -> T {
        self.value_grad(x, g, work)
    }
    /// The value of [`Objective::sampled`] alone, with the same bits; less work where the gradient is much of it.
    fn value(&self, picks: Option<&[u32]>, x: &[T], work: &mut Work<T>) -> T {
        self.sampled(picks, x, &mut vec![T::ZERO; x.len()], work)
    }
    /// Whether value and gradient on everything are sure to be finite at `x`, as far as that is known without taking them.
    fn is_tame(&self, _x: &[T]) -> bool {
        false
    }
    /// Value and gradient at as many points as there are values, in whole lanes; coordinate c of point i is `x[c · n + i]`, the
    /// gradient likewise, with the bits of [`Objective::value_grad`]. Whether all
    /// numbers in it are sure to be finite; none where this objective does not do that at all.
    fn many(&self, _x: &[T], _g: &mut [T], _f: &mut [T], _room: &mut Many<T>) -> Option<bool> {
        None
    }
    /// Writes the Hessian at `x`, row-major, n × n.
    fn hessian(&self, x: &[T], h: &mut [T]);
    /// Writes the diagonal of the Hessian at `x`. Unless an objective does better, by way of the whole.
    fn hessian_diagonal(&self, x: &[T], d: &mut [T]) {
        let n = d.len();
        let mut h = vec![T::ZERO; n * n];
        self.hessian(x, &mut h);
        for (d, h) in d.iter_mut().zip(h.iter().step_by(n + 1)) {
            *d = *h;
        }
    }
}
