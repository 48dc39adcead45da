//! Claims about a training: what its model is right about, which samples it sees, how batches' losses spread, its random planes.

use super::Found;
use super::path::path;
use descent::batch::Order;
use descent::objective::Objective;
use descent::spec::objective_of;
use descent::{Run, Value, chi_squared, place, sample_counts};

/// How often each sample was seen by the end of a racer.
fn counts(run: &mut Run, racer: usize, replacement: bool) -> Result<Vec<u32>, String> {
    path(run, racer)?;
    let mut batches = run.spec().batches(racer).ok_or("every update looks at everything")?;
    if replacement {
        batches.order = Order::Replacement;
    }
    Ok(sample_counts(&batches, run.point(racer).t))
}

pub(super) fn accuracy(run: &mut Run, racer: usize, share: f64, within: f64) -> Result<Found, String> {
    path(run, racer)?;
    let metrics = run.metrics(racer);
    let found = match metrics.get("test").and_then(|test| test.get("accuracy")) {
        Some(Value::Num(share)) => *share,
        _ => f64::NAN,
    };
    Ok(((found - share).abs() <= within, format!("it is right about {found}")))
}

pub(super) fn variance_slope(
    run: &mut Run,
    racer: usize,
    replacement: bool,
    is: f64,
    within: f64,
) -> Result<Found, String> {
    path(run, racer)?;
    let slope = run.draws(racer, replacement).map_or(f64::NAN, |found| found.slope());
    Ok(((slope - is).abs() <= within, format!("it is {slope}")))
}

pub(super) fn variance_law(run: &mut Run, racer: usize, replacement: bool, most: f64) -> Result<Found, String> {
    path(run, racer)?;
    let found = run.draws(racer, replacement).ok_or("nothing is trained")?;
    let off: Vec<f64> = found.sizes.iter().map(|s| s.variance / found.law(s.size, replacement) - 1.0).collect();
    Ok((off.iter().all(|off| off.abs() <= most), format!("off by {off:?}")))
}

pub(super) fn seen(run: &mut Run, racer: usize, replacement: bool, seen: [u32; 2]) -> Result<Found, String> {
    let counts = counts(run, racer, replacement)?;
    let found = [counts.iter().min(), counts.iter().max()].map(|count| count.copied().unwrap_or(0));
    Ok((found == seen, format!("{found:?} times")))
}

pub(super) fn chi(run: &mut Run, racer: usize, [lo, hi]: [f64; 2]) -> Result<Found, String> {
    let found = chi_squared(&counts(run, racer, true)?);
    Ok(((lo..=hi).contains(&found), format!("it is {found}")))
}

pub(super) fn in_plane(
    run: &mut Run,
    racer: usize,
    seed: u32,
    [lo, hi]: [f64; 2],
    within: f64,
) -> Result<Found, String> {
    path(run, racer)?;
    let plane = run.plane(racer, seed).ok_or("there is no such plane")?;
    let mut x = vec![0.0; plane.at.len()];
    place(&plane.at, &plane.along, 0.0, 0.0, &mut x);
    let objective: Box<dyn Objective<f64>> = objective_of(&run.spec().problem, x.len());
    let mut g = vec![0.0; x.len()];
    let off = objective.value_grad(&x, &mut g, &mut objective.work()) - run.point(racer).f;
    let (places, share) = run.shadow(racer, &plane);
    let ends = places.ends_with(&[0.0, 0.0]);
    Ok((
        ends && off.abs() <= within && (lo..=hi).contains(&share),
        format!("{off:e} off in the middle, a share of {share}, ends there: {ends}"),
    ))
}
