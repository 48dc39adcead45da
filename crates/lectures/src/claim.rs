//! Claims: sentences about a run that can be wrong.
//!
//! A claim is data, so that the list of scenes says what is checked. Values are read from the columns that the run leaves behind,
//! in f64.

use descent::batch::Order;
use descent::objective::Objective;
use descent::spec::objective_of;
use descent::{Columns, Run, Trace, Value, chi_squared, place, sample_counts};
use lanes::Real;
use serde::Deserialize;

/// What a scene says of its run.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
#[allow(missing_docs, reason = "the variants are documented; their fields are the words of the sentence")]
pub enum Claim {
    /// The racers of `order` fall below `first_below` one after the other.
    Order { first_below: f64, order: Vec<usize> },
    /// Two racers end within `within` of each other.
    SameEnd { same_end: [usize; 2], within: f64 },
    /// The racer diverges at a step between `from` and `to`.
    Diverges { racer: usize, diverges: bool, from: u64, to: u64 },
    /// It ends as `status` at a step between `from` and `to`.
    Status { racer: usize, status: String, from: u64, to: u64 },
    /// It ends within `within` of a point.
    EndsNear { racer: usize, ends_near: Vec<f64>, within: f64 },
    /// f first falls below a value at a step between `from` and `to`.
    FallsBelow { racer: usize, falls_below: f64, from: u64, to: u64 },
    /// f never falls below a value.
    NeverBelow { racer: usize, never_below: f64 },
    /// f ends above a value.
    EndsAbove { racer: usize, ends_above: f64 },
    /// f ends below a value.
    EndsBelow { racer: usize, ends_below: f64 },
    /// f is at some time larger than at the start.
    Rises { racer: usize, rises: bool },
    /// After `step` updates it is `moved` away from the start, to within `within`.
    Moved { racer: usize, moved: f64, step: u64, within: f64 },
    /// Its last update moves no parameter by as much as that.
    LastStepBelow { racer: usize, last_step_below: f64 },
    /// Over the last quarter of the steps the mean of f is above a value.
    LastRowsAbove { racer: usize, last_rows_above: f64 },
    /// Over the last quarter of the steps the mean of f is below a value.
    LastRowsBelow { racer: usize, last_rows_below: f64 },
    /// It ends in a cycle of so many updates: where it was that long ago, to within `within`, and nowhere near in between.
    Cycles { racer: usize, cycles: usize, within: f64 },
    /// It does not: where it was so many updates ago is further away than `within`.
    NoCycle { racer: usize, no_cycle_of: usize, within: f64 },
    /// Its model is right about a share of the test samples, to within `within`.
    TestAccuracy { racer: usize, test_accuracy: f64, within: f64 },
    /// Its rate changes at these steps and no others, each time divided by `rate_over`.
    RateOver { racer: usize, rate_over: f64, at: Vec<u64> },
    /// Coordinate `axis` of a quantity of update `step`, by its key in an inspection, is `is` to within `within`.
    Quantity { racer: usize, quantity: String, axis: usize, step: u64, is: f64, within: f64 },
    /// Where it ends, the variance of a batch's loss falls with the size like b to the power `variance_slope`, to within `within`.
    VarianceSlope { racer: usize, variance_slope: f64, replacement: bool, within: f64 },
    /// Likewise, for every size it is what the exact law says, but for a share of `variance_off`.
    VarianceLaw { racer: usize, variance_off: f64, replacement: bool },
    /// By its end the sample seen least and that seen most were seen so often, with replacement or else in the run's own order.
    Seen { racer: usize, seen: [u32; 2], replacement: bool },
    /// χ² of the counts with replacement lies between two values.
    ChiSquared { racer: usize, chi_squared: [f64; 2] },
    /// In the middle of the random plane of a seed the loss is its own to within `within`, its path ends there, and the share of the path's
    /// length that lies in the plane is between two values.
    InPlane { racer: usize, plane_seed: u32, share: [f64; 2], within: f64 },
    /// The paths of the racers are ever rougher, in this order.
    Rougher { rougher: Vec<usize> },
    /// Coordinate `axis` swings from beyond `beyond` on one side of 0 to beyond it on the other: ever more often, in this order of racers.
    Swings { swings: Vec<usize>, axis: usize, beyond: f64 },
}

