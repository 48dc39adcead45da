//! What moves from update to update: the rate, by a schedule or by changes in the middle of the run, and the momentum.
//!
//! Invariant: the rates are the run's own column, so that a script follows a schedule without knowing it.

use crate::Library;
use crate::python::{float, floats};
use crate::script::refuse;
use descent::Run;
use descent::list::Listed;
use descent::spec::{Problem, RacerSpec, Spec};
use descent::text::joined;

/// Rates of a script at most.
const RATES: u64 = 10_000;

/// Whether a racer's rate never changes.
pub(crate) fn is_constant(spec: &Spec, i: usize) -> bool {
    let legs = &spec.racers[i];
    let first = legs[0].1.optimizer.args.rate();
    legs.iter().all(|(_, racer)| racer.schedule.is_none() && racer.optimizer.args.rate() == first)
}

/// Whether a racer's schedule sets the momentum.
pub(crate) fn cycles(racer: &RacerSpec) -> bool {
    racer.schedule.as_ref().is_some_and(|schedule| schedule.build().momentum(0).is_some())
}

/// The momentum of every update, where the schedule sets it.
pub(crate) fn momenta(spec: &Spec, i: usize, library: Library) -> Result<Option<Vec<f64>>, Problem> {
    let racer = &spec.racers[i][0].1;
    // Plain descent has none to set, though PyTorch spells it as momentum 0.
    if !cycles(racer) || racer.optimizer.row.id == "sgd" {
        return Ok(None);
    }
    let schedule = racer.schedule.as_ref().map(|schedule| schedule.build());
    let momentum = |t| schedule.as_ref().and_then(|schedule| schedule.momentum(t));
    let all = (0..spec.steps).map(momentum).listed_if_all();
    all.filter(|_| library == Library::Torch).map(Some).ok_or_else(|| {
        let given = "a schedule that cycles the momentum";
        let allowed = "one that sets the rate alone, or PyTorch and a cycle of the whole run";
        refuse(format!("racers[{i}].schedule"), given, allowed)
    })
}

/// The rate of every update, where it changes: the run's own column.
pub(crate) fn rates(spec: &Spec, i: usize) -> Result<Option<Vec<f64>>, Problem> {
    if is_constant(spec, i) {
        return Ok(None);
    }
    if spec.steps > RATES {
        let given = format!("{} with a rate that changes", spec.steps);
        return Err(refuse("steps", given, format!("at most {RATES}: a script lists every rate")));
    }
    let mut alone = spec.clone();
    alone.racers = vec![spec.racers[i].clone()];
    // The racer's own are among its legs; the others name racers that are not here.
    alone.edits.clear();
    alone.stop = Default::default();
    let mut run = Run::new(alone);
    let mut all = vec![run.point(0).lr];
    while run.running() && (all.len() as u64) < spec.steps {
        run.step(1);
        all.push(run.point(0).lr);
    }
    // A run that diverges has no rate for what comes after.
    let last = all.last().copied().unwrap_or(0.0);
    all.resize(spec.steps as usize, last);
    Ok(Some(all))
}

/// Numbers as Python's list, equal neighbours counted.
pub(crate) fn listed(all: &[f64]) -> String {
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for v in all {
        match runs.last_mut() {
            Some((last, count)) if *last == *v => *count += 1,
            _ => runs.push((*v, 1)),
        }
    }
    if runs.len() > 8 && runs.len() * 2 > all.len() {
        return floats(all);
    }
    let parts = runs.iter().map(|(v, count)| format!("[{}] * {count}", float(*v)));
    if runs.is_empty() { "[]".to_owned() } else { joined(&parts.listed(), " + ") }
}
