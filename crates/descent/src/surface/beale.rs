//! Beale's function: three squared residuals, flat valleys towards sharp corners.

use super::row::{SurfaceRow, lowest, saddle, square};
use super::{Formula, compiled, group};
use lanes::Scalar;

/// Σ (cₙ − x + xyⁿ)² with c = 1.5, 2.25, 2.625.
#[derive(Clone, Copy)]
struct Beale;

impl Formula for Beale {
    #[inline(always)]
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        residual(1.5, x, y.pown(1)).sq() + residual(2.25, x, y.pown(2)).sq() + residual(2.625, x, y.pown(3)).sq()
    }
}

#[inline(always)]
fn residual<S: Scalar>(c: f64, x: S, power: S) -> S {
    S::lit(c) - x + x * power
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "beale",
    name: "Beale’s function",
    group: group::VALLEYS,
    dim: 2,
    doc: "A flat, curved valley between steep walls: slow where it is flat, explosive where it is steep",
    formula: r"(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
    reference: "E. M. L. Beale, On an Iterative Method for Finding a Local Minimum of a Function of More than One Variable, 1958",
    params: &[],
    domain: square(4.5),
    view: square(4.5),
    start: [1.0, 1.5],
    log: true,
    build: |_| compiled(Beale),
    points: |_| vec![lowest(3.0, 0.5), saddle(0.0, 1.0), saddle(0.10053793732415836, -2.644513585023125)],
};