/// One recorded step.
struct Row {
    t: u64,
    x: Vec<f64>,
    f: f64,
    rate: f64,
}

fn rows<T: Real>(trace: &Trace<T>) -> Vec<Row> {
    let dim = trace.dim();
    let x = |k: usize| trace.x[k * dim..(k + 1) * dim].iter().map(|v| v.to_f64()).collect();
    let row = |k: usize| Row { t: u64::from(trace.t[k]), x: x(k), f: trace.f[k].to_f64(), rate: trace.lr[k] };
    (0..trace.t.len()).map(row).collect()
}

/// The recorded steps of one racer; there is at least one.
fn path(run: &mut Run, racer: usize) -> Result<Vec<Row>, String> {
    if racer >= run.racers() {
        return Err(format!("there is no racer {racer}"));
    }
    Ok(match run.trace(racer) {
        Columns::F32(trace) => rows(trace),
        Columns::F64(trace) => rows(trace),
    })
}

fn last(path: &[Row]) -> &Row {
    &path[path.len() - 1]
}

fn first_below(path: &[Row], value: f64) -> Option<u64> {
    path.iter().find(|row| row.f < value).map(|row| row.t)
}

/// The distance of two points; infinite where they are in different spaces.
fn apart(a: &[f64], b: &[f64]) -> f64 {
    if a.len() != b.len() {
        return f64::INFINITY;
    }
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

/// The mean of f over the last quarter of the recorded steps.
fn tail(path: &[Row]) -> f64 {
    let tail = &path[path.len() - path.len().div_ceil(4)..];
    tail.iter().map(|row| row.f).sum::<f64>() / tail.len() as f64
}

/// How much a path bends: the mean length of the difference of two steps that follow each other.
fn roughness(path: &[Row]) -> f64 {
    let bend = |three: &[Row]| {
        let on: Vec<f64> = three[1].x.iter().zip(&three[0].x).map(|(b, a)| b + (b - a)).collect();
        apart(&on, &three[2].x)
    };
    path.windows(3).map(bend).sum::<f64>() / path.len() as f64
}

/// How often a coordinate swings from beyond a value on one side of 0 to beyond it on the other; none where there is no such coordinate.
fn swings(path: &[Row], axis: usize, beyond: f64) -> Option<usize> {
    let all = path.iter().map(|row| row.x.get(axis).copied()).collect::<Option<Vec<f64>>>()?;
    let sides: Vec<bool> = all.iter().filter(|x| x.abs() > beyond).map(|x| *x > 0.0).collect();
    Some(sides.windows(2).filter(|two| two[0] != two[1]).count())
}

/// How often each sample was seen by the end of a racer.
fn counts(run: &mut Run, racer: usize, replacement: bool) -> Result<Vec<u32>, String> {
    path(run, racer)?;
    let mut batches = run.spec().batches(racer).ok_or("every update looks at everything")?;
    if replacement {
        batches.order = Order::Replacement;
    }
    Ok(sample_counts(&batches, run.point(racer).t))
}

impl Claim {
    /// Whether it holds for a finished run.
    ///
    /// # Errors
    /// A sentence with what was found instead.
    pub fn check(&self, run: &mut Run) -> Result<(), String> {
        let holds = |ok: bool, found: String| if ok { Ok(()) } else { Err(format!("{self:?}: {found}")) };
        // Whether it ended so, and how it did end.
        let mut ended = |racer: usize, kind: &str, from: u64, to: u64| {
            path(run, racer)?;
            let status = run.status(racer);
            let so = status.kind.name() == kind && (from..=to).contains(&status.step);
            Ok::<_, String>((so, format!("{} at step {}", status.kind.name(), status.step)))
        };
        match self {
            Claim::Order { first_below: value, order } => {
                let steps = order
                    .iter()
                    .map(|i| Ok(first_below(&path(run, *i)?, *value)))
                    .collect::<Result<Vec<_>, String>>()?;
                let arrived = steps.iter().all(Option::is_some);
                holds(arrived && steps.windows(2).all(|two| two[0] < two[1]), format!("steps {steps:?}"))
            }
            Claim::SameEnd { same_end: [a, b], within } => {
                let (a, b) = (path(run, *a)?, path(run, *b)?);
                let far = apart(&last(&a).x, &last(&b).x);
                holds(far <= *within, format!("they end {far:e} apart"))
            }
            Claim::Diverges { racer, diverges, from, to } => {
                let (so, found) = ended(*racer, "diverged", *from, *to)?;
                holds(so == *diverges, found)
            }
            Claim::Status { racer, status, from, to } => {
                let (so, found) = ended(*racer, status, *from, *to)?;
                holds(so, found)
            }
            Claim::EndsNear { racer, ends_near, within } => {
                let path = path(run, *racer)?;
                let end = &last(&path).x;
                holds(apart(end, ends_near) <= *within, format!("it ends at {end:?}"))
            }
            Claim::FallsBelow { racer, falls_below, from, to } => {
                let step = first_below(&path(run, *racer)?, *falls_below);
                holds(step.is_some_and(|step| (*from..=*to).contains(&step)), format!("at step {step:?}"))
            }
            Claim::NeverBelow { racer, never_below } => {
                let step = first_below(&path(run, *racer)?, *never_below);
                holds(step.is_none(), format!("at step {step:?}"))
            }
            Claim::EndsAbove { racer, ends_above } => {
                let f = last(&path(run, *racer)?).f;
                holds(f > *ends_above, format!("f is {f:e}"))
            }
            Claim::EndsBelow { racer, ends_below } => {
                let f = last(&path(run, *racer)?).f;
                holds(f < *ends_below, format!("f is {f:e}"))
            }
            Claim::Rises { racer, rises } => {
                let path = path(run, *racer)?;
                let up = path.iter().any(|row| row.f > path[0].f);
                holds(up == *rises, format!("it starts at {:e}", path[0].f))
            }
            Claim::Moved { racer, moved, step, within } => {
                let path = path(run, *racer)?;
                let far = path.iter().find(|row| row.t == *step).map_or(f64::NAN, |row| apart(&path[0].x, &row.x));
                holds((far - moved).abs() <= *within, format!("it is {far} away"))
            }
            Claim::LastStepBelow { racer, last_step_below } => {
                let path = path(run, *racer)?;
                let far = path.len().checked_sub(2).map_or(0.0, |k| apart(&path[k].x, &last(&path).x));
                holds(far < *last_step_below, format!("it moves by {far:e}"))
            }
            Claim::LastRowsAbove { racer, last_rows_above } => {
                let mean = tail(&path(run, *racer)?);
                holds(mean > *last_rows_above, format!("the mean is {mean:e}"))
            }
            Claim::LastRowsBelow { racer, last_rows_below } => {
                let mean = tail(&path(run, *racer)?);
                holds(mean < *last_rows_below, format!("the mean is {mean:e}"))
            }
            Claim::Cycles { racer, cycles, within } => {
                let path = path(run, *racer)?;
                let back: Vec<f64> =
                    path.iter().rev().skip(1).take(*cycles).map(|row| apart(&row.x, &last(&path).x)).collect();
                let between = back.iter().take(cycles.saturating_sub(1)).copied().fold(f64::INFINITY, f64::min);
                let round = back.get(cycles.saturating_sub(1)).copied().unwrap_or(f64::NAN);
                holds(
                    round <= *within && between > 1e3 * within,
                    format!("{round:e} after a round, {between:e} in between"),
                )
            }
            Claim::NoCycle { racer, no_cycle_of, within } => {
                let path = path(run, *racer)?;
                let before = path.iter().rev().nth(*no_cycle_of).map_or(0.0, |row| apart(&row.x, &last(&path).x));
                holds(before > *within, format!("it was {before:e} away"))
            }
            Claim::TestAccuracy { racer, test_accuracy, within } => {
                path(run, *racer)?;
                let metrics = run.metrics(*racer);
                let found = match metrics.get("test").and_then(|test| test.get("accuracy")) {
                    Some(Value::Num(share)) => *share,
                    _ => f64::NAN,
                };
                holds((found - test_accuracy).abs() <= *within, format!("it is right about {found}"))
            }
            Claim::RateOver { racer, rate_over, at } => {
                let path = path(run, *racer)?;
                let drops: Vec<(u64, f64)> = path
                    .windows(2)
                    .filter(|two| two[0].rate != two[1].rate)
                    .map(|two| (two[1].t, two[0].rate / two[1].rate))
                    .collect();
                let so = drops.iter().map(|drop| drop.0).eq(at.iter().copied());
                holds(so && drops.iter().all(|drop| (drop.1 / rate_over - 1.0).abs() < 1e-12), format!("{drops:?}"))
            }
            Claim::Quantity { racer, quantity, axis, step, is, within } => {
                path(run, *racer)?;
                run.seek(*step);
                let found = run.quantity(*racer, quantity).and_then(|values| values.get(*axis).copied());
                run.finish();
                holds(found.is_some_and(|found| (found - is).abs() <= *within), format!("it is {found:?}"))
            }
            Claim::VarianceSlope { racer, variance_slope, replacement, within } => {
                path(run, *racer)?;
                let slope = run.draws(*racer, *replacement).map_or(f64::NAN, |found| found.slope());
                holds((slope - variance_slope).abs() <= *within, format!("it is {slope}"))
            }
            Claim::VarianceLaw { racer, variance_off, replacement } => {
                path(run, *racer)?;
                let found = run.draws(*racer, *replacement).ok_or("nothing is trained")?;
                let off: Vec<f64> =
                    found.sizes.iter().map(|s| s.variance / found.law(s.size, *replacement) - 1.0).collect();
                holds(off.iter().all(|off| off.abs() <= *variance_off), format!("off by {off:?}"))
            }
            Claim::Seen { racer, seen, replacement } => {
                let counts = counts(run, *racer, *replacement)?;
                let found = [counts.iter().min(), counts.iter().max()].map(|count| count.copied().unwrap_or(0));
                holds(found == *seen, format!("{found:?} times"))
            }
            Claim::ChiSquared { racer, chi_squared: [lo, hi] } => {
                let found = chi_squared(&counts(run, *racer, true)?);
                holds((*lo..=*hi).contains(&found), format!("it is {found}"))
            }
            Claim::InPlane { racer, plane_seed, share: [lo, hi], within } => {
                path(run, *racer)?;
                let plane = run.plane(*racer, *plane_seed).ok_or("there is no such plane")?;
                let mut x = vec![0.0; plane.at.len()];
                place(&plane.at, &plane.along, 0.0, 0.0, &mut x);
                let objective: Box<dyn Objective<f64>> = objective_of(&run.spec().problem, x.len());
                let mut g = vec![0.0; x.len()];
                let off = objective.value_grad(&x, &mut g, &mut objective.work()) - run.point(*racer).f;
                let (places, share) = run.shadow(*racer, &plane);
                let ends = places.ends_with(&[0.0, 0.0]);
                holds(
                    ends && off.abs() <= *within && (*lo..=*hi).contains(&share),
                    format!("{off:e} off in the middle, a share of {share}, ends there: {ends}"),
                )
            }
            Claim::Rougher { rougher } => {
                let found =
                    rougher.iter().map(|i| Ok(roughness(&path(run, *i)?))).collect::<Result<Vec<_>, String>>()?;
                holds(found.windows(2).all(|two| two[0] < two[1]), format!("{found:?}"))
            }
            Claim::Swings { swings: racers, axis, beyond } => {
                let found = racers
                    .iter()
                    .map(|i| Ok(swings(&path(run, *i)?, *axis, *beyond)))
                    .collect::<Result<Vec<_>, String>>()?;
                let there = found.iter().all(Option::is_some);
                holds(there && found.windows(2).all(|two| two[0] < two[1]), format!("{found:?}"))
            }
        }
    }
}
