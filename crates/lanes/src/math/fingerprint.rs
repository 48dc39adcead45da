//! One digest of everything the lanes compute, to compare machines by.
//!
//! The invariant owned here: the inputs are fixed, so the digest is one constant, [`FINGERPRINT`], for every backend,
//! every width and every machine; a change of it is a change of bits.
//!
//! What it does not do: say what differs. The tests that compare backends value by value do.

use crate::digest::Digest;
use crate::lane::{BitLanes, Lanes, Real};
use crate::scalar::Scalar;

/// What [`fingerprint`] must give.
pub const FINGERPRINT: &str = "ec2c3171a8a7d89dcf5b424762c7d80e";

/// The number of results in [`results`].
pub const RESULTS: usize = 22;

/// Every operation on a pair of lanes, in a fixed order.
pub fn results<L: Lanes>(x: L, y: L) -> [L; RESULTS] {
    [
        x + y,
        x - y,
        x * y,
        x / y,
        -x,
        Lanes::min(x, y),
        Lanes::max(x, y),
        L::select(x.le(y), x, y),
        Scalar::sqrt(x),
        Scalar::abs(x),
        x.sign(),
        Scalar::exp(x),
        Scalar::exp_m1(x),
        Scalar::ln(x),
        Scalar::ln_1p(x),
        Scalar::sin(x),
        Scalar::cos(x),
        Scalar::tanh(x),
        Scalar::atan(x),
        x.sigmoid(),
        x.softplus(),
        x.pow(y),
    ]
}

/// The `i`-th input: by turns any bits at all, and numbers of ordinary size.
pub fn input<T: Real>(i: u64) -> T {
    // SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    let z = (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let z = z ^ (z >> 31);
    if i.is_multiple_of(3) {
        return T::from_bits(T::Bits::splat(z));
    }
    // Uniform in [−1, 1), times 1, 4, 16, 64 or 256.
    let unit = (z >> 11) as f64 / 4_503_599_627_370_496.0 - 1.0;
    T::from_f64(unit * [1.0, 4.0, 16.0, 64.0, 256.0][(i % 5) as usize])
}

/// The digest of every operation over fixed inputs, computed with the given lanes for `f32` and for `f64`.
///
/// ```
/// use lanes::math::{FINGERPRINT, fingerprint};
/// assert_eq!(fingerprint::<lanes::F32x4, lanes::F64x2>(), FINGERPRINT);
/// assert_eq!(fingerprint::<f32, f64>(), FINGERPRINT);
/// ```
pub fn fingerprint<L32: Lanes<Elem = f32>, L64: Lanes<Elem = f64>>() -> String {
    let mut digest = Digest::new();
    add::<L32>(&mut digest);
    add::<L64>(&mut digest);
    digest.hex()
}

/// Adds the results over 1024 pairs, in the order of the pairs whatever the width.
fn add<L: Lanes>(digest: &mut Digest) {
    const WIDEST: u64 = 4;
    for block in 0..256 {
        let mut all = [[L::Elem::ZERO; WIDEST as usize]; RESULTS];
        for start in (0..WIDEST as usize).step_by(L::WIDTH) {
            let at = |offset: u64| {
                let first = block * WIDEST + start as u64;
                let e: [L::Elem; WIDEST as usize] = core::array::from_fn(|i| input(2 * (first + i as u64) + offset));
                L::load(&e)
            };
            for (to, r) in all.iter_mut().zip(results(at(0), at(1))) {
                r.store(&mut to[start..]);
            }
        }
        all.iter().flatten().for_each(|v| digest.real(*v));
    }
}
