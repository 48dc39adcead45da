//! The three-hump camel: a low valley in the middle, a higher one on each side.

use super::row::{SurfaceRow, lowest, minimum, saddle, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// 2x² − 1.05x⁴ + x⁶/6 + xy + y².
struct ThreeHumpCamel;

impl Formula for ThreeHumpCamel {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        S::lit(2.0) * x.sq() - S::lit(1.05) * x.pown(4) + x.pown(6) / S::lit(6.0) + x * y + y.sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "three_hump_camel",
    name: "Three-hump camel",
    group: group::BASINS,
    dim: 2,
    doc: "Three minima in a row, the middle one deepest: momentum can pass a side valley",
    formula: r"2x^2 - 1.05\,x^4 + \tfrac{x^6}{6} + xy + y^2",
    reference: "L. C. W. Dixon, G. P. Szegő (eds.), Towards Global Optimisation 2, 1978",
    params: &[],
    domain: square(5.0),
    view: square(2.5),
    start: [-2.2, 2.0],
    log: true,
    build: |_| recorded(&ThreeHumpCamel),
    points: |_| {
        vec![
            lowest(0.0, 0.0),
            minimum(-1.7475523458302888, 0.8737761729151444),
            minimum(1.7475523458302888, -0.8737761729151444),
            saddle(-1.07054229182366, 0.53527114591183),
            saddle(1.07054229182366, -0.53527114591183),
        ]
    },
};
