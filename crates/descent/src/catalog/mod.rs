//! The catalogue: what the tables of the core know, and its form as plain data.
//!
//! `to_value` is what the page, the command line and the JSON Schema read; it comes with the feature `words`. The rows themselves live beside their laws,
//! schedules and surfaces; this folder holds only what all rows are made of.

mod args;
mod param;
#[cfg(feature = "words")]
mod print;
mod words;

pub use args::{Arg, Args};
pub use param::{DECAY, EPSILON, Kind, Param, RATE, Range, Scale};
#[cfg(feature = "words")]
pub use print::to_value;
pub(crate) use words::{joined, table, told};
