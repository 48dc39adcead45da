//! The statistics of a batch's gradient against a direct computation, and against batches themselves.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::objective::Objective;
use descent::spec::objective_of;
use descent::{Run, Spread};
use serde_json::{Value as Json, json};
use testkit::run::{decode, finished};

fn near(what: &str, ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() <= 1e-12 * theirs.abs().max(1e-3), "{what}: {ours:e} instead of {theirs:e}");
}

fn spread(document: &Json) -> (Spread, Vec<Vec<f64>>, Vec<f64>) {
    let run = finished(document);
    let mut all = Vec::new();
    let found = run.spread(0, &mut |i, g| {
        assert_eq!(i, all.len());
        all.push(g.to_vec());
    });
    (found.unwrap(), all, run.point(0).x)
}

#[test]
fn mean_variance_error_and_noise_scale_are_those_of_a_direct_computation() {
    // f = (1/n) Σ (a xᵢ + b − yᵢ)² + ½ · 0.5 · a²: gᵢ = (2 rᵢ xᵢ + 0.5 a, 2 rᵢ), by hand.
    let (x, y) = ([0.5, -1.0, 2.0, 3.0, -0.25], [1.0, 0.0, -2.0, 0.5, 4.0]);
    let document = |batch: Json| {
        json!({
            "problem": {"model": {"id": "linear"}, "data": {"inline": {"x": x, "y": y}}, "l2": 0.5, "batch": batch},
            "start": [0.75, -0.5], "steps": 1, "racers": [{"optimizer": {"id": "sgd", "lr": 0.03}}],
        })
    };
    let (found, each, at) = spread(&document(json!({"size": 2})));
    let (a, b) = (at[0], at[1]);
    let by_hand: Vec<[f64; 2]> =
        x.iter().zip(y).map(|(x, y)| [2.0 * (a * x + b - y) * x + 0.5 * a, 2.0 * (a * x + b - y)]).collect();
    let mut total = 0.0;
    let mut length = 0.0;
    for k in 0..2 {
        let mean = by_hand.iter().map(|g| g[k]).sum::<f64>() / 5.0;
        let variance = by_hand.iter().map(|g| (g[k] - mean) * (g[k] - mean)).sum::<f64>() / 5.0;
        near("a mean", found.mean[k], mean);
        near("a variance", found.variance[k], variance);
        for (ours, hand) in each.iter().zip(&by_hand) {
            near("a sample's gradient", ours[k], hand[k]);
        }
        (total, length) = (total + variance, length + mean * mean);
    }
    near("the trace", found.total, total);
    near("the noise scale", found.noise_scale, total / length);
    assert_eq!((found.samples, found.batch), (5, 2));
    // Every pair of samples is a batch: the mean square of their distances to the whole gradient, directly.
    let mut square = 0.0;
    for i in 0..5 {
        for j in 0..i {
            for (k, mean) in found.mean.iter().enumerate() {
                let away = (by_hand[i][k] + by_hand[j][k]) / 2.0 - mean;
                square += away * away / 10.0;
            }
        }
    }
    near("a batch's error", found.error, square.sqrt());
    let again = spread(&document(json!({"size": 2, "order": "replacement"}))).0;
    near("with replacement", again.error, (again.total / 2.0).sqrt());
    assert_eq!(spread(&document(json!({"size": "full"}))).0.error, 0.0);
}

#[test]
fn the_mean_is_the_gradient_of_the_whole_loss_of_a_network() {
    let document = json!({
        "seed": 9, "steps": 30, "precision": "f64",
        "problem": {
            "model": {"id": "mlp", "layers": [2, 5, 1], "output": "sigmoid"}, "data": {"id": "moons", "n": 60},
            "batch": {"size": 6}, "l2": 0.01,
        },
        "racers": [{"optimizer": {"id": "adam", "lr": 0.03}}],
    });
    let (found, each, at) = spread(&document);
    let spec = decode(&document);
    let objective: Box<dyn Objective<f64>> = objective_of(&spec.problem, at.len());
    let mut whole = vec![0.0; at.len()];
    objective.value_grad(&at, &mut whole, &mut objective.work());
    assert_eq!(each.len(), 30);
    for (ours, theirs) in found.mean.iter().zip(&whole) {
        assert!((ours - theirs).abs() < 1e-14, "{ours:e} instead of {theirs:e}");
    }
    // Over an epoch in any order the batches' squared distances average to the error's square, up to the draw of the partition.
    let (mut work, batches) = (objective.work(), spec.batches(0).unwrap());
    let mut epoch = batches.room();
    let (mut g, mut square, epochs) = (vec![0.0; at.len()], 0.0, 400);
    for t in 0..5 * epochs {
        let picks = batches.picks(t, &mut epoch);
        let loss = objective.sampled(Some(picks), &at, &mut g, &mut work);
        assert_eq!(objective.value(Some(picks), &at, &mut work), loss);
        square += g.iter().zip(&whole).map(|(g, w)| (g - w) * (g - w)).sum::<f64>();
    }
    let measured = (square / (5 * epochs) as f64).sqrt();
    assert!((measured / found.error - 1.0).abs() < 0.03, "{measured} against {}", found.error);
}

#[test]
fn nothing_is_spread_where_nothing_is_trained_and_k_means_spreads_too() {
    let surface = json!({"problem": {"surface": "sphere"}, "racers": [{"optimizer": {"id": "sgd", "lr": 0.1}}]});
    assert!(Run::new(decode(&surface)).spread(0, &mut |_, _| {}).is_none());
    let centres = json!({
        "problem": {"model": {"id": "kmeans", "k": 2}, "data": {"inline": {"x": [[0], [1], [10], [13]]}}},
        "start": [0, 10], "steps": 1, "racers": [{"optimizer": {"id": "lloyd"}}],
    });
    // Centres at ½ and 11½: gradients 2(c − x)/1 of the nearest alone.
    let (found, each, at) = spread(&centres);
    assert_eq!(at, [0.5, 11.5]);
    assert_eq!(each, [[1.0, 0.0], [-1.0, 0.0], [0.0, 3.0], [0.0, -3.0]]);
    assert_eq!((found.variance, found.mean), (vec![0.5, 4.5], vec![0.0, 0.0]));
}
