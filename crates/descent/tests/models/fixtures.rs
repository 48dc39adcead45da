//! Loss, gradient, Hessian, training and Lloyd's iterations against those of other software.

use super::at;
use descent::{Columns, Trace};
use lanes::Real;
use serde_json::{Value as Json, json};
use testkit::fixture::{self, close, number, numbers};
use testkit::run::finished;

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

fn lower(h: &[f64], n: usize) -> Vec<f64> {
    (0..n).flat_map(|i| (0..=i).map(move |j| (i, j))).map(|(i, j)| h[i * n + j]).collect()
}
