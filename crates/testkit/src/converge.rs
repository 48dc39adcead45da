//! The table of `crates/descent/tests/converge.json`: which optimizer reaches which minimum, with which settings, within how many updates.
//!
//! A cell is `{steps, fails?, …}`; what else it holds are arguments of the optimizer, and `gamma` is a rate that falls by that factor
//! in every hundred updates. `fails` says why this pair is not expected to converge. Does not: run anything.

use serde_json::{Value as Json, json};

/// The table.
///
/// # Panics
/// Where the file is missing or no JSON.
pub fn read() -> Json {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../descent/tests/converge.json");
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A cell as a specification, which ends as converged where the minimum is reached.
///
/// # Panics
/// Where the table has no such problem, or a cell is no object.
pub fn document(table: &Json, optimizer: &str, problem: &str, cell: &Json) -> Json {
    let mut document = table["problems"][problem].clone();
    let mut arguments = cell.as_object().expect("a cell is an object").clone();
    document["steps"] = arguments.remove("steps").unwrap_or_else(|| table["steps"].clone());
    arguments.remove("fails");
    let gamma = arguments.remove("gamma");
    arguments.insert("id".to_owned(), json!(optimizer));
    let mut racer = json!({"optimizer": arguments});
    if let Some(gamma) = gamma {
        racer["schedule"] = json!({"id": "exponential", "gamma": gamma, "decay_steps": 100});
    }
    document["racers"] = json!([racer]);
    document
}
