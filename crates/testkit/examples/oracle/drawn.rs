//! Runs with arguments that nobody chose: drawn from each spelling's own table, near its defaults, so that paths stay worth comparing.
//!
//! Invariant: what is drawn the core accepts and `descent code` has words for; it is drawn again until both are so. The same seed draws
//! the same runs.

use descent::Value;
use descent::average;
use descent::batch::ORDERS;
use descent::catalog::{DECAY, EPSILON, Kind, Param, Range};
use descent::law::library::{self, LibraryRow};
use descent::model::ACTIVATIONS;
use descent::{schedule, spec, surface};
use std::collections::BTreeSet;
use testkit::draw::Draw;

/// Surfaces without poles or terraces, on which two implementations stay together.
const SMOOTH: [&str; 8] =
    ["beale", "rosenbrock", "himmelblau", "booth", "matyas", "three_hump_camel", "styblinski_tang", "saddle"];

/// Arguments that are left at their defaults, and why.
const LEFT_ALONE: [(&str, &[&str], &str); 4] = [
    (
        "optax.rmsprop",
        &["bias_correction"],
        "with `centered`, the first variance is the difference of two equal numbers, and rounding decides whether it has a root",
    ),
    (
        "keras.Muon",
        &["muon_a", "muon_b", "muon_c", "ns_steps"],
        "on JAX, Keras takes the norm of a matrix in float32, which only a converged iteration forgets",
    ),
    (
        "optax.muon",
        &["ns_coeffs"],
        "an iteration with other coefficients multiplies instead of converging: steps of 1e65, of which rounding is all that differs",
    ),
    ("optax.adafactor", &["decay_offset"], "from step 0 on, Optax raises a negative number to a power: NaN"),
];

/// Keras divides by its rate, which schedules bring to 0.
const NEEDS_A_RATE: &str = "keras.Ftrl";

/// A whole document of `steps` updates of one spelling, such that `spoken` holds. Panics where nothing legal is found, which says that the generator is wrong.
pub fn document(
    draw: &mut Draw,
    row: &LibraryRow,
    (library, steps): (&str, u64),
    spoken: impl Fn(&Value) -> bool,
) -> Value {
    for _ in 0..1000 {
        let (problem, start) = problem(draw);
        let mut racer = vec![("optimizer", arguments(draw, row.id, row.params))];
        if draw.once_in(2) && row.id != NEEDS_A_RATE {
            racer.push(("schedule", rates(draw, library)));
        }
        if draw.once_in(5) {
            let kind = *draw.of(&["norm", "value"]);
            racer.push(("clip", Value::map([(kind, Value::Num(magnitude(draw, -1.0, 1.0)))])));
        }
        if draw.once_in(5) {
            racer.push(("noise", Value::map([("std", Value::Num(magnitude(draw, -2.0, 0.0)))])));
        }
        if draw.once_in(5) {
            racer.push(("average", arguments(draw, "", average::ROW.params)));
        }
        // Models start where they begin themselves.
        if start.is_none() && draw.once_in(3) {
            let size = ("size", Value::Num(1.0 + draw.below(8) as f64));
            let rest = manner(draw).into_iter().filter(|_| draw.once_in(2));
            racer.push(("batch", Value::map([size].into_iter().chain(rest))));
        }
        let edits = match draw.below(5) {
            0 => changed_rate(draw, row, steps),
            1 => changed_arguments(draw, row, steps),
            2 => {
                let value = another(draw, library);
                vec![edit(draw, steps, "optimizer", value)]
            }
            _ => Vec::new(),
        };
        let document = [
            ("version", Value::Num(1.0)),
            ("seed", Value::Num(draw.below(1 << 20) as f64)),
            ("precision", Value::text("f64")),
            ("problem", problem),
            ("steps", Value::Num(steps as f64)),
            ("racers", Value::List(vec![Value::map(racer)])),
            ("edits", Value::List(edits)),
        ];
        let document = Value::map(document.into_iter().chain(start.map(|start| ("start", start))));
        if spec::decode(&document).is_ok() && spoken(&document) {
            return document;
        }
    }
    panic!("no legal arguments found for {}", row.id);
}

/// Another rate from a step in the middle on.
fn changed_rate(draw: &mut Draw, row: &LibraryRow, steps: u64) -> Vec<Value> {
    let rate = row.params.iter().find(|param| ["lr", "learning_rate"].contains(&param.key));
    let Some(Param { key, kind: Kind::Real { default, range, .. }, .. }) = rate else { return Vec::new() };
    let value = Value::Num(near(draw, *default, range));
    vec![edit(draw, steps, &format!("optimizer.{key}"), value)]
}

