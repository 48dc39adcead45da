//! What sine and cosine share: the reduction by multiples of π/2 and the two polynomials.
//!
//! The invariant owned here: x = (π/2) q + r + tail with |r| ≤ π/4 and a relative error of r + tail below 2⁻⁶⁰ (`f64`)
//! or 2⁻³⁰ (`f32`) for every finite x, however close to a multiple of π/2. Up to [`Constants::near`] this takes
//! π/2 in four parts (Cody and Waite, 1980) with error-free sums, on all lanes at once; beyond, which is rare,
//! lane by lane in `far`.
//!
//! The polynomials around the tail are summed as in fdlibm, `k_sin.c` and `k_cos.c` (Sun Microsystems 1993).

use super::format::{fast_two_sum, is_odd, magnitude, nearest, poly, sign_bit, two_sum};
use crate::lane::{BitLanes, Lanes, Real};
use crate::math::Kernels;
use crate::scalar::Scalar;

/// The numbers of one precision.
#[derive(Clone, Copy, Debug)]
pub struct Constants {
    /// The largest |x| reduced with [`Constants::half_pi`].
    pub near: f64,
    /// 2/π.
    pub two_over_pi: f64,
    /// π/2 in parts. The first three are short enough for exact products with q up to `near` · 2/π.
    pub half_pi: [f64; 4],
    /// (sin r − r)/r³ in powers of r², minimax on |r| ≤ π/4 (own Remez computation with 300 bits).
    pub sin: &'static [f64],
    /// (cos r − 1 + r²/2)/r⁴ in powers of r², likewise.
    pub cos: &'static [f64],
}

/// `f32`: parts of 12 bits, q < 2¹²; polynomial errors 2⁻²⁸ (absolute for cos, relative for sin).
pub const F32: Constants = Constants {
    near: 4096.0,
    two_over_pi: 0.6366197466850281,
    half_pi: [1.5703125, 0.0004837512969970703, 7.549533620476723e-8, 2.5633440682570896e-12],
    sin: &[-0.1666666716337204, 0.008333329111337662, -0.00019839327433146536, 2.71823728326126e-6],
    cos: &[0.0416666679084301, -0.0013888883404433727, 2.479951217537746e-5, -2.7209549102735764e-7],
};

/// `f64`: parts of 33 bits, q < 2²⁰; polynomial errors 2⁻⁵⁷ (relative, sin) and 2⁻⁵⁹ (absolute, cos).
pub const F64: Constants = Constants {
    near: 1_048_576.0,
    two_over_pi: core::f64::consts::FRAC_2_PI,
    half_pi: [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32],
    sin: &[
        -0.16666666666666632,
        0.008333333333322316,
        -0.00019841269829725346,
        2.7557313662094935e-6,
        -2.5050753269279795e-8,
        1.5896505178497513e-10,
    ],
    cos: &[
        0.0416666666666666,
        -0.001388888888887399,
        2.480158728939495e-5,
        -2.755731432602047e-7,
        2.0875719555529986e-9,
        -1.1359448444202524e-11,
    ],
};

/// x = (π/2) q + r + tail.
#[derive(Clone, Copy, Debug)]
pub struct Reduced<L: Lanes> {
    /// The multiple of π/2, modulo 4 at least.
    pub q: L::Bits,
    /// The rest, rounded.
    pub r: L,
    /// What the rounding of r lost.
    pub tail: L,
}

/// The reduction for |x| ≤ `near`.
#[inline]
fn reduce_near<L: Lanes>(x: L) -> Reduced<L> {
    let c = L::Elem::TRIG;
    let (k, q) = nearest(x * L::lit(c.two_over_pi));
    // The first difference is exact; each later sum is small only where it is exact, so nothing is lost to
    // cancellation before the fourth part.
    let a = x - k * L::lit(c.half_pi[0]);
    let (b, b_error) = two_sum(a, -(k * L::lit(c.half_pi[1])));
    let (d, d_error) = two_sum(b, -(k * L::lit(c.half_pi[2])));
    let (r, tail) = fast_two_sum(d, (b_error + d_error) - k * L::lit(c.half_pi[3]));
    Reduced { q, r, tail }
}

/// sin((π/2) (q + shift) + r + tail): sine or cosine of r as q is even or odd, with the sign of the half turn.
#[inline]
fn quarter_turn<L: Lanes>(at: Reduced<L>, shift: u64) -> L {
    let c = L::Elem::TRIG;
    let Reduced { q, r, tail } = at;
    let (half, one) = (L::lit(0.5), L::lit(1.0));
    let z = r * r;

    let cube = z * r;
    let higher = poly(z, &c.sin[1..]);
    let sine = r - ((z * (half * tail - cube * higher) - tail) - cube * L::lit(c.sin[0]));

    let half_square = half * z;
    let rounded = one - half_square;
    let rest = z * (z * poly(z, c.cos)) - r * tail;
    let cosine = rounded + (((one - rounded) - half_square) + rest);

    let q = q.plus(L::Bits::splat(shift));
    let y = L::select(is_odd::<L>(q), cosine, sine);
    let half_turn = q.shr(1).and(L::Bits::splat(1)).shl(sign_bit::<L>().trailing_zeros());
    L::from_bits(y.to_bits().xor(half_turn))
}

/// sin(x + shift π/2).
#[inline(never)]
pub fn shifted_sine<L: Lanes>(x: L, shift: u64) -> L {
    let near = L::Elem::TRIG.near;
    let y = quarter_turn(reduce_near(x), shift);
    if L::any(L::lit(near).lt(magnitude(x))) {
        return x.map(|e| one_by_one(e, near, shift));
    }
    y
}

/// The same lane by lane, for lanes some of which are beyond `near`.
#[cold]
fn one_by_one<T: Real>(x: T, near: f64, shift: u64) -> T {
    let ax = magnitude(x);
    if ax.to_f64() == f64::INFINITY {
        return <T as Scalar>::lit(f64::NAN);
    }
    // A NaN is not beyond.
    let beyond = T::from_f64(near) < ax;
    quarter_turn(if beyond { T::reduce_far(x) } else { reduce_near(x) }, shift)
}
