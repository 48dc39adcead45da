//! Sequence: one schedule after the other, each in its own time.
//!
//! Before the first of the `milestones` (strictly increasing) the first of the `schedules`, from each milestone on the
//! next: ηₜ = ϑᵢ(t − mᵢ), i the number of milestones ≤ t. Every part starts from the base rate; to go on from where the
//! last one ended, give it a rate or a factor of its own. A part that watches a metric sees it only while it is on.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let halving = ScheduleSpec::new("step", &[("step_size", Arg::Int(1)), ("gamma", Arg::Real(0.5))]).unwrap();
//! let given = [("schedules", Arg::Schedules(vec![halving.clone(), halving])), ("milestones", Arg::Ints(vec![3]))];
//! let sequence = ScheduleSpec::new("sequence", &given).unwrap();
//! assert_eq!(sequence.rates(0.8, 5, &[]), [0.8, 0.4, 0.2, 0.8, 0.4, 0.2]);
//! ```
//!
//! PyTorch's `SequentialLR` and Optax' `join_schedules` (where the milestones are `boundaries`) are the same.

use super::params::{Checked, milestones, param, require};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::{Args, Kind};
use crate::list::Listed;

pub(super) struct Sequence {
    pub(super) milestones: Vec<u64>,
    /// One more than milestones.
    pub(super) parts: Vec<Box<dyn Schedule>>,
}

/// The nested schedules under `key`.
pub(super) fn parts(args: &Args, key: &str) -> Vec<Box<dyn Schedule>> {
    args.schedules(key).iter().map(|spec| spec.build()).listed()
}

/// How much all parts remember; their memories lie one after the other.
pub(super) fn memory(parts: &[Box<dyn Schedule>]) -> usize {
    parts.iter().map(|part| part.memory()).sum()
}

/// Fills the memory of every part.
pub(super) fn reset(parts: &[Box<dyn Schedule>], mut memory: &mut [f64]) {
    for part in parts {
        let (own, rest) = memory.split_at_mut(part.memory());
        part.reset(own);
        memory = rest;
    }
}

impl Sequence {
    /// From lists of nested schedules and of milestones.
    pub(super) fn of(args: &Args, schedules: &str, milestones: &str) -> Box<dyn Schedule> {
        let milestones = args.ints(milestones).iter().map(|&m| m.max(0) as u64).listed();
        Box::new(Sequence { milestones, parts: parts(args, schedules) })
    }

    /// Which part is on at step t, and since when.
    fn on(&self, t: u64) -> (usize, u64) {
        let i = self.milestones.iter().filter(|m| **m <= t).count();
        (i, if i > 0 { self.milestones[i - 1] } else { 0 })
    }
}

/// One milestone between any two schedules.
pub(super) fn between(args: &Args, schedules: &'static str, milestones: &'static str) -> Checked {
    require(
        args.schedules(schedules).len() == args.ints(milestones).len() + 1,
        milestones,
        "one number fewer than schedules",
    )
}

impl Schedule for Sequence {
    fn memory(&self) -> usize {
        memory(&self.parts)
    }
    fn reset(&self, memory: &mut [f64]) {
        reset(&self.parts, memory);
    }
    fn rate(&self, base: f64, t: u64, metric: Option<f64>, all: &mut [f64]) -> f64 {
        let (i, since) = self.on(t);
        let (before, part) = (memory(&self.parts[..i]), &self.parts[i]);
        let metric = if t == since { None } else { metric };
        part.rate(base, t - since, metric, &mut all[before..before + part.memory()])
    }
    fn momentum(&self, t: u64) -> Option<f64> {
        let (i, since) = self.on(t);
        self.parts[i].momentum(t - since)
    }
    fn tail(&self) -> Tail {
        self.parts.last().map_or(Tail::Unknown, |part| part.tail())
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "sequence",
    name: "Sequence",
    doc: "One schedule after the other, each in its own time.",
    formula: r"\eta_t = \vartheta^{(i)}_{t - m_i},\quad i = \#\{j \,:\, m_j \le t\}",
    differs: "The same as PyTorch’s SequentialLR and Optax’ join_schedules; Keras has none.",
    reference: "PyTorch, torch.optim.lr_scheduler.SequentialLR; Optax, join_schedules",
    params: &[
        param("milestones", "m", "milestones", milestones(None, 1, 0), "the steps at which the next schedule starts"),
        param("schedules", r"\vartheta", "schedules", Kind::Schedules, "one more than milestones"),
    ],
    build: |args| Sequence::of(args, "schedules", "milestones"),
    check: |args| between(args, "schedules", "milestones"),
};
