//! `run` and `digest`: what a run leaves behind, to the bit.

use super::{done, done_json, race, start};
use descent::{Run, Value, spec};
use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader};

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
    // What JavaScript writes as JSON does not tell −0 from 0.
    let [below, zero] = ["-0.0", "0"].map(|y| {
        let document = format!(
            r#"{{"problem": {{"surface": "booth"}}, "start": [1, {y}], "steps": 2, "racers": [{{"optimizer": {{"id": "sgd"}}}}]}}"#
        );
        let out = super::descent(&["digest", "-"], &document);
        assert!(out.status.success());
        out.stdout
    });
    assert_eq!(below, zero);
    // Halving is exact, so this one can be written down for good: a change is a changelog entry.
    let halves = json!({
        "problem": {"surface": "parabola"}, "start": [1], "steps": 8, "racers": [{"optimizer": {"id": "sgd", "lr": 0.25}}],
    });
    assert_eq!(digest(&halves), "d6dae31ec731b23e4f1304bcb7f54f8c");
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
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_a_complaint_that_nobody_can_read_changes_no_exit_status() {
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let descent = || std::process::Command::new(env!("CARGO_BIN_EXE_descent"));
    for args in [&["catalog"][..], &["schema"]] {
        let out = descent().args(args).stdout(full()).output().unwrap();
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        let problems: Json = serde_json::from_slice(&out.stderr).unwrap();
        assert_eq!((&problems[0]["path"], &problems[0]["code"]), (&json!("standard output"), &json!("unwritable")));
    }
    let out = descent().args(["run", "no such file.json"]).stderr(full()).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn rows_that_would_fill_the_memory_are_printed_as_they_come() {
    let endless = json!({
        "problem": {"model": {"id": "mlp", "layers": [2, 32, 32, 1]}, "data": {"id": "xor", "n": 20}, "batch": {"size": 1}},
        "steps": 1_000_000, "racers": [{"optimizer": {"id": "sgd"}}],
    });
    let mut child = start(&["run", "-", "--format", "csv"], endless.to_string().as_bytes());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for begin in ["racer,label,", "0,\"Gradient descent\",0,", "0,\"Gradient descent\",1,"] {
        let line = lines.next().unwrap().unwrap();
        assert!(line.starts_with(begin), "{}", &line[..40]);
    }
    drop(lines);
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(1));
    // More rows than are kept until JSON has its columns; the last ones come out of a second run.
    let wide = json!({
        "problem": {"surface": "sphere"}, "start": vec![1.0; 256], "steps": 5000,
        "racers": [{"optimizer": {"id": "momentum", "lr": 1e-4}}],
    });
    let whole = done_json(&["run", "-"], &wide);
    let some = done_json(&["run", "-", "--every", "1000"], &wide);
    for k in [0, 4, 5] {
        assert_eq!(whole[0]["x"][1000 * k], some[0]["x"][k], "step {}", 1000 * k);
    }
    assert_eq!(whole[0]["x"].as_array().unwrap().len(), 5001);
}
