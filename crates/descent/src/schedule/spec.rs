//! Looking a schedule up in either spelling, and making one.
//!
//! Invariant: both spellings are looked up, listed and built through the same [`Entry`], so nothing else has to know which
//! of the two a specification uses. It does not read documents: [`crate::spec`] does.

use super::{ALIASES, Build, Check, Schedule, ScheduleSpec, TABLE, capped, constant::Constant};
use crate::catalog::{Arg, Args, Kind, Param};
use crate::list::Listed;

/// What either spelling of a schedule has.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its id.
    pub id: &'static str,
    /// Its parameters.
    pub params: &'static [Param],
    /// What no single range can say.
    pub check: Check,
    /// Makes the schedule.
    pub build: Build,
}

fn entries() -> impl Iterator<Item = Entry> + Clone {
    let ours = TABLE.iter().map(|r| Entry { id: r.id, params: r.params, check: r.check, build: r.build });
    ours.chain(ALIASES.iter().map(|a| Entry { id: a.id, params: a.params, check: a.check, build: a.build }))
}

/// The schedule called `id`, in either spelling.
pub fn find(id: &str) -> Option<Entry> {
    entries().find(|e| e.id == id)
}

/// Every id, ours first.
pub fn ids() -> impl Iterator<Item = &'static str> + Clone {
    entries().map(|e| e.id)
}

impl ScheduleSpec {
    /// A schedule from some of its arguments, the rest by default. None where the id or a key is unknown, an argument is of
    /// the wrong kind or outside its range, or one without a default is missing. [`crate::spec`] says which; this is for
    /// code that writes its arguments itself.
    pub fn new(id: &str, given: &[(&str, Arg)]) -> Option<ScheduleSpec> {
        let entry = find(id)?;
        let known = |key: &str| entry.params.iter().any(|p| p.key == key);
        if !given.iter().all(|(key, _)| known(key)) {
            return None;
        }
        let of = entry.params.iter().map(|p| match given.iter().find(|(key, _)| *key == p.key) {
            Some((_, arg)) => Some(arg.clone()).filter(|arg| legal(&p.kind, arg)),
            None => default(&p.kind),
        });
        let args = Args::new(entry.params, of.listed_if_all()?);
        (entry.check)(&args).ok()?;
        Some(ScheduleSpec { id: entry.id, args })
    }

    /// What the id names.
    pub fn lookup(&self) -> Option<Entry> {
        find(self.id)
    }

    /// Makes the schedule.
    pub fn build(&self) -> Box<dyn Schedule> {
        match self.lookup() {
            Some(entry) => (entry.build)(&self.args),
            None => Box::new(Constant),
        }
    }

    /// The rates of the updates t = 0..=steps; `metrics[t]` is what a plateau is given after update t.
    pub fn rates(&self, base: f64, steps: u64, metrics: &[f64]) -> Vec<f64> {
        let schedule = self.build();
        let mut memory = vec![0.0; schedule.memory()];
        schedule.reset(&mut memory);
        let mut given = metrics.iter().copied();
        let mut rate = |t| schedule.rate(base, t, if t == 0 { None } else { given.next() }, &mut memory);
        (0..=steps).map(|t| capped(rate(t))).listed()
    }
}

fn default(kind: &Kind) -> Option<Arg> {
    Some(match kind {
        Kind::Real { default, .. } => Arg::Real((*default)?),
        Kind::OptReal { .. } => Arg::OptReal(None),
        Kind::Int { default, .. } => Arg::Int((*default)?),
        Kind::OptInt { .. } => Arg::OptInt(None),
        Kind::Bool { default } => Arg::Bool(*default),
        Kind::Choice { default, .. } => Arg::Choice(default),
        Kind::Reals { default, .. } => Arg::Reals((*default)?.to_vec()),
        Kind::Ints { default, .. } => Arg::Ints((*default)?.to_vec()),
        Kind::Schedule => Arg::Schedule(None),
        Kind::Schedules => return None,
    })
}

fn legal(kind: &Kind, arg: &Arg) -> bool {
    let whole = |v: &i64, min: &i64, max: &i64| (min..=max).contains(&v);
    match (kind, arg) {
        (Kind::Real { range, .. }, Arg::Real(v)) | (Kind::OptReal { range, .. }, Arg::OptReal(Some(v))) => {
            range.holds(*v)
        }
        (Kind::Int { min, max, .. }, Arg::Int(v)) | (Kind::OptInt { min, max }, Arg::OptInt(Some(v))) => {
            whole(v, min, max)
        }
        (Kind::Choice { options, .. }, Arg::Choice(v)) => options.iter().any(|(id, _)| id == v),
        (Kind::Reals { range, min_len, max_len, .. }, Arg::Reals(all)) => {
            (*min_len..=*max_len).contains(&all.len()) && all.iter().all(|v| range.holds(*v))
        }
        (Kind::Ints { min, max, min_len, max_len, .. }, Arg::Ints(all)) => {
            (*min_len..=*max_len).contains(&all.len())
                && all.iter().all(|v| whole(v, min, max))
                && all.is_sorted_by(|a, b| a < b)
        }
        (Kind::Schedules, Arg::Schedules(all)) => (1..=16).contains(&all.len()),
        (Kind::OptReal { .. }, Arg::OptReal(None))
        | (Kind::OptInt { .. }, Arg::OptInt(None))
        | (Kind::Bool { .. }, Arg::Bool(_))
        | (Kind::Schedule, Arg::Schedule(_)) => true,
        _ => false,
    }
}
