//! Measures the errors of the mathematics.
//!
//!     cargo run -p lanes --release --example ulp                    # f32 sampled, f64 at the stored points
//!     cargo run -p lanes --release --example ulp -- --exhaustive    # every f32, some minutes
//!     cargo run -p lanes --release --example ulp -- step=97 fn=exp  # every 97th f32, one function
//!     cargo run -p lanes --release --example ulp -- --points 100000 # f64 results for tests/reference.py
//!
//! Prints the table with what is allowed and what was found, and fails above.
#![allow(clippy::disallowed_methods, reason = "samples are spread with the platform's functions")]

#[path = "../tests/oracle/mod.rs"]
mod oracle;

use std::process::ExitCode;

use lanes::Real;
use lanes::math::table::{Call, Row, TABLE};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let only = |row: &Row| !args.iter().any(|a| a.starts_with("fn=")) || args.contains(&format!("fn={}", row.name));
    if let Some(at) = args.iter().position(|a| a == "--points") {
        let count = args.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or(1000);
        TABLE.iter().filter(|row| only(row)).for_each(|row| points(row, count));
        return ExitCode::SUCCESS;
    }
    let step = match args.iter().find_map(|a| a.strip_prefix("step=")).and_then(|s| s.parse().ok()) {
        Some(step) => step,
        None if args.iter().any(|a| a == "--exhaustive") => 1,
        None => 997,
    };
    println!("{:9} {:5} {:>7} {:>9} {:>8}  at", "function", "", "allowed", "in table", "found");
    let mut good = true;
    for row in TABLE.iter().filter(|row| only(row)) {
        let (found, at) = worst(row, step);
        let fine = found <= row.allowed && found <= row.measured;
        good &= fine;
        let remark = if fine { "" } else { "  ABOVE THE TABLE" };
        println!("{:9} {:5} {:7} {:9} {found:8.5}  {at}{remark}", row.name, row.precision, row.allowed, row.measured);
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The largest error of a row and where it is.
fn worst(row: &Row, step: usize) -> (f64, String) {
    match row.call {
        Call::Single(f) => worst_single(row.name, f, step),
        Call::SinglePair(f) => worst_pair(row.name, f),
        Call::Double(_) | Call::DoublePair(_) => worst_stored(row),
    }
}

/// Every `step`-th `f32`, on all processors.
fn worst_single(name: &str, f: fn(f32) -> f32, step: usize) -> (f64, String) {
    let Some(exact) = oracle::exact(name) else { return (f64::INFINITY, "no reference".to_owned()) };
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let scan = |part: u64| {
        let range = (part << 32) / threads..((part + 1) << 32) / threads;
        range.step_by(step).fold((0.0, 0), |worst: (f64, u32), bits| {
            let x = f32::from_bits(bits as u32);
            let error = oracle::ulps_f32(f(x), exact(f64::from(x)));
            if error > worst.0 { (error, bits as u32) } else { worst }
        })
    };
    let found = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads).map(|part| scope.spawn(move || scan(part))).collect();
        let parts = parts.into_iter().map(|p| p.join().unwrap_or((f64::INFINITY, 0)));
        parts.fold((0.0, 0), |a, b| if b.0 > a.0 { b } else { a })
    });
    (found.0, format!("{:e} ({:08x})", f32::from_bits(found.1), found.1))
}

/// Random pairs whose power is in the range of `f32`, and random bits.
fn worst_pair(name: &str, f: fn(f32, f32) -> f32) -> (f64, String) {
    let Some(exact) = oracle::exact_pair(name) else { return (f64::INFINITY, "no reference".to_owned()) };
    let mut stream = oracle::Stream(1);
    let mut worst = (0.0, String::new());
    for i in 0..20_000_000 {
        let (x, y) = if i % 8 == 0 {
            let bits = stream.next();
            (f32::from_bits(bits as u32), f32::from_bits((bits >> 32) as u32))
        } else {
            let (x, y) = pair(&mut stream, 104.0);
            (f32::from_f64(x), f32::from_f64(y))
        };
        let error = oracle::ulps_f32(f(x, y), exact(f64::from(x), f64::from(y)));
        if error > worst.0 {
            worst = (error, format!("{x:e}, {y:e}"));
        }
    }
    worst
}

/// x over many sizes, and y with |y ln x| up to `range`.
fn pair(stream: &mut oracle::Stream, range: f64) -> (f64, f64) {
    let spread = [0.01, 1.0, range][stream.next() as usize % 3];
    let x = ((2.0 * stream.unit() - 1.0) * spread).exp();
    (x, (2.0 * stream.unit() - 1.0) * range / x.ln())
}

/// The stored points.
fn worst_stored(row: &Row) -> (f64, String) {
    let mut worst = (0.0, String::new());
    for point in oracle::stored().iter().filter(|p| p.name == row.name) {
        let got = match (row.call, point.args.as_slice()) {
            (Call::Double(f), [x]) => f(*x),
            (Call::DoublePair(f), [x, y]) => f(*x, *y),
            _ => return (f64::INFINITY, format!("{point:?}")),
        };
        let error = oracle::ulps_f64(got, point);
        if error > worst.0 {
            worst = (error, format!("{:?}", point.args));
        }
    }
    worst
}

/// Random arguments and the results there, as hexadecimal bits, for the measurement in `f64`.
fn points(row: &Row, count: u64) {
    let mut stream = oracle::Stream(count);
    for i in 0..count {
        match row.call {
            Call::Double(f) => {
                // Sizes from 2⁻⁶⁰ on, evenly over the exponents, to where something happens; or even over a range.
                let (top, range) = match row.name {
                    "exp" | "exp_m1" | "sigmoid" | "softplus" => (9.5, 745.0),
                    "tanh" => (5.0, 20.0),
                    "sin" | "cos" => ([5.0, 20.0, 1023.0][i as usize % 3], 7.0),
                    "ln" | "ln_1p" => ([1.0, 1023.0][i as usize % 2], 2.0),
                    _ => (60.0, 4.0),
                };
                let size = if i % 4 == 0 { range * stream.unit() } else { (top - (top + 6.0) * stream.unit()).exp2() };
                let negative = row.name != "ln" && stream.next().is_multiple_of(2);
                let x = if negative { -size } else { size };
                println!("{} {:016x} {:016x}", row.name, x.to_bits(), f(x).to_bits());
            }
            Call::DoublePair(f) => {
                let (x, y) = pair(&mut stream, 745.0);
                println!("{} {:016x} {:016x} {:016x}", row.name, x.to_bits(), y.to_bits(), f(x, y).to_bits());
            }
            Call::Single(_) | Call::SinglePair(_) => return,
        }
    }
}
