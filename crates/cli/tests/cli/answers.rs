//! `eval`, `schedule`, `newton`, `catalog`, `check`: a question and its answer.

use super::{descent, done, done_json, refused};
use serde_json::{Value as Json, json};

#[test]
fn eval_prints_value_and_gradient_and_on_request_the_hessian() {
    let document = json!({"problem": {"quadratic": {"A": [[2, 1], [1, 4]]}}});
    let plain = done_json(&["eval", "-", "--at", "[1, -1]"], &document);
    assert_eq!(plain, json!({"value": 2, "grad": [1, -3]}));
    let whole = done_json(&["eval", "-", "--at", "[1,-1]", "--hessian"], &document);
    assert_eq!(whole["hessian"], json!([[2, 1], [1, 4]]));
    let single = json!({"problem": {"surface": "rosenbrock"}, "precision": "f32"});
    let single = done_json(&["eval", "-", "--at", "[0.1, 0.2]"], &single);
    let value = single["value"].as_f64().unwrap();
    assert_eq!(f64::from(value as f32).to_bits(), value.to_bits(), "an f32 result");
    for (at, path, code) in [
        ("[1]", "--at", "wrong_length"),
        ("[1, \"x\"]", "--at[1]", "wrong_type"),
        ("[null, 1]", "--at[0]", "wrong_type"),
        ("1", "--at", "wrong_type"),
        ("[1,", "--at", "not_json"),
    ] {
        let problems = refused(&["eval", "-", "--at", at], &document.to_string());
        assert_eq!((&problems[0]["path"], &problems[0]["code"]), (&json!(path), &json!(code)), "{at}");
    }
    // A matrix for more parameters would fill the memory.
    let wide = json!({"problem": {"least_squares": {"A": [[1]], "C": [vec![0; 3000]]}}});
    let at = json!(vec![0; 3000]).to_string();
    assert_eq!(done_json(&["eval", "-", "--at", &at], &wide)["grad"].as_array().unwrap().len(), 3000);
    let problems = refused(&["eval", "-", "--at", &at, "--hessian"], &wide.to_string());
    assert_eq!((&problems[0]["path"], &problems[0]["code"]), (&json!("--hessian"), &json!("too_large")));
}

