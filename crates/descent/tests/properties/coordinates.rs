//! Coordinates: laws that act on each of them alike do so at every length, in every order, and from the first step on.
//!
//! Laws that look at whole vectors or matrices are left out here by name.

use super::{bits, cases, run};
use descent::law::TABLE;
use descent::{Run, Value};
use proptest::prelude::*;
use testkit::draw::Draw;
use testkit::{json, legal};

/// Norms, ratios and sums over all parameters, products of matrices, a search along a line, comparisons of values: what one coordinate does depends
/// on the others.
const WHOLE: &[&str] = &[
    "adafactor",
    "bfgs",
    "cg",
    "dadapt_adamw",
    "dog",
    "fromage",
    "lamb",
    "lars",
    "lbfgs",
    "muon",
    "nelder_mead",
    "novograd",
    "polyak_sgd",
    "prodigy",
];

fn is_whole(row: &str) -> bool {
    WHOLE.contains(&row)
}

/// Curvatures, centres and starts.
#[derive(Clone, Debug)]
struct Bowl {
    curvature: Vec<f64>,
    center: Vec<f64>,
    start: Vec<f64>,
}

impl Bowl {
    fn draw(draw: &mut Draw, n: usize) -> Self {
        let mut some = |lo, hi| (0..n).map(|_| draw.between(lo, hi)).collect::<Vec<f64>>();
        Bowl { curvature: some(0.1, 4.0), center: some(-1.0, 1.0), start: some(-3.0, 3.0) }
    }

    /// Some of the coordinates, in this order.
    fn only(&self, order: &[usize]) -> Self {
        let pick = |all: &[f64]| order.iter().map(|i| all[*i]).collect();
        Bowl { curvature: pick(&self.curvature), center: pick(&self.center), start: pick(&self.start) }
    }

    fn document(&self, precision: &str, racer: &Value) -> Value {
        let n = self.start.len();
        let row = |i: usize| Value::numbers((0..n).map(|j| if i == j { self.curvature[i] } else { 0.0 }));
        let numbers = |all: &[f64]| Value::numbers(all.iter().copied());
        let of = Value::map([("A", Value::List((0..n).map(row).collect())), ("center", numbers(&self.center))]);
        Value::map([
            ("precision", Value::text(precision)),
            ("problem", Value::map([("quadratic", of)])),
            ("start", numbers(&self.start)),
            ("steps", Value::Num(12.0)),
            ("racers", Value::List(vec![racer.clone()])),
        ])
    }
}

/// A racer with a rate small enough to stay finite, so that no coordinate is cut short by another's end.
fn calm(mut optimizer: Value) -> Value {
    for key in ["lr", "learning_rate"] {
        if optimizer.get(key).is_some() {
            optimizer.put(key, Value::Num(0.05));
        }
    }
    Value::map([("optimizer", optimizer)])
}

/// The bits of the parameters after each of twelve steps, one list per coordinate; as far as the run goes.
fn paths(document: &Value) -> Vec<Vec<u64>> {
    let mut run = run(document);
    let mut all = vec![Vec::new(); run.dim()];
    for t in 0..=12 {
        run.seek(t);
        let point = run.point(0);
        if point.t == t {
            point.x.iter().zip(&mut all).for_each(|(v, path)| path.push(bits(*v)));
        }
    }
    all
}

/// The shorter of two paths decides: a run ends for all coordinates when one of them leaves the finite range.
fn same(a: &[u64], b: &[u64]) -> bool {
    let n = a.len().min(b.len());
    n > 0 && a[..n] == b[..n]
}

