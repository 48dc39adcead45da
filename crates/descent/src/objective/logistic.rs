//! Logistic regression on given samples: mean log(1 + exp(−y·z)) + ½·l2·‖w‖², z = ⟨w, x⟩ + b.
//!
//! Stable for any z: the loss is the softplus of −y·z. Parameters are the weights and then, where there is one, the bias;
//! the penalty leaves the bias out. Sums over samples run in a fixed order.

use super::{Objective, Shape};
use lanes::{Real, reduce};

/// The logistic loss of a linear model with labels ±1.
#[derive(Debug)]
pub struct Logistic<T> {
    x: Vec<T>,
    /// ±1 each.
    y: Vec<T>,
    features: usize,
    bias: bool,
    l2: T,
}

impl<T: Real> Logistic<T> {
    /// From samples (row-major, one row per label) and labels, of which positive ones count as +1 and all others as −1.
    pub fn new(x: &[f64], y: &[f64], bias: bool, l2: f64) -> Self {
        let features = x.len() / y.len().max(1);
        Logistic {
            x: x.iter().map(|v| T::from_f64(*v)).collect(),
            y: y.iter().map(|v| if *v > 0.0 { T::ONE } else { -T::ONE }).collect(),
            features,
            bias,
            l2: T::from_f64(l2),
        }
    }

    fn logit(&self, x: &[T], w: &[T]) -> T {
        let z = reduce::dot(x, &w[..self.features]);
        if self.bias { z + w[self.features] } else { z }
    }
}

impl<T: Real> Objective<T> for Logistic<T> {
    fn shape(&self) -> Shape {
        Shape::vector(self.features + usize::from(self.bias))
    }

    fn value_grad(&self, w: &[T], g: &mut [T], _: &mut [T]) -> T {
        let f = self.features;
        let over = T::from_f64(1.0 / self.y.len() as f64);
        g.fill(T::ZERO);
        let mut loss = T::ZERO;
        for (x, y) in self.x.chunks_exact(f).zip(&self.y) {
            let miss = -(*y * self.logit(x, w));
            loss = loss + miss.softplus();
            let slope = -(*y * miss.sigmoid());
            for (g, x) in g.iter_mut().zip(x) {
                *g = *g + slope * *x;
            }
            if self.bias {
                g[f] = g[f] + slope;
            }
        }
        for g in g.iter_mut() {
            *g = *g * over;
        }
        for (g, w) in g[..f].iter_mut().zip(w) {
            *g = *g + self.l2 * *w;
        }
        loss * over + T::from_f64(0.5) * self.l2 * reduce::sum_sq(&w[..f])
    }

    fn hessian(&self, w: &[T], h: &mut [T]) {
        let (f, n) = (self.features, Objective::<T>::shape(self).len());
        let over = T::from_f64(1.0 / self.y.len() as f64);
        h.fill(T::ZERO);
        for x in self.x.chunks_exact(f) {
            let sigmoid = self.logit(x, w).sigmoid();
            let curvature = sigmoid * (T::ONE - sigmoid) * over;
            let input = |i: usize| if i < f { x[i] } else { T::ONE };
            for i in 0..n {
                for j in 0..n {
                    h[i * n + j] = h[i * n + j] + curvature * input(i) * input(j);
                }
            }
        }
        for i in 0..f {
            h[i * n + i] = h[i * n + i] + self.l2;
        }
    }
    fn hessian_diagonal(&self, w: &[T], d: &mut [T]) {
        let f = self.features;
        let over = T::from_f64(1.0 / self.y.len() as f64);
        d.fill(T::ZERO);
        for x in self.x.chunks_exact(f) {
            let sigmoid = self.logit(x, w).sigmoid();
            let curvature = sigmoid * (T::ONE - sigmoid) * over;
            for (i, d) in d.iter_mut().enumerate() {
                let input = if i < f { x[i] } else { T::ONE };
                *d = *d + curvature * input * input;
            }
        }
        for d in d[..f].iter_mut() {
            *d = *d + self.l2;
        }
    }
}
