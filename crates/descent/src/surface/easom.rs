//! Easom's function: a plain, and one narrow hole.

use core::f64::consts::PI;

use super::row::{SurfaceRow, lowest, maximum, minimum, saddle};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// −cos x cos y exp(−(x − π)² − (y − π)²).
struct Easom;

impl Formula for Easom {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let centre = S::lit(PI);
        -(x.cos() * y.cos() * (-((x - centre).sq() + (y - centre).sq())).exp())
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "easom",
    name: "Easom’s function",
    group: group::BASINS,
    dim: 2,
    doc: "A needle in a haystack: away from the hole the gradient is all but zero",
    formula: r"-\cos x \, \cos y \; e^{-(x-\pi)^2 - (y-\pi)^2}",
    reference: "E. E. Easom, A Survey of Global Optimization Techniques, 1990",
    params: &[],
    domain: [[0.5, 5.75], [0.5, 5.75]],
    view: [[0.5, 5.75], [0.5, 5.75]],
    start: [2.2, 4.0],
    log: false,
    build: |_| recorded(&Easom),
    points: |_| {
        // −g(x) g(y) with g(u) = cos u · exp(−(u − π)²): stationary where g′ = 0 twice, or where g = 0 twice.
        // g′ = 0 at π and at π ± w, where tan w = −2w.
        const W: f64 = 1.8365972031521257;
        const ZEROS: [f64; 2] = [0.5 * PI, 1.5 * PI];
        let rims = [PI - W, PI + W];
        let mut points = vec![lowest(PI, PI)];
        for rim in rims {
            points.extend([maximum(PI, rim), maximum(rim, PI), minimum(rim, rims[0]), minimum(rim, rims[1])]);
        }
        points.extend(ZEROS.iter().flat_map(|x| ZEROS.map(|y| saddle(*x, y))));
        points
    },
};
