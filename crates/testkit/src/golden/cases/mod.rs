//! Which golden cases there are. They follow from the catalogue's tables, so that a new row has its cases at once.
//!
//! Invariant: ids are unique, and name what is special about a case; what they do not name is the default. Does not:
//! compute anything.

mod math;
mod optimizers;
mod problems;
mod schedules;
mod surfaces;

use super::{Case, Cell, Kind};
use crate::json;
use crate::oracle::PRECISIONS;
use descent::catalog::{self, Param};
use serde_json::{Value as Json, json};

/// The cases of the golden file called `file`, with the keys of the wanted rows.
pub fn of(file: &str) -> Vec<Case> {
    match file {
        "optimizers" => optimizers::ours(),
        "libraries" => optimizers::libraries(),
        "schedules" => schedules::all(),
        "surfaces" => surfaces::all(),
        "problems" => problems::all(),
        "math" => math::all(),
        other => panic!("there is no golden file {other}"),
    }
}

/// The keys of steps, or of numbered rows.
fn steps(all: &[u64]) -> Vec<Vec<Cell>> {
    all.iter().map(|t| vec![Cell::Count(*t)]).collect()
}

/// The keys of points, as numbers of a precision.
fn points(precision: &str, all: &[Vec<f64>]) -> Vec<Vec<Cell>> {
    let cell = |v: &f64| if precision == "f32" { Cell::of(*v as f32) } else { Cell::of(*v) };
    all.iter().map(|p| p.iter().map(cell).collect()).collect()
}

/// A run of one racer.
fn run(id: String, precision: &str, problem: &Json, racer: Json, wanted: &[u64]) -> Case {
    let last = wanted.last().copied().unwrap_or(0);
    let mut document = json!({"precision": precision, "steps": last, "racers": [racer]});
    for (key, value) in problem.as_object().into_iter().flatten() {
        document[key] = value.clone();
    }
    Case::wanted(format!("{id}/{precision}"), Kind::Run, document.to_string(), steps(wanted))
}

/// The default of a parameter as JSON, where it has one.
fn default(param: &Param) -> Option<Json> {
    use catalog::Kind::{Bool, Choice, Int, Ints, Real, Reals};
    Some(match &param.kind {
        Real { default, .. } => json!((*default)?),
        Int { default, .. } => json!((*default)?),
        Bool { default } => json!(default),
        Choice { default, .. } => json!(default),
        Reals { default, .. } => json!((*default)?),
        Ints { default, .. } => json!((*default)?),
        _ => return None,
    })
}

/// Whether a document with only this id (and these arguments) is complete and legal.
fn legal_schedule(document: &Json) -> bool {
    descent::spec::decode_schedule(&json::value(document)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::FILES;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_there_are_at_least_150() {
        let all: Vec<Case> = FILES.iter().flat_map(|(name, _)| of(name)).collect();
        let ids: BTreeSet<&str> = all.iter().map(|case| case.id.as_str()).collect();
        assert_eq!(ids.len(), all.len(), "an id occurs twice");
        assert!(all.len() >= 150, "only {} cases", all.len());
        println!("{} golden cases", all.len());
    }
}
