//! The mathematics is as near to the exact results as `math::table` says, and the table is complete.
#![allow(clippy::expect_used, reason = "a test may panic")]

mod oracle;

use lanes::math::table::{Call, Row, TABLE};
use oracle::{Stream, exact, exact_pair, stored, ulps_f32, ulps_f64};

/// Every 50 021st `f32`: a prime step, so that all exponents and low bits come up.
const STEP: usize = 50_021;

fn check(row: &Row, error: f64, at: &dyn std::fmt::Debug, got: &dyn std::fmt::Debug) {
    assert!(
        error <= row.allowed && error <= row.measured,
        "{} in {} at {at:?} gives {got:?}, {error} ulp from the exact value; allowed {}, in the table {}. \
         Measure with `cargo run -p lanes --release --example ulp`.",
        row.name,
        row.precision,
        row.allowed,
        row.measured
    );
}

#[test]
fn sampled_f32_arguments_stay_within_the_table() {
    for row in TABLE {
        if let Call::Single(f) = row.call {
            let reference = exact(row.name).expect("a reference for every function");
            for bits in (0..1_u64 << 32).step_by(STEP) {
                let x = f32::from_bits(bits as u32);
                check(row, ulps_f32(f(x), reference(f64::from(x))), &x, &f(x));
            }
        }
    }
}

#[test]
fn sampled_f32_pairs_stay_within_the_table() {
    for row in TABLE {
        if let Call::SinglePair(f) = row.call {
            let reference = exact_pair(row.name).expect("a reference for every function");
            let mut stream = Stream(7);
            for i in 0..200_000 {
                let bits = stream.next();
                let (mut x, mut y) = (f32::from_bits(bits as u32), f32::from_bits((bits >> 32) as u32));
                if i % 4 != 0 {
                    x = (stream.unit() * 10.0) as f32;
                    y = (stream.unit() * 80.0 - 40.0) as f32;
                }
                check(row, ulps_f32(f(x, y), reference(f64::from(x), f64::from(y))), &(x, y), &f(x, y));
            }
        }
    }
}

#[test]
fn stored_f64_points_stay_within_the_table() {
    let points = stored();
    assert!(points.len() > 3000);
    for row in TABLE {
        let (mut count, mut worst) = (0, 0.0_f64);
        for point in points.iter().filter(|p| p.name == row.name) {
            let got = match (row.call, point.args.as_slice()) {
                (Call::Double(f), [x]) => f(*x),
                (Call::DoublePair(f), [x, y]) => f(*x, *y),
                _ => continue,
            };
            count += 1;
            let error = ulps_f64(got, point);
            worst = worst.max(error);
            check(row, error, &point.args, &got);
        }
        if row.precision == "f64" {
            assert!(count > 200, "{}: only {count} points", row.name);
            assert!(worst > row.measured - 0.001, "{}: the worst found is not in reference.txt", row.name);
        }
    }
}

/// The methods of `Scalar` that have no row, and why.
const EXACT: [(&str, &str); 6] = [
    ("sqrt", "correctly rounded by the hardware"),
    ("abs", "exact"),
    ("sign", "exact"),
    ("sq", "one multiplication"),
    ("powc", "is `pow`"),
    ("pown", "bounded by its number of multiplications"),
];

#[test]
fn every_function_has_a_row_in_both_precisions() {
    let source = include_str!("../src/scalar.rs");
    let body = source.split("pub trait Scalar").nth(1).and_then(|s| s.split("\n}").next()).expect("the trait");
    let methods: Vec<&str> = body
        .lines()
        .filter_map(|line| line.trim().strip_prefix("fn ")?.split_once("(self"))
        .map(|(name, _)| name)
        .collect();
    assert!(methods.len() > 15, "{methods:?}");
    for name in &methods {
        let exempt = EXACT.iter().any(|(exact, _)| exact == name);
        let rows = ["f32", "f64"].map(|p| TABLE.iter().filter(|r| r.name == *name && r.precision == p).count());
        assert_eq!(rows, [usize::from(!exempt); 2], "rows of {name}");
    }
    for row in TABLE {
        assert!(methods.contains(&row.name), "{} is no method of Scalar", row.name);
        assert!(row.measured <= row.allowed, "{} {}", row.name, row.precision);
    }
}

macro_rules! sources {
    ($($name:ident)*) => { [$((stringify!($name), include_str!(concat!("../src/math/", stringify!($name), ".rs")))),*] };
}

#[test]
fn every_header_states_the_errors_of_the_table() {
    let sources = sources!(exp exp_m1 ln ln_1p sin cos tanh atan sigmoid softplus pow);
    assert_eq!(TABLE.len(), 2 * sources.len());
    for [single, double] in TABLE.as_chunks().0 {
        let (_, source) = sources.iter().find(|(name, _)| *name == single.name).expect("a file per function");
        let line = format!(
            "//! Error: at most {:?} ulp in `f32` ({:?} found) and {:?} ulp in `f64` ({:?} found).",
            single.allowed, single.measured, double.allowed, double.measured
        );
        assert!(source.contains(&line), "src/math/{}.rs should say: {line}", single.name);
    }
}
