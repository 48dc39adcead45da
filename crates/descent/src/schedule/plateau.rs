//! Reduce on plateau: the rate falls by a factor when a watched value stops improving.
//!
//! After each update the value (the run's own loss, or a metric given from outside) is compared with the best so far. It is
//! better when it undercuts it (`mode` `min`; `max` mirrors) by more than `threshold`: relatively, best·(1 − threshold), or
//! absolutely, best − threshold (`threshold_mode`). After more than `patience` values without a better one the rate
//! becomes max(`factor`·η, `min_lr`), unless that changes it by `eps` or less; then for `cooldown` values nothing is
//! counted. ηₜ is the rate after the first t values were given.
//!
//! Ranges: `factor` ∈ \[0, 1), `patience` and `cooldown` ≥ 0, `threshold` ∈ \[0, 10⁶\], `min_lr` a rate, `eps` ∈ \[0, 1\].
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let given = [("factor", Arg::Real(0.5)), ("patience", Arg::Int(1))];
//! let plateau = ScheduleSpec::new("plateau", &given).unwrap();
//! assert_eq!(plateau.rates(0.1, 6, &[3.0, 2.0, 2.0, 2.1, 1.0, 0.9]), [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05]);
//! ```
//!
//! The law is PyTorch's `ReduceLROnPlateau`. Keras' callback of that name waits for `patience` values instead of more than
//! that, and Optax' `reduce_on_plateau` averages over several values; neither is a schedule of steps there.

use super::params::{fine, param, real, steps};
use super::{Schedule, ScheduleRow, Tail, params::count};
use crate::catalog::{Args, EPSILON, Kind, Param, RATE, Range, Scale, told};
use lanes::math::pown;

pub(super) struct Plateau {
    factor: f64,
    patience: f64,
    threshold: f64,
    relative: bool,
    largest: bool,
    cooldown: f64,
    min_lr: f64,
    eps: f64,
}

/// What is remembered, in this order: the best value, values since then, values left to wait, reductions so far.
const MEMORY: usize = 4;

impl Plateau {
    /// η after some reductions. A count, not the rate itself, is remembered: the base rate may be changed during a run.
    fn reduced(&self, base: f64, reductions: f64) -> f64 {
        if reductions == 0.0 {
            return base;
        }
        let rate = base * pown(self.factor, reductions as u32);
        if rate < self.min_lr { self.min_lr } else { rate }
    }

    fn better(&self, value: f64, best: f64) -> bool {
        let sign = if self.largest { 1.0 } else { -1.0 };
        let margin = if self.relative { best * self.threshold } else { self.threshold };
        // Either way a first value is better: infinities with the right sign stay infinite.
        let bar = if best.is_finite() { best + sign * margin } else { best };
        if self.largest { value > bar } else { value < bar }
    }
}

impl Schedule for Plateau {
    fn memory(&self) -> usize {
        MEMORY
    }
    fn reset(&self, memory: &mut [f64]) {
        if let [best, rest @ ..] = memory {
            *best = if self.largest { f64::NEG_INFINITY } else { f64::INFINITY };
            rest.fill(0.0);
        }
    }
    fn rate(&self, base: f64, _: u64, metric: Option<f64>, memory: &mut [f64]) -> f64 {
        let [best, bad, wait, reductions] = memory else { return base };
        let rate = self.reduced(base, *reductions);
        let Some(value) = metric else { return rate };
        if self.better(value, *best) {
            *best = value;
            *bad = 0.0;
        } else {
            *bad += 1.0;
        }
        if *wait > 0.0 {
            *wait -= 1.0;
            *bad = 0.0;
        }
        if *bad <= self.patience {
            return rate;
        }
        *wait = self.cooldown;
        *bad = 0.0;
        let lower = self.reduced(base, *reductions + 1.0);
        if rate - lower > self.eps {
            *reductions += 1.0;
            return lower;
        }
        rate
    }
    fn tail(&self) -> Tail {
        // A reduction by eps or less is not made, so the rate cannot vanish, but by a factor of 0 at once.
        let halts = self.eps > 0.0 && self.factor > 0.0;
        if self.min_lr > 0.0 || halts { Tail::STAYS } else { Tail::Unknown }
    }
}

/// From the arguments, which are PyTorch's in both spellings.
pub(super) fn build(args: &Args) -> Box<dyn Schedule> {
    Box::new(Plateau {
        factor: args.real("factor"),
        patience: count(args, "patience") as f64,
        threshold: args.real("threshold"),
        relative: args.choice("threshold_mode") == "rel",
        largest: args.choice("mode") == "max",
        cooldown: count(args, "cooldown") as f64,
        min_lr: args.real("min_lr"),
        eps: args.real("eps"),
    })
}

/// The arguments, which are PyTorch's in both spellings.
pub(super) static PARAMS: &[Param] = &[
    param(
        "mode",
        "",
        "mode",
        Kind::Choice {
            default: "min",
            options: &[("min", told("smaller is better")), ("max", told("larger is better"))],
        },
        "what counts as better",
    ),
    param("factor", r"\gamma", "factor", real(0.1, Range::below(0.0, 1.0)), "the factor of each reduction"),
    param("patience", "p", "patience", steps(10, 0), "how many values without a better one are let pass"),
    param("threshold", r"\tau", "threshold", THRESHOLD, "by how much a value has to be better"),
    param(
        "threshold_mode",
        "",
        "threshold mode",
        Kind::Choice {
            default: "rel",
            options: &[("rel", told("a share of the best value")), ("abs", told("the threshold itself"))],
        },
        "what the threshold measures",
    ),
    param("cooldown", "c", "cool-down", steps(0, 0), "values not counted after a reduction"),
    param("min_lr", r"\eta_{\min}", "lowest rate", LOWEST, "the rate never falls below this"),
    param("eps", r"\epsilon", "least change", LEAST, "a smaller reduction is not made"),
];
const THRESHOLD: Kind = Kind::Real { default: Some(1e-4), range: RATE, scale: Scale::Log };
const LOWEST: Kind = Kind::Real { default: Some(0.0), range: RATE, scale: Scale::Log };
const LEAST: Kind = Kind::Real { default: Some(1e-8), range: EPSILON, scale: Scale::Log };

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "plateau",
    name: "Reduce on plateau",
    doc: "Keeps the rate until the loss stops improving, then divides it.",
    formula: r"\eta \leftarrow \max(\gamma\,\eta,\ \eta_{\min})\ \text{after more than } p \text{ values without a better one}",
    differs: "The law is PyTorch’s; Keras’ callback waits one value less, Optax’ averages over several values.",
    reference: "The folklore of classroom and practice; PyTorch, torch.optim.lr_scheduler.ReduceLROnPlateau",
    params: PARAMS,
    build,
    check: fine,
};
