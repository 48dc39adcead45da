//! Momentum in the conventions that lectures and libraries use, as one law.
//!
//! `heavy_ball`: d ← βd − ηg, θ ← θ + d. `lr_inside`: m ← βm + ηg, θ ← θ − m. `lr_outside` (PyTorch, Optax):
//! m ← βm + g, θ ← θ − ηm. `ema`: m ← βm + (1−β)g, θ ← θ − ηm, on request divided by 1 − βᵗ. The first two are the same
//! path with the sign of the buffer turned; the third differs from them only while η changes; the last is the third
//! with η/(1−β) for η.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("momentum", &[("lr", 0.1), ("beta", 0.9)], 2).unwrap(); // 0.8, and then 0.9·(−0.2) − 0.1·1.6 = −0.34
//! assert!((theta - 0.46).abs() < 1e-12);
//! ```
//!
//! # `momentum`
//!
//! Cost: 1 number per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `beta`, momentum: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept at each step.
//! - `form`, convention: `heavy_ball` (ΔW = βΔW − ηg, W = W + ΔW), `lr_inside` (m = βm + ηg, W = W − m (Keras)),
//!   `lr_outside` (m = βm + g, W = W − ηm (PyTorch, Optax)), `ema` (m = βm + (1−β)g, W = W − ηm); `heavy_ball` unless given.
//!   Where the rate stands, and whether the gradient is averaged or summed.
//! - `bias_correction`, bias correction: true or false; false unless given. With the ema form: divides the average by 1 −
//!   βᵗ.
//! - `dampening`, dampening: a number in `[0, 1]`; 0 unless given. Takes 1 − τ of each gradient from the second step on,
//!   where there is a momentum that is no average.
//!
//! Libraries: Keras keeps the rate inside the buffer (lr_inside), PyTorch and Optax outside (lr_outside); the paths part
//! only when the rate changes. PyTorch ignores dampening in the first step.
//!
//! Reference: B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964.

use super::quantities::{
    AVERAGED_STEP, BUFFER, CORRECTED_AVERAGED_STEP, CORRECTED_OLD_STEP, DAMPENED_STEP, GRADIENT_STEP, OLD_BUFFER_STEP,
    PREVIOUS_STEP,
};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, params, power, rate, switch};
use crate::catalog::{Args, Kind, Param, Range, Scale, told};
use lanes::Lanes;

#[derive(Clone, Copy, PartialEq)]
enum Form {
    HeavyBall,
    LrInside,
    LrOutside,
    Ema,
}

#[derive(Clone, Copy)]
struct Momentum {
    form: Form,
    beta: f64,
    dampening: f64,
    bias_correction: bool,
    /// Of the two parts of a step.
    names: [&'static Quantity; 2],
}

impl Momentum {
    fn of(args: &Args) -> Self {
        let form = match args.choice("form") {
            "heavy_ball" => Form::HeavyBall,
            "lr_inside" => Form::LrInside,
            "lr_outside" => Form::LrOutside,
            _ => Form::Ema,
        };
        let (beta, dampening) = (args.real("beta"), args.real("dampening"));
        let bias_correction = form == Form::Ema && args.flag("bias_correction");
        let fresh = if dampening == 0.0 || beta == 0.0 { &GRADIENT_STEP } else { &DAMPENED_STEP };
        let names = match form {
            Form::HeavyBall | Form::LrInside => [&PREVIOUS_STEP, fresh],
            Form::LrOutside => [&OLD_BUFFER_STEP, fresh],
            Form::Ema if bias_correction => [&CORRECTED_OLD_STEP, &CORRECTED_AVERAGED_STEP],
            Form::Ema => [&OLD_BUFFER_STEP, &AVERAGED_STEP],
        };
        Momentum { form, beta, dampening, bias_correction, names }
    }
}

impl Rule<1, 3> for Momentum {
    const STATE: [&'static Quantity; 1] = [&BUFFER];

    fn scalars(&self) -> &[f64] {
        &[1.0] // βᵗ
    }

    fn resume(&self, t: u64, scalars: &mut [f64]) {
        power::anew(scalars, &[self.beta], t);
    }

    fn cycled(&self, beta: f64, t: u64, scalars: &mut [f64]) -> Option<Self> {
        scalars[0] = lanes::math::pow(beta, t as f64);
        Some(Momentum { beta, ..*self })
    }

    /// β; the factor of the gradient on its way into the buffer; the factor of the buffer on its way into θ.
    fn coefficients(&self, t: u64, lr: f64, scalars: &mut [f64]) -> [f64; 3] {
        power::advance(&mut scalars[0], self.beta);
        // Without a momentum there is nothing to dampen, as PyTorch has it.
        let fresh = if t == 0 || self.beta == 0.0 { 1.0 } else { 1.0 - self.dampening };
        match self.form {
            Form::HeavyBall => [self.beta, -(lr * fresh), 1.0],
            Form::LrInside => [self.beta, lr * fresh, -1.0],
            Form::LrOutside => [self.beta, fresh, -lr],
            Form::Ema => {
                let correction = if self.bias_correction { 1.0 - scalars[0] } else { 1.0 };
                [self.beta, 1.0 - self.beta, -lr / correction]
            }
        }
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 3], p: L, g: L, [m]: &mut [L; 1], notes: &mut N) -> L {
        let [beta, fresh, out] = *c;
        notes.note(self.names[0], beta * *m * out);
        notes.note(self.names[1], fresh * g * out);
        *m = beta * *m + fresh * g;
        p + out * *m
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "momentum",
    name: "Momentum",
    family: "Momentum",
    doc: "Adds a decaying sum of past steps: fast along a ravine, damped across it, able to roll over small hills.",
    formula: r"\Delta\theta_t = \beta\,\Delta\theta_{t-1} - \eta\, g_t,\qquad \theta_{t+1} = \theta_t + \Delta\theta_t",
    differs: "Keras keeps the rate inside the buffer (lr_inside), PyTorch and Optax outside (lr_outside); the paths \
              part only when the rate changes. PyTorch ignores dampening in the first step.",
    reference: "B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
    params: params![
        rate(0.01),
        decay("beta", r"\beta", "momentum", 0.9),
        Param {
            key: "form",
            symbol: "",
            name: "convention",
            kind: Kind::Choice {
                default: "heavy_ball",
                options: &[
                    ("heavy_ball", told("ΔW = βΔW − ηg, W = W + ΔW")),
                    ("lr_inside", told("m = βm + ηg, W = W − m (Keras)")),
                    ("lr_outside", told("m = βm + g, W = W − ηm (PyTorch, Optax)")),
                    ("ema", told("m = βm + (1−β)g, W = W − ηm")),
                ],
            },
            doc: "Where the rate stands, and whether the gradient is averaged or summed.",
        },
        switch("bias_correction", "bias correction", false, "With the ema form: divides the average by 1 − βᵗ."),
        Param {
            key: "dampening",
            symbol: r"\tau",
            name: "dampening",
            kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1.0), scale: Scale::Linear },
            doc: "Takes 1 − τ of each gradient from the second step on, where there is a momentum that is no average.",
        },
    ],
    build: |args| Box::new(Elementwise::new(Momentum::of(args), args)),
};
