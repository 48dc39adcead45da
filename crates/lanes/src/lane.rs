//! The traits of the lane types: element-wise vectors, their bits, and the two precisions.
//!
//! The invariant owned here: an operation on lanes is the same operation on every element, so that the result of a
//! lane never depends on its neighbours, on the width or on the backend.
//!
//! What it does not do: horizontal operations ([`crate::reduce`] fixes their order) and the mathematics, which
//! is in [`crate::math`], once for every width.

use core::fmt::Debug;

use crate::math::Kernels;
use crate::scalar::Scalar;

/// Numbers side by side. `f32` and `f64` are the lanes of width one.
///
/// ```
/// use lanes::{F32x4, Lanes};
/// let v = F32x4::load(&[1.0, -2.0, 3.0, f32::NAN]);
/// let clipped = v.max(F32x4::splat(0.0));
/// assert_eq!([0, 1, 2].map(|i| clipped.lane(i)), [1.0, 0.0, 3.0]);
/// assert!(clipped.lane(3).is_nan()); // `max` keeps its left operand where the comparison is false
/// ```
pub trait Lanes: Scalar + Debug + Send + Sync + 'static {
    /// The element type, `f32` or `f64`.
    type Elem: Real;
    /// One truth value per lane.
    type Mask: Copy + Debug;
    /// The bits of the lanes, as unsigned integers of the element's size.
    type Bits: BitLanes;
    /// As many elements as there are lanes, in memory: for loops whose bounds are checked once, not at every load.
    type Pack: Copy;
    /// The number of lanes.
    const WIDTH: usize;

    /// The elements of a slice that fill whole lanes, pack by pack.
    fn packs(from: &[Self::Elem]) -> &[Self::Pack];
    /// Likewise, to be written to.
    fn packs_mut(of: &mut [Self::Elem]) -> &mut [Self::Pack];
    /// The elements of a pack.
    fn unpack(from: &Self::Pack) -> Self;
    /// Writes the elements of a pack.
    fn pack(self, to: &mut Self::Pack);

    /// `e` in every lane.
    fn splat(e: Self::Elem) -> Self;
    /// The first [`WIDTH`](Lanes::WIDTH) elements of a slice. Panics if it is shorter.
    fn load(from: &[Self::Elem]) -> Self;
    /// Writes the first [`WIDTH`](Lanes::WIDTH) elements of a slice. Panics if it is shorter.
    fn store(self, to: &mut [Self::Elem]);
    /// The element in lane `i`. Panics if `i` is not below [`WIDTH`](Lanes::WIDTH). For tests and pixels.
    fn lane(self, i: usize) -> Self::Elem;

    /// `self < o`, lane by lane; false where an operand is NaN.
    fn lt(self, o: Self) -> Self::Mask;
    /// `self <= o`, lane by lane; false where an operand is NaN.
    fn le(self, o: Self) -> Self::Mask;
    /// `self == o`, lane by lane; false where an operand is NaN.
    fn eq_lanes(self, o: Self) -> Self::Mask;
    /// `yes` where the mask is true, `no` elsewhere, bit for bit.
    fn select(m: Self::Mask, yes: Self, no: Self) -> Self;
    /// True where both are.
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// True where at least one is.
    fn either(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// Whether the mask is true in at least one lane.
    fn any(m: Self::Mask) -> bool;

    /// `if o < self { o } else { self }`: the left operand where one is NaN, or both are zero.
    #[inline]
    fn min(self, o: Self) -> Self {
        Self::select(o.lt(self), o, self)
    }
    /// `if self < o { o } else { self }`: the left operand where one is NaN, or both are zero.
    #[inline]
    fn max(self, o: Self) -> Self {
        Self::select(self.lt(o), o, self)
    }

    /// The square root under [`Scalar::sqrt`].
    #[doc(hidden)]
    fn root(self) -> Self;
    /// The bits of every lane.
    fn to_bits(self) -> Self::Bits;
    /// Lanes with the given bits.
    fn from_bits(b: Self::Bits) -> Self;

    /// Lane i of the result is the sum of the lanes of `rows[i]`, with the bits of [`reduce::lanes`](crate::reduce::lanes). Vectors that
    /// are not there count as 0.
    #[inline]
    fn across(rows: &[Self]) -> Self {
        let mut all = [Self::Elem::ZERO; MAX_WIDTH];
        let mut i = 0;
        while i < rows.len() && i < Self::WIDTH {
            all[i] = crate::reduce::lanes(rows[i]);
            i += 1;
        }
        Self::load(&all)
    }

    /// As many elements as there are, and +0 in the lanes beyond.
    #[inline]
    fn load_padded(from: &[Self::Elem]) -> Self {
        let mut all = [Self::Elem::ZERO; MAX_WIDTH];
        let mut i = 0;
        while i < from.len() && i < Self::WIDTH {
            all[i] = from[i];
            i += 1;
        }
        Self::load(&all)
    }
    /// Writes as many lanes as the slice has room for.
    #[inline]
    fn store_first(self, to: &mut [Self::Elem]) {
        let mut all = [Self::Elem::ZERO; MAX_WIDTH];
        self.store(&mut all);
        let mut i = 0;
        while i < to.len() && i < Self::WIDTH {
            to[i] = all[i];
            i += 1;
        }
    }
    /// `f` of every lane, one after the other: the way out for rare cases that are not worth doing side by side.
    #[inline]
    fn map(self, f: impl Fn(Self::Elem) -> Self::Elem) -> Self {
        let mut all = [Self::Elem::ZERO; MAX_WIDTH];
        self.store(&mut all);
        for e in all.iter_mut().take(Self::WIDTH) {
            *e = f(*e);
        }
        Self::load(&all)
    }
    /// `f` of every pair of lanes, one after the other.
    #[inline]
    fn zip_map(self, o: Self, f: impl Fn(Self::Elem, Self::Elem) -> Self::Elem) -> Self {
        let mut a = [Self::Elem::ZERO; MAX_WIDTH];
        let mut b = [Self::Elem::ZERO; MAX_WIDTH];
        self.store(&mut a);
        o.store(&mut b);
        for (x, y) in a.iter_mut().zip(b).take(Self::WIDTH) {
            *x = f(*x, y);
        }
        Self::load(&a)
    }
}

