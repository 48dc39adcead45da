//! What a trained model has learnt, and how its metrics count it.

use descent::Value;
use serde_json::{Value as Json, json};
use testkit::fixture::{number, numbers};
use testkit::run::finished;

#[test]
fn two_racers_train_a_network_on_spirals() {
    let document = json!({
        "seed": 3, "steps": 12000,
        "problem": {
            "model": {"id": "mlp", "layers": [2, 16, 16, 1], "activation": "tanh"},
            "data": {"id": "spiral", "n": 400}, "batch": {"size": 16},
        },
        "racers": [{"optimizer": {"id": "adam", "lr": 0.01}}, {"optimizer": {"id": "rmsprop", "lr": 0.003}}],
    });
    let run = finished(&document);
    for i in 0..2 {
        assert!(run.point(i).f < 0.15, "racer {i} ends at {}", run.point(i).f);
    }
}

/// The loss of the metrics comes from a pass of its own, without gradients; it is that of the run, bit for bit.
#[test]
fn the_loss_of_the_metrics_is_the_loss_of_the_run() {
    for (model, data, penalties) in [
        (json!({"id": "mlp", "layers": [2, 5, 3, 1]}), json!({"id": "moons", "n": 37}), (0.1, 0.02)),
        (json!({"id": "mlp", "layers": [4, 6, 3], "activation": "gelu"}), json!({"id": "iris"}), (0.0, 0.01)),
        (json!({"id": "softmax"}), json!({"id": "blobs", "n": 31, "split": 0.7}), (0.1, 0.0)),
        (json!({"id": "linear"}), json!({"id": "plane", "n": 20}), (0.0, 0.0)),
        (json!({"id": "polynomial", "degree": 3}), json!({"id": "sine", "n": 15}), (0.01, 0.0)),
    ] {
        let document = json!({
            "problem": {"model": model, "data": data, "l2": penalties.0, "l1": penalties.1},
            "precision": "f64", "steps": 12, "racers": [{"optimizer": {"id": "sgd", "lr": 0.05}}],
        });
        let run = finished(&document);
        let metrics: Json = serde_json::to_value(run.metrics(0)).unwrap();
        assert_eq!(number(&metrics["train"]["loss"]).to_bits(), run.point(0).f.to_bits(), "{document}");
    }
}

#[test]
fn metrics_count_every_sample_once_and_tell_training_from_test() {
    let document = json!({
        "seed": 4, "steps": 200,
        "problem": {"model": {"id": "softmax"}, "data": {"id": "blobs", "n": 90, "split": 0.5, "noise": 0.3}, "batch": {"size": 10}},
        "racers": [{"optimizer": {"id": "adam", "lr": 0.1}}],
    });
    let metrics: Json = serde_json::to_value(finished(&document).metrics(0)).unwrap();
    for part in ["train", "test"] {
        let rows = metrics[part]["confusion"].as_array().unwrap();
        let all: f64 = rows.iter().flat_map(numbers).sum();
        assert_eq!(all, 45.0, "{part}");
        let right: f64 = rows.iter().enumerate().map(|(k, row)| numbers(row)[k]).sum();
        assert_eq!(number(&metrics[part]["accuracy"]), right / all);
        assert!(right > 40.0, "{part}: {right} of 45 right");
    }
    assert_eq!((number(&metrics["iterations_per_epoch"]), number(&metrics["epoch"])), (5.0, 40.0));
    assert_eq!(number(&metrics["samples"]), 40.0 * 45.0);

    let line = json!({
        "problem": {"model": {"id": "linear"}, "data": {"inline": {"x": [0, 1, 2], "y": [1, 3, 5]}}}, "steps": 3,
        "racers": [{"optimizer": {"id": "newton"}}],
    });
    let metrics: Json = serde_json::to_value(finished(&line).metrics(0)).unwrap();
    assert_eq!((&metrics["test"], &metrics["train"]["accuracy"]), (&Json::Null, &Json::Null));
    assert!(number(&metrics["train"]["loss"]) < 1e-25);
}

/// What the paper proves of Wilson et al.'s samples: everybody learns them, and only descent has learnt anything.
#[test]
fn adaptive_methods_learn_nothing_from_samples_made_to_mislead_them() {
    let document = json!({
        "seed": 3, "steps": 2000,
        "problem": {"model": {"id": "linear", "bias": false}, "data": {"id": "wilson"}},
        "racers": [
            {"optimizer": {"id": "sgd", "lr": 0.1}},
            {"optimizer": {"id": "adagrad", "lr": 0.1}},
            {"optimizer": {"id": "rmsprop", "lr": 0.02}, "schedule": {"id": "inverse_sqrt"}},
            {"optimizer": {"id": "adam", "lr": 0.02}, "schedule": {"id": "inverse_sqrt"}},
        ],
    });
    let run = finished(&document);
    let part = |i: usize, part: &str, key: &str| run.metrics(i).get(part).unwrap().get(key).unwrap().clone();
    let Value::List(confusion) = part(0, "test", "confusion") else { panic!("no confusion") };
    let Value::List(positives) = &confusion[1] else { panic!("no row") };
    let Some(Value::Num(positives)) = positives.get(1) else { panic!("no number") };
    let share = positives / 150.0;
    assert!((0.5..0.75).contains(&share), "{share}");
    for (i, right) in [1.0, share, share, share].into_iter().enumerate() {
        assert_eq!(part(i, "train", "accuracy"), Value::Num(1.0), "racer {i} learns its samples");
        assert_eq!(part(i, "test", "accuracy"), Value::Num(right), "racer {i}");
    }
}
