//! Random numbers as a pure function of (seed, stream, counter): no hidden state, so that any draw can be made again.
//!
//! Each draw is a few rounds of a 64-bit mixing function over the three inputs (the finalizer of SplitMix64: G. L. Steele,
//! D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, 2014). Streams are named, so that a new use of
//! randomness never changes an old one. Not for cryptography.

use lanes::math;

/// The uses of randomness; their numbers are part of the bits of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Noise on gradients: counter = step, index = coordinate. All racers see the same noise.
    GradientNoise = 1,
    /// The order of samples in an epoch: counter = epoch, index = place.
    Shuffle = 2,
    /// Samples drawn with replacement: counter = update, index = place in the batch.
    Draw = 3,
    /// Initial parameters: counter = layer, index = weight.
    Init = 4,
    /// Positions of generated data: counter = sample, index = draw.
    Data = 5,
    /// Noise of generated data: counter = sample, index = draw.
    DataNoise = 6,
    /// Which samples are for training: index = sample.
    Split = 7,
    /// Directions of a plane through parameters: counter = which of the two, index = parameter.
    Direction = 8,
}

/// The golden ratio times 2⁶⁴, SplitMix64's increment.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline(always)]
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// 64 random bits.
pub fn bits(seed: u32, stream: Stream, counter: u64, index: u64) -> u64 {
    in_row(row(seed, stream, counter), index)
}

/// What the bits of one counter have in common.
pub(crate) fn row(seed: u32, stream: Stream, counter: u64) -> u64 {
    let key = mix(u64::from(seed).wrapping_add((stream as u64) << 32).wrapping_add(GOLDEN));
    mix(key ^ counter.wrapping_mul(GOLDEN))
}

/// [`bits`] of a [`row`].
#[inline(always)]
pub(crate) fn in_row(row: u64, index: u64) -> u64 {
    mix(row.wrapping_add(index.wrapping_add(1).wrapping_mul(GOLDEN)))
}

/// Uniform in (0, 1): the middle of one of 2⁵³ equal cells, never an end.
pub fn uniform(seed: u32, stream: Stream, counter: u64, index: u64) -> f64 {
    let cell = (bits(seed, stream, counter, index) >> 11) as f64;
    (cell + 0.5) * (1.0 / 9_007_199_254_740_992.0)
}

/// Standard normal, by Box and Muller's transform (G. E. P. Box and M. E. Muller, 1958) of two uniform draws.
///
/// ```
/// use descent::rng::{Stream, normal};
/// let draw = |index| normal(7, Stream::GradientNoise, 0, index);
/// let mean = (0..10_000).map(draw).sum::<f64>() / 10_000.0;
/// assert!(mean.abs() < 0.05);
/// assert_eq!(draw(3), draw(3));
/// ```
pub fn normal(seed: u32, stream: Stream, counter: u64, index: u64) -> f64 {
    let radius = (-2.0 * math::ln(uniform(seed, stream, counter, 2 * index))).sqrt();
    let angle = core::f64::consts::TAU * uniform(seed, stream, counter, 2 * index + 1);
    radius * math::cos(angle)
}
