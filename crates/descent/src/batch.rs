//! Batches: which samples the gradient of an update is taken on.
//!
//! Invariant: a pure function of the seed, the epoch and the place in it, so that every racer sees the same batches and going back
//! needs no memory. In an epoch without replacement every sample comes once: the sizes of its batches add up to n, unless a short
//! last batch is to be dropped.

use crate::rng::{Stream, bits, in_row, row};

/// The order in which samples come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Shuffled anew in every epoch.
    Shuffle,
    /// As in the data, every epoch alike.
    Fixed,
    /// Each drawn on its own, with replacement.
    Replacement,
}

/// The orders by their names.
pub const ORDERS: [(&str, Order); 3] =
    [("shuffle", Order::Shuffle), ("fixed", Order::Fixed), ("replacement", Order::Replacement)];

/// Batches of some size from n samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batches {
    /// Samples in all.
    pub n: usize,
    /// Samples in a batch, from 1 to n.
    pub size: usize,
    /// Their order.
    pub order: Order,
    /// Whether a short last batch is left out.
    pub drop_last: bool,
    /// The run's seed.
    pub seed: u32,
}

/// The order of one epoch, kept from update to update.
#[derive(Clone, Debug, Default)]
pub struct Epoch {
    of: Vec<u32>,
    /// Which epoch it is, plus one; 0 where none is kept.
    number: u64,
}

impl Epoch {
    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<u32>() * self.of.capacity()
    }
}

impl Batches {
    /// Updates per epoch: ⌈n/b⌉, or ⌊n/b⌋ where a short batch is dropped.
    ///
    /// ```
    /// use descent::batch::{Batches, Order};
    /// let of = |drop_last| Batches { n: 30, size: 8, order: Order::Shuffle, drop_last, seed: 1 };
    /// assert_eq!((of(false).iterations(), of(true).iterations()), (4, 3));
    /// ```
    pub fn iterations(&self) -> u64 {
        let count = if self.drop_last { self.n / self.size } else { self.n.div_ceil(self.size) };
        count.max(1) as u64
    }

    /// Room for an epoch's order, so that stepping never allocates.
    #[inline(never)]
    pub fn room(&self) -> Epoch {
        Epoch { of: vec![0; self.n.max(self.size)], number: 0 }
    }

    /// Samples seen after t updates.
    pub fn seen(&self, t: u64) -> u64 {
        let (epochs, rest) = (t / self.iterations(), t % self.iterations());
        let each = if self.drop_last || self.order == Order::Replacement {
            self.iterations() * self.size as u64
        } else {
            self.n as u64
        };
        epochs * each + rest * self.size as u64
    }

    /// What is left of the variance of a mean over a batch when no sample comes twice in it, (n − b)/(n − 1); 1 with replacement.
    pub fn correction(&self) -> f64 {
        if self.order == Order::Replacement || self.n == 1 {
            return 1.0;
        }
        (self.n - self.size) as f64 / (self.n - 1) as f64
    }

    /// The samples of update t.
    pub fn picks<'a>(&self, t: u64, epoch: &'a mut Epoch) -> &'a [u32] {
        if self.order == Order::Replacement {
            epoch.number = 0;
            for (k, to) in epoch.of[..self.size].iter_mut().enumerate() {
                *to = below(bits(self.seed, Stream::Draw, t, k as u64), self.n);
            }
            return &epoch.of[..self.size];
        }
        let (number, place) = (t / self.iterations(), (t % self.iterations()) as usize);
        if epoch.number != number + 1 {
            epoch.number = number + 1;
            for (i, to) in epoch.of.iter_mut().enumerate() {
                *to = i as u32;
            }
            if self.order == Order::Shuffle {
                // R. A. Fisher and F. Yates, 1938, in R. Durstenfeld's form, 1964.
                let row = row(self.seed, Stream::Shuffle, number);
                for i in (1..self.n).rev() {
                    let j = below(in_row(row, i as u64), i + 1);
                    epoch.of.swap(i, j as usize);
                }
            }
        }
        &epoch.of[place * self.size..((place + 1) * self.size).min(self.n)]
    }
}

/// A draw from 0 to n − 1: the high half of a product (D. Lemire, Fast Random Integer Generation in an Interval, 2019); its bias is
/// below n/2³².
pub(crate) fn below(bits: u64, n: usize) -> u32 {
    (((bits >> 32) * n as u64) >> 32) as u32
}
