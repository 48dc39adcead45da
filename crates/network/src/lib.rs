//! Feed-forward networks on flat slices: forward, loss, backward.
//!
//! A crate of its own because training is spent here: the module that a visitor downloads is compiled for size, this part of it for
//! speed. So what training and predictions call is compiled in this crate, once per precision ([`Passes`]), and generic only for
//! numbers with derivatives. Invariant: a pass adds up block by block of samples, in one order. It knows no data set, no batch and no
//! optimizer.
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
