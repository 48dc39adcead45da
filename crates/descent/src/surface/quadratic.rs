//! The quadratic bowl of a chosen condition number, along the axes; `rotate` turns it away from them.

use super::row::{SurfaceRow, lowest, shape, square};
use super::{Formula, group, recorded};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// ½ (x² + κy²).
struct Quadratic {
    kappa: f64,
}

impl Formula for Quadratic {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        S::lit(0.5) * (x.sq() + S::lit(self.kappa) * y.sq())
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "quadratic",
    name: "Quadratic bowl",
    group: group::BOWLS,
    dim: 2,
    doc: "Condition number and rotation: what momentum and adaptive rates cure, and what rotation undoes",
    formula: r"\tfrac12 \left(x^2 + \kappa y^2\right)",
    reference: "B. T. Polyak, Some Methods of Speeding Up the Convergence of Iteration Methods, 1964",
    params: &[shape(
        "kappa",
        r"\kappa",
        "condition number",
        (10.0, Range::closed(1.0, 1e6), Scale::Log),
        "How much steeper y is than x; the largest stable rate of plain descent is 2/κ",
    )],
    domain: square(10.0),
    view: square(4.0),
    start: [-3.5, 2.0],
    log: true,
    build: |args| recorded(&Quadratic { kappa: args.real("kappa") }),
    points: |_| vec![lowest(0.0, 0.0)],
};
