//! The x86-64 backend: SSE2, which every such processor has.
//!
//! The invariant owned here: each operation is the one IEEE 754 instruction that the scalar backend's operator
//! compiles to, four or two at a time, so the bits agree. Unsafe code is limited to the calls of
//! these instructions, which exist on every x86-64 processor, and to unaligned loads and stores of slices whose
//! length has just been checked.
//!
//! What it does not do: use AVX or FMA where the machine has them; the widths are fixed, and FMA rounds once
//! where the contract rounds twice.
#![allow(unsafe_code, reason = "the instructions are unsafe functions; see SAFETY at each")]

use core::arch::x86_64::*;
use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::lane::{BitLanes, Lanes, Real};

/// The name of this backend.
pub const BACKEND: &str = "sse2";

/// A call of an instruction that works on registers alone.
macro_rules! sse2 {
    ($call:expr) => {{
        // SAFETY: the only condition of these functions is that the processor has SSE and SSE2, and x86-64 means
        // that it has.
        unsafe { $call }
    }};
}

/// The sign bits of four `f32`.
#[inline]
fn signs_ps() -> __m128 {
    sse2!(_mm_set1_ps(-0.0))
}

/// The sign bits of two `f64`.
#[inline]
fn signs_pd() -> __m128d {
    sse2!(_mm_set1_pd(-0.0))
}

macro_rules! sse_lanes {
    (
        $name:ident($reg:ident), $bits:ident, $float:ident, $width:literal, $what:literal,
        ops: $($op:ident $op_fn:ident $op_i:ident),*;
        neg: $xor:ident $signs:ident; root: $sqrt:ident; splat: $set1:ident;
        load: $load:ident; store: $store:ident; lt: $lt:ident; le: $le:ident; eq: $eq:ident;
        select: $and:ident $andnot:ident $or:ident; any: $movemask:ident;
        min: $min:ident; max: $max:ident; to_bits: $to_bits:ident; from_bits: $from_bits:ident;
        int: $set_bits:ident as $int:ident, $add:ident, $sub:ident, $sll:ident, $srl:ident; across: $across:ident
    ) => {
        #[doc = $what]
        #[derive(Clone, Copy, Debug)]
        pub struct $name($reg);

        #[doc = concat!("The bits of [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $bits(__m128i);

        $(
            impl $op for $name {
                type Output = Self;
                #[inline]
                fn $op_fn(self, o: Self) -> Self {
                    Self(sse2!($op_i(self.0, o.0)))
                }
            }
        )*

        impl Neg for $name {
            type Output = Self;
            #[inline]
            fn neg(self) -> Self {
                Self(sse2!($xor(self.0, $signs())))
            }
        }

        impl BitLanes for $bits {
            #[inline]
            fn splat(b: u64) -> Self {
                Self(sse2!($set_bits(b as $int)))
            }
            #[inline]
            fn plus(self, o: Self) -> Self {
                Self(sse2!($add(self.0, o.0)))
            }
            #[inline]
            fn minus(self, o: Self) -> Self {
                Self(sse2!($sub(self.0, o.0)))
            }
            #[inline]
            fn and(self, o: Self) -> Self {
                Self(sse2!(_mm_and_si128(self.0, o.0)))
            }
            #[inline]
            fn or(self, o: Self) -> Self {
                Self(sse2!(_mm_or_si128(self.0, o.0)))
            }
            #[inline]
            fn xor(self, o: Self) -> Self {
                Self(sse2!(_mm_xor_si128(self.0, o.0)))
            }
            #[inline]
            fn shl(self, n: u32) -> Self {
                Self(sse2!($sll(self.0, _mm_cvtsi32_si128(n as i32))))
            }
            #[inline]
            fn shr(self, n: u32) -> Self {
                Self(sse2!($srl(self.0, _mm_cvtsi32_si128(n as i32))))
            }
        }

        impl Lanes for $name {
            packed!($float, $width);
            type Mask = $reg;
            type Bits = $bits;

            #[inline]
            fn splat(e: $float) -> Self {
                Self(sse2!($set1(e)))
            }
            #[inline]
            fn load(from: &[$float]) -> Self {
                let Some(from) = from.first_chunk::<$width>() else { crate::lane::short() };
                // SAFETY: the slice has exactly as many elements as the register; the load needs no alignment.
                Self(unsafe { $load(from.as_ptr()) })
            }
            #[inline]
            fn store(self, to: &mut [$float]) {
                let Some(to) = to.first_chunk_mut::<$width>() else { crate::lane::short() };
                // SAFETY: the slice has exactly as many elements as the register; the store needs no alignment.
                unsafe { $store(to.as_mut_ptr(), self.0) }
            }
            #[inline]
            fn lane(self, i: usize) -> $float {
                let mut all = [$float::ZERO; $width];
                self.store(&mut all);
                all[i]
            }
            #[inline]
            fn lt(self, o: Self) -> $reg {
                sse2!($lt(self.0, o.0))
            }
            #[inline]
            fn le(self, o: Self) -> $reg {
                sse2!($le(self.0, o.0))
            }
            #[inline]
            fn eq_lanes(self, o: Self) -> $reg {
                sse2!($eq(self.0, o.0))
            }
            #[inline]
            fn select(m: $reg, yes: Self, no: Self) -> Self {
                Self(sse2!($or($and(m, yes.0), $andnot(m, no.0))))
            }
            #[inline]
            fn both(a: $reg, b: $reg) -> $reg {
                sse2!($and(a, b))
            }
            #[inline]
            fn either(a: $reg, b: $reg) -> $reg {
                sse2!($or(a, b))
            }
            #[inline]
            fn any(m: $reg) -> bool {
                sse2!($movemask(m)) != 0
            }
            // The instruction is `if a < b { a } else { b }`, so the operands change places.
            #[inline]
            fn min(self, o: Self) -> Self {
                Self(sse2!($min(o.0, self.0)))
            }
            #[inline]
            fn max(self, o: Self) -> Self {
                Self(sse2!($max(o.0, self.0)))
            }
            #[inline]
            fn across(rows: &[Self]) -> Self {
                Self($across(rows))
            }
            #[inline]
            fn root(self) -> Self {
                Self(sse2!($sqrt(self.0)))
            }
            #[inline]
            fn to_bits(self) -> $bits {
                $bits(sse2!($to_bits(self.0)))
            }
            #[inline]
            fn from_bits(b: $bits) -> Self {
                Self(sse2!($from_bits(b.0)))
            }
        }
    };
}

