//! The WebAssembly backend: fixed-width 128-bit SIMD.
//!
//! The invariant owned here: each operation is the deterministic instruction of the same meaning as the scalar
//! backend's operator; `f32x4.pmin` and `f32x4.pmax` are the comparing forms of minimum and maximum. Unsafe code is
//! limited to the loads and stores of slices whose length has just been checked.
//!
//! What it does not do: relaxed SIMD, whose results may differ between engines.
#![allow(unsafe_code, reason = "vector loads and stores take raw pointers; see SAFETY at each")]

use core::arch::wasm32::*;
use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::lane::{BitLanes, Lanes, Real};

/// The name of this backend.
pub const BACKEND: &str = "simd128";

macro_rules! wasm_lanes {
    (
        $name:ident, $bits:ident, $float:ident, $width:literal, $what:literal,
        ops: $($op:ident $op_fn:ident $op_i:ident),*;
        neg: $neg:ident; root: $sqrt:ident; splat: $splat:ident;
        lt: $lt:ident; le: $le:ident; eq: $eq:ident; min: $pmin:ident; max: $pmax:ident;
        int: $set_bits:ident as $int:ident, $add:ident, $sub:ident, $shl:ident, $shr:ident; across: $across:ident
    ) => {
        #[doc = $what]
        #[derive(Clone, Copy, Debug)]
        pub struct $name(v128);

        #[doc = concat!("The bits of [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $bits(v128);

        $(
            impl $op for $name {
                type Output = Self;
                #[inline(always)]
                fn $op_fn(self, o: Self) -> Self {
                    Self($op_i(self.0, o.0))
                }
            }
        )*

        impl Neg for $name {
            type Output = Self;
            #[inline(always)]
            fn neg(self) -> Self {
                Self($neg(self.0))
            }
        }

        impl BitLanes for $bits {
            #[inline(always)]
            fn splat(b: u64) -> Self {
                Self($set_bits(b as $int))
            }
            #[inline(always)]
            fn plus(self, o: Self) -> Self {
                Self($add(self.0, o.0))
            }
            #[inline(always)]
            fn minus(self, o: Self) -> Self {
                Self($sub(self.0, o.0))
            }
            #[inline(always)]
            fn and(self, o: Self) -> Self {
                Self(v128_and(self.0, o.0))
            }
            #[inline(always)]
            fn or(self, o: Self) -> Self {
                Self(v128_or(self.0, o.0))
            }
            #[inline(always)]
            fn xor(self, o: Self) -> Self {
                Self(v128_xor(self.0, o.0))
            }
            #[inline(always)]
            fn shl(self, n: u32) -> Self {
                Self($shl(self.0, n))
            }
            #[inline(always)]
            fn shr(self, n: u32) -> Self {
                Self($shr(self.0, n))
            }
        }

        impl Lanes for $name {
            packed!($float, $width);
            type Mask = v128;
            type Bits = $bits;

            #[inline(always)]
            fn splat(e: $float) -> Self {
                Self($splat(e))
            }
            #[inline(always)]
            fn load(from: &[$float]) -> Self {
                let Some(from) = from.first_chunk::<$width>() else { crate::lane::short() };
                // SAFETY: the slice has exactly as many bytes as the register; the load needs no alignment.
                Self(unsafe { v128_load(from.as_ptr().cast()) })
            }
            #[inline(always)]
            fn store(self, to: &mut [$float]) {
                let Some(to) = to.first_chunk_mut::<$width>() else { crate::lane::short() };
                // SAFETY: the slice has exactly as many bytes as the register; the store needs no alignment.
                unsafe { v128_store(to.as_mut_ptr().cast(), self.0) }
            }
            #[inline(always)]
            fn lane(self, i: usize) -> $float {
                let mut all = [$float::ZERO; $width];
                self.store(&mut all);
                all[i]
            }
            #[inline(always)]
            fn lt(self, o: Self) -> v128 {
                $lt(self.0, o.0)
            }
            #[inline(always)]
            fn le(self, o: Self) -> v128 {
                $le(self.0, o.0)
            }
            #[inline(always)]
            fn eq_lanes(self, o: Self) -> v128 {
                $eq(self.0, o.0)
            }
            #[inline(always)]
            fn select(m: v128, yes: Self, no: Self) -> Self {
                Self(v128_bitselect(yes.0, no.0, m))
            }
            #[inline(always)]
            fn both(a: v128, b: v128) -> v128 {
                v128_and(a, b)
            }
            #[inline(always)]
            fn either(a: v128, b: v128) -> v128 {
                v128_or(a, b)
            }
            #[inline(always)]
            fn any(m: v128) -> bool {
                v128_any_true(m)
            }
            #[inline(always)]
            fn min(self, o: Self) -> Self {
                Self($pmin(self.0, o.0))
            }
            #[inline(always)]
            fn max(self, o: Self) -> Self {
                Self($pmax(self.0, o.0))
            }
            #[inline(always)]
            fn across(rows: &[Self]) -> Self {
                Self($across(rows))
            }
            #[inline(always)]
            fn root(self) -> Self {
                Self($sqrt(self.0))
            }
            #[inline(always)]
            fn to_bits(self) -> $bits {
                $bits(self.0)
            }
            #[inline(always)]
            fn from_bits(b: $bits) -> Self {
                Self(b.0)
            }
        }
    };
}

