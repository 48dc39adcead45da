//! The `descent` command as a user meets it: what it prints, where, and how it exits.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::{Run, Value, spec};
use serde_json::{Value as Json, json};
use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

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

fn race(precision: &str) -> Json {
    json!({
        "precision": precision, "problem": {"surface": "beale"}, "steps": 25,
        "racers": [
            {"label": "A \"quoted\", name", "optimizer": {"id": "torch.SGD", "lr": 0.001, "momentum": 0.9}},
            {"optimizer": {"id": "adam", "lr": 0.1}, "schedule": {"id": "step", "step_size": 10, "gamma": 0.7}},
        ],
    })
}

/// The same document run by the library.
fn library(document: &Json) -> Run {
    let value: Value = serde_json::from_value(document.clone()).unwrap();
    Run::new(spec::decode(&value).unwrap())
}

fn bits(of: &Json) -> u64 {
    of.as_f64().unwrap().to_bits()
}

#[test]
fn run_prints_one_object_per_racer_with_the_documented_keys() {
    let all = done_json(&["run", "-"], &race("f64"));
    let racers = all.as_array().unwrap();
    assert_eq!(racers.len(), 2);
    assert_eq!((&racers[0]["label"], &racers[1]["label"]), (&json!("A \"quoted\", name"), &json!("Adam")));
    for racer in racers {
        assert_eq!(racer["status"]["kind"], "exhausted");
        assert_eq!(racer["status"]["step"], 25);
        assert!(racer["status"]["why"].as_str().unwrap().contains("25"));
        assert_eq!(racer["t"], json!((0..=25).collect::<Vec<u64>>()));
        for key in ["x", "f", "lr", "grad_norm"] {
            assert_eq!(racer[key].as_array().unwrap().len(), 26, "{key}");
        }
        assert_eq!(racer["x"][0], json!([1, 1.5]), "the default start");
        assert!(racer["x"].as_array().unwrap().iter().all(|x| x.as_array().unwrap().len() == 2));
    }
    // lr[k] is the rate of the update that follows t[k].
    let lr = &racers[1]["lr"];
    assert_eq!((&lr[9], &lr[10]), (&json!(0.1), &json!(0.1 * 0.7)));
}

#[test]
fn printed_numbers_read_back_to_the_bits_of_the_run() {
    for precision in ["f32", "f64"] {
        let document = race(precision);
        let printed = done_json(&["run", "-"], &document);
        let mut run = library(&document);
        for t in 0..=25 {
            run.seek(t as u64);
            for i in 0..2 {
                let (point, racer) = (run.point(i), &printed[i]);
                assert_eq!(bits(&racer["f"][t]), point.f.to_bits(), "{precision}, racer {i}, step {t}");
                assert_eq!(bits(&racer["lr"][t]), point.lr.to_bits());
                assert_eq!(bits(&racer["grad_norm"][t]), point.grad_norm.to_bits());
                for (k, x) in point.x.iter().enumerate() {
                    assert_eq!(bits(&racer["x"][t][k]), x.to_bits(), "{precision}, racer {i}, step {t}, x{k}");
                }
            }
        }
    }
}

#[test]
fn every_k_prints_the_multiples_and_the_last_step() {
    let all = done_json(&["run", "-", "--every", "10"], &race("f64"));
    assert_eq!(all[0]["t"], json!([0, 10, 20, 25]));
    let whole = done_json(&["run", "-"], &race("f64"));
    for (k, t) in [0, 10, 20, 25].into_iter().enumerate() {
        assert_eq!(all[1]["x"][k], whole[1]["x"][t], "step {t}");
    }
    let far = done_json(&["run", "-", "--every", "1000"], &race("f64"));
    assert_eq!(far[0]["t"], json!([0, 25]));
}

#[test]
fn csv_has_a_row_per_racer_and_step_and_the_same_bits() {
    let text = done(&["run", "-", "--format", "csv"], &race("f64"));
    let whole = done_json(&["run", "-"], &race("f64"));
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("racer,label,t,f,lr,grad_norm,x0,x1"));
    let rows: Vec<&str> = lines.collect();
    assert_eq!(rows.len(), 52);
    assert!(rows[0].starts_with("0,\"A \"\"quoted\"\", name\",0,"), "{}", rows[0]);
    for (k, row) in rows[26..].iter().enumerate() {
        let cells: Vec<&str> = row.split(',').collect();
        let want = [
            &whole[1]["f"][k],
            &whole[1]["lr"][k],
            &whole[1]["grad_norm"][k],
            &whole[1]["x"][k][0],
            &whole[1]["x"][k][1],
        ];
        assert_eq!(cells[..3], ["1", "\"Adam\"", &k.to_string()]);
        for (cell, want) in cells[3..].iter().zip(want) {
            assert_eq!(cell.parse::<f64>().unwrap().to_bits(), bits(want), "{row}");
        }
    }
    let some = done(&["run", "-", "--format", "csv", "--every", "20"], &race("f64"));
    assert_eq!(some.lines().count(), 1 + 2 * 3);
}

