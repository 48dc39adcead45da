//! Newton's step and Newton's method against the fixtures; what happens where there is no step.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use core::cell::Cell;
use core::ops::{Add, Div, Mul, Neg, Sub};
use descent::Kind;
use descent::law::{Law, find};
use descent::linalg::{Mode, eigen, least_squares, newton_step, room, solve};
use lanes::Scalar;
use serde_json::json;
use testkit::fixture::{self, close, number, numbers};
use testkit::run::{decode, finished};

fn step(mode: Mode, h: &[f64], g: &[f64]) -> Option<Vec<f64>> {
    let (mut step, mut work) = (vec![0.0; g.len()], vec![0.0; room(g.len())]);
    newton_step(mode, h, g, &mut step, &mut work).ok().map(|()| step)
}

#[test]
fn steps_equal_the_fixture_and_singular_hessians_are_refused() {
    let file = fixture::read("models/newton.json");
    let mut compared = 0;
    for case in fixture::cases(&file).iter().filter(|case| case.get("steps").is_some()) {
        let id = case["id"].as_str().unwrap();
        let h: Vec<f64> = case["H"].as_array().unwrap().iter().flat_map(numbers).collect();
        let (g, lambda, alpha) = (numbers(&case["g"]), number(&case["lam"]), number(&case["alpha"]));
        let kinds = [
            ("newton", Mode::Pure, 1.0),
            ("damped_alpha", Mode::Pure, alpha),
            ("damped_lambda", Mode::Damped(lambda), 1.0),
            ("pinv", Mode::Pinv, 1.0),
            ("abs_eig", Mode::Abs, 1.0),
        ];
        for (name, mode, by) in kinds {
            let ours = step(mode, &h, &g);
            match case["steps"].get(name) {
                Some(theirs) => {
                    let ours: Vec<f64> = ours.unwrap().iter().map(|s| by * s).collect();
                    close(&format!("{id} {name}"), &ours, &numbers(&theirs["step"]), number(&theirs["tol"]));
                    compared += 1;
                }
                None => assert_eq!(ours, None, "{id} {name}: the fixture has no step"),
            }
        }
        let n = g.len();
        let (mut a, mut v) = (h.clone(), vec![0.0; n * n]);
        eigen(&mut a, &mut v, n);
        let mut values: Vec<f64> = (0..n).map(|i| a[i * (n + 1)]).collect();
        values.sort_by(f64::total_cmp);
        close(&format!("{id} eigenvalues"), &values, &numbers(&case["eigenvalues"]), number(&case["tol_eig"]));
    }
    println!("{compared} steps agree");
    assert!(compared >= 30);
}

#[test]
fn iterations_equal_the_fixture() {
    let file = fixture::read("models/newton.json");
    let mut compared = 0;
    for case in fixture::cases(&file).iter().filter(|case| case.get("problem").is_some()) {
        let lambda = number(&case["lam"]);
        let mode = if lambda == 0.0 { "pure" } else { "damped" };
        let rows: Vec<Vec<f64>> = case["x"].as_array().unwrap().iter().map(numbers).collect();
        let mut run = finished(&json!({
            "problem": {"surface": case["problem"]}, "start": case["x0"], "steps": rows.len() - 1,
            "racers": [{"optimizer": {"id": "newton", "alpha": case["alpha"], "mode": mode, "lambda": lambda}}],
        }));
        let descent::Columns::F64(trace) = run.trace(0) else { panic!("an f64 run") };
        let last = trace.t.len() - 1;
        for (k, row) in rows.iter().enumerate().take(last + 1) {
            close(&format!("{} step {k}", case["id"]), &trace.x[2 * k..2 * k + 2], row, number(&case["tol"]));
        }
        assert_eq!(last, rows.len() - 1, "{}", case["id"]);
        compared += 1;
    }
    assert!(compared >= 6);
}

#[test]
fn a_singular_hessian_ends_plain_newton_where_it_is_and_says_so() {
    let flat = json!({"quadratic": {"A": [[1, 1], [1, 1]]}});
    let of = |mode: &str| {
        let racers = json!([{"optimizer": {"id": "newton", "mode": mode}}]);
        finished(&json!({"problem": flat, "start": [3, 1], "steps": 5, "racers": racers}))
    };
    let plain = of("pure");
    assert_eq!((plain.status(0).kind, plain.status(0).step), (Kind::Stalled, 0));
    assert!(plain.status(0).why.contains("singular"), "{}", plain.status(0).why);
    assert_eq!(plain.point(0).x, [3.0, 1.0]);
    let pinv = of("pinv").point(0).x;
    close("the curved direction", &[pinv[0] + pinv[1]], &[0.0], 1e-14);
    close("the flat direction stays", &[pinv[0] - pinv[1]], &[2.0], 1e-14);
    assert!(of("damped").point(0).f < 1e-3);
}

#[test]
fn a_search_ends_without_a_word_where_the_gradient_is_zero() {
    for mode in ["pure", "abs"] {
        let racers = json!([{"optimizer": {"id": "newton", "mode": mode, "line_search": true}}]);
        let run = finished(&json!({"problem": {"surface": "sphere"}, "start": [4, 1], "steps": 3, "racers": racers}));
        assert_eq!((run.status(0).kind, run.point(0).grad_norm), (Kind::Exhausted, 0.0), "{mode}");
    }
}

