//! sin x, x in radians.
//!
//! Error: at most 1.0 ulp in `f32` (0.7926 found) and 1.0 ulp in `f64` (0.7492 found).
//! For every finite argument.
//!
//! Method: [`trig`](mod@super::trig).
//!
//! The invariant owned here: sin(−x) = −sin x bit for bit, ±0 included; NaN at ±∞.

use super::format::magnitude;
use super::trig::shifted_sine;
use crate::lane::Lanes;
use crate::math::Kernels;

/// sin x.
#[inline]
pub fn sin<L: Lanes>(x: L) -> L {
    // Below, x is the result, and its sign is kept at −0.
    let tiny = magnitude(x).lt(L::lit(L::Elem::TINY));
    L::select(tiny, x, shifted_sine(x, 0))
}
