//! The sphere: the roundest bowl.

use super::row::{SurfaceRow, lowest, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// x² + y².
struct Sphere;

impl Formula for Sphere {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() + y.sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "sphere",
    name: "Sphere",
    group: group::BOWLS,
    dim: 2,
    doc: "The roundest bowl: every method should go straight to the middle",
    formula: r"x^2 + y^2",
    reference: "I. Rechenberg, Evolutionsstrategie, 1973",
    params: &[],
    domain: square(5.12),
    view: square(5.12),
    start: [-4.0, 2.5],
    log: false,
    build: |_| recorded(&Sphere),
    points: |_| vec![lowest(0.0, 0.0)],
};
