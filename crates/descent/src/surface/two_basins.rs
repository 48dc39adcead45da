//! Two basins on a line, built from their stationary points: minima at −l and r, a maximum at 0.

use super::row::{PointKind, Stationary, SurfaceRow, line, maximum, shape};
use super::{Formula, group, recorded};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// The integral of (x + l) x (x − r) / 10, so its stationary points are known exactly.
struct TwoBasins {
    left: f64,
    right: f64,
}

impl Formula for TwoBasins {
    fn at<S: Scalar>(&self, x: S, _: S) -> S {
        let (l, r) = (self.left, self.right);
        let inner = x.sq() / S::lit(4.0) + S::lit((l - r) / 3.0) * x - S::lit(0.5 * l * r);
        S::lit(0.1) * (x.sq() * inner)
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "two_basins",
    name: "Two basins",
    group: group::LINE,
    dim: 1,
    doc: "A shallow basin before a deeper one: plain descent stays in the first, momentum or a large rate gets across",
    formula: r"\tfrac1{10} \left(\tfrac{x^4}{4} + \tfrac{l - r}{3} x^3 - \tfrac{l \cdot r}{2} x^2\right)",
    reference: "our own: the quartic with the stationary points −l, 0 and r",
    params: &[
        shape(
            "left",
            "l",
            "left basin",
            (2.0, Range::closed(0.5, 4.0), Scale::Linear),
            "How far left of the ridge its bottom is",
        ),
        shape(
            "right",
            "r",
            "right basin",
            (3.0, Range::closed(0.5, 4.0), Scale::Linear),
            "How far right of the ridge its bottom is",
        ),
    ],
    domain: line(-6.0, 6.0),
    view: line(-4.5, 5.0),
    start: [-4.0, 0.0],
    log: false,
    build: |args| recorded(&TwoBasins { left: args.real("left"), right: args.real("right") }),
    points: |args| {
        // The wider basin is the deeper one: f(−l) − f(r) = (r − l)(l + r)³/120.
        let (l, r) = (args.real("left"), args.real("right"));
        let well = |x, global| Stationary { at: [x, 0.0], kind: PointKind::Minimum, global };
        vec![well(-l, l >= r), maximum(0.0, 0.0), well(r, r >= l)]
    },
};
