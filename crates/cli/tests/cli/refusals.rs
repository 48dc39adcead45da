//! What is refused: the exit status, the form of the problems, and their sentences.

use super::{descent, race, refused, start};
use serde_json::json;

#[test]
fn a_refused_document_exits_with_2_and_says_why_on_standard_error() {
    let mut document = race("f64");
    document["racers"][1]["optimizer"] = json!({"id": "adma"});
    document["sed"] = json!(1);
    for command in [&["run", "-"][..], &["digest", "-"], &["eval", "-", "--at", "[1, 1]"]] {
        let problems = refused(command, &document.to_string());
        let of =
            |path: &str| problems.iter().find(|p| p["path"] == path).unwrap_or_else(|| panic!("{path}: {problems:?}"));
        let name = of("racers[1].optimizer.id");
        assert_eq!((&name["code"], &name["nearest"]), (&json!("unknown_name"), &json!("adam")));
        assert!(name["message"].as_str().unwrap().contains("did you mean `adam`"));
        let key = of("sed");
        assert_eq!((&key["code"], &key["nearest"]), (&json!("unknown_key"), &json!("seed")));
    }
}

#[test]
fn what_is_no_document_at_all_is_refused_in_the_same_form() {
    let code = |args: &[&str], input: &str| refused(args, input)[0]["code"].as_str().unwrap().to_owned();
    assert_eq!(code(&["run", "-"], "{"), "not_json");
    assert_eq!(code(&["run", "-"], ""), "not_json");
    assert_eq!(code(&["run", "-"], "{} {}"), "not_json");
    assert_eq!(code(&["run", "-"], "[]"), "wrong_type");
    assert_eq!(code(&["run", "-"], &"[".repeat(40)), "not_json");
    assert_eq!(code(&["run", "-"], &" ".repeat(70_000)), "too_large");
    assert_eq!(code(&["run", "no such file.json"], ""), "unreadable");
    assert_eq!(descent(&["run", "-"], "\u{feff}{\"problem\": {\"surface\": \"beale\"}}").status.code(), Some(0));
    let out = start(&["run", "-"], b"\"\xff\xfe\"").wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(2), "text that is no UTF-8");
}

#[test]
fn every_refusal_is_a_sentence() {
    let said = |args: &[&str], input: &str| refused(args, input)[0]["message"].as_str().unwrap().to_owned();
    let unread = said(&["run", "no such file.json"], "");
    assert!(unread.starts_with("no such file.json is not readable: "), "{unread}");
    let empty = said(&["run", "-"], "");
    assert!(empty.starts_with("standard input is not JSON: EOF"), "{empty}");
    let cases = [
        (r#"[1]"#, "the document is a list of 1; allowed: an object"),
        (r#"null"#, "the document is null; allowed: an object"),
        (r#"{"problem":{"expression":"x^2"},"racers":[{"optimizer":{"id":"sgd"}}]}"#, "start is missing: a list of 1"),
        (
            r#"{"problem":{"surface":"beale"},"start":[1],"racers":[{"optimizer":{"id":"sgd"}}]}"#,
            "start is a list of 1; allowed: a list of 2",
        ),
        (
            r#"{"problem":{"surface":"sphere"},"start":[],"racers":[{"optimizer":{"id":"sgd"}}]}"#,
            "start is 0 entries; allowed: 1 to 256 entries",
        ),
        (
            r#"{"problem":{"surface":"beale"},"racers":[{"optimizer":{"id":"sgd"},"colour":1}]}"#,
            "racers[0].colour is not known here; known: label, color, optimizer, schedule, clip, noise, average, batch; did you mean `color`?",
        ),
        (
            r#"{"problem":{"surface":"beale","params":{"a":1}},"racers":[{"optimizer":{"id":"sgd"}}]}"#,
            "problem.params.a is not known here, where there are no keys",
        ),
        (
            r#"{"problem":{"surface":"beale"},"racers":[{"optimizer":{"id":"sgd"},"batch":{"size":2}}]}"#,
            "racers[0].batch is an object of 1; allowed: none, as no model is trained",
        ),
        (
            r#"{"problem":{"model":{"id":"linear"},"data":{"id":"line"}},"racers":[{"optimizer":{"id":"sgd"},"batch":{"size":0}}]}"#,
            "racers[0].batch.size is 0; allowed: a whole number in [1, 1000000]",
        ),
        (
            r#"{"problem":{"model":{"id":"linear"},"data":{"id":"line"}},"racers":[{"optimizer":{"id":"sgd"}}],"edits":[{"step":3,"racer":0,"path":"batch.size","value":2}]}"#,
            r#"edits[0].path is "batch.size"; allowed: no part of batch, which holds from step 0 on"#,
        ),
    ];
    for (document, sentence) in cases {
        assert_eq!(said(&["run", "-"], document), sentence);
    }
}

#[test]
fn wrong_arguments_exit_with_2_and_help_with_0() {
    for args in [
        &[][..],
        &["fly"],
        &["run"],
        &["run", "-", "--every", "0"],
        &["run", "-", "--every", "x"],
        &["run", "-", "--format", "xml"],
        &["eval", "-"],
        &["schedule", "{}"],
        &["digest"],
        &["catalog", "all"],
    ] {
        let out = descent(args, "");
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(out.stdout.is_empty() && !out.stderr.is_empty(), "{args:?}");
    }
    for args in [&["--help"][..], &["--version"], &["run", "--help"]] {
        let out = descent(args, "");
        assert_eq!(out.status.code(), Some(0), "{args:?}");
        assert!(!out.stdout.is_empty() && out.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn racers_that_would_remember_too_much_are_refused() {
    let racer = json!({"optimizer": {"id": "newton"}});
    let start = vec![1.0; 2000];
    let document = json!({"problem": {"surface": "sphere"}, "start": start, "racers": [racer]});
    // The sphere itself stops at fewer parameters; least squares takes more.
    assert_eq!(refused(&["run", "-"], &document.to_string())[0]["path"], "start");
    let a: Vec<[f64; 1]> = vec![[1.0]];
    let c = [vec![0.5; 2000]];
    let document = json!({"problem": {"least_squares": {"A": a, "C": c}}, "start": start, "racers": [{"optimizer": {"id": "newton"}}]});
    let problems = refused(&["run", "-"], &document.to_string());
    assert_eq!(
        (problems[0]["path"].as_str(), problems[0]["code"].as_str()),
        (Some("racers[0].optimizer"), Some("too_large"))
    );
}
