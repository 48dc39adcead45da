//! One-cycle: up to the largest rate, then down to almost nothing, in one run.
//!
//! The base rate η₀ is the **largest**. From η₀/`div_factor` it climbs to η₀ at step `pct_start`·n − 1 and falls to
//! η₀/(`div_factor`·`final_div_factor`) at step n − 1, n = `total_steps` ≥ 1, along half cosines or straight lines; with
//! `three_phase` it first returns to η₀/`div_factor` at 2·`pct_start`·n − 2. Both divisors in (0, 10⁹\], `pct_start` in
//! \[0, 1\]. After n − 1 it stays. With `cycle_momentum` the momentum moves the other way, between `max_momentum` and
//! `base_momentum` (both in \[0, 1)), and takes the place of the optimizer's own: β of `momentum` and `nesterov`, the momentum of
//! `rmsprop` and `muon`, β₁ of `adam`, `nadam`, `adamax`, `radam`, `adabelief` and `yogi`. A correction by 1 − βᵗ uses the present β, as
//! in PyTorch. Other optimizers have nothing to cycle and go on as they are (PyTorch refuses them).
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let given = [("total_steps", Arg::Int(5)), ("pct_start", Arg::Real(0.6)), ("anneal_strategy", Arg::Choice("linear")),
//!     ("div_factor", Arg::Real(2.0)), ("final_div_factor", Arg::Real(4.0))];
//! let one_cycle = ScheduleSpec::new("one_cycle", &given).unwrap();
//! assert_eq!(one_cycle.rates(0.8, 5, &[]), [0.4, 0.6000000000000001, 0.8, 0.45, 0.1, 0.1]);
//! ```
//!
//! The law is PyTorch's `OneCycleLR` (which raises an error after n − 1, and cycles the momentum unless told not to).
//! Optax' `linear_onecycle_schedule` and `cosine_onecycle_schedule` put the knots at whole steps without the −1.

use super::cosine::half_cosine;
use super::params::{MOMENTUM, SHARE, count, cycle_momentum, fine, log, param, real, steps};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::{Args, Kind, Range, told};
use crate::list::Listed;

/// Every divisor.
pub(super) const DIVISOR: Range = Range::above(0.0, 1e9);

/// The shapes between two knots.
pub(super) const ANNEAL: Kind =
    Kind::Choice { default: "cos", options: &[("cos", told("half cosines")), ("linear", told("straight lines"))] };

/// A step, and the factor of the rate and the momentum there.
#[derive(Clone, Copy)]
pub(super) struct Knot {
    pub(super) at: f64,
    pub(super) factor: f64,
    pub(super) momentum: f64,
}

/// A curve through knots.
pub(super) struct OneCycle {
    /// At least two, the first at 0.
    pub(super) knots: Vec<Knot>,
    pub(super) cosine: bool,
    pub(super) cycles: bool,
}

impl OneCycle {
    /// Through steps and factors, the momentum left alone.
    pub(super) fn through(knots: impl IntoIterator<Item = (f64, f64)>, cosine: bool) -> Self {
        let knots = knots.into_iter().map(|(at, factor)| Knot { at, factor, momentum: 0.0 }).listed();
        OneCycle { knots, cosine, cycles: false }
    }

    /// From the arguments that PyTorch's and our own spelling share.
    pub(super) fn of(args: &Args, total: u64) -> Self {
        let (total, peak) = (total as f64, args.real("pct_start") * total as f64 - 1.0);
        let first = 1.0 / args.real("div_factor");
        let last = first / args.real("final_div_factor");
        let (low, high) = (args.real("base_momentum"), args.real("max_momentum"));
        let knot = |at, factor, momentum| Knot { at, factor, momentum };
        let mut knots = vec![knot(0.0, first, high), knot(peak, 1.0, low)];
        if args.flag("three_phase") {
            knots.push(knot(2.0 * peak, first, high));
        }
        knots.push(knot(total - 1.0, last, high));
        OneCycle { knots, cosine: args.choice("anneal_strategy") == "cos", cycles: args.flag("cycle_momentum") }
    }

    /// The value of `what` at step t.
    fn at(&self, t: u64, what: fn(&Knot) -> f64) -> f64 {
        let (t, last) = (t as f64, self.knots.len() - 1);
        let i = (1..last).find(|&i| t <= self.knots[i].at).unwrap_or(last);
        let (from, to) = (&self.knots[i - 1], &self.knots[i]);
        let span = to.at - from.at;
        let x = if span > 0.0 { ((t - from.at) / span).min(1.0) } else { 1.0 };
        let left = if self.cosine { half_cosine(x) } else { 1.0 - x };
        what(to) + (what(from) - what(to)) * left
    }
}

impl Schedule for OneCycle {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        base * self.at(t, |knot| knot.factor)
    }
    fn momentum(&self, t: u64) -> Option<f64> {
        self.cycles.then(|| self.at(t, |knot| knot.momentum))
    }
    fn tail(&self) -> Tail {
        Tail::above(self.knots.last().map_or(0.0, |knot| knot.factor))
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "one_cycle",
    name: "One-cycle",
    doc: "Up to the rate and down to almost nothing, once; the rate is the largest one.",
    formula: r"\eta_t:\ \frac{\eta_0}{d} \nearrow \eta_0 \searrow \frac{\eta_0}{d\,d_{\text{end}}}",
    differs: "The law is PyTorch’s; Optax rounds the knots to whole steps; Keras has none.",
    reference: "L. N. Smith and N. Topin, Super-Convergence: Very Fast Training Using Large Learning Rates, 2019",
    params: &[
        param("total_steps", "n", "total steps", steps(500, 1), "the length of the cycle"),
        param("pct_start", "s", "share of the climb", real(0.3, SHARE), "the part of the cycle that climbs"),
        param("anneal_strategy", "", "shape", ANNEAL, "the shape between the knots"),
        param("div_factor", "d", "first divisor", log(25.0, DIVISOR), "the rate over the first rate"),
        param("final_div_factor", r"d_{\text{end}}", "last divisor", log(1e4, DIVISOR), "the first rate over the last"),
        param(
            "three_phase",
            "",
            "three phases",
            Kind::Bool { default: false },
            "return to the first rate on the way down",
        ),
        cycle_momentum(false),
        param("base_momentum", r"\beta_{\min}", "lowest momentum", real(0.85, MOMENTUM), "where the rate is largest"),
        param("max_momentum", r"\beta_{\max}", "highest momentum", real(0.95, MOMENTUM), "where the rate is smallest"),
    ],
    build: |args| Box::new(OneCycle::of(args, count(args, "total_steps"))),
    check: fine,
};
