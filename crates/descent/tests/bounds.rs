//! What a network's weights alone say about its loss and gradients: that they are finite, and only where they are.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::Run;
use descent::objective::Objective;
use descent::spec::objective_of;
use lanes::Real;
use serde_json::{Value as Json, json};
use testkit::draw::Draw;
use testkit::run::decode;

#[test]
fn loss_and_gradients_of_tame_weights_are_finite_for_every_activation_output_and_loss() {
    let mut draw = Draw::new(5);
    let (mut tame, mut lost) = (0, 0);
    for (activation, _) in descent::model::ACTIVATIONS {
        for (output, loss, outputs) in [
            ("linear", "mse", 2),
            ("sigmoid", "mse", 1),
            ("sigmoid", "bce", 1),
            ("softmax", "cross_entropy", 3),
            ("softmax", "mse", 3),
        ] {
            for magnitude in 0..80 {
                let scale = 1e-1 * lanes::math::pow(1.9, f64::from(magnitude));
                let x: Vec<[f64; 2]> = (0..9).map(|_| [draw.between(-9.0, 9.0), draw.between(-9.0, 9.0)]).collect();
                let y: Vec<Json> =
                    (0..9).map(|i| if outputs == 2 { json!([i, -i]) } else { json!(i % outputs.max(2)) }).collect();
                let problem = json!({
                    "model": {"id": "mlp", "layers": [2, 4, 3, outputs], "activation": activation, "output": output},
                    "data": {"inline": {"x": x, "y": y}}, "loss": loss, "l2": 0.1, "l1": 0.1,
                });
                let w: Vec<f64> = (0..3 * 4 + 5 * 3 + 4 * outputs).map(|_| draw.between(-scale, scale)).collect();
                let spec = decode(&json!({"problem": problem, "start": w, "precision": "f32"}));
                let objective: Box<dyn Objective<f32>> = objective_of(&spec.problem, w.len());
                let w: Vec<f32> = w.iter().map(|v| f32::from_f64(*v)).collect();
                let mut g = vec![0.0; w.len()];
                let f = objective.value_grad(&w, &mut g, &mut objective.work());
                let finite = f.is_finite() && g.iter().all(|g| g.is_finite());
                let is_tame = objective.is_tame(&w);
                assert!(finite || !is_tame, "{activation} {output} {loss}: weights up to {scale:e} give {f}, {g:?}");
                // Weights as they are in training.
                assert!(is_tame || scale > 1.0, "{activation} {output} {loss}: weights up to {scale:e} are not tame");
                tame += usize::from(is_tame);
                lost += usize::from(!finite);
                let broken = [&[f32::NAN], &w[1..]].concat();
                assert!(!objective.is_tame(&broken));
            }
        }
    }
    assert!(tame > 300 && lost > 300, "{tame} tame, {lost} lost");
}

#[test]
fn a_loss_that_only_the_whole_set_loses_ends_a_racer_at_the_end_of_its_epoch() {
    // The last sample is far out and in no batch: the others learn, and at the end of the epoch the loss over all overflows.
    let x: Vec<[f64; 1]> = (0..9).map(|i| [if i == 8 { 1e21 } else { f64::from(i) }]).collect();
    let y: Vec<[f64; 1]> = (0..9).map(|i| [f64::from(i)]).collect();
    let document = json!({
        "precision": "f32", "steps": 40, "start": [0.0, 0.0],
        "problem": {
            "model": {"id": "mlp", "layers": [1, 1], "activation": "linear"}, "data": {"inline": {"x": x, "y": y}},
            "batch": {"size": 2, "order": "fixed", "drop_last": true},
        },
        "racers": [{"optimizer": {"id": "sgd", "lr": 0.01}}],
    });
    let mut run = Run::new(decode(&document));
    run.finish();
    let status = run.status(0);
    assert_eq!((status.kind.name(), status.step), ("diverged", 4), "{}", status.why);
}

#[test]
fn a_loss_whose_logits_have_no_finite_square_is_as_finite_as_it_is() {
    for batch in [json!({"size": 1}), json!({"size": "full"})] {
        let document = json!({
            "precision": "f32", "steps": 5, "start": [1e25],
            "problem": {
                "model": {"id": "logistic", "bias": false}, "data": {"inline": {"x": [[1], [-1]], "y": [0, 1]}}, "batch": batch,
            },
            "racers": [{"optimizer": {"id": "sgd", "lr": 0.0}, "average": {"start": 0}}],
        });
        let mut run = Run::new(decode(&document));
        run.finish();
        assert_eq!((run.status(0).kind.name(), run.point(0).f), ("exhausted", 1e25_f32.to_f64()), "{batch}");
    }
}
