//! A line search for the strong Wolfe conditions: less by enough, and nearly level.
//!
//! f(t) ≤ f(0) + c₁t·f′(0) and |f′(t)| ≤ c₂|f′(0)| with c₁ = 10⁻⁴, c₂ = 0.9 (Nocedal and Wright, Numerical Optimization, 2006,
//! section 3.5). First steps that grow until a bracket is found, then steps inside the bracket; both from the cubic through two
//! values and slopes. Decision for decision that of PyTorch's LBFGS, which is that of M. Schmidt's minFunc (2005). It evaluates
//! through a function it is given, and does not move anything; [`along`] hands it an objective and a direction.

use super::Quantity;
use super::whole::{axpy, dot};
use lanes::Real;

const C1: f64 = 1e-4;
/// c₂ for directions with the scale of a Newton step.
pub(super) const C2: f64 = 0.9;
/// What a search is told beside its line.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    /// A bracket within which no component moves by more is not searched further.
    pub(super) tolerance: f64,
    /// c₂: how level the end has to be.
    pub(super) level: f64,
    /// The most evaluations after the first, PyTorch's `max_ls`.
    pub(super) most: u64,
}
/// So many are enough where nobody counts them.
pub(super) const STEPS: u64 = 25;

/// A point on the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// Its distance in units of the direction.
    pub(super) t: f64,
    /// The value.
    pub(super) f: f64,
    /// The slope along the direction.
    pub(super) slope: f64,
}

/// The least point of the cubic through two points, within bounds; their middle where it has none.
fn cubic(a: Point, b: Point, (low, high): (f64, f64)) -> f64 {
    let d1 = a.slope + b.slope - 3.0 * (a.f - b.f) / (a.t - b.t);
    let square = d1 * d1 - a.slope * b.slope;
    if square >= 0.0 {
        let d2 = square.sqrt();
        let (near, far) = if a.t <= b.t { (a, b) } else { (b, a) };
        let at = far.t - (far.t - near.t) * ((far.slope + d2 - d1) / (far.slope - near.slope + 2.0 * d2));
        at.max(low).min(high)
    } else {
        (low + high) / 2.0
    }
}

/// Searches from `start` (t = 0) with `t` as the first step. `evaluate` gives the point at t and keeps its gradient in the slot
/// 0, 1 or 2 that it is told; slot 0 holds the gradient of the start. `copy(from, to)` copies one slot to another. `size` is the
/// largest component of the direction. Gives the point and
/// the slot of its gradient, unless the point is the start itself.
fn search(
    start: Point,
    t: f64,
    (size, wish): (f64, Wish),
    evaluate: &mut dyn FnMut(f64, usize) -> Point,
    copy: &mut dyn FnMut(usize, usize),
) -> (Point, usize) {
    let enough = |p: Point| p.f <= start.f + C1 * p.t * start.slope;
    let level = |p: Point| p.slope.abs() <= -wish.level * start.slope;
    // Slot 0 has the gradient of `before`, slot 1 that of `now`.
    let (mut before, mut now) = (start, evaluate(t, 1));
    let mut steps = 0;
    loop {
        if steps == wish.most {
            // PyTorch brackets from the start then; the end is the better of the two if it is lower at all.
            return if start.f <= now.f { (start, 0) } else { (now, 1) };
        }
        if !enough(now) && !now.f.is_nan() || (steps > 1 && now.f >= before.f) {
            break;
        }
        if level(now) {
            return (now, 1);
        }
        if now.slope >= 0.0 {
            break;
        }
        let bounds = (now.t + 0.01 * (now.t - before.t), now.t * 10.0);
        let next = cubic(before, now, bounds);
        before = now;
        copy(1, 0);
        now = evaluate(next, 1);
        steps += 1;
    }

    let mut bracket = [before, now];
    let mut low = usize::from(bracket[0].f > bracket[1].f);
    let mut stuck = false;
    while steps < wish.most {
        let (left, right) = (bracket[0].t.min(bracket[1].t), bracket[0].t.max(bracket[1].t));
        if (right - left) * size < wish.tolerance {
            break;
        }
        let mut t = cubic(bracket[0], bracket[1], (left, right));
        // Too close to an end twice, or at it: a tenth of the bracket away from it.
        let margin = 0.1 * (right - left);
        if (right - t).min(t - left) < margin {
            if stuck || t >= right || t <= left {
                t = if (t - right).abs() < (t - left).abs() { right - margin } else { left + margin };
                stuck = false;
            } else {
                stuck = true;
            }
        } else {
            stuck = false;
        }
        let new = evaluate(t, 2);
        steps += 1;
        let high = 1 - low;
        if !enough(new) && !new.f.is_nan() || new.f >= bracket[low].f {
            bracket[high] = new;
            copy(2, high);
            low = usize::from(bracket[0].f > bracket[1].f);
            continue;
        }
        let done = level(new);
        if !done && new.slope * (bracket[high].t - bracket[low].t) >= 0.0 {
            bracket[high] = bracket[low];
            copy(low, high);
        }
        bracket[low] = new;
        copy(2, low);
        if done {
            break;
        }
    }
    (bracket[low], low)
}

/// max|x|, NaN if one is.
#[inline(never)]
pub(super) fn largest<T: Real>(x: &[T]) -> f64 {
    x.iter().fold(0.0, |m, v| {
        let v = v.abs().to_f64();
        if v > m || v.is_nan() { v } else { m }
    })
}

/// Searches along `d` from `p`, where the value is `start.f` and the gradient `g`. Where it finds another point, `g` is then the
/// gradient there. `room` is for four points; `evaluations` counts up.
#[inline(never)]
pub(super) fn along<T: Real>(
    objective: &mut dyn FnMut(&[T], &mut [T]) -> f64,
    (p, d, g): (&[T], &[T], &mut [T]),
    (start, t): (Point, f64),
    wish: Wish,
    room: &mut [T],
    evaluations: &mut u64,
) -> Point {
    let n = p.len();
    let (point, slots) = room.split_at_mut(n);
    slots[..n].copy_from_slice(g);
    let all = core::cell::RefCell::new(&mut *slots);
    let mut evaluate = |t: f64, slot: usize| {
        let mut slots = all.borrow_mut();
        let to = &mut slots[slot * n..(slot + 1) * n];
        point.copy_from_slice(p);
        axpy(point, t, d);
        *evaluations += 1;
        let f = objective(point, to);
        Point { t, f, slope: dot(to, d) }
    };
    let mut copy = |from: usize, to: usize| all.borrow_mut().copy_within(from * n..(from + 1) * n, to * n);
    let (found, slot) = search(start, t, (largest(d), wish), &mut evaluate, &mut copy);
    if found.t != 0.0 {
        g.copy_from_slice(&slots[slot * n..(slot + 1) * n]);
    }
    found
}

/// c₂ as an argument of a row.
pub(super) const fn level(default: f64) -> crate::catalog::Param {
    use crate::catalog::{Kind, Range, Scale};
    crate::catalog::Param {
        key: "c2",
        symbol: "c_2",
        name: "levelness",
        kind: Kind::Real {
            default: Some(default),
            range: Range { min: 0.0, max: 1.0, min_open: true, max_open: true },
            scale: Scale::Log,
        },
        doc: "A step is long enough once the slope has fallen to this share of its first size.",
    }
}

/// What these laws say of their step.
pub(super) static LENGTH: Quantity = Quantity::of("t", "t", "step along the direction");
/// And of the line it lies on.
pub(super) static SLOPE: Quantity = Quantity::of("slope", r"\langle g, d\rangle", "slope along the direction");
