//! What is refused, and how: one bad document per line, with the path, the code and the nearest name that it must be given.
//!
//! Every document is the good one with one thing changed, so that nothing else can be to blame.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::spec::{self, Problem, limits};
use descent::{Run, Value};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use testkit::json::{parse, value};

fn good() -> Json {
    json!({"problem": {"surface": "beale"}, "racers": [{"optimizer": {"id": "adam"}}]})
}

/// The good document with `new` at a JSON pointer; `null` takes the key away.
fn with(pointer: &str, new: &Json) -> Json {
    let mut document = good();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match new {
        Json::Null => drop(parent.remove(key)),
        new => drop(parent.insert(key.to_owned(), new.clone())),
    }
    document
}

fn refused(document: &Value) -> Vec<Problem> {
    match spec::decode(document) {
        Ok(_) => panic!("accepted: {document:?}"),
        Err(problems) => problems,
    }
}

/// Where, what, and what must be said of it: path, code, nearest known name.
type Line = (&'static str, Json, &'static str, &'static str, Option<&'static str>);

const O: &str = "/racers/0/optimizer";
const S: &str = "/racers/0/schedule";

fn lines() -> Vec<Line> {
    let mut all = of_the_run();
    all.extend(of_the_problem());
    all.extend(of_the_optimizer());
    all.extend(of_the_racer());
    all.extend(of_edits());
    all
}

fn of_the_run() -> Vec<Line> {
    vec![
        ("/version", json!(2), "version", "out_of_range", None),
        ("/version", json!("1"), "version", "out_of_range", None),
        ("/precision", json!("f16"), "precision", "unknown_name", None),
        ("/precision", json!("F64"), "precision", "unknown_name", Some("f64")),
        ("/precision", json!(64), "precision", "wrong_type", None),
        ("/seed", json!(-1), "seed", "out_of_range", None),
        ("/seed", json!(1.5), "seed", "out_of_range", None),
        ("/seed", json!(4_294_967_296_u64), "seed", "out_of_range", None),
        ("/seed", json!("lucky"), "seed", "wrong_type", None),
        ("/steps", json!(-1), "steps", "out_of_range", None),
        ("/steps", json!(limits::STEPS + 1), "steps", "out_of_range", None),
        ("/steps", json!(2.5), "steps", "out_of_range", None),
        ("/step", json!(10), "step", "unknown_key", Some("steps")),
        ("/optimizer", json!({"id": "adam"}), "optimizer", "unknown_key", None),
        ("/stop", json!([]), "stop", "wrong_type", None),
        ("/stop", json!({"grad_norm": -1}), "stop.grad_norm", "out_of_range", None),
        ("/stop", json!({"gradnorm": 1}), "stop.gradnorm", "unknown_key", Some("grad_norm")),
        ("/stop", json!({"value": "low"}), "stop.value", "wrong_type", None),
        ("/stop", json!({"unchanged": 0}), "stop.unchanged", "out_of_range", None),
    ]
}

