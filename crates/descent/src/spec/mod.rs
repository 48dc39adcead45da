//! The run specification: one document that says everything about a run, its one validation, and its problems.
//!
//! Every door into the core ends here: a [`Value`] goes in, a [`Spec`] or a list of [`Problem`]s comes out. Unknown keys
//! are problems, never ignored. This module never runs anything.

mod arguments;
mod batch;
mod document;
mod edit;
pub mod limits;
mod objective;
mod problem;
mod racer;
mod reader;
mod trained;
pub(crate) mod training;

pub use arguments::print_one as print_argument;
pub use batch::BatchSpec;
pub use document::{Clip, Edit, OptimizerSpec, Precision, ProblemSpec, RacerSpec, Spec, Stop};
pub use objective::objective_of;
pub use problem::{Problem, nearest};
pub use trained::{ModelKind, ModelSpec};

use crate::Value;
use crate::list::Listed;
use crate::objective::Shape;
use crate::precise::Precise;
use crate::schedule::ScheduleSpec;
use crate::text::{decimal, quoted};
use reader::{Fields, Problems, beside, list, number, numbers, whole};

/// Reads and validates a whole document.
///
/// # Errors
/// Every problem found, each with its path; nothing is guessed and nothing is ignored.
///
/// ```
/// use descent::{Value, spec};
/// let racer = Value::map([("optimizer", Value::map([("id", Value::text("adma"))]))]);
/// let document = Value::map([
///     ("version", Value::Num(1.0)),
///     ("problem", Value::map([("surface", Value::text("beale"))])),
///     ("racers", Value::List(vec![racer])),
/// ]);
/// let problems = spec::decode(&document).unwrap_err();
/// assert_eq!(problems[0].path, "racers[0].optimizer.id");
/// assert_eq!(problems[0].nearest.as_deref(), Some("adam"));
/// ```
pub fn decode(document: &Value) -> Result<Spec, Vec<Problem>> {
    let mut out = Problems::default();
    match whole_document(document, &mut out) {
        Some(spec) if out.found.is_empty() => Ok(spec),
        _ => Err(out.found),
    }
}

/// Reads and validates a schedule alone, in either spelling.
///
/// # Errors
/// Every problem found.
pub fn decode_schedule(document: &Value) -> Result<ScheduleSpec, Vec<Problem>> {
    let mut out = Problems::default();
    match arguments::nested(document, "", 0, &mut out) {
        Some(spec) if out.found.is_empty() => Ok(spec),
        _ => Err(out.found),
    }
}

/// Reads and validates an optimizer alone, in either spelling.
///
/// # Errors
/// Every problem found.
pub fn decode_optimizer(document: &Value) -> Result<OptimizerSpec, Vec<Problem>> {
    let mut out = Problems::default();
    match racer::optimizer(document, "", &mut out) {
        Some(spec) if out.found.is_empty() => Ok(spec),
        _ => Err(out.found),
    }
}

fn whole_document(document: &Value, out: &mut Problems) -> Option<Spec> {
    let mut fields = Fields::open(document, "", out)?;
    if let Some(version) = fields.take("version")
        && *version != Value::Num(1.0)
    {
        out.add("version", "out_of_range", version.excerpt(), "1");
    }
    let precision = match fields.take("precision") {
        None => Some(None),
        Some(value) => beside(value, &Precision::ALL, "precision", out).map(Some),
    };
    let seed = match fields.take("seed") {
        None => Some(0),
        Some(value) => whole(value, 0, i64::from(u32::MAX), "seed", out),
    };
    let allowed = "an object with one of surface, expression, quadratic, least_squares, model";
    let problem = fields.need("problem", allowed, out);
    let problem = problem.and_then(|value| objective::problem(value, "problem", seed.unwrap_or(0) as u32, out));
    let given = fields.take("start");
    let start_given = given.is_some();
    let raced = fields.peek("racers").is_some_and(|all| *all != Value::List(Vec::new()));
    let start = start(problem.as_ref(), given, raced, out);
    let steps = match fields.take("steps") {
        None => Some(limits::STEPS_DEFAULT),
        Some(value) => whole(value, 0, limits::STEPS as i64, "steps", out).map(|n| n as u64),
    };
    let stop = match fields.take("stop") {
        None => Some(Stop::default()),
        Some(value) => stop(value, out),
    };
    let racers = match fields.take("racers") {
        None => Some(Vec::new()),
        Some(value) => racers(value, out),
    };
    let edits = match fields.take("edits") {
        None => Some(Vec::new()),
        Some(value) => edit::read(value, out),
    };
    fields.close(out);
    let (racers, edits) = (racers?, edits?);
    if let Some(problem) = &problem {
        check_batches(&racers, problem, out);
    }
    let racers = legs(racers, &edits, out);
    if let (Some(problem), Some(start)) = (&problem, &start) {
        check_memory(&racers, problem.shape_for(start.len()), out);
    }
    let deep = matches!(&problem, Some(ProblemSpec::Model(model)) if model.is_deep());
    let usual = if deep { Precision::F32 } else { Precision::F64 };
    Some(Spec {
        precision: precision?.unwrap_or(usual),
        seed: seed? as u32,
        problem: problem?,
        start: start?,
        start_given,
        steps: steps?,
        stop: stop?,
        racers,
        edits,
    })
}

