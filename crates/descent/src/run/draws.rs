//! What a run's batches do: how often each sample is seen, and how the losses of batches spread about the whole loss.
//!
//! Invariant: everything is drawn by [`Batches::picks`], the one law of what a batch is, from the run's own seed; the losses are taken in f64
//! at the parameters of a racer, penalties included, so that their mean is the whole loss. It makes no update.

use super::spread::each_sample;
use crate::batch::{Batches, Order};
use crate::list::Listed;
use crate::spec::ModelSpec;
use lanes::math;

/// Losses of so many batches are drawn of each size.
const BATCHES: usize = 2000;
/// Samples drawn for one size at most: of large batches there are fewer.
const SAMPLES: usize = 1 << 22;
/// Sizes of batches at most.
const SIZES: usize = 5;

/// How often each of the samples is looked at in the first t updates.
///
/// ```
/// use descent::{batch::{Batches, Order}, sample_counts};
/// let of = |order| Batches { n: 5, size: 2, order, drop_last: false, seed: 1 };
/// assert_eq!(sample_counts(&of(Order::Shuffle), 6), [2; 5]); // two epochs of three updates
/// assert_eq!(sample_counts(&of(Order::Fixed), 4), [2, 2, 1, 1, 1]);
/// assert_eq!(sample_counts(&of(Order::Replacement), 6).iter().sum::<u32>(), 12);
/// ```
pub fn sample_counts(batches: &Batches, t: u64) -> Vec<u32> {
    let each_once = batches.order != Order::Replacement && !batches.drop_last;
    let whole = if each_once { t / batches.iterations() } else { 0 };
    let mut counts = vec![whole as u32; batches.n];
    let mut epoch = batches.room();
    for t in whole * batches.iterations()..t {
        for i in batches.picks(t, &mut epoch) {
            counts[*i as usize] += 1;
        }
    }
    counts
}

/// χ² = Σ (cᵢ − c̄)²/c̄ of counts against equal shares, with n − 1 degrees of freedom where samples are drawn with replacement (K. Pearson,
/// On the Criterion that a Given System of Deviations … can be Reasonably Supposed to have Arisen from Random Sampling, 1900). NaN where
/// nothing was counted.
///
/// ```
/// assert_eq!(descent::chi_squared(&[1, 2, 3]), 1.0);
/// ```
pub fn chi_squared(counts: &[u32]) -> f64 {
    let counts: Vec<f64> = counts.iter().map(|c| f64::from(*c)).listed();
    let share = mean(&counts);
    product(&counts, share, &counts, share) * counts.len() as f64 / share
}

fn mean(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len() as f64
}

/// The mean of (a − ma)(b − mb).
fn product(a: &[f64], ma: f64, b: &[f64], mb: f64) -> f64 {
    let mut sum = 0.0;
    for (a, b) in a.iter().zip(b) {
        sum += (a - ma) * (b - mb);
    }
    sum / a.len() as f64
}

/// Losses of batches of one size.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchLosses {
    /// Samples in a batch.
    pub size: usize,
    /// The mean loss of every batch drawn.
    pub losses: Vec<f64>,
    /// Their mean squared distance from the whole loss.
    pub variance: f64,
}

/// Losses of the training samples and of batches of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    /// The loss of every sample, ℓᵢ.
    pub losses: Vec<f64>,
    /// Their mean, the whole loss.
    pub mean: f64,
    /// (1/n) Σ (ℓᵢ − mean)².
    pub variance: f64,
    /// Per size, powers of two up to n from the smallest to the largest.
    pub sizes: Vec<BatchLosses>,
}

impl Draws {
    /// At parameters x; `again`: with replacement.
    pub(super) fn of(model: &ModelSpec, x: &[f64], seed: u32, again: bool) -> Self {
        let n = model.data.train;
        let mut losses = vec![0.0; n];
        each_sample(model, x, &mut |i, loss, _| losses[i] = loss);
        let whole = mean(&losses);
        let powers = n.ilog2() as usize;
        let most = powers.min(SIZES - 1);
        let mut sizes = Vec::new();
        for k in 0..=most {
            // Evenly among the powers, both ends included.
            let size = 1 << ((2 * k * powers + most) / (2 * most.max(1)));
            let batches = Self::batches(n, size, seed, again);
            let mut epoch = batches.room();
            let mut drawn = vec![0.0; BATCHES.min(SAMPLES / size).max(1)];
            for (t, to) in drawn.iter_mut().enumerate() {
                for i in batches.picks(t as u64, &mut epoch) {
                    *to += losses[*i as usize];
                }
                *to /= size as f64;
            }
            sizes.push(BatchLosses { size, variance: product(&drawn, whole, &drawn, whole), losses: drawn });
        }
        Draws { mean: whole, variance: product(&losses, whole, &losses, whole), sizes, losses }
    }

    fn batches(n: usize, size: usize, seed: u32, again: bool) -> Batches {
        let order = if again { Order::Replacement } else { Order::Shuffle };
        Batches { n, size, order, drop_last: true, seed }
    }

    /// The slope of ln variance over ln b, by least squares; −1 is the law with replacement.
    pub fn slope(&self) -> f64 {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for of in &self.sizes {
            x.push(math::ln(of.size as f64));
            y.push(math::ln(of.variance));
        }
        let at = mean(&x);
        product(&x, at, &y, mean(&y)) / product(&x, at, &x, at)
    }

    /// What the variance of a batch's loss is by law: var/b with replacement, var/b · (n − b)/(n − 1) without.
    pub fn law(&self, size: usize, again: bool) -> f64 {
        self.variance / size as f64 * Self::batches(self.losses.len(), size, 0, again).correction()
    }
}
