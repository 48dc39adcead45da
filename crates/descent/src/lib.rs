//! Optimizers, schedules, surfaces and runs: the same bits on every machine.
//!
//! Data flows one way: a [`Value`] is decoded and validated into a [`spec::Spec`], a [`Run`] steps its racers and leaves
//! columns behind, and others draw them. The tables in [`law`], [`schedule`] and [`surface`] are the registries of what a
//! specification can name; [`catalog`] prints them. This crate depends on `lanes` alone, does no input or output, reads no
//! clock and contains no `unsafe`.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test"))]

pub mod average;
pub mod batch;
pub mod catalog;
pub mod data;
mod describe;
mod example;
pub mod law;
pub mod linalg;
pub mod list;
pub mod model;
pub mod objective;
mod precise;
pub mod rng;
mod run;
pub mod schedule;
#[cfg(feature = "serde")]
mod serde;
pub mod spec;
pub mod stage;
pub mod surface;
pub mod sweep;
pub mod text;
mod value;

pub use describe::describe;
pub use example::example;
pub use precise::Precise;
pub use run::{
    BatchLosses, Columns, Draws, Kind, Memory, Plane, Point, Run, Spread, Status, Trace, chi_squared, place,
    sample_counts,
};
pub use value::{Flat, Value};
