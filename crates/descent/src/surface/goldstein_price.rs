//! The Goldstein–Price function: a product of two polynomials that spans five decades.

use super::row::{SurfaceRow, lowest, maximum, minimum, saddle, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// The product of 1 + (x + y + 1)² p(x, y) and 30 + (2x − 3y)² q(x, y).
struct GoldsteinPrice;

impl Formula for GoldsteinPrice {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let k = S::lit;
        let p = k(19.0) - k(14.0) * x + k(3.0) * x.sq() - k(14.0) * y + k(6.0) * (x * y) + k(3.0) * y.sq();
        let q = k(18.0) - k(32.0) * x + k(12.0) * x.sq() + k(48.0) * y - k(36.0) * (x * y) + k(27.0) * y.sq();
        let left = k(1.0) + (x + y + k(1.0)).sq() * p;
        left * (k(30.0) + (k(2.0) * x - k(3.0) * y).sq() * q)
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "goldstein_price",
    name: "Goldstein–Price function",
    group: group::BASINS,
    dim: 2,
    doc: "Four minima under walls five decades high: fixed rates that are safe outside crawl inside",
    formula: r"\begin{aligned}\bigl(1 + (x+y+1)^2 (19 - 14x + 3x^2 - 14y + 6xy + 3y^2)\bigr)\\{}\cdot\bigl(30 + (2x-3y)^2 (18 - 32x + 12x^2 + 48y - 36xy + 27y^2)\bigr)\end{aligned}",
    reference: "A. A. Goldstein, J. F. Price, On Descent from Local Minima, 1971",
    params: &[],
    domain: square(2.0),
    view: square(2.0),
    start: [-1.0, 1.0],
    log: true,
    build: |_| recorded(&GoldsteinPrice),
    points: |_| {
        vec![
            lowest(0.0, -1.0),
            minimum(-0.6, -0.4),
            minimum(1.8, 0.2),
            minimum(1.2, 0.8),
            maximum(0.8, 0.2),
            saddle(-0.4, -0.6),
            saddle(1.2, -0.2),
            saddle(1.4, 0.6),
            saddle(0.6, 0.4),
        ]
    },
};
