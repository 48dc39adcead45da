//! The oracle fixtures: numbers made by software that this project did not write.
//!
//! They are read from beside the repository (`../shared/fixtures`) or else from the copy inside it (`tests/fixtures`,
//! made by `cargo xtask fixtures`). Invariant: a fixture that is in neither place fails the test that wants it.
//! Does not: know what a fixture means.

use serde_json::Value as Json;
use std::path::PathBuf;

/// Where fixtures may be, in the order of preference.
fn places() -> [PathBuf; 2] {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    [root.join("../shared/fixtures"), root.join("tests/fixtures")]
}

/// The fixture file `name`, such as `optim/torch_sgd.json`. Panics where there is none.
pub fn read(name: &str) -> Json {
    let text = places().iter().find_map(|folder| std::fs::read_to_string(folder.join(name)).ok());
    let text = text.unwrap_or_else(|| {
        panic!("the fixture {name} is neither in ../shared/fixtures nor in tests/fixtures; see `cargo xtask fixtures`")
    });
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of the files in a folder of the fixtures, sorted, without `.json`.
pub fn list(folder: &str) -> Vec<String> {
    let entries = places().iter().find_map(|place| std::fs::read_dir(place.join(folder)).ok());
    let entries = entries.unwrap_or_else(|| panic!("there are no fixtures called {folder}"));
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// Fails where a number is further from the fixture's than its tolerance allows: |a − b| ≤ tol·max(1, |b|).
pub fn close(what: &str, ours: &[f64], theirs: &[f64], tol: f64) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!((a - b).abs() <= tol * b.abs().max(1.0), "{what}[{i}]: {a:e} instead of {b:e}, tolerance {tol:e}");
    }
}

/// The cases of a fixture file.
pub fn cases(file: &Json) -> &[Json] {
    file["cases"].as_array().map(Vec::as_slice).unwrap_or_else(|| panic!("a fixture without cases"))
}

/// A number.
pub fn number(of: &Json) -> f64 {
    of.as_f64().unwrap_or_else(|| panic!("{of} is not a number"))
}

/// A list of numbers.
pub fn numbers(of: &Json) -> Vec<f64> {
    of.as_array().unwrap_or_else(|| panic!("{of} is not a list")).iter().map(number).collect()
}
