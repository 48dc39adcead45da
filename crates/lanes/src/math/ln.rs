//! The natural logarithm.
//!
//! Error: at most 1.0 ulp in `f32` (0.84 found) and 1.0 ulp in `f64` (0.7649 found).
//! Subnormal arguments included.
//!
//! Method (fdlibm, `e_log.c`, Sun Microsystems 1993, whose summation order this is; Tang, "Table-driven
//! implementation of the logarithm function", 1990): x = 2ᵏ (1 + f) with √½ ≤ 1 + f < √2, s = f / (2 + f),
//! ln(1 + f) = 2 artanh s = f − f²/2 + s (f²/2 + R(s²)), and k ln 2 in two parts, the first exact.
//!
//! The invariant owned here: ln ±0 = −∞, ln of a negative number is NaN, ln ∞ = ∞, ln 1 = +0.

use super::format::{poly, split};
use crate::lane::{Lanes, Real};
use crate::math::Kernels;

/// The numbers of one precision.
#[derive(Clone, Copy, Debug)]
pub struct Constants {
    /// The smallest normal number.
    pub normal: f64,
    /// A power of two that makes every subnormal number normal, and its exponent.
    pub lift: (f64, f64),
    /// ((2 artanh s)/s − 2)/s² in powers of s², minimax on s² ≤ (3 − 2√2)² (own Remez computation, 300 bits).
    pub p: &'static [f64],
}

/// `f32`: polynomial error 2⁻³¹ relative to ln(1 + f).
pub const F32: Constants = Constants {
    normal: f32::MIN_POSITIVE as f64,
    lift: (33_554_432.0, 25.0),
    p: &[0.6666666269302368, 0.4000033438205719, 0.2853727340698242, 0.23582853376865387],
};

/// `f64`: polynomial error 2⁻⁵⁸·⁸ relative to ln(1 + f).
pub const F64: Constants = Constants {
    normal: f64::MIN_POSITIVE,
    lift: (18_014_398_509_481_984.0, 54.0),
    p: &[
        0.6666666666666735,
        0.39999999999412894,
        0.28571428742823685,
        0.22222198524706518,
        0.1818356702767778,
        0.15313977009067067,
        0.14796727895298725,
    ],
};

/// k ln 2 + ln(1 + f) + small, for f between √½ − 1 and √2 − 1.
#[inline(always)]
pub fn assemble<L: Lanes>(k: L, f: L, small: L) -> L {
    let s = ratio(f);
    assemble_from(k, f, small, (s, beyond(s)))
}

/// s of the series.
#[inline(always)]
pub fn ratio<L: Lanes>(f: L) -> L {
    f / (L::lit(2.0) + f)
}

/// What the series has beyond 2s, over s.
#[inline(always)]
pub fn beyond<L: Lanes>(s: L) -> L {
    let z = s * s;
    z * poly(z, L::Elem::LN.p)
}

/// The same as [`assemble`], with what f makes of the series.
#[inline(always)]
pub fn assemble_from<L: Lanes>(k: L, f: L, small: L, (s, r): (L, L)) -> L {
    let half_square = L::lit(0.5) * f * f;
    let tail = k * L::lit(L::Elem::EXP.ln2_lo) + small;
    k * L::lit(L::Elem::EXP.ln2_hi) - ((half_square - (s * (half_square + r) + tail)) - f)
}

/// x = m · 2ᵏ with √½ ≤ m < √2, for finite x > 0, subnormal ones included.
#[inline]
pub fn split_any<L: Lanes>(x: L) -> (L, L) {
    let c = L::Elem::LN;
    let subnormal = x.lt(L::lit(c.normal));
    let (m, k) = split(L::select(subnormal, x * L::lit(c.lift.0), x));
    (m, k - L::select(subnormal, L::lit(c.lift.1), L::lit(0.0)))
}

/// The logarithm at the edges: `inside` for 0 < x < ∞.
#[inline(always)]
pub fn with_edges<L: Lanes>(x: L, inside: L) -> L {
    let (zero, infinity) = (L::lit(0.0), L::lit(f64::INFINITY));
    // NaN fails both comparisons; x + ∞ is NaN there, and ∞ at ∞.
    let ordinary = L::both(zero.lt(x), x.lt(infinity));
    let edge = L::select(x.eq_lanes(zero), -infinity, x + infinity);
    let negative = L::select(x.lt(zero), L::lit(f64::NAN), edge);
    L::select(ordinary, inside, negative)
}

/// ln x.
#[inline(never)]
pub fn ln<L: Lanes>(x: L) -> L {
    let (m, k) = split_any(x);
    with_edges(x, assemble(k, m - L::splat(L::Elem::ONE), L::splat(L::Elem::ZERO)))
}
