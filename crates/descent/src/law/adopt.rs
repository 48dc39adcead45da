//! ADOPT: Adam that divides by the second moment of before, and averages after the division.
//!
//! First update: v = g², nothing moves. Then u = g/max(√v, ε) with the v of before, clipped to ±(t−1)^¼ on request,
//! m ← β₁m + (1−β₁)u, θ ← θ − ηm, and last v ← β₂v + (1−β₂)g². So a gradient never divides itself, and any β₂ converges.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adopt", &[("lr", 0.1)], 2).unwrap(); // the first takes v = 4 and rests; then m = 0.1·2/√4
//! assert!((theta - 0.99).abs() < 1e-12);
//! ```
//!
//! # `adopt`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//! - `beta1`, decay of the average: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept at
//!   each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.9999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 0.000001 unless given. Keeps the division finite where the accumulator is small.
//! - `nesterov`, Nesterov form: true or false; false unless given. Takes β₁m + (1 − β₁)g for m, with m corrected as one step
//!   later (Nadam with constant β₁).
//! - `clip`, clip: true or false; true unless given. Clips the scaled gradient to ±t^¼.
//!
//! Libraries: Only Optax has it. Its clip is at the fourth root of the number of updates before this one.
//!
//! Reference: S. Taniguchi, K. Harada, G. Minegishi, Y. Oshima, S. C. Jeong, G. Nagahara, T. Iiyama, M. Suzuki, Y. Iwasawa,
//! Y. Matsuo, ADOPT: Modified Adam Can Converge with Any β₂ with the Optimal Rate, 2024.

use super::quantities::{FIRST_USED, SECOND_MOMENT};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, adam, decay, epsilon, params, rate, switch};
use lanes::Lanes;

struct Adopt {
    beta1: f64,
    beta2: f64,
    eps: f64,
    nesterov: bool,
    clip: bool,
}

static M: Quantity = Quantity::of("m", "m", "average of scaled gradients");
static U: Quantity = Quantity::of("u", "u", "scaled gradient");
static STEP: Quantity = Quantity::part("adaptive_step", r"-\eta\,\hat m", "adaptive step");

impl Rule<2, 8> for Adopt {
    const STATE: [&'static Quantity; 2] = [&M, &SECOND_MOMENT];

    /// β₁, 1−β₁, β₂, 1−β₂, ε, the clip, the share of u that Nesterov adds, η; the first update keeps m and θ and takes g² as v.
    fn coefficients(&self, t: u64, lr: f64, _: &mut [f64]) -> [f64; 8] {
        let clip = if self.clip { (t as f64).sqrt().sqrt() } else { f64::INFINITY };
        let ahead = if self.nesterov { 1.0 } else { 0.0 };
        if t == 0 {
            return [1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0];
        }
        [self.beta1, 1.0 - self.beta1, self.beta2, 1.0 - self.beta2, self.eps, clip, ahead, lr]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 8], p: L, g: L, [m, v]: &mut [L; 2], notes: &mut N) -> L {
        let [beta1, rest1, beta2, rest2, eps, clip, ahead, lr] = *c;
        let divisor = v.sqrt().max(eps);
        // Without ε and without a gradient so far, 0/0 or a step without bound: there is nothing to divide by yet.
        let u = L::select(divisor.le(L::lit(0.0)), L::lit(0.0), g / divisor);
        let u = u.max(-clip).min(clip);
        *m = beta1 * *m + rest1 * u;
        *v = beta2 * *v + rest2 * (g * g);
        let further = beta1 * *m + rest1 * u;
        let used = L::select(L::lit(0.0).lt(ahead), further, *m);
        let step = lr * used;
        notes.note(&U, u);
        notes.note(&FIRST_USED, used);
        notes.note(&STEP, -step);
        p - step
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adopt",
    name: "ADOPT",
    family: "Adaptive moments",
    doc: "Adam put in an order that converges for every β₂: first divide, by what was known before this gradient, then average. \
          The first update only looks. Two numbers per parameter.",
    formula: r"v_0 = g_0^2,\quad m_t = \beta_1 m_{t-1} + (1-\beta_1)\,\operatorname{clip}\left(\frac{g_t}{\max(\sqrt{v_{t-1}}, \varepsilon)}, \pm t^{1/4}\right),\quad \theta_{t+1} = \theta_t - \eta\, m_t,\quad v_t = \beta_2 v_{t-1} + (1-\beta_2)\, g_t^2",
    differs: "Only Optax has it. Its clip is at the fourth root of the number of updates before this one.",
    reference: "S. Taniguchi, K. Harada, G. Minegishi, Y. Oshima, S. C. Jeong, G. Nagahara, T. Iiyama, M. Suzuki, Y. Iwasawa, Y. \
                Matsuo, ADOPT: Modified Adam Can Converge with Any β₂ with the Optimal Rate, 2024",
    params: params![
        rate(0.001),
        decay("beta1", r"\beta_1", "decay of the average", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.9999),
        epsilon(1e-6),
        adam::NESTEROV,
        switch("clip", "clip", true, "Clips the scaled gradient to ±t^¼."),
    ],
    build: |args| {
        let rule = Adopt {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            nesterov: args.flag("nesterov"),
            clip: args.flag("clip"),
        };
        Box::new(Elementwise::new(rule, args))
    },
};
