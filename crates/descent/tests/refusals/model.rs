//! What is refused in a model: its shape, its data, its loss, its penalties and batches.

use super::Line;
use serde_json::{Value as Json, json};

/// A problem, and what must be said of it: path, code, nearest known name.
fn of(problem: Json, path: &'static str, code: &'static str, nearest: Option<&'static str>) -> Line {
    ("/problem", problem, path, code, nearest)
}

/// A model on a data set, and the rest of the problem.
fn on(model: Json, data: &str, rest: &[(&str, Json)]) -> Json {
    let mut problem = json!({"model": model, "data": {"id": data}});
    for (key, value) in rest {
        problem[key] = value.clone();
    }
    problem
}

/// A linear model on a line, with one key more.
fn linear(key: &str, value: Json) -> Json {
    on(json!({"id": "linear"}), "line", &[(key, value)])
}

/// A network of these layers on the moons.
fn mlp(layers: Json) -> Json {
    on(json!({"id": "mlp", "layers": layers}), "moons", &[])
}

/// The same with one key more in the model.
fn mlp_with(key: &str, value: Json) -> Json {
    on(json!({"id": "mlp", "layers": [2, 1], key: value}), "moons", &[])
}

fn logistic(x: Json, y: Json) -> Json {
    json!({"model": {"id": "logistic"}, "data": {"inline": {"x": x, "y": y}}})
}

pub(super) fn lines() -> Vec<Line> {
    vec![
        of(json!({"model": {"id": "logisitc"}}), "problem.model.id", "unknown_name", Some("logistic")),
        of(json!({"model": {"id": "logistic"}}), "problem.data", "missing", None),
        of(json!({"model": null}), "problem.model", "missing", None),
        of(json!({"model": {"id": "logistic"}, "data": {"inline": null}}), "problem.data.inline", "missing", None),
        of(
            json!({"model": {"id": "logistic"}, "data": {"inline": {"x": [[1]]}}}),
            "problem.data.inline.y",
            "missing",
            None,
        ),
        of(on(json!({"id": "logistic"}), "moon", &[]), "problem.data.id", "unknown_name", Some("moons")),
        of(on(json!({"id": "softmax", "classes": 7}), "iris", &[]), "problem.model.classes", "conflict", None),
        of(on(json!({"id": "logistic"}), "blobs", &[]), "problem.data", "conflict", None),
        of(on(json!({"id": "polynomial"}), "moons", &[]), "problem.data", "conflict", None),
        of(on(json!({"id": "mlp"}), "moons", &[]), "problem.model.layers", "missing", None),
        of(mlp(json!([2])), "problem.model.layers", "wrong_length", None),
        of(mlp(json!([2, 0, 1])), "problem.model.layers[1]", "out_of_range", None),
        of(mlp(json!([3, 1])), "problem.model.layers[0]", "conflict", None),
        of(mlp(json!([2, 5])), "problem.model.layers[1]", "conflict", None),
        of(mlp_with("activation", json!("than")), "problem.model.activation", "unknown_name", Some("tanh")),
        of(mlp_with("output", json!("softmx")), "problem.model.output", "unknown_name", Some("softmax")),
        of(linear("loss", json!("bce")), "problem.loss", "conflict", None),
        of(on(json!({"id": "kmeans", "k": 40}), "line", &[]), "problem.model.k", "out_of_range", None),
        of(on(json!({"id": "kmeans"}), "line", &[("loss", json!("mse"))]), "problem.loss", "conflict", None),
        of(on(json!({"id": "kmeans"}), "line", &[("l2", json!(0.1))]), "problem.l2", "conflict", None),
        of(on(json!({"id": "kmeans"}), "line", &[("l1", json!(0.1))]), "problem.l1", "conflict", None),
        of(on(json!({"id": "kmeans"}), "line", &[("half", json!(true))]), "problem.half", "conflict", None),
        of(on(json!({"id": "logistic"}), "moons", &[("half", json!(true))]), "problem.half", "conflict", None),
        of(
            on(json!({"id": "logistic"}), "moons", &[("loss", json!({"id": "bce", "half": true}))]),
            "problem.loss.half",
            "conflict",
            None,
        ),
        of(linear("batch", json!({"size": 0})), "problem.batch.size", "out_of_range", None),
        of(linear("batch", json!({"size": "half"})), "problem.batch.size", "wrong_type", None),
        of(linear("loss", json!({"id": "mze"})), "problem.loss.id", "unknown_name", Some("mse")),
        of(linear("batch", json!({"order": "shufle"})), "problem.batch.order", "unknown_name", Some("shuffle")),
        of(
            json!({"model": {"id": "softmax"}, "data": {"inline": {"x": [[1], [2]], "y": [0, 0.5]}}}),
            "problem.data.inline.y[1]",
            "out_of_range",
            None,
        ),
        // Labels that are no count of classes, and more weights than fit: refused before there is room for them.
        of(
            json!({"model": {"id": "softmax"}, "data": {"inline": {"x": [[1], [2]], "y": [0, 1e9]}}}),
            "problem.data.inline.y[1]",
            "out_of_range",
            None,
        ),
        of(mlp(json!([2, 1024, 1024, 1024, 1024, 1024, 1024, 1])), "problem", "too_large", None),
        of(json!({"least_squares": {"A": [vec![0; 16_000]], "C": [vec![0; 16_000]]}}), "problem", "too_large", None),
        of(logistic(json!([[1], [2]]), json!([1])), "problem.data.inline.y", "wrong_length", None),
        of(logistic(json!([[1], [2]]), json!([1, 2])), "problem.data.inline.y[1]", "out_of_range", None),
        of(
            json!({"model": {"id": "softmax"}, "data": {"inline": {"x": [[1], [2]], "y": [[0, 1], [1, 2]]}}}),
            "problem.data.inline.y[1][1]",
            "out_of_range",
            None,
        ),
        of(
            json!({"model": {"id": "softmax"}, "data": {"inline": {"x": [[1], [2]], "y": [[0, 1], [1, 1]]}}}),
            "problem.data.inline.y[1]",
            "out_of_range",
            None,
        ),
        // Of samples to test; of samples that a split has shuffled; of a set with a name.
        of(
            json!({"model": {"id": "softmax"}, "data": {"inline": {
                "x": [[1], [2]], "y": [[0, 1], [1, 0]], "test": {"x": [[3]], "y": [[0, 2]]},
            }}}),
            "problem.data.inline.test.y[0][1]",
            "out_of_range",
            None,
        ),
        of(
            json!({"model": {"id": "softmax"}, "data": {"split": 0.5, "inline": {
                "x": [[1], [2], [3], [4]], "y": [[0, 1], [1, 0], [0, 3], [1, 0]],
            }}}),
            "problem.data.inline.y",
            "out_of_range",
            None,
        ),
        of(on(json!({"id": "softmax"}), "line", &[]), "problem.data", "out_of_range", None),
        of(linear("l2", json!(-1)), "problem.l2", "out_of_range", None),
        of(linear("l2", json!(2e6)), "problem.l2", "out_of_range", None),
        of(linear("l1", json!("0.1")), "problem.l1", "wrong_type", None),
        of(linear("loss", json!("mze")), "problem.loss", "unknown_name", Some("mse")),
    ]
}
