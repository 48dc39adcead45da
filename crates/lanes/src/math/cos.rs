//! cos x, x in radians.
//!
//! Error: at most 1.0 ulp in `f32` (0.791 found) and 1.0 ulp in `f64` (0.764 found).
//! For every finite argument.
//!
//! Method: cos x = sin(x + π/2), where the quarter turn is added to the exact multiple of π/2 that
//! [`trig`](mod@super::trig) takes out of x, not to x.
//!
//! The invariant owned here: cos(−x) = cos x bit for bit, cos ±0 = 1; NaN at ±∞.

use super::trig::shifted_sine;
use crate::lane::Lanes;

/// cos x.
#[inline]
pub fn cos<L: Lanes>(x: L) -> L {
    shifted_sine(x, 1)
}
