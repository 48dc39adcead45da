//! Rastrigin's function: a bowl under a grid of cosines, one well per unit square.

use core::f64::consts::TAU;

use super::axis::{pairs, stationary};
use super::row::{SurfaceRow, shape, square};
use super::{Formula, group, recorded};
use crate::catalog::{Range, Scale};
use lanes::Scalar;

/// 2A + Σ (u² − A cos 2πu) over u = x, y.
struct Rastrigin {
    amplitude: f64,
}

impl Rastrigin {
    fn axis<S: Scalar>(&self, u: S) -> S {
        u.sq() - S::lit(self.amplitude) * (S::lit(TAU) * u).cos()
    }
}

impl Formula for Rastrigin {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        S::lit(2.0 * self.amplitude) + (self.axis(x) + self.axis(y))
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "rastrigin",
    name: "Rastrigin’s function",
    group: group::RUGGED,
    dim: 2,
    doc: "A regular grid of deep local minima on a bowl: most descents stop in the first well",
    formula: r"2A + x^2 - A \cos 2\pi x + y^2 - A \cos 2\pi y",
    reference: "L. A. Rastrigin, Systems of Extremal Control, 1974",
    params: &[shape(
        "amplitude",
        "A",
        "amplitude",
        (10.0, Range::closed(0.0, 100.0), Scale::Linear),
        "The depth of the wells; 0 leaves the bowl",
    )],
    domain: square(5.12),
    view: square(3.2),
    start: [2.6, -2.3],
    log: false,
    build: |args| recorded(&Rastrigin { amplitude: args.real("amplitude") }),
    points: |args| {
        // All of the domain.
        let f = Rastrigin { amplitude: args.real("amplitude") };
        let axis = stationary(&|u| f.axis(u), 5.12);
        pairs(&axis, &axis, &|x, y| x == 0.0 && y == 0.0)
    },
};
