//! k-means: the mean squared distance from each sample to the nearest of k centres.
//!
//! f(c) = (1/n) Σᵢ minₖ ‖xᵢ − cₖ‖², n times less than the inertia. Its gradient is that of the squared distances to the centres that
//! are nearest now, and its Hessian is diagonal: 2nₖ/n for the centre with nₖ samples. So Lloyd's iteration is Newton's method
//! (L. Bottou and Y. Bengio, Convergence Properties of the K-Means Algorithms, 1995). Of equally near centres the first counts.

use super::{Objective, Shape, Work};
use crate::list::rounded;
use lanes::Real;

/// Samples and the number of centres; the parameters are the centres, a matrix of k rows.
pub struct KMeans<T> {
    x: Vec<T>,
    features: usize,
    k: usize,
}

impl<T: Real> KMeans<T> {
    /// From samples, row-major.
    pub fn new(x: &[f64], features: usize, k: usize) -> Self {
        KMeans { x: rounded(x), features, k }
    }

    /// The centre that is nearest to a sample, and the squared distance.
    fn nearest(&self, x: &[T], centres: &[T]) -> (usize, T) {
        let mut found = (0, T::from_f64(f64::INFINITY));
        for (k, centre) in centres.chunks_exact(self.features).enumerate() {
            let mut square = T::ZERO;
            for (x, c) in x.iter().zip(centre) {
                square = square + (*x - *c) * (*x - *c);
            }
            if square < found.1 {
                found = (k, square);
            }
        }
        found
    }

    fn over(&self, centres: &[T], g: &mut [T], picks: Option<&[u32]>) -> T {
        let f = self.features;
        let count = picks.map_or(self.x.len() / f, <[u32]>::len);
        let over = T::from_f64(1.0 / count as f64);
        let twice = T::from_f64(2.0);
        g.fill(T::ZERO);
        let mut loss = T::ZERO;
        for i in 0..count {
            let at = picks.map_or(i, |picks| picks[i] as usize);
            let x = &self.x[at * f..(at + 1) * f];
            let (k, square) = self.nearest(x, centres);
            loss = loss + square;
            for ((g, c), x) in g[k * f..(k + 1) * f].iter_mut().zip(&centres[k * f..]).zip(x) {
                *g = *g + (*c - *x);
            }
        }
        g.iter_mut().for_each(|g| *g = twice * *g * over);
        // A lost centre is nearest to nothing, and then no distance says so.
        if centres.iter().all(|c| c.is_finite()) { loss * over } else { T::from_f64(f64::NAN) }
    }
}

impl<T: Real> Objective<T> for KMeans<T> {
    fn shape(&self) -> Shape {
        Shape { rows: self.k, cols: self.features }
    }

    fn value_grad(&self, c: &[T], g: &mut [T], _: &mut Work<T>) -> T {
        self.over(c, g, None)
    }

    fn sampled(&self, picks: Option<&[u32]>, c: &[T], g: &mut [T], _: &mut Work<T>) -> T {
        self.over(c, g, picks)
    }

    fn hessian(&self, c: &[T], h: &mut [T]) {
        let n = c.len();
        h.fill(T::ZERO);
        self.count(c, |k, share| {
            for i in k * self.features..(k + 1) * self.features {
                h[i * n + i] = h[i * n + i] + share;
            }
        });
    }

    fn hessian_diagonal(&self, c: &[T], d: &mut [T]) {
        d.fill(T::ZERO);
        self.count(c, |k, share| {
            for d in &mut d[k * self.features..(k + 1) * self.features] {
                *d = *d + share;
            }
        });
    }
}

impl<T: Real> KMeans<T> {
    /// Gives each sample's centre and its share of the curvature, 2/n.
    fn count(&self, centres: &[T], mut give: impl FnMut(usize, T)) {
        let share = T::from_f64(2.0 / (self.x.len() / self.features) as f64);
        for x in self.x.chunks_exact(self.features) {
            give(self.nearest(x, centres).0, share);
        }
    }
}
