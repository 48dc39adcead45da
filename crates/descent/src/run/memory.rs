//! How many bytes a run keeps.
//!
//! Invariant: all of it is there once the run is made, and stepping adds none. With n parameters of b bytes (4 in f32, 8 in f64) and a
//! law with c numbers of its own per parameter, a racer keeps about
//!
//! - state: b·n·(3 + c): the start, where it stands, the gradient, the law's numbers;
//! - trace: (b·(n + 1) + 21)·(rows + 1) with rows = min(steps + 1, 16,384, 2²⁰/n) and at least 16; at most 1,024 of them with batches;
//! - checkpoints: 32 times the state without the start (fewer above 2²² numbers, at least 4), and some 200 bytes for each;
//! - scratch: b·n·3, and for a network its passes: 8·b·n in f32 and 4·b·n in f64 for weights and gradients in all lanes, as much
//!   again per unit and vector of samples, and four bytes per sample for the order of an epoch.
//!
//! It does not count the document and the data, which the racers of a run share.

use super::racer::Racer;
use super::{Racers, Run, each};
use core::ops::Add;

/// Bytes that a run keeps on the heap, by what for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Where it starts and stands, and what its laws and schedules remember.
    pub state: usize,
    /// The columns.
    pub trace: usize,
    /// What going back is made from.
    pub checkpoints: usize,
    /// Room for intermediate results.
    pub scratch: usize,
}

impl Memory {
    /// All of it.
    pub fn total(&self) -> usize {
        self.state + self.trace + self.checkpoints + self.scratch
    }
}

impl Add for Memory {
    type Output = Memory;
    fn add(self, o: Memory) -> Memory {
        Memory {
            state: self.state + o.state,
            trace: self.trace + o.trace,
            checkpoints: self.checkpoints + o.checkpoints,
            scratch: self.scratch + o.scratch,
        }
    }
}

impl Run {
    /// Bytes that its racers keep; stepping and going back change none of them.
    ///
    /// ```
    /// use descent::{Run, Value, spec};
    /// let racer = Value::map([("optimizer", Value::map([("id", Value::text("adam"))]))]);
    /// let document = Value::map([
    ///     ("problem", Value::map([("surface", Value::text("booth"))])),
    ///     ("precision", Value::text("f64")),
    ///     ("steps", Value::Num(99.0)),
    ///     ("racers", Value::List(vec![racer])),
    /// ]);
    /// let run = Run::new(spec::decode(&document).unwrap());
    /// // 101 rows of step, two parameters, value, rate and norm, and whether it is measured.
    /// assert_eq!(run.memory().trace, 101 * (4 + 16 + 8 + 8 + 8 + 1));
    /// ```
    pub fn memory(&self) -> Memory {
        each!(&self.racers, all => all.iter().map(Racer::memory).fold(Memory::default(), Add::add))
    }
}
