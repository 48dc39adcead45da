//! xʸ.
//!
//! Error: at most 0.51 ulp in `f32` (0.501 found) and 1.0 ulp in `f64` (0.7348 found).
//! In `f32` it is the `f64` result rounded, lane by lane.
//!
//! Method: xʸ = e^(y ln x), where the relative error of ln x is multiplied by up to 745, so that it is computed to 2⁻⁶⁸
//! as the sum of two numbers (double-double: Dekker, "A floating-point technique for extending the available
//! precision", 1971): ln m = 2s (1 + s²/3 + s⁴/5 + s⁶ Q(s²)) with s = (m − 1)/(m + 1), √½ ≤ m < √2, the first three
//! terms in double-double. The product with y goes through the reduction of [`exp`](mod@super::exp) with both parts.
//!
//! The invariant owned here: the special cases of IEEE 754-2019, section 9.2.1: x⁰ = 1 and 1ʸ = 1 for NaN too, a
//! negative x needs an integer y, −0 and −∞ keep their sign for odd ones.

use super::exp::{clamp, reduce};
use super::format::{fast_two_sum, magnitude, sign_bit, two_product, two_sum};
use super::ln::split_any;
use crate::lane::{BitLanes, Lanes};

/// ln 2 in three parts: 33 bits, then 53 each.
const LN_2: [f64; 2] = [0.6931471804855391, 7.440617110012397e-11];
/// ⅓ and ⅕, each as the sum of two numbers.
const THIRD: (f64, f64) = (0.3333333333333333, 1.850371707708594e-17);
/// See [`THIRD`].
const FIFTH: (f64, f64) = (0.2, -1.1102230246251566e-17);

/// (artanh s / s − 1 − s²/3 − s⁴/5)/s⁶ in powers of s², minimax on s² ≤ (3 − 2√2)² (own Remez computation with
/// 500 bits): error 2⁻⁷³ of ln m.
const Q: [f64; 8] = [
    0.1428571428571426,
    0.1111111111112661,
    0.09090909087193268,
    0.07692308169707202,
    0.06666630344615039,
    0.05884040561465813,
    0.052162226025688214,
    0.05474144693958488,
];

/// Unevaluated sums of two numbers, the second at most half an ulp of the first.
type Pair<L> = (L, L);

/// The product, to about 2⁻¹⁰⁰.
#[inline]
fn times<L: Lanes<Elem = f64>>(a: Pair<L>, b: Pair<L>) -> Pair<L> {
    let (p, e) = two_product(a.0, b.0);
    fast_two_sum(p, e + (a.0 * b.1 + a.1 * b.0))
}

/// The sum for |a| ≥ |b|, to about 2⁻¹⁰⁰.
#[inline]
fn plus<L: Lanes<Elem = f64>>(a: Pair<L>, b: Pair<L>) -> Pair<L> {
    let (s, e) = fast_two_sum(a.0, b.0);
    fast_two_sum(s, e + (a.1 + b.1))
}

/// ln x as a pair, for finite x > 0.
#[inline]
fn ln_pair<L: Lanes<Elem = f64>>(x: L) -> Pair<L> {
    let one = L::lit(1.0);
    let pair = |c: (f64, f64)| (L::lit(c.0), L::lit(c.1));
    let (m, k) = split_any(x);
    // s = f / d with an exact f; one step of division's remainder gives the second part.
    let f = m - one;
    let (d, d_error) = two_sum(m, one);
    let s_high = f / d;
    let (back, back_error) = two_product(s_high, d);
    let s = (s_high, (((f - back) - back_error) - s_high * d_error) / d);
    let z = times(s, s);
    let tail = z.0 * super::format::poly(z.0, &Q);
    let fifth = plus(pair(FIFTH), (tail, L::lit(0.0)));
    let third = plus(pair(THIRD), times(z, fifth));
    let twice = (s.0 + s.0, s.1 + s.1);
    let of_m = plus(twice, times(twice, times(z, third)));
    // k times the first part is exact, and larger than ln m unless k is 0, where it is 0.
    let (k_high, k_low) = (k * L::lit(LN_2[0]), two_product(k, L::lit(LN_2[1])));
    let (sum, error) = two_sum(k_high, of_m.0);
    fast_two_sum(sum, error + (k_low.0 + (of_m.1 + k_low.1)))
}

/// Whether y is an integer; every number from 2⁵² on is.
#[inline]
fn is_integer<L: Lanes<Elem = f64>>(y: L) -> L::Mask {
    let (ay, first) = (magnitude(y), L::lit(4_503_599_627_370_496.0));
    L::either(first.le(ay), ay.eq_lanes((ay + first) - first))
}

/// xʸ.
#[inline(never)]
pub fn pow<L: Lanes<Elem = f64>>(x: L, y: L) -> L {
    let (zero, one, infinity) = (L::lit(0.0), L::lit(1.0), L::lit(f64::INFINITY));
    let ax = magnitude(x);

    // |ln x| is 0 or above 2⁻⁵³, so beyond 2⁷⁰ every exponent gives 0, 1 or ∞ already.
    let bound = L::lit(1_180_591_620_717_411_303_424.0);
    let finite_y = y.min(bound).max(-bound);
    let log = ln_pair(ax);
    let (p, error) = two_product(log.0, finite_y);
    let product = fast_two_sum(p, error + log.1 * finite_y);
    // Beyond the range of e^x the second part is no longer small, nor needed.
    let low = L::select(magnitude(product.0).lt(L::lit(1000.0)), product.1, zero);
    let inside = reduce(clamp(product.0), low).exp();

    // 0 and ∞ go to 0 or ∞ by the sign of y.
    let (is_zero, is_infinite) = (ax.eq_lanes(zero), ax.eq_lanes(infinity));
    let of_zero = L::select(y.lt(zero), infinity, zero);
    let of_infinity = L::select(y.lt(zero), zero, infinity);
    let size = L::select(is_zero, of_zero, L::select(is_infinite, of_infinity, inside));

    // The sign of x counts for odd y; a number that is negative and finite needs an integer.
    let integer = is_integer(y);
    let half_integer = is_integer(y * L::lit(0.5));
    let sign = L::from_bits(x.to_bits().and(L::Bits::splat(sign_bit::<L>())).or(one.to_bits()));
    let odd_sign = L::select(half_integer, one, L::select(integer, sign, one));
    let signed = size * odd_sign;
    let negative = L::both(x.lt(zero), (-infinity).lt(x));
    let real = L::select(negative, L::select(integer, signed, L::lit(f64::NAN)), signed);

    let ordered = L::both(x.eq_lanes(x), y.eq_lanes(y));
    let defined = L::select(ordered, real, x + y);
    L::select(L::either(y.eq_lanes(zero), x.eq_lanes(one)), one, defined)
}
