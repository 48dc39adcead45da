//! One racer's rules, and the advance by one update that everything else is made of.
//!
//! An [`Engine`] never changes; a [`Snapshot`] is all that does, so that a checkpoint is a copy of it and a replay is an
//! advance of a copy. Order of one update: gradient at the law's point, noise, clipping, law, averaging; then the arrival: value and
//! gradient at the new parameters (those shown), rate of the next update, verdict.

use super::snapshot::{Scratch, Snapshot};
use super::status::Cause;
use super::verdict::{Arrival, lost_in};
use crate::average::Average;
use crate::batch::Batches;
use crate::law::{Counted, Law, Record, State, Step};
use crate::list::rounded;
use crate::objective::Objective;
use crate::precise::Precise;
use crate::schedule::{Schedule, capped};
use crate::spec::{RacerSpec, Spec, Stop, objective_of};
use crate::stage::Stages;
use lanes::{Real, reduce};
use std::sync::Arc;

/// A racer's rules from one step on.
pub(super) struct Leg<T: Real> {
    from: u64,
    pub(super) law: Box<dyn Law<T>>,
    pub(super) base: f64,
    pub(super) schedule: Option<Box<dyn Schedule>>,
    pub(super) stages: Stages,
    pub(super) average: Option<Average>,
    /// Whether the average goes on from the leg before.
    keeps_average: bool,
    /// Whether the law's memory goes on from the leg before.
    keeps_state: bool,
    /// Whether more than the rate has changed since.
    resumes: bool,
    /// Whether the schedule's memory does.
    keeps_schedule: bool,
}

impl<T: Real> Leg<T> {
    /// The momentum of update `t`, where the schedule sets it.
    fn momentum(&self, t: u64) -> Option<f64> {
        self.schedule.as_ref().and_then(|schedule| schedule.momentum(t))
    }
}

/// Samples times parameters of a problem that is measured quickly.
const QUICK: usize = 1 << 15;

/// An objective that racers share; in a box, which a call finds in fewer steps than what lies behind the counts.
pub(crate) type Shared<T> = Arc<Box<dyn Objective<T>>>;

/// What never changes while a racer runs.
pub(crate) struct Engine<T: Real> {
    pub(super) objective: Shared<T>,
    /// Which samples updates look at; none where they look at everything.
    batches: Option<Batches>,
    /// Updates per epoch; 0 likewise.
    epoch: u64,
    start: Vec<T>,
    pub(super) legs: Vec<Leg<T>>,
    pub(super) stop: Stop,
    pub(super) steps: u64,
}

impl<T: Precise> Engine<T> {
    /// The rules of racer `i` of a specification, on a shared objective.
    pub(crate) fn new(spec: &Spec, i: usize, objective: Shared<T>) -> Self {
        let mut legs: Vec<Leg<T>> = Vec::with_capacity(spec.racers[i].len());
        let mut before: Option<&RacerSpec> = None;
        for (leg, (from, racer)) in spec.racers[i].iter().enumerate() {
            let law = T::law((racer.optimizer.row.build)(&racer.optimizer.args));
            legs.push(Leg {
                from: *from,
                keeps_state: leg > 0 && spec.goes_on(i, leg),
                resumes: before.is_some_and(|b| !b.optimizer.args.is_same_but_rate(&racer.optimizer.args)),
                keeps_schedule: before.is_some_and(|b| b.schedule == racer.schedule),
                law,
                base: racer.optimizer.args.rate(),
                schedule: racer.schedule.as_ref().map(|s| s.build()),
                stages: Stages::of(racer, spec.seed),
                average: racer.average.as_ref().map(Average::of),
                keeps_average: before.is_some_and(|b| b.average == racer.average),
            });
            before = Some(racer);
        }
        let start = rounded(&spec.start);
        let batches = spec.batches(i);
        let epoch = batches.map_or(0, |batches| batches.iterations());
        Engine { objective, batches, epoch, start, legs, stop: spec.stop, steps: spec.steps }
    }