#[test]
fn every_length_equals_its_coordinates_one_by_one() {
    let mut draw = Draw::new(1);
    let bowl = Bowl::draw(&mut draw, 40);
    for row in TABLE.iter().filter(|row| !is_whole(row.id)) {
        for (precision, variant) in [("f32", 0), ("f64", 0), ("f32", 1), ("f64", 1)] {
            let plain = Value::map([("id", Value::text(row.id))]);
            let racer = calm(if variant == 0 { plain } else { legal::optimizer_of(&mut draw, row.id, row.params) });
            let alone: Vec<Vec<u64>> =
                (0..40).map(|i| paths(&bowl.only(&[i]).document(precision, &racer)).remove(0)).collect();
            for n in 1..=40 {
                let order: Vec<usize> = (0..n).collect();
                let document = bowl.only(&order).document(precision, &racer);
                for (i, path) in paths(&document).iter().enumerate() {
                    assert!(same(path, &alone[i]), "coordinate {i} of {n}, {precision}: {}", json::text(&racer));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn permuted_parameters_permute_the_path(seed: u64, n in 1usize..24, single: bool) {
        let mut draw = Draw::new(seed);
        let bowl = Bowl::draw(&mut draw, n);
        let racer = calm(legal::optimizer(&mut draw));
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, draw.below(i + 1));
        }
        let precision = if single { "f32" } else { "f64" };
        let id = run(&bowl.document(precision, &racer)).spec().racers[0][0].1.optimizer.row.id;
        if is_whole(id) {
            return Ok(());
        }
        let straight = paths(&bowl.document(precision, &racer));
        let permuted = paths(&bowl.only(&order).document(precision, &racer));
        for (k, i) in order.iter().enumerate() {
            prop_assert_eq!(&permuted[k], &straight[*i], "{}", json::text(&racer));
        }
    }

    #[test]
    fn memory_made_anew_in_the_middle_equals_a_first_step(seed: u64, at in 1u64..20) {
        let mut draw = Draw::new(seed);
        let bowl = Bowl::draw(&mut draw, 5);
        let racer = calm(legal::optimizer(&mut draw));
        let optimizer = racer.get("optimizer").unwrap().clone();
        let other = if run(&bowl.document("f64", &racer)).spec().racers[0][0].1.optimizer.row.id == "sgd" { "adam" } else { "sgd" };
        let edit = |optimizer: Value| Value::map([
            ("step", Value::Num(at as f64)),
            ("racer", Value::Num(0.0)),
            ("path", Value::text("optimizer")),
            ("value", optimizer),
        ]);
        let away = Value::map([("id", Value::text(other))]);
        let mut document = bowl.document("f64", &racer);
        document.put("steps", Value::Num(40.0));
        document.put("edits", Value::List(vec![edit(away), edit(optimizer)]));
        let mut changed = run(&document);
        changed.seek(at);
        let mut fresh = bowl.document("f64", &racer);
        fresh.put("start", Value::numbers(changed.point(0).x));
        prop_assume!(changed.point(0).t == at && changed.point(0).x.iter().all(|v| v.is_finite()));
        let mut fresh = run(&fresh);
        for n in 1..5 {
            changed.seek(at + n);
            fresh.seek(n);
            let x = |run: &Run| run.point(0).x.iter().map(|v| bits(*v)).collect::<Vec<_>>();
            prop_assert_eq!(x(&changed), x(&fresh), "{} updates after {}: {}", n, at, json::text(&document));
        }
    }
}

/// With an empty memory there is nothing to carry: the first step of every momentum is a plain gradient step.
#[test]
fn the_first_step_of_a_momentum_is_a_gradient_step() {
    let bowl = Bowl::draw(&mut Draw::new(2), 7);
    let first = |id: &str, more: &[(&str, Value)]| {
        let mut optimizer = Value::map([("id", Value::text(id)), ("lr", Value::Num(0.05))]);
        more.iter().for_each(|(key, value)| optimizer.put(key, value.clone()));
        ["f32", "f64"].map(|precision| {
            let mut run = run(&bowl.document(precision, &Value::map([("optimizer", optimizer.clone())])));
            run.step(1);
            run.point(0).x
        })
    };
    let plain = first("sgd", &[]);
    for form in ["heavy_ball", "lr_inside", "lr_outside"] {
        for dampening in [0.0, 0.5] {
            let more = [("form", Value::text(form)), ("dampening", Value::Num(dampening))];
            assert_eq!(first("momentum", &more), plain, "{form}, dampening {dampening}");
        }
    }
    assert_eq!(first("nesterov", &[("form", Value::text("lookahead"))]), plain);
}
