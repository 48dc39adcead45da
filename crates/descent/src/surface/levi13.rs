//! Lévi's function number 13: a bowl ruffled by sines whose size grows away from the minimum.

use core::f64::consts::PI;

use super::row::{SurfaceRow, lowest, minimum, saddle, square};
use super::{Formula, group, recorded};
use lanes::Scalar;

/// sin² 3πx + (x − 1)² (1 + sin² 3πy) + (y − 1)² (1 + sin² 2πy).
struct Levi13;

impl Formula for Levi13 {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let wave = |times: f64, u: S| (S::lit(times * PI) * u).sin().sq();
        let (dx, dy) = (x - S::lit(1.0), y - S::lit(1.0));
        let one = S::lit(1.0);
        wave(3.0, x) + dx.sq() * (one + wave(3.0, y)) + dy.sq() * (one + wave(2.0, y))
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "levi13",
    name: "Lévi N. 13",
    group: group::RUGGED,
    dim: 2,
    doc: "A bowl with ripples that grow outwards: only large steps see the bowl; only points near its lowest are marked",
    formula: r"\sin^2 3\pi x + (x-1)^2 (1 + \sin^2 3\pi y) + (y-1)^2 (1 + \sin^2 2\pi y)",
    reference: "A. V. Levy, A. Montalvo, The Tunneling Algorithm for the Global Minimization of Functions, 1985",
    params: &[],
    domain: square(10.0),
    view: [[-1.0, 3.0], [-1.0, 3.0]],
    start: [2.6, 2.4],
    log: false,
    build: |_| recorded(&Levi13),
    points: |_| {
        vec![
            // Those within 0.35 of the minimum.
            lowest(1.0, 1.0),
            minimum(0.6703805254516864, 1.0),
            minimum(1.3296194745483136, 1.0),
            minimum(0.6716660565631725, 0.7338932005461823),
            minimum(0.6716660565631725, 1.2661067994538178),
            minimum(1.3283339434368275, 0.7338932005461823),
            minimum(1.3283339434368275, 1.2661067994538178),
            saddle(0.8314352416485596, 1.0),
            saddle(1.1685647583514405, 1.0),
            saddle(0.672436213586767, 0.7565379472422902),
            saddle(0.672436213586767, 1.2434620527577098),
            saddle(1.327563786413233, 0.7565379472422902),
            saddle(1.327563786413233, 1.2434620527577098),
        ]
    },
};
