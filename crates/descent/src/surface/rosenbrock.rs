//! Rosenbrock's function: a bent valley, easy to find and hard to follow.

use super::row::{SurfaceRow, lowest, shape};
use super::{Formula, compiled, group};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// (a − x)² + b (y − x²)².
#[derive(Clone, Copy)]
struct Rosenbrock {
    a: f64,
    b: f64,
}

impl Formula for Rosenbrock {
    #[inline(always)]
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        (S::lit(self.a) - x).sq() + S::lit(self.b) * (y - x.sq()).sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "rosenbrock",
    name: "Rosenbrock’s function",
    group: group::VALLEYS,
    dim: 2,
    doc: "The banana: its valley is found at once, but the way along its bend is long and badly conditioned",
    formula: r"(a - x)^2 + b\,(y - x^2)^2",
    reference: "H. H. Rosenbrock, An Automatic Method for Finding the Greatest or Least Value of a Function, 1960",
    params: &[
        shape("a", "a", "place", (1.0, Range::closed(-3.0, 3.0), Scale::Linear), "The minimum is at (a, a²)"),
        shape("b", "b", "steepness", (100.0, Range::above(0.0, 1e4), Scale::Log), "How steep the valley’s walls are"),
    ],
    domain: [[-2.0, 2.0], [-1.0, 3.0]],
    view: [[-2.0, 2.0], [-1.0, 3.0]],
    start: [-1.2, 1.0],
    log: true,
    build: |args| compiled(Rosenbrock { a: args.real("a"), b: args.real("b") }),
    points: |args| {
        let a = args.real("a");
        vec![lowest(a, a * a)]
    },
};