#[test]
fn absolute_eigenvalues_leave_a_saddle_that_attracts_plain_newton() {
    let of = |mode: &str| {
        let problem = json!({"surface": "himmelblau"});
        let racers = json!([{"optimizer": {"id": "newton", "mode": mode, "line_search": mode == "abs"}}]);
        finished(&json!({"problem": problem, "start": [0.2, -0.5], "steps": 60, "racers": racers}))
    };
    assert!(of("abs").point(0).f < 1e-20);
    let plain = of("pure").point(0);
    assert!(plain.f > 100.0 && plain.grad_norm < 1e-9, "the maximum: f = {}, ‖∇f‖ = {:e}", plain.f, plain.grad_norm);
}

#[test]
fn newton_in_single_precision_solves_a_quadratic_in_one_step() {
    let problem = json!({"quadratic": {"A": [[3, 1], [1, 2]], "center": [0.5, -0.25]}});
    let racers = json!([{"optimizer": {"id": "newton"}}]);
    let run =
        finished(&json!({"precision": "f32", "problem": problem, "start": [4, -3], "steps": 1, "racers": racers}));
    close("the centre", &run.point(0).x, &[0.5, -0.25], 1e-6);
}

#[test]
fn least_squares_equal_the_optimum_of_the_fixture() {
    let file = fixture::read("models/convex.json");
    let mut compared = 0;
    for case in fixture::cases(&file).iter().filter(|c| c["kind"] == "linear" && number(&c["l2"]) == 0.0) {
        let rows: Vec<Vec<f64>> = case["X"].as_array().unwrap().iter().map(numbers).collect();
        let mut a: Vec<f64> = rows.iter().flat_map(|row| row.iter().copied().chain([1.0])).collect();
        let mut b = numbers(&case["y"]);
        let n = rows[0].len() + 1;
        assert!(least_squares(&mut a, &mut b, n));
        close(&case["id"].to_string(), &b[..n], &numbers(&case["optimum"]["theta"]), number(&case["tol"]["theta"]));
        compared += 1;
    }
    assert!(compared > 0);
    assert!(!least_squares(&mut [1.0, 2.0, 2.0, 4.0, 3.0, 6.0], &mut [1.0, 2.0, 3.0], 2), "dependent columns");
}

thread_local! {
    /// How many sums, differences, products and quotients there were.
    static OPERATIONS: Cell<u64> = const { Cell::new(0) };
}

/// A number whose operations are counted.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Watched(f64);

macro_rules! watched {
    ($($op:ident $method:ident $sign:tt),*; $($other:ident),*) => {
        $(
            impl $op for Watched {
                type Output = Self;
                fn $method(self, o: Self) -> Self {
                    OPERATIONS.set(OPERATIONS.get() + 1);
                    Watched(self.0 $sign o.0)
                }
            }
        )*
        impl Neg for Watched {
            type Output = Self;
            fn neg(self) -> Self {
                Watched(-self.0)
            }
        }
        impl Scalar for Watched {
            fn lit(v: f64) -> Self {
                Watched(v)
            }
            fn abs(self) -> Self {
                Watched(self.0.abs())
            }
            fn pow(self, _: Self) -> Self {
                unreachable!("elimination has no powers")
            }
            fn powc(self, _: f64) -> Self {
                unreachable!("elimination has no powers")
            }
            fn pown(self, _: u32) -> Self {
                unreachable!("elimination has no powers")
            }
            $(
                fn $other(self) -> Self {
                    unreachable!("elimination has no functions")
                }
            )*
        }
    };
}

watched! {
    Add add +, Sub sub -, Mul mul *, Div div /;
    sqrt, exp, exp_m1, ln, ln_1p, sin, cos, tanh, atan, sigmoid, softplus, sign
}

/// Solving is what a step of plain or damped Newton does beyond the Hessian itself; on numbers that are counted it is the same code. A law
/// that updates every coordinate alike, without a look at any other, does n times what it does for one.
#[test]
fn operations_grow_with_the_cube_of_the_parameters_and_descents_with_the_parameters() {
    let counted = |n: usize| {
        // Diagonally dominant, so that it can be solved.
        let entry = |k: usize| Watched(if k.is_multiple_of(n + 1) { n as f64 + 1.0 } else { 1.0 / (1.0 + k as f64) });
        let (mut a, mut b): (Vec<_>, Vec<_>) = ((0..n * n).map(entry).collect(), (0..n).map(entry).collect());
        OPERATIONS.set(0);
        assert!(solve(&mut a, &mut b));
        OPERATIONS.get()
    };
    let sizes = [64, 128, 256, 512];
    let counts = sizes.map(counted);
    for (n, count) in sizes.into_iter().zip(counts) {
        // A quotient per row below a pivot, with products and differences along it and for b; then back again; 1 for the least pivot.
        let below: usize = (0..n).map(|k| (n - k - 1) * (1 + 2 * (n - k - 1) + 2)).sum();
        assert_eq!(count, (below + n * (n - 1) + n + 1) as u64, "n = {n}");
    }
    for two in counts.windows(2) {
        let slope = lanes::math::ln(two[1] as f64 / two[0] as f64) / lanes::math::ln(2.0);
        println!("the slope of {two:?} is {slope}");
        assert!((slope - 3.0).abs() < 0.05, "{slope}");
    }
    let of = |id: &str| {
        let spec = decode(&json!({"problem": {"surface": "sphere"}, "racers": [{"optimizer": {"id": id}}]}));
        Law::<f64>::coordinate_wise(&*(find(id).unwrap().build)(&spec.racers[0][0].1.optimizer.args))
    };
    assert!(of("sgd") && !of("newton"));
}
