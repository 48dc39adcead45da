//! Text as rows of cells, and a cell as a number.
//!
//! Invariant: rows keep the line they began on. Quotes may hold separators, line ends and doubled quotes; a row without any cell
//! is left out, as a spreadsheet does. It knows nothing of headers and samples.

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
    let mut rows = Vec::new();
    let mut cells = vec![String::new()];
    let (mut quoted, mut line, mut from) = (false, 1, 1);
    let mut letters = text.chars().peekable();
    let mut end = |cells: &mut Vec<String>, line| {
        let cells = std::mem::replace(cells, vec![String::new()]);
        if cells.len() > 1 || !cells[0].is_empty() {
            rows.push(Row { cells, line });
        }
    };
    while let Some(letter) = letters.next() {
        let last = cells.len() - 1;
        if quoted {
            match letter {
                '"' if letters.next_if_eq(&'"').is_some() => cells[last].push('"'),
                '"' => quoted = false,
                _ => {
                    line += usize::from(letter == '\n');
                    cells[last].push(letter);
                }
            }
        } else if letter == '"' && cells[last].is_empty() {
            quoted = true;
        } else if letter == separator {
            cells.push(String::new());
        } else if letter == '\n' {
            end(&mut cells, from);
            line += 1;
            from = line;
        } else {
            cells[last].push(letter);
        }
    }
    end(&mut cells, from);
    (rows, quoted.then_some(from))
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
