//! The recorded steps of a racer, in f64 whatever the run's precision.
//!
//! Invariant: there is at least one; a racer that does not exist is said so. It claims nothing.

use descent::{Columns, Run, Trace};
use lanes::Real;

/// One recorded step.
pub(super) struct Row {
    pub(super) t: u64,
    pub(super) x: Vec<f64>,
    pub(super) f: f64,
    pub(super) rate: f64,
}

fn rows<T: Real>(trace: &Trace<T>) -> Vec<Row> {
    let dim = trace.dim();
    let x = |k: usize| trace.x[k * dim..(k + 1) * dim].iter().map(|v| v.to_f64()).collect();
    let row = |k: usize| Row { t: u64::from(trace.t[k]), x: x(k), f: trace.f[k].to_f64(), rate: trace.lr[k] };
    (0..trace.t.len()).map(row).collect()
}

/// The recorded steps of one racer; there is at least one.
pub(super) fn path(run: &mut Run, racer: usize) -> Result<Vec<Row>, String> {
    if racer >= run.racers() {
        return Err(format!("there is no racer {racer}"));
    }
    Ok(match run.trace(racer) {
        Columns::F32(trace) => rows(trace),
        Columns::F64(trace) => rows(trace),
    })
}

/// The last of them.
pub(super) fn last(path: &[Row]) -> &Row {
    &path[path.len() - 1]
}

/// The distance of two points; infinite where they are in different spaces.
pub(super) fn apart(a: &[f64], b: &[f64]) -> f64 {
    if a.len() != b.len() {
        return f64::INFINITY;
    }
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}