#[test]
fn schedule_prints_the_rate_of_every_step() {
    let step = r#"{"id": "torch.StepLR", "step_size": 30}"#;
    let all = done_json(&["schedule", step, "--lr", "0.1", "--steps", "60"], &json!(null));
    let lr = all["lr"].as_array().unwrap();
    assert_eq!(lr.len(), 61);
    assert_eq!(lr[29], json!(0.1));
    assert!((lr[30].as_f64().unwrap() - 0.01).abs() < 1e-17 && (lr[60].as_f64().unwrap() - 0.001).abs() < 1e-18);
    let plateau = r#"{"id": "plateau", "patience": 1, "factor": 0.5}"#;
    let metric = json!([3, 3, 3, 3, 3]);
    let watched = done_json(&["schedule", plateau, "--lr", "1", "--steps", "5", "--metric", "-"], &metric);
    assert_eq!(watched, json!({"lr": [1, 1, 1, 0.5, 0.5, 0.25]}));
    let unwatched = done_json(&["schedule", plateau, "--lr", "1", "--steps", "2"], &json!(null));
    assert_eq!(unwatched, json!({"lr": [1, 1, 1]}));
    for (args, path) in [
        (["schedule", r#"{"id": "stepp"}"#, "--lr", "1", "--steps", "1"], "id"),
        (["schedule", step, "--lr", "-1", "--steps", "1"], "--lr"),
        (["schedule", step, "--lr", "NaN", "--steps", "1"], "--lr"),
        (["schedule", step, "--lr", "1", "--steps", "1000001"], "--steps"),
        (["schedule", "{", "--lr", "1", "--steps", "1"], "schedule"),
    ] {
        assert_eq!(refused(&args, "")[0]["path"], path, "{args:?}");
    }
}

#[test]
fn newton_prints_the_step_of_every_mode() {
    let step = |more: &[&str]| {
        let args = ["newton", "--hessian", "[[2, 0], [0, -4]]", "--grad", "[2, 4]"];
        done_json(&[&args[..], more].concat(), &Json::Null)
    };
    assert_eq!(step(&[]), json!({"step": [-1, 1]}));
    assert_eq!(step(&["--mode", "newton"]), step(&[]));
    assert_eq!(step(&["--mode", "pinv"]), step(&[]));
    assert_eq!(step(&["--mode", "abs"]), json!({"step": [-1, -1]}));
    assert_eq!(step(&["--mode", "damped", "--lambda", "6"]), json!({"step": [-0.25, -2]}));
}

#[test]
fn newton_says_what_is_wrong_with_a_hessian() {
    let problem = |hessian: &str, grad: &str, more: &[&str]| {
        let args = [&["newton", "--hessian", hessian, "--grad", grad], more].concat();
        let first = refused(&args, "").remove(0);
        format!("{}: {}", first["path"].as_str().unwrap(), first["code"].as_str().unwrap())
    };
    assert_eq!(problem("[[1, 2], [3, 1]]", "[1, 1]", &[]), "--hessian[1][0]: conflict");
    assert_eq!(problem("[[1, 2]]", "[1, 1]", &[]), "--hessian: wrong_length");
    assert_eq!(problem("[[1], [2, 1]]", "[1, 1]", &[]), "--hessian[0]: wrong_length");
    assert_eq!(problem("[[1]]", "[]", &[]), "--grad: wrong_length");
    assert_eq!(problem("[[1]]", "[1]", &["--mode", "damped"]), "--lambda: missing");
    assert_eq!(problem("[[1]]", "[1]", &["--lambda", "1"]), "--lambda: conflict");
    assert_eq!(problem("[[1]]", "[1]", &["--mode", "damped", "--lambda", "-1"]), "--lambda: out_of_range");

    let singular = descent(&["newton", "--hessian", "[[1, 2], [2, 4]]", "--grad", "[1, 1]"], "");
    assert_eq!(singular.status.code(), Some(1), "there is nothing wrong with the arguments");
    assert!(singular.stdout.is_empty());
    let problems: Json = serde_json::from_slice(&singular.stderr).unwrap();
    assert_eq!(problems[0]["code"], "singular");
    let args = ["newton", "--hessian", "[[1,2],[2,1]]", "--grad", "[1,2]", "--mode", "damped", "--lambda", "1"];
    let problems: Json = serde_json::from_slice(&descent(&args, "").stderr).unwrap();
    let advice = "one that is not, with --mode damped after λ is added; --mode pinv takes any";
    assert_eq!(problems[0]["message"], format!("--hessian is a singular matrix; allowed: {advice}"));
}

#[test]
fn the_catalogue_lists_every_table() {
    let all = done_json(&["catalog"], &json!(null));
    for (table, least) in
        [("optimizers", 7), ("libraries", 30), ("schedules", 18), ("schedule_libraries", 30), ("surfaces", 27)]
    {
        let rows = all[table].as_array().unwrap();
        assert!(rows.len() >= least, "{table} has {} rows", rows.len());
        for row in rows {
            assert!(!row["id"].as_str().unwrap().is_empty(), "{table}");
            for param in row["params"].as_array().unwrap() {
                for key in ["key", "symbol", "name", "kind", "doc"] {
                    assert!(param[key].is_string(), "{table}: {} lacks {key}: {param}", row["id"]);
                }
            }
        }
    }
    assert_eq!(all["precisions"], json!(["f64", "f32"]));
    assert_eq!(all["limits"]["racers"], 16);
}

#[test]
fn check_holds_the_claims_of_the_figures_and_names_an_unknown_one() {
    let one = done(&["check", "C-lr-extremes"], &Json::Null);
    assert!(one.starts_with("holds") && one.contains("small-right-large"), "{one}");
    assert!(one.contains("held by a test: tests/checks.rs, the_threshold_is_two_over_the_curvature"), "{one}");
    let all = done(&["check"], &Json::Null);
    assert!(all.lines().count() >= 24 && all.lines().all(|line| !line.starts_with("FAILS")), "{all}");
    let problem = refused(&["check", "C-lr-extreme"], "").remove(0);
    assert_eq!((problem["path"].as_str(), problem["nearest"].as_str()), (Some("figure"), Some("C-lr-extremes")));
}
