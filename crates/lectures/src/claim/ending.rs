//! Claims about the end: how a racer ends and where, and what its last steps do.

use super::Found;
use super::path::{Row, apart, last, path};
use descent::Run;

/// The mean of f over the last quarter of the recorded steps.
fn tail(path: &[Row]) -> f64 {
    let tail = &path[path.len() - path.len().div_ceil(4)..];
    tail.iter().map(|row| row.f).sum::<f64>() / tail.len() as f64
}

pub(super) fn same(run: &mut Run, [a, b]: [usize; 2], within: f64) -> Result<Found, String> {
    let (a, b) = (path(run, a)?, path(run, b)?);
    let far = apart(&last(&a).x, &last(&b).x);
    Ok((far <= within, format!("they end {far:e} apart")))
}

pub(super) fn status(run: &mut Run, racer: usize, kind: &str, [from, to]: [u64; 2]) -> Result<Found, String> {
    path(run, racer)?;
    let status = run.status(racer);
    let so = status.kind.name() == kind && (from..=to).contains(&status.step);
    Ok((so, format!("{} at step {}", status.kind.name(), status.step)))
}

pub(super) fn diverges(run: &mut Run, racer: usize, diverges: bool, between: [u64; 2]) -> Result<Found, String> {
    let (so, found) = status(run, racer, "diverged", between)?;
    Ok((so == diverges, found))
}

pub(super) fn near(run: &mut Run, racer: usize, point: &[f64], within: f64) -> Result<Found, String> {
    let path = path(run, racer)?;
    let end = &last(&path).x;
    Ok((apart(end, point) <= within, format!("it ends at {end:?}")))
}

pub(super) fn above(run: &mut Run, racer: usize, value: f64) -> Result<Found, String> {
    let f = last(&path(run, racer)?).f;
    Ok((f > value, format!("f is {f:e}")))
}

pub(super) fn below(run: &mut Run, racer: usize, value: f64) -> Result<Found, String> {
    let f = last(&path(run, racer)?).f;
    Ok((f < value, format!("f is {f:e}")))
}

pub(super) fn last_step(run: &mut Run, racer: usize, below: f64) -> Result<Found, String> {
    let path = path(run, racer)?;
    let far = path.len().checked_sub(2).map_or(0.0, |k| apart(&path[k].x, &last(&path).x));
    Ok((far < below, format!("it moves by {far:e}")))
}

pub(super) fn rows_above(run: &mut Run, racer: usize, value: f64) -> Result<Found, String> {
    let mean = tail(&path(run, racer)?);
    Ok((mean > value, format!("the mean is {mean:e}")))
}

pub(super) fn rows_below(run: &mut Run, racer: usize, value: f64) -> Result<Found, String> {
    let mean = tail(&path(run, racer)?);
    Ok((mean < value, format!("the mean is {mean:e}")))
}

pub(super) fn cycles(run: &mut Run, racer: usize, cycles: usize, within: f64) -> Result<Found, String> {
    let path = path(run, racer)?;
    let back: Vec<f64> = path.iter().rev().skip(1).take(cycles).map(|row| apart(&row.x, &last(&path).x)).collect();
    let between = back.iter().take(cycles.saturating_sub(1)).copied().fold(f64::INFINITY, f64::min);
    let round = back.get(cycles.saturating_sub(1)).copied().unwrap_or(f64::NAN);
    Ok((round <= within && between > 1e3 * within, format!("{round:e} after a round, {between:e} in between")))
}

pub(super) fn no_cycle(run: &mut Run, racer: usize, of: usize, within: f64) -> Result<Found, String> {
    let path = path(run, racer)?;
    let before = path.iter().rev().nth(of).map_or(0.0, |row| apart(&row.x, &last(&path).x));
    Ok((before > within, format!("it was {before:e} away")))
}
