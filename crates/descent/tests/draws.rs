//! How often samples are seen and how losses of batches spread: against counting by hand, and against the exact laws.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::batch::{Batches, Order};
use descent::objective::Objective;
use descent::spec::objective_of;
use descent::{BatchLosses, Draws, chi_squared, sample_counts};
use serde_json::{Value as Json, json};
use testkit::run::finished;

const ORDERS: [Order; 3] = [Order::Shuffle, Order::Fixed, Order::Replacement];

fn moons(n: usize, batch: Json) -> Json {
    json!({
        "seed": 11, "steps": 40, "precision": "f64",
        "problem": {
            "model": {"id": "mlp", "layers": [2, 4, 1], "output": "sigmoid"}, "data": {"id": "moons", "n": n, "split": 1},
            "batch": batch, "l2": 0.01,
        },
        "racers": [{"optimizer": {"id": "adam", "lr": 0.05}}],
    })
}

fn draws(document: &Json, again: bool) -> Draws {
    finished(document).draws(0, again).unwrap()
}

#[test]
fn samples_are_counted_as_the_updates_pick_them() {
    for order in ORDERS {
        for (n, size, drop_last) in [(10, 3, false), (10, 3, true), (12, 4, true), (7, 7, false), (5, 1, false)] {
            let batches = Batches { n, size, order, drop_last, seed: 3 };
            for t in [0, 1, 4, 9, 40] {
                let mut by_hand = vec![0; n];
                let mut epoch = batches.room();
                for update in 0..t {
                    for i in batches.picks(update, &mut epoch) {
                        by_hand[*i as usize] += 1;
                    }
                }
                let counts = sample_counts(&batches, t);
                assert_eq!(counts, by_hand, "{batches:?} after {t}");
                assert_eq!(counts.iter().map(|c| u64::from(*c)).sum::<u64>(), batches.seen(t), "{batches:?} after {t}");
            }
        }
    }
}

#[test]
fn whole_epochs_show_every_sample_equally_often() {
    for order in [Order::Shuffle, Order::Fixed] {
        for seed in 0..20 {
            let batches = Batches { n: 30, size: 8, order, drop_last: false, seed };
            assert_eq!(sample_counts(&batches, 4 * 7), [7; 30]);
            assert_eq!(chi_squared(&sample_counts(&batches, 4 * 7)), 0.0);
            assert_ne!(sample_counts(&batches, 4 * 7 + 1), [7; 30], "in the middle of an epoch");
        }
    }
}

#[test]
fn counts_with_replacement_are_those_of_a_multinomial() {
    // χ² with 49 degrees of freedom has the mean 49 and the variance 98. Over 400 seeds its mean is within 4 · √(98/400) of that.
    let seeds = 400;
    let all: Vec<f64> = (0..seeds)
        .map(|seed| {
            let batches = Batches { n: 50, size: 10, order: Order::Replacement, drop_last: false, seed };
            chi_squared(&sample_counts(&batches, 60))
        })
        .collect();
    let mean = all.iter().sum::<f64>() / f64::from(seeds);
    let variance = all.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / f64::from(seeds - 1);
    assert!((mean - 49.0).abs() < 4.0 * (98.0_f64 / 400.0).sqrt(), "mean {mean}");
    assert!((variance / 98.0 - 1.0).abs() < 0.35, "variance {variance}");
    // The 95 % point of that distribution is 66.34: about one seed in twenty lies above.
    let above = all.iter().filter(|v| **v > 66.34).count();
    assert!((8..=34).contains(&above), "{above} of {seeds} above the 95 % point");
}

#[test]
fn losses_of_samples_are_those_of_the_objective_and_their_mean_the_whole_loss() {
    for problem in [
        moons(60, json!({"size": 6}))["problem"].clone(),
        json!({"model": {"id": "kmeans", "k": 3}, "data": {"id": "blobs", "n": 60}}),
    ] {
        let mut document = moons(60, json!(null));
        document["problem"] = problem;
        let run = finished(&document);
        let found = run.draws(0, false).unwrap();
        let objective: Box<dyn Objective<f64>> = objective_of(&run.spec().problem, run.dim());
        let (x, mut g) = (run.point(0).x, vec![0.0; run.dim()]);
        let whole = objective.value_grad(&x, &mut g, &mut objective.work());
        assert!((found.mean - whole).abs() <= 1e-13 * whole, "{} instead of {whole}", found.mean);
        let n = found.losses.len() as f64;
        let variance = found.losses.iter().map(|l| (l - whole) * (l - whole)).sum::<f64>() / n;
        assert!((found.variance - variance).abs() <= 1e-12 * variance);
    }
}

