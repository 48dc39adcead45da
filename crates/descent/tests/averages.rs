//! Averaging: what is shown is the average of a path that the optimizer walks as if nobody averaged.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::law::TABLE;
use descent::{Columns, Run, Value};
use serde_json::{Value as Json, json};
use testkit::json::value;
use testkit::oracle::PRECISIONS;
use testkit::run::run;

const STEPS: usize = 40;

/// A run on Beale's function, and the columns x, f and ‖∇f‖ of its only racer.
fn path(racer: &Json, precision: &str) -> (Vec<Vec<f64>>, Vec<f64>, Vec<f64>) {
    let document = json!({
        "precision": precision, "problem": {"surface": "beale"}, "start": [1.0, 1.5], "steps": STEPS, "racers": [racer],
    });
    let mut run = run(&document);
    let all: Vec<_> = (0..=STEPS as u64)
        .map(|t| {
            run.seek(t);
            run.point(0)
        })
        .collect();
    assert_eq!(all.last().unwrap().t, STEPS as u64, "{document}: ended early");
    let of = |get: fn(&descent::Point) -> f64| all.iter().map(get).collect::<Vec<_>>();
    (all.iter().map(|p| p.x.clone()).collect(), of(|p| p.f), of(|p| p.grad_norm))
}

fn near(got: f64, want: f64, what: &str) {
    assert!((got - want).abs() <= 1e-12 * want.abs().max(1.0), "{what}: {got}, not {want}");
}

/// The mean formed in the order of the path, by the recurrence, has the same bits; the plain sum agrees to rounding.
#[test]
fn the_mean_is_that_of_the_iterates_of_every_optimizer() {
    for row in TABLE {
        for start in [0, 7] {
            let optimizer = json!({"id": row.id, "lr": 0.003});
            let optimizer = if row.params.iter().any(|p| p.key == "lr") { optimizer } else { json!({"id": row.id}) };
            let raw = path(&json!({"optimizer": optimizer}), "f64").0;
            let (shown, ..) = path(&json!({"optimizer": optimizer, "average": {"start": start}}), "f64");
            let (mut sum, mut mean) = ([0.0; 2], raw[start].clone());
            for t in 0..=STEPS {
                if t <= start {
                    assert_eq!(shown[t], raw[t], "{} from {start}: the iterate at {t}", row.id);
                    continue;
                }
                let n = (t - start) as f64;
                for i in 0..2 {
                    sum[i] += raw[t][i];
                    mean[i] = if n == 1.0 { raw[t][i] } else { mean[i] + 1.0 / n * (raw[t][i] - mean[i]) };
                    assert_eq!(shown[t][i].to_bits(), mean[i].to_bits(), "{} from {start} at {t}", row.id);
                    near(shown[t][i], sum[i] / n, row.id);
                }
            }
        }
    }
    println!("{} optimizers", TABLE.len());
}

#[test]
fn the_moving_average_is_its_sum_of_weights() {
    let adam = json!({"id": "adam", "lr": 0.05});
    let raw = path(&json!({"optimizer": adam}), "f64").0;
    for (beta, start, corrected) in [(0.9, 0, false), (0.9, 5, true), (0.0, 0, true), (0.0, 3, false), (0.999, 0, true)]
    {
        let average = json!({"form": "ema", "decay": beta, "start": start, "bias_correction": corrected});
        let (shown, ..) = path(&json!({"optimizer": adam, "average": average}), "f64");
        for i in 0..2 {
            // From zero, divided by the sum of the weights; or from the first iterate that counts.
            let (mut sum, mut weights, mut moving) = (0.0, 0.0, raw[start + 1][i]);
            for t in start + 1..=STEPS {
                sum = beta * sum + (1.0 - beta) * raw[t][i];
                weights = beta * weights + (1.0 - beta);
                if t > start + 1 {
                    moving = beta * moving + (1.0 - beta) * raw[t][i];
                }
                near(shown[t][i], if corrected { sum / weights } else { moving }, &format!("{average} at {t}"));
            }
        }
    }
}

/// PyTorch's averaged descent keeps the same mean beside its path.
#[test]
fn asgd_keeps_the_same_average_inside() {
    for t0 in [0, 4] {
        let asgd = json!({"id": "asgd", "lr": 0.01, "t0": t0});
        let document = |racer: Json| json!({"problem": {"surface": "beale"}, "steps": STEPS, "racers": [racer]});
        let mut inside = run(&document(json!({"optimizer": asgd})));
        let mut shown = run(&document(json!({"optimizer": asgd, "average": {"start": t0 + 1}})));
        for t in 1..=STEPS as u64 {
            inside.seek(t);
            shown.seek(t);
            let of = |run: &Run, key: &str| -> Vec<f64> {
                let inspection = run.inspect(0);
                let Some(Value::List(all)) = inspection.get("quantities") else { panic!("no quantities") };
                let Some(column) = all.iter().find(|q| q.get("key") == Some(&Value::text(key))) else {
                    return run.point(0).x;
                };
                let Some(Value::List(all)) = column.get("values") else { panic!("no values") };
                all.iter().map(|v| if let Value::Num(v) = v { *v } else { panic!("no number") }).collect()
            };
            assert_eq!(shown.point(0).x, of(&inside, "ax"), "t0 = {t0}, step {t}");
            assert_eq!(of(&shown, "average"), shown.point(0).x, "the inspector shows the same point");
        }
    }
}

