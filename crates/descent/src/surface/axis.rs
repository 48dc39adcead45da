//! Stationary points of functions that are a sum of one function per axis, where shape parameters rule out a closed form.
//!
//! Invariant: every sign change of the derivative between neighbouring nodes of a fine grid is found, to the last bit but
//! one, by bisection. Points closer together than a cell are not told apart, so rows pick cells far below the spacing of
//! their extrema.

use super::row::{PointKind, Stationary};
use crate::list::Listed;
use lanes::Jet;

/// A stationary point on one axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct OnAxis {
    /// Where.
    pub(super) at: f64,
    /// A minimum, a maximum, or (where the second derivative is zero) degenerate.
    pub(super) kind: PointKind,
}

/// Every stationary point of `f` in \[−r, r\], ascending.
pub(super) fn stationary(f: &dyn Fn(Jet<f64>) -> Jet<f64>, r: f64) -> Vec<OnAxis> {
    /// Cells on each side of zero, which is a node itself.
    const CELLS: i32 = 200;
    let at = |x: f64| f(Jet::var(x, 0));
    let node = |i: i32| r * f64::from(i) / f64::from(CELLS);
    let mut found = Vec::new();
    for i in -CELLS..=CELLS {
        let (from, slope) = (node(i), at(node(i)).d[0]);
        if slope == 0.0 {
            found.push(from);
        } else if i < CELLS && slope * at(node(i + 1)).d[0] < 0.0 {
            found.push(bisect(&|x| at(x).d[0], from, node(i + 1)));
        }
    }
    found.into_iter().map(|x| OnAxis { at: x, kind: kind(at(x).h[0]) }).listed()
}

/// Every pairing of a stationary point in x with one in y; `lowest` says which are lowest points.
pub(super) fn pairs(xs: &[OnAxis], ys: &[OnAxis], lowest: &dyn Fn(f64, f64) -> bool) -> Vec<Stationary> {
    let pair = |x: &OnAxis, y: &OnAxis| {
        let kind = match (x.kind, y.kind) {
            (PointKind::Degenerate, _) | (_, PointKind::Degenerate) => PointKind::Degenerate,
            (a, b) if a == b => a,
            _ => PointKind::Saddle,
        };
        Stationary { at: [x.at, y.at], kind, global: kind == PointKind::Minimum && lowest(x.at, y.at) }
    };
    xs.iter().flat_map(|x| ys.iter().map(move |y| pair(x, y))).listed()
}

fn kind(curvature: f64) -> PointKind {
    if curvature > 0.0 {
        PointKind::Minimum
    } else if curvature < 0.0 {
        PointKind::Maximum
    } else {
        PointKind::Degenerate
    }
}

/// The sign change of `slope` between `a` and `b`, as the end of the last interval where it is smaller.
fn bisect(slope: &dyn Fn(f64) -> f64, mut a: f64, mut b: f64) -> f64 {
    let rises = slope(b) > 0.0;
    loop {
        let middle = 0.5 * (a + b);
        if middle <= a || middle >= b {
            return if slope(a).abs() < slope(b).abs() { a } else { b };
        }
        if (slope(middle) > 0.0) == rises {
            b = middle;
        } else {
            a = middle;
        }
    }
}
