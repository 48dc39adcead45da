//! A value with its gradient and Hessian in two variables.
#![allow(clippy::suspicious_arithmetic_impl, reason = "the product and quotient rules use every operation")]

use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::scalar::Scalar;

/// A value, its gradient `d` = (∂x, ∂y) and its Hessian `h` = (∂xx, ∂xy, ∂yy).
///
/// ```
/// use lanes::{Jet, Scalar};
/// let (x, y) = (Jet::var(2.0_f64, 0), Jet::var(3.0, 1));
/// let f = x.pown(3) * y;
/// assert_eq!((f.v, f.d, f.h), (24.0, [36.0, 8.0], [36.0, 12.0, 0.0]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jet<S> {
    /// The value.
    pub v: S,
    /// The derivatives with respect to x and y.
    pub d: [S; 2],
    /// The second derivatives: xx, xy, yy.
    pub h: [S; 3],
}

/// The axes of each entry of the Hessian.
const AXES: [(usize, usize); 3] = [(0, 0), (0, 1), (1, 1)];

impl<S: Scalar> Jet<S> {
    /// The variable number `axis` (0 for x, 1 for y) at `v`. Panics on another axis.
    #[inline]
    pub fn var(v: S, axis: usize) -> Self {
        let mut d = [S::lit(0.0); 2];
        d[axis] = S::lit(1.0);
        Self { v, d, h: [S::lit(0.0); 3] }
    }

    /// A number that does not depend on the variables.
    #[inline]
    pub fn constant(v: S) -> Self {
        Self { v, d: [S::lit(0.0); 2], h: [S::lit(0.0); 3] }
    }

    /// The chain rule: g(u) from `f` = g(u.v), `df` = g′(u.v) and `d2f` = g″(u.v):
    /// ∇g = g′ ∇u, and ∇²g = g′ ∇²u + g″ ∇u ∇uᵀ.
    #[inline]
    pub fn chain(self, f: S, df: S, d2f: S) -> Self {
        Self {
            v: f,
            d: self.d.map(|d| df * d),
            h: [0, 1, 2].map(|k| {
                let (i, j) = AXES[k];
                df * self.h[k] + d2f * self.d[i] * self.d[j]
            }),
        }
    }

    #[inline]
    fn zip(self, o: Self, v: S, d: impl Fn(S, S) -> S, h: impl Fn(usize, usize, usize) -> S) -> Self {
        Self { v, d: [d(self.d[0], o.d[0]), d(self.d[1], o.d[1])], h: [h(0, 0, 0), h(0, 1, 1), h(1, 1, 2)] }
    }
}

impl<S: Scalar> Add for Jet<S> {
    type Output = Self;
    #[inline]
    fn add(self, o: Self) -> Self {
        self.zip(o, self.v + o.v, |a, b| a + b, |_, _, k| self.h[k] + o.h[k])
    }
}

impl<S: Scalar> Sub for Jet<S> {
    type Output = Self;
    #[inline]
    fn sub(self, o: Self) -> Self {
        self.zip(o, self.v - o.v, |a, b| a - b, |_, _, k| self.h[k] - o.h[k])
    }
}

impl<S: Scalar> Mul for Jet<S> {
    type Output = Self;
    /// ∇²(uw) = w ∇²u + u ∇²w + ∇u ∇wᵀ + ∇w ∇uᵀ.
    #[inline]
    fn mul(self, o: Self) -> Self {
        self.zip(
            o,
            self.v * o.v,
            |a, b| a * o.v + self.v * b,
            |i, j, k| (self.h[k] * o.v + self.v * o.h[k]) + (self.d[i] * o.d[j] + self.d[j] * o.d[i]),
        )
    }
}

impl<S: Scalar> Div for Jet<S> {
    type Output = Self;
    /// From u = q w: ∇q = (∇u − q ∇w)/w, ∇²q = (∇²u − q ∇²w − ∇q ∇wᵀ − ∇w ∇qᵀ)/w.
    #[inline]
    fn div(self, o: Self) -> Self {
        let q = self.v / o.v;
        let slope = |a: S, b: S| (a - q * b) / o.v;
        let dq = [slope(self.d[0], o.d[0]), slope(self.d[1], o.d[1])];
        self.zip(o, q, slope, |i, j, k| ((self.h[k] - q * o.h[k]) - (dq[i] * o.d[j] + dq[j] * o.d[i])) / o.v)
    }
}

impl<S: Scalar> Neg for Jet<S> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self { v: -self.v, d: self.d.map(|d| -d), h: self.h.map(|h| -h) }
    }
}
