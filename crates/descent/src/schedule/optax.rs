//! Optax' spelling: `optax.schedules`, arguments and defaults as there.
//!
//! `init_value` and `peak_value` are optional here. A schedule that starts at its largest rate takes the racer's own for
//! `init_value`, a one-cycle for `peak_value`. A warm-up whose `peak_value` is absent climbs from `init_value` (0 if absent
//! too) to the racer's rate; one whose `peak_value` is given starts from the racer's rate unless `init_value` says otherwise.
//! Optax evaluates a schedule in float32 inside a transformation; here it is always f64.

use super::anchor::anchor;
use super::constant::Constant;
use super::cosine::Cosine;
use super::exponential::{Exponential, GAMMA};
use super::one_cycle::{DIVISOR, OneCycle};
use super::params::{
    Checked, FACTOR, SHARE, STAIRCASE, STEPS, count, given_real, given_steps, list, log, milestones, opt_rate, param,
    rate, real, require, steps,
};
use super::piecewise::Piecewise;
use super::polynomial::{POWER, Polynomial};
use super::sequence::{Sequence, between, parts};
use super::warmup::{Start, Warmup};
use super::{Schedule, ScheduleAlias};
use crate::catalog::{Args, Kind, Param, RATE, Range};

/// One piece of [`SGDR`].
pub(super) const WARMUP_COSINE: &str = "optax.warmup_cosine_decay_schedule";
/// The schedule that is a list of those pieces.
pub(super) const SGDR: &str = "optax.sgdr_schedule";

const INIT: Param = param("init_value", r"\eta_0", "first rate", opt_rate(), "the first rate; see the module");
const PEAK: Param =
    param("peak_value", r"\eta_{\max}", "largest rate", opt_rate(), "the largest rate; the racer’s own if absent");
const END: Param = param("end_value", r"\eta_{\text{end}}", "final rate", rate(0.0), "the rate at the end");
const GIVEN_END: Param =
    param("end_value", r"\eta_{\text{end}}", "final rate", given_real(RATE), "the rate at the end");
const BOUND: Param = param("end_value", r"\eta_{\text{end}}", "bound", opt_rate(), "where the decay stops");
const WARMUP_STEPS: Param = param(
    "warmup_steps",
    "w",
    "warm-up steps",
    Kind::Int { default: None, min: 0, max: STEPS },
    "the steps up to the peak",
);
const CYCLE: Param = param("transition_steps", "n", "steps", given_steps(), "the steps of the transition");
const TRANSITION: Param = param(
    "transition_steps",
    "n",
    "steps",
    Kind::Int { default: None, min: 0, max: STEPS },
    "the steps of the transition",
);
const BEGIN: Param = param("transition_begin", "t_0", "begin", steps(0, 0), "steps to wait before it");
const DECAY_STEPS: Param = param("decay_steps", "n", "decay steps", given_steps(), "the steps down to the end");
const EXPONENT: Param = param("exponent", "p", "exponent", real(1.0, POWER), "the power of the half cosine");
const DECAY_RATE: Param =
    param("decay_rate", r"\gamma", "decay factor", given_real(GAMMA), "the factor per transition_steps");
const PCT_START: Param = param("pct_start", "s", "share of the climb", real(0.3, SHARE), "the part that climbs");
const DIV: Param = param("div_factor", "d", "first divisor", log(25.0, DIVISOR), "the largest rate over the first");
const FINAL_DIV: Param =
    param("final_div_factor", r"d_{\text{end}}", "last divisor", log(1e4, DIVISOR), "a rate over the last");
const fn scales(default: Option<&'static [f64]>, min_len: usize) -> Param {
    let range = Range::closed(0.0, STEPS as f64);
    param(
        "boundaries_and_scales",
        "(b, f)",
        "boundaries and scales",
        list(default, range, min_len),
        "step, factor, step, factor, …; or {step: factor}",
    )
}

fn from_init<S: Schedule + 'static>(args: &Args, then: S) -> Box<dyn Schedule> {
    anchor(args.opt_real("init_value"), then)
}

fn polynomial(args: &Args, power: f64) -> Box<dyn Schedule> {
    let steps = count(args, "transition_steps");
    if steps == 0 {
        return from_init(args, Constant);
    }
    let to = Polynomial::to(args.real("end_value"), power, steps);
    from_init(args, Polynomial { begin: count(args, "transition_begin"), ..to })
}