/// Two other arguments from steps in the middle on.
fn changed_arguments(draw: &mut Draw, row: &LibraryRow, steps: u64) -> Vec<Value> {
    let mut all = Vec::new();
    for _ in 0..2 {
        let param = draw.of(row.params);
        if let Some(value) = argument(draw, row.id, param) {
            all.push(edit(draw, steps, &format!("optimizer.{}", param.key), value));
        }
    }
    all
}

/// Another optimizer of the library.
fn another(draw: &mut Draw, library: &str) -> Value {
    let all: Vec<_> = library::rows().filter(|row| row.id.split('.').next() == Some(library)).collect();
    let row = draw.of(&all);
    arguments(draw, row.id, row.params)
}

fn edit(draw: &mut Draw, steps: u64, path: &str, value: Value) -> Value {
    let step = 1 + draw.below(steps as usize - 1);
    Value::map([
        ("step", Value::Num(step as f64)),
        ("racer", Value::Num(0.0)),
        ("path", Value::text(path)),
        ("value", value),
    ])
}

/// 10 to a power between two.
fn magnitude(draw: &mut Draw, low: f64, high: f64) -> f64 {
    lanes::math::pow(10.0, draw.between(low, high))
}

/// A number near the default, of the range if it can be.
fn near(draw: &mut Draw, default: Option<f64>, range: &Range) -> f64 {
    let v = match default {
        Some(d) if *range == DECAY && d > 0.0 => 1.0 - (1.0 - d) * magnitude(draw, -0.7, 0.5),
        Some(d) if *range == EPSILON && d > 0.0 => d * magnitude(draw, -1.0, 4.0),
        Some(d) if d != 0.0 => d * magnitude(draw, -0.7, 0.5),
        _ => magnitude(draw, -3.0, -1.0),
    };
    if range.holds(v) { v } else { default.unwrap_or(v) }
}

/// A whole number near the default.
fn whole(draw: &mut Draw, default: Option<i64>, min: i64, max: i64) -> f64 {
    let middle = default.unwrap_or(20).clamp(min, max);
    let span = middle.clamp(6, 40);
    (middle - span / 2 + draw.below(span as usize) as i64).clamp(min, max) as f64
}

/// An argument; none where it is left to its default.
fn argument(draw: &mut Draw, id: &str, param: &Param) -> Option<Value> {
    let needed = matches!(
        param.kind,
        Kind::Real { default: None, .. }
            | Kind::Int { default: None, .. }
            | Kind::Reals { default: None, .. }
            | Kind::Ints { default: None, .. }
    );
    let alone = LEFT_ALONE.iter().any(|(of, keys, _)| *of == id && keys.contains(&param.key));
    // Ascent leaves every surface at once.
    if !needed && (draw.once_in(3) || param.key == "maximize" || alone) {
        return None;
    }
    Some(match &param.kind {
        Kind::Real { default, range, .. } => Value::Num(near(draw, *default, range)),
        Kind::OptReal { range, .. } => Value::Num(near(draw, None, range)),
        Kind::Int { default, min, max } => Value::Num(whole(draw, *default, *min, *max)),
        Kind::OptInt { min, max } => Value::Num(whole(draw, None, *min, *max)),
        Kind::Bool { .. } => Value::Bool(draw.once_in(2)),
        Kind::Choice { options, .. } => Value::text(draw.of(options).0),
        Kind::Reals { default: Some(all), range, .. } => {
            Value::numbers(all.iter().map(|v| near(draw, Some(*v), range)).collect::<Vec<_>>())
        }
        Kind::Reals { default: None, range, min_len, .. } => {
            Value::numbers((0..*min_len.max(&1)).map(|_| near(draw, None, range)).collect::<Vec<_>>())
        }
        Kind::Ints { min, max, .. } => {
            let all: BTreeSet<i64> = (0..2).map(|_| (min + draw.below(40) as i64).min(*max)).collect();
            Value::numbers(all.into_iter().map(|v| v as f64).collect::<Vec<_>>())
        }
        Kind::Schedule | Kind::Schedules => return None,
    })
}

/// An id, where there is one, with arguments.
fn arguments(draw: &mut Draw, id: &str, params: &[Param]) -> Value {
    let mut all = if id.is_empty() { Vec::new() } else { vec![("id".to_owned(), Value::text(id))] };
    for param in params {
        if let Some(value) = argument(draw, id, param) {
            all.push((param.key.to_owned(), value));
        }
    }
    Value::Map(all)
}

/// A schedule of the library; the script lists its rates.
fn rates(draw: &mut Draw, library: &str) -> Value {
    let of = |id: &&str| id.split('.').next() == Some(library);
    let all: Vec<_> = schedule::ids().filter(of).filter_map(schedule::find).collect();
    let entry = *draw.of(&all);
    arguments(draw, entry.id, entry.params)
}

