//! Legal documents, drawn at random from the catalogue's tables: every optimizer, library spelling, schedule, surface and
//! problem, with arguments from their own ranges, ends included.
//!
//! Invariant: what is drawn here, the core accepts; where no single range says what is legal, it is drawn again until the
//! core does. Does not: restate a range or a default.

use crate::draw::Draw;
use descent::Value;
use descent::average;
use descent::catalog::{Kind, Param, Range, Scale};
use descent::law::{self, library};
use descent::schedule::{self, Entry};
use descent::spec;
use descent::surface;
use std::collections::BTreeSet;

/// Draws until the core accepts. Panics where it never does, which says that a generator is wrong.
fn until_legal(what: &str, mut draw: impl FnMut() -> Value, legal: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..10_000 {
        let drawn = draw();
        if legal(&drawn) {
            return drawn;
        }
    }
    panic!("no legal arguments found for {what}");
}

/// A number of a range: an end, by ratio, or evenly.
fn real(draw: &mut Draw, range: &Range, scale: Scale) -> f64 {
    let v = match (draw.below(8), scale) {
        (0, _) => range.min,
        (1, _) => range.max,
        (2, _) | (_, Scale::Log) => {
            let low = range.min.max(range.max * 1e-12);
            low * lanes::math::pow(range.max / low, draw.unit())
        }
        _ => draw.between(range.min, range.max),
    };
    if range.holds(v) { v } else { 0.5 * (range.min + range.max) }
}

fn whole(draw: &mut Draw, min: i64, max: i64) -> i64 {
    match draw.below(8) {
        0 => min,
        1 => max,
        _ => {
            let span = *draw.of(&[3, 30, 300, 3000]);
            (min + draw.below(span) as i64).min(max)
        }
    }
}

/// An argument; none where it is left to its default.
fn argument(draw: &mut Draw, param: &Param, depth: usize) -> Option<Value> {
    let number = |v: i64| Value::Num(v as f64);
    let has_default = !matches!(
        param.kind,
        Kind::Real { default: None, .. }
            | Kind::Int { default: None, .. }
            | Kind::Reals { default: None, .. }
            | Kind::Ints { default: None, .. }
            | Kind::Schedules
    );
    if has_default && draw.once_in(3) {
        return None;
    }
    Some(match &param.kind {
        Kind::Real { range, scale, .. } | Kind::OptReal { range, scale } => Value::Num(real(draw, range, *scale)),
        Kind::Int { min, max, .. } | Kind::OptInt { min, max } => number(whole(draw, *min, *max)),
        Kind::Bool { .. } => Value::Bool(draw.once_in(2)),
        Kind::Choice { options, .. } => Value::text(draw.of(options).0),
        Kind::Reals { range, min_len, max_len, .. } => {
            let len = (min_len + draw.below(4)).min(*max_len);
            Value::numbers((0..len).map(|_| real(draw, range, Scale::Linear)).collect::<Vec<_>>())
        }
        Kind::Ints { min, max, min_len, .. } => {
            let len = min_len + draw.below(3);
            let all: BTreeSet<i64> = (0..len).map(|_| whole(draw, *min, *max)).collect();
            Value::List(all.into_iter().map(number).collect())
        }
        Kind::Schedule if depth == 0 => return None,
        Kind::Schedule => schedule(draw, depth - 1),
        Kind::Schedules => Value::List((0..1 + draw.below(3)).map(|_| schedule(draw, depth.max(1) - 1)).collect()),
    })
}

/// An id with arguments.
fn row(draw: &mut Draw, id: &str, params: &[Param], depth: usize) -> Value {
    let mut all = vec![("id".to_owned(), Value::text(id))];
    for param in params {
        if let Some(value) = argument(draw, param, depth) {
            all.push((param.key.to_owned(), value));
        }
    }
    Value::Map(all)
}

/// A schedule in either spelling, with others inside it up to `depth`.
pub fn schedule(draw: &mut Draw, depth: usize) -> Value {
    let nests = |e: &Entry| e.params.iter().any(|p| matches!(p.kind, Kind::Schedules));
    let all: Vec<Entry> = schedule::ids().filter_map(schedule::find).filter(|e| depth > 0 || !nests(e)).collect();
    let entry = *draw.of(&all);
    schedule_of(draw, &entry, depth)
}

