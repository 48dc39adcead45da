//! A value with its gradient in two variables.
#![allow(clippy::suspicious_arithmetic_impl, reason = "the product and quotient rules use every operation")]

use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::scalar::Scalar;

/// A value and its gradient: `d[0]` = ∂/∂x, `d[1]` = ∂/∂y.
///
/// ```
/// use lanes::{Grad, Scalar};
/// let (x, y) = (Grad::var(3.0_f64, 0), Grad::var(4.0, 1));
/// let r = (x.sq() + y.sq()).sqrt();
/// assert_eq!((r.v, r.d), (5.0, [0.6000000000000001, 0.8]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grad<S> {
    /// The value.
    pub v: S,
    /// The derivatives with respect to x and y.
    pub d: [S; 2],
}

impl<S: Scalar> Grad<S> {
    /// The variable number `axis` (0 for x, 1 for y) at `v`. Panics on another axis.
    #[inline(always)]
    pub fn var(v: S, axis: usize) -> Self {
        let (zero, one) = (S::lit(0.0), S::lit(1.0));
        match axis {
            0 => Self { v, d: [one, zero] },
            1 => Self { v, d: [zero, one] },
            _ => panic!("there is no third variable"),
        }
    }

    /// A number that does not depend on the variables.
    #[inline(always)]
    pub fn constant(v: S) -> Self {
        // Element by element: where size counts, `[zero; 2]` is a loop through memory.
        let zero = S::lit(0.0);
        Self { v, d: [zero, zero] }
    }

    /// The chain rule: g(u) from `f` = g(u.v) and `df` = g′(u.v).
    #[inline(always)]
    pub fn chain(self, f: S, df: S) -> Self {
        // Without a call, also where size counts and `map` would be one.
        Self { v: f, d: [df * self.d[0], df * self.d[1]] }
    }

    #[inline(always)]
    fn zip(self, o: Self, v: S, f: impl Fn(S, S) -> S) -> Self {
        Self { v, d: [f(self.d[0], o.d[0]), f(self.d[1], o.d[1])] }
    }
}

impl<S: Scalar> Add for Grad<S> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        self.zip(o, self.v + o.v, |a, b| a + b)
    }
}

impl<S: Scalar> Sub for Grad<S> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        self.zip(o, self.v - o.v, |a, b| a - b)
    }
}

impl<S: Scalar> Mul for Grad<S> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        self.zip(o, self.v * o.v, |a, b| a * o.v + self.v * b)
    }
}

impl<S: Scalar> Div for Grad<S> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        let q = self.v / o.v;
        self.zip(o, q, |a, b| (a - q * b) / o.v)
    }
}

impl<S: Scalar> Neg for Grad<S> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self { v: -self.v, d: [-self.d[0], -self.d[1]] }
    }
}
