//! How a rate behaves as t → ∞, and the two Robbins–Monro conditions that follow from it.
//!
//! H. Robbins and S. Monro, *A Stochastic Approximation Method*, 1951: with noisy gradients the iterates converge when
//! Σηₜ = ∞ (any distance can be covered) and Σηₜ² < ∞ (the noise averages out). Invariant: a verdict follows from the rule,
//! continued for ever, for a positive base rate; nothing is sampled. It says nothing about a run of finite length.

use super::ScheduleSpec;

/// The size of ηₜ for large t.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tail {
    /// Between two multiples of t⁻ᵖ, on average. p = 0: it does not vanish. p = ∞: geometric, or zero from some step on.
    Power(f64),
    /// Does not vanish, but comes near zero again and again.
    Pulse,
    /// Depends on the run.
    Unknown,
}

/// The answer to a yes-or-no question about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// The rule alone does not say.
    Unknown,
}

impl Tail {
    /// Zero from some step on, or geometric.
    pub(super) const GONE: Tail = Tail::Power(f64::INFINITY);
    /// Stays above some positive number.
    pub(super) const STAYS: Tail = Tail::Power(0.0);

    /// A rate that ends at, or stays above, `floor`.
    pub(super) fn above(floor: f64) -> Tail {
        if floor > 0.0 { Tail::STAYS } else { Tail::GONE }
    }

    /// The product of two rates, over a constant.
    pub(super) fn times(self, other: Tail) -> Tail {
        match (self, other) {
            (Tail::Power(p), Tail::Power(q)) => Tail::Power(p + q),
            (Tail::Pulse, Tail::Power(0.0)) | (Tail::Power(0.0), Tail::Pulse) => Tail::Pulse,
            (Tail::Pulse, Tail::Power(p)) | (Tail::Power(p), Tail::Pulse) => Tail::Power(p),
            // Two pulses may miss each other.
            _ => Tail::Unknown,
        }
    }

    /// Whether Σηₜ diverges, and whether Σηₜ² converges.
    pub fn verdicts(self) -> (Verdict, Verdict) {
        // An exponent can be a quotient of logarithms; a few roundings must not decide the borderline.
        const ROUNDING: f64 = 1e-12;
        let say = |holds| if holds { Verdict::Yes } else { Verdict::No };
        match self {
            Tail::Power(p) => (say(p <= 1.0 + ROUNDING), say(2.0 * p > 1.0 + ROUNDING)),
            Tail::Pulse => (Verdict::Yes, Verdict::No),
            Tail::Unknown => (Verdict::Unknown, Verdict::Unknown),
        }
    }
}

/// The two conditions of Robbins and Monro: does Σηₜ diverge, and does Σηₜ² converge?
///
/// ```
/// use descent::{catalog::Arg, schedule::{ScheduleSpec, Verdict::*, robbins_monro}};
/// let judge = |id, given: &[_]| robbins_monro(&ScheduleSpec::new(id, given).unwrap());
/// assert_eq!(judge("constant", &[]), (Yes, No));                     // wanders for ever
/// assert_eq!(judge("inverse_time", &[]), (Yes, Yes));                // 1/k: both
/// assert_eq!(judge("inverse_sqrt", &[]), (Yes, No));                 // 1/√k: the squares still sum to infinity
/// assert_eq!(judge("exponential", &[("gamma", Arg::Real(0.9))]), (No, Yes)); // may stop short of the minimum
/// ```
pub fn robbins_monro(spec: &ScheduleSpec) -> (Verdict, Verdict) {
    spec.build().tail().verdicts()
}
