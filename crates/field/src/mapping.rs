//! From values to places on the colour ramp, and back.
//!
//! Linear: p(v) = (v − lo) / (hi − lo). Logarithmic: p(v) = (L(v) − L(lo)) / (L(hi) − L(lo)) with L(v) = ln(1 + (v − m)/s),
//! where m is the least value known (the true minimum, or the least sampled value if that is lower or no minimum is known)
//! and s, the softening, is the 1 % quantile of v − m over the nodes above m. So about one node in a hundred lies in the
//! part near the minimum where the scale is linear, and all other decades get equal room, however many there are. s is at
//! least 1e−12 (hi − m), which bounds the scale to twelve decades.
//!
//! Invariant: p never decreases, p(lo) = 0, p(hi) = 1, and NaN stays NaN; value(p(v)) is v up to rounding. It holds no
//! colours.

use crate::Grid;
use lanes::{Lanes, Real, Scalar, math};

/// How values are spread over the colour ramp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// By difference.
    Linear,
    /// By ratio of the height above the minimum.
    Log,
}

/// The place of every value on the colour ramp.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mapping {
    scale: Scale,
    lo: f64,
    hi: f64,
    known: bool,
    minimum: f64,
    softening: f64,
    /// L(lo) and L(hi) − L(lo).
    from: f64,
    span: f64,
}

/// (b − a)/2, which overflows only where a or b is infinite.
fn half_gap(a: f64, b: f64) -> f64 {
    0.5 * b - 0.5 * a
}

/// Half the heights above `m` of a few thousand nodes, those at `m` itself left out.
fn heights(grid: &Grid, m: f64) -> Vec<f64> {
    const FEW: usize = 1 << 13;
    let mut stride = 1;
    while (grid.w() / stride) * (grid.h() / stride) > FEW {
        stride += 1;
    }
    let rows = grid.values().chunks(grid.w().max(1)).step_by(stride);
    rows.flat_map(|row| row.iter().step_by(stride))
        .map(|v| half_gap(m, *v))
        .filter(|v| v.is_finite() && *v > 0.0)
        .collect()
}

