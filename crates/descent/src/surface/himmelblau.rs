//! Himmelblau's function: four equal minima, four saddles, one maximum.

use super::row::{SurfaceRow, lowest, maximum, saddle, square};
use super::{Formula, compiled, group};
use lanes::Scalar;

/// (x² + y − 11)² + (x + y² − 7)².
#[derive(Clone, Copy)]
struct Himmelblau;

impl Formula for Himmelblau {
    #[inline(always)]
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        (x.sq() + y - S::lit(11.0)).sq() + (x + y.sq() - S::lit(7.0)).sq()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "himmelblau",
    name: "Himmelblau’s function",
    group: group::BASINS,
    dim: 2,
    doc: "Four equally deep minima: which one is found depends on start, rate and momentum",
    formula: r"(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    reference: "D. M. Himmelblau, Applied Nonlinear Programming, 1972",
    params: &[],
    domain: square(5.0),
    view: square(5.0),
    start: [-0.5, -1.5],
    log: true,
    build: |_| compiled(Himmelblau),
    points: |_| {
        vec![
            lowest(3.0, 2.0),
            lowest(-2.805118086952745, 3.131312518250573),
            lowest(-3.779310253377747, -3.2831859912861696),
            lowest(3.5844283403304917, -1.8481265269644036),
            maximum(-0.2708445906673476, -0.9230385564799815),
            saddle(3.385154183607021, 0.07385187983774928),
            saddle(0.08667750455539636, 2.884254701174776),
            saddle(-3.0730257507643897, -0.08135304428796751),
            saddle(-0.12796134673068008, -1.9537149802445763),
        ]
    },
};
