//! The parameter kinds that schedules share, so that a bound is written once.
//!
//! Invariant: every count of steps is a whole number up to [`STEPS`], every rate lies in [`RATE`]. It knows no schedule.

use crate::catalog::{Args, Kind, Param, RATE, Range, Scale};
use crate::list::Listed;

/// The longest stretch that a parameter may name, in steps.
pub(super) const STEPS: i64 = 1_000_000_000;
/// The most entries of a list of milestones.
const ENTRIES: usize = 64;
/// A share of something.
pub(super) const SHARE: Range = Range::closed(0.0, 1.0);
/// A factor that may also enlarge.
pub(super) const FACTOR: Range = Range::closed(0.0, 100.0);
/// A momentum to cycle to.
pub(super) const MOMENTUM: Range = Range::below(0.0, 1.0);

/// One parameter.
pub(super) const fn param(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    kind: Kind,
    doc: &'static str,
) -> Param {
    Param { key, symbol, name, kind, doc }
}

/// Whether a decay drops at once.
pub(super) const STAIRCASE: Param =
    param("staircase", "", "staircase", Kind::Bool { default: false }, "drop at once instead of smoothly");
/// Whether a way to a floor is gone again and again.
pub(super) const CYCLE: Param =
    param("cycle", "", "cycle", Kind::Bool { default: false }, "start again, from lower each time");

/// Whether the momentum cycles with the rate.
pub(super) const fn cycle_momentum(default: bool) -> Param {
    param("cycle_momentum", "", "cycle momentum", Kind::Bool { default }, "move the momentum the other way")
}

/// A number of steps, at least `min`.
pub(super) const fn steps(default: i64, min: i64) -> Kind {
    Kind::Int { default: Some(default), min, max: STEPS }
}

/// A number of steps, at least 1, that has to be given.
pub(super) const fn given_steps() -> Kind {
    Kind::Int { default: None, min: 1, max: STEPS }
}

/// A number of steps that may be absent.
pub(super) const fn opt_steps() -> Kind {
    Kind::OptInt { min: 1, max: STEPS }
}

/// A number on a linear scale.
pub(super) const fn real(default: f64, range: Range) -> Kind {
    Kind::Real { default: Some(default), range, scale: Scale::Linear }
}

/// A number on a linear scale that has to be given.
pub(super) const fn given_real(range: Range) -> Kind {
    Kind::Real { default: None, range, scale: Scale::Linear }
}

/// A positive number on a logarithmic scale.
pub(super) const fn log(default: f64, range: Range) -> Kind {
    Kind::Real { default: Some(default), range, scale: Scale::Log }
}

/// A rate with a default.
pub(super) const fn rate(default: f64) -> Kind {
    log(default, RATE)
}

/// A rate that may be absent.
pub(super) const fn opt_rate() -> Kind {
    Kind::OptReal { range: RATE, scale: Scale::Log }
}

/// Steps at which something changes, strictly increasing.
pub(super) const fn milestones(default: Option<&'static [i64]>, min: i64, min_len: usize) -> Kind {
    Kind::Ints { default, min, max: STEPS, min_len, max_len: ENTRIES }
}

/// A list of numbers.
pub(super) const fn list(default: Option<&'static [f64]>, range: Range, min_len: usize) -> Kind {
    Kind::Reals { default, range, min_len, max_len: 2 * ENTRIES }
}

/// A count of steps among the arguments; the rows keep all of them from being negative.
pub(super) fn count(args: &Args, key: &str) -> u64 {
    args.int(key).max(0) as u64
}

/// Milestones among the arguments, as numbers.
pub(super) fn counts(args: &Args, key: &str) -> Vec<f64> {
    args.ints(key).iter().map(|&m| m as f64).listed()
}

/// The key at fault and what would be right.
pub(super) type Checked = Result<(), (&'static str, &'static str)>;

/// No condition beyond the ranges.
pub(super) fn fine(_: &Args) -> Checked {
    Ok(())
}

/// A condition between parameters.
pub(super) fn require(holds: bool, key: &'static str, allowed: &'static str) -> Checked {
    if holds { Ok(()) } else { Err((key, allowed)) }
}
