//! Ackley's function: a funnel with a cusp at its bottom, under a carpet of ripples.

use core::f64::consts::E;

use super::row::{SurfaceRow, lowest, shape, square};
use super::{Formula, group, recorded};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// −a exp(−b √(½(x² + y²))) − exp(½(cos cx + cos cy)) + a + e.
///
/// At the origin it has a cusp: the value is 0, the gradient does not exist and comes out as NaN.
struct Ackley {
    a: f64,
    b: f64,
    c: f64,
}

impl Formula for Ackley {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let half = S::lit(0.5);
        let funnel = S::lit(self.a) * (-(S::lit(self.b) * (half * (x.sq() + y.sq())).sqrt())).exp();
        let ripples = half * ((S::lit(self.c) * x).cos() + (S::lit(self.c) * y).cos());
        S::lit(self.a) - funnel + (S::lit(E) - ripples.exp())
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "ackley",
    name: "Ackley’s function",
    group: group::RUGGED,
    dim: 2,
    doc: "A rippled plain around a deep funnel, steep down to its cusp; only points near its lowest are marked",
    formula: r"-a \, e^{-b \sqrt{(x^2 + y^2)/2}} - e^{(\cos cx + \cos cy)/2} + a + e",
    reference: "D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987",
    params: &[
        shape("a", "a", "depth", (20.0, Range::above(0.0, 100.0), Scale::Log), "The depth of the funnel"),
        shape("b", "b", "narrowness", (0.2, Range::above(0.0, 2.0), Scale::Log), "How narrow the funnel is"),
        shape(
            "c",
            "c",
            "ripples",
            (core::f64::consts::TAU, Range::closed(0.0, 20.0), Scale::Linear),
            "The angular frequency of the ripples; 0 leaves the funnel",
        ),
    ],
    domain: square(32.768),
    view: square(4.0),
    start: [2.6, -3.3],
    log: false,
    build: |args| recorded(&Ackley { a: args.real("a"), b: args.real("b"), c: args.real("c") }),
    points: |_| vec![lowest(0.0, 0.0)],
};
