//! An update in parts, so that a pass over many samples can be left and gone on with.
//!
//! Invariant: the parts add up to [`Engine::advance`], bit for bit; until the last is done, the racer stands where it stood.

use super::engine::Engine;
use super::snapshot::{Scratch, Snapshot};
use super::status::Cause;
use crate::precise::Precise;
use lanes::reduce;

/// An update in parts: a copy of where a racer stands, on its way.
pub(crate) struct Coming<T> {
    /// The step it goes on from.
    pub(crate) from: u64,
    pub(crate) now: Snapshot<T>,
    pub(crate) stage: Stage,
}

/// How far an update in parts has come.
pub(crate) enum Stage {
    /// The copy is made.
    Begun,
    /// The law has made its update; value and gradient are not known yet.
    Left,
    /// The verdict is there; a row of the trace may want value and gradient yet.
    Judged,
}

impl<T: Precise> Engine<T> {
    /// [`Engine::advance`] in parts, each of about `most` samples; true once it is done. What has begun is told by `coming`, which goes on
    /// with the same scratch; `keeps` says whether a row of this step is wanted measured.
    pub(crate) fn advance_some(
        &self,
        coming: &mut Coming<T>,
        scratch: &mut Scratch<T>,
        most: usize,
        keeps: &dyn Fn(u64, bool) -> bool,
    ) -> bool {
        let Coming { now, stage, .. } = coming;
        if let Stage::Begun = stage {
            if self.leave(now, scratch, None) {
                self.turn(now);
                *stage = Stage::Left;
            } else {
                *stage = Stage::Judged;
            }
            scratch.work.restart();
        }
        if let Stage::Left = stage {
            if self.looks(now) && !self.measure_some(now, scratch, most) {
                return false;
            }
            self.judge(now);
            *stage = Stage::Judged;
        }
        !keeps(now.t, now.cause != Cause::None) || self.measure_some(now, scratch, most)
    }

    /// [`Engine::measure`] in parts; true once it is done.
    fn measure_some(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>, most: usize) -> bool {
        if !now.measured {
            let Some(f) = self.objective.value_grad_some(&now.p, &mut now.g, &mut scratch.work, most) else {
                return false;
            };
            now.measured = true;
            now.f = f;
            now.grad_norm = reduce::norm(&now.g);
        }
        true
    }
}
