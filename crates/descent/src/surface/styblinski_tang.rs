//! The Styblinski–Tang function: one quartic with two wells per axis, so four minima of three depths.

use super::row::{SurfaceRow, lowest, maximum, minimum, saddle, square};
use super::{Formula, compiled, group};
use lanes::Scalar;

/// ½ Σ (u⁴ − 16u² + 5u) over u = x, y.
#[derive(Clone, Copy)]
struct StyblinskiTang;

impl Formula for StyblinskiTang {
    #[inline(always)]
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        S::lit(0.5) * (along(x) + along(y))
    }
}

#[inline(always)]
fn along<S: Scalar>(u: S) -> S {
    u.pown(4) - S::lit(16.0) * u.sq() + S::lit(5.0) * u
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "styblinski_tang",
    name: "Styblinski–Tang function",
    group: group::BASINS,
    dim: 2,
    doc: "Four minima of three depths: is the nearest the deepest?",
    formula: r"\tfrac12 \left(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y\right)",
    reference: "M. A. Styblinski, T.-S. Tang, Experiments in Nonconvex Optimization: Stochastic Approximation with Function Smoothing and Simulated Annealing, 1990",
    params: &[],
    domain: square(5.0),
    view: square(4.0),
    start: [0.6, 3.8],
    log: false,
    build: |_| compiled(StyblinskiTang),
    points: |_| {
        // The roots of 2u³ − 16u + 2.5.
        const LOW: f64 = -2.903534027771177;
        const TOP: f64 = 0.1567312567803401;
        const HIGH: f64 = 2.746802770990837;
        vec![
            lowest(LOW, LOW),
            minimum(LOW, HIGH),
            minimum(HIGH, LOW),
            minimum(HIGH, HIGH),
            maximum(TOP, TOP),
            saddle(LOW, TOP),
            saddle(TOP, LOW),
            saddle(TOP, HIGH),
            saddle(HIGH, TOP),
        ]
    },
};
