//! Batches: every sample once an epoch, the bits of a direct run, and what is shown beside them.

use super::at;
use descent::Run;
use descent::objective::Objective;
use descent::spec::objective_of;
use serde_json::{Value as Json, json};
use testkit::run::{decode, finished};

/// A race on batches of moons.
fn moons(batch: Json, steps: u64) -> Json {
    json!({
        "seed": 5, "steps": steps,
        "problem": {
            "model": {"id": "mlp", "layers": [2, 6, 1]}, "data": {"id": "moons", "n": 60, "split": 0.5}, "batch": batch,
        },
        "racers": [{"optimizer": {"id": "sgd", "lr": 0.1}}, {"optimizer": {"id": "adam", "lr": 0.02}}],
    })
}

#[test]
fn a_batch_of_all_samples_is_the_full_update_bit_for_bit() {
    let full = finished(&moons(json!({"size": "full"}), 40)).digest();
    assert_eq!(full, finished(&moons(json!({"size": 30}), 40)).digest());
    assert_eq!(full, finished(&moons(json!({"size": 30, "order": "fixed"}), 40)).digest());
    assert_eq!(full, finished(&moons(json!({"size": 1000}), 40)).digest());
    assert_ne!(full, finished(&moons(json!({"size": 29}), 40)).digest());
}

#[test]
fn going_back_and_forth_in_epochs_gives_the_bits_of_a_direct_run() {
    for batch in [
        json!({"size": 7}),
        json!({"size": 1}),
        json!({"size": 8, "order": "replacement"}),
        json!({"size": 8, "drop_last": true}),
    ] {
        let document = moons(batch.clone(), 100);
        let direct = finished(&document);
        let mut wandering = Run::new(decode(&document));
        for t in [3, 50, 17, 99, 0, 64, 100] {
            wandering.seek(t);
        }
        for i in 0..2 {
            assert_eq!(direct.point(i), wandering.point(i), "{batch}");
            assert_eq!(direct.status(i), wandering.status(i), "{batch}");
        }
        assert_eq!(direct.digest(), wandering.digest());
        assert_eq!(direct.digest(), finished(&document).digest(), "a reset gives the same run");
    }
}

#[test]
fn the_loss_shown_is_that_of_the_whole_training_set() {
    let batched = finished(&moons(json!({"size": 4}), 33));
    let here = batched.point(1);
    let problem = moons(json!({"size": "full"}), 33)["problem"].clone();
    let (f, _, _) = at::<f32>(&problem, &here.x);
    assert_ne!(f, here.f, "another seed has other data");
    let spec = decode(&json!({"seed": 5, "problem": problem, "start": here.x}));
    let objective: Box<dyn Objective<f32>> = objective_of(&spec.problem, here.x.len());
    let x: Vec<f32> = here.x.iter().map(|v| *v as f32).collect();
    let mut grad = vec![0.0; x.len()];
    let whole = objective.value_grad(&x, &mut grad, &mut objective.work());
    assert_eq!(f64::from(whole), here.f);
    assert_eq!(lanes::reduce::norm(&grad), here.grad_norm);
}

#[test]
fn every_sample_is_seen_once_an_epoch_and_the_batches_add_up_to_all() {
    use descent::batch::{Batches, Order};
    for (n, size) in [(40, 30), (10, 3), (7, 7), (9, 1)] {
        for (order, seed) in [(Order::Shuffle, 1), (Order::Shuffle, 2), (Order::Fixed, 1)] {
            let batches = Batches { n, size, order, drop_last: false, seed };
            let mut room = batches.room();
            let mut seen = vec![0; n];
            for t in 0..3 * batches.iterations() {
                batches.picks(t, &mut room).iter().for_each(|i| seen[*i as usize] += 1);
            }
            assert_eq!(seen, vec![3; n], "{batches:?}");
            assert_eq!(batches.seen(3 * batches.iterations()), 3 * n as u64);
        }
    }
    // With replacement counts follow the multinomial: χ² with n − 1 = 19 degrees of freedom is below 43.8 in 99.9 % of cases.
    let batches = Batches { n: 20, size: 10, order: Order::Replacement, drop_last: false, seed: 8 };
    let (mut room, mut seen) = (batches.room(), [0_u32; 20]);
    for t in 0..400 {
        batches.picks(t, &mut room).iter().for_each(|i| seen[*i as usize] += 1);
    }
    let expected = 4000.0 / 20.0;
    let chi: f64 = seen.iter().map(|n| (f64::from(*n) - expected) * (f64::from(*n) - expected) / expected).sum();
    assert!(chi < 43.8 && chi > 4.0, "χ² = {chi}");
    assert!(seen.iter().any(|n| *n != 200), "drawn, not dealt");
}

