//! Feed-forward networks on flat slices: forward, loss, backward.
//!
//! A crate of its own because training is spent here: the module that a visitor downloads is compiled for size, this part of it for
//! speed. So what training and predictions call is compiled in this crate, once per precision ([`Passes`]), and generic only for
//! numbers with derivatives. Invariant: a pass adds up block by block of samples, in one order. It knows no data set, no batch and no
//! optimizer.
//!
//! ```
//! use network::{Activation, Network, Output, Part, Passes, Samples};
//! // A line, ŷ = wx + b, and its mean squared error over two samples.
//! let (activation, output) = (Activation::Linear, Output::Squares(Activation::Linear));
//! let line = Network { sizes: vec![1, 1], activation, output, bias: true, half: false };
//! let (mut grad, mut pass) = ([0.0; 2], line.room(f64::BLOCK));
//! let samples = Samples { x: &[1.0, 3.0], y: &[0.0, 1.0], count: 2, picks: None };
//! let loss = f64::learn(&line, &samples, &[1.0, 0.5], &mut grad, &mut pass, &mut Part::default(), usize::MAX);
//! assert_eq!(loss, Some((1.5 * 1.5 + 2.5 * 2.5) / 2.0));
//! assert_eq!(grad, [1.5 * 1.0 + 2.5 * 3.0, 1.5 + 2.5]); // the means of 2rx and 2r
//! ```
#![forbid(unsafe_code)]

mod activation;
mod bound;
mod loops;
mod network;
mod passes;

pub use activation::{ACTIVATIONS, Activation};
pub use bound::Extent;
pub use network::{Alike, Network, Output, Pass};
pub use passes::{Part, Passes, Samples};
