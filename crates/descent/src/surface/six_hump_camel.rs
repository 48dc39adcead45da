//! The six-hump camel: six minima in three depths, two of them lowest.

use super::row::{SurfaceRow, lowest, maximum, minimum, saddle};
use super::{Formula, compiled, group};
use lanes::Scalar;

/// (4 − 2.1x² + x⁴/3) x² + xy + (4y² − 4) y².
#[derive(Clone, Copy)]
struct SixHumpCamel;

impl Formula for SixHumpCamel {
    #[inline(always)]
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let (u, w) = (x.sq(), y.sq());
        let along = (S::lit(4.0) - S::lit(2.1) * u + u.sq() / S::lit(3.0)) * u;
        along + x * y + (S::lit(4.0) * w - S::lit(4.0)) * w
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "six_hump_camel",
    name: "Six-hump camel",
    group: group::BASINS,
    dim: 2,
    doc: "Six minima, two of them lowest, and seven saddles between: a small map of everything that can happen",
    formula: r"\left(4 - 2.1x^2 + \tfrac{x^4}{3}\right) x^2 + xy + \left(4y^2 - 4\right) y^2",
    reference: "L. C. W. Dixon, G. P. Szegő (eds.), Towards Global Optimisation 2, 1978",
    params: &[],
    domain: [[-3.0, 3.0], [-2.0, 2.0]],
    view: [[-2.1, 2.1], [-1.2, 1.2]],
    start: [1.9, 1.05],
    log: true,
    build: |_| compiled(SixHumpCamel),
    points: |_| {
        vec![
            lowest(-0.08984201310031806, 0.7126564030207396),
            lowest(0.08984201310031806, -0.7126564030207396),
            minimum(-1.703606714969981, 0.7960835686726251),
            minimum(1.703606714969981, -0.7960835686726251),
            minimum(-1.6071047529201972, -0.5686514548841314),
            minimum(1.6071047529201972, 0.5686514548841314),
            maximum(-1.2302298765166526, -0.16233458445899496),
            maximum(1.2302298765166526, 0.16233458445899496),
            saddle(0.0, 0.0),
            saddle(-1.1092053368047865, 0.7682680925095399),
            saddle(1.1092053368047865, -0.7682680925095399),
            saddle(-1.6380679841897785, -0.22867406904439408),
            saddle(1.6380679841897785, 0.22867406904439408),
            saddle(-1.2960702671671092, -0.6050843880386585),
            saddle(1.2960702671671092, 0.6050843880386585),
        ]
    },
};