/// A slice that should fill the lanes does not. A call of its own, because indexing is not always compiled in place where size
/// counts, and then every store pays for it.
#[cold]
#[inline(never)]
#[allow(dead_code, reason = "the scalar backend, which may be the only one, indexes")]
pub(crate) fn short() -> ! {
    panic!("a slice shorter than the lanes are wide")
}

/// No lane type is wider.
const MAX_WIDTH: usize = 4;

/// The bits of lanes: unsigned integers of 32 or 64 bits side by side, with arithmetic that wraps.
///
/// The names differ from those of the integers' own methods and operators, because `+` on a `u32` does not wrap.
pub trait BitLanes: Copy + Debug {
    /// The low bits of `b` (32 of them in the lanes of an `f32`) in every lane.
    fn splat(b: u64) -> Self;
    /// The sum, wrapping.
    fn plus(self, o: Self) -> Self;
    /// The difference, wrapping.
    fn minus(self, o: Self) -> Self;
    /// Bitwise and.
    fn and(self, o: Self) -> Self;
    /// Bitwise or.
    fn or(self, o: Self) -> Self;
    /// Bitwise exclusive or.
    fn xor(self, o: Self) -> Self;
    /// Shifted left by `n` bits, `n` below the size of a lane.
    fn shl(self, n: u32) -> Self;
    /// Shifted right by `n` bits, zeros coming in, `n` below the size of a lane.
    fn shr(self, n: u32) -> Self;
}

/// A precision: `f32` or `f64`.
pub trait Real:
    Lanes<Elem = Self> + Kernels + PartialOrd + PartialEq + Default + Debug + Send + Sync + 'static
{
    /// The wide lanes of the chosen backend: [`F32x4`](crate::F32x4) or [`F64x2`](crate::F64x2).
    type Wide: Lanes<Elem = Self>;
    /// +0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// `"f32"` or `"f64"`.
    const NAME: &'static str;
    /// The bit that holds the sign.
    const SIGN: u64;
    /// As an `f64`, exactly.
    fn to_f64(self) -> f64;
    /// Rounded to nearest, ties to even.
    fn from_f64(v: f64) -> Self;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// The bits, in the low half for an `f32`, with every NaN given as the positive quiet one without payload
    /// (`0x7fc00000`, `0x7ff8000000000000`). −0 and +0 differ.
    fn bits(self) -> u64;
}
