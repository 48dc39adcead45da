//! Branin's function: three equal minima along a parabola.

use core::f64::consts::PI;

use super::row::{SurfaceRow, lowest, saddle};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// (y − 5.1x²/4π² + 5x/π − 6)² + 10 (1 − 1/8π) cos x + 10.
struct Branin;

impl Formula for Branin {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let (square, linear) = (5.1 / (4.0 * PI * PI), 5.0 / PI);
        let off = y - S::lit(square) * x.sq() + S::lit(linear) * x - S::lit(6.0);
        off.sq() + S::lit(10.0 * (1.0 - 1.0 / (8.0 * PI))) * x.cos() + S::lit(10.0)
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "branin",
    name: "Branin’s function",
    group: group::BASINS,
    dim: 2,
    doc: "Three equally deep minima along a bent valley, saddles between",
    formula: r"\left(y - \tfrac{5.1}{4\pi^2} x^2 + \tfrac{5}{\pi} x - 6\right)^2 + 10 \left(1 - \tfrac{1}{8\pi}\right) \cos x + 10",
    reference: "F. H. Branin, Widely Convergent Method for Finding Multiple Solutions of Simultaneous Nonlinear Equations, 1972",
    params: &[],
    domain: [[-5.0, 10.0], [0.0, 15.0]],
    view: [[-5.0, 10.0], [0.0, 15.0]],
    start: [6.0, 13.0],
    log: true,
    build: |_| recorded(&Branin),
    points: |_| {
        // On the parabola where the square vanishes, at the extrema of the cosine.
        vec![lowest(-PI, 12.275), lowest(PI, 2.275), lowest(3.0 * PI, 2.475), saddle(0.0, 6.0), saddle(2.0 * PI, 1.1)]
    },
};