/// The start that is given, or the problem's own.
fn start(problem: Option<&ProblemSpec>, given: Option<&Value>, raced: bool, out: &mut Problems) -> Option<Vec<f64>> {
    match given {
        None => objective::default_start(problem?, raced, out),
        Some(value) => {
            let start = numbers(value, "start", out)?;
            objective::check_start(problem?, start, out)
        }
    }
}

/// Every racer from step 0 on, and anew from every edit of it on.
fn legs(racers: Vec<RacerSpec>, edits: &[Edit], out: &mut Problems) -> Vec<Vec<(u64, RacerSpec)>> {
    let mut legs: Vec<Vec<(u64, RacerSpec)>> = racers.into_iter().map(|racer| vec![(0, racer)]).listed();
    for (i, e) in edits.iter().enumerate() {
        edit::apply(e, &format!("edits[{i}]"), &mut legs, out);
    }
    legs
}

/// Only where a model is trained there are samples to choose from.
fn check_batches(racers: &[RacerSpec], problem: &ProblemSpec, out: &mut Problems) {
    for (i, racer) in racers.iter().enumerate() {
        if let (Some(batch), false) = (&racer.batch, matches!(problem, ProblemSpec::Model(_))) {
            let given = batch.written.excerpt();
            out.add(&format!("racers[{i}].batch"), "conflict", given, "none, as no model is trained");
        }
    }
}

/// Laws that keep matrices or long histories fit small problems only. A racer has room for the largest of its laws.
fn check_memory(legs: &[Vec<(u64, RacerSpec)>], shape: Shape, out: &mut Problems) {
    let mut sum = 0;
    // A matrix of all parameters may have more numbers than can be counted; none fits that does not for fewer.
    let fewer = Shape { rows: shape.rows.min(COUNTED), cols: shape.cols.min(COUNTED) };
    for (i, legs) in legs.iter().enumerate() {
        let before = sum;
        for (_, racer) in legs {
            let law = <f64 as Precise>::law((racer.optimizer.row.build)(&racer.optimizer.args));
            let averaged = if racer.average.is_some() { shape.len() } else { 0 };
            for counted in [fewer, shape] {
                let memory = law.memory(counted);
                sum = sum.max(before + memory.cells + memory.scalars + averaged);
                if sum > limits::MEMORY {
                    let given = format!("{} with {} parameters", quoted(racer.optimizer.id), shape.len());
                    let allowed = format!("racers that remember at most {} numbers in all", limits::MEMORY);
                    return out.add(&format!("racers[{i}].optimizer"), "too_large", given, allowed);
                }
            }
        }
    }
}

/// Rows and columns whose squares are counted in 32 bits.
const COUNTED: usize = 1 << 13;

fn stop(value: &Value, out: &mut Problems) -> Option<Stop> {
    let mut fields = Fields::open(value, "stop", out)?;
    let mut stop = Stop::default();
    if let Some(v) = fields.take("grad_norm").and_then(|v| number(v, "stop.grad_norm", out)) {
        if v < 0.0 {
            out.add("stop.grad_norm", "out_of_range", decimal(v), "a number of at least 0");
        }
        stop.grad_norm = Some(v);
    }
    stop.value = fields.take("value").and_then(|v| number(v, "stop.value", out));
    let unchanged = fields.take("unchanged");
    stop.unchanged = unchanged.and_then(|v| whole(v, 1, limits::STEPS as i64, "stop.unchanged", out)).map(|n| n as u64);
    fields.close(out);
    Some(stop)
}

fn racers(value: &Value, out: &mut Problems) -> Option<Vec<RacerSpec>> {
    let items = list(value, "racers", out)?;
    if items.len() > limits::RACERS {
        out.add("racers", "too_large", format!("{} racers", items.len()), format!("at most {}", limits::RACERS));
        return None;
    }
    let read = |(i, v)| racer::read(v, &format!("racers[{i}]"), out);
    // All are read, whatever is wrong with one.
    let all: Vec<_> = items.iter().enumerate().filter_map(read).listed();
    (all.len() == items.len()).then_some(all)
}
