//! Problems that are no surfaces, and what acts on a run from outside the law: noise, clipping, edits, stopping, thinning.

use super::{Case, Json, Kind, PRECISIONS, json, points, run, steps};

fn quadratic() -> Json {
    let a = json!([
        [4, 1, 0, 0.5, 0],
        [1, 3, -0.5, 0, 0.25],
        [0, -0.5, 2, 0, 0],
        [0.5, 0, 0, 1, 0.125],
        [0, 0.25, 0, 0.125, 0.7]
    ]);
    json!({
        "problem": {"quadratic": {"A": a, "center": [0.1, -0.2, 0.3, 0, 1]}},
        "start": [1, 2, -1, 0.5, -0.25],
    })
}

fn least_squares() -> Json {
    json!({
        "problem": {"least_squares": {
            "A": [[1, 0.5], [-0.25, 2], [0.75, -1]],
            "C": [[0.1, 1, -0.7], [0.3, -2, 0.9], [-1.1, 0.6, 0.2]],
        }},
        "start": [0.5, -0.5, 0.25, 1, -1, 0.125],
    })
}

fn logistic() -> Json {
    json!({
        "problem": {
            "model": {"id": "logistic"},
            "data": {"inline": {
                "x": [[0.5, 1.2, -0.3], [-1.1, 0.4, 0.9], [2.0, -0.7, 0.1], [-0.2, -1.5, 0.8], [0.9, 0.3, -1.4]],
                "y": [1, 0, 1, 0, 1],
            }},
            "l2": 0.05,
        },
        "start": [0.1, -0.2, 0.3, 0.05],
    })
}

fn expression() -> Json {
    json!({
        "problem": {
            "expression": "softplus(x)^1.5 + abs(y)*tanh(x) - atan(x*y) + sigmoid(y)^y + ln(x^2 + 1) + 2^-x/3",
            "rotate": 20,
        },
        "start": [0.5, 1.25],
    })
}

/// Every case.
pub(super) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    let kinds = [
        ("quadratic", quadratic()),
        ("least_squares", least_squares()),
        ("logistic", logistic()),
        ("expression", expression()),
    ];
    for (precision, (id, problem)) in PRECISIONS.iter().flat_map(|p| kinds.iter().map(move |k| (*p, k))) {
        let mut subject = problem.clone();
        subject["precision"] = json!(precision);
        let start: Vec<f64> = problem["start"].as_array().into_iter().flatten().filter_map(Json::as_f64).collect();
        let all = [start.clone(), start.iter().map(|v| 1.5 - v).collect()];
        let wanted = points(precision, &all);
        cases.push(Case::wanted(format!("problem {id}/{precision}"), Kind::Eval, subject.to_string(), wanted));
        let racer = json!({"optimizer": {"id": "adam", "lr": 0.05}});
        cases.push(run(format!("problem {id}/run"), precision, problem, racer, &[1, 2, 60]));
    }
    cases.extend(training());
    for precision in PRECISIONS {
        cases.extend(stages(precision));
        cases.extend(changes(precision));
    }
    cases
}

/// Every model on some data set, every data set under some model, every order of batches; and k-means.
fn training() -> Vec<Case> {
    let network = |layers: Json, activation: &str, data: &str| json!({"model": {"id": "mlp", "layers": layers, "activation": activation}, "data": {"id": data, "n": 24}});
    let plain = |model: &str, data: &str| json!({"model": {"id": model}, "data": {"id": data, "n": 24}});
    let mut all = vec![
        ("linear plane", plain("linear", "plane")),
        ("linear rare", plain("linear", "rare")),
        ("linear wilson", json!({"model": {"id": "linear", "bias": false}, "data": {"id": "wilson", "n": 8}})),
        ("polynomial line", plain("polynomial", "line")),
        ("logistic gauss", plain("logistic", "gauss")),
        ("softmax blobs", plain("softmax", "blobs")),
        ("softmax iris", json!({"model": {"id": "softmax"}, "data": {"id": "iris"}})),
        ("mlp circle", network(json!([2, 3, 1]), "tanh", "circle")),
        ("mlp xor", network(json!([2, 3, 1]), "relu", "xor")),
        ("mlp spiral", network(json!([2, 4, 3, 2]), "leaky_relu", "spiral")),
        ("mlp moons", network(json!([2, 3, 1]), "sigmoid", "moons")),
        ("mlp hills", network(json!([2, 3, 1]), "gelu", "hills")),
        ("mlp sine", network(json!([1, 3, 1]), "silu", "sine")),
        ("polynomial runge", plain("polynomial", "runge")),
        ("mlp jump", network(json!([1, 3, 1]), "tanh", "jump")),
        ("mlp blobs", network(json!([2, 3, 3]), "gelu_tanh", "blobs")),
        ("kmeans blobs", plain("kmeans", "blobs")),
        ("kmeans digits", json!({"model": {"id": "kmeans", "k": 1}, "data": {"id": "digits"}})),
    ];
    for order in ["shuffle", "fixed", "replacement"] {
        let mut problem = network(json!([2, 3, 1]), "tanh", "moons");
        problem["batch"] = json!({"size": 5, "order": order});
        problem["l2"] = json!(0.01);
        all.push((order, problem));
    }
    let id = |problem: &Json| if problem["model"]["id"] == "kmeans" { "lloyd" } else { "adam" };
    PRECISIONS
        .iter()
        .flat_map(|precision| {
            all.iter().map(move |(name, problem)| {
                let whole = json!({"problem": problem, "seed": 9});
                run(format!("model {name}"), precision, &whole, json!({"optimizer": {"id": id(problem)}}), &[0, 1, 25])
            })
        })
        .collect()
}

