//! What the kernels need to know about the binary formats, and the small tools they share.
//!
//! The invariant owned here: everything is a chain of single IEEE 754 operations and bit moves on lanes, so that each
//! step has one correct result, and all widths and backends share it.
//!
//! Sources: the rounding constant 1.5 · 2ᵖ and the error-free sum are in Muller et al., "Handbook of Floating-Point
//! Arithmetic" (2nd edition, 2018), sections 4.3 and 10.

use crate::lane::{BitLanes, Lanes};
use crate::math::Kernels;
use crate::scalar::Scalar;

/// The shape of a binary floating-point format.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Stored bits of the significand: 23 or 52.
    pub mantissa: u32,
    /// The exponent's bias: 127 or 1023.
    pub bias: u64,
    /// The bits of √½, rounded to nearest.
    pub sqrt_half: u64,
}

/// The format of `f32`.
pub const BINARY32: Format = Format { mantissa: 23, bias: 127, sqrt_half: 0x3f35_04f3 };
/// The format of `f64`.
pub const BINARY64: Format = Format { mantissa: 52, bias: 1023, sqrt_half: 0x3fe6_a09e_667f_3bcd };

impl Format {
    /// 2^mantissa, from which on every number is an integer.
    pub const fn integers_from(self) -> f64 {
        (1_u64 << self.mantissa) as f64
    }

    /// The bits of 1.
    pub const fn one(self) -> u64 {
        self.bias << self.mantissa
    }
}

/// The format of a lane type's elements.
pub fn format<L: Lanes>() -> Format {
    L::Elem::FORMAT
}

/// The integer nearest to x (ties to even) as a number, and in two's complement in the low mantissa bits.
/// For |x| < 2^(mantissa − 1).
#[inline(always)]
pub fn nearest<L: Lanes>(x: L) -> (L, L::Bits) {
    let magic = L::lit(1.5 * format::<L>().integers_from());
    let t = x + magic;
    (t - magic, t.to_bits())
}

/// 2ᵏ for the bits of a rounded k with |k| < bias.
#[inline(always)]
pub fn power_of_two<L: Lanes>(k: L::Bits) -> L {
    let one = L::Bits::splat(format::<L>().one());
    L::from_bits(k.shl(format::<L>().mantissa).plus(one))
}

/// y · 2ᵏ for integer |k| < 2 bias, rounded once where y is near 1: the first of the two factors is exact.
#[inline]
pub fn scale<L: Lanes>(y: L, k: L) -> L {
    let (half, half_bits) = nearest(k * L::lit(0.5));
    let (_, rest_bits) = nearest(k - half);
    y * power_of_two(half_bits) * power_of_two(rest_bits)
}

/// x = m · 2ᵏ with √½ ≤ m < √2, for normal x > 0.
#[inline(always)]
pub fn split<L: Lanes>(x: L) -> (L, L) {
    let f = format::<L>();
    // Adding the distance from √½ to 1 carries into the exponent where m would be at √2 or above.
    let moved = x.to_bits().plus(L::Bits::splat(f.one() - f.sqrt_half));
    let fraction = moved.and(L::Bits::splat((1 << f.mantissa) - 1));
    let m = L::from_bits(fraction.plus(L::Bits::splat(f.sqrt_half)));
    // The biased exponent in the low bits of 2^mantissa is that number plus the exponent.
    let base = f.integers_from();
    let shifted = L::from_bits(moved.shr(f.mantissa).or(L::lit(base).to_bits()));
    (m, shifted - L::lit(base + f.bias as f64))
}

/// c₀ + x (c₁ + x (c₂ + …)), from the innermost parenthesis outwards (Horner).
#[inline(always)]
pub fn poly<L: Lanes>(x: L, c: &[f64]) -> L {
    let Some((last, rest)) = c.split_last() else { return L::lit(0.0) };
    let mut sum = L::lit(*last);
    // Term by term: where size counts an iterator is a call, and a loop converts every coefficient each time.
    macro_rules! terms {
        ($($i:literal)*) => {
            $(if rest.len() > $i {
                sum = sum * x + L::lit(rest[$i]);
            })*
        };
    }
    if L::WIDTH == 4 && rest.len() < 8 {
        terms!(7 6 5 4 3 2 1 0);
        return sum;
    }
    let mut i = rest.len();
    while i > 0 {
        i -= 1;
        sum = sum * x + L::lit(rest[i]);
    }
    sum
}

/// a + b as a rounded sum and its exact error, for any a and b that do not overflow (Knuth's TwoSum).
#[inline(always)]
pub fn two_sum<L: Lanes>(a: L, b: L) -> (L, L) {
    let s = a + b;
    let b_part = s - a;
    (s, (a - (s - b_part)) + (b - b_part))
}

/// a + b as a rounded sum and its exact error, for |a| ≥ |b| (Dekker's Fast2Sum).
#[inline(always)]
pub fn fast_two_sum<L: Lanes>(a: L, b: L) -> (L, L) {
    let s = a + b;
    (s, b - (s - a))
}

/// a · b in `f64` as a rounded product and its exact error, for factors of moderate size (Dekker's product with
/// Veltkamp's splitting at 2²⁷ + 1).
#[inline]
pub fn two_product<L: Lanes<Elem = f64>>(a: L, b: L) -> (L, L) {
    let halves = |x: L| {
        let c = L::lit(134_217_729.0) * x;
        let high = c - (c - x);
        (high, x - high)
    };
    let (p, (ah, al), (bh, bl)) = (a * b, halves(a), halves(b));
    (p, ((ah * bh - p) + ah * bl + al * bh) + al * bl)
}

/// Whether the lowest bit is set.
#[inline]
pub fn is_odd<L: Lanes>(b: L::Bits) -> L::Mask {
    let all = L::Bits::splat(0).minus(b.and(L::Bits::splat(1)));
    let one_or_zero = L::from_bits(all.and(L::Bits::splat(format::<L>().one())));
    L::lit(0.0).lt(one_or_zero)
}

/// |x|, its sign bit cleared.
#[inline(always)]
pub fn magnitude<L: Lanes>(x: L) -> L {
    Scalar::abs(x)
}

/// `y` with the sign bit of `x` put over its own, which is clear.
#[inline(always)]
pub fn with_sign_of<L: Lanes>(y: L, x: L) -> L {
    let sign = x.to_bits().and(L::Bits::splat(sign_bit::<L>()));
    L::from_bits(y.to_bits().or(sign))
}

/// The bit that holds the sign.
pub fn sign_bit<L: Lanes>() -> u64 {
    <L::Elem as crate::Real>::SIGN
}
