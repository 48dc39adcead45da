//! eˣ − 1.
//!
//! Error: at most 1.0 ulp in `f32` (0.9598 found) and 1.0 ulp in `f64` (0.8446 found).
//! Near zero the result is as accurate as elsewhere, which eˣ less 1 would not be.
//!
//! Method: the reduction of [`exp`](mod@super::exp), then 2ᵏ eʳ − 1 = 2 ((2ᵏ⁻¹ − ½) + 2ᵏ⁻¹ (r + (eʳ − 1 − r))). The sum of
//! the two large parts is error-free, and their error joins the small part.
//!
//! The invariant owned here: the result has the sign of x, −0 included.

use super::exp::{clamp, reduce};
use super::format::{magnitude, nearest, power_of_two, two_sum};
use crate::lane::Lanes;
use crate::math::Kernels;

/// eˣ − 1.
#[inline(never)]
pub fn exp_m1<L: Lanes>(x: L) -> L {
    // −1 to the last bit long before k leaves the range of one power of two.
    let clamped = clamp(x).max(L::lit(-60.0));
    let reduced = reduce(clamped, L::lit(0.0));
    let (_, k) = nearest(reduced.k - L::lit(1.0));
    let half_power = power_of_two::<L>(k);
    let (ones, ones_error) = two_sum(half_power, L::lit(-0.5));
    let (large, large_error) = two_sum(ones, half_power * reduced.r);
    let small = half_power * reduced.beyond_linear() + (large_error + ones_error);
    // Below, x is the result, and its half may be too small to hold all its bits.
    let tiny = magnitude(x).lt(L::lit(L::Elem::TINY));
    L::select(tiny, x, L::lit(2.0) * (large + small))
}
