//! Reductions in one fixed order.
//!
//! The order, for width W (4 for `f32`, 2 for `f64`): element i belongs to lane i mod W of row i div W. Row r is
//! added to accumulator r mod 4, rows in increasing order, every accumulator starting at +0 in all lanes; the
//! last row is padded with +0. Then, lane by lane, s = (a₀ + a₁) + (a₂ + a₃), and the lanes are added as
//! s₀ + s₁ (W = 2) or (s₀ + s₁) + (s₂ + s₃) (W = 4).
//!
//! The invariant owned here: this order, whatever the backend and the length. Four accumulators hide the latency
//! of the addition. An empty sum is +0, and so is a sum of −0 alone.
//!
//! What it does not do: compensate. The error of n terms grows like n/4W in the worst case.

use crate::lane::{Lanes, Real};

/// Σ xᵢ.
///
/// ```
/// assert_eq!(lanes::reduce::sum(&[1.0_f32; 67]), 67.0);
/// assert_eq!(lanes::reduce::sum::<f64>(&[]).to_bits(), 0);
/// ```
pub fn sum<T: Real>(x: &[T]) -> T {
    tree(x, x, |a, _| a)
}

/// Σ xᵢ yᵢ, each product rounded before it is added. Of unequal lengths the shorter counts.
///
/// ```
/// assert_eq!(lanes::reduce::dot(&[1.0_f64, 2.0, 3.0], &[4.0, 5.0, 6.0]), 32.0);
/// ```
pub fn dot<T: Real>(x: &[T], y: &[T]) -> T {
    tree(x, y, |a, b| a * b)
}

/// Σ xᵢ².
pub fn sum_sq<T: Real>(x: &[T]) -> T {
    dot(x, x)
}

/// The Euclidean norm √Σ xᵢ², in `f64` for both precisions.
///
/// The squares are summed as `f64` in the tree of [`sum_sq`]. Where that overflows or falls below 2⁻⁹⁰⁰ (which
/// needs an `f64` above 10¹⁵⁴ or all of them below 10⁻¹³⁵), it is done again on elements divided by the power
/// of two of the largest one. Infinite if an element is, else NaN if an element is.
///
/// ```
/// assert_eq!(lanes::reduce::norm(&[3.0_f32, 4.0]), 5.0);
/// assert_eq!(lanes::reduce::norm(&[0.0, 3e200_f64]), 3e200);
/// ```
pub fn norm<T: Real>(x: &[T]) -> f64 {
    let squares = sum_sq_f64(x, 1.0);
    // 2⁻⁹⁰⁰: below, the smallest squares of a sum may have lost digits to subnormal numbers.
    const SMALL: f64 = f64::from_bits(0x07b0_0000_0000_0000);
    if (SMALL..f64::INFINITY).contains(&squares) {
        return squares.sqrt();
    }
    let largest = x.iter().fold(0.0_f64, |m, e| {
        let a = e.to_f64().abs();
        if m < a { a } else { m }
    });
    if largest == 0.0 || largest == f64::INFINITY {
        return if largest == 0.0 { squares.sqrt() } else { largest };
    }
    // The power of two at or below the largest; the smallest normal one for subnormal numbers. Two exact steps,
    // since the inverse of the largest power of two is subnormal.
    let power = f64::from_bits(largest.to_bits() & 0x7ff0_0000_0000_0000);
    let power = if power == 0.0 { f64::MIN_POSITIVE } else { power };
    sum_sq_f64(x, power).sqrt() * power
}

/// Σ (xᵢ / by)² in `f64`, in the tree of [`sum_sq`].
fn sum_sq_f64<T: Real>(x: &[T], by: f64) -> f64 {
    type Wide = <f64 as Real>::Wide;
    const W: usize = 2;
    // By 1, which it mostly is, nothing changes.
    let (scaled, by) = (by != 1.0, Wide::splat(by));
    let mut acc = [Wide::splat(0.0); 4];
    // With indices: where size counts, an iterator is a call per row, and rows are few.
    let mut i = 0;
    while i < x.len() {
        let second = if i + 1 < x.len() { x[i + 1].to_f64() } else { 0.0 };
        let v = Wide::load(&[x[i].to_f64(), second]);
        let v = if scaled { v / by } else { v };
        let to = &mut acc[i / W % 4];
        *to = *to + v * v;
        i += W;
    }
    fold_lanes((acc[0] + acc[1]) + (acc[2] + acc[3]))
}

/// The tree over term(xᵢ, yᵢ), where term(+0, +0) must be +0.
#[inline]
fn tree<T: Real>(x: &[T], y: &[T], term: impl Fn(T::Wide, T::Wide) -> T::Wide) -> T {
    let w = T::Wide::WIDTH;
    let n = x.len().min(y.len());
    let (x, y) = (&x[..n], &y[..n]);
    let mut acc = [T::Wide::splat(T::ZERO); 4];
    let (mut blocks_x, mut blocks_y) = (x.chunks_exact(4 * w), y.chunks_exact(4 * w));
    for (bx, by) in blocks_x.by_ref().zip(blocks_y.by_ref()) {
        for (k, a) in acc.iter_mut().enumerate() {
            *a = *a + term(T::Wide::load(&bx[k * w..]), T::Wide::load(&by[k * w..]));
        }
    }
    let rest = blocks_x.remainder().chunks(w).zip(blocks_y.remainder().chunks(w));
    for (a, (rx, ry)) in acc.iter_mut().zip(rest) {
        *a = *a + term(T::Wide::load_padded(rx), T::Wide::load_padded(ry));
    }
    fold_lanes((acc[0] + acc[1]) + (acc[2] + acc[3]))
}

/// The sum of the lanes, with the bits of [`sum`] over them.
#[inline(always)]
pub fn lanes<L: Lanes>(s: L) -> L::Elem {
    fold_lanes(L::splat(L::Elem::ZERO) + s)
}

/// The sum of the lanes of every vector, times `by`, as [`lanes`] sums them; a few at a time.
pub fn each<L: Lanes>(of: &[L], by: L::Elem, to: &mut [L::Elem]) {
    let (mut at, n) = (0, to.len());
    while at < n {
        let end = (at + L::WIDTH).min(n);
        let (Some(rows), Some(to)) = (of.get(at..end), to.get_mut(at..end)) else { return };
        let sums = L::across(rows) * L::splat(by);
        if to.len() == L::WIDTH {
            sums.store(to)
        } else {
            sums.store_first(to)
        }
        at = end;
    }
}

/// s₀ + s₁, or (s₀ + s₁) + (s₂ + s₃).
#[inline(always)]
fn fold_lanes<L: Lanes>(s: L) -> L::Elem {
    if L::WIDTH == 2 { s.lane(0) + s.lane(1) } else { (s.lane(0) + s.lane(1)) + (s.lane(2) + s.lane(3)) }
}
