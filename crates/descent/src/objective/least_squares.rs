//! ½‖AΘ − C‖²_F / rows, with Θ a matrix stored row-major: optimizers that look at rows and columns see its shape.
//!
//! A is m × k, Θ is k × w, C is m × w. The residual is formed once per evaluation; sums over samples run in a fixed order.

use super::{Objective, Shape, Work};
use crate::list::rounded;
use lanes::{Real, reduce};

/// f(Θ) = ½‖AΘ − C‖²_F / m, ∇f = Aᵀ(AΘ − C)/m.
#[derive(Debug)]
pub struct LeastSquares<T> {
    a: Vec<T>,
    c: Vec<T>,
    samples: usize,
    shape: Shape,
}

impl<T: Real> LeastSquares<T> {
    /// From A (row-major, `samples` × `shape.rows`) and C (row-major, `samples` × `shape.cols`).
    pub fn new(a: &[f64], c: &[f64], samples: usize, shape: Shape) -> Self {
        debug_assert_eq!((a.len(), c.len()), (samples * shape.rows, samples * shape.cols));
        LeastSquares { a: rounded(a), c: rounded(c), samples, shape }
    }
}

impl<T: Real> Objective<T> for LeastSquares<T> {
    fn shape(&self) -> Shape {
        self.shape
    }

    fn work(&self) -> Work<T> {
        Work::numbers(self.samples * self.shape.cols)
    }

    fn value_grad(&self, x: &[T], g: &mut [T], work: &mut Work<T>) -> T {
        let residual = &mut work.numbers;
        let Shape { rows, cols } = self.shape;
        let over = T::from_f64(1.0 / self.samples as f64);
        for (i, row) in residual.chunks_exact_mut(cols).enumerate() {
            for (j, r) in row.iter_mut().enumerate() {
                let mut sum = T::ZERO - self.c[i * cols + j];
                for (k, a) in self.a[i * rows..(i + 1) * rows].iter().enumerate() {
                    sum = sum + *a * x[k * cols + j];
                }
                *r = sum;
            }
        }
        for (k, row) in g.chunks_exact_mut(cols).enumerate() {
            for (j, g) in row.iter_mut().enumerate() {
                let mut sum = T::ZERO;
                for i in 0..self.samples {
                    sum = sum + self.a[i * rows + k] * residual[i * cols + j];
                }
                *g = sum * over;
            }
        }
        T::from_f64(0.5) * reduce::sum_sq(residual) * over
    }

    fn hessian(&self, _x: &[T], h: &mut [T]) {
        let Shape { rows, cols } = self.shape;
        let n = rows * cols;
        let over = T::from_f64(1.0 / self.samples as f64);
        h.fill(T::ZERO);
        for k in 0..rows {
            for l in 0..rows {
                let mut sum = T::ZERO;
                for i in 0..self.samples {
                    sum = sum + self.a[i * rows + k] * self.a[i * rows + l];
                }
                for j in 0..cols {
                    h[(k * cols + j) * n + l * cols + j] = sum * over;
                }
            }
        }
    }
    fn hessian_diagonal(&self, _x: &[T], d: &mut [T]) {
        let over = T::from_f64(1.0 / self.samples as f64);
        for (k, row) in d.chunks_exact_mut(self.shape.cols).enumerate() {
            let mut sum = T::ZERO;
            for i in 0..self.samples {
                let a = self.a[i * self.shape.rows + k];
                sum = sum + a * a;
            }
            row.fill(sum * over);
        }
    }
}
