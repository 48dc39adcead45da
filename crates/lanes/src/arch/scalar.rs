//! The scalar backend: arrays of the fixed widths.
//!
//! The invariant owned here: this is the reference. It does to each element what the element type does alone,
//! and every other backend has to give its bits.

use core::array::from_fn;
use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::lane::{BitLanes, Lanes};

/// The name of this backend.
pub const BACKEND: &str = "scalar";

macro_rules! array_lanes {
    ($name:ident, $bits_name:ident, $float:ident, $bits:ident, $width:literal, $what:literal) => {
        #[doc = $what]
        #[derive(Clone, Copy, Debug)]
        pub struct $name([$float; $width]);

        #[doc = concat!("The bits of [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $bits_name([$bits; $width]);

        array_lanes!(@op $name, Add, add, $width);
        array_lanes!(@op $name, Sub, sub, $width);
        array_lanes!(@op $name, Mul, mul, $width);
        array_lanes!(@op $name, Div, div, $width);

        impl Neg for $name {
            type Output = Self;
            #[inline]
            fn neg(self) -> Self {
                Self(self.0.map(|x| -x))
            }
        }

        impl BitLanes for $bits_name {
            #[inline]
            fn splat(b: u64) -> Self {
                Self([BitLanes::splat(b); $width])
            }
            array_lanes!(@bits plus, $width);
            array_lanes!(@bits minus, $width);
            array_lanes!(@bits and, $width);
            array_lanes!(@bits or, $width);
            array_lanes!(@bits xor, $width);
            #[inline]
            fn shl(self, n: u32) -> Self {
                Self(self.0.map(|b| BitLanes::shl(b, n)))
            }
            #[inline]
            fn shr(self, n: u32) -> Self {
                Self(self.0.map(|b| BitLanes::shr(b, n)))
            }
        }

        impl Lanes for $name {
            packed!($float, $width);
            type Mask = [bool; $width];
            type Bits = $bits_name;

            #[inline]
            fn splat(e: $float) -> Self {
                Self([e; $width])
            }
            #[inline]
            fn load(from: &[$float]) -> Self {
                let from = &from[..$width];
                Self(from_fn(|i| from[i]))
            }
            #[inline]
            fn store(self, to: &mut [$float]) {
                to[..$width].copy_from_slice(&self.0);
            }
            #[inline]
            fn lane(self, i: usize) -> $float {
                self.0[i]
            }
            #[inline]
            fn lt(self, o: Self) -> Self::Mask {
                from_fn(|i| self.0[i] < o.0[i])
            }
            #[inline]
            fn le(self, o: Self) -> Self::Mask {
                from_fn(|i| self.0[i] <= o.0[i])
            }
            #[inline]
            fn eq_lanes(self, o: Self) -> Self::Mask {
                from_fn(|i| self.0[i] == o.0[i])
            }
            #[inline]
            fn select(m: Self::Mask, yes: Self, no: Self) -> Self {
                Self(from_fn(|i| if m[i] { yes.0[i] } else { no.0[i] }))
            }
            #[inline]
            fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
                from_fn(|i| a[i] & b[i])
            }
            #[inline]
            fn either(a: Self::Mask, b: Self::Mask) -> Self::Mask {
                from_fn(|i| a[i] | b[i])
            }
            #[inline]
            fn any(m: Self::Mask) -> bool {
                m.into_iter().any(|x| x)
            }
            #[inline]
            fn root(self) -> Self {
                Self(self.0.map(|x| x.root()))
            }
            #[inline]
            fn to_bits(self) -> $bits_name {
                $bits_name(self.0.map(|x| x.to_bits()))
            }
            #[inline]
            fn from_bits(b: $bits_name) -> Self {
                Self(b.0.map($float::from_bits))
            }
        }
    };
    (@op $name:ident, $trait:ident, $method:ident, $width:literal) => {
        impl $trait for $name {
            type Output = Self;
            #[inline]
            fn $method(self, o: Self) -> Self {
                Self(from_fn(|i| self.0[i].$method(o.0[i])))
            }
        }
    };
    (@bits $method:ident, $width:literal) => {
        #[inline]
        fn $method(self, o: Self) -> Self {
            Self(from_fn(|i| BitLanes::$method(self.0[i], o.0[i])))
        }
    };
}

array_lanes!(F32x4, U32x4, f32, u32, 4, "Four `f32` side by side.");
array_lanes!(F64x2, U64x2, f64, u64, 2, "Two `f64` side by side.");