#[test]
fn losses_of_batches_are_the_objectives_on_the_very_batches() {
    let document = moons(64, json!({"size": 16, "order": "shuffle"}));
    let run = finished(&document);
    let found = run.draws(0, false).unwrap();
    assert_eq!(found.sizes.iter().map(|s| s.size).collect::<Vec<_>>(), [1, 4, 8, 32, 64]);
    // A document with that size of batches draws the same ones.
    for of_size in found.sizes.iter().filter(|s| s.size < 64) {
        let of_batch = finished(&moons(64, json!({"size": of_size.size, "order": "shuffle"})));
        let objective: Box<dyn Objective<f64>> = objective_of(&of_batch.spec().problem, run.dim());
        let (x, mut g, mut work) = (run.point(0).x, vec![0.0; run.dim()], objective.work());
        let batches = of_batch.spec().batches(0).unwrap();
        let mut epoch = batches.room();
        for (t, loss) in of_size.losses.iter().enumerate().take(40) {
            let theirs = objective.sampled(Some(batches.picks(t as u64, &mut epoch)), &x, &mut g, &mut work);
            assert!((loss - theirs).abs() <= 1e-12 * theirs, "size {}, batch {t}", of_size.size);
        }
    }
}

#[test]
fn with_replacement_the_variance_falls_as_one_over_the_size() {
    for seed in [1, 2, 3, 4, 5] {
        let mut document = moons(200, json!({"size": 20}));
        document["seed"] = json!(seed);
        let found = draws(&document, true);
        assert!(found.sizes.len() == 5 && found.sizes[4].size == 128, "seed {seed}");
        let slope = found.slope();
        assert!((slope + 1.0).abs() <= 0.05, "seed {seed}: slope {slope}");
        for size in &found.sizes {
            let law = found.law(size.size, true);
            assert_eq!(law, found.variance / size.size as f64);
            let off = size.variance / law - 1.0;
            assert!(off.abs() < 0.2, "seed {seed}, b = {}: {off:+.3} off the law", size.size);
        }
    }
}

#[test]
fn without_replacement_the_variance_has_the_factor_of_a_finite_population() {
    for seed in [1, 2, 3, 4, 5] {
        let mut document = moons(200, json!({"size": 20}));
        document["seed"] = json!(seed);
        let found = draws(&document, false);
        for size in &found.sizes {
            let law = found.law(size.size, false);
            let by_hand = found.variance / size.size as f64 * (200 - size.size) as f64 / 199.0;
            assert!((law - by_hand).abs() <= 1e-15 * by_hand);
            let off = size.variance / law - 1.0;
            assert!(off.abs() < 0.2, "seed {seed}, b = {}: {off:+.3} off the law", size.size);
            let mean = size.losses.iter().sum::<f64>() / size.losses.len() as f64;
            assert!((mean - found.mean).abs() < 6.0 * (law / size.losses.len() as f64).sqrt(), "unbiased");
        }
        // The largest batches lie clearly below 1/b: without the factor the law is missed.
        let last = &found.sizes[4];
        assert!(last.variance < 0.5 * found.law(last.size, true), "b = {}", last.size);
    }
    // Every batch of all samples has the whole loss.
    let found = draws(&moons(64, json!({"size": 16})), false);
    assert!(found.sizes[4].variance <= 1e-28 && found.law(64, false) == 0.0);
}

#[test]
fn the_slope_is_that_of_a_straight_line_and_of_the_bend_without_replacement() {
    let size = |size: usize, variance: f64| BatchLosses { size, losses: Vec::new(), variance };
    let of = |sizes| Draws { losses: Vec::new(), mean: 0.0, variance: 1.0, sizes };
    let line = of((0..5).map(|k| size(1 << k, 3.0 / f64::from(1 << (2 * k)))).collect());
    assert!((line.slope() + 2.0).abs() < 1e-14);
    let bent = draws(&moons(200, json!({"size": 20})), false).slope();
    assert!(bent < -1.1, "{bent}: batches of 128 of 200 know most of the data");
}

#[test]
fn few_samples_have_every_power_and_one_sample_has_one() {
    let inline = |n: usize| {
        let x: Vec<f64> = (0..n).map(|i| i as f64).collect();
        let mut document = moons(64, json!(null));
        document["problem"] = json!({"model": {"id": "linear"}, "data": {"inline": {"x": x, "y": x}}});
        draws(&document, true).sizes.iter().map(|s| s.size).collect::<Vec<_>>()
    };
    assert_eq!(inline(1), [1]);
    assert_eq!(inline(2), [1, 2]);
    assert_eq!(inline(5), [1, 2, 4]);
    assert_eq!(inline(31), [1, 2, 4, 8, 16]);
    assert_eq!(inline(100), [1, 4, 8, 32, 64]);
}

#[test]
fn nothing_is_drawn_where_nothing_is_trained() {
    let document = json!({"problem": {"surface": "beale"}, "start": [1, 1.5], "steps": 3, "racers": [{"optimizer": {"id": "sgd", "lr": 0.001}}]});
    assert_eq!(finished(&document).draws(0, true), None);
    assert_eq!(finished(&document).plane(0, 1), None);
}