/// Legal arguments of one schedule.
pub fn schedule_of(draw: &mut Draw, entry: &Entry, depth: usize) -> Value {
    let once = || {
        let mut drawn = row(draw, entry.id, entry.params, depth);
        for (key, value) in shaped(draw, entry.id, &drawn) {
            drawn.put(key, value);
        }
        drawn
    };
    until_legal(entry.id, once, |v| spec::decode_schedule(v).is_ok())
}

/// Shapes too rare to be drawn.
fn shaped(draw: &mut Draw, id: &str, drawn: &Value) -> Vec<(&'static str, Value)> {
    let mut all = Vec::new();
    if drawn.get("boundaries_and_scales").is_some() {
        let steps: BTreeSet<usize> = (0..draw.below(4)).map(|_| draw.below(500)).collect();
        let pairs = steps.into_iter().flat_map(|step| [step as f64, 2.0 * draw.unit()]);
        all.push(("boundaries_and_scales", Value::numbers(pairs.collect::<Vec<_>>())));
    }
    if let Some(Value::List(pieces)) = drawn.get("cosine_kwargs") {
        let piece = schedule::find("optax.warmup_cosine_decay_schedule").expect("a row of the table");
        let pieces = pieces.iter().map(|_| schedule_of(draw, &piece, 0)).collect();
        all.push(("cosine_kwargs", Value::List(pieces)));
    }
    if id == "torch.OneCycleLR" && drawn.get("total_steps").is_none() {
        all.push(("total_steps", Value::Num(100.0)));
    }
    all
}

/// Every id that an optimizer can have, with its parameters.
pub fn optimizers() -> Vec<(&'static str, &'static [Param])> {
    let ours = law::TABLE.iter().map(|row| (row.id, row.params));
    ours.chain(library::rows().map(|row| (row.id, row.params))).collect()
}

/// An optimizer in either spelling.
pub fn optimizer(draw: &mut Draw) -> Value {
    let (id, params) = *draw.of(&optimizers());
    optimizer_of(draw, id, params)
}

/// Legal arguments of one optimizer.
pub fn optimizer_of(draw: &mut Draw, id: &str, params: &[Param]) -> Value {
    let document = |optimizer: &Value| {
        let racer = Value::map([("optimizer", optimizer.clone())]);
        Value::map([("problem", Value::map([("surface", Value::text("beale"))])), ("racers", Value::List(vec![racer]))])
    };
    until_legal(id, || row(draw, id, params, 0), |v| spec::decode(&document(v)).is_ok())
}

/// A racer: an optimizer and, now and then, a schedule and stages.
pub fn racer(draw: &mut Draw) -> Value {
    let mut all = vec![("optimizer", optimizer(draw))];
    if draw.once_in(3) {
        all.push(("label", Value::text(*draw.of(&["", "A", "größer", "a \"quoted\" one", "日本"]))));
    }
    if draw.once_in(2) {
        all.push(("schedule", schedule(draw, 2)));
    }
    if draw.once_in(3) {
        let limit = Value::Num(real(draw, &Range::above(0.0, 1e3), Scale::Log));
        all.push(("clip", Value::map([(*draw.of(&["norm", "value"]), limit)])));
    }
    if draw.once_in(3) {
        all.push(("noise", Value::map([("std", Value::Num(real(draw, &Range::closed(0.0, 10.0), Scale::Log)))])));
    }
    if draw.once_in(4) {
        let of = average::ROW.params.iter().filter_map(|p| Some((p.key, argument(draw, p, 0)?)));
        let of = Value::map(of.collect::<Vec<_>>());
        all.push(("average", of));
    }
    Value::map(all)
}

fn matrix(draw: &mut Draw, rows: usize, cols: usize) -> Value {
    let row = |draw: &mut Draw| Value::numbers((0..cols).map(|_| draw.between(-3.0, 3.0)).collect::<Vec<_>>());
    Value::List((0..rows).map(|_| row(draw)).collect())
}

fn vector(draw: &mut Draw, n: usize) -> Value {
    Value::numbers((0..n).map(|_| draw.between(-3.0, 3.0)).collect::<Vec<_>>())
}

