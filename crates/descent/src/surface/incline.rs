//! The incline: a constant slope, on which momentum reaches its terminal speed.

use super::row::{SurfaceRow, line, shape};
use super::{Formula, group, recorded};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// s · x.
struct Incline {
    slope: f64,
}

impl Formula for Incline {
    fn at<S: Scalar>(&self, x: S, _: S) -> S {
        S::lit(self.slope) * x
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "incline",
    name: "Incline",
    group: group::LINE,
    dim: 1,
    doc: "A constant slope: plain steps stay equal, momentum’s grow to 1/(1 − β) times as much",
    formula: r"s\,x",
    reference: "our own",
    params: &[shape(
        "slope",
        "s",
        "slope",
        (-1.0, Range::closed(-100.0, 100.0), Scale::Linear),
        "The derivative, everywhere",
    )],
    domain: line(-100.0, 100.0),
    view: line(-2.0, 30.0),
    start: [0.0, 0.0],
    log: false,
    build: |args| recorded(&Incline { slope: args.real("slope") }),
    points: |_| Vec::new(),
};
