//! Lanes, deterministic mathematics, jets, reductions and digests that give the same bits on every machine.
//!
//! Everything numeric in this workspace is built from five things:
//!
//! - [`Scalar`]: what a formula may do with a number. Values, lanes and jets all are scalars, so that a
//!   formula is written once.
//! - [`Lanes`]: element-wise vectors, four `f32` ([`F32x4`]) or two `f64` ([`F64x2`]) wide; `f32` and `f64`
//!   themselves are the lanes of width one. [`Real`] names the two precisions.
//! - [`math`]: exp, ln, sin, cos, tanh, pow and their relatives, from additions, multiplications, divisions,
//!   square roots, comparisons, selects and bit moves alone.
//! - [`Grad`] and [`Jet`]: a value with its gradient, and with its Hessian, in two variables.
//! - [`reduce`] and [`Digest`]: sums in one fixed order, and a fingerprint of the results.
//!
//! The invariant this crate owns: the same input gives the same bits with every backend ([`BACKEND`]), natively
//! and in WebAssembly, up to the payload of a NaN, which [`Real::bits`] and [`Digest`] make canonical.
//!
//! What it deliberately does not do: no fused multiply-add, no run-time choice of instructions, no threads, no
//! allocation (but for the text of a digest), no idea what an optimizer is.
//!
//! ```
//! use lanes::{Lanes, Real, Scalar};
//!
//! // One formula ...
//! fn bump<S: Scalar>(x: S, y: S) -> S {
//!     (-(x.sq() + y.sq())).exp()
//! }
//! // ... for a number, for four numbers, and for a number with its gradient.
//! let one = bump(0.5_f32, 0.0);
//! let four = bump(<f32 as Real>::Wide::splat(0.5), <f32 as Real>::Wide::splat(0.0));
//! assert_eq!(four.lane(3), one);
//! let g = bump(lanes::Grad::var(0.5_f64, 0), lanes::Grad::var(0.0, 1));
//! assert_eq!(g.d[0], -g.v);
//! ```

mod aligned;
pub mod arch;
mod digest;
mod jet;
mod lane;
pub mod math;
pub mod reduce;
mod scalar;

pub use aligned::Aligned;
pub use arch::{BACKEND, F32x4, F64x2};
pub use digest::Digest;
pub use jet::{Grad, Jet, Sparse};
pub use lane::{BitLanes, Lanes, Real};
pub use scalar::Scalar;
