//! Models against the fixtures: loss, gradient, Hessian, training, Lloyd's iterations; gradients against differences; batches.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::objective::Objective;
use descent::spec::{self, objective_of};
use descent::{Columns, Precise, Run, Trace, Value};
use lanes::Real;
use serde_json::{Value as Json, json};
use testkit::draw::Draw;
use testkit::fixture::{self, number, numbers};

fn decode(document: &Json) -> spec::Spec {
    match spec::decode(&serde_json::from_value::<Value>(document.clone()).unwrap()) {
        Ok(spec) => spec,
        Err(problems) => panic!("{document}: {problems:?}"),
    }
}

fn finished(document: &Json) -> Run {
    let mut run = Run::new(decode(document));
    run.finish();
    run
}

fn close(what: &str, ours: &[f64], theirs: &[f64], tol: f64) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!((a - b).abs() <= tol * b.abs().max(1.0), "{what}[{i}]: {a:e} instead of {b:e}, tolerance {tol:e}");
    }
}

/// Value, gradient and Hessian of a problem.
fn at<T: Precise>(problem: &Json, x: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
    let spec = decode(&json!({"problem": problem, "start": x, "precision": T::NAME}));
    let objective: Box<dyn Objective<T>> = objective_of(&spec.problem, x.len());
    let n = x.len();
    let x: Vec<T> = x.iter().map(|v| T::from_f64(*v)).collect();
    let (mut g, mut h) = (vec![T::ZERO; n], vec![T::ZERO; n * n]);
    let f = objective.value_grad(&x, &mut g, &mut objective.work());
    objective.hessian(&x, &mut h);
    let wide = |all: &[T]| all.iter().map(|v| v.to_f64()).collect();
    (f.to_f64(), wide(&g), wide(&h))
}

fn lower(h: &[f64], n: usize) -> Vec<f64> {
    (0..n).flat_map(|i| (0..=i).map(move |j| (i, j))).map(|(i, j)| h[i * n + j]).collect()
}

#[test]
fn convex_models_equal_the_fixture() {
    let file = fixture::read("models/convex.json");
    let mut compared = 0;
    for case in fixture::cases(&file) {
        let problem = json!({
            "model": {"id": case["kind"]}, "data": {"inline": {"x": case["X"], "y": case["y"]}}, "l2": case["l2"],
        });
        for point in case["points"].as_array().unwrap() {
            let theta = numbers(&point["theta"]);
            let records = [
                (at::<f64>(&problem, &theta), point, &case["tol"]),
                (at::<f32>(&problem, &theta), &point["f32"], &point["f32"]["tol"]),
            ];
            for ((f, g, h), theirs, tol) in records {
                let what = case["id"].to_string();
                close(&format!("{what} loss"), &[f], &[number(&theirs["loss"])], number(&tol["loss"]));
                close(&format!("{what} gradient"), &g, &numbers(&theirs["grad"]), number(&tol["grad"]));
                close(
                    &format!("{what} Hessian"),
                    &lower(&h, theta.len()),
                    &numbers(&theirs["hess_lower"]),
                    number(&tol["hess"]),
                );
                compared += 1;
            }
        }
        // The biases of softmax may all be shifted together, so the Hessian is singular along that line, and only they may differ.
        let optimum = numbers(&case["optimum"]["theta"]);
        let racers = json!([{"optimizer": {"id": "newton", "mode": "pinv"}}]);
        let run = finished(&json!({"problem": problem, "steps": 20, "racers": racers}));
        let fixed = if case["kind"] == "softmax" {
            optimum.len() - optimum.len() / (1 + number(&case["d"]) as usize)
        } else {
            optimum.len()
        };
        let here = run.point(0);
        close(
            &format!("{} optimum", case["id"]),
            &here.x[..fixed],
            &optimum[..fixed],
            number(&case["tol"]["theta"]).max(1e-12),
        );
        close(&format!("{} least loss", case["id"]), &[here.f], &[number(&case["optimum"]["loss"])], 1e-13);
    }
    println!("{compared} points of convex models agree");
    assert!(compared >= 30);
}

