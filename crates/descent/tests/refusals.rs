//! What is refused, and how: one bad document per line, with the path, the code and the nearest name that it must be given.
//!
//! Every document is the good one with one thing changed, so that nothing else can be to blame.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::spec::{self, Problem};
use descent::{Run, Value};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use testkit::json::{parse, value};

#[path = "refusals/model.rs"]
mod model;
#[path = "refusals/optimizer.rs"]
mod optimizer;
#[path = "refusals/problem.rs"]
mod problem;
#[path = "refusals/racer.rs"]
mod racer;
#[path = "refusals/run.rs"]
mod run;

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

fn lines() -> Vec<Line> {
    [run::lines(), run::edits(), problem::lines(), model::lines(), optimizer::lines(), racer::lines()].concat()
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
        "racers": [
            {"optimizer": {"id": "adam", "lr": -1, "beta1": 2}, "schedule": {"id": "stp"}, "clip": {"norm": -1}},
            {"optimizer": {"id": "adma"}},
        ],
    });
    let problems = refused(&value(&document));
    let paths: BTreeSet<&str> = problems.iter().map(|p| p.path.as_str()).collect();
    for path in [
        "precision",
        "seed",
        "problem.surface",
        "steps",
        "racers[0].optimizer.lr",
        "racers[0].optimizer.beta1",
        "racers[0].schedule.id",
        "racers[0].clip.norm",
        "racers[1].optimizer.id",
    ] {
        assert!(paths.contains(path), "{path} is missing in {paths:?}");
    }
}

#[test]
fn where_one_thing_is_wrong_the_keys_beside_it_are_not_called_unknown() {
    let data = json!({"inline": {"x": [[1], [2]], "y": [1, 2]}});
    for problem in [
        json!({"surface": "beale", "expression": "x", "rotate": 3}),
        json!({"model": "linear", "data": data, "loss": "mse"}),
        json!({"model": {"id": "mpl", "layers": [1, 1]}, "data": data}),
        json!({"model": {"id": "linear"}, "data": {"inline": {"x": [[1], [2, 3]], "y": [1, 2]}}}),
        json!({"model": {"id": "linear"}, "data": {"inline": {"y": [1, 2]}}}),
    ] {
        let problems = refused(&value(&with("/problem", &problem)));
        assert!(problems.len() == 1 && problems[0].code != "unknown_key", "{problem}: {problems:?}");
    }
}

#[test]
fn a_default_that_is_written_out_changes_nothing() {
    let plain = json!({"model": {"id": "kmeans"}, "data": {"id": "blobs"}});
    let mut written = plain.clone();
    for (key, default) in [("half", json!(false)), ("l2", json!(0)), ("l1", json!(0)), ("loss", Json::Null)] {
        written[key] = default;
    }
    for problem in [plain, written] {
        assert!(spec::decode(&value(&json!({"problem": problem}))).is_ok());
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
