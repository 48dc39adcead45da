//! RMSprop: divides by the root of a moving average of squared gradients; on request centered, corrected, with momentum.
//!
//! v ← βv + (1−β)g². Outside (PyTorch): u = g/(√v + ε). Inside (Keras, Optax, lectures): u = g/√(v + ε). Centered uses
//! v − a² with a the average gradient. Momentum acts on u, with the rate outside the buffer (PyTorch) or inside (Keras, Optax).
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("rmsprop", &[("lr", 0.1), ("beta", 0.9)], 1).unwrap(); // v = 0.1·4, and no correction: more than η
//! assert!((theta - (1.0 - 0.2 / 0.4_f64.sqrt())).abs() < 1e-7);
//! ```
//!
//! # `rmsprop`
//!
//! Cost: 3 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `beta`, decay of the squared gradients: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_placement`, place of ε: `outside` (√v + ε (PyTorch)), `inside` (√(v + ε) (Keras, Optax, lectures)); `outside`
//!   unless given. Whether ε is added to the root or under it.
//! - `centered`, centered: true or false; false unless given. Takes v − a² for v, with a the average gradient.
//! - `momentum`, momentum: a number in `[0, 1)`; 0 unless given. Momentum on the scaled gradient u: m = μm + u, W = W − ηm,
//!   if the rate is not inside.
//! - `nesterov`, Nesterov form: true or false; false unless given. Applies the momentum once more: W moves by μm and by what
//!   m just took up.
//! - `momentum_form`, place of the rate: `lr_outside` (m = μm + u, W = W − ηm (PyTorch)), `lr_inside` (m = μm + ηu, W = W −
//!   m (Keras, Optax)); `lr_outside` unless given. Whether the rate stands outside or inside the momentum buffer.
//! - `bias_correction`, bias correction: true or false; false unless given. Divides the averages by 1 − βᵗ (Optax, on
//!   request). Centered, v is then 0 at first.
//! - `initial_accumulator`, initial accumulator: a number in `[0, 1000000]`; 0 unless given. What the average of squared
//!   gradients starts at.
//!
//! Libraries: PyTorch adds ε outside the root, Keras and Optax inside. With momentum, PyTorch keeps the rate outside the
//! buffer, Keras and Optax inside. Only Optax can correct the bias.
//!
//! Reference: T. Tieleman and G. Hinton, Lecture 6.5 - RMSProp, Neural Networks for Machine Learning, 2012; A. Graves,
//! Generating Sequences With Recurrent Neural Networks, 2013 (centered).

use super::quantities::{ADAPTIVE_STEP, AVERAGE_SQUARE, BUFFER, EFFECTIVE_RATE, SECOND_CORRECTED, SECOND_USED};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, power, rate, switch};
use crate::catalog::{Args, Kind, Param, Range, Scale, told};
use lanes::Lanes;

