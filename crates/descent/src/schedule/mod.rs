//! Learning-rate schedules: the rate of the update that follows step t, as a function of the base rate η₀ and t.
//!
//! One file per schedule, each with its law and its catalogue row; [`TABLE`] and [`ALIASES`] are the registry, in both
//! spellings. All arithmetic is f64 whatever the precision of the run. A schedule keeps no state of its own: what it must
//! remember (only `plateau` does) lives in a slice the run owns, so that a checkpoint is a copy. A library's spelling has
//! no law of its own: it builds ours. Not here: which step it is, what the loss is, and the schedule of anything else
//! than the rate (but for one-cycle's momentum).
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let cosine = ScheduleSpec::new("cosine", &[("t_max", Arg::Int(4))]).unwrap();
//! let rates = cosine.rates(0.1, 4, &[]);
//! assert!((rates[2] - 0.05).abs() < 1e-16 && rates[0] == 0.1 && rates[4] == 0.0);
//! ```

use crate::catalog::{Args, Param, RATE, joined, table};

mod anchor;
mod keras;
mod lecture;
mod optax;
mod params;
mod reshape;
mod spec;
mod tail;
mod torch;

pub mod constant;
pub mod cosine;
pub mod cosine_restarts;
pub mod cyclic;
pub mod exponential;
pub mod inverse_sqrt;
pub mod inverse_time;
pub mod linear;
pub mod multistep;
pub mod noam;
pub mod one_cycle;
pub mod piecewise;
pub mod plateau;
pub mod polynomial;
pub mod product;
pub mod sequence;
pub mod step;
pub mod warmup;

pub use reshape::reshape;
pub use spec::{Entry, find, ids};
pub use tail::{Tail, Verdict, robbins_monro};

/// A schedule, built from validated arguments.
pub trait Schedule: Send + Sync {
    /// How many numbers it remembers between steps (0 for every closed form).
    fn memory(&self) -> usize {
        0
    }
    /// Fills the memory before the first step.
    fn reset(&self, _memory: &mut [f64]) {}
    /// The rate of update t (t = 0 for the first), given the base rate. `metric` is the value that a plateau watches:
    /// the run's own loss after t updates (none at t = 0, where nothing is to be compared yet). Called once per step in
    /// increasing t; calling it at t = 0 without a metric changes nothing.
    fn rate(&self, base: f64, t: u64, metric: Option<f64>, memory: &mut [f64]) -> f64;
    /// The momentum of update t, where the schedule cycles it (one-cycle and cyclic do, if told so).
    fn momentum(&self, _t: u64) -> Option<f64> {
        None
    }
    /// How the rate behaves as t → ∞, by rule.
    fn tail(&self) -> Tail;
}

/// A rate as it is used: growing ones end at the largest legal rate. A factor of a product may be larger.
pub fn capped(rate: f64) -> f64 {
    if rate < RATE.max { rate } else { RATE.max }
}

/// What no single range can say: the key at fault and what would be right.
pub type Check = fn(&Args) -> Result<(), (&'static str, &'static str)>;
/// Makes a schedule of validated arguments.
pub type Build = fn(&Args) -> Box<dyn Schedule>;

/// One row of the catalogue, in our spelling.
#[derive(Clone, Copy)]
pub struct ScheduleRow {
    /// Identifier in the specification.
    pub id: &'static str,
    /// The field's name.
    pub name: &'static str,
    /// One line: what it is good for.
    pub doc: &'static str,
    /// The rule in TeX.
    pub formula: &'static str,
    /// How PyTorch, Keras and Optax differ.
    pub differs: &'static str,
    /// Authors, title, year.
    pub reference: &'static str,
    /// Its parameters.
    pub params: &'static [Param],
    /// Makes the schedule.
    pub build: Build,
    /// What no single range can say (such as lists of matching lengths): `Err((key, allowed))`.
    pub check: Check,
}

/// A library's spelling of a schedule.
#[derive(Clone, Copy)]
pub struct ScheduleAlias {
    /// Such as `torch.StepLR`.
    pub id: &'static str,
    /// The library's own arguments and defaults.
    pub params: &'static [Param],
    /// The same checks as in [`ScheduleRow`].
    pub check: Check,
    /// Makes the schedule out of our own pieces.
    pub build: Build,
    /// Our id that it becomes.
    pub into: &'static str,
    /// What differs from the library, if anything does.
    pub note: &'static str,
}

impl ScheduleAlias {
    /// An alias without conditions between its arguments and without differences.
    const fn of(id: &'static str, into: &'static str, params: &'static [Param], build: Build) -> Self {
        ScheduleAlias { id, params, check: params::fine, build, into, note: "" }
    }

    /// The same without words, with `params` for its own.
    #[cfg(not(feature = "words"))]
    const fn silent(mut self, params: &'static [Param]) -> Self {
        self.note = "";
        self.params = params;
        self
    }
}

#[cfg(not(feature = "words"))]
impl ScheduleRow {
    /// The same without words, with `params` for its own.
    const fn silent(mut self, params: &'static [Param]) -> Self {
        (self.name, self.doc, self.formula, self.differs, self.reference) = ("", "", "", "", "");
        self.params = params;
        self
    }
}

/// A schedule as a specification names it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleSpec {
    /// The id as written, in either spelling.
    pub id: &'static str,
    /// Its arguments, in the spelling of `id`.
    pub args: Args,
}

/// Every schedule, in our spelling.
pub static TABLE: &[&ScheduleRow] = table!(
    ScheduleRow,
    &[
        &constant::ROW,
        &step::ROW,
        &multistep::ROW,
        &exponential::ROW,
        &inverse_time::ROW,
        &polynomial::ROW,
        &linear::ROW,
        &cosine::ROW,
        &cosine_restarts::ROW,
        &one_cycle::ROW,
        &cyclic::ROW,
        &inverse_sqrt::ROW,
        &noam::ROW,
        &piecewise::ROW,
        &plateau::ROW,
        &warmup::ROW,
        &sequence::ROW,
        &product::ROW,
    ]
);

const SPELLED: usize = torch::ALL.len() + keras::ALL.len() + optax::ALL.len() + lecture::ALL.len();

/// Every schedule in the spelling of PyTorch, Keras, Optax and the lectures.
pub static ALIASES: &[&ScheduleAlias] =
    table!(ScheduleAlias, &joined::<_, SPELLED, 4>([torch::ALL, keras::ALL, optax::ALL, lecture::ALL]));