fn of_the_problem() -> Vec<Line> {
    let quadratic = |of: Json| json!({"quadratic": of});
    let logistic = |x: Json, y: Json| json!({"model": {"id": "logistic"}, "data": {"inline": {"x": x, "y": y}}});
    let on = |model: Json, data: &str, rest: Json| {
        let mut problem = json!({"model": model, "data": {"id": data}});
        for (key, value) in rest.as_object().into_iter().flatten() {
            problem[key] = value.clone();
        }
        problem
    };
    let mut weighed = logistic(json!([[1]]), json!([1]));
    let mut lost = weighed.clone();
    (weighed["l2"], lost["loss"]) = (json!(-1), json!("mze"));
    vec![
        ("/problem", Json::Null, "problem", "missing", None),
        ("/problem", json!({}), "problem", "conflict", None),
        ("/problem", json!("beale"), "problem", "wrong_type", None),
        ("/problem", json!({"surface": "beale", "quadratic": {"A": [[1]]}}), "problem", "conflict", None),
        ("/problem", json!({"surface": "beal"}), "problem.surface", "unknown_name", Some("beale")),
        ("/problem", json!({"surface": "Six-Hump Camel"}), "problem.surface", "unknown_name", Some("six_hump_camel")),
        ("/problem", json!({"surface": "zzz"}), "problem.surface", "unknown_name", None),
        ("/problem", json!({"surface": 5}), "problem.surface", "wrong_type", None),
        ("/problem", json!({"surface": "beale", "rotat": 3}), "problem.rotat", "unknown_key", Some("rotate")),
        ("/problem", json!({"surface": "beale", "rotate": 361}), "problem.rotate", "out_of_range", None),
        ("/problem", json!({"surface": "beale", "rotate": "left"}), "problem.rotate", "wrong_type", None),
        ("/problem", json!({"surface": "parabola", "rotate": 30}), "problem.rotate", "conflict", None),
        ("/problem", json!({"surface": "beale", "params": []}), "problem.params", "wrong_type", None),
        (
            "/problem",
            json!({"surface": "quadratic", "params": {"kapa": 2}}),
            "problem.params.kapa",
            "unknown_key",
            Some("kappa"),
        ),
        (
            "/problem",
            json!({"surface": "quadratic", "params": {"kappa": -1}}),
            "problem.params.kappa",
            "out_of_range",
            None,
        ),
        ("/problem", quadratic(json!({})), "problem.quadratic.A", "missing", None),
        ("/problem", quadratic(json!({"A": []})), "problem.quadratic.A", "wrong_length", None),
        ("/problem", quadratic(json!({"A": [[1, 2]]})), "problem.quadratic.A", "wrong_length", None),
        ("/problem", quadratic(json!({"A": [[1, 2], [3]]})), "problem.quadratic.A[1]", "wrong_length", None),
        ("/problem", quadratic(json!({"A": [["1"]]})), "problem.quadratic.A[0][0]", "wrong_type", None),
        (
            "/problem",
            quadratic(json!({"A": [[1]], "center": [1, 2]})),
            "problem.quadratic.center",
            "wrong_length",
            None,
        ),
        ("/problem", quadratic(json!({"A": [[1]]})), "start", "missing", None),
        (
            "/problem",
            json!({"least_squares": {"A": [[1], [2]], "C": [[1]]}}),
            "problem.least_squares.C",
            "wrong_length",
            None,
        ),
        ("/problem", json!({"model": {"id": "logisitc"}}), "problem.model.id", "unknown_name", Some("logistic")),
        ("/problem", json!({"model": {"id": "logistic"}}), "problem.data", "missing", None),
        ("/problem", json!({"model": null}), "problem.model", "missing", None),
        (
            "/problem",
            json!({"model": {"id": "logistic"}, "data": {"inline": null}}),
            "problem.data.inline",
            "missing",
            None,
        ),
        (
            "/problem",
            json!({"model": {"id": "logistic"}, "data": {"inline": {"x": [[1]]}}}),
            "problem.data.inline.y",
            "missing",
            None,
        ),
        (
            "/problem",
            on(json!({"id": "logistic"}), "moon", json!({})),
            "problem.data.id",
            "unknown_name",
            Some("moons"),
        ),
        (
            "/problem",
            on(json!({"id": "softmax", "classes": 7}), "iris", json!({})),
            "problem.model.classes",
            "conflict",
            None,
        ),
        ("/problem", on(json!({"id": "logistic"}), "blobs", json!({})), "problem.data", "conflict", None),
        ("/problem", on(json!({"id": "polynomial"}), "moons", json!({})), "problem.data", "conflict", None),
        ("/problem", on(json!({"id": "mlp"}), "moons", json!({})), "problem.model.layers", "missing", None),
        (
            "/problem",
            on(json!({"id": "mlp", "layers": [2]}), "moons", json!({})),
            "problem.model.layers",
            "wrong_length",
            None,
        ),
        (
            "/problem",
            on(json!({"id": "mlp", "layers": [2, 0, 1]}), "moons", json!({})),
            "problem.model.layers[1]",
            "out_of_range",
            None,
        ),
        (
            "/problem",
            on(json!({"id": "mlp", "layers": [3, 1]}), "moons", json!({})),
            "problem.model.layers[0]",
            "conflict",
            None,
        ),
        (
            "/problem",
            on(json!({"id": "mlp", "layers": [2, 5]}), "moons", json!({})),
            "problem.model.layers[1]",
            "conflict",
            None,
        ),
        (
            "/problem",
            on(json!({"id": "mlp", "layers": [2, 1], "activation": "than"}), "moons", json!({})),
            "problem.model.activation",
            "unknown_name",
            Some("tanh"),
        ),
        (
            "/problem",
            on(json!({"id": "mlp", "layers": [2, 1], "output": "softmx"}), "moons", json!({})),
            "problem.model.output",
            "unknown_name",
            Some("softmax"),
        ),
        ("/problem", on(json!({"id": "linear"}), "line", json!({"loss": "bce"})), "problem.loss", "conflict", None),
        ("/problem", on(json!({"id": "kmeans", "k": 40}), "line", json!({})), "problem.model.k", "out_of_range", None),
        ("/problem", on(json!({"id": "kmeans"}), "line", json!({"loss": "mse"})), "problem.loss", "conflict", None),
        (
            "/problem",
            on(json!({"id": "linear"}), "line", json!({"batch": {"size": 0}})),
            "problem.batch.size",
            "out_of_range",
            None,
        ),
        (
            "/problem",
            on(json!({"id": "linear"}), "line", json!({"batch": {"size": "half"}})),
            "problem.batch.size",
            "wrong_type",
            None,
        ),
        (
            "/problem",
            on(json!({"id": "linear"}), "line", json!({"loss": {"id": "mze"}})),
            "problem.loss.id",
            "unknown_name",
            Some("mse"),
        ),
        (
            "/problem",
            on(json!({"id": "linear"}), "line", json!({"batch": {"order": "shufle"}})),
            "problem.batch.order",
            "unknown_name",
            Some("shuffle"),
        ),
        (
            "/problem",
            json!({"model": {"id": "softmax"}, "data": {"inline": {"x": [[1], [2]], "y": [0, 0.5]}}}),
            "problem.data.inline.y[1]",
            "out_of_range",
            None,
        ),
        ("/problem", logistic(json!([[1], [2]]), json!([1])), "problem.data.inline.y", "wrong_length", None),
        ("/problem", logistic(json!([[1], [2]]), json!([1, 2])), "problem.data.inline.y[1]", "out_of_range", None),
        ("/problem", weighed, "problem.l2", "out_of_range", None),
        ("/problem", lost, "problem.loss", "unknown_name", Some("mse")),
        ("/start", json!([1]), "start", "wrong_length", None),
        ("/start", json!([1, 2, 3]), "start", "wrong_length", None),
        ("/start", json!([1, null]), "start[1]", "wrong_type", None),
        ("/start", json!("origin"), "start", "wrong_type", None),
    ]
}

