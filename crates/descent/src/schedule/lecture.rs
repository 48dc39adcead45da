//! The lectures' spelling: the decks' letters.
//!
//! Invariant: the letters and nothing else differ from our own rows. `r` is a decay factor, `n` its steps, `k` a decay rate.

use super::exponential::{Exponential, GAMMA};
use super::inverse_time::{DECAY_RATE, InverseTime};
use super::params::{count, log, param, real, steps};
use super::{Schedule, ScheduleAlias, Tail};
use lanes::math::exp;

/// η₀·e^(−kt); a power of e⁻ᵏ would lose a rounding per step.
struct Natural(f64);

impl Schedule for Natural {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        base * exp(-self.0 * t as f64)
    }
    fn tail(&self) -> Tail {
        if self.0 > 0.0 { Tail::GONE } else { Tail::STAYS }
    }
}

/// Every alias.
pub(super) const ALL: &[ScheduleAlias] = &[
    ScheduleAlias::of(
        "lecture.staircase",
        "step",
        &[
            param("r", "r", "decay factor", real(0.7, GAMMA), "the factor of each drop"),
            param("n", "n", "step size", steps(100, 1), "the steps between two drops"),
        ],
        |args| Box::new(Exponential::new(args.real("r"), count(args, "n"), true)),
    ),
    ScheduleAlias::of(
        "lecture.inverse_t",
        "inverse_time",
        &[param("k", "k", "decay rate", log(1.0, DECAY_RATE), "how fast it falls")],
        |args| Box::new(InverseTime { rate: args.real("k"), steps: 1, staircase: false }),
    ),
    ScheduleAlias {
        note: "the factor per step is e⁻ᵏ",
        ..ScheduleAlias::of(
            "lecture.exponential_e",
            "exponential",
            &[param("k", "k", "decay rate", log(0.01, DECAY_RATE), "how fast it falls")],
            |args| Box::new(Natural(args.real("k"))),
        )
    },
];
