//! What must hold for every legal document, whatever the optimizer, schedule, problem, precision or seed.
//!
//! Documents are drawn from the catalogue's tables (`testkit::legal`), so a new row is covered at once. A failing case prints
//! the document; nothing else is needed to see it again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::{Columns, Run, Value};
use proptest::test_runner::{Config, RngSeed};
use testkit::draw::Draw;
use testkit::legal;
use testkit::run::read;

#[path = "properties/coordinates.rs"]
mod coordinates;
#[path = "properties/documents.rs"]
mod documents;
#[path = "properties/runs.rs"]
mod runs;

/// So many cases, the same in every run, and no files left behind. To look further afield: `PROPTEST_CASES=20000
/// PROPTEST_RNG_SEED=7 cargo test -p descent --test properties`.
fn cases(cases: u32) -> Config {
    let given = Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { given.cases } else { cases };
    let rng_seed = match given.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed => fixed,
    };
    Config { cases, rng_seed, failure_persistence: None, ..given }
}

/// A run of a document that has to be legal.
fn run(document: &Value) -> Run {
    Run::new(read(document))
}

/// A legal document of at most `steps` updates, from a seed.
fn document(seed: u64, steps: usize) -> Value {
    legal::document(&mut Draw::new(seed), steps)
}

/// A number's bits, with every NaN the same.
fn bits(v: f64) -> u64 {
    lanes::Real::bits(v)
}

/// Everything that can be seen of a run where it stands: points, status and columns.
fn seen(run: &Run) -> String {
    let mut all = String::new();
    for i in 0..run.racers() {
        let p = run.point(i);
        let x: Vec<String> = p.x.iter().map(|v| format!("{:016x}", bits(*v))).collect();
        let numbers = [p.f, p.lr, p.grad_norm].map(|v| format!("{:016x}", bits(v)));
        all.push_str(&format!("racer {i}: {:?} at {}: {x:?} {numbers:?}\n", run.status(i), p.t));
    }
    all
}

/// The columns of a racer as bits.
fn columns(run: &mut Run, i: usize) -> Vec<Vec<u64>> {
    fn of<T: lanes::Real>(trace: &descent::Trace<T>) -> Vec<Vec<u64>> {
        vec![
            trace.t.iter().map(|t| (*t).into()).collect(),
            trace.x.iter().map(|v| v.bits()).collect(),
            trace.f.iter().map(|v| v.bits()).collect(),
            trace.lr.iter().map(|v| bits(*v)).collect(),
            trace.grad_norm.iter().map(|v| bits(*v)).collect(),
        ]
    }
    match run.trace(i) {
        Columns::F32(trace) => of(trace),
        Columns::F64(trace) => of(trace),
    }
}
