//! Which numbers each precision puts into the kernels.
//!
//! The invariant owned here: a kernel is written once, for every lane type; `f32` and `f64` differ by their
//! constants, and by nothing else but the power, which `f32` takes from `f64`.

use super::format::{BINARY32, BINARY64, Format};
use super::{atan, exp, far, ln, pow, tanh, trig};
use crate::lane::{Lanes, Real};

/// The constants and the few special ways of one precision. Sealed: it is implemented by `f32` and `f64`.
pub trait Kernels: Sized {
    /// The binary format.
    const FORMAT: Format;
    /// For [`exp`](mod@super::exp) and [`exp_m1`](mod@super::exp_m1).
    const EXP: exp::Constants;
    /// For [`ln`](mod@super::ln) and [`ln_1p`](mod@super::ln_1p).
    const LN: ln::Constants;
    /// For sine and cosine.
    const TRIG: trig::Constants;
    /// For [`tanh`](mod@super::tanh).
    const TANH: &'static [f64];
    /// For [`atan`](mod@super::atan).
    const ATAN: atan::Constants;
    /// Below this size sin x, eˣ − 1 and ln(1 + x) are x to within half an ulp and a little.
    const TINY: f64;
    /// The reduction by multiples of π/2 of a finite number beyond `TRIG.near`.
    fn reduce_far(x: Self) -> trig::Reduced<Self>
    where
        Self: Lanes;
    /// xʸ.
    fn pow<L: Lanes<Elem = Self>>(x: L, y: L) -> L;
}

impl Kernels for f32 {
    const FORMAT: Format = BINARY32;
    const EXP: exp::Constants = exp::F32;
    const LN: ln::Constants = ln::F32;
    const TRIG: trig::Constants = trig::F32;
    const TANH: &'static [f64] = tanh::F32;
    const ATAN: atan::Constants = atan::F32;
    const TINY: f64 = 2.980_232_238_769_531_3e-8; // 2⁻²⁵

    fn reduce_far(x: f32) -> trig::Reduced<f32> {
        let (q, r, tail) = far::reduce(f64::from(x));
        let high = f32::from_f64(r);
        trig::Reduced { q: q as u32, r: high, tail: f32::from_f64((r - f64::from(high)) + tail) }
    }

    #[inline]
    fn pow<L: Lanes<Elem = f32>>(x: L, y: L) -> L {
        x.zip_map(y, |a, b| f32::from_f64(pow::pow(f64::from(a), f64::from(b))))
    }
}

impl Kernels for f64 {
    const FORMAT: Format = BINARY64;
    const EXP: exp::Constants = exp::F64;
    const LN: ln::Constants = ln::F64;
    const TRIG: trig::Constants = trig::F64;
    const TANH: &'static [f64] = tanh::F64;
    const ATAN: atan::Constants = atan::F64;
    const TINY: f64 = 5.551_115_123_125_783e-17; // 2⁻⁵⁴

    fn reduce_far(x: f64) -> trig::Reduced<f64> {
        let (q, r, tail) = far::reduce(x);
        trig::Reduced { q, r, tail }
    }

    #[inline]
    fn pow<L: Lanes<Elem = f64>>(x: L, y: L) -> L {
        pow::pow(x, y)
    }
}
