//! A reader's table (CSV) as samples: the last column is what is to be predicted from the others.
//!
//! Separator and decimal comma are found out, quotes are as in RFC 4180, the first row is a header where none of its cells but the last
//! is a number. Invariant: nothing is dropped: what does not read is a fault with its row and column, counted from 1 as a
//! spreadsheet counts them (0: the whole), and then there is no table. The page's reader (`www/src/model/table.js`) has the same rules; both are
//! held to the files of `tests/csv`. It does not validate samples; the specification does.

mod cells;

use cells::Row;

/// Bytes at most.
pub const BYTES: usize = 20_000_000;
/// Samples at most.
pub const ROWS: usize = 200_000;
/// Columns at most, and classes.
pub const COLUMNS: usize = 64;
/// Of a column of whole numbers, so few different ones are taken for classes.
const CLASSES: usize = 10;
/// Faults listed at most; one more says how many there were.
const FAULTS: usize = 1000;

/// What does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Row from 1; 0 for the table as a whole.
    pub row: usize,
    /// Column from 1; 0 for the row as a whole.
    pub column: usize,
    /// What is wrong: `not_utf8`, `too_large`, `empty`, `one_column`, `unclosed`, `ragged`, `missing`, `not_a_number`, `too_many_classes`, `more`.
    pub code: &'static str,
    /// What was found.
    pub given: String,
}

/// Samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Features, one list per sample.
    pub x: Vec<Vec<f64>>,
    /// The target of each sample; for classes their index.
    pub y: Vec<f64>,
    /// Names of the features, where there is a header.
    pub feature_names: Vec<String>,
    /// Names of the classes; none where numbers are to be predicted.
    pub class_names: Vec<String>,
}

/// Reads a table.
///
/// ```
/// let table = descent_table::read(b"width;kind\n1,5;b\n2,5;a").unwrap();
/// assert_eq!((table.x, table.y), (vec![vec![1.5], vec![2.5]], vec![1.0, 0.0]));
/// let faults = descent_table::read(b"a,b,y\n1,=A1,0.5").unwrap_err();
/// assert_eq!((faults[0].row, faults[0].column, faults[0].code), (2, 2, "not_a_number"));
/// ```
pub fn read(bytes: &[u8]) -> Result<Table, Vec<Fault>> {
    if bytes.len() > BYTES {
        return whole(0, "too_large", format!("{} bytes", bytes.len()));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let row = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
            return whole(row, "not_utf8", format!("the byte {:#04x}", bytes[error.valid_up_to()]));
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let separator = cells::separator(&text);
    let (mut rows, unclosed) = cells::split(&text, separator);
    if let Some(row) = unclosed {
        return whole(row, "unclosed", "a quote that does not end".to_owned());
    }
    let number = |cell: &str| cells::number(cell, separator != ',');
    let inputs = |row: &Row| row.cells.len() - 1;
    let headed = rows.first().is_some_and(|row| row.cells[..inputs(row)].iter().all(|cell| number(cell).is_none()));
    let header: Vec<String> =
        if headed { rows.remove(0).cells.iter().map(|cell| cell.trim().to_owned()).collect() } else { Vec::new() };
    let width = if headed { header.len() } else { rows.first().map_or(0, |row| row.cells.len()) };
    if rows.is_empty() {
        return whole(0, "empty", "no rows".to_owned());
    } else if width < 2 {
        return whole(1, "one_column", "one column".to_owned());
    } else if rows.len() > ROWS {
        return whole(0, "too_large", format!("{} rows", rows.len()));
    } else if width > COLUMNS {
        return whole(0, "too_large", format!("{width} columns"));
    }

    let mut faults = Vec::new();
    let mut fault = |row, column, code, given: &str| {
        faults.push(Fault { row, column, code, given: given.chars().take(30).collect() });
    };
    let mut x = Vec::with_capacity(rows.len());
    for Row { cells, line } in &rows {
        if cells.len() != width {
            fault(*line, 0, "ragged", &format!("{} cells instead of {width}", cells.len()));
        } else {
            let mut features = Vec::with_capacity(width - 1);
            for (i, cell) in cells[..width - 1].iter().enumerate() {
                match (number(cell), cell.trim()) {
                    (Some(v), _) => features.push(v),
                    (None, "") => fault(*line, i + 1, "missing", "an empty cell"),
                    (None, text) => fault(*line, i + 1, "not_a_number", text),
                }
            }
            x.push(features);
        }
    }
    let target = |row: &Row| row.cells[inputs(row)].trim().to_owned();
    let targets: Vec<(String, Option<f64>)> =
        rows.iter().map(|row| (target(row), number(&row.cells[inputs(row)]))).collect();
    let words = targets.iter().all(|(_, value)| value.is_none());
    for (row, (text, value)) in rows.iter().zip(&targets) {
        match (value, text.as_str()) {
            (None, "") => fault(row.line, width, "missing", "an empty cell"),
            (None, text) if !words => fault(row.line, width, "not_a_number", text),
            _ => {}
        }
    }
    let mut classes: Vec<(String, Option<f64>)> = targets.clone();
    classes
        .sort_by(|a, b| if words { a.0.cmp(&b.0) } else { a.1.partial_cmp(&b.1).unwrap_or(std::cmp::Ordering::Equal) });
    classes.dedup_by(|a, b| if words { a.0 == b.0 } else { a.1 == b.1 });
    let integers = targets.iter().all(|(_, value)| value.is_some_and(|v| v % 1.0 == 0.0));
    let are_classes = words || (integers && (2..=CLASSES).contains(&classes.len()));
    if are_classes && classes.len() > COLUMNS {
        fault(0, width, "too_many_classes", &format!("{} classes", classes.len()));
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| (fault.row, fault.column));
        let more = faults.len().saturating_sub(FAULTS);
        if more > 0 {
            faults.truncate(FAULTS);
            faults.push(Fault { row: 0, column: 0, code: "more", given: format!("{more} more") });
        }
        return Err(faults);
    }
    let place = |(text, value): &(String, Option<f64>)| {
        let found = classes.iter().position(|(t, v)| if words { t == text } else { v == value });
        found.map_or(f64::NAN, |i| i as f64)
    };
    let y = targets.iter().map(|t| if are_classes { place(t) } else { t.1.unwrap_or(f64::NAN) }).collect();
    let name = |(text, value): &(String, Option<f64>)| value.map_or_else(|| text.clone(), |v| (v + 0.0).to_string());
    Ok(Table {
        x,
        y,
        feature_names: header.iter().take(width - 1).cloned().collect(),
        class_names: if are_classes { classes.iter().map(name).collect() } else { Vec::new() },
    })
}

fn whole(row: usize, code: &'static str, given: String) -> Result<Table, Vec<Fault>> {
    Err(vec![Fault { row, column: 0, code, given }])
}
