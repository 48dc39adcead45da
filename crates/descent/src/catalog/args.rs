//! Validated arguments: one for every parameter of a row, defaults filled in.
//!
//! Invariant: `Args` always holds exactly one argument per [`Param`], each inside its legal range, because only
//! [`crate::spec`] and a library's translation make them, and both check. Asking for a key that the row does not have
//! is a programming error and panics in tests of the table, never on user input.

use super::param::Param;
use crate::schedule::ScheduleSpec;

/// One validated argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A real number.
    Real(f64),
    /// A real number or off.
    OptReal(Option<f64>),
    /// A whole number.
    Int(i64),
    /// A whole number or off.
    OptInt(Option<i64>),
    /// A switch.
    Bool(bool),
    /// One of the row's names.
    Choice(&'static str),
    /// Several real numbers.
    Reals(Vec<f64>),
    /// Several whole numbers.
    Ints(Vec<i64>),
    /// A nested schedule, or none.
    Schedule(Option<Box<ScheduleSpec>>),
    /// Several nested schedules.
    Schedules(Vec<ScheduleSpec>),
}

/// The arguments of one row, in the order of its parameters.
#[derive(Clone, Debug)]
pub struct Args {
    params: &'static [Param],
    of: Vec<Arg>,
}

impl PartialEq for Args {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.params, other.params) && self.of == other.of
    }
}

macro_rules! getter {
    ($(#[$doc:meta])* $name:ident, $variant:ident, $out:ty, $bound:ident => $give:expr) => {
        $(#[$doc])*
        pub fn $name(&self, key: &str) -> $out {
            match self.get(key) {
                Arg::$variant($bound) => $give,
                _ => panic!("`{key}` holds another kind of argument"),
            }
        }
    };
}

impl Args {
    /// Pairs a row's parameters with one argument each.
    pub(crate) fn new(params: &'static [Param], of: Vec<Arg>) -> Self {
        debug_assert_eq!(params.len(), of.len());
        Args { params, of }
    }

    /// Every parameter with its argument.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Param, &Arg)> {
        self.params.iter().zip(&self.of)
    }

    /// The base rate of an optimizer's row: its `lr`, or what its paper calls the step, `alpha`.
    pub fn rate(&self) -> f64 {
        self.real(self.rate_key())
    }

    fn rate_key(&self) -> &'static str {
        if self.params.iter().any(|p| p.key == "lr") { "lr" } else { "alpha" }
    }

    /// Whether two optimizers of one row differ in [`Args::rate`] at most.
    pub fn is_same_but_rate(&self, other: &Args) -> bool {
        let rate = self.rate_key();
        let mut both = self.iter().zip(other.iter());
        core::ptr::eq(self.params, other.params) && both.all(|((p, a), (_, b))| p.key == rate || a == b)
    }

    fn get(&self, key: &str) -> &Arg {
        match self.params.iter().position(|p| p.key == key) {
            Some(at) => &self.of[at],
            None => panic!("the row has no parameter `{key}`"),
        }
    }

    getter!(/// A real number.
        real, Real, f64, v => *v);
    getter!(/// A real number, or none where it is off.
        opt_real, OptReal, Option<f64>, v => *v);
    getter!(/// A whole number.
        int, Int, i64, v => *v);
    getter!(/// A whole number, or none where it is off.
        opt_int, OptInt, Option<i64>, v => *v);
    getter!(/// A switch.
        flag, Bool, bool, v => *v);
    getter!(/// A name.
        choice, Choice, &'static str, v => v);
    getter!(/// Real numbers.
        reals, Reals, &[f64], v => v);
    getter!(/// Whole numbers.
        ints, Ints, &[i64], v => v);
    getter!(/// A nested schedule.
        schedule, Schedule, Option<&ScheduleSpec>, v => v.as_deref());
    getter!(/// Nested schedules.
        schedules, Schedules, &[ScheduleSpec], v => v);
}
