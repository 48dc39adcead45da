//! Matyas's function: a gentle, tilted, elongated bowl of condition number 25.

use super::row::{SurfaceRow, lowest, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// 0.26 (x² + y²) − 0.48 xy.
struct Matyas;

impl Formula for Matyas {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        S::lit(0.26) * (x.sq() + y.sq()) - S::lit(0.48) * (x * y)
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "matyas",
    name: "Matyas’s function",
    group: group::BOWLS,
    dim: 2,
    doc: "A gentle bowl stretched along the diagonal (condition number 25): nearly flat along it",
    formula: r"0.26\,(x^2 + y^2) - 0.48\,xy",
    reference: "M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation Problems, 2013",
    params: &[],
    domain: square(10.0),
    view: square(10.0),
    start: [-9.0, -2.0],
    log: true,
    build: |_| recorded(&Matyas),
    points: |_| vec![lowest(0.0, 0.0)],
};
