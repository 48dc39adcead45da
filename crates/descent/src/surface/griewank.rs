//! Griewank's function: a wide, shallow bowl under an egg-box of cosines.

use core::f64::consts::{FRAC_1_SQRT_2, PI};

use super::row::{PointKind, Stationary, SurfaceRow, square};
use super::{Formula, group, recorded};
use lanes::Scalar;
use lanes::math::sin;

/// 1 + (x² + y²)/4000 − cos x cos(y/√2).
struct Griewank;

impl Formula for Griewank {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let bowl = (x.sq() + y.sq()) / S::lit(4000.0);
        S::lit(1.0) + bowl - x.cos() * (y * S::lit(FRAC_1_SQRT_2)).cos()
    }
}

pub(super) const ROW: SurfaceRow = SurfaceRow {
    id: "griewank",
    name: "Griewank’s function",
    group: group::RUGGED,
    dim: 2,
    doc: "Regular wells of almost equal depth: from afar a bowl, from near an egg-box",
    formula: r"1 + \tfrac{x^2 + y^2}{4000} - \cos x \, \cos \tfrac{y}{\sqrt 2}",
    reference: "A. O. Griewank, Generalized Descent for Global Optimization, 1981",
    params: &[],
    domain: square(600.0),
    view: square(7.0),
    start: [5.6, -5.9],
    log: false,
    build: |_| recorded(&Griewank),
    points: |_| {
        // With u = y/√2 the slopes vanish where sin(x + u) = −x/2000 − u/1000 and sin(x − u) = −x/2000 + u/1000: close to
        // multiples of π, even ones at minima, odd ones at maxima, one of each at saddles. These are all of the view, in a
        // picture up to twice as wide as high.
        let sign = |n: i32| if n % 2 == 0 { 1.0 } else { -1.0 };
        let mut points = Vec::new();
        for k in -5_i32..=5 {
            for l in -5_i32..=5 {
                if (k + l).abs() > 8 || (k - l).abs() > 3 {
                    continue;
                }
                let (mut p, mut q) = (PI * f64::from(k), PI * f64::from(l));
                for _ in 0..8 {
                    let (x, u) = ((p + q) / 4000.0, (p - q) / 2000.0);
                    (p, q) = (p - sign(k) * (sin(p) + (x + u)), q - sign(l) * (sin(q) + (x - u)));
                }
                let kind = match (k % 2, l % 2) {
                    (0, 0) => PointKind::Minimum,
                    (0, _) | (_, 0) => PointKind::Saddle,
                    _ => PointKind::Maximum,
                };
                points.push(Stationary {
                    at: [0.5 * (p + q), FRAC_1_SQRT_2 * (p - q)],
                    kind,
                    global: k == 0 && l == 0,
                });
            }
        }
        points
    },
};
