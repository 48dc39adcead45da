//! How single samples' gradients spread about their mean, and what follows for a batch.
//!
//! Measured in f64 over the training samples at the parameters of a racer, penalties included. Invariant: a sample's gradient is that of an
//! update whose batch is this sample. Memory is that of a few gradients, however many samples there are.

use crate::batch::Batches;
use crate::list::Listed;
use crate::objective::Objective;
use crate::spec::ModelSpec;

/// Statistics of the gradients gᵢ of n training samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// n.
    pub samples: usize,
    /// Samples in a batch.
    pub batch: usize,
    /// ḡ = (1/n) Σ gᵢ, the gradient of the whole loss but for rounding.
    pub mean: Vec<f64>,
    /// Per parameter, (1/n) Σ (gᵢ − ḡ)²: the variance of the gradient of one sample drawn at random.
    pub variance: Vec<f64>,
    /// Their sum, tr Σ.
    pub total: f64,
    /// How far a batch's gradient lies from the whole one, root mean square: √(tr Σ / b · (n − b)/(n − 1)), the last factor only where a
    /// batch takes every sample once at most.
    pub error: f64,
    /// tr Σ / ‖ḡ‖²: batches much smaller than this are mostly noise (the simple noise scale of S. McCandlish, J. Kaplan, D. Amodei et al.,
    /// An Empirical Model of Large-Batch Training, 2018). Infinite where the mean vanishes.
    pub noise_scale: f64,
}

/// The loss and gradient of every training sample at parameters x, with its number.
pub(super) fn each_sample(model: &ModelSpec, x: &[f64], take: &mut dyn FnMut(usize, f64, &[f64])) {
    let objective: Box<dyn Objective<f64>> = model.on(0, model.data.train);
    let (mut g, mut work) = (vec![0.0; x.len()], objective.work());
    for i in 0..model.data.train {
        let loss = objective.sampled(Some(&[i as u32]), x, &mut g, &mut work);
        take(i, loss, &g);
    }
}

impl Spread {
    /// At parameters x; `take` sees every sample's gradient.
    pub(super) fn of(
        model: &ModelSpec,
        batches: Option<Batches>,
        x: &[f64],
        take: &mut dyn FnMut(usize, &[f64]),
    ) -> Self {
        let n = model.data.train;
        let (mut mean, mut squares) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        each_sample(model, x, &mut |i, _, g| {
            take(i, g);
            // Sums that stay accurate where the mean is large (B. P. Welford, Note on a Method for Calculating Corrected Sums of
            // Squares and Products, 1962).
            let over = 1.0 / (i + 1) as f64;
            for ((mean, squares), g) in mean.iter_mut().zip(&mut squares).zip(g) {
                let away = g - *mean;
                *mean += away * over;
                *squares += away * (g - *mean);
            }
        });
        let variance: Vec<f64> = squares.iter().map(|s| s / n as f64).listed();
        let total: f64 = variance.iter().sum();
        let (batch, left) = batches.map_or((n, 0.0), |b| (b.size, b.correction()));
        let length: f64 = mean.iter().map(|m| m * m).sum();
        Spread {
            samples: n,
            batch,
            error: (total / batch as f64 * left).sqrt(),
            noise_scale: total / length,
            mean,
            variance,
            total,
        }
    }
}