/// What batches are told beside their size.
fn manner(draw: &mut Draw) -> [(&'static str, Value); 2] {
    let order = Value::text(draw.of(&ORDERS).0);
    [("order", order), ("drop_last", Value::Bool(draw.once_in(2)))]
}

/// A network on data, with batches, a loss and penalties or without.
fn model(draw: &mut Draw) -> Value {
    let named = |id: &str, rest: &[(&'static str, Value)]| {
        Value::map([("id", Value::text(id))].into_iter().chain(rest.iter().cloned()))
    };
    let samples = ("n", Value::Num(16.0 + draw.below(40) as f64));
    let activation = ("activation", Value::text(draw.of(ACTIVATIONS).0));
    let layers = |all: &[usize]| ("layers", Value::numbers(all.iter().map(|units| *units as f64)));
    let bias = ("bias", Value::Bool(!draw.once_in(4)));
    let (model, data, losses): (_, _, &[&str]) = match draw.below(6) {
        0 => (named("linear", &[bias]), named("plane", &[samples]), &["mse"]),
        1 => (named("polynomial", &[]), named("sine", &[samples]), &["mse"]),
        2 => (named("logistic", &[bias]), named("gauss", &[samples]), &["bce"]),
        3 => (named("softmax", &[bias]), named("blobs", &[samples]), &["cross_entropy"]),
        4 => {
            let shape = [layers(&[2, 1 + draw.below(5), 3]), activation, ("output", Value::text("softmax")), bias];
            (named("mlp", &shape), named("blobs", &[samples]), &["cross_entropy", "mse"])
        }
        _ => {
            let (output, losses): (_, &[&str]) =
                *draw.of(&[("sigmoid", &["bce", "mse"] as &[&str]), ("tanh", &["mse"]), ("linear", &["mse"])]);
            let hidden = [2, 1 + draw.below(5), 1 + draw.below(4), 1];
            let shape = [layers(&hidden), activation, ("output", Value::text(output)), bias];
            (named("mlp", &shape), named(["moons", "circle", "xor"][draw.below(3)], &[samples]), losses)
        }
    };
    let loss = *draw.of(losses);
    let half = if loss == "mse" && draw.once_in(3) { vec![("half", Value::Bool(true))] } else { Vec::new() };
    let mut all = vec![("model", model), ("data", data), ("loss", named(loss, &half))];
    if !draw.once_in(3) {
        let size = ("size", Value::Num(1.0 + draw.below(8) as f64));
        all.push(("batch", Value::map([size].into_iter().chain(manner(draw)))));
    }
    for penalty in ["l2", "l1"] {
        if draw.once_in(3) {
            all.push((penalty, Value::Num(magnitude(draw, -3.0, -1.5))));
        }
    }
    Value::map(all)
}

/// A problem, and a start where it has none of its own.
fn problem(draw: &mut Draw) -> (Value, Option<Value>) {
    let numbers = |draw: &mut Draw, n: usize| (0..n).map(|_| draw.between(-1.5, 1.5)).collect::<Vec<_>>();
    let matrix = |draw: &mut Draw, rows: usize, cols: usize| (0..rows).map(|_| numbers(draw, cols)).collect::<Vec<_>>();
    let listed = |rows: &[Vec<f64>]| Value::List(rows.iter().map(|row| Value::numbers(row.iter().copied())).collect());
    match draw.below(6) {
        0 => {
            let n = 1 + draw.below(6);
            let m = matrix(draw, n, n);
            // MMᵀ/n + 0.1·I is positive definite.
            let dot = |i: usize, j: usize| (0..n).map(|k| m[i][k] * m[j][k]).sum::<f64>() / n as f64;
            let a: Vec<Vec<f64>> =
                (0..n).map(|i| (0..n).map(|j| dot(i, j) + if i == j { 0.1 } else { 0.0 }).collect()).collect();
            let center = Value::numbers(numbers(draw, n));
            let of = Value::map([("A", listed(&a)), ("center", center)]);
            (Value::map([("quadratic", of)]), Some(Value::numbers(numbers(draw, n))))
        }
        1 => {
            let (samples, rows, cols) = (2 + draw.below(6), 2 + draw.below(3), 2 + draw.below(3));
            let (a, c) = (matrix(draw, samples, rows), matrix(draw, samples, cols));
            let of = Value::map([("A", listed(&a)), ("C", listed(&c))]);
            (Value::map([("least_squares", of)]), Some(Value::numbers(numbers(draw, rows * cols))))
        }
        2 => (model(draw), None),
        _ => {
            let id = *draw.of(&SMOOTH);
            let view = surface::find(id).map_or([[-1.0, 1.0]; 2], |row| row.view);
            // Away from the edges, where many a surface is steep.
            let inside =
                |[lo, hi]: [f64; 2], draw: &mut Draw| draw.between(0.75 * lo + 0.25 * hi, 0.25 * lo + 0.75 * hi);
            let start = Value::numbers(view.map(|span| inside(span, draw)));
            (Value::map([("surface", Value::text(id))]), Some(start))
        }
    }
}
