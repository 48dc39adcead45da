//! What training in batches amounts to, and least squares in closed form.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::linalg::least_squares;
use descent::spec::{self, ProblemSpec};
use descent::{Run, Value};
use serde_json::{Value as Json, json};
use testkit::fixture::{self, number, numbers};
use testkit::run::{decode, finished};

#[test]
fn batches_of_one_are_incremental_training_bit_for_bit() {
    let mut compared = 0;
    for (order, precision) in [("fixed", "f64"), ("fixed", "f32"), ("shuffle", "f32")] {
        let model = json!({"model": {"id": "mlp", "layers": [2, 4, 1]}, "data": {"id": "moons", "n": 24}});
        let mut batched = json!({
            "seed": 6, "precision": precision, "steps": 30, "problem": model,
            "racers": [{"optimizer": {"id": "sgd", "lr": 0.2}}],
        });
        batched["problem"]["batch"] = json!({"size": 1, "order": order});
        let spec = decode(&batched);
        let ProblemSpec::Model(model) = &spec.problem else { panic!("no model") };
        let descent::data::Targets::Classes(classes, 2) = &model.data.y else { panic!("no classes") };
        let batches = spec.batches(0).unwrap();
        let mut room = batches.room();
        let mut weights = spec.start.clone();
        for t in 0..30 {
            let [pick] = *batches.picks(t, &mut room) else { panic!("not one sample") };
            let i = pick as usize;
            // One step of full descent on this sample alone.
            let alone = json!({
                "precision": precision, "steps": 1, "start": weights,
                "problem": {
                    "model": {"id": "mlp", "layers": [2, 4, 1], "output": "sigmoid"},
                    "data": {"inline": {"x": [[model.data.x[2 * i], model.data.x[2 * i + 1]]], "y": [classes[i]]}},
                },
                "racers": [{"optimizer": {"id": "sgd", "lr": 0.2}}],
            });
            weights = finished(&alone).point(0).x;
            batched["steps"] = json!(t + 1);
            let here = finished(&batched).point(0).x;
            let bits = |all: &[f64]| all.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&here), bits(&weights), "{order} {precision} after {} samples", t + 1);
            compared += 1;
        }
    }
    assert_eq!(compared, 90);
}

#[test]
fn an_update_in_parts_of_a_pass_is_the_update_bit_for_bit_and_is_made_at_its_end() {
    let fresh =
        |document: &Json| Run::new(spec::decode(&serde_json::from_value::<Value>(document.clone()).unwrap()).unwrap());
    let mut left = 0;
    for (precision, batch) in
        [("f64", json!(null)), ("f32", json!(null)), ("f32", json!({"size": 30})), ("f64", json!({"size": 64}))]
    {
        let document = json!({
            "seed": 4, "precision": precision, "steps": 12, "stop": {"value": 1e-9},
            "problem": {
                "model": {"id": "mlp", "layers": [2, 16, 16, 1]}, "l2": 0.01, "batch": batch,
                // More than a problem that is measured later has.
                "data": {"id": "moons", "n": 300},
            },
            "racers": [
                {"optimizer": {"id": "adam", "lr": 0.01}, "average": {"form": "ema", "decay": 0.9, "start": 2}},
                {"optimizer": {"id": "nesterov", "lr": 0.05}, "schedule": {"id": "plateau", "patience": 1}},
                {"optimizer": {"id": "lbfgs"}},
                {"optimizer": {"id": "sgd", "lr": 1e6}},
            ],
        });
        let mut whole = fresh(&document);
        whole.finish();
        let mut parts = fresh(&document);
        let mut most = 1;
        while parts.running() {
            let (t, points) = (parts.t(), (0..4).map(|i| parts.point(i)).collect::<Vec<_>>());
            most = most * 7 % 211;
            if parts.step_some(most) {
                assert_eq!(parts.t(), t + 1, "{precision} {batch}");
            } else {
                left += 1;
                assert_eq!(parts.t(), t);
                assert_eq!((0..4).map(|i| parts.point(i)).collect::<Vec<_>>(), points, "{precision} {batch} at {t}");
                match left % 20 {
                    // Whoever looks, or goes elsewhere in between, changes nothing.
                    0 if t < 5 => parts.seek(t / 2),
                    10 => (0..4).for_each(|i| {
                        assert!(matches!(parts.trace(i), descent::Columns::F32(_) | descent::Columns::F64(_)))
                    }),
                    _ => {}
                }
            }
        }
        for i in 0..4 {
            assert_eq!(parts.point(i), whole.point(i), "{precision} {batch}, racer {i}");
            assert_eq!(parts.status(i), whole.status(i));
            assert_eq!(
                format!("{:?}", parts.trace(i)),
                format!("{:?}", whole.trace(i)),
                "{precision} {batch}, racer {i}"
            );
        }
        assert_eq!(parts.digest(), whole.digest());
    }
    assert!(left > 80, "{left} parts");
}

