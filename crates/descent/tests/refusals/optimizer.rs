//! What is refused in an optimizer, in either spelling.

use super::Line;
use serde_json::{Value as Json, json};

const O: &str = "/racers/0/optimizer";

pub(super) fn lines() -> Vec<Line> {
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
        // Each class has switches of its own.
        (O, of("torch.SGD", "capturable", json!(true)), "racers[0].optimizer.capturable", "unknown_key", None),
        (O, of("torch.RMSprop", "fused", json!(true)), "racers[0].optimizer.fused", "unknown_key", None),
        (
            O,
            of("torch.Adafactor", "differentiable", json!(true)),
            "racers[0].optimizer.differentiable",
            "unknown_key",
            None,
        ),
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
