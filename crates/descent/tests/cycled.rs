//! The momentum that a schedule moves, and arguments that change in the middle of a run: against PyTorch's own schedulers and optimizers,
//! alone and as a sweep.
//!
//! `references.rs` holds every convention to its formula; here are the numbers of the library that invented the cycle.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::sweep::{Axis, Sweep};
use serde_json::{Value as Json, json};
use testkit::run::run;
use testkit::{fixture, json::value};

/// Numbers that PyTorch made, beside this file; it says which version.
fn torch() -> Json {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cycled.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn document(torch: &Json, case: &Json, precision: &str) -> Json {
    let steps = case["x"].as_array().unwrap().len() - 1;
    json!({
        "problem": torch["problem"], "start": case["x"][0], "steps": steps, "precision": precision,
        "racers": [{"optimizer": case["optimizer"], "schedule": case["schedule"]}], "edits": case["edits"],
    })
}

#[test]
fn paths_are_pytorch_s() {
    let torch = torch();
    let mut points = 0;
    for case in torch["cases"].as_array().unwrap() {
        for (precision, tolerance) in [("f64", 1e-9), ("f32", 1e-4)] {
            let document = document(&torch, case, precision);
            let mut run = run(&document);
            for (t, want) in case["x"].as_array().unwrap().iter().enumerate() {
                run.seek(t as u64);
                for (got, want) in run.point(0).x.iter().zip(fixture::numbers(want)) {
                    let off = (got - want).abs();
                    assert!(off <= tolerance * want.abs().max(1.0), "{document} at {t}: {got}, not {want}");
                }
                points += 1;
            }
        }
    }
    println!("counted: {points} points of cycled momentum and of changes in the middle equal PyTorch's");
    assert_eq!(
        points,
        (10 * 3 + 8) * 2 * 41,
        "optimizers, schedules, changes, precisions, and the start with 40 updates"
    );
}

#[test]
fn a_change_of_no_argument_changes_no_bit() {
    let torch = torch();
    let nadam = json!({"optimizer": {"id": "nadam", "form": "constant", "lr": 0.01}, "schedule": torch["cases"][0]["schedule"], "x": torch["cases"][0]["x"]});
    for case in torch["cases"].as_array().unwrap().iter().chain([&nadam]) {
        let mut document = document(&torch, case, "f64");
        let mut ends = Vec::new();
        let label = json!({"step": 10, "racer": 0, "path": "label", "value": "another"});
        let same = json!({"step": 12, "racer": 0, "path": "optimizer.lr", "value": case["optimizer"]["lr"]});
        for more in [vec![], vec![label.clone()], vec![same], vec![label]] {
            let own = case["edits"].as_array().into_iter().flatten().cloned();
            let mut edits: Vec<Json> = own.chain(more).collect();
            edits.sort_by_key(|edit| edit["step"].as_u64());
            document["edits"] = json!(edits);
            let mut run = run(&document);
            run.finish();
            ends.push(run.point(0).x.iter().map(|x| x.to_bits()).collect::<Vec<_>>());
        }
        assert!(ends.windows(2).all(|pair| pair[0] == pair[1]), "{document}");
    }
}

#[test]
fn a_pixel_of_a_sweep_is_the_single_run() {
    let torch = torch();
    for case in torch["cases"].as_array().unwrap() {
        let document = document(&torch, case, "f64");
        let axes = [("start[0]", vec![0.5, 1.0]), ("start[1]", vec![1.5, -0.5])];
        let axes = axes.map(|(path, values)| Axis { path: path.to_owned(), values }).into();
        let mut sweep = Sweep::new(value(&document), axes).unwrap();
        let mut ends = Vec::new();
        sweep.band(0..4, &mut ends);
        for (i, start) in [[0.5, 1.5], [1.0, 1.5], [0.5, -0.5], [1.0, -0.5]].into_iter().enumerate() {
            let mut alone = document.clone();
            alone["start"] = json!(start);
            let mut run = run(&alone);
            run.finish();
            assert_eq!(ends[i].f.to_bits(), run.point(0).f.to_bits(), "{alone}");
        }
    }
}

#[test]
fn the_inspector_says_the_momentum_of_the_step() {
    let torch = torch();
    let case = &torch["cases"][0];
    let document = document(&torch, case, "f64");
    let mut run = run(&document);
    run.seek(1);
    // OneCycleLR begins at its largest momentum.
    assert_eq!(run.inspect(0).get("momentum"), Some(&descent::Value::Num(0.95)));
    let mut still = document.clone();
    still["racers"][0]["schedule"]["cycle_momentum"] = json!(false);
    let mut run = self::run(&still);
    run.seek(1);
    assert_eq!(run.inspect(0).get("momentum"), None);
}