#[test]
fn a_file_is_read_as_standard_input_is() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("race.json");
    std::fs::write(&path, race("f32").to_string()).unwrap();
    let from_file = done(&["run", path.to_str().unwrap()], &json!(null));
    assert_eq!(from_file, done(&["run", "-"], &race("f32")));
}

#[test]
fn a_run_that_diverges_is_a_result_and_not_an_error() {
    let document = json!({"problem": {"surface": "beale"}, "racers": [{"optimizer": {"id": "sgd", "lr": 100}}]});
    let all = done_json(&["run", "-"], &document);
    let status = &all[0]["status"];
    assert_eq!(status["kind"], "diverged");
    assert!(status["why"].as_str().unwrap().contains("∞"), "{status}");
    let step = status["step"].as_u64().unwrap();
    assert_eq!(all[0]["t"].as_array().unwrap().len() as u64, step + 1);
    // JSON has no infinity; CSV spells it out.
    assert_eq!(all[0]["f"].as_array().unwrap().last(), Some(&Json::Null));
    assert!(done(&["run", "-", "--format", "csv"], &document).contains(",inf,"));
}

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
    for (at, code) in [("[1]", "wrong_length"), ("[1, \"x\"]", "wrong_type"), ("1", "wrong_type"), ("[1,", "not_json")]
    {
        let problems = refused(&["eval", "-", "--at", at], &document.to_string());
        assert_eq!((&problems[0]["path"], &problems[0]["code"]), (&json!("--at"), &json!(code)), "{at}");
    }
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
fn the_digest_says_the_bits_and_nothing_else() {
    let digest = |document: &Json| done(&["digest", "-"], document).trim_end().to_owned();
    let plain = digest(&race("f64"));
    assert!(plain.len() == 32 && plain.chars().all(|c| c.is_ascii_hexdigit()), "{plain}");
    assert_eq!(plain, library(&race("f64")).digest());
    assert_eq!(plain, digest(&race("f64")), "twice the same");
    // What a document leaves out, another may say; labels and colours are no numbers.
    let mut spelled = race("f64");
    (spelled["version"], spelled["seed"], spelled["start"]) = (json!(1), json!(0), json!([1, 1.5]));
    spelled["racers"][1]["optimizer"]["beta1"] = json!(0.9);
    (spelled["racers"][1]["label"], spelled["racers"][1]["color"]) = (json!("other"), json!("#123456"));
    assert_eq!(digest(&spelled), plain);
    // What changes a bit changes it.
    assert_ne!(digest(&race("f32")), plain);
    let mut nudged = race("f64");
    nudged["racers"][1]["optimizer"]["lr"] = json!(0.100_000_000_000_000_02);
    assert_ne!(digest(&nudged), plain);
    let noisy = |seed: u32| {
        let mut document = race("f64");
        (document["seed"], document["racers"][0]["noise"]) = (json!(seed), json!({"std": 0.1}));
        digest(&document)
    };
    assert_ne!(noisy(1), noisy(2));
    // Halving is exact, so this one can be written down for good: a change is a changelog entry.
    let halves = json!({
        "problem": {"surface": "parabola"}, "start": [1], "steps": 8, "racers": [{"optimizer": {"id": "sgd", "lr": 0.25}}],
    });
    assert_eq!(digest(&halves), "d6dae31ec731b23e4f1304bcb7f54f8c");
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
            r#"{"problem":{"surface":"beale"},"racers":[{"optimizer":{"id":"sgd"},"colour":1}]}"#,
            "racers[0].colour is not known here; known: label, color, optimizer, schedule, clip, noise, average; did you mean `color`?",
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
fn a_reader_that_goes_away_ends_the_command_with_1() {
    let document =
        json!({"problem": {"surface": "booth"}, "steps": 20_000, "racers": [{"optimizer": {"id": "sgd", "lr": 1e-5}}]});
    let mut child = start(&["run", "-"], document.to_string().as_bytes());
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
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

#[test]
fn check_holds_the_claims_of_the_figures_and_names_an_unknown_one() {
    let one = done(&["check", "C-lr-extremes"], &Json::Null);
    assert!(one.starts_with("holds") && one.contains("small-right-large") && one.lines().count() == 1, "{one}");
    let all = done(&["check"], &Json::Null);
    assert!(all.lines().count() >= 24 && all.lines().all(|line| line.starts_with("holds")), "{all}");
    let problem = refused(&["check", "C-lr-extreme"], "").remove(0);
    assert_eq!((problem["path"].as_str(), problem["nearest"].as_str()), (Some("figure"), Some("C-lr-extremes")));
}

#[test]
fn a_table_takes_the_place_of_the_data_and_its_faults_have_rows_and_columns() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/csv/");
    let file = format!("{folder}classes_words.csv");
    let document = |data: Json| json!({"problem": {"model": {"id": "softmax"}, "data": data}, "steps": 3});
    let inline = document(json!({"inline": {"x": [[1], [2], [3]], "y": [1, 0, 1]}}));
    let bare = json!({"problem": {"model": {"id": "softmax"}}, "steps": 3});
    for command in [&["run", "-"][..], &["digest", "-"], &["eval", "-", "--at", "[1, -1, 0, 0.5]", "--hessian"]] {
        let with = [command, &["--data", &file]].concat();
        assert_eq!(done(&with, &bare), done(command, &inline), "{command:?}");
        assert_eq!(done(&with, &document(json!({"id": "iris"}))), done(command, &inline), "{command:?}");
    }
    let (split, kept) = (json!({"id": "iris", "split": 0.5, "seed": 3}), "own seed and share of the document");
    let halved = document(json!({"inline": {"x": [[1], [2], [3]], "y": [1, 0, 1]}, "split": 0.5, "seed": 3}));
    assert_eq!(done(&["digest", "-", "--data", &file], &document(split)), done(&["digest", "-"], &halved), "{kept}");
    let file = format!("{folder}empty_cell.csv");
    let problems = refused(&["run", "-", "--data", &file], &bare.to_string());
    assert_eq!(problems.len(), 3);
    assert_eq!(problems[0]["path"], json!(format!("{file}, row 2, column 2")));
    assert_eq!(problems[0]["code"], "missing");
    let surface = json!({"problem": {"surface": "beale"}}).to_string();
    let file = format!("{folder}comma_header.csv");
    assert_eq!(refused(&["run", "-", "--data", &file], &surface)[0]["code"], "conflict");
    assert_eq!(refused(&["run", "-", "--data", "nowhere.csv"], &surface)[0]["code"], "unreadable");
}

#[test]
fn a_run_is_printed_as_a_script_and_a_script_s_line_is_read_back() {
    let document = json!({
        "problem": {"surface": "rosenbrock"}, "steps": 7,
        "racers": [{"optimizer": {"id": "adam", "lr": 0.25}, "clip": {"value": 2}}]
    });
    let text = done(&["code", "-", "--for", "optax"], &document);
    assert!(
        text.contains("optax.chain(optax.clip(2.0), optax.adam(learning_rate=0.25, b1=0.9, b2=0.999, eps=1e-8"),
        "{text}"
    );
    assert!(text.contains("for t in range(7):"), "{text}");
    let line = "optax.chain(optax.clip(2.0), optax.adam(0.25))";
    let out = descent(&["paste", line], "");
    let racer: Json = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(racer, json!({"optimizer": {"id": "optax.adam", "learning_rate": 0.25}, "clip": {"value": 2}}));
    assert_eq!(descent(&["paste", "-"], line).stdout, out.stdout);
    let problems = refused(&["code", "-", "--for", "keras"], &document.to_string());
    assert_eq!(problems[0]["path"], "racers[0].optimizer.eps_placement");
    assert_eq!(refused(&["paste", "optax.adam(0.1, b3=1)"], "")[0]["path"], "line 1, column 20: b3");
    assert_eq!(refused(&["code", "-", "--for", "jax"], "{}")[0]["path"], "--for");
    let long = json!({
        "problem": {"surface": "beale"}, "steps": 20_000,
        "racers": [{"optimizer": {"id": "torch.SGD"}, "schedule": {"id": "step", "step_size": 10, "gamma": 0.9}}]
    });
    assert_eq!(refused(&["code", "-", "--for", "torch"], &long.to_string())[0]["path"], "steps");
}
