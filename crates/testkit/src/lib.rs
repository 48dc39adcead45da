//! What the tests of this workspace share: oracle fixtures, independent references, measures, golden files.
//!
//! Invariant: nothing here is a dependency of anything that ships, and nothing here is used by the code it judges. The
//! references are written from the papers, in plain `f64`, with the platform's own functions.
//!
//! It holds no test of the core: those live beside the crates and, where they run on more than one backend, in the
//! workspace's `tests` folder.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in the test kit, what cannot be read fails a test by panicking"
)]

pub mod alloc;
pub mod converge;
pub mod docs;
pub mod draw;
pub mod fixture;
pub mod golden;
pub mod gradient;
pub mod json;
pub mod legal;
pub mod oracle;
pub mod reference;
pub mod run;
pub mod ulp;