    /// The objective in this precision.
    pub(crate) fn objective(spec: &Spec) -> Shared<T> {
        Arc::new(objective_of::<T>(&spec.problem, spec.start.len()))
    }

    /// What is minimised.
    pub(crate) fn minimised(&self) -> &dyn Objective<T> {
        &**self.objective
    }

    /// The momentum of the update after `now`, where the schedule sets it.
    pub(crate) fn momentum_of(&self, now: &Snapshot<T>) -> Option<f64> {
        self.legs[now.leg].momentum(now.t)
    }

    /// Where the update after `now` takes its gradient, where that is not its iterate.
    pub(crate) fn ahead_of(&self, now: &Snapshot<T>) -> Option<Vec<T>> {
        let mut point = vec![T::ZERO; now.p.len()];
        self.legs[now.leg]
            .law
            .look_ahead(now.iterate(), &now.state, self.legs[now.leg].momentum(now.t), &mut point)
            .then_some(point)
    }

    /// Whether rows of the trace wait to be measured until somebody reads them: where that many at once take some ten milliseconds.
    pub(crate) fn measures_later(&self) -> bool {
        self.batches.is_some_and(|batches| batches.n * self.start.len() <= QUICK)
    }

    /// Bytes of the start.
    pub(crate) fn start_bytes(&self) -> usize {
        size_of::<T>() * self.start.capacity()
    }

    /// Whether updates look at batches of samples.
    pub(crate) fn samples(&self) -> bool {
        self.epoch > 0
    }

    /// A snapshot with room for every leg's memory, and matching scratch.
    pub(crate) fn room(&self) -> (Snapshot<T>, Scratch<T>) {
        let n = self.start.len();
        let shape = self.objective.shape();
        let memory = |of: fn(&crate::law::Memory) -> usize| {
            self.legs.iter().map(|leg| of(&leg.law.memory(shape))).max().unwrap_or(0)
        };
        let schedule = self.legs.iter().filter_map(|leg| leg.schedule.as_ref()).map(|s| s.memory()).max();
        let averages = self.legs.iter().any(|leg| leg.average.is_some());
        let mut room = Snapshot {
            t: 0,
            p: vec![T::ZERO; n],
            iterate: vec![T::ZERO; if averages { n } else { 0 }],
            averaged: 0,
            g: vec![T::ZERO; n],
            f: T::ZERO,
            grad_norm: 0.0,
            measured: false,
            lr: 0.0,
            state: State { cells: vec![T::ZERO; memory(|m| m.cells)], scalars: vec![0.0; memory(|m| m.scalars)] },
            schedule: vec![0.0; schedule.unwrap_or(0)],
            leg: 0,
            born: 0,
            unchanged: 0,
            cause: Cause::None,
            evaluations: 0,
        };
        // Vectors keep this capacity when a leg needs less.
        room.state.cells.shrink_to_fit();
        let scratch = Scratch {
            point: vec![T::ZERO; n],
            gradient: vec![T::ZERO; n],
            before: vec![T::ZERO; n],
            work: self.objective.work(),
            epoch: self.batches.as_ref().map(Batches::room).unwrap_or_default(),
        };
        (room, scratch)
    }

    /// Step 0.
    pub(crate) fn begin(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>) {
        now.p.copy_from_slice(&self.start);
        self.first(now, scratch);
    }

    /// Step 0 at the parameters that a snapshot holds.
    fn first(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>) {
        now.t = 0;
        now.leg = 0;
        now.unchanged = 0;
        now.evaluations = 0;
        now.averaged = 0;
        self.enter(0, now, false, false);
        self.arrive(now, scratch);
    }

