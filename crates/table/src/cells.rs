//! Text as rows of cells, and a cell as a number.
//!
//! Cells are cut by csv-core: quotes may hold separators, line ends and doubled quotes (RFC 4180). Invariant: rows keep the line
//! they began on; a row without any cell is left out, as a spreadsheet does. It knows nothing of headers and samples.

use csv_core::{ReadFieldResult, ReaderBuilder};

const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// The cells of a row.
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    pub(crate) line: usize,
}

/// The separator: the most frequent of four in the first line that is not blank; of equals the first.
pub(crate) fn separator(text: &str) -> char {
    let first = text.split('\n').find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |of: char| first.chars().filter(|c| *c == of).count();
    let mut best = SEPARATORS[0];
    for one in SEPARATORS {
        if count(one) > count(best) {
            best = one;
        }
    }
    best
}

/// The rows, and the line of a quote that does not end. Line ends are `\n`.
pub(crate) fn split(text: &str, separator: char) -> (Vec<Row>, Option<usize>) {
    let mut reader = ReaderBuilder::new().delimiter(separator as u8).build();
    let (mut rows, mut cells, mut cell) = (Vec::new(), Vec::new(), Vec::new());
    let mut input = text.as_bytes();
    // With a line end after the last row, whatever is left at the end of the text is a quote's.
    let mut last: &[u8] = if text.ends_with('\n') { b"" } else { b"\n" };
    let (mut from, mut fresh) = (1, true);
    let mut room = [0; 1024];
    loop {
        if input.is_empty() {
            (input, last) = (last, b"");
        }
        let ended = input.is_empty();
        // Rows that are left out come before the first cell of the next one.
        if std::mem::take(&mut fresh) {
            from = reader.line() as usize + input.iter().take_while(|b| **b == b'\n').count();
        }
        let (result, read, written) = reader.read_field(input, &mut room);
        input = &input[read..];
        cell.extend_from_slice(&room[..written]);
        match result {
            ReadFieldResult::Field { record_end } => {
                // Cut at bytes of one letter, so that what is between them is text.
                cells.push(String::from_utf8(std::mem::take(&mut cell)).unwrap_or_default());
                if record_end {
                    fresh = true;
                    let cells = std::mem::take(&mut cells);
                    if ended {
                        return (rows, Some(from));
                    }
                    if cells.len() > 1 || !cells[0].is_empty() {
                        rows.push(Row { cells, line: from });
                    }
                }
            }
            ReadFieldResult::End => return (rows, None),
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
        }
    }
}

/// A finite decimal number, with a point or, where commas do not separate, a comma.
pub(crate) fn number(cell: &str, comma: bool) -> Option<f64> {
    let cell = cell.trim();
    let cell = if comma { cell.replacen(',', ".", 1) } else { cell.to_owned() };
    // Of what Rust reads, no names: `inf`, `nan`.
    let legal = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
    if !cell.bytes().all(legal) {
        return None;
    }
    cell.parse().ok().filter(|v: &f64| v.is_finite())
}
