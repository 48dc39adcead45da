//! A case computed again, against its golden rows; what to say when they differ.
//!
//! Invariant: a report names the first row and column that differ, both bit patterns, their distance and what to run next.

use super::format::cell;
use super::{Case, Cell, compute};
use crate::ulp;

/// Computes the case of a file again; where a bit differs, the report.
pub fn check(golden: &Case) -> Option<String> {
    let here = compute(golden);
    let what = difference(golden, &here)?;
    let id = &golden.id;
    let rows = format!("--package descent-testkit --example mint -- --rows '{id}'");
    Some(format!(
        "{id} differs on the backend {}\n  {what}\n  {} {}\n  next: compare every row with the scalar backend's:\n    \
         cargo run --release {rows} > here.txt\n    \
         cargo run --release --features lanes/force-scalar {rows} > golden.txt\n  \
         if the change of bits is meant: cargo xtask golden, and an entry in the changelog",
        lanes::BACKEND,
        golden.kind.name(),
        golden.subject,
    ))
}

fn difference(golden: &Case, here: &Case) -> Option<String> {
    if golden.columns != here.columns {
        return Some(format!("the columns were {:?} and are {:?}", golden.columns, here.columns));
    }
    for (old, new) in golden.rows.iter().zip(&here.rows) {
        for (i, (a, b)) in old.iter().zip(new).enumerate() {
            if a != b {
                let keys: Vec<String> =
                    (0..golden.keys).map(|k| format!("{} = {}", golden.columns[k], show(old[k]))).collect();
                return Some(format!(
                    "first at {}, column {}:\n    golden {} = {}\n    here   {} = {}\n    {} ulp apart",
                    keys.join(", "),
                    golden.columns[i],
                    cell(a),
                    show(*a),
                    cell(b),
                    show(*b),
                    distance(*a, *b),
                ));
            }
        }
    }
    if golden.rows.len() != here.rows.len() {
        return Some(format!("there were {} rows and are {}", golden.rows.len(), here.rows.len()));
    }
    (golden.digest != here.digest).then(|| {
        format!(
            "the golden rows agree, but the digest over all rows was {} and is {}: the first difference lies between them",
            golden.digest, here.digest
        )
    })
}

fn show(cell: Cell) -> String {
    match cell {
        Cell::Count(n) => n.to_string(),
        Cell::F32(bits) => format!("{:e}", f32::from_bits(bits)),
        Cell::F64(bits) => format!("{:e}", f64::from_bits(bits)),
    }
}

fn distance(a: Cell, b: Cell) -> u64 {
    match (a, b) {
        (Cell::Count(a), Cell::Count(b)) => a.abs_diff(b),
        (Cell::F32(a), Cell::F32(b)) => ulp::f32(f32::from_bits(a), f32::from_bits(b)),
        _ => ulp::f64(a.value(), b.value()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::Kind;

    #[test]
    fn a_changed_bit_is_reported_with_its_row_column_patterns_and_distance() {
        let subject =
            r#"{"problem":{"surface":"parabola"},"start":[2],"steps":4,"racers":[{"optimizer":{"id":"sgd"}}]}"#;
        let wanted = [1, 3].map(|t| vec![Cell::Count(t)]).to_vec();
        let mut case = compute(&Case::wanted("sgd/f64", Kind::Run, subject, wanted));
        assert_eq!(check(&case), None);
        let at = case.columns.iter().position(|c| c == "x0").unwrap();
        let Cell::F64(bits) = case.rows[1][at] else { panic!("not an f64") };
        case.rows[1][at] = Cell::F64(bits + 2);
        let report = check(&case).unwrap();
        for part in ["first at t = 3, column x0", &format!("{bits:016x}"), "2 ulp apart", "--rows 'sgd/f64'"] {
            assert!(report.contains(part), "{part} is missing in\n{report}");
        }
    }
}
