//! The derivatives of jets are exact: against independent formulas, against each other, and across lanes.

use lanes::{F64x2, Grad, Jet, Lanes, Real, Scalar, Sparse};

/// Every function of one argument, by number.
const COUNT: usize = 20;

/// The functions, through the trait alone.
fn apply<S: Scalar>(k: usize, u: S) -> S {
    match k {
        0 => u.sqrt(),
        1 => u.exp(),
        2 => u.exp_m1(),
        3 => u.ln(),
        4 => u.ln_1p(),
        5 => u.sin(),
        6 => u.cos(),
        7 => u.tanh(),
        8 => u.atan(),
        9 => u.sigmoid(),
        10 => u.softplus(),
        11 => u.abs(),
        12 => u.sign(),
        13 => u.sq(),
        14 => u.pown(5),
        15 => u.powc(-1.5),
        16 => u.pow(S::lit(2.5)),
        17 => S::lit(3.0) / u,
        18 => -u,
        _ => S::lit(2.0) - u * u * u,
    }
}

/// First and second derivative of each, from a book of formulas.
#[allow(clippy::disallowed_methods, reason = "an independent reference")]
fn book(k: usize, x: f64) -> (f64, f64) {
    let t = x.tanh();
    let s = 1.0 / (1.0 + (-x).exp());
    match k {
        0 => (0.5 / x.sqrt(), -0.25 / (x * x.sqrt())),
        1 | 2 => (x.exp(), x.exp()),
        3 => (1.0 / x, -1.0 / (x * x)),
        4 => (1.0 / (1.0 + x), -1.0 / (1.0 + x).powi(2)),
        5 => (x.cos(), -x.sin()),
        6 => (-x.sin(), -x.cos()),
        7 => (1.0 - t * t, -2.0 * t * (1.0 - t * t)),
        8 => (1.0 / (1.0 + x * x), -2.0 * x / (1.0 + x * x).powi(2)),
        9 => (s * (1.0 - s), s * (1.0 - s) * (1.0 - 2.0 * s)),
        10 => (s, s * (1.0 - s)),
        11 => (x.signum(), 0.0),
        12 => (0.0, 0.0),
        13 => (2.0 * x, 2.0),
        14 => (5.0 * x.powi(4), 20.0 * x.powi(3)),
        15 => (-1.5 * x.powf(-2.5), 3.75 * x.powf(-3.5)),
        16 => (2.5 * x.powf(1.5), 3.75 * x.sqrt()),
        17 => (-3.0 / (x * x), 6.0 / (x * x * x)),
        18 => (-1.0, 0.0),
        _ => (-3.0 * x * x, -6.0 * x),
    }
}

fn near(got: f64, want: f64) -> bool {
    (got - want).abs() <= 1e-13 * (1.0 + want.abs())
}

#[test]
fn every_rule_agrees_with_the_book() {
    for k in 0..COUNT {
        for x in [0.3, 0.9, 1.7, 4.2] {
            let (d, h) = book(k, x);
            let jet = apply(k, Jet::var(x, 0));
            assert!(near(jet.d[0], d) && jet.d[1] == 0.0, "slope of function {k} at {x}: {} and {d}", jet.d[0]);
            assert!(near(jet.h[0], h), "curvature of function {k} at {x}: {} and {h}", jet.h[0]);
            assert_eq!((jet.h[1], jet.h[2]), (0.0, 0.0), "function {k}");
        }
    }
}

#[test]
fn the_chain_rule_crosses_the_variables() {
    // u = x²y + y: u_x = 2xy, u_y = x² + 1, u_xx = 2y, u_xy = 2x, u_yy = 0.
    for k in 0..COUNT {
        let (x, y) = (0.8, 0.9);
        let u = |x: Jet<f64>, y: Jet<f64>| x.sq() * y + y;
        let jet = apply(k, u(Jet::var(x, 0), Jet::var(y, 1)));
        let (d, h) = book(k, x * x * y + y);
        let (ux, uy) = (2.0 * x * y, x * x + 1.0);
        let want = [d * 2.0 * y + h * ux * ux, d * 2.0 * x + h * ux * uy, h * uy * uy];
        assert!(near(jet.d[0], d * ux) && near(jet.d[1], d * uy), "function {k}");
        for (got, want) in jet.h.into_iter().zip(want) {
            assert!(near(got, want), "function {k}: {got} and {want}");
        }
    }
}

#[test]
fn a_power_of_two_variables() {
    let (x, y): (f64, f64) = (1.3, 2.1);
    let jet = Jet::var(x, 0).pow(Jet::var(y, 1));
    let (f, ln) = (lanes::math::pow(x, y), lanes::math::ln(x));
    let want = [y * (y - 1.0) * f / (x * x), f / x * (1.0 + y * ln), f * ln * ln];
    assert!(near(jet.d[0], y * f / x) && near(jet.d[1], f * ln));
    assert!(jet.h.into_iter().zip(want).all(|(got, want)| near(got, want)), "{:?} {want:?}", jet.h);
}