/// Sums of lanes, neighbours first. The zero that the sum of one vector begins with matters only to a sum of −0 alone, so here it
/// comes last.
#[inline(always)]
fn across_4(rows: &[F32x4]) -> v128 {
    let zero = f32x4_splat(0.0);
    let row = |i: usize| rows.get(i).map_or(zero, |r| r.0);
    let (a, b, c, d) = match *rows {
        [F32x4(a), F32x4(b), F32x4(c), F32x4(d)] => (a, b, c, d),
        _ => (row(0), row(1), row(2), row(3)),
    };
    let pairs = |a, b| f32x4_add(i32x4_shuffle::<0, 2, 4, 6>(a, b), i32x4_shuffle::<1, 3, 5, 7>(a, b));
    f32x4_add(pairs(pairs(a, b), pairs(c, d)), zero)
}

/// Likewise.
#[inline(always)]
fn across_2(rows: &[F64x2]) -> v128 {
    let zero = f64x2_splat(0.0);
    let row = |i: usize| rows.get(i).map_or(zero, |r| r.0);
    let (a, b) = (row(0), row(1));
    f64x2_add(f64x2_add(i64x2_shuffle::<0, 2>(a, b), i64x2_shuffle::<1, 3>(a, b)), zero)
}

wasm_lanes! {
    F32x4, U32x4, f32, 4, "Four `f32` side by side.",
    ops: Add add f32x4_add, Sub sub f32x4_sub, Mul mul f32x4_mul, Div div f32x4_div;
    neg: f32x4_neg; root: f32x4_sqrt; splat: f32x4_splat;
    lt: f32x4_lt; le: f32x4_le; eq: f32x4_eq; min: f32x4_pmin; max: f32x4_pmax;
    int: u32x4_splat as u32, u32x4_add, u32x4_sub, u32x4_shl, u32x4_shr; across: across_4
}

wasm_lanes! {
    F64x2, U64x2, f64, 2, "Two `f64` side by side.",
    ops: Add add f64x2_add, Sub sub f64x2_sub, Mul mul f64x2_mul, Div div f64x2_div;
    neg: f64x2_neg; root: f64x2_sqrt; splat: f64x2_splat;
    lt: f64x2_lt; le: f64x2_le; eq: f64x2_eq; min: f64x2_pmin; max: f64x2_pmax;
    int: u64x2_splat as u64, u64x2_add, u64x2_sub, u64x2_shl, u64x2_shr; across: across_2
}
