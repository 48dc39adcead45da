//! The generators: one sample from its number and its own draws.
//!
//! Invariant: sample i takes its place from stream [`Stream::Data`] and its noise from [`Stream::DataNoise`], so that the noise of a
//! set can change and its points stay recognisable. Classes alternate, so that they are equally frequent, but where a place decides
//! the class (`xor`) or a draw does (`wilson`).

use crate::rng::{Stream, normal, uniform};
use lanes::math::{cos, exp, sin};

/// The most features of a set in the table.
pub(super) const FEATURES: usize = 64;

/// One sample: features, and a class or a number.
pub(super) struct Sample {
    pub(super) x: [f64; FEATURES],
    pub(super) y: f64,
}

/// Where a set comes from.
#[derive(Clone, Copy)]
pub(super) enum Source {
    /// A generator: draws, number of the sample, samples in all, noise.
    Made(fn(&mut Draws, usize, usize, f64) -> Sample),
    /// The built-in flowers.
    Iris,
    /// Features of its own for every sample.
    Wilson,
    /// The digits.
    Digits,
}

/// The draws of one sample.
pub(super) struct Draws {
    seed: u32,
    sample: u64,
    place: u64,
    noise: u64,
}

impl Draws {
    pub(super) fn of(seed: u32, sample: usize) -> Self {
        Draws { seed, sample: sample as u64, place: 0, noise: 0 }
    }

    /// Uniform between two ends.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.place += 1;
        low + (high - low) * uniform(self.seed, Stream::Data, self.sample, self.place)
    }

    /// Normal, mean 0, variance 1; part of the place.
    fn spread(&mut self) -> f64 {
        self.place += 1;
        normal(self.seed, Stream::Data, self.sample, 1000 + self.place)
    }

    /// Normal noise.
    fn stray(&mut self, by: f64) -> f64 {
        self.noise += 1;
        by * normal(self.seed, Stream::DataNoise, self.sample, self.noise)
    }
}

fn sample(x: &[f64], y: f64) -> Sample {
    let mut all = [0.0; FEATURES];
    all.iter_mut().zip(x).for_each(|(to, x)| *to = *x);
    Sample { x: all, y }
}

/// Around (2, 2) and (−2, −2), with the noise for a standard deviation.
pub(super) fn gauss(draws: &mut Draws, i: usize, _: usize, noise: f64) -> Sample {
    let class = (i % 2) as f64;
    let centre = 4.0 * class - 2.0;
    sample(&[centre + draws.stray(noise), centre + draws.stray(noise)], class)
}

/// A disc of radius 2.5 in a ring from 3.5 to 5.
pub(super) fn circle(draws: &mut Draws, i: usize, _: usize, noise: f64) -> Sample {
    let class = (i % 2) as f64;
    let radius = if i % 2 == 1 { draws.between(0.0, 2.5) } else { draws.between(3.5, 5.0) };
    let angle = draws.between(0.0, core::f64::consts::TAU);
    sample(&[radius * sin(angle) + draws.stray(noise), radius * cos(angle) + draws.stray(noise)], class)
}

/// Quadrants of [−5, 5]², with a gap along the axes.
pub(super) fn xor(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    const GAP: f64 = 0.3;
    let mut place = || {
        let v = draws.between(-5.0, 5.0);
        if v > 0.0 { v + GAP } else { v - GAP }
    };
    let (x, y) = (place(), place());
    sample(&[x + draws.stray(noise), y + draws.stray(noise)], f64::from(u8::from(x * y >= 0.0)))
}

/// Two arms of 1¾ turns, to radius 5.
pub(super) fn spiral(draws: &mut Draws, i: usize, n: usize, noise: f64) -> Sample {
    let class = (i % 2) as f64;
    let along = (i / 2) as f64 / (n / 2).max(1) as f64;
    let angle = core::f64::consts::TAU * 1.75 * along + core::f64::consts::PI * class;
    let radius = 5.0 * along;
    sample(&[radius * sin(angle) + draws.stray(noise), radius * cos(angle) + draws.stray(noise)], class)
}

