//! One racer: its rules, where it stands, what it leaves behind, and the way back.
//!
//! Invariant: where it stands after t updates does not depend on the way there: straight, in pieces, or back and again.

use super::checkpoint::Checkpoints;
use super::engine::{Engine, Shared};
use super::memory::Memory;
use super::parts::{Coming, Stage};
use super::snapshot::{Scratch, Snapshot};
use super::status::{Cause, Status};
use super::trace::{Row, Trace};
use crate::law::Record;
use crate::objective::Objective;
use crate::precise::Precise;
use crate::spec::Spec;
use lanes::Digest;

/// A racer in one precision.
pub(crate) struct Racer<T: Precise> {
    engine: Engine<T>,
    now: Snapshot<T>,
    scratch: Scratch<T>,
    checkpoints: Checkpoints<T>,
    trace: Trace<T>,
    /// An update in parts, not made yet.
    coming: Option<Coming<T>>,
}

/// Whether a row of step `t` is wanted, and measured at once.
fn keeps<T: Precise>(engine: &Engine<T>, trace: &Trace<T>, t: u64, last: bool) -> bool {
    last || (trace.wants(t, last) && !engine.measures_later())
}

impl<T: Precise> Racer<T> {
    /// Racer `i` of a specification, at step 0.
    pub(crate) fn new(spec: &Spec, i: usize, objective: Shared<T>) -> Self {
        let engine = Engine::new(spec, i, objective);
        let (now, scratch) = engine.room();
        let checkpoints = Checkpoints::new(&now);
        let trace = Trace::new(spec.start.len(), spec.steps, engine.samples());
        let mut racer = Racer { engine, now, scratch, checkpoints, trace, coming: None };
        racer.engine.begin(&mut racer.now, &mut racer.scratch);
        racer.keep();
        racer
    }

    /// Bytes of what it keeps.
    pub(crate) fn memory(&self) -> Memory {
        Memory {
            state: self.engine.start_bytes() + self.now.bytes(),
            trace: self.trace.bytes(),
            checkpoints: self.checkpoints.bytes(),
            scratch: self.scratch.bytes(),
        }
    }

    pub(crate) fn now(&self) -> &Snapshot<T> {
        &self.now
    }

    /// Where it stands, measured.
    pub(crate) fn here(&self) -> Snapshot<T> {
        let mut here = self.now.clone();
        if !here.measured {
            self.engine.measure(&mut here, &mut self.engine.room().1);
        }
        here
    }

    pub(crate) fn running(&self) -> bool {
        self.now.cause == Cause::None
    }

    pub(crate) fn status(&self) -> Status {
        Status::new(self.now.cause, self.now.t, self.now.evaluations)
    }

    fn keep(&mut self) {
        let last = self.now.cause != Cause::None;
        if !self.now.measured && keeps(&self.engine, &self.trace, self.now.t, last) {
            self.engine.measure(&mut self.now, &mut self.scratch);
        }
        let Snapshot { t, ref p, f, lr, grad_norm, measured, .. } = self.now;
        let row = Row { t, x: p, f, lr, grad_norm, measured };
        self.trace.record(row, last);
        self.checkpoints.offer(&self.now);
    }

    /// The columns, every row measured.
    pub(crate) fn columns(&mut self) -> &Trace<T> {
        let Racer { engine, scratch, trace, .. } = self;
        trace.settle(&mut |x| engine.value_and_norm(x, scratch));
        trace
    }

    /// Goes on with the next update for about `most` samples of a pass over all, without making it; true once [`Racer::commit`] will take no
    /// pass, and where there is no next update.
    pub(crate) fn prepare(&mut self, most: usize) -> bool {
        if !self.running() {
            return true;
        }
        let Racer { engine, now, scratch, trace, coming, .. } = self;
        // What was begun at another step is of no use.
        let begun = coming.take().filter(|coming| coming.from == now.t);
        let coming =
            coming.insert(begun.unwrap_or_else(|| Coming { from: now.t, now: now.clone(), stage: Stage::Begun }));
        engine.advance_some(coming, scratch, most, &|t, last| keeps(engine, trace, t, last))
    }

    /// Makes the update that was prepared.
    pub(crate) fn commit(&mut self) {
        if let Some(Coming { now, .. }) = self.coming.take() {
            self.now = now;
            self.keep();
        }
    }

    /// Updates until step `t` or the racer's end.
    pub(crate) fn run_to(&mut self, t: u64) {
        while self.now.t < t && self.running() {
            self.engine.advance(&mut self.now, &mut self.scratch, None);
            self.keep();
        }
    }

    /// Stands at step `t`, or at the racer's end where that comes first, however far it has run.
    pub(crate) fn seek(&mut self, t: u64) {
        if t < self.now.t
            && let Some(from) = self.checkpoints.before(t)
        {
            self.now.copy_from(from);
        }
        self.run_to(t);
    }

    /// Takes over the trace and the snapshots of an earlier version of this racer whose rules are the same up to
    /// step `t`, and stands at step `t`.
    pub(crate) fn resume(&mut self, earlier: Racer<T>, t: u64) {
        self.trace = earlier.trace;
        self.trace.forget_from(t);
        self.seek(t);
        self.keep();
    }

    /// The last update, replayed with its quantities written down; none at step 0.
    #[inline(never)]
    pub(crate) fn last_update(&self) -> Option<(Snapshot<T>, Record)> {
        let before = self.now.t.checked_sub(1)?;
        let (mut copy, mut scratch) = self.engine.room();
        copy.copy_from(self.checkpoints.before(before)?);
        while copy.t < before {
            self.engine.advance(&mut copy, &mut scratch, None);
        }
        self.engine.measure(&mut copy, &mut scratch);
        let start = copy.clone();
        let mut record = Record::default();
        self.engine.advance(&mut copy, &mut scratch, Some(&mut record));
        Some((start, record))
    }

    /// The momentum of the update after a snapshot, where the schedule sets it.
    pub(crate) fn momentum_of(&self, before: &Snapshot<T>) -> Option<f64> {
        self.engine.momentum_of(before)
    }

    /// Where the update after a snapshot takes its gradient, where that is not the snapshot's own point.
    pub(crate) fn ahead_of(&self, before: &Snapshot<T>) -> Option<Vec<T>> {
        self.engine.ahead_of(before)
    }

    /// What this racer minimises.
    pub(crate) fn objective(&self) -> &dyn Objective<T> {
        self.engine.minimised()
    }

    /// Adds every step from 0 to the racer's end to a digest.
    pub(crate) fn digest(&self, into: &mut Digest) {
        let (mut now, mut scratch) = self.engine.room();
        self.engine.begin(&mut now, &mut scratch);
        loop {
            into.u64(now.t);
            for v in &now.p {
                into.real(*v);
            }
            if now.cause != Cause::None || self.engine.owes(&now) {
                self.engine.measure(&mut now, &mut scratch);
            }
            if now.measured {
                into.real(now.f);
            }
            into.f64(now.lr);
            if now.measured {
                into.f64(now.grad_norm);
            }
            if now.cause != Cause::None {
                break;
            }
            self.engine.advance(&mut now, &mut scratch, None);
        }
        into.str(now.cause.kind().name());
    }
}
