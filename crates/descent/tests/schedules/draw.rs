//! Legal arguments for any schedule, drawn at random: the same in every run.
//!
//! Every kind of parameter is drawn from its own range, ends included; what no single range says, the row's check decides.

use std::collections::BTreeSet;

use descent::catalog::{Arg, Kind, Param, Range, Scale};
use descent::schedule::{Entry, ScheduleSpec, find, ids};
use testkit::draw::Draw;

/// Draws what schedules are made of.
pub(crate) struct Legal(Draw);

impl Legal {
    /// The sequence of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Legal(Draw::new(seed))
    }
    pub(crate) fn unit(&mut self) -> f64 {
        self.0.unit()
    }
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0.below(n)
    }
    /// Evenly, by ratio, or an end of the range.
    pub(crate) fn real(&mut self, range: &Range, scale: Scale) -> f64 {
        let inside = match (self.below(8), scale) {
            (0, _) => range.min,
            (1, _) => range.max,
            (2, _) | (_, Scale::Log) => {
                let low = range.min.max(range.max * 1e-15);
                low * lanes::math::pow(range.max / low, self.unit())
            }
            _ => range.min + (range.max - range.min) * self.unit(),
        };
        if range.holds(inside) { inside } else { 0.5 * (range.min + range.max) }
    }
    fn whole(&mut self, min: i64, max: i64) -> i64 {
        match self.below(8) {
            0 => min,
            1 => max,
            _ => {
                let span = [3, 30, 300, 3000][self.below(4)];
                (min + self.below(span) as i64).min(max)
            }
        }
    }
    fn arg(&mut self, param: &Param, depth: usize) -> Arg {
        match &param.kind {
            Kind::Real { range, scale, .. } => Arg::Real(self.real(range, *scale)),
            Kind::OptReal { .. } | Kind::OptInt { .. } if self.below(2) == 0 => match param.kind {
                Kind::OptReal { .. } => Arg::OptReal(None),
                _ => Arg::OptInt(None),
            },
            Kind::OptReal { range, scale } => Arg::OptReal(Some(self.real(range, *scale))),
            Kind::Int { min, max, .. } => Arg::Int(self.whole(*min, *max)),
            Kind::OptInt { min, max } => Arg::OptInt(Some(self.whole(*min, *max))),
            Kind::Bool { .. } => Arg::Bool(self.below(2) == 0),
            Kind::Choice { options, .. } => Arg::Choice(options[self.below(options.len())].0),
            Kind::Reals { range, min_len, .. } => {
                let len = min_len + self.below(4);
                Arg::Reals((0..len).map(|_| self.real(range, Scale::Linear)).collect())
            }
            Kind::Ints { min, max, min_len, .. } => {
                let len = min_len + self.below(3);
                let all: BTreeSet<i64> = (0..len).map(|_| self.whole(*min, *max)).collect();
                Arg::Ints(all.into_iter().collect())
            }
            Kind::Schedule => Arg::Schedule((depth > 0).then(|| Box::new(self.schedule(depth - 1)))),
            Kind::Schedules => {
                Arg::Schedules((0..1 + self.below(3)).map(|_| self.schedule(depth.max(1) - 1)).collect())
            }
        }
    }
    /// Legal arguments of a schedule.
    pub(crate) fn of(&mut self, entry: &Entry, depth: usize) -> ScheduleSpec {
        for _ in 0..10_000 {
            let mut given: Vec<_> = entry.params.iter().map(|p| (p.key, self.arg(p, depth))).collect();
            self.repair(entry.id, &mut given);
            if let Some(spec) = ScheduleSpec::new(entry.id, &given) {
                return spec;
            }
        }
        panic!("no legal arguments found for {}", entry.id);
    }
    /// Shapes too rare to be drawn.
    fn repair(&mut self, id: &str, given: &mut [(&str, Arg)]) {
        for (key, arg) in given {
            match (*key, arg) {
                ("boundaries_and_scales", Arg::Reals(all)) => {
                    let mut steps: Vec<f64> = all.iter().map(|s| s.floor()).collect();
                    steps.sort_by(f64::total_cmp);
                    steps.dedup();
                    *all = steps.into_iter().flat_map(|s| [s, 2.0 * self.unit()]).collect();
                }
                ("cosine_kwargs", Arg::Schedules(all)) => {
                    let piece = find("optax.warmup_cosine_decay_schedule").unwrap();
                    let count = all.len();
                    *all = (0..count).map(|_| self.of(&piece, 0)).collect();
                }
                ("total_steps", arg @ Arg::OptInt(None)) if id == "torch.OneCycleLR" => *arg = Arg::OptInt(Some(100)),
                _ => {}
            }
        }
    }
    pub(crate) fn schedule(&mut self, depth: usize) -> ScheduleSpec {
        let nested = |e: &Entry| e.params.iter().any(|p| matches!(p.kind, Kind::Schedules));
        let all: Vec<Entry> = ids().map(|id| find(id).unwrap()).filter(|e| depth > 0 || !nested(e)).collect();
        let entry = all[self.below(all.len())];
        self.of(&entry, depth)
    }
}
