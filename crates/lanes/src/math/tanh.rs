//! The hyperbolic tangent.
//!
//! Error: at most 1.5 ulp in `f32` (1.3307 found) and 1.5 ulp in `f64` (1.2704 found).
//!
//! Method (Cody and Waite, "Software Manual for the Elementary Functions", 1980): for |x| < 5/8 a polynomial
//! x + x³ P(x²), beyond it 1 − 2/(e^(2|x|) + 1), with the sign of x.
//!
//! The invariant owned here: tanh(−x) = −tanh x bit for bit, ±0 included; ±1 at ±∞ and wherever that is nearest.

use super::exp::reduce;
use super::format::{magnitude, poly, with_sign_of};
use crate::lane::Lanes;
use crate::math::Kernels;

/// Where the two forms meet.
const MEETING: f64 = 0.625;

/// (tanh x − x)/x³ in powers of x², minimax on |x| ≤ 5/8 (own Remez computation, 300 bits): error 2⁻³⁰ of tanh x.
pub const F32: &[f64] = &[
    -0.3333333134651184,
    0.13333210349082947,
    -0.05394720286130905,
    0.02170296385884285,
    -0.008182666264474392,
    0.0021475297398865223,
];

/// The same for `f64`: error 2⁻⁵⁷ of tanh x.
pub const F64: &[f64] = &[
    -0.33333333333333315,
    0.1333333333332989,
    -0.053968253966134416,
    0.021869488470653894,
    -0.00886323434149993,
    0.0035921142712556004,
    -0.0014557276165516329,
    0.0005894586217229728,
    -0.00023703012101996632,
    9.158980450026996e-5,
    -3.021797222684998e-5,
    6.055637456582415e-6,
];

/// tanh x.
#[inline(never)]
pub fn tanh<L: Lanes>(x: L) -> L {
    let (one, two) = (L::lit(1.0), L::lit(2.0));
    let ax = magnitude(x);
    // Above 80 the quotient is far below one ulp, and below it one power of two scales without overflow.
    let e = reduce((two * ax).min(L::lit(80.0)), L::lit(0.0)).exp_in_range();
    let large = one - two / (e + one);
    let z = ax * ax;
    let small = ax + ax * (z * poly(z, L::Elem::TANH));
    with_sign_of(L::select(ax.lt(L::lit(MEETING)), small, large), x)
}
