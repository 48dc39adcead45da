//! Cosine annealing with warm restarts (SGDR): half a cosine, again and again.
//!
//! Round i lasts Tᵢ = T₀·mⁱ steps and falls from the top to `eta_min`; the top shrinks by `m_mult` a per round:
//! ηₜ = η_min + aⁱ·(η₀ − η_min)·(1 + cos(π·t'/Tᵢ))/2, t' the steps since the restart. `t_0` T₀ ≥ 1, `t_mult` m ∈ \[1, 100\],
//! `m_mult` a ∈ \[0, 1\].
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let restarts = ScheduleSpec::new("cosine_restarts", &[("t_0", Arg::Int(2)), ("m_mult", Arg::Real(0.5))]).unwrap();
//! let right = [0.1, 0.05, 0.05, 0.0426776695, 0.025, 0.0073223305, 0.025]; // rounds of 2, 4, 8 steps
//! for (rate, right) in restarts.rates(0.1, 6, &[]).into_iter().zip(right) {
//!     assert!((rate - right).abs() < 1e-10);
//! }
//! ```
//!
//! PyTorch's `CosineAnnealingWarmRestarts` has no `m_mult`, and T₀ and m are whole. Keras' `CosineDecayRestarts` gives the
//! floor as a share `alpha` of the first rate and finds the round by a logarithm, which can restart a step late. Optax'
//! `sgdr_schedule` is a list of warm-up and cosine pieces: a [`sequence`](super::sequence).

use super::cosine::half_cosine;
use super::params::{SHARE, count, fine, param, rate, real, steps};
use super::{Schedule, ScheduleRow, Tail};
use crate::catalog::Range;
use lanes::math::{ln, ln_1p, pown};

/// Every ratio of the lengths of two rounds.
pub(super) const LONGER: Range = Range::closed(1.0, 100.0);

/// Every ratio of the heights of two rounds, where the floor is below the top.
pub(super) const HEIGHT: Range = Range::closed(0.0, 10.0);

pub(super) struct Restarts {
    pub(super) first: u64,
    pub(super) longer: f64,
    pub(super) lower: f64,
    pub(super) floor: f64,
    /// Whether the floor is a multiple of the base rate.
    pub(super) relative: bool,
}

impl Restarts {
    /// The round that step t is in, and which share of it has passed.
    fn round(&self, t: u64) -> (u32, f64) {
        let (first, m) = (self.first as f64, self.longer);
        if m == 1.0 {
            let round = (t / self.first).min(u64::from(u32::MAX)) as u32;
            return (round, (t % self.first) as f64 / first);
        }
        let t = t as f64;
        // The first round ends at T₀ to the last bit.
        let (length, start) = (|i| first * pown(m, i), |i| first * ((pown(m, i) - 1.0) / (m - 1.0)));
        // The logarithm can be off by one round, which the exact sums then put right.
        let mut i = (ln_1p(t / first * (m - 1.0)) / ln(m)) as u32;
        if t < start(i) {
            i = i.saturating_sub(1);
        } else if t >= start(i + 1) {
            i += 1;
        }
        (i, ((t - start(i)) / length(i)).clamp(0.0, 1.0))
    }
}

impl Schedule for Restarts {
    fn rate(&self, base: f64, t: u64, _: Option<f64>, _: &mut [f64]) -> f64 {
        let (round, passed) = self.round(t);
        let floor = if self.relative { self.floor * base } else { self.floor };
        floor + (base - floor) * pown(self.lower, round) * half_cosine(passed)
    }
    fn tail(&self) -> Tail {
        if self.floor > 0.0 || self.lower > 1.0 {
            Tail::STAYS
        } else if self.lower == 1.0 {
            Tail::Pulse
        } else if self.lower == 0.0 || self.longer == 1.0 {
            Tail::GONE
        } else {
            // Heights aⁱ at times of order mⁱ.
            Tail::Power(-ln(self.lower) / ln(self.longer))
        }
    }
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "cosine_restarts",
    name: "Cosine annealing with warm restarts",
    doc: "Half cosines one after the other, each longer and, if you like, lower than the last.",
    formula: r"\eta_t = \eta_{\min} + \tfrac12 a^i(\eta_0 - \eta_{\min})\left(1 + \cos\frac{\pi t'}{T_0 m^i}\right)",
    differs: "PyTorch has no m_mult; Keras names the floor as a share; Optax joins warm-up and cosine pieces instead.",
    reference: "I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017",
    params: &[
        param("t_0", "T_0", "first round", steps(50, 1), "the steps of the first round"),
        param("t_mult", "m", "growth of the rounds", real(2.0, LONGER), "the length of a round over that of the last"),
        param("m_mult", "a", "decay of the tops", real(1.0, SHARE), "the height of a round over that of the last"),
        param("eta_min", r"\eta_{\min}", "lowest rate", rate(0.0), "the rate at the bottom"),
    ],
    build: |args| {
        Box::new(Restarts {
            first: count(args, "t_0"),
            longer: args.real("t_mult"),
            lower: args.real("m_mult"),
            floor: args.real("eta_min"),
            relative: false,
        })
    },
    check: fine,
};
