//! Schedule-free learning: steps on z, an average x that is the result, and the gradient at y between them.
//!
//! y = (1−β₁)z + β₁x, z ← z − η(u + λy) with u = g(y) (base `sgd`) or g(y)/(√v̂ + ε) (base `adamw`), x ← (1−c)x + cz, where c is
//! the newest weight's share of all weights, and a weight is the largest rate so far to the power r (r = 0: c = 1/t). What is shown
//! is x, the point that the method returns, with the gradient taken at y; or, as in the libraries' parameters, y, from which x is
//! recovered. Both are the same path.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("schedule_free", &[("lr", 0.1)], 1).unwrap(); // z ← 1 − 0.1·2/√4, and the first average is z itself
//! assert!((theta - 0.9).abs() < 1e-8);
//! ```
//!
//! # `schedule_free`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.0025 unless given. How far one update goes.
//! - `beta1`, share of the average in y: a number in `(0, 1)`; 0.9 unless given. Where between z and x the gradient is
//!   taken.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `base`, base: `adamw` (scaled by the second moment), `sgd` (the gradient itself for g/(√v̂ + ε)); `adamw` unless given.
//!   What the steps of z are.
//! - `shows`, point shown: `x` (the average, which the method returns), `y` (where gradients are taken (Keras, Optax)); `x`
//!   unless given. Which of the points the parameters are.
//! - `weight_power`, power of the weights: a number in `[0, 100]`; 2 unless given. A step’s weight in the average is the
//!   largest rate so far to this power; 0 weighs all alike.
//! - `warmup`, warm-up: a number in `[0, 1000000]`; 0 unless given. Over how many updates the rate rises linearly; 0 for
//!   none.
//! - `warmup_lags`, lagging warm-up: true or false; false unless given. Lets the steps use the warm-up’s rate of one update
//!   before (Optax).
//! - `decays`, decoupled decay of: `z` (the point of the steps, by λy (the paper, Optax)), `y` (y itself, by its own size
//!   (Keras)); `z` unless given. Where decoupled weight decay acts.
//!
//! Libraries: Keras and Optax keep y in the parameters (shows = y) and have to be asked for x. Keras weighs all steps alike
//! (r = 0), Optax by the square of the largest rate (r = 2). Optax' warm-up of the steps lags that of the weights by one
//! update. Keras' weight decay shrinks y itself (decays = y).
//!
//! Reference: A. Defazio, X. A. Yang, H. Mehta, K. Mishchenko, A. Khaled, A. Cutkosky, The Road Less Scheduled, 2024.

use super::decay::Common;
use super::quantities::SECOND_MOMENT;
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, power, rate, switch};
use crate::catalog::{Args, Kind, Param, Range, Scale, told};
use lanes::{Lanes, Real, math};

struct ScheduleFree {
    beta1: f64,
    beta2: f64,
    eps: f64,
    lambda: f64,
    power: f64,
    warmup: f64,
    /// By how many updates the warm-up of the steps is behind that of the weights.
    lag: f64,
    adam: bool,
    shows_y: bool,
    shrinks_y: bool,
}

static Z: Quantity = Quantity::of("z", "z", "point of the steps");
static X: Quantity = Quantity::of("x", "x", "average: the result");
static Y: Quantity = Quantity::of("y", "y", "where the gradient was taken");
static BASE: Quantity = Quantity::of("base_step", r"z_{t+1} - z_t", "step of z");
static STEP: Quantity = Quantity::part("step", r"\theta_{t+1} - \theta_t", "step of the point shown");

impl ScheduleFree {
    fn of(args: &Args) -> Self {
        ScheduleFree {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            lambda: Common::of(args).decoupled(),
            power: args.real("weight_power"),
            warmup: args.real("warmup"),
            lag: if args.flag("warmup_lags") { 1.0 } else { 0.0 },
            adam: args.choice("base") == "adamw",
            shows_y: args.choice("shows") == "y",
            shrinks_y: args.choice("decays") == "y",
        }
    }
}