fn of_the_optimizer() -> Vec<Line> {
    let of = |id: &str, key: &str, new: Json| json!({"id": id, key: new});
    vec![
        (O, Json::Null, "racers[0].optimizer", "missing", None),
        (O, json!("adam"), "racers[0].optimizer", "wrong_type", None),
        (O, json!({}), "racers[0].optimizer.id", "missing", None),
        (O, json!({"id": "adma"}), "racers[0].optimizer.id", "unknown_name", Some("adam")),
        (O, json!({"id": "Adam"}), "racers[0].optimizer.id", "unknown_name", Some("adam")),
        (O, json!({"id": "AdamW"}), "racers[0].optimizer.id", "unknown_name", Some("torch.AdamW")),
        (O, json!({"id": "torch.adam"}), "racers[0].optimizer.id", "unknown_name", Some("torch.Adam")),
        (O, json!({"id": "x".repeat(200)}), "racers[0].optimizer.id", "too_large", None),
        (O, of("adam", "lr", json!(-0.1)), "racers[0].optimizer.lr", "out_of_range", None),
        (O, of("adam", "lr", json!(1e7)), "racers[0].optimizer.lr", "out_of_range", None),
        (O, of("adam", "lr", json!("0.1")), "racers[0].optimizer.lr", "wrong_type", None),
        (O, of("adam", "beta2", json!(1)), "racers[0].optimizer.beta2", "out_of_range", None),
        (O, of("adam", "beta_2", json!(0.9)), "racers[0].optimizer.beta_2", "unknown_key", Some("beta2")),
        (O, of("adam", "betas", json!([0.9, 0.99])), "racers[0].optimizer.betas", "unknown_key", Some("beta1")),
        (O, of("adam", "eps", json!(2)), "racers[0].optimizer.eps", "out_of_range", None),
        (O, of("adam", "amsgrad", json!(1)), "racers[0].optimizer.amsgrad", "wrong_type", None),
        (
            O,
            of("adam", "eps_placement", json!("insde")),
            "racers[0].optimizer.eps_placement",
            "unknown_name",
            Some("inside"),
        ),
        (O, of("adam", "weight_decay", json!(-1)), "racers[0].optimizer.weight_decay", "out_of_range", None),
        (O, of("adam", "decay", json!("l2")), "racers[0].optimizer.decay", "unknown_name", None),
        (O, of("momentum", "dampening", json!(1.5)), "racers[0].optimizer.dampening", "out_of_range", None),
        (O, of("torch.Adam", "betas", json!([0.9])), "racers[0].optimizer.betas", "wrong_length", None),
        (O, of("torch.Adam", "betas", json!([0.9, 1])), "racers[0].optimizer.betas[1]", "out_of_range", None),
        (O, of("torch.Adam", "learning_rate", json!(1)), "racers[0].optimizer.learning_rate", "unknown_key", None),
        (O, of("torch.SGD", "nesterov", json!(true)), "racers[0].optimizer.nesterov", "conflict", None),
        (O, of("torch.SGD", "dampening", json!(2)), "racers[0].optimizer.dampening", "conflict", None),
        (O, of("torch.NAdam", "momentum_decay", json!(11)), "racers[0].optimizer.momentum_decay", "conflict", None),
        (O, of("keras.Adam", "use_ema", json!(true)), "racers[0].optimizer.use_ema", "conflict", None),
        (O, of("keras.Adam", "lr", json!(0.1)), "racers[0].optimizer.lr", "unknown_key", None),
        (O, json!({"id": "optax.adam"}), "racers[0].optimizer.learning_rate", "missing", None),
    ]
}