#[derive(Clone, Copy)]
struct Rmsprop {
    beta: f64,
    eps: f64,
    inside: bool,
    centered: bool,
    bias_correction: bool,
    momentum: f64,
    nesterov: bool,
    lr_outside: bool,
    initial: f64,
    /// Of v as the root has it, and of what momentum keeps.
    names: [&'static Quantity; 2],
}

static MEAN: Quantity = Quantity::of("a", r"\bar g", "average gradient");
static PREVIOUS: Quantity = Quantity::part("previous_step", r"\mu\,\Delta\theta", "scaled previous step");
/// With the rate outside the buffer.
static OLD_BUFFER: Quantity = Quantity::part("momentum_step", r"-\eta\mu\, m_{t-1}", "momentum step");
/// With Nesterov: the buffer as it is now, with the rate outside it, or inside.
static BUFFER_STEP: Quantity = Quantity::part("momentum_step", r"-\eta\mu m", "momentum step");
static INSIDE_STEP: Quantity = Quantity::part("momentum_step", r"-\mu m", "momentum step");

impl Rmsprop {
    fn of(args: &Args) -> Self {
        let (centered, bias_correction) = (args.flag("centered"), args.flag("bias_correction"));
        let nesterov = args.flag("nesterov");
        let lr_outside = args.choice("momentum_form") == "lr_outside";
        let second = if bias_correction && !centered { &SECOND_CORRECTED } else { &SECOND_USED };
        let kept = match (nesterov, lr_outside) {
            (true, true) => &BUFFER_STEP,
            (true, false) => &INSIDE_STEP,
            (false, true) => &OLD_BUFFER,
            (false, false) => &PREVIOUS,
        };
        Rmsprop {
            names: [second, kept],
            beta: args.real("beta"),
            eps: args.real("eps"),
            inside: args.choice("eps_placement") == "inside",
            centered,
            bias_correction,
            momentum: args.real("momentum"),
            nesterov,
            lr_outside,
            initial: args.real("initial_accumulator"),
        }
    }
}

impl Rule<3, 8> for Rmsprop {
    const STATE: [&'static Quantity; 3] = [&AVERAGE_SQUARE, &MEAN, &BUFFER];

    fn initial(&self) -> [f64; 3] {
        [self.initial, 0.0, 0.0]
    }

    fn scalars(&self) -> &[f64] {
        &[1.0] // βᵗ
    }

    /// Without momentum and mean, two columns of the state need not be read.
    const HAS_PLAIN: bool = true;

    fn is_plain(&self) -> bool {
        self.momentum == 0.0 && !self.centered
    }

    fn resume(&self, t: u64, scalars: &mut [f64]) {
        power::anew(scalars, &[self.beta], t);
    }

    fn cycled(&self, momentum: f64, _t: u64, _: &mut [f64]) -> Option<Self> {
        Some(Rmsprop { momentum, ..*self })
    }

    /// β, 1−β, the correction, ε under the root, ε outside it, μ, the rate inside the buffer, the rate outside it.
    fn coefficients(&self, _t: u64, lr: f64, scalars: &mut [f64]) -> [f64; 8] {
        power::advance(&mut scalars[0], self.beta);
        let correction = if self.bias_correction { 1.0 / (1.0 - scalars[0]) } else { 1.0 };
        let (under, outside) = if self.inside { (self.eps, 0.0) } else { (0.0, self.eps) };
        let (rate_in, rate_out) = if self.lr_outside { (1.0, lr) } else { (lr, 1.0) };
        [self.beta, 1.0 - self.beta, correction, under, outside, self.momentum, rate_in, rate_out]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 8], p: L, g: L, s: &mut [L; 3], notes: &mut N) -> L {
        let [beta, rest, correction, under, outside, mu, rate_in, rate_out] = *c;
        let [v, a, m] = s;
        *v = beta * *v + rest * (g * g);
        let mut v_hat = *v * correction;
        if self.centered && !N::PLAIN {
            *a = beta * *a + rest * g;
            let mean = *a * correction;
            v_hat = v_hat - mean * mean;
        }
        let root = (v_hat + under).sqrt() + outside;
        let u = rate_in * (g / root);
        notes.note(self.names[0], v_hat);
        notes.note(&EFFECTIVE_RATE, rate_in * rate_out / root);
        let carried = if N::PLAIN { L::lit(0.0) } else { mu * *m };
        *m = carried + u;
        let (kept, by) = if self.nesterov && !N::PLAIN { (mu * *m, u + mu * *m) } else { (carried, *m) };
        notes.note(self.names[1], -(rate_out * kept));
        notes.note(&ADAPTIVE_STEP, -(rate_out * u));
        p - rate_out * by
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "rmsprop",
    name: "RMSprop",
    family: "Adaptive rates",
    doc: "Adagrad that forgets: a moving average of squared gradients keeps the rate alive on long runs.",
    formula: r"v_t = \beta v_{t-1} + (1-\beta)\, g_t^2,\qquad \theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{v_t} + \varepsilon}\, g_t",
    differs: "PyTorch adds ε outside the root, Keras and Optax inside. With momentum, PyTorch keeps the rate outside \
              the buffer, Keras and Optax inside. Only Optax can correct the bias.",
    reference: "T. Tieleman and G. Hinton, Lecture 6.5 - RMSProp, Neural Networks for Machine Learning, 2012; \
                A. Graves, Generating Sequences With Recurrent Neural Networks, 2013 (centered)",
    params: params![
        rate(0.01),
        decay("beta", r"\beta", "decay of the squared gradients", 0.9),
        epsilon(1e-8),
        super::adam::eps_placement_two(&[
            ("outside", told("√v + ε (PyTorch)")),
            ("inside", told("√(v + ε) (Keras, Optax, lectures)")),
        ]),
        switch("centered", "centered", false, "Takes v − a² for v, with a the average gradient."),
        Param {
            key: "momentum",
            symbol: r"\mu",
            name: "momentum",
            kind: Kind::Real { default: Some(0.0), range: crate::catalog::DECAY, scale: Scale::Linear },
            doc: "Momentum on the scaled gradient u: m = μm + u, W = W − ηm, if the rate is not inside.",
        },
        super::trust::AGAIN,
        Param {
            key: "momentum_form",
            symbol: "",
            name: "place of the rate",
            kind: Kind::Choice {
                default: "lr_outside",
                options: &[
                    ("lr_outside", told("m = μm + u, W = W − ηm (PyTorch)")),
                    ("lr_inside", told("m = μm + ηu, W = W − m (Keras, Optax)")),
                ],
            },
            doc: "Whether the rate stands outside or inside the momentum buffer.",
        },
        switch(
            "bias_correction",
            "bias correction",
            false,
            "Divides the averages by 1 − βᵗ (Optax, on request). Centered, v is then 0 at first."
        ),
        Param {
            key: "initial_accumulator",
            symbol: "v_0",
            name: "initial accumulator",
            kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e6), scale: Scale::Log },
            doc: "What the average of squared gradients starts at.",
        },
    ],
    build: |args| Box::new(Elementwise::new(Rmsprop::of(args), args)),
};
