//! The saddle: down on one axis, up on the other, without end.

use super::row::{SurfaceRow, saddle, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// x² − y².
struct Saddle;

impl Formula for Saddle {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() - y.sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "saddle",
    name: "Saddle",
    group: group::SADDLES,
    dim: 2,
    doc: "Escape from a saddle: plain descent on the ridge lingers at the middle, unbounded below on both sides",
    formula: r"x^2 - y^2",
    reference: "Y. N. Dauphin et al., Identifying and Attacking the Saddle Point Problem in High-Dimensional Non-Convex Optimization, 2014",
    params: &[],
    domain: square(3.0),
    view: square(3.0),
    start: [-2.0, 0.01],
    log: false,
    build: |_| recorded(&Saddle),
    points: |_| vec![saddle(0.0, 0.0)],
};
