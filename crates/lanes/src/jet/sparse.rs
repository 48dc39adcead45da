//! A value with its gradient in two variables, in which derivatives that are zero by structure are known to be.
#![allow(clippy::suspicious_arithmetic_impl, reason = "the product and quotient rules use every operation")]
#![allow(clippy::manual_map, reason = "a closure is a call where size counts")]

use core::ops::{Add, Div, Mul, Neg, Sub};

use super::rules::{Chain, scalar_rules};
use crate::scalar::Scalar;

/// A value and its gradient; none where a derivative is zero whatever the variables are. For loops in which a formula is compiled:
/// there the compiler follows what is known, and what [`Grad`](super::Grad) multiplies by zero is not computed. Where the value is
/// finite, the derivatives are [`Grad`](super::Grad)'s up to the sign of a zero.
///
/// ```
/// use lanes::{Scalar, Sparse};
/// let (x, y) = (Sparse::var(3.0_f64, 0), Sparse::var(4.0, 1));
/// assert_eq!(x.sq().d, [Some(6.0), None]);
/// assert_eq!((x * y + y).d, [Some(4.0), Some(4.0)]);
/// assert_eq!(Sparse::<f64>::lit(2.0).d, [None, None]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sparse<S> {
    /// The value.
    pub v: S,
    /// The derivatives with respect to x and y.
    pub d: [Option<S>; 2],
}

impl<S: Scalar> Sparse<S> {
    /// The variable number `axis` (0 for x, 1 for y) at `v`. Panics on another axis.
    #[inline(always)]
    pub fn var(v: S, axis: usize) -> Self {
        let one = Some(S::lit(1.0));
        match axis {
            0 => Self { v, d: [one, None] },
            1 => Self { v, d: [None, one] },
            _ => panic!("there is no third variable"),
        }
    }

    /// A number that does not depend on the variables.
    #[inline(always)]
    pub fn constant(v: S) -> Self {
        Self { v, d: [None, None] }
    }

    /// The gradient.
    #[inline(always)]
    pub fn gradient(self) -> [S; 2] {
        let [x, y] = self.d;
        [or_zero(x), or_zero(y)]
    }
}

// Without closures, also where size counts and each would be a call.

#[inline(always)]
fn or_zero<S: Scalar>(a: Option<S>) -> S {
    match a {
        Some(a) => a,
        None => S::lit(0.0),
    }
}

/// a + b.
#[inline(always)]
fn sum<S: Scalar>(a: Option<S>, b: Option<S>) -> Option<S> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (a, None) => a,
        (None, b) => b,
    }
}

/// a − b.
#[inline(always)]
fn difference<S: Scalar>(a: Option<S>, b: Option<S>) -> Option<S> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a - b),
        (a, None) => a,
        (None, Some(b)) => Some(-b),
    }
}

/// `by` · a.
#[inline(always)]
fn times<S: Scalar>(by: S, a: Option<S>) -> Option<S> {
    match a {
        Some(a) => Some(by * a),
        None => None,
    }
}

/// a / `by`.
#[inline(always)]
fn over<S: Scalar>(a: Option<S>, by: S) -> Option<S> {
    match a {
        Some(a) => Some(a / by),
        None => None,
    }
}

impl<S: Scalar> Chain<S> for Sparse<S> {
    #[inline(always)]
    fn chain(self, f: S, df: S, _: impl FnOnce() -> S) -> Self {
        Self { v: f, d: [times(df, self.d[0]), times(df, self.d[1])] }
    }
    #[inline(always)]
    fn chain2(self, w: Self, f: S, df: [S; 2], _: impl FnOnce() -> [S; 3]) -> Self {
        let [ux, uy] = [times(df[0], self.d[0]), times(df[0], self.d[1])];
        Self { v: f, d: [sum(ux, times(df[1], w.d[0])), sum(uy, times(df[1], w.d[1]))] }
    }
}

impl<S: Scalar> Add for Sparse<S> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        Self { v: self.v + o.v, d: [sum(self.d[0], o.d[0]), sum(self.d[1], o.d[1])] }
    }
}

impl<S: Scalar> Sub for Sparse<S> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        Self { v: self.v - o.v, d: [difference(self.d[0], o.d[0]), difference(self.d[1], o.d[1])] }
    }
}

impl<S: Scalar> Mul for Sparse<S> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        let [x, y] = [times(o.v, self.d[0]), times(o.v, self.d[1])];
        Self { v: self.v * o.v, d: [sum(x, times(self.v, o.d[0])), sum(y, times(self.v, o.d[1]))] }
    }
}

impl<S: Scalar> Div for Sparse<S> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        let q = self.v / o.v;
        let [x, y] = [difference(self.d[0], times(q, o.d[0])), difference(self.d[1], times(q, o.d[1]))];
        Self { v: q, d: [over(x, o.v), over(y, o.v)] }
    }
}

impl<S: Scalar> Neg for Sparse<S> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self { v: -self.v, d: [difference(None, self.d[0]), difference(None, self.d[1])] }
    }
}

scalar_rules!(Sparse);
