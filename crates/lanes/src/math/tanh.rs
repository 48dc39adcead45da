//! The hyperbolic tangent.
//!
//! Error: at most 1.5 ulp in `f32` (1.4768 found) and 1.5 ulp in `f64` (1.2704 found).
//!
//! Method in `f64` (Cody and Waite, "Software Manual for the Elementary Functions", 1980): for |x| < 5/8 a polynomial
//! x + x³ P(x²), beyond it 1 − 2/(e^(2|x|) + 1), with the sign of x.
//!
//! Method in `f32`, where networks are trained: one path and one division. |x| = k ½ ln 2 + r with integer k, and k = 0 up to
//! |x| = 0.26; s = tanh r is a polynomial. With b = tanh(k ½ ln 2) rounded down to 1 − 2⁻ᵏ, the addition theorem gives
//! tanh |x| = b + (s − ½b (1 − s)) / (1 + ½(2ᵏ − 1)(1 + s)), in which b is exact and, where k > 0, the larger part.
//!
//! The invariant owned here: tanh(−x) = −tanh x bit for bit, ±0 included; ±1 at ±∞ and wherever that is nearest.

use super::exp::reduce;
use super::format::{format, magnitude, nearest, poly, with_sign_of};
use crate::lane::{BitLanes, Lanes};
use crate::math::Kernels;

/// Where the two forms meet in `f64`.
const MEETING: f64 = 0.625;

/// (tanh x − x)/x³ in powers of x². For `f32`, least error of tanh x on |x| ≤ 0.26 (own computation: 2⁻²⁸).
pub const F32: &[f64] = &[-0.333_332_151_174_545_3, 0.133_227_631_449_699_4, -0.051_233_887_672_424_32];

/// The same for `f64`, minimax on |x| ≤ 5/8 (own Remez computation, 300 bits): error 2⁻⁵⁷ of tanh x.
pub const F64: &[f64] = &[
    -0.33333333333333315,
    0.1333333333332989,
    -0.053968253966134416,
    0.021869488470653894,
    -0.00886323434149993,
    0.0035921142712556004,
    -0.0014557276165516329,
    0.0005894586217229728,
    -0.00023703012101996632,
    9.158980450026996e-5,
    -3.021797222684998e-5,
    6.055637456582415e-6,
];

/// tanh x.
#[inline(never)]
pub fn tanh<L: Lanes>(x: L) -> L {
    if is_single::<L>() {
        let (r, bits) = near(x);
        by_addition(x, small(r), bits)
    } else {
        in_two_forms(x)
    }
}

/// tanh of every number, and its slope. In three loops: each step of a tanh waits for the one before, and the shorter a loop is, the
/// more of its rounds a processor has under way.
#[inline(always)]
pub fn all<L: Lanes>(x: &[L], to: &mut [L], slopes: &mut [L]) {
    let n = x.len();
    let (Some(to), Some(slopes)) = (to.get_mut(..n), slopes.get_mut(..n)) else { return };
    if is_single::<L>() {
        for i in 0..n {
            let bits;
            (to[i], bits) = near(x[i]);
            slopes[i] = L::from_bits(bits);
        }
        for to in to.iter_mut() {
            *to = small(*to);
        }
    }
    for i in 0..n {
        to[i] = if is_single::<L>() { by_addition(x[i], to[i], slopes[i].to_bits()) } else { tanh(x[i]) };
        slopes[i] = L::lit(1.0) - to[i] * to[i];
    }
}

fn is_single<L: Lanes>() -> bool {
    L::Elem::TANH.len() == F32.len()
}

/// In `f32`: r, and k in the low bits.
#[inline(always)]
fn near<L: Lanes>(x: L) -> (L, L::Bits) {
    use core::f64::consts::{LN_2, LOG2_E};
    // 1 to the last bit long before, and 2ᵏ a number.
    let ax = magnitude(x).min(L::lit(10.0));
    let (k, bits) = nearest(ax * L::lit(2.0 * LOG2_E) - L::lit(0.25));
    (ax - k * L::lit(0.5 * LN_2), bits)
}

/// In `f32`: tanh r.
#[inline(always)]
fn small<L: Lanes>(r: L) -> L {
    let z = r * r;
    r + r * (z * poly(z, L::Elem::TANH))
}

/// In `f32`: tanh x from tanh r and k.
#[inline(always)]
fn by_addition<L: Lanes>(x: L, s: L, k: L::Bits) -> L {
    let (one, half) = (L::lit(1.0), L::lit(0.5));
    // 2ᵏ⁻¹ and 2⁻ᵏ⁻¹ by the exponent.
    let k = k.shl(format::<L>().mantissa);
    let below = half.to_bits();
    let above = L::from_bits(below.plus(k)) - half;
    let half_b = half - L::from_bits(below.minus(k));
    let rest = (s - half_b * (one - s)) / (above * (one + s) + one);
    with_sign_of((half_b + half_b) + rest, x)
}

/// In `f64`.
#[inline(always)]
fn in_two_forms<L: Lanes>(x: L) -> L {
    let (one, two) = (L::lit(1.0), L::lit(2.0));
    let ax = magnitude(x);
    // Above 80 the quotient is far below one ulp, and below it one power of two scales without overflow.
    let e = reduce((two * ax).min(L::lit(80.0)), L::lit(0.0)).exp_in_range();
    let large = one - two / (e + one);
    let z = ax * ax;
    let small = ax + ax * (z * poly(z, L::Elem::TANH));
    with_sign_of(L::select(ax.lt(L::lit(MEETING)), small, large), x)
}
