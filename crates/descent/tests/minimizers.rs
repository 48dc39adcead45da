//! BFGS, conjugate gradients and Nelder–Mead against SciPy's numbers and against what theory promises of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::Kind;
use serde_json::{Value as Json, json};
use testkit::run::run;
use testkit::{converge, fixture};

/// Numbers that SciPy made, beside this file; it says which version.
fn scipy() -> Json {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scipy.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn near(got: &[f64], want: &[f64], tolerance: f64, what: &str) {
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(want) {
        assert!((got - want).abs() <= tolerance * want.abs().max(1.0), "{what}: {got}, not {want}");
    }
}

#[test]
fn nelder_mead_walks_with_scipy() {
    let scipy = scipy();
    let mut points = 0;
    for case in scipy["nelder_mead"].as_array().unwrap() {
        let document = json!({
            "problem": case["problem"], "start": case["start"], "steps": 60,
            "racers": [{"optimizer": {"id": "nelder_mead", "adaptive": case["adaptive"]}}],
        });
        let mut run = run(&document);
        for (t, x) in case["x"].as_array().unwrap().iter().enumerate() {
            run.seek(t as u64);
            near(&run.point(0).x, &fixture::numbers(x), 1e-9, &format!("{document} at {t}"));
            points += 1;
        }
    }
    println!("counted: {points} points of Nelder–Mead equal SciPy's");
    assert_eq!(points, 6 * 60, "two forms on three problems, the start and 59 updates");
}

#[test]
fn they_end_at_scipy_s_minimum() {
    let scipy = scipy();
    let want = fixture::numbers(&scipy["logistic"]["x"]);
    let table = converge::read();
    for (optimizer, tolerance) in [
        (json!({"id": "bfgs"}), 1e-8),
        (json!({"id": "bfgs", "scale": false}), 1e-8),
        (json!({"id": "cg"}), 1e-7),
        (json!({"id": "cg", "form": "fletcher_reeves"}), 1e-7),
        (json!({"id": "cg", "form": "hestenes_stiefel"}), 1e-7),
        (json!({"id": "cg", "form": "dai_yuan"}), 1e-7),
        (json!({"id": "lbfgs", "tolerance_grad": 0, "tolerance_change": 0}), 1e-8),
        // Values alone tell a minimum from its neighbours up to the root of their precision.
        (json!({"id": "nelder_mead"}), 1e-6),
    ] {
        let mut document = table["problems"]["logistic"].clone();
        document["stop"] = Json::Null;
        document["steps"] = json!(300);
        document["racers"] = json!([{"optimizer": optimizer}]);
        let mut run = run(&document);
        run.finish();
        near(&run.point(0).x, &want, tolerance, &optimizer.to_string());
        near(&[run.point(0).f], &[fixture::number(&scipy["logistic"]["f"])], 1e-12, &optimizer.to_string());
    }
}

/// A symmetric positive definite matrix of five rows.
fn matrix() -> [[f64; 5]; 5] {
    let mut a = [[0.0; 5]; 5];
    for (i, row) in a.iter_mut().enumerate() {
        for (j, v) in row.iter_mut().enumerate() {
            *v = 1.0 / (1.0 + (i as f64 - j as f64).abs()) + if i == j { 0.5 + i as f64 } else { 0.0 };
        }
    }
    a
}

/// The linear method of conjugate gradients (Hestenes and Stiefel, 1952), written down as in the textbook.
fn textbook(a: &[[f64; 5]; 5], mut x: [f64; 5]) -> Vec<[f64; 5]> {
    let times = |v: &[f64; 5]| core::array::from_fn::<f64, 5, _>(|i| (0..5).map(|j| a[i][j] * v[j]).sum());
    let dot = |u: &[f64; 5], v: &[f64; 5]| (0..5).map(|i| u[i] * v[i]).sum::<f64>();
    let mut r = times(&x).map(|v| -v);
    let mut d = r;
    let mut all = vec![x];
    for _ in 0..5 {
        let ad = times(&d);
        let alpha = dot(&r, &r) / dot(&d, &ad);
        let next: [f64; 5] = core::array::from_fn(|i| r[i] - alpha * ad[i]);
        let beta = dot(&next, &next) / dot(&r, &r);
        x = core::array::from_fn(|i| x[i] + alpha * d[i]);
        d = core::array::from_fn(|i| next[i] + beta * d[i]);
        r = next;
        all.push(x);
    }
    all
}

/// With exact searches on a quadratic every form of β, and BFGS with any multiple of I as its first H, is the linear method.
#[test]
fn exact_searches_on_a_quadratic_give_the_linear_method_and_end_after_n_steps() {
    let start = [3.0, -1.0, 2.0, 0.5, -2.5];
    let want = textbook(&matrix(), start);
    near(&want[5], &[0.0; 5], 1e-12, "the textbook's own end");
    for optimizer in [
        json!({"id": "cg", "c2": 1e-9}),
        json!({"id": "cg", "c2": 1e-9, "form": "fletcher_reeves"}),
        json!({"id": "cg", "c2": 1e-9, "form": "hestenes_stiefel"}),
        json!({"id": "cg", "c2": 1e-9, "form": "dai_yuan"}),
        json!({"id": "bfgs", "c2": 1e-9}),
        json!({"id": "bfgs", "c2": 1e-9, "scale": false}),
    ] {
        let document = json!({
            "problem": {"quadratic": {"A": matrix(), "center": [0, 0, 0, 0, 0]}}, "start": start, "steps": 5,
            "racers": [{"optimizer": optimizer}],
        });
        let mut run = run(&document);
        for (t, x) in want.iter().enumerate() {
            run.seek(t as u64);
            near(&run.point(0).x, x, 1e-6, &format!("{optimizer} at {t}"));
        }
    }
}

/// No step of a search goes up, and every evaluation is counted.
#[test]
fn searches_never_go_up_and_are_counted() {
    for id in ["cg", "bfgs", "nelder_mead"] {
        for surface in ["rosenbrock", "beale", "himmelblau", "styblinski_tang"] {
            let document = json!({
                "problem": {"surface": surface}, "start": [-1.2, 1.3], "steps": 60, "racers": [{"optimizer": {"id": id}}],
            });
            let mut run = run(&document);
            let (mut f, mut evaluations) = (run.point(0).f, 1);
            for t in 1..=60 {
                run.seek(t);
                assert_ne!(run.status(0).kind, Kind::Diverged);
                assert!(run.point(0).f <= f, "{id} on {surface} at {t}: {} after {f}", run.point(0).f);
                f = run.point(0).f;
                let now = run.status(0).evaluations;
                assert!(now > evaluations, "{id} on {surface} at {t}");
                evaluations = now;
            }
            // From there Beale's function has a valley that falls for ever.
            let arrived = run.point(0).grad_norm < 1.0 || surface == "beale";
            assert!(arrived, "{id} on {surface}: {:?}", run.point(0));
        }
    }
    // {1, 1.05}: one point to begin with; r and e; the arrival. Then r and e, and the arrival.
    let document =
        json!({"problem": {"surface": "parabola"}, "start": [1], "racers": [{"optimizer": {"id": "nelder_mead"}}]});
    let mut run = run(&document);
    assert_eq!(
        [0, 1, 2].map(|t| {
            run.seek(t);
            run.status(0).evaluations
        }),
        [1, 5, 8]
    );
}

/// Climbing is descending on −f, coupled decay is a penalty: the searches see both.
#[test]
fn direction_and_coupled_decay_are_in_the_search() {
    for id in ["cg", "bfgs", "nelder_mead"] {
        let path = |problem: Json, optimizer: Json| {
            let mut run =
                run(&json!({"problem": problem, "start": [2, -1], "steps": 20, "racers": [{"optimizer": optimizer}]}));
            run.finish();
            run.point(0).x
        };
        let bowl = |a: f64, b: f64| json!({"quadratic": {"A": [[a, 0], [0, b]], "center": [0, 0]}});
        let plain = path(bowl(2.0, 8.0), json!({"id": id}));
        assert_eq!(path(bowl(-2.0, -8.0), json!({"id": id, "maximize": true})), plain, "{id}");
        near(&path(bowl(1.5, 7.5), json!({"id": id, "weight_decay": 0.5})), &plain, 1e-9, id);
    }
}