/// Value and norm are those of the point that is shown: what a run that begins there says of it.
#[test]
fn columns_belong_to_the_point_that_is_shown() {
    for (precision, form) in PRECISIONS.iter().flat_map(|p| ["polyak", "ema"].map(|form| (*p, form))) {
        let racer = json!({"optimizer": {"id": "rmsprop", "lr": 0.02}, "average": {"form": form, "decay": 0.8}});
        let (x, f, norm) = path(&racer, precision);
        for t in 0..=STEPS {
            let there = json!({
                "precision": precision, "problem": {"surface": "beale"}, "start": x[t], "steps": 0, "racers": [racer],
            });
            let there = run(&there).point(0);
            assert_eq!((f[t], norm[t]), (there.f, there.grad_norm), "{precision} {form} at {t}");
        }
    }
}

/// With batches too: the law's samples and noise do not depend on what is shown.
#[test]
fn batches_and_look_ahead_points_are_those_of_the_path() {
    let training = json!({
        "model": {"id": "mlp", "layers": [2, 4, 1], "output": "sigmoid"}, "data": {"id": "moons", "n": 24}, "loss": "bce",
        "batch": {"size": 5},
    });
    for optimizer in [json!({"id": "nesterov", "lr": 0.05}), json!({"id": "adam"}), json!({"id": "polyak_sgd"})] {
        let document =
            |racer: Json| json!({"precision": "f64", "seed": 3, "problem": training, "steps": 30, "racers": [racer]});
        let noise = json!({"std": 0.1});
        let mut raw = run(&document(json!({"optimizer": optimizer, "noise": noise})));
        let mut shown = run(&document(json!({"optimizer": optimizer, "noise": noise, "average": {}})));
        let mut mean = vec![0.0; raw.dim()];
        for t in 1..=30 {
            raw.seek(t);
            shown.seek(t);
            for ((mean, x), shown) in mean.iter_mut().zip(raw.point(0).x).zip(shown.point(0).x) {
                *mean = if t == 1 { x } else { *mean + 1.0 / t as f64 * (x - *mean) };
                assert_eq!(shown, *mean, "{optimizer} at {t}");
            }
            assert_eq!(shown.status(0).evaluations, raw.status(0).evaluations, "a batch costs what it costs");
        }
    }
}

/// Value and gradient at θ̄ are a second evaluation per update, from where it differs from θ; if nothing but the picture needs them they
/// do not count, nor those at the iterates of a law that takes its gradients ahead of them.
#[test]
fn every_evaluation_that_something_needs_is_counted() {
    let document = |stop: Json| {
        json!({
            "problem": {"surface": "beale"}, "steps": 50, "stop": stop, "racers": [
                {"optimizer": {"id": "momentum", "lr": 0.001}},
                {"optimizer": {"id": "momentum", "lr": 0.001}, "average": {"start": 10}},
                {"optimizer": {"id": "nesterov", "lr": 0.001, "form": "lookahead"}},
                {"optimizer": {"id": "nesterov", "lr": 0.001, "form": "lookahead"}, "average": {}},
            ],
        })
    };
    let once = [(0, [1; 4]), (10, [11; 4]), (12, [13; 4]), (50, [51; 4])];
    let judged = [(0, [1, 1, 1, 1]), (10, [11, 11, 21, 21]), (12, [13, 13, 25, 25]), (50, [51, 89, 101, 101])];
    for (stop, wants) in [(json!({}), once), (json!({"value": -1.0}), judged)] {
        let mut run = run(&document(stop));
        for (t, want) in wants {
            run.seek(t);
            assert_eq!([0, 1, 2, 3].map(|i| run.status(i).evaluations), want, "after {t} updates");
        }
    }
}