/// A problem, and a start where it needs or happens to get one.
pub fn problem(draw: &mut Draw) -> (Value, Option<Value>) {
    match draw.below(8) {
        0 => {
            let n = 1 + draw.below(9);
            let of = Value::map([("A", matrix(draw, n, n)), ("center", vector(draw, n))]);
            (Value::map([("quadratic", of)]), Some(vector(draw, n)))
        }
        1 => {
            let (samples, rows, cols) = (1 + draw.below(5), 1 + draw.below(4), 1 + draw.below(4));
            let of = Value::map([("A", matrix(draw, samples, rows)), ("C", matrix(draw, samples, cols))]);
            (Value::map([("least_squares", of)]), Some(vector(draw, rows * cols)))
        }
        2 => {
            let (samples, features) = (1 + draw.below(9), 1 + draw.below(5));
            let y = Value::numbers((0..samples).map(|_| draw.below(2) as f64).collect::<Vec<_>>());
            let inline = Value::map([("x", matrix(draw, samples, features)), ("y", y)]);
            let bias = draw.once_in(2);
            let of = Value::map([
                ("model", Value::map([("id", Value::text("logistic")), ("bias", Value::Bool(bias))])),
                ("data", Value::map([("inline", inline)])),
                ("l2", Value::Num(real(draw, &Range::closed(0.0, 1.0), Scale::Log))),
            ]);
            let start = vector(draw, features + usize::from(bias));
            (of, draw.once_in(2).then_some(start))
        }
        _ => on_surface(draw),
    }
}

fn on_surface(draw: &mut Draw) -> (Value, Option<Value>) {
    let of = *draw.of(surface::TABLE);
    let mut all = vec![("surface", Value::text(of.id))];
    let params: Vec<_> = of.params.iter().filter_map(|p| Some((p.key, argument(draw, p, 0)?))).collect();
    if !params.is_empty() {
        all.push(("params", Value::map(params)));
    }
    if of.dim == 2 && draw.once_in(3) {
        all.push(("rotate", Value::Num(*draw.of(&[0.0, 90.0, -180.0, 360.0, 33.3, -271.0]))));
    }
    let start = draw.once_in(2).then(|| {
        let inside = |[lo, hi]: [f64; 2], draw: &mut Draw| draw.between(lo, hi);
        Value::numbers(of.view[..of.dim].iter().map(|span| inside(*span, draw)).collect::<Vec<_>>())
    });
    (Value::map(all), start)
}

/// A change in the middle of a run.
fn edit(draw: &mut Draw, step: usize, racers: usize) -> Value {
    let (path, value) = match draw.below(6) {
        0 => ("optimizer", optimizer(draw)),
        1 => ("schedule", schedule(draw, 1)),
        2 => ("schedule", Value::Null),
        3 => ("clip", Value::map([("norm", Value::Num(0.5))])),
        4 if draw.once_in(2) => ("average.form", Value::text(*draw.of(&["polyak", "ema"]))),
        4 => ("noise.std", Value::Num(draw.unit())),
        _ => ("label", Value::text("changed")),
    };
    Value::map([
        ("step", Value::Num(step as f64)),
        ("racer", Value::Num(draw.below(racers) as f64)),
        ("path", Value::text(path)),
        ("value", value),
    ])
}

/// A whole document of at most `steps` updates.
pub fn document(draw: &mut Draw, steps: usize) -> Value {
    let (problem, start) = problem(draw);
    let mut all = vec![("problem", problem)];
    if draw.once_in(2) {
        all.insert(0, ("version", Value::Num(1.0)));
    }
    if draw.once_in(2) {
        all.push(("precision", Value::text(*draw.of(&["f32", "f64"]))));
    }
    if draw.once_in(2) {
        all.push(("seed", Value::Num(f64::from(draw.bits() as u32))));
    }
    all.extend(start.map(|start| ("start", start)));
    let steps = draw.below(steps + 1);
    all.push(("steps", Value::Num(steps as f64)));
    if draw.once_in(4) {
        let limit = real(draw, &Range::closed(0.0, 1.0), Scale::Log);
        let rule = *draw.of(&["grad_norm", "value", "unchanged"]);
        all.push(("stop", Value::map([(rule, Value::Num(if rule == "unchanged" { 3.0 } else { limit }))])));
    }
    let racers = 1 + draw.below(3);
    all.push(("racers", Value::List((0..racers).map(|_| racer(draw)).collect())));
    if draw.once_in(3) {
        let at: BTreeSet<usize> = (0..draw.below(4)).map(|_| draw.below(steps + 1)).collect();
        all.push(("edits", Value::List(at.into_iter().map(|step| edit(draw, step, racers)).collect())));
    }
    Value::map(all)
}
