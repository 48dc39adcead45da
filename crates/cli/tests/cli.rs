//! The `descent` command as a user meets it: what it prints, where, and how it exits; by idea in `cli/`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value as Json, json};
use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

#[path = "cli/answers.rs"]
mod answers;
#[path = "cli/other_forms.rs"]
mod other_forms;
#[path = "cli/refusals.rs"]
mod refusals;
#[path = "cli/runs.rs"]
mod runs;
#[path = "cli/schema.rs"]
mod schema;

fn start(args: &[&str], input: &[u8]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_descent"));
    let piped = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // A command that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input);
    child
}

fn descent(args: &[&str], input: &str) -> Output {
    start(args, input.as_bytes()).wait_with_output().unwrap()
}

/// What a command that succeeds prints.
fn done(args: &[&str], input: &Json) -> String {
    let out = descent(args, &input.to_string());
    let stderr = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{args:?}: {stderr}");
    assert!(stderr.is_empty(), "{args:?} also says: {stderr}");
    String::from_utf8(out.stdout).unwrap()
}

fn done_json(args: &[&str], input: &Json) -> Json {
    let text = done(args, input);
    assert!(text.ends_with('\n'), "no line end");
    serde_json::from_str(&text).unwrap()
}

/// The problems with which a command refuses: exit status 2, nothing on standard output, a JSON list on standard error.
fn refused(args: &[&str], input: &str) -> Vec<Json> {
    let out = descent(args, input);
    assert_eq!(out.status.code(), Some(2), "{args:?}");
    assert!(out.stdout.is_empty(), "{args:?} printed although it refused");
    let problems: Json = serde_json::from_slice(&out.stderr).unwrap();
    let problems = problems.as_array().unwrap().clone();
    for problem in &problems {
        let keys: Vec<&str> = problem.as_object().unwrap().keys().map(String::as_str).collect();
        for key in ["path", "code", "given", "allowed", "nearest", "message"] {
            assert!(keys.contains(&key), "{key} is missing in {problem}");
        }
    }
    assert!(!problems.is_empty());
    problems
}

/// A race that is tried in several ways.
fn race(precision: &str) -> Json {
    json!({
        "precision": precision, "problem": {"surface": "beale"}, "steps": 25,
        "racers": [
            {"label": "A \"quoted\", name", "optimizer": {"id": "torch.SGD", "lr": 0.001, "momentum": 0.9}},
            {"optimizer": {"id": "adam", "lr": 0.1}, "schedule": {"id": "step", "step_size": 10, "gamma": 0.7}},
        ],
    })
}
