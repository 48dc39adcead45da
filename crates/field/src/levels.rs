//! Round values for iso-lines and ticks.
//!
//! Linear: the multiples of one step, so that lines tell the slope by their spacing; where the minimum is known, one value
//! each of a half, a fifth and a tenth of the step is added below the first line. Logarithmic: heights above the minimum of
//! 1, 2 and 5 times the powers of ten (more or fewer per decade, as room allows), the values rounded to the decade of their
//! height: they crowd towards the minimum.
//!
//! Invariant: ascending, strictly between the mapping's ends, each the double nearest to a short decimal, and no more than
//! asked for. It prints nothing.

use crate::{Mapping, Scale};
use lanes::math;

/// More levels than this are never made.
const MOST: usize = 256;

/// What a decade is divided into, in halves of a power of ten, from dense to sparse.
const DIVISIONS: [&[f64]; 5] = [
    &[2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0],
    &[2.0, 3.0, 4.0, 6.0, 10.0, 14.0],
    &[2.0, 4.0, 10.0],
    &[2.0, 6.0],
    &[2.0],
];

/// At most `n` (and at most 256) round values between the ends of a mapping.
///
/// ```
/// use field::{Grid, Mapping, Nodes, Scale, View, levels};
/// let view = View { x: [-10.0, 10.0], y: [0.0, 0.0] };
/// let grid = Grid::sample(&|x: f64, _: f64| x * x * x * x, view, Nodes::Corners, 1001, 1)?;
/// let linear = Mapping::new(&grid, Scale::Linear, None);
/// assert_eq!(levels(&linear, 5), [2000.0, 4000.0, 6000.0, 8000.0]);
/// let log = Mapping::new(&grid, Scale::Log, Some(0.0));
/// assert_eq!(levels(&log, 7), [0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0]);
/// # Ok::<(), field::TooLarge>(())
/// ```
pub fn levels(mapping: &Mapping, n: usize) -> Vec<f64> {
    let (lo, hi, n) = (mapping.lo(), mapping.hi(), n.min(MOST));
    if n == 0 || lo.partial_cmp(&hi) != Some(core::cmp::Ordering::Less) {
        return Vec::new();
    }
    let mut found = match mapping.scale() {
        Scale::Log => by_height(mapping, n).unwrap_or_else(|| by_step(lo, hi, n).0),
        Scale::Linear if mapping.knows_minimum() && n > 4 => {
            let (mut steps, k, times) = by_step(lo, hi, n - 3);
            let mut inner = Vec::new();
            for part in [1.0, 2.0, 5.0] {
                // A tenth, a fifth, half of the step: the first multiple above the minimum.
                let unit = times * part;
                let level = decimal(((mapping.minimum() / decimal(unit, k - 1)).floor() + 1.0) * unit, k - 1);
                let below = steps.first().is_none_or(|first| level < *first);
                if below && inner.last().is_none_or(|last| *last < level) {
                    inner.push(level);
                }
            }
            inner.append(&mut steps);
            inner
        }
        Scale::Linear => by_step(lo, hi, n).0,
    };
    // The sum drops the sign of a zero.
    found.iter_mut().for_each(|level| *level += 0.0);
    found.retain(|level| lo < *level && *level < hi);
    found
}

/// The multiples of the smallest 1, 2 or 5 times a power of ten of which at most `n` lie between `lo` and `hi`; with the
/// step's exponent and digit.
fn by_step(lo: f64, hi: f64, n: usize) -> (Vec<f64>, i32, f64) {
    // In halves, which cannot overflow.
    let room = (0.5 * hi - 0.5 * lo) / (n as f64 + 1.0);
    let mut k = decade(room);
    for times in [1.0, 2.0, 5.0].into_iter().cycle().take(12) {
        let step = decimal(times, k);
        let (first, last) = ((lo / step).floor() + 1.0, (hi / step).ceil() - 1.0);
        let count = last - first + 1.0;
        if count <= n as f64 {
            let levels = (0..n).map(|i| first + i as f64).take_while(|i| *i <= last);
            return (levels.map(|i| decimal(i * times, k)).collect(), k, times);
        }
        if times == 5.0 {
            k += 1;
        }
    }
    (Vec::new(), k, 1.0)
}

/// Values at round heights above the minimum; none where the view sees too little of the scale for that.
fn by_height(mapping: &Mapping, n: usize) -> Option<Vec<f64>> {
    let (lo, hi, m) = (mapping.lo(), mapping.hi(), mapping.minimum());
    let top = 2.0 * (0.5 * hi - 0.5 * m);
    // Below half the softening lies too small a part of the picture.
    let bottom = 0.5 * mapping.softening();
    if !top.is_finite() || bottom <= 0.0 {
        return None;
    }
    let (from, to) = (decade(bottom), decade(top));
    let divided = |division: &[f64], stride: usize| {
        let mut found: Vec<f64> = Vec::new();
        for k in (from..=to).filter(|k| k.rem_euclid(i32::try_from(stride).unwrap_or(1)) == 0) {
            for half in division {
                let height = decimal(0.5 * half, k);
                // To the unit of the height, or to half of it where the division has halves.
                let unit = if (0.5 * half).trunc() == 0.5 * half { 1.0 } else { 0.5 };
                let level = decimal(((m + height) / decimal(unit, k)).round() * unit, k);
                let fits = height >= bottom && lo < level && level < hi;
                if fits && found.last().is_none_or(|last| *last < level) {
                    found.push(level);
                }
            }
        }
        found
    };
    let all = DIVISIONS.iter().map(|division| divided(division, 1));
    let sparser = (2..32).map(|stride| divided(&[2.0], stride));
    let found = all.chain(sparser).find(|found| found.len() <= n)?;
    (found.len() * 3 >= n.min(9)).then_some(found)
}

/// `count` · 10ᵏ. Powers of ten up to 10²² are exact, so this is the double nearest to the short decimal.
fn decimal(count: f64, k: i32) -> f64 {
    let power = math::pown(10.0, k.unsigned_abs());
    if k < 0 { count / power } else { count * power }
}

/// The k with 10ᵏ ≤ x < 10ᵏ⁺¹, for x > 0; within ±300.
fn decade(x: f64) -> i32 {
    let mut k = ((math::ln(x) / core::f64::consts::LN_10).floor() as i32).clamp(-300, 300);
    // The logarithm may be off by one at a power of ten.
    while k > -300 && decimal(1.0, k) > x {
        k -= 1;
    }
    while k < 300 && decimal(1.0, k + 1) <= x {
        k += 1;
    }
    k
}
