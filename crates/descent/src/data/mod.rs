//! Data: samples with targets, generated, built in, or given; and the table of their names.
//!
//! Invariant: a set is a pure function of its row's arguments and the seed. Which samples are for training is too. The generators
//! give positions first and noise from a stream of its own, so that more noise moves the same points further. Nothing is rescaled.

mod digits;
mod generate;
mod iris;

use crate::catalog::{Args, Kind, Param, Range, Scale, table, told};
use crate::list::Listed;
use crate::rng::{Stream, bits};
use generate::Source;
use std::collections::BinaryHeap;

pub use digits::supply as supply_digits;

/// What is to be predicted.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// One of so many classes for each sample.
    Classes(Vec<u32>, usize),
    /// So many numbers for each sample, row-major.
    Numbers(Vec<f64>, usize),
    /// Nothing.
    None,
}

/// Samples, those for training first.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Features, row-major.
    pub x: Vec<f64>,
    /// How many a sample has.
    pub features: usize,
    /// What is to be predicted.
    pub y: Targets,
    /// Samples for training; the others are for testing.
    pub train: usize,
}

impl Dataset {
    /// Samples in all.
    pub fn len(&self) -> usize {
        self.x.len() / self.features.max(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// Shuffles the samples by the seed and trains on a share of them.
    pub(crate) fn split(&mut self, share: f64, seed: u32) {
        let order = shuffled(self.len(), seed, Stream::Split);
        self.x = rows(&self.x, self.features, &order);
        match &mut self.y {
            Targets::Classes(all, _) => *all = rows(all, 1, &order),
            Targets::Numbers(all, width) => *all = rows(all, *width, &order),
            Targets::None => {}
        }
        self.train = train_of(order.len(), share);
    }
}

/// Shuffled by a key per sample, so that of more samples, or of a larger share for training, the first stay the same.
pub(crate) fn shuffled(count: usize, seed: u32, stream: Stream) -> Vec<usize> {
    // Of equal keys the earlier sample comes first. By a heap, whose code is a few hundred bytes; a sort's is thousands.
    let keyed: BinaryHeap<(u64, usize)> = (0..count).map(|i| (bits(seed, stream, 0, i as u64), i)).collect();
    keyed.into_sorted_vec().into_iter().map(|(_, i)| i).listed()
}

fn rows<T: Copy>(all: &[T], width: usize, order: &[usize]) -> Vec<T> {
    let mut rows = Vec::with_capacity(order.len() * width);
    order.iter().for_each(|i| rows.extend_from_slice(&all[i * width..(i + 1) * width]));
    rows
}

/// How many of `count` samples a share for training is.
fn train_of(count: usize, share: f64) -> usize {
    ((count as f64 * share).round() as usize).clamp(1, count)
}

/// One row of the catalogue.
#[derive(Clone, Copy)]
pub struct DataRow {
    /// Identifier in a specification.
    pub id: &'static str,
    /// The name in words.
    pub name: &'static str,
    /// One line on what it is good for.
    pub doc: &'static str,
    /// Where it comes from.
    pub reference: &'static str,
    /// Features of a sample, with the defaults.
    pub features: usize,
    /// Classes; 0 for numbers to predict.
    pub classes: usize,
    /// Its parameters.
    pub params: &'static [Param],
    source: Source,
}

#[cfg(not(feature = "words"))]
impl DataRow {
    /// The same without words, with `params` for its own.
    const fn silent(mut self, params: &'static [Param]) -> Self {
        (self.name, self.doc, self.reference) = ("", "", "");
        self.params = params;
        self
    }
}

/// The share for training.
pub(crate) const SPLIT: Param = Param {
    key: "split",
    symbol: "",
    name: told("share for training"),
    kind: Kind::Real { default: Some(0.5), range: Range::above(0.0, 1.0), scale: Scale::Linear },
    doc: told("The share of the samples that is trained on; the others test."),
};

/// Parameters of generated sets: how many samples, with how much noise.
macro_rules! generated {
    ($n:expr, $noise:expr) => {
        &[
            Param {
                key: "n",
                symbol: "n",
                name: "samples",
                kind: Kind::Int { default: Some($n), min: 4, max: 20_000 },
                doc: "How many samples, for training and testing together.",
            },
            Param {
                key: "noise",
                symbol: "\\sigma",
                name: "noise",
                kind: Kind::Real { default: Some($noise), range: Range::closed(0.0, 10.0), scale: Scale::Linear },
                doc: "How far samples stray from their place.",
            },
            SPLIT,
        ]
    };
}

const PLAYGROUND: &str = "The data of TensorFlow Playground (D. Smilkov and S. Carter, 2016), made anew";

/// Every set.
pub static TABLE: &[&DataRow] = table!(
    DataRow,
    &[
        &DataRow {
            id: "gauss",
            name: "Two clouds",
            doc: "Two clouds of points that a straight line keeps apart.",
            reference: PLAYGROUND,
            features: 2,
            classes: 2,
            params: generated!(400, 1.0),
            source: Source::Made(generate::gauss),
        },
        &DataRow {
            id: "circle",
            name: "A disc in a ring",
            doc: "No straight line parts the disc from the ring around it: it takes squares or a hidden layer.",
            reference: PLAYGROUND,
            features: 2,
            classes: 2,
            params: generated!(400, 0.3),
            source: Source::Made(generate::circle),
        },
        &DataRow {
            id: "xor",
            name: "Exclusive or",
            doc: "Opposite quadrants belong together: each feature alone says nothing.",
            reference: PLAYGROUND,
            features: 2,
            classes: 2,
            params: generated!(400, 0.2),
            source: Source::Made(generate::xor),
        },
        &DataRow {
            id: "spiral",
            name: "Two spirals",
            doc: "Wound into each other: small networks fail, and the loss surface is rough.",
            reference: PLAYGROUND,
            features: 2,
            classes: 2,
            params: generated!(500, 0.0),
            source: Source::Made(generate::spiral),
        },
        &DataRow {
            id: "moons",
            name: "Two moons",
            doc: "Two half circles that reach into each other: almost, but not quite, for a straight line.",
            reference: "The two moons of scikit-learn’s make_moons, made anew",
            features: 2,
            classes: 2,
            params: generated!(400, 0.15),
            source: Source::Made(generate::moons),
        },
        &DataRow {
            id: "blobs",
            name: "Three clouds",
            doc: "Three clouds: for softmax regression, and for k-means with the labels left aside.",
            reference: "Isotropic normal clouds",
            features: 2,
            classes: 3,
            params: generated!(300, 0.7),
            source: Source::Made(generate::blobs),
        },
        &DataRow {
            id: "line",
            name: "Points along a line",
            doc: "One feature, one number: the bowl of linear regression over slope and intercept.",
            reference: "y = 2x + 1 with normal noise",
            features: 1,
            classes: 0,
            params: generated!(60, 0.3),
            source: Source::Made(generate::line),
        },
        &DataRow {
            id: "plane",
            name: "Points along a plane",
            doc: "Two features, one number: linear again.",
            reference: PLAYGROUND,
            features: 2,
            classes: 0,
            params: generated!(400, 0.1),
            source: Source::Made(generate::plane),
        },
        &DataRow {
            id: "hills",
            name: "Hills and hollows",
            doc: "Six bumps over the plane: a number to predict that no plane fits.",
            reference: PLAYGROUND,
            features: 2,
            classes: 0,
            params: generated!(400, 0.0),
            source: Source::Made(generate::hills),
        },
        &DataRow {
            id: "sine",
            name: "A sine wave",
            doc: "A curve to fit from samples: with powers, or with a hidden layer.",
            reference: "y = sin(πx) with normal noise",
            features: 1,
            classes: 0,
            params: generated!(80, 0.1),
            source: Source::Made(generate::sine),
        },
        &DataRow {
            id: "runge",
            name: "Runge’s bell",
            doc: "A narrow bell: powers swing at the ends of the interval, a hidden layer does not.",
            reference: "C. Runge, Über empirische Funktionen und die Interpolation zwischen äquidistanten Ordinaten, 1901",
            features: 1,
            classes: 0,
            params: generated!(80, 0.02),
            source: Source::Made(generate::runge),
        },
        &DataRow {
            id: "jump",
            name: "A jump",
            doc: "From −1 to 1 at once: smooth models overshoot on both sides.",
            reference: "y = sign(x) with normal noise",
            features: 1,
            classes: 0,
            params: generated!(80, 0.05),
            source: Source::Made(generate::jump),
        },
        &DataRow {
            id: "rare",
            name: "A rare feature",
            doc: "Six features, each half as often present as the one before: the rare ones need larger steps.",
            reference: "After J. Duchi, E. Hazan and Y. Singer, 2011",
            features: 6,
            classes: 0,
            params: generated!(512, 0.05),
            source: Source::Made(generate::rare),
        },
        &DataRow {
            id: "wilson",
            name: "Where adaptive steps mislead",
            doc: "Labels by least squares: descent finds the feature that tells, adaptive methods call every new sample positive.",
            reference: "A. C. Wilson, R. Roelofs, M. Stern, N. Srebro and B. Recht, The Marginal Value of Adaptive Gradient Methods in Machine Learning, 2017, section 3.3",
            features: generate::wilson_features(200),
            classes: 2,
            params: &[
                Param {
                    key: "n",
                    symbol: "n",
                    name: "samples",
                    kind: Kind::Int { default: Some(200), min: 4, max: 600 },
                    doc: "How many samples, for training and testing together; there are 3 + 5n features.",
                },
                Param {
                    kind: Kind::Real { default: Some(0.25), range: Range::above(0.0, 1.0), scale: Scale::Linear },
                    ..SPLIT
                },
            ],
            source: Source::Wilson,
        },
        &DataRow {
            id: "iris",
            name: "Iris",
            doc: "150 flowers of three species by four measurements: small, real, almost separable.",
            reference: "R. A. Fisher, The Use of Multiple Measurements in Taxonomic Problems, 1936; public domain",
            features: 4,
            classes: 3,
            params: &[SPLIT],
            source: Source::Iris,
        },
        &DataRow {
            id: "digits",
            name: "Handwritten digits",
            doc: "1,797 pictures of 8 × 8 pixels, ten classes: small, real, and almost learnt by softmax.",
            reference: "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, 1998; UCI, CC BY 4.0",
            features: 64,
            classes: 10,
            params: &[SPLIT],
            source: Source::Digits,
        },
    ]
);

/// The row with this id.
pub fn find(id: &str) -> Option<&'static DataRow> {
    TABLE.iter().find(|row| row.id == id).copied()
}

impl DataRow {
    /// The samples for these arguments; none where they are the digits and nobody has supplied them.
    pub fn make(&self, args: &Args, seed: u32) -> Option<Dataset> {
        let pictures = if let Source::Digits = self.source { digits::samples()? } else { Vec::new() };
        let count = match self.source {
            Source::Iris => iris::FLOWERS.len(),
            Source::Digits => pictures.len(),
            _ => args.int("n") as usize,
        };
        let features = if let Source::Wilson = self.source { generate::wilson_features(count) } else { self.features };
        let mut x = vec![0.0; count * features];
        let mut y = vec![0.0; count];
        let order = shuffled(count, seed, Stream::Split);
        for ((x, y), i) in x.chunks_exact_mut(features).zip(&mut y).zip(order) {
            match self.source {
                Source::Iris => {
                    x.iter_mut().zip(iris::FLOWERS[i]).for_each(|(x, v)| *x = f64::from(v) / 10.0);
                    *y = (i / 50) as f64;
                }
                Source::Made(one) => {
                    let sample = one(&mut generate::Draws::of(seed, i), i, count, args.real("noise"));
                    x.copy_from_slice(&sample.x[..features]);
                    *y = sample.y;
                }
                Source::Digits => {
                    x.copy_from_slice(&pictures[i].x);
                    *y = pictures[i].y;
                }
                Source::Wilson => *y = generate::wilson(&mut generate::Draws::of(seed, i), i, x),
            }
        }
        let train = train_of(count, args.real("split"));
        let y = match self.classes {
            0 => Targets::Numbers(y, 1),
            k => Targets::Classes(y.iter().map(|y| *y as u32).collect(), k),
        };
        Some(Dataset { x, features, y, train })
    }
}
