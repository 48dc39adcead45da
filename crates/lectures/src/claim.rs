//! Claims: sentences about a run that can be wrong.
//!
//! A claim is data, so that the list of scenes says what is checked. Here is what can be claimed and which function measures it; the
//! functions are by idea in `claim/`. Values are read from the columns that the run leaves behind, in f64.

mod course;
mod ending;
mod path;
mod training;

use descent::Run;
use serde::Deserialize;

/// Whether a claim holds, and what was found.
type Found = (bool, String);

/// What a scene says of its run.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
#[allow(missing_docs, reason = "the variants are documented; their fields are the words of the sentence")]
pub enum Claim {
    /// The racers of `order` fall below `first_below` one after the other.
    Order { first_below: f64, order: Vec<usize> },
    /// Two racers end within `within` of each other.
    SameEnd { same_end: [usize; 2], within: f64 },
    /// The racer diverges at a step between `from` and `to`.
    Diverges { racer: usize, diverges: bool, from: u64, to: u64 },
    /// It ends as `status` at a step between `from` and `to`.
    Status { racer: usize, status: String, from: u64, to: u64 },
    /// It ends within `within` of a point.
    EndsNear { racer: usize, ends_near: Vec<f64>, within: f64 },
    /// f first falls below a value at a step between `from` and `to`.
    FallsBelow { racer: usize, falls_below: f64, from: u64, to: u64 },
    /// f never falls below a value.
    NeverBelow { racer: usize, never_below: f64 },
    /// f ends above a value.
    EndsAbove { racer: usize, ends_above: f64 },
    /// f ends below a value.
    EndsBelow { racer: usize, ends_below: f64 },
    /// f is at some time larger than at the start.
    Rises { racer: usize, rises: bool },
    /// After `step` updates it is `moved` away from the start, to within `within`.
    Moved { racer: usize, moved: f64, step: u64, within: f64 },
    /// Its last update moves no parameter by as much as that.
    LastStepBelow { racer: usize, last_step_below: f64 },
    /// Over the last quarter of the steps the mean of f is above a value.
    LastRowsAbove { racer: usize, last_rows_above: f64 },
    /// Over the last quarter of the steps the mean of f is below a value.
    LastRowsBelow { racer: usize, last_rows_below: f64 },
    /// It ends in a cycle of so many updates: where it was that long ago, to within `within`, and nowhere near in between.
    Cycles { racer: usize, cycles: usize, within: f64 },
    /// It does not: where it was so many updates ago is further away than `within`.
    NoCycle { racer: usize, no_cycle_of: usize, within: f64 },
    /// Its model is right about a share of the test samples, to within `within`.
    TestAccuracy { racer: usize, test_accuracy: f64, within: f64 },
    /// Its rate changes at these steps and no others, each time divided by `rate_over`.
    RateOver { racer: usize, rate_over: f64, at: Vec<u64> },
    /// Coordinate `axis` of a quantity of update `step`, by its key in an inspection, is `is` to within `within`.
    Quantity { racer: usize, quantity: String, axis: usize, step: u64, is: f64, within: f64 },
    /// Where it ends, the variance of a batch's loss falls with the size like b to the power `variance_slope`, to within `within`.
    VarianceSlope { racer: usize, variance_slope: f64, replacement: bool, within: f64 },
    /// Likewise, for every size it is what the exact law says, but for a share of `variance_off`.
    VarianceLaw { racer: usize, variance_off: f64, replacement: bool },
    /// By its end the sample seen least and that seen most were seen so often, with replacement or else in the run's own order.
    Seen { racer: usize, seen: [u32; 2], replacement: bool },
    /// χ² of the counts with replacement lies between two values.
    ChiSquared { racer: usize, chi_squared: [f64; 2] },
    /// In the middle of the random plane of a seed the loss is its own to within `within`, its path ends there, and the share of the path's
    /// length that lies in the plane is between two values.
    InPlane { racer: usize, plane_seed: u32, share: [f64; 2], within: f64 },
    /// The paths of the racers are ever rougher, in this order.
    Rougher { rougher: Vec<usize> },
    /// Coordinate `axis` swings from beyond `beyond` on one side of 0 to beyond it on the other: ever more often, in this order of racers.
    Swings { swings: Vec<usize>, axis: usize, beyond: f64 },
}

impl Claim {
    /// Whether it holds for a finished run.
    ///
    /// # Errors
    /// A sentence with what was found instead.
    pub fn check(&self, run: &mut Run) -> Result<(), String> {
        match self.measured(run)? {
            (true, _) => Ok(()),
            (false, found) => Err(format!("{self:?}: {found}")),
        }
    }

    fn measured(&self, run: &mut Run) -> Result<Found, String> {
        match self {
            Claim::Order { first_below, order } => course::order(run, *first_below, order),
            Claim::SameEnd { same_end, within } => ending::same(run, *same_end, *within),
            Claim::Diverges { racer, diverges, from, to } => ending::diverges(run, *racer, *diverges, [*from, *to]),
            Claim::Status { racer, status, from, to } => ending::status(run, *racer, status, [*from, *to]),
            Claim::EndsNear { racer, ends_near, within } => ending::near(run, *racer, ends_near, *within),
            Claim::FallsBelow { racer, falls_below, from, to } => {
                course::falls(run, *racer, *falls_below, [*from, *to])
            }
            Claim::NeverBelow { racer, never_below } => course::never_below(run, *racer, *never_below),
            Claim::EndsAbove { racer, ends_above } => ending::above(run, *racer, *ends_above),
            Claim::EndsBelow { racer, ends_below } => ending::below(run, *racer, *ends_below),
            Claim::Rises { racer, rises } => course::rises(run, *racer, *rises),
            Claim::Moved { racer, moved, step, within } => course::moved(run, *racer, *moved, *step, *within),
            Claim::LastStepBelow { racer, last_step_below } => ending::last_step(run, *racer, *last_step_below),
            Claim::LastRowsAbove { racer, last_rows_above } => ending::rows_above(run, *racer, *last_rows_above),
            Claim::LastRowsBelow { racer, last_rows_below } => ending::rows_below(run, *racer, *last_rows_below),
            Claim::Cycles { racer, cycles, within } => ending::cycles(run, *racer, *cycles, *within),
            Claim::NoCycle { racer, no_cycle_of, within } => ending::no_cycle(run, *racer, *no_cycle_of, *within),
            Claim::TestAccuracy { racer, test_accuracy, within } => {
                training::accuracy(run, *racer, *test_accuracy, *within)
            }
            Claim::RateOver { racer, rate_over, at } => course::rate_over(run, *racer, *rate_over, at),
            Claim::Quantity { racer, quantity, axis, step, is, within } => {
                course::quantity(run, *racer, (quantity, *axis, *step), *is, *within)
            }
            Claim::VarianceSlope { racer, variance_slope, replacement, within } => {
                training::variance_slope(run, *racer, *replacement, *variance_slope, *within)
            }
            Claim::VarianceLaw { racer, variance_off, replacement } => {
                training::variance_law(run, *racer, *replacement, *variance_off)
            }
            Claim::Seen { racer, seen, replacement } => training::seen(run, *racer, *replacement, *seen),
            Claim::ChiSquared { racer, chi_squared } => training::chi(run, *racer, *chi_squared),
            Claim::InPlane { racer, plane_seed, share, within } => {
                training::in_plane(run, *racer, *plane_seed, *share, *within)
            }
            Claim::Rougher { rougher } => course::rougher(run, rougher),
            Claim::Swings { swings, axis, beyond } => course::swinging(run, swings, *axis, *beyond),
        }
    }
}
