//! Checks of what batches do: means, epochs, orders, the chase of the latest sample, centres over many seeds.

use super::*;

pub(super) fn mean() {
    for (model, data) in [(json!({"id": "linear"}), "line"), (json!({"id": "mlp", "layers": [2, 5, 1]}), "moons")] {
        let mut run = run(&json!({
            "precision": "f64", "seed": 3, "problem": {"model": model, "data": {"id": data, "n": 60}}, "steps": 1,
            "racers": [racer("sgd", 0.25)],
        }));
        let (mut want, mut samples) = (vec![0.0; run.dim()], 0.0);
        run.spread(0, &mut |_, g| {
            samples += 1.0;
            want.iter_mut().zip(g).for_each(|(sum, g)| *sum += g);
        });
        let before = run.point(0).x;
        run.step(1);
        assert_eq!(samples, 30.0);
        for ((after, before), sum) in run.point(0).x.iter().zip(before).zip(want) {
            let want = before - 0.25 * sum / samples;
            assert!((after - want).abs() <= 1e-14 * want.abs().max(1.0), "{data}: {after}, not {want}");
        }
    }
}

/// ⌈N/b⌉ of them, of which batches of one sample make N; each shows every sample once.
pub(super) fn epochs() {
    for (n, size) in [(30_usize, 1_usize), (30, 7), (30, 10), (30, 29), (30, 30), (45, 10), (7, 2)] {
        for order in ["shuffle", "fixed"] {
            let iterations = n.div_ceil(size) as u64;
            let mut run = run(&json!({
                "problem": {
                    "model": {"id": "linear"}, "data": {"id": "line", "n": n, "split": 1}, "batch": {"size": size, "order": order},
                },
                "steps": iterations, "racers": [racer("sgd", 0.01)],
            }));
            run.finish();
            let metrics = run.metrics(0);
            let said = |key: &str| if let Some(Value::Num(v)) = metrics.get(key) { *v } else { f64::NAN };
            assert_eq!(said("iterations_per_epoch"), iterations as f64, "{n} samples by {size}");
            assert_eq!((said("epoch"), said("samples")), (1.0, n as f64), "{n} samples by {size}");
            if let Some(batches) = run.spec().batches(0) {
                assert_eq!(sample_counts(&batches, iterations), vec![1; n], "{n} samples by {size}");
            }
        }
    }
}

/// A line through sixteen points, eight of them for training, one after the other.
fn incremental(order: &str, steps: u64) -> Vec<Vec<f64>> {
    let mut run = finished(&json!({
        "seed": 1, "start": [-2, -2], "steps": steps, "racers": [racer("sgd", 0.1)],
        "problem": {
            "model": {"id": "linear"}, "data": {"id": "line", "n": 16, "noise": 1}, "batch": {"size": 1, "order": order},
        },
    }));
    path(&mut run, 0)
}

pub(super) fn cyclic() {
    let (fixed, shuffled) = (incremental("fixed", 800), incremental("shuffle", 800));
    assert_eq!((fixed.len(), shuffled.len()), (801, 801));
    let ends = |path: &[Vec<f64>], back: usize| apart(&path[800], &path[800 - back]);
    assert!(ends(&fixed, 8) < 1e-12, "between epochs");
    assert!((1..8).all(|k| ends(&fixed, k) > 1e-2), "within an epoch");
    // No end of an epoch is ever that of an earlier one again.
    let epochs: Vec<&Vec<f64>> = shuffled.iter().step_by(8).collect();
    let mut nearest = f64::INFINITY;
    for (i, a) in epochs.iter().enumerate() {
        epochs[..i].iter().for_each(|b| nearest = nearest.min(apart(a, b)));
    }
    say(&format!("the nearest ends of shuffled epochs are {nearest:e} apart"));
    assert!(nearest > 1e-6);
    assert!((1..100).all(|k| ends(&shuffled, 8 * k) > 1e-3), "the last one least of all");
}

pub(super) fn chase() {
    let document = |schedule: Json, lr: f64| {
        json!({
            "seed": 1, "steps": 40_000,
            "problem": {
                "model": {"id": "linear"}, "data": {"id": "line", "noise": 1}, "batch": {"size": 1, "order": "replacement"},
            },
            "racers": [{"optimizer": {"id": "sgd", "lr": lr}, "schedule": schedule}],
        })
    };
    let of = |schedule: Json, lr: f64| path(&mut finished(&document(schedule, lr)), 0);
    let tails: Vec<f64> = [0.005, 0.01, 0.02]
        .map(|lr| {
            let path = of(json!({"id": "constant"}), lr);
            variance(&path[path.len() / 4..])
        })
        .to_vec();
    say(&format!("tail variances {tails:?}"));
    for two in tails.windows(2) {
        assert!(
            two[0] > 1e-4 && (two[1] / two[0] - 2.0).abs() < 0.2,
            "twice the rate, {} of the variance",
            two[1] / two[0]
        );
    }
    let falling = of(json!({"id": "inverse_time", "decay_rate": 0.01}), 0.1);
    let n = falling.len();
    let windows: Vec<f64> = [8, 4, 2].iter().map(|k| variance(&falling[n / k..2 * n / k])).collect();
    say(&format!("with 1/k: {windows:?}"));
    assert!(windows.windows(2).all(|two| two[1] < 0.75 * two[0]), "{windows:?}");
    assert!(windows[2] < 0.1 * tails[0]);
}

pub(super) fn centres() {
    let (seeds, steps): (Vec<u32>, Vec<u64>) = ((1..=60).collect(), (0..=600).collect());
    // From one start, so that seeds differ in their batches only: how far ends spread, and the mean loss by samples seen.
    let of = |optimizer: Json, batch: Json| {
        let document = json!({
            "start": [-1, 0, 0, 1, 1, 0], "racers": [{"optimizer": optimizer}],
            "problem": {"model": {"id": "kmeans", "k": 3}, "data": {"id": "blobs", "seed": 1}, "batch": batch},
        });
        let many = Seeds::new(value(&document), seeds.clone(), steps.clone()).unwrap_or_else(|p| panic!("{p:?}"));
        let mut all = Vec::new();
        many.band(0..seeds.len(), &mut all);
        let at = |k: usize| all.iter().skip(k).step_by(steps.len()).map(|f| vec![*f]).collect::<Vec<_>>();
        let mean = (0..steps.len()).map(|k| at(k).iter().map(|f| f[0]).sum::<f64>() / seeds.len() as f64);
        (variance(&at(steps.len() - 1)).sqrt(), mean.zip(many.samples().to_vec()).collect::<Vec<_>>())
    };
    let descent = json!({"id": "sgd", "lr": 0.3});
    let (batch, lloyd) = of(json!({"id": "lloyd"}), json!({"size": "full"}));
    let (mini, small) = of(descent.clone(), json!({"size": 10}));
    let (single, _) = of(descent, json!({"size": 1}));
    say(&format!("spread over seeds: batch {batch}, mini-batch {mini}, single samples {single}"));
    assert!(batch < 1e-12 && mini > 1e-3 && single > 10.0 * mini);
    let bound = 1.1 * lloyd[lloyd.len() - 1].0;
    let reach = [lloyd, small].map(|path| path.iter().find(|(f, _)| *f <= bound).map(|(_, samples)| *samples));
    say(&format!("samples to 1.1 times the final error: {reach:?}"));
    assert!(matches!(reach, [Some(batch), Some(mini)] if mini < batch), "{reach:?}");
}
