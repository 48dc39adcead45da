//! `f32` and `f64` as lanes of width one.
//!
//! The invariant owned here: these are the same operations as one lane of a wide type, so that tails give the
//! bits of full vectors.

use super::{F32x4, F64x2};
use crate::lane::{BitLanes, Lanes, Real};

macro_rules! width_one {
    ($float:ident, $bits:ident, $wide:ident, $canonical_nan:literal) => {
        impl BitLanes for $bits {
            #[inline(always)]
            fn splat(b: u64) -> Self {
                b as $bits
            }
            #[inline(always)]
            fn plus(self, o: Self) -> Self {
                self.wrapping_add(o)
            }
            #[inline(always)]
            fn minus(self, o: Self) -> Self {
                self.wrapping_sub(o)
            }
            #[inline(always)]
            fn and(self, o: Self) -> Self {
                self & o
            }
            #[inline(always)]
            fn or(self, o: Self) -> Self {
                self | o
            }
            #[inline(always)]
            fn xor(self, o: Self) -> Self {
                self ^ o
            }
            #[inline(always)]
            fn shl(self, n: u32) -> Self {
                self.wrapping_shl(n)
            }
            #[inline(always)]
            fn shr(self, n: u32) -> Self {
                self.wrapping_shr(n)
            }
        }

        impl Lanes for $float {
            packed!($float, 1);
            type Mask = bool;
            type Bits = $bits;

            #[inline(always)]
            fn splat(e: $float) -> Self {
                e
            }
            #[inline(always)]
            fn load(from: &[$float]) -> Self {
                from[0]
            }
            #[inline(always)]
            fn store(self, to: &mut [$float]) {
                to[0] = self;
            }
            #[inline(always)]
            fn lane(self, i: usize) -> $float {
                [self][i]
            }
            #[inline(always)]
            fn lt(self, o: Self) -> bool {
                self < o
            }
            #[inline(always)]
            fn le(self, o: Self) -> bool {
                self <= o
            }
            #[inline(always)]
            fn eq_lanes(self, o: Self) -> bool {
                self == o
            }
            #[inline(always)]
            fn select(m: bool, yes: Self, no: Self) -> Self {
                if m { yes } else { no }
            }
            #[inline(always)]
            fn both(a: bool, b: bool) -> bool {
                a & b
            }
            #[inline(always)]
            fn either(a: bool, b: bool) -> bool {
                a | b
            }
            #[inline(always)]
            fn any(m: bool) -> bool {
                m
            }
            #[inline(always)]
            fn root(self) -> Self {
                $float::sqrt(self)
            }
            #[inline(always)]
            fn to_bits(self) -> $bits {
                $float::to_bits(self)
            }
            #[inline(always)]
            fn from_bits(b: $bits) -> Self {
                $float::from_bits(b)
            }
        }

        impl Real for $float {
            type Wide = $wide;
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const NAME: &'static str = stringify!($float);
            const SIGN: u64 = 1 << ($bits::BITS - 1);

            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn from_f64(v: f64) -> Self {
                v as $float
            }
            #[inline(always)]
            fn is_finite(self) -> bool {
                $float::is_finite(self)
            }
            #[inline(always)]
            fn bits(self) -> u64 {
                if self.is_nan() { $canonical_nan } else { u64::from($float::to_bits(self)) }
            }
        }
    };
}

width_one!(f32, u32, F32x4, 0x7fc0_0000);
width_one!(f64, u64, F64x2, 0x7ff8_0000_0000_0000);
