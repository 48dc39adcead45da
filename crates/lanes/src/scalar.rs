//! What a formula may do with a number.
//!
//! The invariant owned here: every [`Scalar`] computes the same value. A jet's value part has the bits that the
//! plain number would have, and a lane's those of the number alone.
//!
//! What it does not do: comparisons. A formula that branches has no single derivative; lanes compare with
//! [`Lanes::lt`] and [`Lanes::select`].

use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::lane::{BitLanes, Lanes, Real};
use crate::math::{Kernels, lanewise};

/// A number, several numbers side by side, or a number with derivatives.
///
/// Implemented by every [`Lanes`] type (`f32` and `f64` included) and by [`Grad`](crate::Grad) and
/// [`Jet`](crate::Jet) over any scalar, nested ones too.
///
/// On a concrete `f32` or `f64`, `x.exp()` is the standard library's inherent method, which differs from one
/// machine to the next: in generic code there is no such trap, elsewhere write [`math::exp`](crate::math::exp()).
///
/// ```
/// use lanes::Scalar;
/// fn himmelblau<S: Scalar>(x: S, y: S) -> S {
///     (x.sq() + y - S::lit(11.0)).sq() + (x + y.sq() - S::lit(7.0)).sq()
/// }
/// assert_eq!(himmelblau(3.0_f64, 2.0), 0.0);
/// ```
pub trait Scalar:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The constant `v`, rounded to the element type (to nearest, ties to even).
    fn lit(v: f64) -> Self;
    /// √x, correctly rounded; NaN below zero, −0 at −0.
    fn sqrt(self) -> Self;
    /// eˣ.
    fn exp(self) -> Self;
    /// eˣ − 1, accurate near zero.
    fn exp_m1(self) -> Self;
    /// The natural logarithm; −∞ at ±0, NaN below.
    fn ln(self) -> Self;
    /// ln(1 + x), accurate near zero; −∞ at −1, NaN below.
    fn ln_1p(self) -> Self;
    /// sin x, x in radians of any size; NaN at ±∞.
    fn sin(self) -> Self;
    /// cos x, x in radians of any size; NaN at ±∞.
    fn cos(self) -> Self;
    /// The hyperbolic tangent.
    fn tanh(self) -> Self;
    /// The hyperbolic tangent of every number of `x`, and its slope 1 − tanh²; faster than one after the other.
    #[inline(always)]
    fn tanh_all(x: &[Self], to: &mut [Self], slopes: &mut [Self]) {
        for ((x, to), slope) in x.iter().zip(to).zip(slopes) {
            *to = x.tanh();
            *slope = Self::lit(1.0) - *to * *to;
        }
    }
    /// The inverse tangent, in (−π/2, π/2).
    fn atan(self) -> Self;
    /// The logistic function 1 / (1 + e⁻ˣ), accurate on both sides.
    fn sigmoid(self) -> Self;
    /// ln(1 + eˣ), accurate on both sides and without overflow.
    fn softplus(self) -> Self;
    /// |x|. Its derivative is the sign of x, with 0 at ±0.
    fn abs(self) -> Self;
    /// −1, 0 or 1 with the sign of x; 0 at ±0, NaN at NaN. Its derivative is 0 everywhere.
    fn sign(self) -> Self;
    /// xʸ as IEEE 754's `pow`.
    fn pow(self, y: Self) -> Self;
    /// xᵖ for a constant exponent; unlike [`Scalar::pow`] its derivatives exist for x < 0 and integer p.
    fn powc(self, p: f64) -> Self;
    /// x · x.
    #[inline(always)]
    fn sq(self) -> Self {
        self * self
    }
    /// xⁿ by [binary powering](crate::math::pown()); `pown(x, 0)` is 1 for every x, NaN included.
    fn pown(self, n: u32) -> Self;
}

impl<L: Lanes> Scalar for L {
    #[inline(always)]
    fn lit(v: f64) -> Self {
        L::splat(L::Elem::from_f64(v))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.root()
    }
    #[inline]
    fn exp(self) -> Self {
        lanewise::exp(self)
    }
    #[inline]
    fn exp_m1(self) -> Self {
        lanewise::exp_m1(self)
    }
    #[inline]
    fn ln(self) -> Self {
        lanewise::ln(self)
    }
    #[inline]
    fn ln_1p(self) -> Self {
        lanewise::ln_1p(self)
    }
    #[inline]
    fn sin(self) -> Self {
        lanewise::sin(self)
    }
    #[inline]
    fn cos(self) -> Self {
        lanewise::cos(self)
    }
    #[inline]
    fn tanh(self) -> Self {
        lanewise::tanh(self)
    }
    #[inline(always)]
    fn tanh_all(x: &[Self], to: &mut [Self], slopes: &mut [Self]) {
        lanewise::tanh_all(x, to, slopes);
    }
    #[inline]
    fn atan(self) -> Self {
        lanewise::atan(self)
    }
    #[inline]
    fn sigmoid(self) -> Self {
        lanewise::sigmoid(self)
    }
    #[inline]
    fn softplus(self) -> Self {
        lanewise::softplus(self)
    }
    #[inline]
    fn abs(self) -> Self {
        L::from_bits(self.to_bits().and(L::Bits::splat(!L::Elem::SIGN)))
    }
    #[inline]
    fn sign(self) -> Self {
        let zero = Self::lit(0.0);
        let down = L::select(self.lt(zero), Self::lit(-1.0), self.abs());
        let of_zero = L::select(self.eq_lanes(zero), zero, down);
        L::select(zero.lt(self), Self::lit(1.0), of_zero)
    }
    #[inline]
    fn pow(self, y: Self) -> Self {
        <L::Elem as Kernels>::pow(self, y)
    }
    #[inline]
    fn powc(self, p: f64) -> Self {
        <L::Elem as Kernels>::pow(self, Self::lit(p))
    }
    #[inline(always)]
    fn pown(self, n: u32) -> Self {
        lanewise::pown(self, n)
    }
}
