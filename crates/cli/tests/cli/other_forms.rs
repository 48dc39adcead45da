//! What else a document may come from or become: a table of samples, a script, a line of one.

use super::{descent, done, refused};
use serde_json::{Value as Json, json};

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
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("prices.csv");
    std::fs::write(&path, "size,price\n1,100\n2,250\n3,100").unwrap();
    let line = |data: Json| json!({"problem": {"model": {"id": "linear"}, "data": data}, "steps": 3});
    let prices = line(json!({"inline": {"x": [[1], [2], [3]], "y": [100, 250, 100]}}));
    let file = path.to_str().unwrap();
    assert_eq!(done(&["run", "-", "--data", file], &line(json!({"id": "line"}))), done(&["run", "-"], &prices));
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("bare.json");
    std::fs::write(&path, bare.to_string()).unwrap();
    assert_eq!(refused(&["run", path.to_str().unwrap(), "--data", "-"], "")[0]["path"], "standard input");
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
