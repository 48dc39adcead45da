//! The quantities that more than one law keeps or says.
//!
//! Invariant: laws that mean the same by a letter name the same static, so that the inspector and its translations have one name for
//! it. Does not: hold what a single law knows; that stands in the law's file.

use super::Quantity;

/// The rate divided by what the law divides it by.
pub(super) static EFFECTIVE_RATE: Quantity = Quantity::of("rate", r"\eta_{\text{eff}}", "effective rate");
/// m of Adam and its relatives.
pub(super) static FIRST_MOMENT: Quantity = Quantity::of("m", "m", "first moment");
/// v of Adam and its relatives.
pub(super) static SECOND_MOMENT: Quantity = Quantity::of("v", "v", "second moment");
/// m, corrected for having begun at zero.
pub(super) static FIRST_CORRECTED: Quantity = Quantity::of("m_hat", r"\hat m", "corrected first moment");
/// v, likewise.
pub(super) static SECOND_CORRECTED: Quantity = Quantity::of("v_hat", r"\hat v", "corrected second moment");
/// What the step has in the place of m, where that is not m corrected.
pub(super) static FIRST_USED: Quantity = Quantity::of("m_used", r"\hat m", "first moment as used");
/// Likewise of v.
pub(super) static SECOND_USED: Quantity = Quantity::of("v_used", r"\hat v", "second moment as used");
/// m, where nothing else is averaged.
pub(super) static AVERAGE_GRADIENT: Quantity = Quantity::of("m", "m", "average gradient");
/// v, where nothing else is averaged.
pub(super) static AVERAGE_SQUARE: Quantity = Quantity::of("v", "v", "average of squared gradients");
/// m, where it is a sum of steps or gradients.
pub(super) static BUFFER: Quantity = Quantity::of("m", "m", "momentum buffer");
/// s of dual averaging.
pub(super) static GRADIENT_SUM: Quantity = Quantity::of("s", "s", "weighted sum of gradients");
/// What will be the gradient of the update before.
pub(super) static PREVIOUS_GRADIENT: Quantity = Quantity::of("g_prev", "g", "gradient, kept for the next update");
/// What distances are measured from.
pub(super) static ORIGIN: Quantity = Quantity::of("start", r"\theta_0", "where the memory began");
/// What a search goes along.
pub(super) static DIRECTION: Quantity = Quantity::of("d", "d", "direction");
/// The step of plain descent.
pub(super) static GRADIENT_STEP: Quantity = Quantity::part("gradient_step", r"-\eta g", "gradient step");
/// The same at the effective rate, which is one for all coordinates.
pub(super) static SCALED_GRADIENT_STEP: Quantity =
    Quantity::part("gradient_step", r"-\eta_{\text{eff}}\, g", "gradient step");
/// The same, of which only the first is whole.
pub(super) static DAMPENED_STEP: Quantity = Quantity::part("gradient_step", r"-\eta(1-\tau_t) g", "gradient step");
/// The gradient's share of an average.
pub(super) static AVERAGED_STEP: Quantity = Quantity::part("gradient_step", r"-\eta(1-\beta) g", "gradient step");
/// The same of an average that is corrected for having begun at zero.
pub(super) static CORRECTED_AVERAGED_STEP: Quantity =
    Quantity::part("gradient_step", r"-\eta(1-\beta) g/(1-\beta^t)", "gradient step");
/// What momentum keeps of the step before.
pub(super) static PREVIOUS_STEP: Quantity =
    Quantity::part("previous_step", r"\beta\,\Delta\theta", "scaled previous step");
/// The buffer as it was, where the rate stands outside it, so that it is not the step before.
pub(super) static OLD_BUFFER_STEP: Quantity = Quantity::part("momentum_step", r"-\eta\beta\, m_{t-1}", "momentum step");
/// The same of a corrected average.
pub(super) static CORRECTED_OLD_STEP: Quantity =
    Quantity::part("momentum_step", r"-\eta\beta\, m_{t-1}/(1-\beta^t)", "momentum step");
/// A gradient at the effective rate of its coordinate.
pub(super) static ADAPTIVE_STEP: Quantity = Quantity::part("adaptive_step", r"-\eta_{\text{eff}}\, g", "adaptive step");
/// The first moment at that rate.
pub(super) static CORRECTED_STEP: Quantity =
    Quantity::part("adaptive_step", r"-\eta_{\text{eff}}\,\hat m", "adaptive step");
/// A first moment of scaled gradients at the plain rate.
pub(super) static MOMENT_STEP: Quantity = Quantity::part("adaptive_step", r"-\eta m", "adaptive step");
/// Along the direction as far as the search went.
pub(super) static QUASI_NEWTON_STEP: Quantity = Quantity::part("quasi_newton_step", r"t\,d", "quasi-Newton step");
