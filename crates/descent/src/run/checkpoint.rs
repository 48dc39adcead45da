//! Snapshots kept along a run, so that going back is a copy and a short replay.
//!
//! Invariant: the store is allocated once; when it is full, every other snapshot goes and the interval doubles. The
//! snapshot of step 0 always stays.

use super::snapshot::Snapshot;
use lanes::Real;

/// Snapshots at most.
const MOST: usize = 32;
/// Numbers kept at most, over all snapshots of a racer.
const NUMBERS: usize = 1 << 22;

/// A racer's snapshots.
pub(crate) struct Checkpoints<T> {
    slots: Vec<Snapshot<T>>,
    used: usize,
    /// A power of two.
    interval: u64,
}

impl<T: Real> Checkpoints<T> {
    /// Room for snapshots like `like`.
    pub(crate) fn new(like: &Snapshot<T>) -> Self {
        let size = like.p.len() + like.g.len() + like.iterate.len() + like.state.cells.len();
        let count = (NUMBERS / size.max(1)).clamp(4, MOST);
        Checkpoints { slots: vec![like.clone(); count], used: 0, interval: 16 }
    }

    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        let own = size_of::<Snapshot<T>>() * self.slots.capacity();
        own + self.slots.iter().map(Snapshot::bytes).sum::<usize>()
    }

    /// Keeps a copy, where the step is one to keep and not yet there.
    pub(crate) fn offer(&mut self, now: &Snapshot<T>) {
        if now.t & (self.interval - 1) != 0 || self.last().is_some_and(|last| last.t >= now.t) {
            return;
        }
        if self.used == self.slots.len() {
            for i in 1..self.used.div_ceil(2) {
                self.slots.swap(i, 2 * i);
            }
            self.used = self.used.div_ceil(2);
            self.interval *= 2;
            if now.t & (self.interval - 1) != 0 {
                return;
            }
        }
        self.slots[self.used].copy_from(now);
        self.used += 1;
    }

    fn last(&self) -> Option<&Snapshot<T>> {
        self.slots[..self.used].last()
    }

    /// The latest snapshot at or before step `t`.
    pub(crate) fn before(&self, t: u64) -> Option<&Snapshot<T>> {
        self.slots[..self.used].iter().rev().find(|s| s.t <= t)
    }
}

impl<T: Real> Snapshot<T> {
    /// Becomes equal to `other` without giving up its own memory.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.p.clone_from(&other.p);
        self.g.clone_from(&other.g);
        self.iterate.clone_from(&other.iterate);
        self.state.cells.clone_from(&other.state.cells);
        self.state.scalars.clone_from(&other.state.scalars);
        self.schedule.clone_from(&other.schedule);
        let Snapshot { t, averaged, f, grad_norm, measured, lr, leg, born, unchanged, cause, evaluations, .. } = *other;
        (self.t, self.f, self.grad_norm, self.measured, self.lr) = (t, f, grad_norm, measured, lr);
        (self.leg, self.born, self.unchanged, self.averaged) = (leg, born, unchanged, averaged);
        (self.cause, self.evaluations) = (cause, evaluations);
    }
}