/// The number that `rank` of these positive numbers are below; +∞ if there are no more.
///
/// Positive doubles are ordered as their bits are, so this halves the interval of bits: 64 counts of a few thousand numbers,
/// no sort.
fn smallest(of: &[f64], rank: usize) -> f64 {
    let (mut from, mut to) = (0, f64::INFINITY.to_bits());
    while from < to {
        let middle = from + (to - from) / 2;
        if of.iter().filter(|v| v.to_bits() <= middle).count() > rank {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    f64::from_bits(from)
}

/// A number whose order among such numbers is that of `v` among doubles.
fn ordered(v: f64) -> u64 {
    let bits = v.to_bits();
    if v.is_sign_negative() { !bits } else { bits | 1 << 63 }
}

/// The double of such a number.
fn unordered(of: u64) -> f64 {
    f64::from_bits(if of >> 63 == 0 { !of } else { of & !(1 << 63) })
}

/// How many vectors of places are on their way at a time.
const BLOCK: usize = 16;

impl Mapping {
    /// The mapping for the values of a grid. `minimum` is the objective's global minimum, where it is known; it may lie
    /// outside the view.
    pub fn new(grid: &Grid, scale: Scale, minimum: Option<f64>) -> Mapping {
        let (lo, hi) = (grid.lo(), grid.hi());
        let known = minimum.filter(|m| m.is_finite() && *m <= lo);
        let m = known.unwrap_or(lo);
        let mut mapping =
            Mapping { scale, lo, hi, known: known.is_some(), minimum: m, softening: 1.0, from: 0.0, span: 0.0 };
        match scale {
            Scale::Linear => {
                (mapping.softening, mapping.span) = (0.0, half_gap(lo, hi));
            }
            Scale::Log => {
                let heights = heights(grid, m);
                if !heights.is_empty() {
                    let low = smallest(&heights, heights.len() / 100);
                    let least = 1e-12 * half_gap(m, hi);
                    mapping.softening = if low > least { low } else { least };
                }
                mapping.from = mapping.curve(lo);
                mapping.span = mapping.curve(hi) - mapping.from;
            }
        }
        mapping
    }

    /// Linear or logarithmic.
    pub fn scale(&self) -> Scale {
        self.scale
    }
    /// The least value on the ramp; NaN where the grid had none.
    pub fn lo(&self) -> f64 {
        self.lo
    }
    /// The greatest value on the ramp; NaN where the grid had none.
    pub fn hi(&self) -> f64 {
        self.hi
    }
    /// m of the formula above: the objective's minimum, or the least sampled value.
    pub fn minimum(&self) -> f64 {
        self.minimum
    }
    /// Whether [`Mapping::minimum`] was given rather than sampled.
    pub fn knows_minimum(&self) -> bool {
        self.known
    }
    /// s of the formula above; 0 on a linear scale.
    pub fn softening(&self) -> f64 {
        2.0 * self.softening
    }

    /// L(v).
    fn curve(&self, v: f64) -> f64 {
        math::ln_1p(half_gap(self.minimum, v) / self.softening)
    }

    /// The place of a value, from 0 to 1; values beyond `lo` and `hi` go to the ends. NaN for NaN.
    pub fn position(&self, v: f64) -> f64 {
        let mut place = [0.0];
        self.positions(&[v], &mut place);
        place[0]
    }

    /// [`Mapping::position`] of several values at once, for as many places.
    pub fn positions(&self, values: &[f64], out: &mut [f64]) {
        type Wide = <f64 as Real>::Wide;
        let (zero, one, half) = (Wide::lit(0.0), Wide::lit(1.0), Wide::lit(0.5));
        let (base, from, softening) = match self.scale {
            Scale::Linear => (self.lo, 0.0, 1.0),
            Scale::Log => (self.minimum, self.from, self.softening),
        };
        let (base, from, span, s) =
            (half * Wide::splat(base), Wide::splat(from), Wide::splat(self.span), Wide::splat(softening));
        let (lo, hi) = (Wide::splat(self.lo), Wide::splat(self.hi));
        let mut block = [zero; BLOCK];
        for (values, out) in Wide::packs(values).chunks(BLOCK).zip(Wide::packs_mut(out).chunks_mut(BLOCK)) {
            let block = &mut block[..values.len()];
            for (v, to) in values.iter().zip(block.iter_mut()) {
                *to = (half * Lanes::min(Lanes::max(Wide::unpack(v), lo), hi) - base) / s;
            }
            if self.scale == Scale::Log {
                math::ln_1p_all(block);
            }
            for ((v, raised), out) in values.iter().zip(block).zip(out) {
                // A flat grid has no span: everything is at the lower end.
                let place = Wide::select(zero.lt(span), (*raised - from) / span, zero);
                let (v, place) = (Wide::unpack(v), Lanes::min(Lanes::max(place, zero), one));
                Wide::select(v.eq_lanes(v), place, v).pack(out);
            }
        }
        if let (1, Some(v), Some(out)) = (values.len() % Wide::WIDTH, values.last(), out.last_mut()) {
            let mut both = [0.0; 2];
            self.positions(&[*v; 2], &mut both);
            *out = both[0];
        }
    }

    /// The least values that are nearest to the places 1/N, 2/N, … 1: where a ramp of N + 1 colours goes from each to the next. Found
    /// by halving the interval of bits, all at once, from [`Mapping::positions`] itself, so that a pixel's colour is that of its
    /// place without its logarithm.
    pub(crate) fn steps<const N: usize>(&self) -> [f64; N] {
        let (mut steps, mut places) = ([f64::INFINITY; N], [0.0; N]);
        let (mut from, mut to) = ([ordered(self.lo); N], [ordered(self.hi); N]);
        // As many rounds as a double has bits, and one to write down what is left. A flat grid has one colour.
        for _ in 0..if self.span > 0.0 { 65 } else { 0 } {
            for i in 0..N {
                steps[i] = unordered(from[i] + (to[i] - from[i]) / 2);
            }
            self.positions(&steps, &mut places);
            for i in 0..N {
                if places[i] * N as f64 + 0.5 >= (i + 1) as f64 {
                    to[i] = ordered(steps[i]);
                } else {
                    from[i] = ordered(steps[i]) + 1;
                }
            }
        }
        steps
    }

    /// The value at a place from 0 to 1: the inverse of [`Mapping::position`].
    pub fn value(&self, place: f64) -> f64 {
        if place <= 0.0 {
            return self.lo;
        }
        if place >= 1.0 {
            return self.hi;
        }
        let v = match self.scale {
            Scale::Linear => 2.0 * (0.5 * self.lo + place * self.span),
            Scale::Log => {
                let height = self.softening * math::exp_m1(self.from + place * self.span);
                2.0 * (0.5 * self.minimum + height)
            }
        };
        if v < self.lo {
            self.lo
        } else if v > self.hi {
            self.hi
        } else {
            v
        }
    }
}
