//! The backends, and the choice among them at compile time.
//!
//! | [`BACKEND`] | target | wide lanes |
//! |---|---|---|
//! | `"sse2"` | x86-64 | `core::arch::x86_64` |
//! | `"simd128"` | wasm32 with `simd128` | `core::arch::wasm32` |
//! | `"scalar"` | everything else, and everywhere with the feature `force-scalar` | arrays |
//!
//! The invariant owned here: widths are four for `f32` and two for `f64` whatever the machine has, and every
//! backend rounds every operation alike. The scalar backend is always compiled, so that tests compare with it.
//!
//! What it does not do: detect features at run time, and use anything that rounds differently (fused
//! multiply-add, reciprocal estimates, relaxed SIMD).

/// What all lanes have in common: they lie in memory as arrays of their elements.
macro_rules! packed {
    ($float:ident, $width:literal) => {
        type Elem = $float;
        type Pack = [$float; $width];
        const WIDTH: usize = $width;

        #[inline(always)]
        fn packs(from: &[$float]) -> &[Self::Pack] {
            from.as_chunks().0
        }
        #[inline(always)]
        fn packs_mut(of: &mut [$float]) -> &mut [Self::Pack] {
            of.as_chunks_mut().0
        }
        #[inline(always)]
        fn unpack(from: &Self::Pack) -> Self {
            Self::load(from)
        }
        #[inline(always)]
        fn pack(self, to: &mut Self::Pack) {
            self.store(to);
        }
    };
}

mod one;
pub mod scalar;
#[cfg(target_arch = "x86_64")]
pub mod sse2;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub mod wasm128;

#[cfg(all(not(feature = "force-scalar"), target_arch = "x86_64"))]
use sse2 as chosen;

#[cfg(all(not(feature = "force-scalar"), target_arch = "wasm32", target_feature = "simd128"))]
use wasm128 as chosen;

#[cfg(any(
    feature = "force-scalar",
    not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))
))]
use scalar as chosen;

pub use chosen::{BACKEND, F32x4, F64x2};
