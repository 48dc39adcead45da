//! `schema`: what the core accepts is valid, and what the catalogue rules out is not.

use super::done_json;
use descent::spec;
use jsonschema::Validator;
use serde_json::{Value as Json, json};
use testkit::draw::Draw;
use testkit::golden::Kind;
use testkit::{golden, json as convert, legal};

fn schema() -> (Json, Validator) {
    let schema = done_json(&["schema"], &json!(null));
    assert!(jsonschema::meta::is_valid(&schema), "it is no JSON Schema");
    let validator = jsonschema::validator_for(&schema).unwrap();
    (schema, validator)
}

/// Where and why a document is not valid.
fn wrong(validator: &Validator, document: &Json) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Whether the core accepts it.
fn is_accepted(document: &Json) -> bool {
    spec::decode(&convert::value(document)).is_ok()
}

#[test]
fn golden_cases_and_scenes_are_valid() {
    let (_, validator) = schema();
    let golden = golden::all().into_iter().filter(|case| {
        matches!(case.kind, Kind::Run | Kind::Eval | Kind::Trace | Kind::Inspect) && case.subject.starts_with('{')
    });
    let documents: Vec<(String, Json)> = golden
        .map(|case| (case.id.clone(), serde_json::from_str(&case.subject).unwrap()))
        .filter(|(_, document): &(_, Json)| document.get("problem").is_some())
        .chain(lectures::all().into_iter().map(|scene| (scene.id.clone(), serde_json::to_value(&scene.spec).unwrap())))
        .collect();
    assert!(documents.len() > 300, "only {} documents", documents.len());
    for (id, document) in &documents {
        assert_eq!(wrong(&validator, document), Vec::<String>::new(), "{id}: {document}");
    }
}

#[test]
fn what_is_drawn_from_the_legal_is_valid() {
    let (_, validator) = schema();
    let mut draw = Draw::new(20_261_126);
    let mut accepted = 0;
    for _ in 0..1500 {
        let optimizer = convert::text(&legal::optimizer(&mut draw));
        let schedule = convert::text(&legal::schedule(&mut draw, 3));
        let [optimizer, schedule] = [optimizer, schedule].map(|text| serde_json::from_str::<Json>(&text).unwrap());
        let document = json!({
            "problem": {"surface": "beale"}, "racers": [{"optimizer": optimizer, "schedule": schedule, "clip": null}],
        });
        if is_accepted(&document) {
            accepted += 1;
            assert_eq!(wrong(&validator, &document), Vec::<String>::new(), "{document}");
        }
    }
    assert!(accepted > 1000, "only {accepted}");
    for _ in 0..500 {
        let document = serde_json::from_str(&convert::text(&legal::document(&mut draw, 50))).unwrap();
        assert_eq!(wrong(&validator, &document), Vec::<String>::new(), "{document}");
    }
}

/// A document whose one racer has such an optimizer and schedule.
fn racing(optimizer: Json, schedule: Json) -> Json {
    json!({"problem": {"surface": "beale"}, "racers": [{"optimizer": optimizer, "schedule": schedule}]})
}

#[test]
fn what_the_catalogue_rules_out_is_not_valid() {
    let (_, validator) = schema();
    let catalog = done_json(&["catalog"], &json!(null));
    let mut draw = Draw::new(7);
    let mut ruled_out = 0;
    for table in ["optimizers", "schedules"] {
        for row in catalog[table].as_array().unwrap() {
            let id = row["id"].as_str().unwrap();
            let legal: Json = loop {
                let drawn =
                    if table == "optimizers" { legal::optimizer(&mut draw) } else { legal::schedule(&mut draw, 1) };
                if drawn.get("id").is_some_and(|own| *own == descent::Value::text(id)) {
                    break serde_json::from_str(&convert::text(&drawn)).unwrap();
                }
            };
            let place = |row: Json| match table {
                "optimizers" => racing(row, json!(null)),
                _ => racing(json!({"id": "sgd", "lr": 0.1}), row),
            };
            assert_eq!(wrong(&validator, &place(legal.clone())), Vec::<String>::new());
            let mut changes = vec![("no_such_key".to_owned(), json!(1))];
            for param in row["params"].as_array().unwrap() {
                let key = param["key"].as_str().unwrap().to_owned();
                match param["kind"].as_str().unwrap() {
                    "real" | "opt_real" | "int" | "opt_int" => {
                        changes.push((key.clone(), json!("a word")));
                        if let Some(most) = param["max"].as_f64() {
                            changes.push((key.clone(), json!(2.0 * most.abs() + 1.0)));
                        }
                        if let Some(least) = param["min"].as_f64() {
                            changes.push((key, json!(-2.0 * least.abs() - 1.0)));
                        }
                    }
                    "choice" => changes.push((key, json!("no_such_choice"))),
                    "bool" => changes.push((key, json!(1))),
                    "ints" | "reals" => changes.push((key, json!(["a word"]))),
                    _ => changes.push((key, json!([{"id": "no_such_schedule"}]))),
                }
            }
            for (key, value) in changes {
                let mut row = legal.clone();
                row[&key] = value;
                let document = place(row);
                assert!(!is_accepted(&document), "{document}");
                assert!(!wrong(&validator, &document).is_empty(), "{document}");
                ruled_out += 1;
            }
        }
    }
    assert!(ruled_out > 500, "only {ruled_out}");
}