fn mlp(case: &Json) -> Json {
    let output = match case["loss_kind"].as_str().unwrap() {
        "mse" => "linear",
        "bce" => "sigmoid",
        _ => "softmax",
    };
    json!({
        "model": {"id": "mlp", "layers": case["sizes"], "activation": case["activation"], "output": output},
        "data": {"inline": {"x": case["X"], "y": case["y"]}},
    })
}

fn trained<T: Real>(trace: &Trace<T>) -> (Vec<f64>, Vec<f64>) {
    let rows = trace.t.len();
    let last = &trace.x[(rows - 1) * trace.dim()..];
    (last.iter().map(|v| v.to_f64()).collect(), trace.f.iter().map(|v| v.to_f64()).collect())
}

#[test]
fn networks_equal_the_fixture_before_and_after_training() {
    let file = fixture::read("models/mlp.json");
    let mut compared = 0;
    for case in fixture::cases(&file) {
        let problem = mlp(case);
        let theta = numbers(&case["theta"]);
        for precision in ["f64", "f32"] {
            let theirs = &case[precision];
            let what = format!("{} {precision}", case["id"]);
            let (f, g, _) = if precision == "f64" { at::<f64>(&problem, &theta) } else { at::<f32>(&problem, &theta) };
            close(&format!("{what} loss"), &[f], &[number(&theirs["loss"])], number(&theirs["tol"]["loss"]));
            close(&format!("{what} gradient"), &g, &numbers(&theirs["grad"]), number(&theirs["tol"]["grad"]));
            for (name, record) in theirs["train"].as_object().unwrap() {
                let class = match name.as_str() {
                    "adam" => "torch.Adam",
                    _ => "torch.SGD",
                };
                let mut optimizer = record["hyper"].clone();
                optimizer["id"] = json!(class);
                let document = json!({
                    "precision": precision, "problem": problem, "start": theta, "steps": record["steps"],
                    "racers": [{"optimizer": optimizer}],
                });
                let mut run = finished(&document);
                let (weights, losses) = match run.trace(0) {
                    Columns::F32(trace) => trained(trace),
                    Columns::F64(trace) => trained(trace),
                };
                close(
                    &format!("{what} {name} weights"),
                    &weights,
                    &numbers(&record["theta"]),
                    number(&record["tol"]["theta"]),
                );
                close(
                    &format!("{what} {name} losses"),
                    &losses,
                    &numbers(&record["loss"]),
                    number(&record["tol"]["loss"]),
                );
                compared += 1;
            }
        }
    }
    println!("{compared} trainings of networks agree");
    assert!(compared >= 48);
}

#[test]
fn lloyd_s_iterations_equal_the_fixture() {
    let file = fixture::read("models/kmeans.json");
    for case in fixture::cases(&file) {
        let rows = case["init"].as_array().unwrap();
        let start: Vec<f64> = rows.iter().flat_map(numbers).collect();
        let iterations = case["iterations"].as_array().unwrap();
        let document = json!({
            "problem": {"model": {"id": "kmeans", "k": case["k"]}, "data": {"inline": {"x": case["X"]}}},
            "start": start, "steps": iterations.len(), "racers": [{"optimizer": {"id": "lloyd"}}],
        });
        let mut run = finished(&document);
        let Columns::F64(trace) = run.trace(0) else { panic!("an f64 run") };
        let (n, tol) = (number(&case["n"]), number(&case["tol"]));
        close("the first inertia", &[n * trace.f[0]], &[number(&case["inertia0"])], tol * 10.0);
        for (i, iteration) in iterations.iter().enumerate() {
            let centres: Vec<f64> = iteration["centers"].as_array().unwrap().iter().flat_map(numbers).collect();
            let row = &trace.x[(i + 1) * start.len()..(i + 2) * start.len()];
            close(&format!("{} iteration {}", case["id"], i + 1), row, &centres, tol);
            close("the inertia", &[n * trace.f[i + 1]], &[number(&iteration["inertia"])], tol * 10.0);
        }
    }
}

