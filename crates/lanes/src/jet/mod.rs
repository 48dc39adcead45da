//! Numbers that carry their derivatives in two variables.
//!
//! [`Grad`] holds value and gradient, [`Jet`] value, gradient and Hessian; [`Sparse`] is a [`Grad`] for formulas that are compiled. All
//! apply the rules of calculus to the arithmetic that is done on them (forward-mode differentiation: Wengert, "A simple automatic derivative
//! evaluation program", 1964), so derivatives are exact up to rounding; there is no step size.
//!
//! The invariant owned here: the value part has the bits that the plain number would have, and the gradient of a
//! [`Jet`] those of a [`Grad`]. The derivatives of the elementary functions are written once, in `rules`.
//!
//! What it does not do: hide singularities. √ at 0 has an infinite slope, and an infinite slope times a zero is
//! NaN, as in the arithmetic itself.

mod grad;
mod hessian;
mod rules;
mod sparse;

pub use grad::Grad;
pub use hessian::Jet;
pub use sparse::Sparse;