#[test]
fn the_rest_of_a_document_has_its_keys_types_and_limits() {
    let (_, validator) = schema();
    let sgd = json!({"optimizer": {"id": "sgd", "lr": 0.1}});
    let model = json!({"model": {"id": "mlp", "layers": [2, 3, 1]}, "data": {"id": "moons", "n": 20}});
    let on = |problem: &Json, key: &str, value: Json| {
        let mut problem = problem.clone();
        problem[key] = value;
        json!({"problem": problem, "racers": [sgd.clone()]})
    };
    let with = |key: &str, value: Json| {
        let mut document = json!({"problem": {"surface": "beale"}, "racers": [sgd.clone()]});
        document[key] = value;
        document
    };
    let staged = |key: &str, value: Json| {
        let mut racer = sgd.clone();
        racer[key] = value;
        with("racers", json!([racer]))
    };
    let own = |inline: Json| json!({"problem": {"model": {"id": "linear"}, "data": {"inline": inline}}});
    for document in [
        with("version", json!(null)),
        with("stop", json!({"value": null, "grad_norm": 1e-8})),
        with("edits", json!([{"step": 3, "racer": 0, "path": "optimizer.lr", "value": 0.2}])),
        staged("clip", json!({"value": 2})),
        staged("average", json!({})),
        on(&model, "batch", json!({"size": "full", "order": null})),
        on(&model, "loss", json!({"id": "mse", "half": true})),
        own(json!({"x": [1, 2], "y": [3, 4], "test": {"x": [1], "y": [2]}, "features": ["length"]})),
        json!({"problem": {"quadratic": {"A": [[1, 0], [0, 2]]}}, "start": [1, 2]}),
        json!({"problem": {"expression": "x^2", "rotate": null}, "start": [1]}),
    ] {
        assert!(is_accepted(&document), "{document}");
        assert_eq!(wrong(&validator, &document), Vec::<String>::new(), "{document}");
    }
    for document in [
        json!({}),
        json!([]),
        with("version", json!(2)),
        with("precision", json!("f16")),
        with("seed", json!(-1)),
        with("steps", json!(1.5)),
        with("steps", json!(2_000_000)),
        with("start", json!(["a"])),
        with("stop", json!({"grad_norm": -1})),
        with("racers", json!(vec![sgd.clone(); 17])),
        with("racer", json!([])),
        with("problem", json!({"surface": "beal"})),
        with("problem", json!({"surface": "beale", "params": {"no": 1}})),
        with("problem", json!({"surface": "beale", "expression": "x"})),
        with("edits", json!([{"step": 3, "racer": 0}])),
        staged("clip", json!({"norm": "large"})),
        staged("noise", json!({})),
        staged("batch", json!({"size": 0})),
        staged("optimizer", json!({"lr": 0.1})),
        on(&model, "batch", json!({"order": "sorted"})),
        on(&model, "loss", json!("hinge")),
        on(&model, "model", json!({"id": "mlp"})),
        on(&model, "data", json!({"id": "moons", "size": 20})),
        on(&model, "l2", json!(-1)),
        own(json!({"y": [1]})),
    ] {
        assert!(!is_accepted(&document), "{document}");
        assert!(!wrong(&validator, &document).is_empty(), "{document}");
    }
}