/// Central differences of the value in f64 at a step that balances both errors; the gradient has to agree to their accuracy.
fn check_gradient(what: &str, problem: &Json, x: &[f64]) {
    let (_, g, _) = at::<f64>(problem, x);
    let value = |k: usize, d: f64| {
        let mut x = x.to_vec();
        x[k] += d;
        at::<f64>(problem, &x).0
    };
    for (k, g) in g.iter().enumerate() {
        let d = 1e-4;
        let slope = (8.0 * (value(k, d) - value(k, -d)) - (value(k, 2.0 * d) - value(k, -2.0 * d))) / (12.0 * d);
        assert!(
            (g - slope).abs() < 1e-9 * slope.abs().max(1.0),
            "{what}: component {k} is {g:e}, differences say {slope:e}"
        );
    }
}

#[test]
fn gradients_and_hessians_agree_with_differences_for_every_activation_output_and_loss() {
    let mut draw = Draw::new(11);
    let mut count = 0;
    for (activation, _) in descent::model::ACTIVATIONS {
        for (output, loss, outputs) in [
            ("linear", "mse", 2),
            ("tanh", "mse", 1),
            ("sigmoid", "mse", 1),
            ("sigmoid", "bce", 1),
            ("softmax", "cross_entropy", 3),
            ("softmax", "mse", 3),
        ] {
            let n = 7;
            let x: Vec<[f64; 2]> = (0..n).map(|_| [draw.between(-2.0, 2.0), draw.between(-2.0, 2.0)]).collect();
            let y: Vec<Json> = (0..n)
                .map(|i| match output {
                    "linear" => json!([draw.between(-1.0, 1.0), draw.between(-1.0, 1.0)]),
                    "softmax" => json!(i % 3),
                    _ => json!(i % 2),
                })
                .collect();
            let problem = json!({
                "model": {"id": "mlp", "layers": [2, 4, 3, outputs], "activation": activation, "output": output},
                "data": {"inline": {"x": x, "y": y}}, "loss": loss, "l2": 0.1, "half": draw.unit() < 0.5,
            });
            let size = 3 * 4 + 5 * 3 + 4 * outputs;
            let w: Vec<f64> = (0..size).map(|_| draw.between(-1.0, 1.0)).collect();
            let what = format!("{activation} {output} {loss}");
            check_gradient(&what, &problem, &w);
            let (_, _, h) = at::<f64>(&problem, &w);
            let k = (draw.unit() * size as f64) as usize;
            let d = 1e-5;
            let shifted = |d: f64| {
                let mut w = w.clone();
                w[k] += d;
                at::<f64>(&problem, &w).1
            };
            for (i, (a, b)) in shifted(d).iter().zip(shifted(-d)).enumerate() {
                let slope = (a - b) / (2.0 * d);
                assert!(
                    (h[i * size + k] - slope).abs() < 2e-6,
                    "{what}: Hessian ({i}, {k}) is {}, not {slope}",
                    h[i * size + k]
                );
                assert!((h[i * size + k] - h[k * size + i]).abs() < 1e-12, "{what}: the Hessian is not symmetric");
            }
            count += 1;
        }
    }
    println!("{count} gradients agree with differences");
}