fn exponential(args: &Args) -> Exponential {
    // Optax reads these as a constant, whatever the bound.
    if count(args, "transition_steps") == 0 || args.real("decay_rate") == 0.0 {
        return Exponential::new(1.0, 1, false);
    }
    Exponential {
        gamma: args.real("decay_rate"),
        steps: count(args, "transition_steps"),
        begin: count(args, "transition_begin"),
        staircase: args.flag("staircase"),
        bound: args.opt_real("end_value"),
    }
}

fn warm<S: Schedule + 'static>(args: &Args, then: S) -> Box<dyn Schedule> {
    Box::new(Warmup {
        start: Start::Rate(args.opt_real("init_value")),
        peak: args.opt_real("peak_value"),
        steps: count(args, "warmup_steps"),
        then: Box::new(then),
    })
}

/// Knots at 0 and at each boundary, each the last times a scale.
fn knots(args: &Args) -> Vec<(f64, f64)> {
    let mut knots = vec![(0.0, 1.0)];
    let mut factor = 1.0;
    for pair in args.reals("boundaries_and_scales").chunks_exact(2) {
        factor *= pair[1];
        knots.push((pair[0], factor));
    }
    knots
}

fn pairs(args: &Args) -> Checked {
    let all = args.reals("boundaries_and_scales");
    let (steps, scales) = (all.iter().step_by(2), all.iter().skip(1).step_by(2));
    let holds =
        all.len().is_multiple_of(2) && steps.is_sorted_by(|a, b| a < b) && scales.into_iter().all(|f| FACTOR.holds(*f));
    require(holds, "boundaries_and_scales", "pairs of a step and a factor in [0, 100], the steps increasing")
}

/// A one-cycle through whole steps: (share of the cycle, scale), then the end's scale. As in Optax' dictionary a later one takes the place of
/// one at the same step, and they count in the order of their steps.
fn one_cycle(args: &Args, shares: &[(f64, f64)], end: f64, cosine: bool) -> Box<dyn Schedule> {
    let n = count(args, "transition_steps") as f64;
    let mut knots: Vec<(f64, f64)> = Vec::new();
    for (share, scale) in shares.iter().copied().chain([(1.0, end / args.real("final_div_factor"))]) {
        let at = (share * n).floor();
        knots.retain(|knot| knot.0 != at);
        knots.insert(knots.iter().filter(|knot| knot.0 < at).count(), (at, scale));
    }
    let mut factor = 1.0 / args.real("div_factor");
    knots.insert(0, (0.0, 1.0));
    for knot in &mut knots {
        factor *= knot.1;
        knot.1 = factor;
    }
    anchor(args.opt_real("peak_value"), OneCycle::through(knots, cosine))
}

