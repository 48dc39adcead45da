//! `--data FILE`: a table in the place of the document's data.
//!
//! Invariant: the table becomes inline data, so that everything after it is as for a document that holds the samples itself.

use crate::input::{self, Refused};
use descent::Value;
use descent::spec::Problem;

/// Puts the table of a file into a document. Without a file this does nothing.
pub(crate) fn put(document: &mut Value, file: Option<&str>) -> Result<(), Refused> {
    let Some(file) = file else { return Ok(()) };
    let table = descent_table::read(&input::bytes(file, descent_table::BYTES)?)
        .map_err(|faults| Refused::Problems(faults.into_iter().map(|fault| problem(file, fault)).collect()))?;
    let problem = document.get("problem").filter(|problem| problem.get("model").is_some());
    let Some(mut problem) = problem.cloned() else {
        return Err(input::refuse("--data", "conflict", file, "a document whose problem is a model"));
    };
    let model = problem.get("model").and_then(|model| model.get("id"));
    let predicts = model.is_some_and(|id| matches!(id, Value::Str(id) if id == "linear" || id == "polynomial"));
    let table = if predicts { table.with_numbers() } else { table };
    let mut data = Value::map([("inline", table.into_inline())]);
    // How the samples are to be split is the document's matter.
    for key in ["split", "seed"] {
        if let Some(kept) = problem.get("data").and_then(|data| data.get(key)) {
            data.put(key, kept.clone());
        }
    }
    problem.put("data", data);
    document.put("problem", problem);
    Ok(())
}

/// A fault of the table, with row and column after the file's name.
fn problem(file: &str, fault: descent_table::Fault) -> Problem {
    let mut path = input::named(file).to_owned();
    for (what, place) in [("row", fault.row), ("column", fault.column)] {
        if place > 0 {
            path = format!("{path}, {what} {place}");
        }
    }
    let (found, wanted) = fault.counts;
    let given = match fault.code {
        "not_utf8" => format!("the byte {found:#04x}"),
        "unclosed" => "a quote that does not end".to_owned(),
        "ragged" => format!("{found} cells instead of {wanted}"),
        "missing" => "an empty cell".to_owned(),
        "one_column" => "one column".to_owned(),
        "empty" => "no rows".to_owned(),
        "more" => format!("{found} more"),
        "too_many_bytes" => format!("{found} bytes"),
        "too_many_rows" => format!("{found} rows"),
        "too_many_columns" => format!("{found} columns"),
        "too_many_classes" => format!("{found} or more classes"),
        "one_class" => "one class".to_owned(),
        _ => Value::text(fault.given).excerpt(),
    };
    let allowed = match fault.code {
        "not_utf8" => "UTF-8 text".to_owned(),
        "unclosed" => "a quote at the end of the cell".to_owned(),
        "ragged" => "as many cells in every row".to_owned(),
        "missing" | "not_a_number" => "a finite number".to_owned(),
        "one_column" => "at least two columns: the last is predicted from the others".to_owned(),
        "empty" => "rows".to_owned(),
        "one_class" => "at least two classes in the last column".to_owned(),
        "more" => "none".to_owned(),
        _ => {
            let (rows, columns, bytes) = (descent_table::ROWS, descent_table::COLUMNS, descent_table::BYTES);
            format!("at most {rows} rows, {columns} columns or classes, {bytes} bytes")
        }
    };
    Problem { path, code: fault.code, given, allowed, nearest: None }
}
