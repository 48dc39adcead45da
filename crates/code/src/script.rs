//! The script: imports, the function, and for every racer its part; and what no script can say.
//!
//! Invariant: what a script would not follow is refused with its path. How a racer's part reads is in [`crate::part`].
//! What is printed by it: `racer,t,x0,x1,…`, a row for every number of updates, as `descent run --format csv` counts them.

use crate::change::{Leg, legs};
use crate::part::{Part, SOPHIA};
use crate::rates::{momenta, rates};
use crate::templates::{self, filled};
use crate::{Library, constructor, equal, model, objective};
use descent::batch::{Batches, Order};
use descent::law::library::{self, Lacking};
use descent::spec::{OptimizerSpec, Precision, Problem, RacerSpec, Spec};
use descent::text::{decimal, joined, quoted};

/// A whole program. It reproduces the path of every racer as far as two implementations round alike.
///
/// # Errors
/// What the library, or a script, has no word for, with its path: an optimizer or convention that it lacks, k-means, more data than a
/// script carries, changes of clipping, noise or averaging in the middle of a run, rules on what it does not see.
pub fn script(spec: &Spec, library: Library) -> Result<String, Vec<Problem>> {
    let mut problems = Vec::new();
    if let Some(count) = spec.stop.unchanged {
        problems.push(refuse("stop.unchanged", decimal(count as f64), "null"));
    }
    let function = objective::lines(spec, library).map_err(|problem| problems.push(problem));
    let mut bodies = Vec::new();
    for i in 0..spec.racers.len() {
        match racer(spec, i, library) {
            Ok(body) => bodies.push(body),
            Err(problem) => problems.push(problem),
        }
    }
    match function {
        Ok(function) if problems.is_empty() => Ok(whole(spec, library, &function, &bodies)),
        _ => Err(problems),
    }
}

/// A problem of a script.
pub(crate) fn refuse(path: impl Into<String>, given: impl Into<String>, allowed: impl Into<String>) -> Problem {
    Problem { path: path.into(), code: "unsupported", given: given.into(), allowed: allowed.into(), nearest: None }
}

fn whole(spec: &Spec, library: Library, function: &[String], bodies: &[String]) -> String {
    let double = spec.precision == Precision::F64;
    let float = if double { "float64" } else { "float32" };
    let wide = if double { "jax.config.update(\"jax_enable_x64\", True)\n" } else { "" };
    let top = match library {
        Library::Torch => templates::TORCH_TOP,
        Library::Keras => templates::KERAS_TOP,
        Library::Optax => templates::OPTAX_TOP,
    };
    let (function, bodies) = (joined(function, "\n"), joined(bodies, ""));
    let noisy = spec.racers.iter().any(|legs| legs[0].1.noise.is_some());
    let drawn = (0..spec.racers.len()).any(|i| spec.batches(i).is_some_and(|batches| batches.order != Order::Fixed));
    let random = if noisy || drawn { templates::RANDOM } else { "" };
    let random = filled(random, &[("seed", &spec.seed.to_string())]);
    let of = [
        ("float", float),
        ("imports", if noisy { "import math\n" } else { "" }),
        ("wide", wide),
        ("random", &(random + if noisy { templates::NOISE } else { "" })),
        ("function", &function),
        ("bodies", &bodies),
    ];
    filled(top, &of)
}

/// What no script can follow in a racer, whatever its optimizer is called.
fn unsayable(
    spec: &Spec,
    racer: &RacerSpec,
    optimizer: &OptimizerSpec,
    batches: Option<Batches>,
    library: Library,
) -> Option<(&'static str, [&'static str; 2])> {
    let stage = match (racer.clip, racer.noise) {
        (Some(_), _) => Some((".clip", "clipping")),
        (None, Some(std)) if std > 0.0 => Some((".noise", "noise")),
        _ => None,
    };
    if let Some((key, given)) = stage {
        if optimizer.id == "torch.LBFGS" {
            let allowed = "a racer without it: PyTorch does it at every gradient of the line search";
            return Some((key, [given, allowed]));
        }
        if library == Library::Torch && spec.stop.grad_norm.is_some() {
            let allowed = "a racer without it where a rule looks at the gradient: PyTorch has changed it by then";
            return Some((key, [given, allowed]));
        }
    }
    if racer.average.is_some() && spec.stop.measures() {
        let allowed = "none with averaging: a script knows the loss before it";
        return Some(("stop", ["a rule on the loss at an average", allowed]));
    }
    if optimizer.id == SOPHIA && batches.is_some() {
        let at = if racer.batch.is_some() { ".batch" } else { "problem.batch" };
        return Some((at, ["batches", "all samples: Sophia's diagonal is that of the whole loss"]));
    }
    None
}

/// One racer's part.
fn racer(spec: &Spec, i: usize, library: Library) -> Result<String, Problem> {
    let (path, racer) = (format!("racers[{i}]"), &spec.racers[i][0].1);
    let legs = legs(spec, i, library)?;
    let (rates, momenta) = (rates(spec, i)?, momenta(spec, i, library)?);
    // What moves the rate, for those that cannot follow it.
    let (at, moves, rising) = match racer.schedule {
        Some(_) => (path.clone() + ".schedule", "a schedule", "a schedule that rises"),
        None => ("edits".to_owned(), "changes of the rate", "a rate that rises"),
    };
    let rises = |rates: &Vec<f64>| rates.windows(2).any(|pair| pair[0] < pair[1]);
    for Leg { optimizer, .. } in &legs {
        if let Some((at, [given, allowed])) = unsayable(spec, racer, optimizer, spec.batches(i), library) {
            return Err(refuse(if at.starts_with('.') { path + at } else { at.to_owned() }, given, allowed));
        }
        if rates.is_some() && !constructor::takes_schedule(optimizer) {
            return Err(refuse(at, moves, format!("{} with a constant rate", constructor::name(optimizer.id))));
        }
        if constructor::weighs_by_the_next_rate(optimizer) && rates.as_ref().is_some_and(rises) {
            return Err(refuse(at, rising, "one that never rises: Optax weighs a step by the rate of the next one"));
        }
    }
    // A definition holds until the next.
    let own = |i: usize| spec.racers[i][0].1.batch.is_some();
    let known = i > 0 && !own(i) && !own(i - 1);
    let rows = if known { String::new() } else { model::rows_of(spec, i) };
    Ok(rows + &Part { spec, i, racer, library, legs, rates, momenta }.text())
}

/// The library's spelling of the racer's optimizer, or why it has none.
pub(crate) fn spelled(
    racer: &RacerSpec,
    library: Library,
    path: &str,
    constant: bool,
) -> Result<OptimizerSpec, Problem> {
    let own = &racer.optimizer;
    if own.id.split('.').next() == Some(library.id()) {
        return Ok(own.clone());
    }
    let mut nearest = None;
    for other in equal::to(own.row, &own.args, constant) {
        match library::in_library(other.row, &other.args, library.id()) {
            Ok(made) => return Ok(made),
            Err(why) => nearest = nearest.or(why),
        }
    }
    Err(match nearest {
        Some(Lacking { id, key, has, wanted }) => refuse(
            format!("{path}.optimizer.{key}"),
            wanted.excerpt(),
            format!("{}, which it always is in {}", has.excerpt(), constructor::name(id)),
        ),
        None => refuse(format!("{path}.optimizer"), quoted(own.id), format!("an optimizer that {} has", library.id())),
    })
}
