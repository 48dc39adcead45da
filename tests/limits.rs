//! What is too large is refused alike wherever the engine runs: sizes are not counted in 32 bits.

use descent::spec;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

/// A network of so many units, its optimizer, and the path of what is too large.
const DOCUMENTS: [(&str, &str, Option<&str>); 6] = [
    ("[2, 8, 8, 1]", "newton", None),
    // The square of 65,536 parameters is 0 in 32 bits.
    ("[2, 197, 329, 1]", "newton", Some("racers[0].optimizer")),
    ("[2, 197, 329, 1]", "bfgs", Some("racers[0].optimizer")),
    ("[2, 197, 329, 1]", "nelder_mead", Some("racers[0].optimizer")),
    ("[2, 197, 329, 1]", "adam", None),
    ("[2, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1]", "sgd", Some("problem")),
];

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn what_is_too_large_is_refused_on_every_backend() {
    for (layers, optimizer, refused) in DOCUMENTS {
        let document = format!(
            r#"{{"problem": {{"model": {{"id": "mlp", "bias": false, "layers": {layers}}}, "data": {{"id": "moons"}}}},
                "racers": [{{"optimizer": {{"id": "{optimizer}"}}}}]}}"#
        );
        let problems = spec::decode(&testkit::json::parse(&document)).err().unwrap_or_default();
        let found: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
        assert_eq!(found, Vec::from_iter(refused.map(|path| (path, "too_large"))), "{layers} {optimizer}");
    }
}

/// A racer has room for the largest of its laws, however often its settings change.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_change_in_the_middle_needs_no_memory_of_its_own() {
    let edit = |step| format!(r#"{{"step": {step}, "racer": 0, "path": "optimizer.alpha", "value": 0.5}}"#);
    let edits = (1..30).map(edit).collect::<Vec<_>>().join(", ");
    let document = format!(
        r#"{{"problem": {{"model": {{"id": "mlp", "layers": [2, 30, 30, 1]}}, "data": {{"id": "moons"}}}},
            "racers": [{{"optimizer": {{"id": "newton"}}}}], "edits": [{edits}]}}"#
    );
    assert!(spec::decode(&testkit::json::parse(&document)).is_ok());
}