impl Rule<2, 11> for ScheduleFree {
    const STATE: [&'static Quantity; 2] = [&Z, &SECOND_MOMENT];
    const OWN_DECAY: bool = true;

    fn scalars(&self) -> &[f64] {
        &[1.0, 0.0, 0.0] // β₂ᵗ, the sum of the weights, the largest rate
    }

    fn begin<T: Real>(&self, p: &[T], cells: &mut [T]) {
        cells[..p.len()].copy_from_slice(p);
    }

    fn resume(&self, t: u64, s: &mut [f64]) {
        power::anew(s, &[self.beta2], t);
    }

    /// β₁, 1−β₁, 1/β₁, β₂, 1−β₂, the correction, ε, η as warmed up, λ on z, ηλ on y, c.
    fn coefficients(&self, t: u64, lr: f64, s: &mut [f64]) -> [f64; 11] {
        let now = (t + 1) as f64;
        power::advance(&mut s[0], self.beta2);
        let warm = |t: f64| if self.warmup > 0.0 { lr * (t / self.warmup).min(1.0) } else { lr };
        let (rate, weighed) = (warm(now - self.lag), warm(now));
        s[2] = s[2].max(weighed);
        let weight = math::pow(s[2], self.power);
        s[1] += weight;
        let share = if s[1] > 0.0 { weight / s[1] } else { 0.0 };
        // Keras shrinks before the step, which alone is warmed up.
        let (on_z, on_y) = if self.shrinks_y { (0.0, lr * self.lambda) } else { (self.lambda, 0.0) };
        let (b1, b2) = (self.beta1, self.beta2);
        [b1, 1.0 - b1, 1.0 / b1, b2, 1.0 - b2, 1.0 / (1.0 - s[0]), self.eps, rate, on_z, on_y, share]
    }

    #[inline(always)]
    fn ahead<L: Lanes>(&self, x: L, [z, _]: &[L; 2]) -> Option<L> {
        (!self.shows_y).then(|| L::lit(1.0 - self.beta1) * *z + L::lit(self.beta1) * x)
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 11], p: L, g: L, [z, v]: &mut [L; 2], notes: &mut N) -> L {
        let [b1, r1, over, b2, r2, correction, eps, rate, on_z, on_y, share] = *c;
        let before = *z;
        let (x, y) = if self.shows_y {
            let y = p - on_y * p;
            ((y - r1 * before) * over, y)
        } else {
            let y = r1 * before + b1 * p;
            // A smaller y with the same z is another x.
            (p - on_y * y * over, y - on_y * y)
        };
        let u = if self.adam {
            *v = b2 * *v + r2 * (g * g);
            let divisor = (correction * *v).sqrt() + eps;
            L::select(divisor.le(L::lit(0.0)), L::lit(0.0), g / divisor)
        } else {
            g
        };
        *z = before - rate * (u + on_z * y);
        let x = (L::lit(1.0) - share) * x + share * *z;
        let new = if self.shows_y { b1 * x + r1 * *z } else { x };
        notes.note(&X, x);
        notes.note(&Y, y);
        notes.note(&BASE, *z - before);
        notes.note(&STEP, new - p);
        new
    }
}

const fn choice(
    key: &'static str,
    name: &'static str,
    default: &'static str,
    options: &'static [(&'static str, &'static str)],
    doc: &'static str,
) -> Param {
    Param { key, symbol: "", name, kind: Kind::Choice { default, options }, doc }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "schedule_free",
    name: "Schedule-free",
    family: "Averages",
    doc: "A constant rate with the result of a falling one: steps on z, the average x of them as the answer, gradients taken in \
          between at y. Two numbers per parameter.",
    formula: r"y_t = (1-\beta_1) z_t + \beta_1 x_t,\quad z_{t+1} = z_t - \eta\left(\frac{g(y_t)}{\sqrt{\hat v_t} + \varepsilon} + \lambda y_t\right),\quad x_{t+1} = (1-c_t)\, x_t + c_t\, z_{t+1},\quad c_t = \frac{\eta_t^r}{\sum_{i \le t} \eta_i^r}",
    differs: "Keras and Optax keep y in the parameters (shows = y) and have to be asked for x. Keras weighs all steps alike (r = 0), \
              Optax by the square of the largest rate (r = 2). Optax' warm-up of the steps lags that of the weights by one update. \
              Keras' weight decay shrinks y itself (decays = y).",
    reference: "A. Defazio, X. A. Yang, H. Mehta, K. Mishchenko, A. Khaled, A. Cutkosky, The Road Less Scheduled, 2024",
    params: params![
        rate(0.0025),
        Param {
            key: "beta1",
            symbol: r"\beta_1",
            name: "share of the average in y",
            // y in place of x divides by it.
            kind: Kind::Real {
                default: Some(0.9),
                range: Range { max_open: true, ..Range::above(0.0, 1.0) },
                scale: Scale::Linear,
            },
            doc: "Where between z and x the gradient is taken.",
        },
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        epsilon(1e-8),
        choice(
            "base",
            "base",
            "adamw",
            &[("adamw", told("scaled by the second moment")), ("sgd", told("the gradient itself for g/(√v̂ + ε)"))],
            "What the steps of z are.",
        ),
        choice(
            "shows",
            "point shown",
            "x",
            &[
                ("x", told("the average, which the method returns")),
                ("y", told("where gradients are taken (Keras, Optax)"))
            ],
            "Which of the points the parameters are.",
        ),
        Param {
            key: "weight_power",
            symbol: "r",
            name: "power of the weights",
            kind: Kind::Real { default: Some(2.0), range: Range::closed(0.0, 100.0), scale: Scale::Linear },
            doc: "A step’s weight in the average is the largest rate so far to this power; 0 weighs all alike.",
        },
        Param {
            key: "warmup",
            symbol: "",
            name: "warm-up",
            kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e6), scale: Scale::Linear },
            doc: "Over how many updates the rate rises linearly; 0 for none.",
        },
        switch(
            "warmup_lags",
            "lagging warm-up",
            false,
            "Lets the steps use the warm-up’s rate of one update before (Optax)."
        ),
        choice(
            "decays",
            "decoupled decay of",
            "z",
            &[
                ("z", told("the point of the steps, by λy (the paper, Optax)")),
                ("y", told("y itself, by its own size (Keras)"))
            ],
            "Where decoupled weight decay acts.",
        ),
    ],
    build: |args| Box::new(Elementwise::new(ScheduleFree::of(args), args)),
};
