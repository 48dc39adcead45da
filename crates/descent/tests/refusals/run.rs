//! What is refused beside problem and racers: precision, seed, steps, stops, and changes in the middle of a run.

use super::Line;
use descent::spec::limits;
use serde_json::{Value as Json, json};

pub(super) fn lines() -> Vec<Line> {
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

pub(super) fn edits() -> Vec<Line> {
    let edit = |step: i64, racer: i64, path: &str, new: Json| json!({"step": step, "racer": racer, "path": path, "value": new});
    let lr = |step: i64| edit(step, 0, "optimizer.lr", json!(0.1));
    vec![
        ("/edits", json!({}), "edits", "wrong_type", None),
        ("/edits", json!([{"racer": 0, "path": "label"}]), "edits[0].step", "missing", None),
        ("/edits", json!([lr(5), lr(4)]), "edits[1].step", "conflict", None),
        ("/edits", json!([edit(1, 1, "label", json!("x"))]), "edits[0].racer", "out_of_range", None),
        ("/edits", json!([edit(1, 0, "", json!(1))]), "edits[0].path", "out_of_range", None),
        ("/edits", json!([edit(1, 0, "optimizer.lr.x", json!(1))]), "edits[0].path", "out_of_range", None),
        ("/edits", json!([edit(1, 0, "optimizer.lr", json!(-1))]), "edits[0].value", "out_of_range", None),
        ("/edits", json!([edit(1, 0, "optimizer.beta_1", json!(0.5))]), "edits[0].path", "unknown_key", Some("beta1")),
        ("/edits", json!([edit(1, 0, "optimiser.lr", json!(1))]), "edits[0].path", "unknown_key", Some("optimizer")),
        (
            "/edits",
            json!([edit(1, 0, "schedule", json!({"id": "step", "gama": 0.5}))]),
            "edits[0].value.gama",
            "unknown_key",
            Some("gamma"),
        ),
        ("/edits", json!(vec![lr(0); limits::EDITS + 1]), "edits", "too_large", None),
    ]
}