    /// Makes leg `i` the current one, with fresh memory where it does not go on from the one before.
    fn enter(&self, i: usize, now: &mut Snapshot<T>, keeps_state: bool, keeps_schedule: bool) {
        let leg = &self.legs[i];
        now.leg = i;
        if now.averaged > 0 && !leg.keeps_average {
            now.p.copy_from_slice(&now.iterate);
            now.averaged = 0;
        }
        if keeps_state && leg.resumes {
            leg.law.resume(now.t - now.born, &mut now.state);
        } else if !keeps_state {
            now.born = now.t;
            let memory = leg.law.memory(self.objective.shape());
            now.state.cells.clear();
            now.state.cells.resize(memory.cells, T::ZERO);
            now.state.scalars.clear();
            now.state.scalars.resize(memory.scalars, 0.0);
            let at = if now.averaged > 0 { &now.iterate } else { &now.p };
            leg.law.start(self.objective.shape(), at, &mut now.state);
        }
        if !keeps_schedule {
            now.schedule.clear();
            if let Some(schedule) = &leg.schedule {
                now.schedule.resize(schedule.memory(), 0.0);
                schedule.reset(&mut now.schedule);
            }
        }
    }

    /// Step 0 at a start other than the document's.
    pub(crate) fn begin_at(&self, start: &[f64], now: &mut Snapshot<T>, scratch: &mut Scratch<T>) {
        now.p.iter_mut().zip(start).for_each(|(p, v)| *p = T::from_f64(*v));
        self.first(now, scratch);
    }

    /// Advances to the racer's end.
    pub(crate) fn finish(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>) {
        while now.cause == Cause::None {
            self.advance(now, scratch, None);
        }
        self.measure(now, scratch);
    }

    /// Value, gradient, rate and verdict at the parameters just reached.
    fn arrive(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>) {
        self.turn(now);
        if self.looks(now) {
            self.measure(now, scratch);
        }
        self.judge(now);
    }

    /// The rules that hold from here on.
    pub(super) fn turn(&self, now: &mut Snapshot<T>) {
        while now.leg + 1 < self.legs.len() && self.legs[now.leg + 1].from <= now.t {
            let next = &self.legs[now.leg + 1];
            self.enter(now.leg + 1, now, next.keeps_state && now.t > 0, next.keeps_schedule && now.t > 0);
        }
        now.measured = false;
        // What only shows how the run stands is no evaluation of the optimizer's.
        now.evaluations += u64::from(!self.samples());
    }

    /// Whether value and gradient here are part of the run: its digest has them, and the racer ends where they are lost.
    pub(crate) fn owes(&self, now: &Snapshot<T>) -> bool {
        self.heeds(now) || now.t.is_multiple_of(self.epoch)
    }

    /// Whether the update that follows, or the verdict here, depends on value and gradient.
    fn heeds(&self, now: &Snapshot<T>) -> bool {
        !self.samples() || self.judges(now)
    }

    /// Whether a rule or a schedule looks at the value or the gradient here.
    fn judges(&self, now: &Snapshot<T>) -> bool {
        let listens = || self.legs[now.leg].schedule.as_ref().is_some_and(|schedule| schedule.memory() > 0);
        self.stop.measures() || listens()
    }

    /// Whether they are taken at once. At the end of an epoch that waits until somebody reads them, if they cannot be lost.
    pub(super) fn looks(&self, now: &Snapshot<T>) -> bool {
        self.heeds(now) || (now.t.is_multiple_of(self.epoch) && !self.objective.is_tame(&now.p))
    }

    /// The rate of the update that follows, and the verdict.
    pub(super) fn judge(&self, now: &mut Snapshot<T>) {
        let leg = &self.legs[now.leg];
        let metric = (now.t > 0).then(|| now.f.to_f64());
        now.lr = match &leg.schedule {
            Some(schedule) => capped(schedule.rate(leg.base, now.t, metric, &mut now.schedule)),
            None => leg.base,
        };
        let Snapshot { t, ref p, ref g, f, grad_norm, unchanged, measured, .. } = *now;
        now.cause = self.stop.verdict(&Arrival { t, p, g, f, grad_norm, unchanged, measured }, self.steps);
    }

    /// Value and gradient on everything at the parameters, unless they are known.
    pub(crate) fn measure(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>) {
        if !now.measured {
            now.measured = true;
            now.f = self.objective.value_grad(&now.p, &mut now.g, &mut scratch.work);
            now.grad_norm = reduce::norm(&now.g);
        }
    }

