//! Two wells side by side, tilted so that one is deeper.

use super::axis::{OnAxis, pairs, stationary};
use super::row::{PointKind, SurfaceRow, shape};
use super::{Formula, compiled, group};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// (x² − 1)² + y² + tilt · x.
#[derive(Clone, Copy)]
struct TwoWells {
    tilt: f64,
}

impl TwoWells {
    #[inline(always)]
    fn along_x<S: Scalar>(&self, x: S) -> S {
        (x.sq() - S::lit(1.0)).sq() + S::lit(self.tilt) * x
    }
}

impl Formula for TwoWells {
    #[inline(always)]
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        self.along_x(x) + y.sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "two_wells",
    name: "Two wells",
    group: group::BASINS,
    dim: 2,
    doc: "The smallest landscape with a choice: a shallow and a deeper well, and one pass between them",
    formula: r"(x^2 - 1)^2 + y^2 + \tau x",
    reference: "the double-well potential of physics textbooks, tilted",
    params: &[shape(
        "tilt",
        r"\tau",
        "tilt",
        // Beyond 8/√27 ≈ 1.54 only one well is left.
        (0.3, Range::closed(-1.5, 1.5), Scale::Linear),
        "Lowers the left well where positive, the right one where negative; 0 makes them equal",
    )],
    domain: [[-2.0, 2.0], [-2.0, 2.0]],
    view: [[-1.7, 1.7], [-1.4, 1.4]],
    start: [1.55, 1.1],
    log: false,
    build: |args| compiled(TwoWells { tilt: args.real("tilt") }),
    points: |args| {
        let tilt = args.real("tilt");
        let f = TwoWells { tilt };
        let floor = OnAxis { at: 0.0, kind: PointKind::Minimum };
        pairs(&stationary(&|x| f.along_x(x), 1.4), &[floor], &|x, _| tilt * x <= 0.0)
    },
};
