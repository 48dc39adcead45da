//! Claims about the way: when f falls and rises, how far and how roughly a racer moves, its rates and quantities.

use super::Found;
use super::path::{Row, apart, path};
use descent::Run;

fn first_below(path: &[Row], value: f64) -> Option<u64> {
    path.iter().find(|row| row.f < value).map(|row| row.t)
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

pub(super) fn order(run: &mut Run, value: f64, order: &[usize]) -> Result<Found, String> {
    let steps = order.iter().map(|i| Ok(first_below(&path(run, *i)?, value))).collect::<Result<Vec<_>, String>>()?;
    let arrived = steps.iter().all(Option::is_some);
    Ok((arrived && steps.windows(2).all(|two| two[0] < two[1]), format!("steps {steps:?}")))
}

pub(super) fn falls(run: &mut Run, racer: usize, value: f64, [from, to]: [u64; 2]) -> Result<Found, String> {
    let step = first_below(&path(run, racer)?, value);
    Ok((step.is_some_and(|step| (from..=to).contains(&step)), format!("at step {step:?}")))
}

pub(super) fn never_below(run: &mut Run, racer: usize, value: f64) -> Result<Found, String> {
    let step = first_below(&path(run, racer)?, value);
    Ok((step.is_none(), format!("at step {step:?}")))
}

pub(super) fn rises(run: &mut Run, racer: usize, rises: bool) -> Result<Found, String> {
    let path = path(run, racer)?;
    let up = path.iter().any(|row| row.f > path[0].f);
    Ok((up == rises, format!("it starts at {:e}", path[0].f)))
}

pub(super) fn moved(run: &mut Run, racer: usize, by: f64, step: u64, within: f64) -> Result<Found, String> {
    let path = path(run, racer)?;
    let far = path.iter().find(|row| row.t == step).map_or(f64::NAN, |row| apart(&path[0].x, &row.x));
    Ok(((far - by).abs() <= within, format!("it is {far} away")))
}

pub(super) fn rate_over(run: &mut Run, racer: usize, over: f64, at: &[u64]) -> Result<Found, String> {
    let path = path(run, racer)?;
    let drops: Vec<(u64, f64)> = path
        .windows(2)
        .filter(|two| two[0].rate != two[1].rate)
        .map(|two| (two[1].t, two[0].rate / two[1].rate))
        .collect();
    let so = drops.iter().map(|drop| drop.0).eq(at.iter().copied());
    Ok((so && drops.iter().all(|drop| (drop.1 / over - 1.0).abs() < 1e-12), format!("{drops:?}")))
}

pub(super) fn quantity(
    run: &mut Run,
    racer: usize,
    (key, axis, step): (&str, usize, u64),
    is: f64,
    within: f64,
) -> Result<Found, String> {
    path(run, racer)?;
    run.seek(step);
    let found = run.quantity(racer, key).and_then(|values| values.get(axis).copied());
    run.finish();
    Ok((found.is_some_and(|found| (found - is).abs() <= within), format!("it is {found:?}")))
}

pub(super) fn rougher(run: &mut Run, racers: &[usize]) -> Result<Found, String> {
    let found = racers.iter().map(|i| Ok(roughness(&path(run, *i)?))).collect::<Result<Vec<_>, String>>()?;
    Ok((found.windows(2).all(|two| two[0] < two[1]), format!("{found:?}")))
}

pub(super) fn swinging(run: &mut Run, racers: &[usize], axis: usize, beyond: f64) -> Result<Found, String> {
    let found = racers.iter().map(|i| Ok(swings(&path(run, *i)?, axis, beyond))).collect::<Result<Vec<_>, String>>()?;
    let there = found.iter().all(Option::is_some);
    Ok((there && found.windows(2).all(|two| two[0] < two[1]), format!("{found:?}")))
}
