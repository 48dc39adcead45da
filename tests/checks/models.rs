//! Checks of models: separable classes, and what a line cannot tell apart.

use super::*;

pub(super) fn growing() {
    let of = |noise: f64, n: usize| {
        let mut run = run(&json!({
            "seed": 1, "steps": 100_000, "precision": "f64",
            "problem": {"model": {"id": "logistic"}, "data": {"id": "gauss", "n": n, "noise": noise}}, "start": [0, 0, 0],
            "racers": [racer("sgd", 0.5)],
        }));
        let norms: Vec<f64> = [100, 1000, 10_000, 100_000]
            .iter()
            .map(|t| {
                run.seek(*t);
                norm(&run.point(0).x[..2])
            })
            .collect();
        let accuracy = run.metrics(0).get("train").and_then(|train| train.get("accuracy")).cloned();
        (norms, accuracy)
    };
    let (apart, accuracy) = of(0.5, 40);
    assert_eq!(accuracy, Some(Value::Num(1.0)));
    assert!(apart.windows(2).all(|two| two[1] > two[0] + 0.5), "{apart:?}");
    let (mixed, accuracy) = of(3.0, 40);
    assert_ne!(accuracy, Some(Value::Num(1.0)));
    assert!((mixed[3] - mixed[2]).abs() < 1e-6, "{mixed:?}");
}

pub(super) fn layers() {
    for (id, steps) in [("circle", 1000_u64), ("xor", 1000)] {
        let document = |model: Json, data: Json| {
            json!({
                "seed": 1, "steps": steps, "problem": {"model": model, "data": data}, "racers": [racer("adam", 0.05)],
            })
        };
        let named = json!({"id": id, "n": 200});
        let plain = decode(&document(json!({"id": "logistic"}), named.clone()));
        let ProblemSpec::Model(model) = &plain.problem else { panic!("no model") };
        let descent::data::Targets::Classes(classes, 2) = &model.data.y else { panic!("no two classes") };
        let (x, y): (Vec<Json>, Vec<u32>) = (0..model.data.train)
            .map(|i| {
                let (a, b) = (model.data.x[2 * i], model.data.x[2 * i + 1]);
                (json!([a, b, a * a, a * b, b * b]), classes[i])
            })
            .unzip();
        let accuracy = |model: Json, data: Json| {
            let metrics = finished(&document(model, data)).metrics(0);
            match metrics.get("train").and_then(|train| train.get("accuracy")) {
                Some(Value::Num(share)) => *share,
                other => panic!("{other:?}"),
            }
        };
        let line = accuracy(json!({"id": "logistic"}), named.clone());
        let powers = accuracy(json!({"id": "logistic"}), json!({"inline": {"x": x, "y": y}}));
        let hidden = accuracy(json!({"id": "mlp", "layers": [2, 8, 1]}), named);
        say(&format!("{id}: a line {line}, with squares {powers}, a hidden layer {hidden}"));
        assert!(line < 0.75 && powers > 0.97 && hidden > 0.97, "{id}: {line}, {powers}, {hidden}");
    }
}
