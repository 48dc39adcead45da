//! A bumpy bowl on a line: a parabola under a cosine.

use super::axis::stationary;
use super::row::{PointKind, Stationary, SurfaceRow, line, shape};
use super::{Formula, group, recorded};
use crate::catalog::{Range, Scale};
use lanes::{Jet, Scalar};

/// x²/20 + A (1 − cos 2x).
struct Bumpy {
    amplitude: f64,
}

impl Formula for Bumpy {
    fn at<S: Scalar>(&self, x: S, _: S) -> S {
        let bumps = S::lit(1.0) - (S::lit(2.0) * x).cos();
        x.sq() / S::lit(20.0) + S::lit(self.amplitude) * bumps
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "bumpy",
    name: "Bumpy bowl",
    group: group::LINE,
    dim: 1,
    doc: "A row of small basins on a bowl: how much momentum, noise or rate it takes to roll through",
    formula: r"\tfrac{x^2}{20} + A\,(1 - \cos 2x)",
    reference: "our own, after Rastrigin’s function",
    params: &[shape(
        "amplitude",
        "A",
        "amplitude",
        (0.5, Range::closed(0.0, 5.0), Scale::Linear),
        "The height of the bumps is 2A; 0 leaves the parabola",
    )],
    domain: line(-20.0, 20.0),
    view: line(-10.0, 10.0),
    start: [-9.0, 0.0],
    log: false,
    build: |args| recorded(&Bumpy { amplitude: args.real("amplitude") }),
    points: |args| {
        let f = Bumpy { amplitude: args.real("amplitude") };
        let all = stationary(&|x| f.at(x, Jet::constant(0.0)), 10.0);
        all.iter()
            .map(|p| Stationary { at: [p.at, 0.0], kind: p.kind, global: p.kind == PointKind::Minimum && p.at == 0.0 })
            .collect()
    },
};
