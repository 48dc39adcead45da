//! ln(1 + x).
//!
//! Error: at most 1.1 ulp in `f32` (1.0469 found) and 1.0 ulp in `f64` (0.9 found).
//! Near zero the result is as accurate as elsewhere, which ln of the rounded 1 + x is not.
//!
//! Method (fdlibm, `s_log1p.c`, Sun Microsystems 1993): u = 1 + x and what its rounding lost, c; then
//! ln(u + c) = ln u + c/u, with ln u as in [`ln`](super::ln). With u = 2ᵏ (1 + f), c/u is taken as 2⁻ᵏ c (1 − f):
//! either f is small, or the whole correction is far below the result.
//!
//! The invariant owned here: the result has the sign of x, −0 included; −∞ at −1, NaN below, ∞ at ∞.

use super::format::{format, magnitude, split, two_sum};
use super::ln::{assemble, with_edges};
use crate::lane::{BitLanes, Lanes, Real};
use crate::math::Kernels;

/// ln(1 + x).
#[inline(never)]
pub fn ln_1p<L: Lanes>(x: L) -> L {
    in_place(x)
}

/// The same as part of a loop, whose constants are then made once for all of it.
#[inline(always)]
pub fn in_place<L: Lanes>(x: L) -> L {
    let one = L::splat(L::Elem::ONE);
    let (u, c) = two_sum(one, x);
    let (m, k) = split(u);
    let f = m - one;
    // 2⁻ᵏ has the exponent bits 2 bias less those of 2ᵏ = u / m. From 2⁶⁰ on, c is 1 at most, far below the result.
    let form = format::<L>();
    let exponent = u.to_bits().minus(m.to_bits());
    let inverse = L::from_bits(L::Bits::splat(form.one()).minus(exponent));
    let correction = c * inverse * (one - f);
    let small = L::select(u.lt(L::lit(1_152_921_504_606_846_976.0)), correction, L::splat(L::Elem::ZERO));
    let inside = assemble(k, f, small);
    let tiny = magnitude(x).lt(L::lit(L::Elem::TINY));
    L::select(tiny, x, with_edges(u, inside))
}