#[test]
fn the_closed_form_of_linear_regression_is_the_fixture_s_optimum_and_where_newton_goes() {
    let file = fixture::read("models/convex.json");
    let mut compared = 0;
    for case in fixture::cases(&file).iter().filter(|case| case["kind"] == "linear") {
        let (x, y): (Vec<Vec<f64>>, Vec<f64>) =
            (case["X"].as_array().unwrap().iter().map(numbers).collect(), numbers(&case["y"]));
        let (n, d, l2) = (x.len(), x[0].len(), number(&case["l2"]));
        // (1/n) Σ (w·x + b − y)² + ½ l2 ‖w‖²: a row per sample, and one per weight for the penalty, n times over.
        let mut a: Vec<f64> = x.iter().flat_map(|row| row.iter().copied().chain([1.0])).collect();
        let mut b = y.clone();
        for k in (0..d).filter(|_| l2 > 0.0) {
            a.extend((0..=d).map(|i| if i == k { (n as f64 * l2 / 2.0).sqrt() } else { 0.0 }));
            b.push(0.0);
        }
        assert!(least_squares(&mut a, &mut b, d + 1));
        let optimum = numbers(&case["optimum"]["theta"]);
        let problem =
            json!({"model": {"id": "linear"}, "data": {"inline": {"x": case["X"], "y": case["y"]}}, "l2": l2});
        let newton =
            finished(&json!({"problem": problem, "steps": 3, "racers": [{"optimizer": {"id": "newton"}}]})).point(0).x;
        for (k, theirs) in optimum.iter().enumerate() {
            let near = 1e-10 * theirs.abs().max(1.0);
            assert!((b[k] - theirs).abs() < near, "{} θ{k}: {:e} instead of {theirs:e}", case["id"], b[k]);
            assert!(
                (newton[k] - b[k]).abs() < near,
                "{} θ{k}: Newton {:e}, closed form {:e}",
                case["id"],
                newton[k],
                b[k]
            );
        }
        compared += 1;
    }
    assert!(compared >= 2, "{compared} linear cases");
}

#[test]
fn every_optimizer_learns_from_all_samples_from_some_and_from_one_at_a_time() {
    let (mut runs, mut still) = (0, Vec::new());
    // What trusts a batch with its curvature, the length of a step or whole clusters is led astray by few samples.
    let astray = [
        ("lars", 10),
        ("lars", 1),
        ("cg", 1),
        ("bfgs", 1),
        ("lbfgs", 1),
        ("newton", 10),
        ("newton", 1),
        ("nelder_mead", 1),
        ("lloyd", 1),
    ];
    // Those of libraries, such as `torch.optim.SGD`, are the same laws.
    for (id, _) in testkit::legal::optimizers().into_iter().filter(|(id, _)| !id.contains('.')) {
        for batch in [None, Some(10), Some(1)] {
            let centres = id == "lloyd";
            let model = if centres { json!({"id": "kmeans", "k": 3}) } else { json!({"id": "logistic"}) };
            let mut problem = json!({"model": model, "data": {"id": if centres { "blobs" } else { "moons" }, "n": 40}});
            if let Some(size) = batch {
                problem["batch"] = json!({"size": size});
            }
            let mut run =
                finished(&json!({"seed": 1, "steps": 20, "problem": problem, "racers": [{"optimizer": {"id": id}}]}));
            let end = run.point(0);
            run.seek(0);
            let before = run.point(0).f;
            let falls = end.x.iter().all(|x| x.is_finite()) && end.f < before;
            if falls == batch.is_some_and(|size| astray.contains(&(id, size))) {
                still.push(format!("{id} {batch:?}: f {before} to {}", end.f));
            }
            runs += 1;
        }
    }
    assert!(runs > 100 && still.is_empty(), "{runs} runs\n{}", still.join("\n"));
}
