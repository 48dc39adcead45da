//! Booth's function: two squared linear residuals, a tilted bowl of condition number 9.

use super::row::{SurfaceRow, lowest, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// (x + 2y − 7)² + (2x + y − 5)².
struct Booth;

impl Formula for Booth {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        (x + S::lit(2.0) * y - S::lit(7.0)).sq() + (S::lit(2.0) * x + y - S::lit(5.0)).sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "booth",
    name: "Booth’s function",
    group: group::BOWLS,
    dim: 2,
    doc: "A tilted elliptic bowl (condition number 9): the steep and the flat direction are not the axes",
    formula: r"(x + 2y - 7)^2 + (2x + y - 5)^2",
    reference: "M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation Problems, 2013",
    params: &[],
    domain: square(10.0),
    view: square(10.0),
    start: [-7.0, -4.0],
    log: true,
    build: |_| recorded(&Booth),
    points: |_| vec![lowest(1.0, 3.0)],
};
