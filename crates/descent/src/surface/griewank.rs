//! Griewank's function: a wide, shallow bowl under an egg-box of cosines.

use super::row::{SurfaceRow, lowest, maximum, minimum, saddle, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// 1 + (x² + y²)/4000 − cos x cos(y/√2).
struct Griewank;

impl Formula for Griewank {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let bowl = (x.sq() + y.sq()) / S::lit(4000.0);
        S::lit(1.0) + bowl - x.cos() * (y * S::lit(core::f64::consts::FRAC_1_SQRT_2)).cos()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "griewank",
    name: "Griewank’s function",
    group: group::RUGGED,
    dim: 2,
    doc: "Regular wells of almost equal depth: from afar a bowl, from near an egg-box",
    formula: r"1 + \tfrac{x^2 + y^2}{4000} - \cos x \, \cos \tfrac{y}{\sqrt 2}",
    reference: "A. O. Griewank, Generalized Descent for Global Optimization, 1981",
    params: &[],
    domain: square(600.0),
    view: square(7.0),
    start: [5.6, -5.9],
    log: false,
    build: |_| recorded(&Griewank),
    points: |_| {
        // The middle well with its four neighbours, the four tops and the four passes between them.
        let mut points = vec![
            lowest(0.0, 0.0),
            maximum(-3.1431642363549055, 0.0),
            maximum(3.1431642363549055, 0.0),
            maximum(0.0, -4.447330275764381),
            maximum(0.0, 4.447330275764381),
        ];
        for (a, b) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)] {
            points.push(minimum(a * 3.1400226338955397, b * 4.438444480920714));
            points.push(saddle(a * 1.5723679104393218, b * 2.2225533025787545));
        }
        points
    },
};