fn of_the_racer() -> Vec<Line> {
    let many = vec![json!({"optimizer": {"id": "sgd"}}); limits::RACERS + 1];
    let deep = (0..9).fold(json!({"id": "constant"}), |inner, _| json!({"id": "warmup", "then": inner}));
    vec![
        ("/racers", json!({}), "racers", "wrong_type", None),
        ("/racers", json!([5]), "racers[0]", "wrong_type", None),
        ("/racers", json!(many), "racers", "too_large", None),
        ("/racers/0/label", json!("x".repeat(limits::LABEL + 1)), "racers[0].label", "too_large", None),
        ("/racers/0/label", json!(5), "racers[0].label", "wrong_type", None),
        ("/racers/0/color", json!(["red"]), "racers[0].color", "wrong_type", None),
        ("/racers/0/colour", json!("red"), "racers[0].colour", "unknown_key", Some("color")),
        (S, json!("cosine"), "racers[0].schedule", "wrong_type", None),
        (S, json!({}), "racers[0].schedule.id", "missing", None),
        (S, json!({"id": "cosin"}), "racers[0].schedule.id", "unknown_name", Some("cosine")),
        (S, json!({"id": "StepLR"}), "racers[0].schedule.id", "unknown_name", Some("torch.StepLR")),
        (S, json!({"id": "step", "gama": 0.5}), "racers[0].schedule.gama", "unknown_key", Some("gamma")),
        (S, json!({"id": "step", "step_size": 0}), "racers[0].schedule.step_size", "out_of_range", None),
        (S, json!({"id": "multistep", "milestones": [20, 10]}), "racers[0].schedule.milestones[1]", "conflict", None),
        (
            S,
            json!({"id": "warmup", "then": {"id": "step", "gamma": -1}}),
            "racers[0].schedule.then.gamma",
            "out_of_range",
            None,
        ),
        (
            S,
            json!({"id": "product", "schedules": [{"id": "step"}, {"id": "stepp"}]}),
            "racers[0].schedule.schedules[1].id",
            "unknown_name",
            Some("step"),
        ),
        (S, json!({"id": "product", "schedules": []}), "racers[0].schedule.schedules", "wrong_length", None),
        (S, deep, "racers[0].schedule.then.then.then.then.then.then.then.then.then", "too_large", None),
        ("/racers/0/clip", json!(1), "racers[0].clip", "wrong_type", None),
        ("/racers/0/clip", json!({}), "racers[0].clip", "conflict", None),
        ("/racers/0/clip", json!({"norm": 0}), "racers[0].clip.norm", "out_of_range", None),
        ("/racers/0/clip", json!({"norm": 1, "value": 1}), "racers[0].clip", "conflict", None),
        ("/racers/0/noise", json!({}), "racers[0].noise.std", "missing", None),
        ("/racers/0/noise", json!({"std": -1}), "racers[0].noise.std", "out_of_range", None),
        ("/racers/0/noise", json!({"sd": 1}), "racers[0].noise.sd", "unknown_key", Some("std")),
        ("/racers/0/average", json!(0.99), "racers[0].average", "wrong_type", None),
        ("/racers/0/average", json!({"form": "emma"}), "racers[0].average.form", "unknown_name", Some("ema")),
        ("/racers/0/average", json!({"start": -1}), "racers[0].average.start", "out_of_range", None),
        ("/racers/0/average", json!({"decay": 1}), "racers[0].average.decay", "out_of_range", None),
        ("/racers/0/average", json!({"dekay": 0.5}), "racers[0].average.dekay", "unknown_key", Some("decay")),
    ]
}

