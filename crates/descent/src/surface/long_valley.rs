//! The long valley: steep walls, a floor that is flat at the far end and falls to a hollow.

use super::row::{SurfaceRow, lowest};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// 10x² − 4 exp(−((y − 3)/3)²).
struct LongValley;

impl Formula for LongValley {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let floor = -((y - S::lit(3.0)) / S::lit(3.0)).sq();
        S::lit(10.0) * x.sq() - S::lit(4.0) * floor.exp()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "long_valley",
    name: "Long valley",
    group: group::VALLEYS,
    dim: 2,
    doc: "Steep across, almost flat along: plain descent zig-zags or crawls, adaptive rates run down the floor",
    formula: r"10x^2 - 4 e^{-\left((y-3)/3\right)^2}",
    reference: "after the long valley of A. Radford’s animations, 2014, whose formula was never published; this one is our own",
    params: &[],
    domain: [[-3.0, 3.0], [-6.0, 9.0]],
    view: [[-3.0, 3.0], [-4.5, 5.5]],
    start: [-1.8, -3.0],
    log: true,
    build: |_| recorded(&LongValley),
    points: |_| vec![lowest(0.0, 3.0)],
};
