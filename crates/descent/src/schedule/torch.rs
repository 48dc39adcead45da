//! PyTorch's spelling: `torch.optim.lr_scheduler`, arguments and defaults as there.
//!
//! Most of those schedulers compute each rate from the last; here each is the closed form, which agrees to a few roundings.
//! `LambdaLR` takes code, so only the functions named here have a spelling. The rates `max_lr` (one-cycle) and `base_lr`
//! (cyclic) are optional: without them the racer's own rate stands there. `last_epoch` has no meaning here. In `SequentialLR` a
//! `OneCycleLR` leaves the rates of the schedulers before it alone; PyTorch's moves the rate that they begin with.

use super::anchor::anchor;
use super::cosine::Cosine;
use super::cosine_restarts::Restarts;
use super::cyclic::{Cyclic, MODE};
use super::exponential::{Exponential, GAMMA};
use super::inverse_time::{DECAY_RATE, InverseTime};
use super::multistep::MultiStep;
use super::one_cycle::{ANNEAL, DIVISOR, OneCycle};
use super::params::{
    FACTOR, MOMENTUM, SHARE, STEPS, count, cycle_momentum, given_real, given_steps, list, log, milestones, opt_rate,
    opt_steps, param, rate, real, require, steps,
};
use super::piecewise::Piecewise;
use super::polynomial::{POWER, Polynomial};
use super::{ScheduleAlias, inverse_sqrt, noam, plateau, product, sequence};
use crate::catalog::{Args, Kind, Param, RATE, Range};

const GAMMA_TENTH: Param = param("gamma", r"\gamma", "decay factor", real(0.1, GAMMA), "the factor of each drop");
const WARMUP: Param = param("warmup", "w", "warm-up", given_steps(), "the updates up to the top");
const TOTAL_ITERS: Param = param("total_iters", "n", "steps", steps(5, 1), "the steps to the end");
const ETA_MIN: Param = param("eta_min", r"\eta_{\min}", "lowest rate", rate(0.0), "the rate at the bottom");
const fn momentum(key: &'static str, symbol: &'static str, default: f64) -> Param {
    param(key, symbol, "end of the momentum’s range", real(default, MOMENTUM), "where the rate is at its other end")
}
/// A factor of the first rate: PyTorch's third.
const fn third(key: &'static str, doc: &'static str) -> Param {
    param(key, "a", "first factor", real(1.0 / 3.0, FACTOR), doc)
}

fn total_steps(args: &Args) -> Option<u64> {
    let product = || args.opt_int("epochs")?.checked_mul(args.opt_int("steps_per_epoch")?);
    args.opt_int("total_steps").or_else(product).filter(|n| (1..=STEPS).contains(n)).map(|n| n as u64)
}

