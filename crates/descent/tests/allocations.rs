//! Stepping never allocates: everything a run needs is there once it is made.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::{Run, Value, spec};
use serde_json::{Value as Json, json};
use testkit::alloc::{Count, Counting, during};
use testkit::run::run;
use testkit::{json::value, legal};

#[global_allocator]
static COUNTING: Counting = Counting;

const PRECISIONS: [&str; 2] = ["f32", "f64"];

/// The optimizer with what it has to be given.
fn optimizer(id: &str, params: &[descent::catalog::Param]) -> Json {
    let wanted = |p: &descent::catalog::Param| matches!(p.kind, descent::catalog::Kind::Real { default: None, .. });
    let mut all = json!({"id": id});
    params.iter().filter(|p| wanted(p)).for_each(|p| all[p.key] = json!(0.001));
    all
}

fn still(what: &str, work: impl FnOnce()) {
    assert_eq!(during(work), Count::default(), "{what} allocated");
}

#[test]
fn the_allocator_counts() {
    assert_eq!(during(|| drop(Vec::<u64>::with_capacity(4))), Count { calls: 1, bytes: 32 });
}

#[test]
fn a_thousand_steps_of_every_optimizer_allocate_nothing() {
    let problems = [
        json!({"problem": {"surface": "rosenbrock"}, "start": [-1.2, 1]}),
        json!({"problem": {"surface": "sphere"}, "start": [1, -0.7, 0.1, 0.003, -2.5]}),
    ];
    let mut checked = 0;
    for (id, params) in legal::optimizers() {
        for (precision, problem) in PRECISIONS.iter().flat_map(|p| problems.iter().map(move |q| (*p, q))) {
            let mut document = problem.clone();
            document["precision"] = json!(precision);
            document["steps"] = json!(5000);
            document["racers"] = json!([{"optimizer": optimizer(id, params)}]);
            let mut run = run(&document);
            still(&format!("{id} in {precision}"), || run.step(1000));
            checked += 1;
        }
    }
    println!("{checked} runs");
}

#[test]
fn schedules_stages_and_problems_allocate_nothing() {
    for id in descent::schedule::ids() {
        let entry = descent::schedule::find(id).unwrap();
        let schedule = legal::schedule_of(&mut testkit::draw::Draw::new(5), &entry, 1);
        let mut document = value(&json!({"problem": {"surface": "beale"}, "steps": 2000, "racers": []}));
        let racer = Value::map([("optimizer", value(&json!({"id": "sgd", "lr": 1e-6}))), ("schedule", schedule)]);
        document.put("racers", Value::List(vec![racer]));
        let mut run = Run::new(spec::decode(&document).unwrap());
        still(id, || run.step(1000));
    }
    let problems = [
        json!({"quadratic": {"A": [[2, 1, 0], [1, 3, 0], [0, 0, 1]]}}),
        json!({"least_squares": {"A": [[1, 2], [3, 4]], "C": [[1, 2, 3], [4, 5, 6]]}}),
        json!({"model": {"id": "logistic"}, "data": {"inline": {"x": [[1, 2], [3, -4]], "y": [0, 1]}}}),
    ];
    for (problem, n) in problems.iter().zip([3, 6, 3]) {
        for precision in PRECISIONS {
            let racer = json!({
                "optimizer": {"id": "adam"}, "clip": {"norm": 1}, "noise": {"std": 0.1},
                "average": {"form": "ema", "start": 3},
            });
            let start = vec![0.5; n];
            let document =
                json!({"precision": precision, "problem": problem, "start": start, "steps": 2000, "racers": [racer]});
            let mut run = run(&document);
            still(&problem.to_string(), || run.step(1000));
        }
    }
}