fn of_edits() -> Vec<Line> {
    let edit = |step: i64, racer: i64, path: &str, new: Json| json!({"step": step, "racer": racer, "path": path, "value": new});
    let lr = |step: i64| edit(step, 0, "optimizer.lr", json!(0.1));
    vec![
        ("/edits", json!({}), "edits", "wrong_type", None),
        ("/edits", json!([{"racer": 0, "path": "label"}]), "edits[0].step", "missing", None),
        ("/edits", json!([lr(5), lr(4)]), "edits[1].step", "conflict", None),
        ("/edits", json!([edit(1, 1, "label", json!("x"))]), "edits[0].racer", "out_of_range", None),
        ("/edits", json!([edit(1, 0, "", json!(1))]), "edits[0].path", "out_of_range", None),
        ("/edits", json!([edit(1, 0, "optimizer.lr.x", json!(1))]), "edits[0].path", "out_of_range", None),
        ("/edits", json!([edit(1, 0, "optimizer.lr", json!(-1))]), "edits[0].value.optimizer.lr", "out_of_range", None),
        (
            "/edits",
            json!([edit(1, 0, "optimizer.beta_1", json!(0.5))]),
            "edits[0].value.optimizer.beta_1",
            "unknown_key",
            Some("beta1"),
        ),
        (
            "/edits",
            json!([edit(1, 0, "optimiser.lr", json!(1))]),
            "edits[0].value.optimiser",
            "unknown_key",
            Some("optimizer"),
        ),
        ("/edits", json!(vec![lr(0); limits::EDITS + 1]), "edits", "too_large", None),
    ]
}