/// Every alias.
pub(super) const ALL: &[ScheduleAlias] = &[
    ScheduleAlias::of(
        "optax.constant_schedule",
        "constant",
        &[param("value", r"\eta", "rate", opt_rate(), "the rate; the racer’s own if absent")],
        |args| anchor(args.opt_real("value"), Constant),
    ),
    ScheduleAlias::of(
        "optax.polynomial_schedule",
        "polynomial",
        &[INIT, GIVEN_END, param("power", "p", "power", given_real(POWER), "1 is a straight line"), TRANSITION, BEGIN],
        |args| polynomial(args, args.real("power")),
    ),
    ScheduleAlias::of("optax.linear_schedule", "polynomial", &[INIT, GIVEN_END, TRANSITION, BEGIN], |args| {
        polynomial(args, 1.0)
    }),
    ScheduleAlias {
        check: pairs,
        ..ScheduleAlias::of("optax.piecewise_constant_schedule", "piecewise", &[INIT, scales(Some(&[]), 0)], |args| {
            let (boundaries, factors): (Vec<_>, _) = knots(args).into_iter().unzip();
            from_init(args, Piecewise { boundaries: boundaries[1..].to_vec(), factors })
        })
    },
    ScheduleAlias {
        check: pairs,
        ..ScheduleAlias::of(
            "optax.piecewise_interpolate_schedule",
            "one_cycle",
            &[
                param(
                    "interpolate_type",
                    "",
                    "shape",
                    Kind::Choice {
                        default: "linear",
                        options: &[("linear", "straight lines"), ("cosine", "half cosines")],
                    },
                    "the shape between the knots",
                ),
                INIT,
                scales(None, 2),
            ],
            |args| from_init(args, OneCycle::through(knots(args), args.choice("interpolate_type") == "cosine")),
        )
    },
    ScheduleAlias::of(
        "optax.exponential_decay",
        "exponential",
        &[INIT, TRANSITION, DECAY_RATE, BEGIN, STAIRCASE, BOUND],
        |args| from_init(args, exponential(args)),
    ),
    ScheduleAlias::of(
        "optax.cosine_decay_schedule",
        "cosine",
        &[
            INIT,
            DECAY_STEPS,
            param("alpha", r"\alpha", "floor", real(0.0, SHARE), "the lowest rate over the first"),
            EXPONENT,
        ],
        |args| {
            let cosine = Cosine::hold(count(args, "decay_steps"), args.real("alpha"), true);
            from_init(args, Cosine { power: args.real("exponent"), ..cosine })
        },
    ),
    ScheduleAlias::of(
        "optax.linear_onecycle_schedule",
        "one_cycle",
        &[
            CYCLE,
            PEAK,
            PCT_START,
            param("pct_final", "", "start of the last phase", real(0.85, SHARE), "the part before the last phase"),
            DIV,
            FINAL_DIV,
        ],
        |args| {
            let div = args.real("div_factor");
            one_cycle(args, &[(args.real("pct_start"), div), (args.real("pct_final"), 1.0 / div)], 1.0, false)
        },
    ),
    ScheduleAlias::of(
        "optax.cosine_onecycle_schedule",
        "one_cycle",
        &[CYCLE, PEAK, PCT_START, DIV, FINAL_DIV],
        |args| {
            let div = args.real("div_factor");
            one_cycle(args, &[(args.real("pct_start"), div)], 1.0 / div, true)
        },
    ),
    ScheduleAlias::of("optax.warmup_constant_schedule", "warmup", &[INIT, PEAK, WARMUP_STEPS], |args| {
        // A transition of no steps never begins.
        if count(args, "warmup_steps") == 0 { from_init(args, Constant) } else { warm(args, Constant) }
    }),
    ScheduleAlias {
        check: |args| {
            require(args.int("decay_steps") > args.int("warmup_steps"), "decay_steps", "more than warmup_steps")
        },
        note: "decay_steps counts the warm-up",
        ..ScheduleAlias::of(WARMUP_COSINE, "warmup", &[INIT, PEAK, WARMUP_STEPS, DECAY_STEPS, END, EXPONENT], |args| {
            let steps = count(args, "decay_steps").saturating_sub(count(args, "warmup_steps"));
            // A peak of zero has nothing to decay from.
            let end = if args.opt_real("peak_value") == Some(0.0) { 0.0 } else { args.real("end_value") };
            let cosine = Cosine::hold(steps.max(1), end, false);
            warm(args, Cosine { power: args.real("exponent"), ..cosine })
        })
    },
    ScheduleAlias::of(
        "optax.warmup_exponential_decay_schedule",
        "warmup",
        &[INIT, PEAK, WARMUP_STEPS, TRANSITION, DECAY_RATE, BEGIN, STAIRCASE, BOUND],
        |args| warm(args, exponential(args)),
    ),
    ScheduleAlias {
        check: |args| {
            let all = args.schedules("cosine_kwargs").iter().all(|piece| piece.id == WARMUP_COSINE);
            require(all, "cosine_kwargs", "arguments of warmup_cosine_decay_schedule")
        },
        ..ScheduleAlias::of(
            SGDR,
            "sequence",
            &[param(
                "cosine_kwargs",
                "",
                "pieces",
                Kind::Schedules,
                "arguments of warmup_cosine_decay_schedule, one set per piece",
            )],
            |args| {
                let mut ends = Vec::new();
                for piece in args.schedules("cosine_kwargs") {
                    ends.push(count(&piece.args, "decay_steps") + ends.last().copied().unwrap_or(0));
                }
                ends.pop();
                Box::new(Sequence { milestones: ends, parts: parts(args, "cosine_kwargs") })
            },
        )
    },
    ScheduleAlias {
        check: |args| between(args, "schedules", "boundaries"),
        ..ScheduleAlias::of(
            "optax.join_schedules",
            "sequence",
            &[
                param("schedules", r"\vartheta", "schedules", Kind::Schedules, "one more than boundaries"),
                param(
                    "boundaries",
                    "b",
                    "boundaries",
                    milestones(None, 1, 0),
                    "the steps at which the next one starts",
                ),
            ],
            |args| Sequence::of(args, "schedules", "boundaries"),
        )
    },
];
