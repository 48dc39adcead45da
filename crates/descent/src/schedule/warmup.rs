//! Warm-up: a straight line up to any other schedule, which it joins without a jump.
//!
//! Over `steps` w ≥ 0 updates ηₜ = ϑ₀·(a + (1 − a)·t/w), ϑ₀ the first rate of the schedule `then` (constant if absent) and
//! a = `start_factor` ∈ \[0, 100\]; from then on ηₜ = ϑ(t − w): the successor's own time starts when the warm-up ends.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let then = ScheduleSpec::new("step", &[("step_size", Arg::Int(1)), ("gamma", Arg::Real(0.5))]).unwrap();
//! let given = [("steps", Arg::Int(2)), ("start_factor", Arg::Real(0.5)), ("then", Arg::Schedule(Some(Box::new(then))))];
//! let warmup = ScheduleSpec::new("warmup", &given).unwrap();
//! assert_eq!(warmup.rates(0.8, 4, &[]), [0.4, 0.6000000000000001, 0.8, 0.4, 0.2]);
//! ```
//!
//! PyTorch: `SequentialLR` of a `LinearLR` and the rest. Keras' `CosineDecay` and Optax' `warmup_…` schedules have it
//! built in, start from a rate instead of a factor, and Optax counts the warm-up into `decay_steps`.

use super::params::{FACTOR, count, fine, param, real, steps};
use super::{Schedule, ScheduleRow, Tail, constant::Constant};
use crate::catalog::Kind;

/// Where a warm-up starts.
pub(super) enum Start {
    /// At a multiple of the successor's first rate.
    Factor(f64),
    /// At a rate. Absent: the base rate where the peak is given, else 0.
    Rate(Option<f64>),
}

pub(super) struct Warmup {
    pub(super) start: Start,
    /// The base rate of the successor, where it is not the racer's.
    pub(super) peak: Option<f64>,
    pub(super) steps: u64,
    pub(super) then: Box<dyn Schedule>,
}

impl Schedule for Warmup {
    fn memory(&self) -> usize {
        self.then.memory()
    }
    fn reset(&self, memory: &mut [f64]) {
        self.then.reset(memory);
    }
    fn rate(&self, base: f64, t: u64, metric: Option<f64>, memory: &mut [f64]) -> f64 {
        let peak = self.peak.unwrap_or(base);
        if t > self.steps {
            return self.then.rate(peak, t - self.steps, metric, memory);
        }
        let next = self.then.rate(peak, 0, None, memory);
        if t == self.steps {
            return next;
        }
        let (first, top) = match self.start {
            Start::Factor(factor) => (factor * next, next),
            // Towards the peak, though the successor's own bound may be below it.
            Start::Rate(Some(rate)) => (rate, peak),
            Start::Rate(None) if self.peak.is_some() => (base, peak),
            Start::Rate(None) => (0.0, peak),
        };
        (first - top) * (1.0 - t as f64 / self.steps as f64) + top
    }
    fn momentum(&self, t: u64) -> Option<f64> {
        self.then.momentum(t.saturating_sub(self.steps))
    }
    fn tail(&self) -> Tail {
        if self.peak == Some(0.0) { Tail::Unknown } else { self.then.tail() }
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "warmup",
    name: "Warm-up",
    doc: "A straight line up to any other schedule, which then starts.",
    formula: r"\eta_t = \vartheta_0\left(a + (1 - a)\frac{t}{w}\right)\ (t < w),\qquad \eta_t = \vartheta_{t-w}\ (t \ge w)",
    differs: "PyTorch: SequentialLR of LinearLR and the rest; Keras’ and Optax’ cosine schedules have it built in.",
    reference: "P. Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, 2017",
    params: &[
        param("steps", "w", "warm-up steps", steps(50, 0), "the steps up to the successor’s first rate"),
        param("start_factor", "a", "start factor", real(0.1, FACTOR), "the first rate over the successor’s first"),
        param("then", r"\vartheta", "successor", Kind::Schedule, "what follows; constant if absent"),
    ],
    build: |args| {
        Box::new(Warmup {
            start: Start::Factor(args.real("start_factor")),
            peak: None,
            steps: count(args, "steps"),
            then: args.schedule("then").map_or_else(|| Box::new(Constant) as _, |then| then.build()),
        })
    },
    check: fine,
};
