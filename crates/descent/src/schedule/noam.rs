//! Noam: the Transformer's schedule, ηₜ = η₀·d^(−½)·min((t+1)^(−½), (t+1)·w^(−3/2)).
//!
//! Linear warm-up over `warmup` w ≥ 1 updates, then 1/√t. With `d_model` d ≥ 1 the base rate is a multiplier and the top is
//! η₀/√(d·w), at update w. Without `d_model` the base rate itself is the top: η₀·min((t+1)/w, √(w/(t+1))), which is
//! [`inverse_sqrt`](super::inverse_sqrt) with warm-up.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let noam = ScheduleSpec::new("noam", &[("warmup", Arg::Int(4))]).unwrap();
//! assert_eq!(noam.rates(0.4, 15, &[])[..4], [0.1, 0.2, 0.30000000000000004, 0.4]);
//! assert_eq!(noam.rates(0.4, 15, &[])[15], 0.2);
//! ```
//!
//! No library has it under its name; in PyTorch it is a `LambdaLR`.

use super::params::{count, opt_steps, param, steps};
use super::{Schedule, ScheduleRow, inverse_sqrt::InverseSqrt, params::fine};
use crate::catalog::Args;

/// From `warmup` and `d_model`.
pub(super) fn build(args: &Args) -> Box<dyn Schedule> {
    let warmup = count(args, "warmup") as f64;
    let factor = args.opt_int("d_model").map_or(1.0, |d| 1.0 / (d as f64 * warmup).sqrt());
    Box::new(InverseSqrt { warmup, factor })
}

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "noam",
    name: "Noam (Transformer)",
    doc: "Linear warm-up, then 1/√t; scaled by the model’s width if you give it.",
    formula: r"\eta_t = \eta_0\min\left(\frac{t+1}{w}, \sqrt{\frac{w}{t+1}}\right)",
    differs: "No library has it under its name; in PyTorch it is a LambdaLR.",
    reference: "A. Vaswani et al., Attention Is All You Need, 2017",
    params: &[
        param("warmup", "w", "warm-up", steps(100, 1), "the updates up to the top"),
        param(
            "d_model",
            "d",
            "model width",
            opt_steps(),
            "divides the rate by √(d·w); without it the base rate is the top",
        ),
    ],
    build,
    check: fine,
};
