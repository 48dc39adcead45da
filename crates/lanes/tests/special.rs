//! The values at the edges: zeros with their signs, infinities, NaN, overflow, underflow.

use lanes::math::{atan, cos, exp, exp_m1, ln, ln_1p, pow, pown, sigmoid, sin, softplus, sqrt, tanh};
use lanes::{Real, Scalar};

/// A function's name, itself, and its values at −∞, −0, +0 and +∞.
type Edges<T> = (&'static str, fn(T) -> T, [f64; 4]);

/// Equal bits, any NaN for any other.
#[track_caller]
fn same<T: Real>(got: T, want: f64) {
    assert_eq!(got.bits(), T::from_f64(want).bits(), "{got:?} is not {want:?}");
}

fn special_values<T: Real>() {
    let t = T::from_f64;
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    let rows: [Edges<T>; 11] = [
        ("sqrt", sqrt, [nan, -0.0, 0.0, inf]),
        ("exp", exp, [0.0, 1.0, 1.0, inf]),
        ("exp_m1", exp_m1, [-1.0, -0.0, 0.0, inf]),
        ("ln", ln, [nan, -inf, -inf, inf]),
        ("ln_1p", ln_1p, [nan, -0.0, 0.0, inf]),
        ("sin", sin, [nan, -0.0, 0.0, nan]),
        ("cos", cos, [nan, 1.0, 1.0, nan]),
        ("tanh", tanh, [-1.0, -0.0, 0.0, 1.0]),
        ("atan", atan, [-core::f64::consts::FRAC_PI_2, -0.0, 0.0, core::f64::consts::FRAC_PI_2]),
        ("sigmoid", sigmoid, [0.0, 0.5, 0.5, 1.0]),
        ("softplus", softplus, [0.0, core::f64::consts::LN_2, core::f64::consts::LN_2, inf]),
    ];
    for (name, f, want) in rows {
        println!("{name} {}", T::NAME);
        for (x, want) in [-inf, -0.0, 0.0, inf].into_iter().zip(want) {
            same(f(t(x)), want);
        }
        same(f(t(nan)), nan);
        same(f(t(-nan)), nan);
    }
    same(ln(T::ONE), 0.0);
    same(ln(t(-1.0)), nan);
    same(ln(-t(f64::MIN_POSITIVE)), if T::NAME == "f32" { -inf } else { nan });
    same(ln_1p(t(-1.0)), -inf);
    same(ln_1p(t(-2.0)), nan);
    same(exp(T::ONE), core::f64::consts::E);
    same(T::ZERO.sign(), 0.0);
    same((-T::ZERO).sign(), 0.0);
    same(t(-3.0).sign(), -1.0);
    same(t(inf).sign(), 1.0);
    same(t(nan).sign(), nan);
    same(Scalar::abs(-T::ZERO), 0.0);
}

#[test]
fn special_values_f32() {
    special_values::<f32>();
}

#[test]
fn special_values_f64() {
    special_values::<f64>();
}

fn powers<T: Real>() {
    let t = T::from_f64;
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    // IEEE 754-2019, 9.2.1, and a few ordinary ones.
    let rows = [
        (nan, 0.0, 1.0),
        (nan, -0.0, 1.0),
        (inf, 0.0, 1.0),
        (0.0, -0.0, 1.0),
        (1.0, nan, 1.0),
        (1.0, inf, 1.0),
        (-1.0, inf, 1.0),
        (-1.0, -inf, 1.0),
        (nan, 1.0, nan),
        (2.0, nan, nan),
        (-1.0, nan, nan),
        (0.0, 3.0, 0.0),
        (-0.0, 3.0, -0.0),
        (-0.0, 2.0, 0.0),
        (-0.0, 0.5, 0.0),
        (0.0, -3.0, inf),
        (-0.0, -3.0, -inf),
        (-0.0, -2.0, inf),
        (-0.0, -0.5, inf),
        (0.0, inf, 0.0),
        (0.0, -inf, inf),
        (-0.0, -inf, inf),
        (0.5, inf, 0.0),
        (0.5, -inf, inf),
        (-0.5, inf, 0.0),
        (2.0, inf, inf),
        (-2.0, inf, inf),
        (2.0, -inf, 0.0),
        (inf, 2.0, inf),
        (inf, -2.0, 0.0),
        (-inf, 3.0, -inf),
        (-inf, 2.0, inf),
        (-inf, 0.5, inf),
        (-inf, -3.0, -0.0),
        (-inf, -2.0, 0.0),
        (-inf, inf, inf),
        (-8.0, 3.0, -512.0),
        (-8.0, 2.0, 64.0),
        (-8.0, 0.5, nan),
        (-8.0, -1.0, -0.125),
        (-1.0, 9_007_199_254_740_993.0, 1.0),
        (-1.0, 16_777_215.0, -1.0),
        (10.0, 2.0, 100.0),
        (4.0, 0.5, 2.0),
        (2.0, 2000.0, inf),
        (-2.0, 2001.0, -inf),
        (-2.0, -2001.0, -0.0),
        (2.0, -2000.0, 0.0),
        (2.0, 1e300, inf),
        (0.5, -1e300, inf),
        (2.0, 1e-300, 1.0),
        (7.0, 1.0, 7.0),
    ];
    for (x, y, want) in rows {
        println!("{x}^{y} in {}", T::NAME);
        same(pow(t(x), t(y)), want);
    }
}

#[test]
fn powers_follow_ieee_754() {
    powers::<f32>();
    powers::<f64>();
}

#[test]
fn the_edges_of_overflow_and_underflow() {
    assert!(exp(709.782_712_893_384_f64).is_finite());
    assert_eq!(exp(709.782_712_893_384_1_f64), f64::INFINITY);
    assert_eq!(exp(-745.133_219_101_941_1_f64), 5e-324);
    assert_eq!(exp(-745.133_219_101_941_2_f64), 0.0);
    assert!(exp(88.722_83_f32).is_finite());
    assert_eq!(exp(88.722_84_f32), f32::INFINITY);
    assert_eq!(exp(-103.972_07_f32), 1e-45);
    assert_eq!(exp(-103.972_084_f32), 0.0);
    assert_eq!(softplus(1e308_f64), 1e308);
    assert_eq!(ln_1p(f64::MAX), ln(f64::MAX));
    assert_eq!(exp_m1(-1e300_f64), -1.0);
}

#[test]
fn odd_functions_are_odd_and_even_ones_even() {
    for i in 0..20_000_u64 {
        let x: f64 = lanes::math::input(i);
        for f in [sin::<f64>, tanh, atan] {
            same(f(-x), -f(x));
        }
        same(cos(-x), cos(x));
    }
}

#[test]
fn whole_powers_multiply_in_the_documented_order() {
    for x in [1.1_f64, -0.7, 3.3e30] {
        let s = x * x;
        let q = s * s;
        let want = [1.0, x, s, x * s, q, x * q, s * q, (x * s) * q, q * q];
        for (n, want) in want.into_iter().enumerate() {
            same(pown(x, n as u32), want);
        }
    }
    same(pown(f64::NAN, 0), 1.0);
}
