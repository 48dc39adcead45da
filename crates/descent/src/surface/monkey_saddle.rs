//! The monkey saddle: three valleys meet where the Hessian is zero.

use super::row::{PointKind, Stationary, SurfaceRow, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// x³ − 3xy².
struct MonkeySaddle;

impl Formula for MonkeySaddle {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        x.pown(3) - S::lit(3.0) * x * y.sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "monkey_saddle",
    name: "Monkey saddle",
    group: group::SADDLES,
    dim: 2,
    doc: "A saddle whose Hessian is zero, with three ways down: second-order methods have nothing to go by",
    formula: r"x^3 - 3xy^2",
    reference: "D. Hilbert, S. Cohn-Vossen, Anschauliche Geometrie, 1932",
    params: &[],
    domain: square(3.0),
    view: square(2.0),
    start: [1.5, 0.1],
    log: false,
    build: |_| recorded(&MonkeySaddle),
    points: |_| vec![Stationary::new(PointKind::Degenerate, 0.0, 0.0)],
};
