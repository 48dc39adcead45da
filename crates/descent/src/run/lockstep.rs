//! What it takes to advance many starts together, one in each lane.
//!
//! Invariant: given only where nothing looks further than one coordinate at one step, so that a lane gives the bits of a run by itself.

use super::engine::Engine;
use crate::law::Law;
use crate::objective::Objective;
use crate::precise::Precise;
use crate::schedule::{Schedule, capped};
use crate::spec::Stop;
use lanes::Real;

/// A racer whose law and schedule do not tell one start from another.
pub(crate) struct Lockstep<'a, T: Real> {
    pub(crate) law: &'a dyn Law<T>,
    pub(crate) objective: &'a dyn Objective<T>,
    base: f64,
    schedule: Option<&'a dyn Schedule>,
    pub(crate) stop: Stop,
    pub(crate) steps: u64,
}

impl<T: Real> Lockstep<'_, T> {
    /// The rate of update `t`.
    pub(crate) fn rate(&self, t: u64) -> f64 {
        // Without memory, no schedule looks at the loss.
        self.schedule.map_or(self.base, |schedule| capped(schedule.rate(self.base, t, None, &mut [])))
    }

    /// The momentum of update `t`, where the schedule sets it.
    pub(crate) fn momentum(&self, t: u64) -> Option<f64> {
        self.schedule.and_then(|schedule| schedule.momentum(t))
    }
}

impl<T: Precise> Engine<T> {
    /// What it takes to run many starts together, if nothing here looks further than one coordinate at one step.
    pub(crate) fn lockstep(&self) -> Option<Lockstep<'_, T>> {
        let [leg] = &self.legs[..] else { return None };
        let alone = leg.law.coordinate_wise()
            && leg.stages.are_none()
            && leg.average.is_none()
            && leg.schedule.as_ref().is_none_or(|s| s.memory() == 0)
            && self.stop.unchanged.is_none();
        alone.then_some(Lockstep {
            law: &*leg.law,
            objective: &**self.objective,
            base: leg.base,
            schedule: leg.schedule.as_deref(),
            stop: self.stop,
            steps: self.steps,
        })
    }
}