#[test]
fn pieces_seeks_and_changes_end_in_the_same_place() {
    for precision in PRECISIONS {
        let ema = json!({"form": "ema", "decay": 0.7, "start": 20, "bias_correction": true});
        let document = json!({
            "precision": precision, "problem": {"surface": "rosenbrock"}, "start": [-1.2, 1.0], "steps": 200, "racers": [
                {"optimizer": {"id": "adam", "lr": 0.02}, "average": ema},
                {"optimizer": {"id": "lbfgs", "history": 3}, "average": {}},
            ],
            "edits": [
                {"step": 60, "racer": 0, "path": "optimizer", "value": {"id": "momentum", "lr": 1e-4}},
                {"step": 90, "racer": 0, "path": "average.decay", "value": 0.5},
            ],
        });
        let bits = |run: &Run| (0..2).map(|i| run.point(i)).collect::<Vec<_>>();
        let at = |t: u64| {
            let mut straight = run(&document);
            straight.seek(t);
            bits(&straight)
        };
        let mut there_and_back = run(&document);
        for t in [37, 38, 150, 59, 60, 61, 95, 12, 200, 89, 90, 91] {
            there_and_back.seek(t);
            assert_eq!(bits(&there_and_back), at(t), "{precision} at {t}");
        }
        let mut pieces = run(&document);
        for n in [1, 19, 1, 40, 100, 39] {
            pieces.step(n);
        }
        assert_eq!(bits(&pieces), at(200));
        assert_eq!(pieces.digest(), run(&document).digest());
    }
}

/// The path does not know that it was averaged: after the average ends, it goes on as one that never was.
#[test]
fn switched_off_the_iterate_is_there_again() {
    let racer = json!({"optimizer": {"id": "adam", "lr": 0.02}});
    let document = json!({"problem": {"surface": "beale"}, "steps": 60, "racers": [racer, racer]});
    let mut run = run(&document);
    run.seek(10);
    run.set(0, "average", value(&json!({"form": "ema"}))).unwrap();
    run.seek(12);
    assert_ne!(run.point(0).x, run.point(1).x);
    run.seek(30);
    run.set(0, "average", Value::Null).unwrap();
    for t in [30, 31, 60, 9, 10, 11] {
        run.seek(t);
        assert_eq!(run.point(0), run.point(1), "at {t}");
    }
    run.seek(29);
    assert_ne!(run.point(0).x, run.point(1).x);
}

/// A change drops what was to change later in the same racer, and in no other.
#[test]
fn a_change_drops_the_later_changes_of_its_racer() {
    let racer = json!({"optimizer": {"id": "sgd", "lr": 0.02}});
    let edit = |step: u64, racer: u64| json!({"step": step, "racer": racer, "path": "optimizer.lr", "value": 0.01});
    let edits = json!([edit(5, 0), edit(20, 0), edit(20, 1)]);
    let document = json!({"problem": {"surface": "beale"}, "steps": 60, "racers": [racer, racer], "edits": edits});
    let mut run = run(&document);
    run.seek(10);
    run.set(0, "optimizer.lr", Value::Num(0.03)).unwrap();
    let kept: Vec<_> = run.spec().edits.iter().map(|edit| (edit.step, edit.racer)).collect();
    assert_eq!(kept, [(5, 0), (10, 0), (20, 1)]);
}

/// What the stage is for (Polyak and Juditsky, 1992): noise that a constant rate keeps alive cancels in the mean.
#[test]
fn noise_cancels_in_the_mean() {
    let racer =
        |average: Json| json!({"optimizer": {"id": "sgd", "lr": 0.1}, "noise": {"std": 1.0}, "average": average});
    let document = json!({
        "problem": {"surface": "sphere"}, "start": [3.0, -2.0], "steps": 3000, "seed": 5,
        "racers": [racer(Json::Null), racer(json!({"start": 200})), racer(json!({"form": "ema", "decay": 0.99}))],
    });
    let mut run = run(&document);
    run.finish();
    // The last half of the path, so that no lucky last step decides.
    let level = |i: usize| {
        let Columns::F64(trace) = run.trace(i) else { panic!("an f64 run") };
        let late = &trace.f[trace.f.len() / 2..];
        late.iter().sum::<f64>() / late.len() as f64
    };
    let [raw, mean, ema] = [0, 1, 2].map(level);
    assert!(mean < raw / 30.0 && ema < raw / 5.0, "{raw}, {mean}, {ema}");
}

/// The point that is shown decides: it converges later, and stalls only when it rests too.
#[test]
fn stopping_rules_look_at_the_point_that_is_shown() {
    let racer = |average: Json| json!({"optimizer": {"id": "sgd", "lr": 0.4}, "average": average});
    let mut document = json!({
        "problem": {"surface": "sphere"}, "start": [3.0, -2.0], "steps": 5000, "stop": {"grad_norm": 1e-2},
        "racers": [racer(Json::Null), racer(json!({}))],
    });
    let mut both = run(&document);
    both.finish();
    let (path, mean) = (both.status(0), both.status(1));
    assert_eq!([path.kind, mean.kind], [descent::Kind::Converged; 2]);
    assert!(mean.step > 10 * path.step, "{} and {}", path.step, mean.step);
    assert!(both.point(1).grad_norm <= 1e-2);
    document["stop"] = json!({"unchanged": 1});
    document["racers"][0]["optimizer"]["lr"] = json!(0.0);
    document["racers"][1]["optimizer"]["lr"] = json!(0.0);
    let mut still = run(&document);
    still.finish();
    assert_eq!([still.status(0).step, still.status(1).step], [1, 1]);
}
