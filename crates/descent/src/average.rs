//! Averages of the iterates: what is shown is the average θ̄, while the law goes on from its own θ.
//!
//! With n iterates counted, θ̄_n = θ̄_{n−1} + w_n(θ_n − θ̄_{n−1}), and all forms differ in the weight alone: w_n = 1/n is the mean
//! (Polyak's), w_n = 1 − β the exponential moving average, w_n = (1 − β)/(1 − βⁿ) the same with its bias corrected. Invariant:
//! θ̄_1 is θ_1, bit for bit, and the law never sees θ̄. This file does not evaluate anything.

use crate::catalog::{Args, DECAY, Kind, Param, Scale, told};
use crate::law::Quantity;
use crate::spec::limits;
use crate::stage::StageRow;
use lanes::Real;
use lanes::math::pown;

/// The stage's row.
///
/// Arguments: `form` is `polyak` or `ema`; `start`, a whole number from 0 to the largest budget, is the update after which iterates
/// count (0: all but the starting point); `decay` β in \[0, 1) and `bias_correction` belong to `ema`. Without bias correction the
/// average begins at the first iterate that counts, as in `torch.optim.swa_utils.AveragedModel` with `get_ema_avg_fn(β)`; with
/// it, at zero, divided by 1 − βⁿ, as in `optax.ema(β, debias=True)`.
///
/// Cost: one number per parameter, and one more evaluation per update, which is counted: the law needs the gradient at θ, and
/// value and norm shown are those at θ̄.
///
/// How the libraries differ: PyTorch leaves it to the caller when `update_parameters` is called (here: after every update past
/// `start`), and means with 1/n; Keras has `use_ema` with `ema_momentum` 0.99, begins at the starting point θ₀, and overwrites the
/// parameters only at the end or every `ema_overwrite_frequency` updates; Optax has `ema` as a transformation of updates, for
/// parameters by hand.
///
/// Example: plain descent on θ² from 1 with η = ¼ halves θ, so the mean of the first two iterates is (½ + ¼)/2 = 0.375.
///
/// ```
/// use descent::{Run, Value, spec};
/// let racer = Value::map([
///     ("optimizer", Value::map([("id", Value::text("sgd")), ("lr", Value::Num(0.25))])),
///     ("average", Value::map([("form", Value::text("polyak"))])),
/// ]);
/// let document = Value::map([
///     ("problem", Value::map([("surface", Value::text("parabola"))])),
///     ("start", Value::numbers([1.0])),
///     ("racers", Value::List(vec![racer])),
/// ]);
/// let mut run = Run::new(spec::decode(&document).unwrap());
/// run.step(2);
/// assert_eq!(run.point(0).x, [0.375]);
/// assert_eq!(run.point(0).f, 0.140625);
/// ```
///
/// B. T. Polyak and A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992; the weight with bias correction
/// follows D. P. Kingma and J. Ba, Adam, 2015, section 7.2.
pub static ROW: StageRow = StageRow {
    id: "average",
    name: told("Averaging"),
    doc: told("Shows an average of the iterates; the optimizer itself goes on from its last one. Noise cancels in it."),
    one_of: false,
    params: &[
        Param {
            key: "form",
            symbol: "",
            name: told("average"),
            kind: Kind::Choice {
                default: "polyak",
                options: &[
                    ("polyak", told("the mean of all iterates after the start")),
                    ("ema", told("the exponential moving average: late iterates weigh more")),
                ],
            },
            doc: told("What is averaged with which weight."),
        },
        Param {
            key: "start",
            symbol: "t_0",
            name: told("start of the average"),
            kind: Kind::Int { default: Some(0), min: 0, max: limits::STEPS as i64 },
            doc: told("The update after which iterates count; up to it the iterate itself is shown."),
        },
        Param {
            key: "decay",
            symbol: r"\beta",
            name: told("decay of the average"),
            kind: Kind::Real { default: Some(0.99), range: DECAY, scale: Scale::Linear },
            doc: told("The share of the old average that is kept at each step; for ema."),
        },
        Param {
            key: "bias_correction",
            symbol: "",
            name: told("bias correction"),
            kind: Kind::Bool { default: false },
            doc: told("Begins at zero and divides by 1 − βⁿ, instead of beginning at the first iterate; for ema."),
        },
    ],
};

/// The averaged point, as an inspection shows it.
pub(crate) static POINT: Quantity = Quantity::of("average", r"\bar\theta", "averaged point");

/// How one racer averages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Average {
    /// Iterates after this many updates count.
    pub(crate) start: u64,
    weight: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Weight {
    Mean,
    Moving { decay: f64, corrected: bool },
}

impl Average {
    /// From the arguments of [`ROW`].
    pub(crate) fn of(args: &Args) -> Self {
        let weight = match args.choice("form") {
            "ema" => Weight::Moving { decay: args.real("decay"), corrected: args.flag("bias_correction") },
            _ => Weight::Mean,
        };
        Average { start: args.int("start") as u64, weight }
    }

    /// The weight of the `n`-th iterate that counts, from 1.
    fn weight(&self, n: u64) -> f64 {
        match self.weight {
            _ if n <= 1 => 1.0,
            Weight::Mean => 1.0 / n as f64,
            Weight::Moving { decay, corrected: false } => 1.0 - decay,
            Weight::Moving { decay, corrected: true } => (1.0 - decay) / (1.0 - pown(decay, n as u32)),
        }
    }

    /// Takes the `n`-th iterate that counts into the average of those before; whether no bit of it changed.
    pub(crate) fn fold<T: Real>(&self, n: u64, average: &mut [T], iterate: &[T]) -> bool {
        let weight = T::from_f64(self.weight(n));
        let mut same = true;
        for (average, x) in average.iter_mut().zip(iterate) {
            let next = *average + weight * (*x - *average);
            same &= next.bits() == average.bits();
            *average = next;
        }
        same
    }
}