    /// Value and norm of the gradient on everything at `x`.
    pub(crate) fn value_and_norm(&self, x: &[T], scratch: &mut Scratch<T>) -> (T, f64) {
        let f = self.objective.value_grad(x, &mut scratch.gradient, &mut scratch.work);
        (f, reduce::norm(&scratch.gradient))
    }

    /// One update of a racer that is still running. With `notes`, also writes down what the update is made of.
    pub(crate) fn advance(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>, notes: Option<&mut Record>) {
        if self.leave(now, scratch, notes) {
            self.arrive(now, scratch);
        }
    }

    /// An update without its arrival; false where the law made none.
    pub(super) fn leave(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>, notes: Option<&mut Record>) -> bool {
        // The law goes on from its iterate, whatever is shown.
        if now.averaged > 0 {
            core::mem::swap(&mut now.p, &mut now.iterate);
        }
        let moved = self.update(now, scratch, notes);
        if now.averaged > 0 {
            core::mem::swap(&mut now.p, &mut now.iterate);
        }
        let Some(mut same) = moved else { return false };
        if let Some(average) = self.legs[now.leg].average.filter(|average| now.t > average.start) {
            now.averaged += 1;
            if now.averaged == 1 {
                now.iterate.copy_from_slice(&now.p);
            } else {
                same &= average.fold(now.averaged, &mut now.p, &now.iterate);
            }
        }
        now.unchanged = if same { now.unchanged + 1 } else { 0 };
        true
    }

    /// The law's part of an update, from `now.p`: whether it left every bit as it was, where that counts; none where it made no update.
    fn update(&self, now: &mut Snapshot<T>, scratch: &mut Scratch<T>, notes: Option<&mut Record>) -> Option<bool> {
        let leg = &self.legs[now.leg];
        // Only who counts updates without a change has to compare.
        let counts = self.stop.unchanged.is_some();
        if counts {
            scratch.before.copy_from_slice(&now.p);
        }
        let (work, picks) =
            (&mut scratch.work, self.batches.as_ref().map(|batches| batches.picks(now.t, &mut scratch.epoch)));
        let mut counted = Counted { objective: &**self.objective, work, picks, evaluations: 0, refused: None };
        let mut f = now.f;
        let momentum = leg.momentum(now.t);
        let ahead = leg.law.look_ahead(&now.p, &now.state, momentum, &mut scratch.point);
        // The first average is the iterate itself, and value and gradient there are known.
        let sampled_apart = self.samples() || now.averaged > 1;
        let mut known = false;
        if ahead || sampled_apart {
            // What was evaluated on arrival is only shown.
            now.evaluations -= u64::from(!self.samples() && !self.judges(now));
            let at = if ahead { &scratch.point } else { &now.p };
            counted.work.pass.blind = self.samples() && leg.law.coordinate_wise();
            let sampled = counted.value_grad(at, &mut scratch.gradient);
            counted.work.pass.blind = false;
            if sampled_apart {
                f = sampled;
                if let Some(cause) = lost_in(f, &scratch.gradient) {
                    now.evaluations += counted.evaluations;
                    now.cause = if self.samples() && !f.is_finite() { Cause::LostBatch } else { cause };
                    return None;
                }
            }
        } else if leg.stages.are_none() {
            known = true;
        } else {
            scratch.gradient.copy_from_slice(&now.g);
        }
        leg.stages.apply(now.t, &mut scratch.gradient);
        leg.law.update(Step {
            t: now.t - now.born,
            lr: now.lr,
            momentum,
            shape: self.objective.shape(),
            f,
            p: &mut now.p,
            g: if known { &now.g } else { &scratch.gradient },
            ahead: ahead.then_some(&scratch.point),
            state: &mut now.state,
            objective: &mut counted,
            notes,
        });
        now.evaluations += counted.evaluations;
        if let Some(why) = counted.refused {
            now.cause = Cause::NoUpdate(why);
            return None;
        }
        now.t += 1;
        Some(counts && now.p.iter().zip(&scratch.before).all(|(a, b)| a.bits() == b.bits()))
    }
}