/// Noise, clipping, averaging.
fn stages(precision: &str) -> Vec<Case> {
    let with = |id: &str, seed: u32, stage: Json| {
        let mut racer = json!({"optimizer": {"id": "momentum", "lr": 0.01}});
        for (key, value) in stage.as_object().into_iter().flatten() {
            racer[key] = value.clone();
        }
        let mut problem = quadratic();
        problem["seed"] = json!(seed);
        run(id.to_owned(), precision, &problem, racer, &[1, 2, 60])
    };
    vec![
        with("noise/seed=0", 0, json!({"noise": {"std": 0.3}})),
        with("noise/seed=4294967295", u32::MAX, json!({"noise": {"std": 0.3}})),
        with("clip/norm", 0, json!({"clip": {"norm": 0.5}})),
        with("clip/value", 0, json!({"clip": {"value": 0.25}})),
        with("average/polyak", 0, json!({"average": {"start": 3}})),
        with("average/ema", 0, json!({"average": {"form": "ema", "decay": 0.9}})),
        with(
            "average/ema,bias_correction",
            5,
            json!({
                "noise": {"std": 0.3}, "average": {"form": "ema", "decay": 0.9, "start": 1, "bias_correction": true},
            }),
        ),
        with("noise and clip", 7, json!({"noise": {"std": 2}, "clip": {"norm": 1}})),
    ]
}

/// Batches of a racer's own, edits in the middle, stopping rules, divergence, thinning.
fn changes(precision: &str) -> Vec<Case> {
    let whole = |id: &str, kind: Kind, wanted: &[u64], mut document: Json| {
        document["precision"] = json!(precision);
        Case::wanted(format!("{id}/{precision}"), kind, document.to_string(), steps(wanted))
    };
    let beale = |racer: Json, more: Json| {
        let mut document = json!({"problem": {"surface": "beale"}, "steps": 60, "racers": [racer]});
        for (key, value) in more.as_object().into_iter().flatten() {
            document[key] = value.clone();
        }
        document
    };
    let sgd = |lr: f64| json!({"optimizer": {"id": "sgd", "lr": lr}});
    let edits = json!([
        {"step": 5, "racer": 0, "path": "optimizer.lr", "value": 0.002},
        {"step": 20, "racer": 0, "path": "optimizer.beta", "value": 0.5},
        {"step": 40, "racer": 0, "path": "optimizer", "value": {"id": "adam", "lr": 0.05}},
    ]);
    let momentum = json!({"optimizer": {"id": "momentum"}, "schedule": {"id": "plateau", "patience": 1}});
    let parabola = json!({"problem": {"surface": "parabola"}, "steps": 40_000, "racers": [sgd(1e-4)]});
    let moons = json!({
        "model": {"id": "mlp", "layers": [2, 3, 1]}, "data": {"id": "moons", "n": 24}, "batch": {"size": 5},
    });
    let batches =
        [json!({}), json!({"size": "full"}), json!({"size": 1, "order": "fixed"}), json!({"order": "replacement"})];
    let own = batches.map(|batch| json!({"optimizer": {"id": "momentum", "lr": 0.1}, "batch": batch}));
    vec![
        whole("own batches", Kind::Run, &[1, 25], json!({"problem": moons, "seed": 9, "steps": 40, "racers": own})),
        whole("edits", Kind::Run, &[5, 6, 21, 41, 60], beale(momentum, json!({"edits": edits}))),
        whole("stop/grad_norm", Kind::Run, &[1, 10], beale(sgd(0.01), json!({"stop": {"grad_norm": 1.5}}))),
        whole("stop/value", Kind::Run, &[1, 10], beale(sgd(0.01), json!({"stop": {"value": 0.5}}))),
        whole("stop/unchanged", Kind::Run, &[1, 3], beale(sgd(0.0), json!({"stop": {"unchanged": 3}}))),
        whole("diverged", Kind::Run, &[1, 2, 3], beale(sgd(10.0), json!({}))),
        whole("thinned", Kind::Trace, &[0, 1, 5000, 10_000], parabola),
    ]
}
