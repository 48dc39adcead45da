//! A document as a specification, as a run, as a finished run.
//!
//! Invariant: a document that is refused fails the test that wants it, and the failure says everything that is wrong with it.

use crate::json::{text, value};
use descent::spec::{self, Spec};
use descent::{Run, Value};
use serde_json::Value as Json;

/// A document that has to be legal. Panics where it is refused.
pub fn read(document: &Value) -> Spec {
    spec::decode(document).unwrap_or_else(|problems| {
        let all: Vec<String> = problems.iter().map(|p| p.message()).collect();
        panic!("{} is refused: {}", text(document), all.join("; "))
    })
}

/// The same from JSON.
pub fn decode(document: &Json) -> Spec {
    read(&value(document))
}

/// Its run, at step 0.
pub fn run(document: &Json) -> Run {
    Run::new(decode(document))
}

/// Its run, at its end.
pub fn finished(document: &Json) -> Run {
    let mut run = run(document);
    run.finish();
    run
}
