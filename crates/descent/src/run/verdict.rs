//! Whether, and why, a racer ends where it has arrived.
//!
//! Invariant: a number outside the finite range comes first, the parameters before what was measured at them; then the rules of the
//! document, then its budget.

use super::status::{Cause, Lost};
use crate::spec::Stop;
use lanes::{Lanes, Real, reduce};

/// What a verdict looks at.
pub(crate) struct Arrival<'a, T> {
    pub(crate) t: u64,
    pub(crate) p: &'a [T],
    pub(crate) g: &'a [T],
    pub(crate) f: T,
    pub(crate) grad_norm: f64,
    pub(crate) unchanged: u64,
    /// Whether value and gradient are those of the parameters.
    pub(crate) measured: bool,
}

impl Stop {
    /// The verdict; `steps` is the budget.
    pub(crate) fn verdict<T: Real>(&self, now: &Arrival<'_, T>, steps: u64) -> Cause {
        if let Some(i) = lost(now.p) {
            return Cause::LostParameter(i, Lost::of(now.p[i].to_f64()));
        }
        // A finite norm is proof that the gradient is.
        if now.measured
            && !(now.f.is_finite() && now.grad_norm.is_finite())
            && let Some(cause) = lost_in(now.f, now.g)
        {
            return cause;
        }
        match *self {
            Stop { grad_norm: Some(limit), .. } if now.measured && now.grad_norm <= limit => Cause::Gradient(limit),
            Stop { value: Some(limit), .. } if now.measured && now.f.to_f64() <= limit => Cause::Value(limit),
            Stop { unchanged: Some(n), .. } if now.unchanged >= n => Cause::Unchanged(n),
            _ if now.t >= steps => Cause::Budget,
            _ => Cause::None,
        }
    }
}

/// The first number that left the finite range.
fn lost<T: Real>(all: &[T]) -> Option<usize> {
    // Of many numbers almost always no more has to be seen.
    if all.len() > FEW && all_finite(all) {
        return None;
    }
    all.iter().position(|v| !v.is_finite())
}

/// As many numbers are looked at one by one.
const FEW: usize = 4;

/// Whether every number is finite: whole lanes first, four at a time.
fn all_finite<T: Real>(all: &[T]) -> bool {
    // 0·x is 0 unless x is infinite or NaN.
    let zero = T::Wide::splat(T::ZERO);
    let (packs, rest) = T::Wide::packs(all).as_chunks::<4>();
    let mut sum = zero;
    for [a, b, c, d] in packs {
        let of = |pack| T::Wide::unpack(pack) * zero;
        sum = sum + ((of(a) + of(b)) + (of(c) + of(d)));
    }
    for pack in rest {
        sum = sum + T::Wide::unpack(pack) * zero;
    }
    let mut last = T::ZERO;
    let mut at = all.len() - all.len() % T::Wide::WIDTH;
    while at < all.len() {
        last = last + all[at] * T::ZERO;
        at += 1;
    }
    reduce::lanes(sum) + last == T::ZERO
}

/// What a value and a gradient say of divergence.
pub(super) fn lost_in<T: Real>(f: T, g: &[T]) -> Option<Cause> {
    if !f.is_finite() {
        return Some(Cause::LostValue(Lost::of(f.to_f64())));
    }
    lost(g).map(|i| Cause::LostGradient(i, Lost::of(g[i].to_f64())))
}