/// A race on batches of moons whose racers take `own` batches, all of the same optimizer.
fn apart(problem: Json, own: &[Json]) -> Json {
    let mut document = moons(problem, 60);
    let racer = |batch: &Json| {
        let mut racer = json!({"optimizer": {"id": "momentum", "lr": 0.05}});
        if !batch.is_null() {
            racer["batch"] = batch.clone();
        }
        racer
    };
    document["racers"] = own.iter().map(racer).collect();
    document
}

#[test]
fn a_racer_with_batches_of_its_own_has_the_bits_of_a_run_with_them() {
    let problem = json!({"size": 7, "order": "fixed"});
    // What a racer leaves out is as in the problem.
    let cases = [
        (json!(null), problem.clone()),
        (json!({}), problem.clone()),
        (json!({"size": "full"}), json!({"size": "full"})),
        (json!({"size": 1}), json!({"size": 1, "order": "fixed"})),
        (json!({"order": "shuffle"}), json!({"size": 7, "order": "shuffle"})),
        (json!({"drop_last": true}), json!({"size": 7, "order": "fixed", "drop_last": true})),
        (json!({"size": 500, "order": "replacement"}), json!({"size": 30, "order": "replacement"})),
    ];
    for precision in ["f32", "f64"] {
        let mut together = apart(problem.clone(), &cases.clone().map(|(own, _)| own));
        together["precision"] = json!(precision);
        let mut together = Run::new(decode(&together));
        together.seek(60);
        for (i, (own, as_problem)) in cases.iter().enumerate() {
            let mut alone = apart(as_problem.clone(), &[json!(null)]);
            alone["precision"] = json!(precision);
            let alone = finished(&alone);
            assert_eq!(together.point(i), alone.point(0), "{precision} {own}");
            assert_eq!(together.status(i), alone.status(0), "{precision} {own}");
            assert_eq!(together.metrics(i), alone.metrics(0), "{precision} {own}");
            let spread = |run: &Run, i| run.spread(i, &mut |_, _| {}).unwrap();
            assert_eq!(spread(&together, i), spread(&alone, 0), "{precision} {own}");
        }
        // Thirty samples in batches of seven are five updates; the last is short.
        assert_eq!(together.spec().seen(0, 5), 30);
        assert_eq!(together.spec().seen(2, 5), 150);
        assert_eq!(together.spec().seen(3, 5), 5);
    }
}

#[test]
fn going_back_and_reading_the_document_again_keep_own_batches() {
    let document = apart(
        json!({"size": 7}),
        &[json!({"size": "full"}), json!({"size": 2, "order": "replacement", "drop_last": true}), json!({})],
    );
    let spec = decode(&document);
    let again = descent::spec::decode(&spec.to_value()).unwrap();
    assert_eq!(spec, again);
    let direct = finished(&document);
    let mut wandering = Run::new(again);
    for t in [40, 9, 60, 0, 31, 60] {
        wandering.seek(t);
    }
    assert_eq!(direct.digest(), wandering.digest());
    for i in 0..3 {
        assert_eq!(direct.point(i), wandering.point(i));
    }
}