/// The upper half of a circle about (0, 0), the lower half of one about (1, ½).
pub(super) fn moons(draws: &mut Draws, i: usize, _: usize, noise: f64) -> Sample {
    let angle = draws.between(0.0, core::f64::consts::PI);
    let (x, y) = if i.is_multiple_of(2) { (cos(angle), sin(angle)) } else { (1.0 - cos(angle), 0.5 - sin(angle)) };
    sample(&[x + draws.stray(noise), y + draws.stray(noise)], (i % 2) as f64)
}

/// Around the corners of a triangle.
pub(super) fn blobs(draws: &mut Draws, i: usize, _: usize, noise: f64) -> Sample {
    const CENTRES: [[f64; 2]; 3] = [[0.0, 2.5], [-2.2, -1.3], [2.2, -1.3]];
    let [x, y] = CENTRES[i % 3];
    sample(&[x + draws.stray(noise), y + draws.stray(noise)], (i % 3) as f64)
}

pub(super) fn line(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    let x = draws.between(-2.0, 2.0);
    sample(&[x], 2.0 * x + 1.0 + draws.stray(noise))
}

/// (x + y)/10 on [−6, 6]².
pub(super) fn plane(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    let (x, y) = (draws.between(-6.0, 6.0), draws.between(-6.0, 6.0));
    sample(&[x, y], (x + y) / 10.0 + draws.stray(noise))
}

/// Bumps of height ±1 in two rows.
pub(super) fn hills(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    const BUMPS: [[f64; 3]; 6] =
        [[-4.0, 2.5, 1.0], [0.0, 2.5, -1.0], [4.0, 2.5, 1.0], [-4.0, -2.5, -1.0], [0.0, -2.5, 1.0], [4.0, -2.5, -1.0]];
    let (x, y) = (draws.between(-6.0, 6.0), draws.between(-6.0, 6.0));
    let height: f64 = BUMPS.iter().map(|[a, b, h]| h * exp(-((x - a) * (x - a) + (y - b) * (y - b)) / 2.0)).sum();
    sample(&[x, y], height + draws.stray(noise))
}

pub(super) fn sine(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    let x = draws.between(-1.0, 1.0);
    sample(&[x], sin(core::f64::consts::PI * x) + draws.stray(noise))
}

/// y = 1/(1 + 25x²) on [−1, 1].
pub(super) fn runge(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    let x = draws.between(-1.0, 1.0);
    sample(&[x], 1.0 / (1.0 + 25.0 * x * x) + draws.stray(noise))
}

/// y = ±1, the sign of x, on [−1, 1].
pub(super) fn jump(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    let x = draws.between(-1.0, 1.0);
    sample(&[x], if x < 0.0 { -1.0 } else { 1.0 } + draws.stray(noise))
}

/// Features of the rare set.
const RARE: usize = 6;

/// Feature k is there in a share of 2⁻ᵏ of the samples, and its weight is 1 for even k, −1 for odd.
pub(super) fn rare(draws: &mut Draws, _: usize, _: usize, noise: f64) -> Sample {
    let mut x = [0.0; FEATURES];
    let (mut share, mut y) = (1.0, 0.0);
    for (k, x) in x.iter_mut().enumerate().take(RARE) {
        let there = draws.between(0.0, 1.0) < share;
        let value = draws.spread();
        if there {
            *x = value;
            y += if k % 2 == 0 { value } else { -value };
        }
        share *= 0.5;
    }
    sample(&x, y + draws.stray(noise))
}

/// Features of [`wilson`] for n samples.
pub(super) const fn wilson_features(n: usize) -> usize {
    3 + 5 * n
}

/// The label, then twice 1, then of the five features that only this sample has one where the label is positive, and all where it is
/// negative. Positive ones are a share of 0.6.
pub(super) fn wilson(draws: &mut Draws, i: usize, x: &mut [f64]) -> f64 {
    let positive = draws.between(0.0, 1.0) < 0.6;
    x[0] = if positive { 1.0 } else { -1.0 };
    (x[1], x[2]) = (1.0, 1.0);
    let own = wilson_features(i);
    x[own..own + if positive { 1 } else { 5 }].fill(1.0);
    f64::from(u8::from(positive))
}
