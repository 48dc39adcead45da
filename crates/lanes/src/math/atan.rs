//! The inverse tangent.
//!
//! Error: at most 2.0 ulp in `f32` (1.8554 found) and 2.0 ulp in `f64` (1.7 found).
//!
//! Method (Cephes, `atan.c`, Moshier 1984): with t = tan(π/8), |x| ≤ t is used as it is, up to 1/t it becomes
//! π/4 + atan((|x| − 1)/(|x| + 1)), beyond π/2 − atan(1/|x|), with one division for all three; then a polynomial.
//!
//! The invariant owned here: atan(−x) = −atan x bit for bit, ±0 included; ±π/2 at ±∞.

use super::format::{magnitude, poly, with_sign_of};
use crate::lane::Lanes;
use crate::math::Kernels;

/// The numbers of one precision.
#[derive(Clone, Copy, Debug)]
pub struct Constants {
    /// π/4 and π/2, each as the sum of two numbers.
    pub quarter: (f64, f64),
    /// See `quarter`.
    pub half: (f64, f64),
    /// (atan x − x)/x³ in powers of x², minimax on |x| ≤ tan(π/8) (own Remez computation with 300 bits).
    pub p: &'static [f64],
}

/// `f32`: polynomial error 2⁻²⁸·⁵ of atan x.
pub const F32: Constants = Constants {
    quarter: (0.7853981852531433, -2.1855694143368964e-8),
    half: (1.5707963705062866, -4.371138828673793e-8),
    p: &[-0.33333316445350647, 0.1999848335981369, -0.14243736863136292, 0.10595130175352097, -0.06081133708357811],
};

/// `f64`: polynomial error 2⁻⁵⁸·⁹ of atan x.
pub const F64: Constants = Constants {
    quarter: (core::f64::consts::FRAC_PI_4, 3.061616997868383e-17),
    half: (core::f64::consts::FRAC_PI_2, 6.123233995736766e-17),
    p: &[
        -0.333333333333332,
        0.19999999999953663,
        -0.14285714280203907,
        0.11111110783808144,
        -0.09090897766902048,
        0.0769206035887152,
        -0.06663105425943239,
        0.058478972018824106,
        -0.050393300857985865,
        0.03806493873949892,
        -0.017907328763836824,
    ],
};

/// atan x.
#[inline(never)]
pub fn atan<L: Lanes>(x: L) -> L {
    let c = L::Elem::ATAN;
    let (zero, one) = (L::lit(0.0), L::lit(1.0));
    let ax = magnitude(x);
    // tan(π/8) and its inverse, to the accuracy that a meeting point needs.
    let low = ax.le(L::lit(0.414_213_562_373));
    let middle = ax.le(L::lit(2.414_213_562_373));
    let choose = |a: L, b: L, c: L| L::select(low, a, L::select(middle, b, c));
    let t = choose(ax, ax - one, -one) / choose(one, ax + one, ax);
    let high_part = choose(zero, L::lit(c.quarter.0), L::lit(c.half.0));
    let low_part = choose(zero, L::lit(c.quarter.1), L::lit(c.half.1));
    let z = t * t;
    let y = high_part + (t + (t * (z * poly(z, c.p)) + low_part));
    with_sign_of(y, x)
}
