//! The reduction of huge arguments by multiples of π/2.
//!
//! Method (Payne and Hanek, "Radian reduction for trigonometric functions", 1983): x = m · 2ᵉ with a 53-bit integer
//! m. Bits of 2/π whose product with 2ᵉ is a multiple of 4 cannot matter; from the next on, 192 bits are taken and
//! multiplied by m in integers. The leading two bits of the product are the quadrant, 190 are its fraction.
//!
//! Bound: what is cut off is below m · 2⁻¹⁹⁰ < 2⁻¹³⁷ quarter turns, while no `f64` is closer than 2⁻⁶² to a multiple
//! of π/2 (Muller et al., "Handbook of Floating-Point Arithmetic", 2nd edition 2018, section 11.2), so the fraction
//! has at least 75 correct leading bits, of which 106 are kept. `f32` arguments are exact in `f64` and go the same way.
//!
//! The invariant owned here: integers only up to the last product, so there is nothing to round differently.

use super::format::{fast_two_sum, two_product};

/// The bits of 2/π, 64 to a word, after one word of zeros that stands for its integer part (computed with 2000 bits).
const TWO_OVER_PI: [u64; 21] = [
    0,
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
    0xf0cf_bc20_9af4_361d,
];

/// π/2 as the sum of two `f64`.
const HALF_PI: (f64, f64) = (core::f64::consts::FRAC_PI_2, 6.123233995736766e-17);

/// For finite |x| ≥ 2⁹: q modulo 2⁶⁴ (its lowest two bits count), r and tail with x = (π/2) q + r + tail.
pub fn reduce(x: f64) -> (u64, f64, f64) {
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1075;
    let m = (bits & 0x000f_ffff_ffff_ffff) | 0x0010_0000_0000_0000;

    // m · 2ᵉ · 2⁻ʲ is a multiple of 4 for j ≤ e − 2; the table starts 64 bits before j = 1.
    let skip = (exponent - 2 + 64).clamp(0, 21 * 64 - 256) as usize;
    let (word, shift) = (skip / 64, (skip % 64) as u32);
    let window = [0, 1, 2].map(|i| {
        let two = (u128::from(TWO_OVER_PI[word + i]) << 64) | u128::from(TWO_OVER_PI[word + i + 1]);
        (two >> (64 - shift)) as u64
    });

    // The product modulo 2¹⁹², of which the highest two bits are the quadrant.
    let [low, middle, high] = [window[2], window[1], window[0]].map(|w| u128::from(w) * u128::from(m));
    let second = (low >> 64) + (middle & u128::from(u64::MAX));
    let third = (second >> 64) + (middle >> 64) + (high & u128::from(u64::MAX));
    let top = ((third & u128::from(u64::MAX)) << 64) | (second & u128::from(u64::MAX));
    let (quadrant, bottom) = ((top >> 126) as u64, low as u64);

    // The fraction, in units of 2⁻¹⁹² after the quadrant has been shifted out; above one half it is taken from the
    // next quadrant.
    let fraction = (top << 2) | u128::from(bottom >> 62);
    let rest = bottom << 2;
    let from_next = fraction >> 127 == 1;
    let (fraction, rest) = if from_next { (!fraction, !rest) } else { (fraction, rest) };
    let q = quadrant + u64::from(from_next);

    // 106 bits from the leading one on, in two numbers; complementing left out 1 in 2¹⁹², far below them.
    // There are fewer than 63 zeros by the bound above.
    let zeros = fraction.leading_zeros().min(63);
    let lead = (fraction << zeros) | ((u128::from(rest) << zeros) >> 64);
    let unit = power(-(zeros as i32));
    let first = (lead >> 75) as f64 * power(-53) * unit;
    let next = ((lead >> 22) as u64 & 0x001f_ffff_ffff_ffff) as f64 * power(-106) * unit;

    let (p, p_error) = two_product(first, HALF_PI.0);
    let (r, tail) = fast_two_sum(p, p_error + (first * HALF_PI.1 + next * HALF_PI.0));
    let q = if x < 0.0 { q.wrapping_neg() } else { q };
    if from_next != (x < 0.0) { (q, -r, -tail) } else { (q, r, tail) }
}

/// 2ⁿ for −1022 ≤ n ≤ 1023.
fn power(n: i32) -> f64 {
    f64::from_bits(((1023 + n) as u64) << 52)
}
