//! All that changes while a racer runs, and the room that its updates work in.
//!
//! Invariant: a [`Snapshot`] is whole: a copy of it, advanced by the same rules, gives the same bits as what it is a copy of.

use super::status::Cause;
use crate::batch::Epoch;
use crate::law::State;
use crate::objective::Work;
use lanes::Real;

/// Everything that changes while a racer runs.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot<T> {
    pub(crate) t: u64,
    /// The parameters that are shown: the law's iterate, or its average.
    pub(crate) p: Vec<T>,
    /// The law's iterate, once an average is shown.
    pub(crate) iterate: Vec<T>,
    /// How many iterates are in the average; 0 where none is shown.
    pub(crate) averaged: u64,
    pub(crate) g: Vec<T>,
    pub(crate) f: T,
    pub(crate) grad_norm: f64,
    /// Whether value and gradient are those at the parameters. With batches they are measured now and then only.
    pub(crate) measured: bool,
    pub(crate) lr: f64,
    pub(crate) state: State<T>,
    pub(crate) schedule: Vec<f64>,
    pub(crate) leg: usize,
    /// The step at which the law's memory was made.
    pub(crate) born: u64,
    pub(crate) unchanged: u64,
    pub(crate) cause: Cause,
    pub(crate) evaluations: u64,
}

impl<T> Snapshot<T> {
    /// Bytes on the heap: parameters and gradient, an average where one is kept, the law's and the schedule's numbers.
    pub(crate) fn bytes(&self) -> usize {
        let numbers = [&self.p, &self.g, &self.iterate, &self.state.cells].map(Vec::capacity);
        let long = self.state.scalars.capacity() + self.schedule.capacity();
        size_of::<T>() * numbers.iter().sum::<usize>() + size_of::<f64>() * long
    }

    /// Where the law stands.
    pub(crate) fn iterate(&self) -> &[T] {
        if self.averaged > 0 { &self.iterate } else { &self.p }
    }
}

/// Room for intermediate results, owned by the racer.
pub(crate) struct Scratch<T: Real> {
    pub(super) point: Vec<T>,
    pub(super) gradient: Vec<T>,
    pub(super) before: Vec<T>,
    pub(super) work: Work<T>,
    /// The order of samples in the present epoch.
    pub(super) epoch: Epoch,
}

impl<T: Real> Scratch<T> {
    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        let numbers = [&self.point, &self.gradient, &self.before].map(Vec::capacity);
        size_of::<T>() * numbers.iter().sum::<usize>() + self.work.bytes() + self.epoch.bytes()
    }
}
