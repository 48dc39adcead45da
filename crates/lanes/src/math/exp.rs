//! eˣ.
//!
//! Error: at most 1.0 ulp in `f32` (0.7627 found) and 1.0 ulp in `f64` (0.7476 found).
//! Subnormal results included.
//!
//! Method (Cody and Waite, "Software Manual for the Elementary Functions", 1980; Tang, "Table-driven implementation of
//! the exponential function", 1989): x = k ln 2 + r with integer k and |r| ≤ ½ ln 2, ln 2 in two parts of which the
//! first times k is exact; eʳ = 1 + r + r² P(r); then 2ᵏ in two steps, so that subnormal results are rounded once.
//!
//! The invariant owned here: NaN goes through, everything above the largest logarithm is ∞, below the smallest 0.

use super::format::{fast_two_sum, nearest, poly, power_of_two, scale};
use crate::lane::Lanes;
use crate::math::Kernels;

/// The numbers of one precision.
#[derive(Clone, Copy, Debug)]
pub struct Constants {
    /// Every result from here down is 0, and `-low` fits `scale`.
    pub low: f64,
    /// Every result from here up is ∞.
    pub high: f64,
    /// 1 / ln 2.
    pub log2_e: f64,
    /// ln 2: leading bits, few enough for an exact product with k.
    pub ln2_hi: f64,
    /// ln 2: the rest.
    pub ln2_lo: f64,
    /// (eʳ − 1 − r) / r², minimax on |r| ≤ ½ ln 2 with weight r² (own Remez computation with 300 bits).
    pub p: &'static [f64],
}

/// `f32`: polynomial error 2⁻²⁹·⁷ relative to eʳ.
pub const F32: Constants = Constants {
    low: -105.0,
    high: 89.0,
    log2_e: core::f64::consts::LOG2_E,
    ln2_hi: 0.693_145_751_953_125,
    ln2_lo: 1.428_606_765_330_187e-6,
    p: &[
        0.5,
        0.1666666716337204,
        0.04166628047823906,
        0.008333264850080013,
        0.0013945483369752765,
        0.00019918030011467636,
    ],
};

/// `f64`: polynomial error 2⁻⁶²·⁵ relative to eʳ.
pub const F64: Constants = Constants {
    low: -746.0,
    high: 710.0,
    log2_e: core::f64::consts::LOG2_E,
    ln2_hi: 0.6931471804855391,
    ln2_lo: 7.440617110012397e-11,
    p: &[
        0.5,
        0.16666666666666682,
        0.04166666666666672,
        0.008333333333317539,
        0.0013888888888860156,
        0.00019841269895429784,
        2.4801587371279272e-5,
        2.7557235617367784e-6,
        2.75572350034982e-7,
        2.5111822515722984e-8,
        2.0926527689996813e-9,
    ],
};

/// x + x_lo = k ln 2 + r + tail, for x between `low` and `high`.
pub struct Reduced<L> {
    /// The multiple of ln 2.
    pub k: L,
    /// The rest, rounded.
    pub r: L,
    /// What the rounding of r lost.
    pub tail: L,
}

/// Reduces the clamped x; `x_lo` is small beside it.
#[inline(always)]
pub fn reduce<L: Lanes>(x: L, x_lo: L) -> Reduced<L> {
    let c = L::Elem::EXP;
    let (k, _) = nearest(x * L::lit(c.log2_e));
    let high = x - k * L::lit(c.ln2_hi);
    let low = k * L::lit(c.ln2_lo) - x_lo;
    let r = high - low;
    Reduced { k, r, tail: (high - r) - low }
}

impl<L: Lanes> Reduced<L> {
    /// e^(r + tail) − 1 − r.
    #[inline(always)]
    pub fn beyond_linear(&self) -> L {
        self.tail + self.r * self.r * poly(self.r, L::Elem::EXP.p)
    }

    /// e^(r + tail).
    #[inline(always)]
    fn fraction(&self) -> L {
        // What 1 + r loses joins the small rest, so that nearly all of the error is one rounding.
        let (sum, error) = fast_two_sum(L::lit(1.0), self.r);
        sum + (error + self.beyond_linear())
    }

    /// e^(k ln 2 + r + tail).
    #[inline]
    pub fn exp(&self) -> L {
        scale(self.fraction(), self.k)
    }

    /// The same for |k| < bias, where the result is a normal number.
    #[inline(always)]
    pub fn exp_in_range(&self) -> L {
        let (_, k) = nearest(self.k);
        self.fraction() * power_of_two(k)
    }
}

/// Between `low` and `high`; NaN stays.
#[inline]
pub fn clamp<L: Lanes>(x: L) -> L {
    let c = L::Elem::EXP;
    x.max(L::lit(c.low)).min(L::lit(c.high))
}

/// eˣ.
#[inline(never)]
pub fn exp<L: Lanes>(x: L) -> L {
    reduce(clamp(x), L::lit(0.0)).exp()
}
