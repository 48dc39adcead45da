//! What an update of Newton's method costs beside one of gradient descent: time and bytes against the number of parameters.
//!
//! Four samples of a linear model with an L2 penalty, so that value and gradient grow with the parameters alone. Prints one JSON object.
//! `cargo xtask bench newton` makes a table and a picture of it.

use descent::{Run, Value, spec};
use lanes::math::sin;
use std::time::Instant;

/// Parameters.
const SIZES: [usize; 9] = [2, 4, 8, 16, 32, 64, 128, 256, 512];
/// Each time is the best of so many.
const ROUNDS: usize = 7;
/// A round takes about so long.
const ROUND_NS: f64 = 2e7;
const SAMPLES: usize = 4;

/// A run that does not end by itself.
fn run(law: &str, parameters: usize) -> Run {
    // As steep for many parameters as for few.
    let entry = |i: usize, j: usize| sin(1.0 + 7.3 * i as f64 + 1.7 * j as f64) / (parameters as f64).sqrt();
    let x = (0..SAMPLES).map(|i| Value::numbers((0..parameters).map(|j| entry(i, j))));
    let data = Value::map([("x", Value::List(x.collect())), ("y", Value::numbers([1.0, -1.0, 2.0, 0.0]))]);
    let model = Value::map([("id", Value::text("linear")), ("bias", Value::Bool(false))]);
    let problem = Value::map([("model", model), ("data", Value::map([("inline", data)])), ("l2", Value::Num(1.0))]);
    let racer = Value::map([("optimizer", Value::map([("id", Value::text(law))]))]);
    let document = Value::map([
        ("problem", problem),
        ("precision", Value::text("f64")),
        ("steps", Value::Num(1e6)),
        ("racers", Value::List(vec![racer])),
    ]);
    match spec::decode(&document) {
        Ok(spec) => Run::new(spec),
        Err(problems) => panic!("{problems:?}"),
    }
}

/// Nanoseconds per update.
fn time(run: &mut Run) -> f64 {
    let mut updates = 1;
    let mut best = f64::INFINITY;
    let mut rounds = 0;
    while rounds < ROUNDS {
        let begun = Instant::now();
        run.step(updates);
        let all = begun.elapsed().as_nanos() as f64;
        if all < ROUND_NS / 2.0 && updates < 4096 {
            updates *= 2;
            continue;
        }
        best = best.min(all / updates as f64);
        rounds += 1;
    }
    assert!(run.running(), "{:?}", run.status(0));
    best
}

fn main() {
    let rows = ["newton", "sgd"].map(|law| {
        let points = SIZES.map(|parameters| {
            let mut run = run(law, parameters);
            // Columns, and what going back is made from, are no part of the method.
            let bytes = run.memory().state + run.memory().scratch;
            format!("[{parameters},{},{bytes}]", time(&mut run))
        });
        format!("\"{law}\":[{}]", points.join(","))
    });
    println!("{{{}}}", rows.join(","));
}
