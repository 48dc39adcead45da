//! What is refused in a function, a quadratic, least squares, and in the start.

use super::Line;
use serde_json::{Value as Json, json};

pub(super) fn lines() -> Vec<Line> {
    let quadratic = |of: Json| json!({"quadratic": of});
    vec![
        ("/problem", Json::Null, "problem", "missing", None),
        ("/problem", json!({}), "problem", "conflict", None),
        ("/problem", json!("beale"), "problem", "wrong_type", None),
        ("/problem", json!({"surface": "beale", "quadratic": {"A": [[1]]}}), "problem", "conflict", None),
        ("/problem", json!({"surface": "beal"}), "problem.surface", "unknown_name", Some("beale")),
        ("/problem", json!({"surface": "Six-Hump Camel"}), "problem.surface", "unknown_name", Some("six_hump_camel")),
        ("/problem", json!({"surface": "zzz"}), "problem.surface", "unknown_name", None),
        ("/problem", json!({"surface": 5}), "problem.surface", "wrong_type", None),
        ("/problem", json!({"surface": "beale", "rotat": 3}), "problem.rotat", "unknown_key", Some("rotate")),
        ("/problem", json!({"surface": "beale", "rotate": 361}), "problem.rotate", "out_of_range", None),
        ("/problem", json!({"surface": "beale", "rotate": "left"}), "problem.rotate", "wrong_type", None),
        ("/problem", json!({"surface": "parabola", "rotate": 30}), "problem.rotate", "conflict", None),
        ("/problem", json!({"surface": "beale", "params": []}), "problem.params", "wrong_type", None),
        (
            "/problem",
            json!({"surface": "quadratic", "params": {"kapa": 2}}),
            "problem.params.kapa",
            "unknown_key",
            Some("kappa"),
        ),
        (
            "/problem",
            json!({"surface": "quadratic", "params": {"kappa": -1}}),
            "problem.params.kappa",
            "out_of_range",
            None,
        ),
        ("/problem", quadratic(json!({})), "problem.quadratic.A", "missing", None),
        ("/problem", quadratic(json!({"A": []})), "problem.quadratic.A", "wrong_length", None),
        ("/problem", quadratic(json!({"A": [[1, 2]]})), "problem.quadratic.A", "wrong_length", None),
        ("/problem", quadratic(json!({"A": [[1, 2], [3]]})), "problem.quadratic.A[1]", "wrong_length", None),
        ("/problem", quadratic(json!({"A": [["1"]]})), "problem.quadratic.A[0][0]", "wrong_type", None),
        (
            "/problem",
            quadratic(json!({"A": [[1]], "center": [1, 2]})),
            "problem.quadratic.center",
            "wrong_length",
            None,
        ),
        ("/problem", quadratic(json!({"A": [[1]]})), "start", "missing", None),
        (
            "/problem",
            json!({"least_squares": {"A": [[1], [2]], "C": [[1]]}}),
            "problem.least_squares.C",
            "wrong_length",
            None,
        ),
        ("/start", json!([1]), "start", "wrong_length", None),
        ("/start", json!([1, 2, 3]), "start", "wrong_length", None),
        ("/start", json!([1, null]), "start[1]", "wrong_type", None),
        ("/start", json!("origin"), "start", "wrong_type", None),
    ]
}
