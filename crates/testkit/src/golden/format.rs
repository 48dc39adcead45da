//! The golden files' text: a case is its name, what it computes, its columns, its rows, its digest.
//!
//! ```text
//! case adam/amsgrad/f32
//! run {"precision":"f32",…}
//! columns t | f x0 x1
//! 1 3f800000 bf000000 3e800000
//! digest 6c62272e07bb014262b821756295c58d
//! ```
//!
//! Key columns stand before the bar. Steps are decimal, `f32` are 8 and `f64` 16 hexadecimal digits of their bits.
//! Invariant: `parse(print(cases))` gives the same cases.

use super::{Case, Cell, Kind};
use std::fmt::Write;

const HEAD: &str =
    "# What the native scalar backend computed, bit for bit. Minted by `cargo xtask golden`; never edited by hand.\n";

/// The cases as a file.
pub fn print(cases: &[Case]) -> String {
    let mut text = String::from(HEAD);
    for case in cases {
        let (keys, values) = case.columns.split_at(case.keys);
        let _ = write!(text, "\ncase {}\n{} {}\n", case.id, case.kind.name(), case.subject);
        let _ = writeln!(text, "columns {} | {}", keys.join(" "), values.join(" "));
        for row in &case.rows {
            let cells: Vec<String> = row.iter().map(cell).collect();
            let _ = writeln!(text, "{}", cells.join(" "));
        }
        let _ = writeln!(text, "digest {}", case.digest);
    }
    text
}

/// The text of one cell.
pub(super) fn cell(of: &Cell) -> String {
    match of {
        Cell::Count(n) => n.to_string(),
        Cell::F32(bits) => format!("{bits:08x}"),
        Cell::F64(bits) => format!("{bits:016x}"),
    }
}

/// The cases of a file. Panics, with the number of the line, where it is not well formed.
pub fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        read(line, &mut cases).unwrap_or_else(|| panic!("line {} of a golden file: {line}", i + 1));
    }
    cases
}

fn read(line: &str, cases: &mut Vec<Case>) -> Option<()> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    if word == "case" {
        cases.push(Case::wanted(rest, Kind::Run, "", Vec::new()));
        return Some(());
    }
    let case = cases.last_mut()?;
    if let Some((_, kind)) = Kind::ALL.iter().find(|(name, _)| *name == word) {
        (case.kind, case.subject) = (*kind, rest.to_owned());
    } else if word == "columns" {
        let (keys, values) = rest.split_once(" | ")?;
        case.keys = keys.split(' ').count();
        case.columns = keys.split(' ').chain(values.split(' ')).map(str::to_owned).collect();
    } else if word == "digest" {
        case.digest = rest.to_owned();
    } else {
        let row: Option<Vec<Cell>> = line.split(' ').map(read_cell).collect();
        case.rows.push(row.filter(|row| row.len() == case.columns.len())?);
    }
    Some(())
}

fn read_cell(text: &str) -> Option<Cell> {
    match text.len() {
        8 => u32::from_str_radix(text, 16).ok().map(Cell::F32),
        16 => u64::from_str_radix(text, 16).ok().map(Cell::F64),
        _ => text.parse().ok().map(Cell::Count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        let mut case = Case::wanted("a/b=c", Kind::Eval, r#"{"x": 1}"#, vec![vec![Cell::F64(0), Cell::F32(7)]]);
        case.columns = vec!["x0".into(), "x1".into(), "f".into()];
        case.rows = vec![vec![Cell::F64(u64::MAX), Cell::F32(u32::MAX), Cell::Count(1_234_567)]];
        case.digest = "0f".repeat(16);
        let cases = [case.clone(), case];
        assert_eq!(parse(&print(&cases)), cases);
    }
}
