//! Dense linear algebra in f64, as much as optimization lectures need: solving, symmetric eigenvalues, least squares, Newton's
//! step in its variants.
//!
//! Matrices are row-major slices, n × n unless said otherwise. Invariant: the caller brings the memory and everything happens in
//! it, in one fixed order, so that stepping allocates nothing and the bits are the same on every machine. It never forms an
//! inverse, and knows nothing of objectives or steps.

mod eigen;
mod lu;
mod newton;
mod qr;

pub use eigen::eigen;
pub use lu::solve;
pub use newton::{Mode, Singular, newton_step, room};
pub use qr::least_squares;
