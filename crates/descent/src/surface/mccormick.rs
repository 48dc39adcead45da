//! McCormick's function: a tilted sine along one diagonal, a parabola along the other.

use super::row::{SurfaceRow, lowest, minimum, saddle};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// sin(x + y) + (x − y)² − 1.5x + 2.5y + 1. Lowest within its domain; without one it is unbounded below.
struct McCormick;

impl Formula for McCormick {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let plane = S::lit(2.5) * y - S::lit(1.5) * x + S::lit(1.0);
        (x + y).sin() + (x - y).sq() + plane
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "mccormick",
    name: "McCormick’s function",
    group: group::BASINS,
    dim: 2,
    doc: "A long groove with two minima, the nearer not always the deeper",
    formula: r"\sin(x+y) + (x-y)^2 - 1.5x + 2.5y + 1",
    reference: "M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation Problems, 2013",
    params: &[],
    domain: [[-1.5, 4.0], [-3.0, 4.0]],
    view: [[-1.5, 4.0], [-3.0, 4.0]],
    start: [0.5, 2.5],
    log: true,
    build: |_| recorded(&McCormick),
    points: |_| {
        // With u = x + y and w = x − y it is sin u + u/2 + w² − 2w + 1: w = 1 and cos u = −½.
        const THIRD: f64 = core::f64::consts::FRAC_PI_3;
        vec![
            lowest(0.5 - THIRD, -0.5 - THIRD),
            saddle(0.5 + THIRD, THIRD - 0.5),
            minimum(2.0 * THIRD + 0.5, 2.0 * THIRD - 0.5),
        ]
    },
};
