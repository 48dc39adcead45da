//! Linear: ηₜ = η₀·(a + (b − a)·min(t, n)/n).
//!
//! A straight line from `start_factor` a to `end_factor` b (both in \[0, 100\]) times the base rate over `steps` n ≥ 1,
//! then constant. With a < b it warms up, with a > b it decays.
//!
//! ```
//! use descent::{catalog::Arg, schedule::ScheduleSpec};
//! let linear = ScheduleSpec::new("linear", &[("steps", Arg::Int(4))]).unwrap();
//! assert_eq!(linear.rates(0.4, 5, &[]), [0.4, 0.30000000000000004, 0.2, 0.1, 0.0, 0.0]);
//! ```
//!
//! PyTorch's `LinearLR` has the defaults a = ⅓, b = 1, n = 5 (a warm-up) and computes each rate from the last. Optax'
//! `linear_schedule` names the two rates instead of factors. Keras: `PolynomialDecay` with power 1.

use super::params::{FACTOR, count, fine, param, real, steps};
use super::{ScheduleRow, polynomial::Polynomial};

/// The catalogue's row.
pub static ROW: ScheduleRow = ScheduleRow {
    id: "linear",
    name: "Linear",
    doc: "A straight line between two factors, then constant.",
    formula: r"\eta_t = \eta_0\left(a + (b - a)\frac{\min(t, n)}{n}\right)",
    differs: "PyTorch starts at ⅓ and ends at 1 after 5 steps unless told otherwise; Optax names rates, not factors.",
    reference: "C. Darken and J. Moody, Note on Learning Rate Schedules for Stochastic Optimization, 1990",
    params: &[
        param("start_factor", "a", "start factor", real(1.0, FACTOR), "the first rate over the base rate"),
        param("end_factor", "b", "end factor", real(0.0, FACTOR), "the last rate over the base rate"),
        param("steps", "n", "steps", steps(100, 1), "the steps from start to end"),
    ],
    build: |args| Box::new(Polynomial::line(args.real("start_factor"), args.real("end_factor"), count(args, "steps"))),
    check: fine,
};
