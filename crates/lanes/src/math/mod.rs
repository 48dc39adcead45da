//! Deterministic mathematics: the same bits on every machine.
//!
//! The standard library's transcendental functions come from the platform and differ in their last bits between
//! machines, and between native code and WebAssembly. These are chains of `+ − × ÷ √`, comparisons, selects and
//! bit moves, each of which IEEE 754 defines to the bit, written once and generic over the lanes, so that a vector
//! lane gives what the number alone gives. There are no tables to look up and no branches on data, but for sines and
//! cosines of huge arguments.
//!
//! Each function takes any [`Scalar`]: `f32`, `f64`, the wide lanes, jets. How far each is from the exact
//! result is measured in [`table`]; error bound, method and source of each are said by the module of its name.
//!
//! ```
//! use lanes::{F64x2, Lanes, math};
//! assert_eq!(math::exp(1.0_f64), 2.718281828459045);
//! assert_eq!(math::exp(1.0_f32), 2.7182817);
//! assert_eq!(math::exp(F64x2::splat(1.0)).lane(1), 2.718281828459045);
//! ```
//!
//! The larger kernels are calls, not inlined: that costs 5 % at most where they are all there is, and keeps one copy of
//! each per lane type in the compiled page.
//!
//! What it does not do: set flags, honour rounding modes, or keep NaN payloads.

pub mod atan;
pub mod cos;
pub mod exp;
pub mod exp_m1;
mod far;
mod fingerprint;
mod format;
mod kernels;
pub mod ln;
pub mod ln_1p;
pub mod pow;
pub mod pown;
pub mod sigmoid;
pub mod sin;
pub mod softplus;
pub mod table;
pub mod tanh;
pub mod trig;

use crate::scalar::Scalar;
pub use fingerprint::{FINGERPRINT, RESULTS, fingerprint, input, results};
pub use kernels::Kernels;
pub use ln_1p::all as ln_1p_all;

/// The implementations behind [`Scalar`], for lanes.
pub(crate) mod lanewise {
    pub(crate) use super::atan::atan;
    pub(crate) use super::cos::cos;
    pub(crate) use super::exp::exp;
    pub(crate) use super::exp_m1::exp_m1;
    pub(crate) use super::ln::ln;
    pub(crate) use super::ln_1p::ln_1p;
    pub(crate) use super::pown::pown;
    pub(crate) use super::sigmoid::sigmoid;
    pub(crate) use super::sin::sin;
    pub(crate) use super::softplus::softplus;
    pub(crate) use super::tanh::{all as tanh_all, tanh};
}

macro_rules! one_argument {
    ($($name:ident $doc:literal)*) => { $(
        #[doc = $doc]
        #[doc = concat!("\n\nError bound, method and source: [`", stringify!($name), "`](mod@", stringify!($name), ").")]
        #[inline]
        pub fn $name<S: Scalar>(x: S) -> S {
            x.$name()
        }
    )* };
}

one_argument! {
    exp "eˣ. 0 at −∞, ∞ above the largest number's logarithm (88.72 in `f32`, 709.78 in `f64`).

```
assert_eq!(lanes::math::exp(0.0_f64), 1.0);
assert_eq!(lanes::math::exp(f32::NEG_INFINITY), 0.0);
```"
    exp_m1 "eˣ − 1, accurate near zero: where eˣ is 1, this is x. −1 at −∞, −0 at −0.

```
assert_eq!(lanes::math::exp_m1(1e-20_f64), 1e-20);
```"
    ln "The natural logarithm. −∞ at ±0, NaN below, ∞ at ∞.

```
assert_eq!(lanes::math::ln(10.0_f64), 2.302585092994046);
assert!(lanes::math::ln(-1.0_f32).is_nan());
```"
    ln_1p "ln(1 + x), accurate near zero: there it is x. −∞ at −1, NaN below, −0 at −0.

```
assert_eq!(lanes::math::ln_1p(1e-20_f64), 1e-20);
assert_eq!(lanes::math::ln_1p(-1.0_f32), f32::NEG_INFINITY);
```"
    sin "sin x, x in radians and of any finite size: 10²² is reduced by π as exactly as 1. NaN at ±∞, −0 at −0.

```
assert_eq!(lanes::math::sin(1e22_f64), -0.8522008497671888);
```"
    cos "cos x, x in radians and of any finite size. NaN at ±∞.

```
assert_eq!(lanes::math::cos(0.0_f32), 1.0);
```"
    tanh "The hyperbolic tangent (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ). ±1 at ±∞, −0 at −0.

```
assert_eq!(lanes::math::tanh(0.5_f64), 0.46211715726000973);
```"
    atan "The inverse tangent. ±π/2 at ±∞, −0 at −0.

```
assert_eq!(lanes::math::atan(1.0_f64), core::f64::consts::FRAC_PI_4);
```"
    sigmoid "The logistic function 1/(1 + e⁻ˣ). 0 at −∞, 1 at ∞; small results keep their accuracy.

```
assert_eq!(lanes::math::sigmoid(0.0_f32), 0.5);
assert!(lanes::math::sigmoid(-700.0_f64) > 0.0);
```"
    softplus "ln(1 + eˣ), the logistic loss. 0 at −∞, ∞ at ∞; it neither overflows nor loses small results.

```
assert_eq!(lanes::math::softplus(1000.0_f64), 1000.0);
```"
}

/// √x, correctly rounded. NaN below zero, −0 at −0.
#[inline]
pub fn sqrt<S: Scalar>(x: S) -> S {
    x.sqrt()
}

/// xʸ with the special cases of IEEE 754's `pow`: x⁰ = 1 and 1ʸ = 1 always, NaN for x < 0 unless y is an integer.
///
/// ```
/// assert_eq!(lanes::math::pow(2.0_f64, 0.5), 1.4142135623730951);
/// assert_eq!(lanes::math::pow(-2.0_f32, 3.0), -8.0);
/// ```
///
/// Error bound, method and source: [`pow`](mod@pow).
#[inline]
pub fn pow<S: Scalar>(x: S, y: S) -> S {
    x.pow(y)
}

/// xⁿ by squaring, from the lowest bit of n to the highest: with s₀ = x and sᵢ₊₁ = sᵢ·sᵢ, the product of the
/// sᵢ whose bit is set, in increasing i. So x³ = x·(x·x) and x⁵ = x·((x·x)·(x·x)); x⁰ = 1 for every x, NaN included.
///
/// ```
/// assert_eq!(lanes::math::pown(3.0_f64, 4), 81.0);
/// ```
///
/// Error bound and order: [`pown`](mod@pown).
#[inline]
pub fn pown<S: Scalar>(x: S, n: u32) -> S {
    x.pown(n)
}