/// Every alias.
pub(super) const ALL: &[ScheduleAlias] = &[
    ScheduleAlias::of(
        "torch.LambdaLR.inverse_time",
        "inverse_time",
        &[param("k", "k", "decay rate", log(1.0, DECAY_RATE), "η₀/(1 + k·t)")],
        |args| Box::new(InverseTime { rate: args.real("k"), steps: 1, staircase: false }),
    ),
    ScheduleAlias::of(
        "torch.LambdaLR.noam",
        "noam",
        &[WARMUP, param("d_model", "d", "model width", opt_steps(), "without it the base rate is the top")],
        noam::build,
    ),
    ScheduleAlias::of("torch.LambdaLR.inverse_sqrt_warmup", "inverse_sqrt", &[WARMUP], inverse_sqrt::build),
    ScheduleAlias {
        note: "PyTorch takes code, lr_lambda; this is the constant factor",
        ..ScheduleAlias::of(
            "torch.MultiplicativeLR",
            "exponential",
            &[param("factor", r"\gamma", "factor", given_real(GAMMA), "the factor per step")],
            |args| Box::new(Exponential::new(args.real("factor"), 1, false)),
        )
    },
    ScheduleAlias::of(
        "torch.StepLR",
        "step",
        &[param("step_size", "n", "step size", given_steps(), "the steps between two drops"), GAMMA_TENTH],
        |args| Box::new(Exponential::new(args.real("gamma"), count(args, "step_size"), true)),
    ),
    ScheduleAlias {
        note: "milestones in any order; one given twice counts twice",
        ..ScheduleAlias::of(
            "torch.MultiStepLR",
            "multistep",
            &[
                param("milestones", "m", "milestones", list(None, STEP_RANGE, 0), "the steps at which the rate drops"),
                GAMMA_TENTH,
            ],
            |args| Box::new(MultiStep { milestones: args.reals("milestones").to_vec(), gamma: args.real("gamma") }),
        )
    },
    ScheduleAlias::of(
        "torch.ConstantLR",
        "piecewise",
        &[
            third("factor", "the first rates over the base rate"),
            param("total_iters", "n", "steps", steps(5, 0), "the steps with the factor"),
        ],
        |args| {
            let (end, factor) = (count(args, "total_iters") as f64, args.real("factor"));
            // Of no steps PyTorch never finds the end.
            let (boundaries, factors) =
                if end > 0.0 { (vec![end], vec![factor, 1.0]) } else { (Vec::new(), vec![factor]) };
            Box::new(Piecewise { boundaries, factors })
        },
    ),
    ScheduleAlias::of(
        "torch.LinearLR",
        "linear",
        &[
            third("start_factor", "the first rate over the base rate"),
            param("end_factor", "b", "end factor", real(1.0, FACTOR), "the last rate over the base rate"),
            TOTAL_ITERS,
        ],
        |args| {
            let steps = count(args, "total_iters");
            Box::new(Polynomial::line(args.real("start_factor"), args.real("end_factor"), steps))
        },
    ),
    ScheduleAlias::of(
        "torch.ExponentialLR",
        "exponential",
        &[param("gamma", r"\gamma", "decay factor", given_real(GAMMA), "the factor per step")],
        |args| Box::new(Exponential::new(args.real("gamma"), 1, false)),
    ),
    ScheduleAlias::of(
        "torch.PolynomialLR",
        "polynomial",
        &[TOTAL_ITERS, param("power", "p", "power", real(1.0, POWER), "1 is a straight line")],
        |args| Box::new(Polynomial::to(0.0, args.real("power"), count(args, "total_iters"))),
    ),
    ScheduleAlias::of(
        "torch.CosineAnnealingLR",
        "cosine",
        &[param("T_max", "T", "half period", given_steps(), "the steps down to eta_min"), ETA_MIN],
        |args| Box::new(Cosine::rise(count(args, "T_max"), args.real("eta_min"))),
    ),
    ScheduleAlias::of(
        "torch.CosineAnnealingWarmRestarts",
        "cosine_restarts",
        &[
            param("T_0", "T_0", "first round", given_steps(), "the steps of the first round"),
            param(
                "T_mult",
                "m",
                "growth of the rounds",
                Kind::Int { default: Some(1), min: 1, max: 100 },
                "the length of a round over the last",
            ),
            ETA_MIN,
        ],
        |args| {
            Box::new(Restarts {
                first: count(args, "T_0"),
                longer: args.int("T_mult") as f64,
                lower: 1.0,
                floor: args.real("eta_min"),
                relative: false,
            })
        },
    ),
    ScheduleAlias {
        check: |args| {
            require(total_steps(args).is_some(), "total_steps", "a number of steps, here or as epochs·steps_per_epoch")
        },
        note: "after the last step, and where it is to cycle the momentum of an optimizer that has none, PyTorch raises an error; here the last \
               rate stays, and the rate alone is cycled",
        ..ScheduleAlias::of(
            "torch.OneCycleLR",
            "one_cycle",
            &[
                param(
                    "max_lr",
                    r"\eta_{\max}",
                    "largest rate",
                    opt_rate(),
                    "the largest rate; the racer’s own if absent",
                ),
                param("total_steps", "n", "total steps", opt_steps(), "the length of the cycle"),
                param("epochs", "", "epochs", opt_steps(), "with steps_per_epoch instead of total_steps"),
                param("steps_per_epoch", "", "steps per epoch", opt_steps(), "with epochs instead of total_steps"),
                param("pct_start", "s", "share of the climb", real(0.3, SHARE), "the part of the cycle that climbs"),
                param("anneal_strategy", "", "shape", ANNEAL, "the shape between the knots"),
                cycle_momentum(true),
                momentum("base_momentum", r"\beta_{\min}", 0.85),
                momentum("max_momentum", r"\beta_{\max}", 0.95),
                param("div_factor", "d", "first divisor", log(25.0, DIVISOR), "the largest rate over the first"),
                param(
                    "final_div_factor",
                    r"d_{\text{end}}",
                    "last divisor",
                    log(1e4, DIVISOR),
                    "the first rate over the last",
                ),
                param(
                    "three_phase",
                    "",
                    "three phases",
                    Kind::Bool { default: false },
                    "return to the first rate before the end",
                ),
            ],
            |args| anchor(args.opt_real("max_lr"), OneCycle::of(args, total_steps(args).unwrap_or(1))),
        )
    },
    ScheduleAlias {
        note: "scale_fn takes code and has no spelling here; PyTorch refuses to cycle the momentum of an optimizer that has none",
        ..ScheduleAlias::of(
            "torch.CyclicLR",
            "cyclic",
            &[
                param("base_lr", r"\eta_0", "lowest rate", opt_rate(), "the lowest rate; the racer’s own if absent"),
                param("max_lr", r"\eta_{\max}", "largest rate", given_real(RATE), "the largest rate"),
                param("step_size_up", "n_\\uparrow", "steps up", steps(2000, 1), "the steps of the climb"),
                param(
                    "step_size_down",
                    "n_\\downarrow",
                    "steps down",
                    opt_steps(),
                    "the steps of the descent; else the same",
                ),
                param("mode", "", "mode", MODE, "what becomes of the height"),
                param(
                    "gamma",
                    r"\gamma",
                    "decay of the height",
                    real(1.0, SHARE),
                    "the factor per step, for exp_range",
                ),
                cycle_momentum(true),
                momentum("base_momentum", r"\beta_{\min}", 0.8),
                momentum("max_momentum", r"\beta_{\max}", 0.9),
            ],
            |args| anchor(args.opt_real("base_lr"), Cyclic::of(args, args.real("max_lr"), false)),
        )
    },
    ScheduleAlias::of("torch.ReduceLROnPlateau", "plateau", plateau::PARAMS, plateau::build),
    ScheduleAlias {
        check: |args| sequence::between(args, "schedulers", "milestones"),
        note: "also {warmup, start_factor, T_max, eta_min}: LinearLR, then CosineAnnealingLR",
        ..ScheduleAlias::of(
            "torch.SequentialLR",
            "sequence",
            &[
                param("schedulers", r"\vartheta", "schedulers", Kind::Schedules, "one more than milestones"),
                param(
                    "milestones",
                    "m",
                    "milestones",
                    milestones(None, 1, 0),
                    "the steps at which the next one starts",
                ),
            ],
            |args| sequence::Sequence::of(args, "schedulers", "milestones"),
        )
    },
    ScheduleAlias {
        note: "the factors multiply; in PyTorch a floor inside a chain acts on the current rate instead. \
               Also {factor, total_iters, gamma}: ConstantLR and ExponentialLR",
        ..ScheduleAlias::of(
            "torch.ChainedScheduler",
            "product",
            &[param("schedulers", r"\vartheta", "schedulers", Kind::Schedules, "the factors")],
            |args| product::build(args, "schedulers"),
        )
    },
];

/// Steps in a list that may repeat.
const STEP_RANGE: Range = Range::closed(0.0, STEPS as f64);
