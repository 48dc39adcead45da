//! ½(θ−c)ᵀA(θ−c) in any dimension, A symmetric or not (its symmetric part is what counts).
//!
//! Products with A go row by row through the fixed reduction tree.

use super::{Objective, Shape, Work};
use crate::list::rounded;
use lanes::{Real, reduce};

/// f(θ) = ½(θ−c)ᵀA(θ−c), ∇f = ½(A + Aᵀ)(θ−c), Hessian ½(A + Aᵀ).
#[derive(Debug)]
pub struct Quadratic<T> {
    /// ½(A + Aᵀ), row-major.
    a: Vec<T>,
    center: Vec<T>,
}

impl<T: Real> Quadratic<T> {
    /// From A (row-major, n × n) and the centre c (n numbers).
    pub fn new(a: &[f64], center: &[f64]) -> Self {
        let n = center.len();
        debug_assert_eq!(a.len(), n * n);
        let symmetric = |i: usize, j: usize| if i == j { a[i * n + j] } else { 0.5 * (a[i * n + j] + a[j * n + i]) };
        Quadratic { a: (0..n * n).map(|k| T::from_f64(symmetric(k / n, k % n))).collect(), center: rounded(center) }
    }
}

impl<T: Real> Objective<T> for Quadratic<T> {
    fn shape(&self) -> Shape {
        Shape::vector(self.center.len())
    }

    fn work(&self) -> Work<T> {
        Work::numbers(self.center.len())
    }

    fn value_grad(&self, x: &[T], g: &mut [T], work: &mut Work<T>) -> T {
        let offset = &mut work.numbers;
        let n = self.center.len();
        for ((d, x), c) in offset.iter_mut().zip(x).zip(&self.center) {
            *d = *x - *c;
        }
        for (g, row) in g.iter_mut().zip(self.a.chunks_exact(n)) {
            *g = reduce::dot(row, offset);
        }
        T::from_f64(0.5) * reduce::dot(offset, g)
    }

    fn hessian(&self, _x: &[T], h: &mut [T]) {
        h.copy_from_slice(&self.a);
    }
    fn hessian_diagonal(&self, _x: &[T], d: &mut [T]) {
        for (d, a) in d.iter_mut().zip(self.a.iter().step_by(self.center.len() + 1)) {
            *d = *a;
        }
    }
}