#[test]
fn losses_are_stable_at_huge_logits() {
    let wide = json!({"model": {"id": "softmax"}, "data": {"inline": {"x": [[1], [1]], "y": [0, 1]}}});
    for precision in ["f64", "f32"] {
        let x = [1000.0, -1000.0, 0.0, 0.0];
        let (f, g, _) = if precision == "f64" { at::<f64>(&wide, &x) } else { at::<f32>(&wide, &x) };
        assert_eq!((f, g[0], g[1]), (1000.0, 0.5, -0.5), "{precision}");
    }
    let logistic =
        json!({"model": {"id": "logistic", "bias": false}, "data": {"inline": {"x": [[1], [-1]], "y": [0, 1]}}});
    assert_eq!(at::<f32>(&logistic, &[1000.0]).0, 1000.0);
    assert_eq!(at::<f64>(&logistic, &[-1000.0]).0, 0.0);
}

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
    let full = moons(json!({"size": "full"}), 33);
    let (f, g, _) = at::<f32>(&full["problem"].clone(), &here.x);
    assert_ne!(full["seed"], json!(0), "the problem is that of the run's seed only when it is given");
    let spec = decode(&json!({"seed": 5, "problem": full["problem"], "start": here.x}));
    let objective: Box<dyn Objective<f32>> = objective_of(&spec.problem, here.x.len());
    let x: Vec<f32> = here.x.iter().map(|v| *v as f32).collect();
    let mut grad = vec![0.0; x.len()];
    let whole = objective.value_grad(&x, &mut grad, &mut objective.work());
    assert_eq!(f64::from(whole), here.f);
    assert!((lanes::reduce::norm(&grad) - here.grad_norm).abs() == 0.0);
    assert!(f != here.f || g.is_empty(), "another seed has other data");
}

#[test]
fn samples_in_another_order_change_rounding_only() {
    let (x, y) = ([[0.5, 1.0], [-1.0, 0.25], [2.0, -0.5], [0.0, 1.5], [1.0, 1.0]], [1, 0, 0, 1, 1]);
    let of = |order: [usize; 5]| {
        let (x, y): (Vec<_>, Vec<_>) = order.iter().map(|i| (x[*i], y[*i])).unzip();
        json!({"model": {"id": "logistic"}, "data": {"inline": {"x": x, "y": y}}})
    };
    let w = [0.3, -0.7, 0.1];
    let (a, b) = (at::<f64>(&of([0, 1, 2, 3, 4]), &w), at::<f64>(&of([4, 2, 0, 3, 1]), &w));
    close("the loss", &[a.0], &[b.0], 1e-15);
    close("the gradient", &a.1, &b.1, 1e-15);
}

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

/// What the paper proves of Wilson et al.'s samples: everybody learns them, and only descent has learnt anything.
#[test]
fn adaptive_methods_learn_nothing_from_samples_made_to_mislead_them() {
    let document = json!({
        "seed": 3, "steps": 2000,
        "problem": {"model": {"id": "linear", "bias": false}, "data": {"id": "wilson"}},
        "racers": [
            {"optimizer": {"id": "sgd", "lr": 0.1}},
            {"optimizer": {"id": "adagrad", "lr": 0.1}},
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
    for (i, right) in [(0, 1.0), (1, share), (2, share)] {
        assert_eq!(part(i, "train", "accuracy"), Value::Num(1.0), "racer {i} learns its samples");
        assert_eq!(part(i, "test", "accuracy"), Value::Num(right), "racer {i}");
    }
}

#[test]
fn a_loss_may_be_an_object_with_its_half() {
    let of = |more: Json| {
        let mut problem = json!({"model": {"id": "linear"}, "data": {"inline": {"x": [[1], [3]], "y": [0, 1]}}});
        more.as_object().unwrap().iter().for_each(|(key, value)| problem[key] = value.clone());
        at::<f64>(&problem, &[1.0, 0.5])
    };
    let whole = of(json!({"loss": "mse"}));
    assert_eq!(whole.0, (1.5 * 1.5 + 2.5 * 2.5) / 2.0);
    assert_eq!(of(json!({"loss": {"id": "mse"}})), whole);
    assert_eq!(of(json!({"loss": {"id": "mse", "half": true}})), of(json!({"loss": "mse", "half": true})));
    assert_eq!(of(json!({"loss": {"id": "mse", "half": true}})).0, whole.0 / 2.0);
}
