//! Keras' spelling: `keras.optimizers.schedules`, arguments and defaults as there.
//!
//! `initial_learning_rate` is optional here: without it the schedule starts from the racer's own rate. In Keras a schedule is
//! evaluated in the backend's float type; here always in f64.

use super::anchor::anchor;
use super::cosine::Cosine;
use super::cosine_restarts::{HEIGHT, LONGER, Restarts};
use super::exponential::{Exponential, GAMMA};
use super::inverse_time::{DECAY_RATE, InverseTime};
use super::params::{
    CYCLE, SHARE, STAIRCASE, count, counts, given_real, given_steps, list, milestones, opt_rate, param, rate, real,
    steps,
};
use super::piecewise::{Piecewise, one_more};
use super::polynomial::{POWER, Polynomial};
use super::warmup::{Start, Warmup};
use super::{Schedule, ScheduleAlias};
use crate::catalog::{Args, Param, RATE};
use crate::list::Listed;

const INITIAL: Param =
    param("initial_learning_rate", r"\eta_0", "initial rate", opt_rate(), "the first rate; the racer’s own if absent");
const DECAY_STEPS: Param = param("decay_steps", "n", "decay steps", given_steps(), "the steps of the decay");
const ALPHA: Param = param("alpha", r"\alpha", "floor", real(0.0, SHARE), "the lowest rate over the first");

fn anchored<S: Schedule + 'static>(args: &Args, then: S) -> Box<dyn Schedule> {
    anchor(args.opt_real("initial_learning_rate"), then)
}

/// Every alias.
pub(super) const ALL: &[ScheduleAlias] = &[
    ScheduleAlias::of(
        "keras.ExponentialDecay",
        "exponential",
        &[
            INITIAL,
            DECAY_STEPS,
            param("decay_rate", r"\gamma", "decay factor", given_real(GAMMA), "the factor per decay_steps"),
            STAIRCASE,
        ],
        |args| {
            let law = Exponential::new(args.real("decay_rate"), count(args, "decay_steps"), args.flag("staircase"));
            anchored(args, law)
        },
    ),
    ScheduleAlias::of(
        "keras.InverseTimeDecay",
        "inverse_time",
        &[
            INITIAL,
            DECAY_STEPS,
            param("decay_rate", "d", "decay rate", given_real(DECAY_RATE), "how fast it falls"),
            STAIRCASE,
        ],
        |args| {
            let (rate, steps) = (args.real("decay_rate"), count(args, "decay_steps"));
            anchored(args, InverseTime { rate, steps, staircase: args.flag("staircase") })
        },
    ),
    ScheduleAlias::of(
        "keras.PolynomialDecay",
        "polynomial",
        &[
            INITIAL,
            DECAY_STEPS,
            param("end_learning_rate", r"\eta_{\text{end}}", "final rate", rate(1e-4), "the rate at the end"),
            param("power", "p", "power", real(1.0, POWER), "1 is a straight line"),
            CYCLE,
        ],
        |args| {
            let to = Polynomial::to(args.real("end_learning_rate"), args.real("power"), count(args, "decay_steps"));
            anchored(args, Polynomial { cycle: args.flag("cycle"), ..to })
        },
    ),
    ScheduleAlias {
        check: |args| one_more(args, "values"),
        note: "the racer’s own rate is not used",
        ..ScheduleAlias::of(
            "keras.PiecewiseConstantDecay",
            "piecewise",
            &[
                param("boundaries", "b", "boundaries", milestones(None, 0, 1), "the last step of each piece but one"),
                param("values", r"\eta", "rates", list(None, RATE, 2), "the rate of each piece"),
            ],
            |args| {
                // A boundary belongs to the piece on its left.
                let boundaries = counts(args, "boundaries").into_iter().map(|b| b + 1.0).listed();
                anchor(Some(1.0), Piecewise { boundaries, factors: args.reals("values").to_vec() })
            },
        )
    },
    ScheduleAlias::of(
        "keras.CosineDecay",
        "cosine",
        &[
            INITIAL,
            DECAY_STEPS,
            ALPHA,
            param("warmup_target", r"\eta_{\max}", "target", opt_rate(), "the rate after the warm-up; absent: none"),
            param("warmup_steps", "w", "warm-up steps", steps(0, 0), "the steps up to the target"),
        ],
        |args| {
            let cosine = Cosine::hold(count(args, "decay_steps"), args.real("alpha"), true);
            match args.opt_real("warmup_target") {
                None => anchored(args, cosine),
                peak => Box::new(Warmup {
                    start: Start::Rate(args.opt_real("initial_learning_rate")),
                    peak,
                    steps: count(args, "warmup_steps"),
                    then: Box::new(cosine),
                }),
            }
        },
    ),
    ScheduleAlias {
        note: "the round is found exactly, where Keras can restart a step late by a rounding",
        ..ScheduleAlias::of(
            "keras.CosineDecayRestarts",
            "cosine_restarts",
            &[
                INITIAL,
                param("first_decay_steps", "T_0", "first round", given_steps(), "the steps of the first round"),
                param("t_mul", "m", "growth of the rounds", real(2.0, LONGER), "the length of a round over the last"),
                param("m_mul", "a", "decay of the tops", real(1.0, HEIGHT), "the height of a round over the last"),
                ALPHA,
            ],
            |args| {
                let law = Restarts {
                    first: count(args, "first_decay_steps"),
                    longer: args.real("t_mul"),
                    lower: args.real("m_mul"),
                    floor: args.real("alpha"),
                    relative: true,
                };
                anchored(args, law)
            },
        )
    },
];
