//! What is refused in a racer: its name, its schedule, its stages.

use super::Line;
use descent::spec::limits;
use serde_json::json;

const S: &str = "/racers/0/schedule";

pub(super) fn lines() -> Vec<Line> {
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