/// A formula that uses everything.
fn formula<S: Scalar>(x: S, y: S) -> S {
    let mut sum = (x * y - S::lit(0.5)) / (y.sq() + S::lit(1.5));
    for k in 0..COUNT {
        sum = sum + apply(k, x * x + S::lit(0.25) + y.sin() * S::lit(0.1)) * S::lit(0.125);
    }
    sum
}

#[test]
fn values_and_gradients_have_the_same_bits_in_every_kind() {
    for i in 0..500 {
        let (x, y): (f64, f64) = (lanes::math::input(3 * i + 1), lanes::math::input(3 * i + 2));
        let plain = formula(x, y);
        let grad = formula(Grad::var(x, 0), Grad::var(y, 1));
        let jet = formula(Jet::var(x, 0), Jet::var(y, 1));
        let wide = formula(Jet::var(F64x2::splat(x), 0), Jet::var(F64x2::splat(y), 1));
        assert_eq!(plain.bits(), grad.v.bits());
        assert_eq!(plain.bits(), jet.v.bits());
        for a in 0..2 {
            assert_eq!(grad.d[a].bits(), jet.d[a].bits());
            assert_eq!(wide.d[a].lane(1).bits(), jet.d[a].bits());
        }
        for a in 0..3 {
            assert_eq!(wide.h[a].lane(0).bits(), jet.h[a].bits());
        }
    }
}

#[test]
fn what_leaves_out_zeros_by_structure_has_the_same_gradient() {
    let mut compared = 0;
    for i in 0..500 {
        let (x, y): (f64, f64) = (lanes::math::input(3 * i + 1), lanes::math::input(3 * i + 2));
        let mut same = |grad: Grad<f64>, sparse: Sparse<f64>, what: usize| {
            assert_eq!(grad.v.bits(), sparse.v.bits(), "{what} at {x}, {y}");
            // A zero times what has overflowed is no zero.
            if grad.v.is_finite() && grad.d.iter().all(|d| d.is_finite()) {
                assert_eq!(grad.d, sparse.gradient(), "{what} at {x}, {y}");
                compared += 1;
            }
        };
        same(formula(Grad::var(x, 0), Grad::var(y, 1)), formula(Sparse::var(x, 0), Sparse::var(y, 1)), COUNT);
        same(Grad::var(x, 0).pow(Grad::var(y, 1)), Sparse::var(x, 0).pow(Sparse::var(y, 1)), COUNT + 1);
        for k in 0..COUNT {
            same(apply(k, Grad::var(x, 0)), apply(k, Sparse::var(x, 0)), k);
            assert_eq!(apply(k, Sparse::var(x, 1)).d[0], None, "function {k} of y alone");
        }
    }
    assert!(compared > 5000, "{compared}");
}

#[test]
fn second_derivatives_are_derivatives_of_first_ones() {
    for i in 0..200 {
        let (x, y): (f64, f64) = (lanes::math::input(15 * i + 10), lanes::math::input(15 * i + 5));
        let jet = formula(Jet::var(x, 0), Jet::var(y, 1));
        // A gradient of gradients: the outer one differentiates the inner one's entries.
        let nested = formula(
            Grad { v: Grad::var(x, 0), d: [Grad::constant(1.0), Grad::constant(0.0)] },
            Grad { v: Grad::var(y, 1), d: [Grad::constant(0.0), Grad::constant(1.0)] },
        );
        let want = [nested.d[0].d[0], nested.d[0].d[1], nested.d[1].d[1]];
        for (got, want) in jet.h.into_iter().zip(want) {
            assert!((got - want).abs() <= 1e-10 * (1.0 + want.abs()), "at {x}, {y}: {got} and {want}");
        }
    }
}

#[test]
fn singular_points_are_honest() {
    let root = Jet::var(0.0_f64, 0).sqrt();
    assert_eq!((root.v, root.d[0]), (0.0, f64::INFINITY));
    assert!(root.d[1].is_nan() && root.h[0].is_nan() | root.h[0].is_infinite());
    let corner = Jet::var(-0.0_f64, 0).abs();
    assert_eq!((corner.v, corner.d, corner.h), (0.0, [0.0; 2], [0.0; 3]));
    let linear = Jet::var(0.0_f64, 0).powc(1.0);
    assert_eq!((linear.d[0], linear.h[0]), (1.0, 0.0));
    let cube = Jet::var(-2.0_f64, 0).powc(3.0);
    assert_eq!((cube.v, cube.d[0], cube.h[0]), (-8.0, 12.0, -12.0));
    let one = Jet::var(0.0_f64, 0).pown(0);
    assert_eq!((one.v, one.d, one.h), (1.0, [0.0; 2], [0.0; 3]));
}