#[test]
fn thinning_edits_and_going_back_allocate_nothing() {
    let edits = json!([
        {"step": 100, "racer": 0, "path": "optimizer", "value": {"id": "rmsprop", "lr": 1e-4}},
        {"step": 300, "racer": 0, "path": "optimizer", "value": {"id": "adam", "amsgrad": true, "lr": 1e-4}},
        {"step": 500, "racer": 0, "path": "schedule", "value": {"id": "plateau"}},
        {"step": 700, "racer": 0, "path": "optimizer", "value": {"id": "sgd", "lr": 1e-4}},
    ]);
    for precision in PRECISIONS {
        let mut run = run(&json!({
            "precision": precision, "problem": {"surface": "booth"}, "steps": 100_000, "edits": edits,
            "racers": [{"optimizer": {"id": "sgd", "lr": 1e-4}}, {"optimizer": {"id": "adam"}}],
        }));
        still("thinning", || run.finish());
        still("going back and forth", || [5, 99_000, 299, 300, 301, 700, 50_000].into_iter().for_each(|t| run.seek(t)));
    }
}

#[test]
fn a_run_keeps_as_many_bytes_as_it_states() {
    let mlp = |layers: Json| json!({"model": {"id": "mlp", "layers": layers}, "data": {"id": "moons", "n": 250}, "batch": {"size": 10}});
    let cases = [
        json!({"problem": {"surface": "rosenbrock"}, "steps": 200}),
        json!({"problem": {"surface": "sphere"}, "start": [1, -0.7, 0.1, 0.003, -2.5], "steps": 30_000}),
        json!({"problem": mlp(json!([2, 8, 8, 1])), "steps": 5000}),
        json!({"problem": mlp(json!([2, 32, 32, 1])), "steps": 100_000}),
    ];
    for (case, precision) in cases.iter().flat_map(|case| PRECISIONS.map(|p| (case, p))) {
        for id in ["sgd", "adam"] {
            let mut document = case.clone();
            document["precision"] = json!(precision);
            document["racers"] = json!([{"optimizer": {"id": id}}, {"optimizer": {"id": id}}]);
            let spec = spec::decode(&value(&document)).unwrap();
            let (mut one, mut two) = (None, None);
            let mut single = spec.clone();
            single.racers.truncate(1);
            // What a second racer adds is what a racer keeps, apart from a few short lists and boxes.
            let first = during(|| one = Some(Run::new(single))).bytes;
            let both = during(|| two = Some(Run::new(spec))).bytes;
            let (one, mut two) = (one.unwrap(), two.unwrap());
            let stated = two.memory().total() - one.memory().total();
            let found = (both - first) as usize;
            let what = format!("{id} in {precision} on {}: {stated} bytes stated, {found} found", case["problem"]);
            println!("{what}");
            assert!(stated <= found && found <= stated + 2048, "{what}");
            let before = two.memory();
            two.step(300);
            two.seek(20);
            assert_eq!(two.memory(), before, "{what}");
        }
    }
}

/// Beside descent, which keeps nothing: the Hessian, n² numbers in the precision of the run, with the gradient as the law sees it, a
/// point and room for its gradient; all but the first in f64 once more, and 2n² + n numbers to solve in. Every checkpoint has a copy.
#[test]
fn newton_keeps_four_squares_of_the_parameters_to_the_byte() {
    const CHECKPOINTS: usize = 32;
    for (precision, b) in [("f32", 4), ("f64", 8)] {
        let of = |id: &str, n: usize| {
            let spec = spec::decode(&value(&json!({
                "precision": precision, "problem": {"surface": "sphere"}, "start": vec![1.0; n], "steps": 3,
                "racers": [{"optimizer": {"id": id}}],
            })));
            let (spec, mut run) = (spec.unwrap(), None);
            let bytes = during(|| run = Some(Run::new(spec))).bytes;
            (bytes as usize, run.unwrap().memory().state)
        };
        for n in [1, 10, 64, 200] {
            let (newton, plain) = (of("newton", n), of("sgd", n));
            let kept = b * (n * n + 3 * n) + 8 * (3 * n * n + 3 * n);
            assert_eq!(newton.1 - plain.1, kept, "{precision}, n = {n}: stated");
            let measured = newton.0 - plain.0;
            // And the box of the law itself.
            let law = measured - kept * (1 + CHECKPOINTS);
            println!("{precision}, n = {n}: {measured} bytes more than descent");
            assert!(law < 64, "{precision}, n = {n}: {law} bytes besides");
        }
    }
}
