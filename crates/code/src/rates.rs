//! What a schedule says at every update, as the lists that a script reads its rates and momenta from.
//!
//! Invariant: the rates are the run's own column, so that a script follows a schedule without knowing it.

use crate::Library;
use crate::python::float;
use crate::script::refuse;
use descent::Run;
use descent::spec::{Problem, RacerSpec, Spec};

/// Rates of a script at most.
const RATES: u64 = 10_000;

/// The rate of every update, where it changes: the run's own column.
pub(crate) fn rates(spec: &Spec, i: usize, racer: &RacerSpec) -> Result<Option<Vec<f64>>, Problem> {
    if racer.schedule.is_none() {
        return Ok(None);
    }
    if spec.steps > RATES {
        let given = format!("{} with a schedule", spec.steps);
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

/// The momentum of every update, where the schedule sets it.
pub(crate) fn momenta(
    spec: &Spec,
    racer: &RacerSpec,
    library: Library,
    path: &str,
) -> Result<Option<Vec<f64>>, Problem> {
    let Some(schedule) = racer.schedule.as_ref().map(|schedule| schedule.build()) else { return Ok(None) };
    // Plain descent has none to set, though PyTorch spells it as momentum 0.
    if schedule.momentum(0).is_none() || racer.optimizer.row.id == "sgd" {
        return Ok(None);
    }
    let all: Option<Vec<f64>> = (0..spec.steps).map(|t| schedule.momentum(t)).collect();
    all.filter(|_| library == Library::Torch).map(Some).ok_or_else(|| {
        let allowed = "one that sets the rate alone, or PyTorch and a cycle of the whole run";
        refuse(format!("{path}.schedule"), "a schedule that cycles the momentum", allowed)
    })
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
        return format!("[{}]", all.iter().map(|v| float(*v)).collect::<Vec<_>>().join(", "));
    }
    let parts = runs.iter().map(|(v, count)| format!("[{}] * {count}", float(*v)));
    if runs.is_empty() { "[]".to_owned() } else { parts.collect::<Vec<_>>().join(" + ") }
}