/// Sums of lanes, neighbours first. The zero that the sum of one vector begins with matters only to a sum of −0 alone, so here it
/// comes last.
#[inline]
fn across_4(rows: &[F32x4]) -> __m128 {
    // The even and the odd lanes of two vectors.
    const EVEN: i32 = 0b10_00_10_00;
    const ODD: i32 = 0b11_01_11_01;
    let zero = sse2!(_mm_setzero_ps());
    let row = |i: usize| rows.get(i).map_or(zero, |r| r.0);
    let pairs = |a, b| sse2!(_mm_add_ps(_mm_shuffle_ps::<EVEN>(a, b), _mm_shuffle_ps::<ODD>(a, b)));
    let (ab, cd) = (pairs(row(0), row(1)), pairs(row(2), row(3)));
    sse2!(_mm_add_ps(pairs(ab, cd), zero))
}

/// Likewise.
#[inline]
fn across_2(rows: &[F64x2]) -> __m128d {
    let zero = sse2!(_mm_setzero_pd());
    let row = |i: usize| rows.get(i).map_or(zero, |r| r.0);
    let (a, b) = (row(0), row(1));
    sse2!(_mm_add_pd(_mm_add_pd(_mm_unpacklo_pd(a, b), _mm_unpackhi_pd(a, b)), zero))
}

sse_lanes! {
    F32x4(__m128), U32x4, f32, 4, "Four `f32` side by side.",
    ops: Add add _mm_add_ps, Sub sub _mm_sub_ps, Mul mul _mm_mul_ps, Div div _mm_div_ps;
    neg: _mm_xor_ps signs_ps; root: _mm_sqrt_ps; splat: _mm_set1_ps;
    load: _mm_loadu_ps; store: _mm_storeu_ps; lt: _mm_cmplt_ps; le: _mm_cmple_ps; eq: _mm_cmpeq_ps;
    select: _mm_and_ps _mm_andnot_ps _mm_or_ps; any: _mm_movemask_ps;
    min: _mm_min_ps; max: _mm_max_ps; to_bits: _mm_castps_si128; from_bits: _mm_castsi128_ps;
    int: _mm_set1_epi32 as i32, _mm_add_epi32, _mm_sub_epi32, _mm_sll_epi32, _mm_srl_epi32; across: across_4
}

sse_lanes! {
    F64x2(__m128d), U64x2, f64, 2, "Two `f64` side by side.",
    ops: Add add _mm_add_pd, Sub sub _mm_sub_pd, Mul mul _mm_mul_pd, Div div _mm_div_pd;
    neg: _mm_xor_pd signs_pd; root: _mm_sqrt_pd; splat: _mm_set1_pd;
    load: _mm_loadu_pd; store: _mm_storeu_pd; lt: _mm_cmplt_pd; le: _mm_cmple_pd; eq: _mm_cmpeq_pd;
    select: _mm_and_pd _mm_andnot_pd _mm_or_pd; any: _mm_movemask_pd;
    min: _mm_min_pd; max: _mm_max_pd; to_bits: _mm_castpd_si128; from_bits: _mm_castsi128_pd;
    int: _mm_set1_epi64x as i64, _mm_add_epi64, _mm_sub_epi64, _mm_sll_epi64, _mm_srl_epi64; across: across_2
}
