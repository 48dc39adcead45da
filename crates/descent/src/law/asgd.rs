//! Averaged gradient descent: plain descent with a falling rate, and beside it the average of the path.
//!
//! θ ← (1 − λ′η_t)θ − η_t g, ax ← ax + μ_t(θ − ax) with μ_t = 1/max(1, t − t₀), so that ax is θ itself up to t₀ and then the mean of
//! what follows; η_t = η/(1 + λ′ηt)^α. The parameters shown are the iterates θ; the average is the quantity `ax`.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("asgd", &[("lr", 0.1), ("lambda", 1.0)], 1).unwrap(); // (1 − 0.1)·1 − 0.1·2
//! assert!((theta - 0.7).abs() < 1e-12);
//! ```
//!
//! # `asgd`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `lambda`, decay of rate and parameters: a number in `[0, 1000000000]`; 0.0001 unless given. Lowers the rate over time
//!   and shrinks θ.
//! - `alpha`, power of the rate’s fall: a number in `[0, 1000000000]`; 0.75 unless given. How fast the rate falls.
//! - `t0`, start of the average: a number in `[0, 1000000000]`; 1000000 unless given. The update after which the average
//!   begins.
//!
//! Libraries: Only PyTorch has it as an optimizer. It returns θ; the average has to be fetched from its state, as here from
//! the inspection (ax). Its t₀ is a million, so that nothing is averaged unless it is lowered.
//!
//! Reference: B. T. Polyak and A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992.

use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, params, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::Lanes;

struct Asgd {
    lambda: f64,
    alpha: f64,
    t0: f64,
}

static AVERAGE: Quantity = Quantity::of("ax", r"\bar\theta", "average of the path");
static SHRINK: Quantity = Quantity::part("regularizing_step", r"-\lambda'\eta_t\theta", "decay");
static STEP: Quantity = Quantity::part("gradient_step", r"-\eta_t g", "gradient step");

impl Rule<1, 3> for Asgd {
    const STATE: [&'static Quantity; 1] = [&AVERAGE];

    fn scalars(&self) -> &[f64] {
        &[0.0] // the rate of the next update
    }

    /// η_t, λ′η_t, μ_t.
    fn coefficients(&self, t: u64, lr: f64, next: &mut [f64]) -> [f64; 3] {
        let rate = if t == 0 { lr } else { next[0] };
        let mu = 1.0 / (t as f64 - self.t0).max(1.0);
        next[0] = lr / lanes::math::pow(1.0 + self.lambda * lr * (t + 1) as f64, self.alpha);
        [rate, self.lambda * rate, mu]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 3], p: L, g: L, [average]: &mut [L; 1], notes: &mut N) -> L {
        let [rate, shrink, mu] = *c;
        let shrunk = p - shrink * p;
        let new = shrunk - rate * g;
        notes.note(&SHRINK, shrunk - p);
        notes.note(&STEP, -(rate * g));
        // Exactly the iterate while μ = 1.
        *average = L::select(mu.lt(L::lit(1.0)), *average + mu * (new - *average), new);
        new
    }
}

const fn number(key: &'static str, symbol: &'static str, name: &'static str, default: f64, doc: &'static str) -> Param {
    let kind = Kind::Real { default: Some(default), range: Range::closed(0.0, 1e9), scale: Scale::Log };
    Param { key, symbol, name, kind, doc }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "asgd",
    name: "Averaged gradient descent",
    family: "Gradient descent",
    doc: "Polyak and Ruppert's average of the iterates: noise in the gradients cancels, and a large rate does no harm to the average. \
          One number per parameter.",
    formula: r"\theta_{t+1} = (1 - \lambda'\eta_t)\,\theta_t - \eta_t\, g_t,\quad \eta_t = \frac{\eta}{(1 + \lambda'\eta t)^{\alpha}},\quad \bar\theta_{t+1} = \bar\theta_t + \mu_t(\theta_{t+1} - \bar\theta_t),\quad \mu_t = \frac{1}{\max(1, t - t_0)}",
    differs: "Only PyTorch has it as an optimizer. It returns θ; the average has to be fetched from its state, as here from the \
              inspection (ax). Its t₀ is a million, so that nothing is averaged unless it is lowered.",
    reference: "B. T. Polyak and A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992",
    params: params![
        rate(0.01),
        number("lambda", r"\lambda'", "decay of rate and parameters", 1e-4, "Lowers the rate over time and shrinks θ."),
        number("alpha", r"\alpha", "power of the rate’s fall", 0.75, "How fast the rate falls."),
        number("t0", "t_0", "start of the average", 1e6, "The update after which the average begins."),
    ],
    build: |args| {
        let rule = Asgd { lambda: args.real("lambda"), alpha: args.real("alpha"), t0: args.real("t0") };
        Box::new(Elementwise::new(rule, args))
    },
};
