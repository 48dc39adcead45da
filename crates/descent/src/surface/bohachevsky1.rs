//! Bohachevsky's first function: a bowl with shallow ripples of a different pitch on each axis.

use core::f64::consts::PI;

use super::axis::{pairs, stationary};
use super::row::{SurfaceRow, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// x² + 2y² − 0.3 cos 3πx − 0.4 cos 4πy + 0.7.
struct Bohachevsky1;

fn along_x<S: Scalar>(x: S) -> S {
    x.sq() - S::lit(0.3) * (S::lit(3.0 * PI) * x).cos()
}
fn along_y<S: Scalar>(y: S) -> S {
    S::lit(2.0) * y.sq() - S::lit(0.4) * (S::lit(4.0 * PI) * y).cos()
}

impl Formula for Bohachevsky1 {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        along_x(x) + along_y(y) + S::lit(0.7)
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "bohachevsky1",
    name: "Bohachevsky’s first function",
    group: group::RUGGED,
    dim: 2,
    doc: "A bowl that looks smooth from afar, with shallow ripples near the bottom that stop small steps",
    formula: r"x^2 + 2y^2 - 0.3 \cos 3\pi x - 0.4 \cos 4\pi y + 0.7",
    reference: "I. O. Bohachevsky, M. E. Johnson, M. L. Stein, Generalized Simulated Annealing for Function Optimization, 1986",
    params: &[],
    domain: square(100.0),
    view: square(1.6),
    start: [-1.3, 1.1],
    log: false,
    build: |_| recorded(&Bohachevsky1),
    points: |_| {
        // All that there are: further out the bowl is steeper than the ripples.
        let (xs, ys) = (stationary(&along_x, 1.6), stationary(&along_y, 1.6));
        pairs(&xs, &ys, &|x, y| x == 0.0 && y == 0.0)
    },
};