#[test]
fn every_bad_document_is_refused_with_its_path_its_code_and_the_nearest_name() {
    let lines = lines();
    let (mut wrong, mut codes) = (Vec::new(), BTreeSet::new());
    for (pointer, new, path, code, nearest) in &lines {
        let document = with(pointer, new);
        let problems = refused(&value(&document));
        let hit = problems.iter().find(|p| p.path == *path && p.code == *code && p.nearest.as_deref() == *nearest);
        match hit {
            Some(problem) => {
                codes.insert(problem.code);
                let said = problem.message();
                assert!(!problem.given.is_empty() && !problem.allowed.is_empty() && said.len() > 10, "{said}");
                assert!(nearest.is_none_or(|name| said.contains(&format!("did you mean `{name}`"))), "{said}");
            }
            None => wrong.push(format!("{pointer} = {new}\n    wanted {path} {code} {nearest:?}, got {problems:?}")),
        }
    }
    println!("{} bad documents, codes: {}", lines.len(), codes.into_iter().collect::<Vec<_>>().join(", "));
    assert!(wrong.is_empty(), "{} of {} are answered wrongly:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
    assert!(lines.len() >= 60);
}

#[test]
fn the_good_document_is_good() {
    let mut run = Run::new(spec::decode(&value(&good())).unwrap());
    run.step(3);
    assert_eq!(run.t(), 3);
}

#[test]
fn a_key_given_twice_is_refused() {
    let text = r#"{"problem": {"surface": "beale"}, "seed": 1, "seed": 1, "racers": [{"optimizer": {"id": "sgd", "lr": 1, "lr": 2}}]}"#;
    let problems = refused(&parse(text));
    let found: Vec<_> = problems.iter().map(|p| (p.path.as_str(), p.code)).collect();
    assert_eq!(found, [("racers[0].optimizer.lr", "duplicate_key"), ("seed", "duplicate_key")]);
}

#[test]
fn numbers_that_json_cannot_hold_are_refused() {
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for (key, path) in [("start", "start[0]"), ("seed", "seed")] {
            let mut document = value(&good());
            let v = Value::Num(odd);
            document.put(key, if key == "start" { Value::List(vec![v, Value::Num(0.0)]) } else { v });
            let problems = refused(&document);
            assert!(problems.iter().any(|p| p.path == path && p.code == "wrong_type"), "{odd}: {problems:?}");
        }
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let document = json!({
        "precision": "f16", "seed": -1, "problem": {"surface": "beal"}, "steps": "many",
        "racers": [{"optimizer": {"id": "adam", "lr": -1, "beta1": 2}}, {"optimizer": {"id": "adma"}}],
    });
    let problems = refused(&value(&document));
    let paths: BTreeSet<&str> = problems.iter().map(|p| p.path.as_str()).collect();
    for path in ["precision", "seed", "problem.surface", "steps", "racers[0].optimizer.lr", "racers[0].optimizer.beta1"]
    {
        assert!(paths.contains(path), "{path} is missing in {paths:?}");
    }
}

#[test]
fn a_hostile_document_is_not_answered_with_a_larger_one() {
    let keys: Vec<(String, Value)> = (0..5000).map(|k| (format!("k{k}"), Value::Null)).collect();
    let problems = refused(&Value::Map(keys));
    assert!(problems.len() <= 100, "{} problems", problems.len());
    let long = Value::map([("x".repeat(60_000), Value::Null)]);
    assert!(refused(&long).iter().all(|p| p.message().len() < 1000));
}
