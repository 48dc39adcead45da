//! Cyclic: a triangle wave between the base rate and a top.
//!
//! Up from η₀ to `max_factor`·η₀ in `step_size_up` steps, down again in `step_size_down` (by default the same). `mode`:
//! `triangular` keeps the height, `triangular2` halves it with each cycle, `exp_range` multiplies it by `gamma`ᵗ
//! (`gamma` ∈ \[0, 1\]). With `cycle_momentum` the optimizer's momentum moves the other
//! way, as in [`one_cycle`](super::one_cycle).
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let given = [("step_size_up", Arg::Int(2)), ("max_factor", Arg::Real(3.0)), ("mode", Arg::Choice("triangular2"))];
//! let cyclic = ScheduleSpec::new("cyclic", &given).unwrap();
//! assert_eq!(cyclic.rates(1.0, 8, &[]), [1.0, 2.0, 3.0, 2.0, 1.0, 1.5, 2.0, 1.5, 1.0]);
//! ```
//!
//! PyTorch's `CyclicLR` names the top as a rate (`max_lr`), and cycles the momentum unless told not to; there γ = 1 is the
//! default of `exp_range`. Keras and Optax have none.

use super::params::{FACTOR, MOMENTUM, SHARE, count, cycle_momentum, fine, opt_steps, param, real, steps};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::{Args, Kind, told};
use lanes::math::{pow, pown};

/// What becomes of the height.
pub(super) const MODE: Kind = Kind::Choice {
    default: "triangular",
    options: &[
        ("triangular", told("the same height in every cycle")),
        ("triangular2", told("half the height with each cycle")),
        ("exp_range", told("the height times γᵗ")),
    ],
};

#[derive(Clone, Copy)]
enum Mode {
    Same,
    Halved,
    Decayed(f64),
}

pub(super) struct Cyclic {
    top: f64,
    relative: bool,
    up: u64,
    down: u64,
    mode: Mode,
    momentum: Option<(f64, f64)>,
}

impl Cyclic {
    /// From the arguments that PyTorch's and our own spelling share; the top is a rate, or a multiple of the base rate.
    pub(super) fn of(args: &Args, top: f64, relative: bool) -> Self {
        let up = count(args, "step_size_up");
        Cyclic {
            top,
            relative,
            up,
            down: args.opt_int("step_size_down").map_or(up, |n| n.max(1) as u64),
            mode: match args.choice("mode") {
                "triangular2" => Mode::Halved,
                "exp_range" => Mode::Decayed(args.real("gamma")),
                _ => Mode::Same,
            },
            momentum: args.flag("cycle_momentum").then(|| (args.real("base_momentum"), args.real("max_momentum"))),
        }
    }

    /// The height at step t, from 0 to 1.
    fn height(&self, t: u64) -> f64 {
        let cycle = self.up + self.down;
        let at = t % cycle;
        let side = if at <= self.up { at as f64 / self.up as f64 } else { (cycle - at) as f64 / self.down as f64 };
        side * match self.mode {
            Mode::Same => 1.0,
            Mode::Halved => pown(0.5, (t / cycle).min(u64::from(u32::MAX)) as u32),
            Mode::Decayed(gamma) if t > 0 => pow(gamma, t as f64),
            Mode::Decayed(_) => 1.0,
        }
    }
}

impl Schedule for Cyclic {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        let top = if self.relative { self.top * base } else { self.top };
        base + (top - base) * self.height(t)
    }
    fn momentum(&self, t: u64) -> Option<f64> {
        self.momentum.map(|(low, high)| high - (high - low) * self.height(t))
    }
    fn tail(&self) -> Tail {
        match self.mode {
            // A top of zero is reached again and again only where the height stays whole.
            Mode::Same | Mode::Decayed(1.0) if self.top == 0.0 => Tail::Pulse,
            _ => Tail::STAYS,
        }
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "cyclic",
    name: "Cyclic",
    doc: "Up and down between the rate and a larger one, for ever.",
    formula: r"\eta_t = \eta_0 + (\eta_{\max} - \eta_0)\,\Lambda(t)\,h(t)",
    differs: "PyTorch names the top as a rate, and cycles the momentum by default; Keras and Optax have none.",
    reference: "L. N. Smith, Cyclical Learning Rates for Training Neural Networks, 2017",
    params: &[
        param("max_factor", r"\eta_{\max}/\eta_0", "top", real(10.0, FACTOR), "the largest rate over the base rate"),
        param("step_size_up", "n_\\uparrow", "steps up", steps(50, 1), "the steps of the climb"),
        param("step_size_down", "n_\\downarrow", "steps down", opt_steps(), "the steps of the descent; else the same"),
        param("mode", "", "mode", MODE, "what becomes of the height"),
        param("gamma", r"\gamma", "decay of the height", real(0.99, SHARE), "the factor per step, for exp_range"),
        cycle_momentum(false),
        param("base_momentum", r"\beta_{\min}", "lowest momentum", real(0.8, MOMENTUM), "where the rate is largest"),
        param("max_momentum", r"\beta_{\max}", "highest momentum", real(0.9, MOMENTUM), "where the rate is smallest"),
    ],
    build: |args| Box::new(Cyclic::of(args, args.real("max_factor"), true)),
    check: fine,
};
