//! Every file of `tests/csv` against the table or the faults that stand in `tests/csv/expected.json`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};

#[test]
fn every_file_gives_its_table_or_its_faults() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/csv");
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let expected = expected.as_object().unwrap();
    let mut wrong = Vec::new();
    for (name, expected) in expected {
        let ours = match descent_table::read(&std::fs::read(folder.join(name)).unwrap()) {
            Ok(t) => {
                json!({"x": t.x.chunks(t.width()).collect::<Vec<_>>(), "y": t.y, "features": t.feature_names, "classes": t.class_names})
            }
            Err(faults) => {
                json!({"problems": faults.iter().map(|f| json!([f.row, f.column, f.code])).collect::<Vec<_>>()})
            }
        };
        if ours != *expected {
            wrong.push(format!("{name}: {ours} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let files = std::fs::read_dir(&folder).unwrap().count();
    assert!(expected.len() >= 60 && files == expected.len() + 1, "{} expectations, {files} files", expected.len());
}

#[test]
fn limits_are_those_stated() {
    let row = "1,2\n";
    let code = |text: &[u8]| descent_table::read(text).unwrap_err()[0].code;
    assert_eq!(code(row.repeat(descent_table::ROWS + 1).as_bytes()), "too_many_rows");
    assert_eq!(descent_table::read(row.repeat(descent_table::ROWS).as_bytes()).unwrap().y.len(), descent_table::ROWS);
    assert_eq!(code(&vec![b'1'; descent_table::BYTES + 1]), "too_many_bytes");
    let faults = descent_table::read(format!("1,2\n{}", "x,2\n".repeat(5000)).as_bytes()).unwrap_err();
    assert_eq!((faults.len(), faults[1000].code, faults[1000].counts), (1001, "more", (4000, 0)));
}
