//! The parabola: one number, one curvature, and every regime of the learning rate.

use super::row::{SurfaceRow, line, lowest, shape};
use super::{Formula, group, recorded};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// ½Lx².
struct Parabola {
    curvature: f64,
}

impl Formula for Parabola {
    fn at<S: Scalar>(&self, x: S, _: S) -> S {
        // Half the curvature is exact, so the default is x² to the bit.
        S::lit(0.5 * self.curvature) * x.sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "parabola",
    name: "Parabola",
    group: group::LINE,
    dim: 1,
    doc: "The learning rate on one curve: slow, fast, overshooting from 1/L on, diverging beyond 2/L",
    formula: r"\tfrac{L}{2} x^2",
    reference: "Y. Nesterov, Introductory Lectures on Convex Optimization, 2004",
    params: &[shape(
        "curvature",
        "L",
        "curvature",
        (2.0, Range::above(0.0, 1e4), Scale::Log),
        "The second derivative; plain descent diverges at rates above 2/L",
    )],
    domain: line(-10.0, 10.0),
    view: line(-4.0, 4.0),
    start: [-3.5, 0.0],
    log: false,
    build: |args| recorded(&Parabola { curvature: args.real("curvature") }),
    points: |_| vec![lowest(0.0, 0.0)],
};
