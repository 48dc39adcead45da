//! Surfaces: value, gradient and Hessian at some points in both precisions, other shape parameters, turned, and a short run.

use super::{Case, Json, Kind, PRECISIONS, json, points, run};
use descent::catalog;
use descent::surface::{SurfaceRow, TABLE};

/// Every surface's cases.
pub(super) fn all() -> Vec<Case> {
    TABLE.iter().flat_map(|row| of_row(row)).collect()
}

fn of_row(row: &SurfaceRow) -> Vec<Case> {
    let mut cases = Vec::new();
    let plain = json!({"surface": row.id});
    for precision in PRECISIONS {
        cases.push(eval(row.id.to_owned(), precision, &plain, row));
        if row.dim == 2 {
            let turned = json!({"surface": row.id, "rotate": 33});
            cases.push(eval(format!("{}/rotate=33", row.id), precision, &turned, row));
        }
    }
    for param in row.params {
        let catalog::Kind::Real { default, range, .. } = &param.kind else { continue };
        let at = default.unwrap_or(0.0);
        let Some(other) = [1.25 * at, 0.75 * at, 0.5].into_iter().find(|v| *v != at && range.holds(*v)) else {
            continue;
        };
        let shaped = json!({"surface": row.id, "params": {param.key: other}});
        cases.push(eval(format!("{}/{}={other}", row.id, param.key), "f64", &shaped, row));
    }
    let racer = json!({"optimizer": {"id": "sgd", "lr": 0.001}});
    cases.push(run(format!("{}/run", row.id), "f64", &json!({"problem": plain}), racer, &[1, 2, 20]));
    cases
}

/// The start, the middle of the view, and two points off to the sides.
fn eval(id: String, precision: &str, problem: &Json, row: &SurfaceRow) -> Case {
    let along = |part: f64| row.view[..row.dim].iter().map(move |[lo, hi]| lo + part * (hi - lo)).collect::<Vec<f64>>();
    let skew: Vec<f64> =
        along(0.9).iter().zip(along(0.2)).enumerate().map(|(k, (a, b))| if k == 0 { *a } else { b }).collect();
    let all = [row.start[..row.dim].to_vec(), along(0.5), along(0.1), skew];
    let subject = json!({"precision": precision, "problem": problem});
    Case::wanted(format!("{id}/{precision}"), Kind::Eval, subject.to_string(), points(precision, &all))
}
