//! Adam: one law for every place of ε, with and without bias correction, AMSGrad, Nesterov, rectification.
//!
//! m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), θ ← θ − η·m̂/(√v̂ + ε). It is computed by
//! `moments`, in every convention; here are its scalars, with the running products βᵗ in f64, AMSGrad's maximum,
//! the parameters that the family shares, and the row.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adam", &[("lr", 0.1)], 1).unwrap(); // m̂ = 2 and v̂ = 4, so that the first step is η
//! assert!((theta - 0.9).abs() < 1e-8);
//! let theta = example("adam", &[("lr", 0.1), ("beta1", 0.0), ("beta2", 0.0)], 2).unwrap(); // without averages it is the sign: twice η
//! assert!((theta - 0.8).abs() < 1e-8);
//! ```
//!
//! # `adam`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_placement`, place of ε: `outside` (√v̂ + ε (PyTorch, Optax)), `inside` (√(v̂ + ε)), `uncorrected` ((√v + ε)/√(1 −
//!   β₂ᵗ) (Keras)); `outside` unless given. Whether ε is added to the corrected root, under it, or to the uncorrected root.
//! - `bias_correction`, bias correction: true or false; true unless given. Divides the averages by 1 − βᵗ, as they start at
//!   zero.
//! - `amsgrad`, AMSGrad: true or false; false unless given. Takes the largest v (or v̂) so far, so that the rate never rises
//!   again.
//! - `amsgrad_max`, maximum of: `uncorrected` (the second moment before its correction (PyTorch, Keras)), `corrected` (the
//!   second moment after its correction (Optax)); `uncorrected` unless given. With AMSGrad: which second moment the maximum
//!   is taken of.
//! - `nesterov`, Nesterov form: true or false; false unless given. Takes β₁m + (1 − β₁)g for m, with m corrected as one step
//!   later (Nadam with constant β₁).
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 0 unless given. Added under the root as well (Optax).
//!
//! Libraries: PyTorch and Optax add ε after the correction, Keras before it. PyTorch's weight_decay is coupled (AdamW:
//! decoupled), Keras' is decoupled. AMSGrad takes the maximum before the correction in PyTorch and Keras, after it in Optax.
//!
//! Reference: D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015; S. Reddi, S. Kale, S. Kumar, On the
//! Convergence of Adam and Beyond, 2018; I. Loshchilov and F. Hutter, Decoupled Weight Decay, 2019.

use super::moments::{Coefficients, Moments, Placement, Second, V_MAX, recurrence};
use super::quantities::{FIRST_MOMENT, SECOND_MOMENT};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, power, rate, switch};
use crate::catalog::{EPSILON, Kind, Param, Scale, told};
use lanes::Lanes;

/// Adam's own scalars. The moments come first, as in Nadam: so the loops of both are one and the same code.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Adam {
    pub(super) moments: Moments,
    pub(super) bias_correction: bool,
    pub(super) nesterov: bool,
    /// What m and v start at.
    pub(super) initial: [f64; 2],
    /// The least ρ at which the rate is rectified, and plain momentum below (RAdam).
    pub(super) rectify: Option<f64>,
    /// Whether a maximum is that of the corrected second moment (AMSGrad).
    pub(super) of_corrected: bool,
}

impl Adam {
    /// With bias correction, and everything else left off.
    pub(super) fn plain(moments: Moments) -> Self {
        Adam { moments, bias_correction: true, nesterov: false, initial: [0.0; 2], rectify: None, of_corrected: false }
    }

    /// The same with another β₁, whose power stands in the first product.
    fn with_beta1(&self, beta1: f64, t: u64, products: &mut [f64]) -> Self {
        products[0] = lanes::math::pow(beta1, t as f64);
        Adam { moments: Moments { beta1, ..self.moments }, ..*self }
    }

    fn scalars(&self, t: u64, lr: f64, products: &mut [f64]) -> Coefficients<f64> {
        let Moments { beta1, beta2, .. } = self.moments;
        power::advance(&mut products[0], beta1);
        power::advance(&mut products[1], beta2);
        let correct = |product: f64| if self.bias_correction { 1.0 - product } else { 1.0 };
        let (c1, c2) = (correct(products[0]), correct(products[1]));
        let (a, b) =
            if self.nesterov { (beta1 / correct(products[0] * beta1), (1.0 - beta1) / c1) } else { (1.0 / c1, 0.0) };
        let Some(threshold) = self.rectify else { return self.moments.coefficients(lr, a, b, c2, self.of_corrected) };
        match super::radam::rectification(beta2, (t + 1) as f64, products[1], threshold) {
            Some(factor) => self.moments.coefficients(lr * factor, a, b, c2, self.of_corrected),
            // √(0·v + 1) + 0 = 1: momentum alone.
            None => [beta1, 1.0 - beta1, beta2, 1.0 - beta2, lr, a, b, 0.0, 1.0, 0.0],
        }
    }
}

impl Rule<2, 10> for Adam {
    const STATE: [&'static Quantity; 2] = [&FIRST_MOMENT, &SECOND_MOMENT];

    fn initial(&self) -> [f64; 2] {
        self.initial
    }

    fn scalars(&self) -> &[f64] {
        &[1.0, 1.0] // β₁ᵗ, β₂ᵗ
    }

    fn resume(&self, t: u64, products: &mut [f64]) {
        power::anew(products, &[self.moments.beta1, self.moments.beta2], t);
    }

    fn cycled(&self, beta1: f64, t: u64, products: &mut [f64]) -> Option<Self> {
        Some(self.with_beta1(beta1, t, products))
    }

    fn coefficients(&self, t: u64, lr: f64, products: &mut [f64]) -> Coefficients<f64> {
        Adam::scalars(self, t, lr, products)
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &Coefficients<L>, p: L, g: L, s: &mut [L; 2], notes: &mut N) -> L {
        let [m, v] = s;
        recurrence(c, Second::Square, p, g, (m, v, None), self.moments.names, notes)
    }
}

/// Adam with another second moment than the averaged square (AdaBelief, Yogi): a rule of its own, so that the loop of Adam decides
/// nothing while it runs.
pub(super) struct Varied(pub(super) Adam);

impl Rule<2, 10> for Varied {
    const STATE: [&'static Quantity; 2] = [&FIRST_MOMENT, &SECOND_MOMENT];

    fn initial(&self) -> [f64; 2] {
        self.0.initial
    }

    fn scalars(&self) -> &[f64] {
        &[1.0, 1.0] // β₁ᵗ, β₂ᵗ
    }

    fn resume(&self, t: u64, products: &mut [f64]) {
        self.0.resume(t, products);
    }

    fn cycled(&self, beta1: f64, t: u64, products: &mut [f64]) -> Option<Self> {
        Some(Varied(self.0.with_beta1(beta1, t, products)))
    }

    fn coefficients(&self, t: u64, lr: f64, products: &mut [f64]) -> Coefficients<f64> {
        Adam::scalars(&self.0, t, lr, products)
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &Coefficients<L>, p: L, g: L, s: &mut [L; 2], notes: &mut N) -> L {
        let [m, v] = s;
        recurrence(c, self.0.moments.second, p, g, (m, v, None), self.0.moments.names, notes)
    }
}

/// Adam that divides by the largest second moment so far, before or after its correction.
struct Amsgrad(Adam);

impl Rule<3, 10> for Amsgrad {
    const STATE: [&'static Quantity; 3] = [&FIRST_MOMENT, &SECOND_MOMENT, &V_MAX];

    fn scalars(&self) -> &[f64] {
        &[1.0, 1.0] // β₁ᵗ, β₂ᵗ
    }

    fn resume(&self, t: u64, products: &mut [f64]) {
        self.0.resume(t, products);
    }

    fn cycled(&self, beta1: f64, t: u64, products: &mut [f64]) -> Option<Self> {
        Some(Amsgrad(self.0.with_beta1(beta1, t, products)))
    }

    fn coefficients(&self, t: u64, lr: f64, products: &mut [f64]) -> Coefficients<f64> {
        self.0.scalars(t, lr, products)
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &Coefficients<L>, p: L, g: L, s: &mut [L; 3], notes: &mut N) -> L {
        let [m, v, largest] = s;
        let Adam { moments, of_corrected, .. } = &self.0;
        recurrence(c, Second::Square, p, g, (m, v, Some((largest, *of_corrected))), moments.names, notes)
    }
}

/// Where ε stands, for laws without bias correction.
pub(super) const fn eps_placement_two(options: &'static [(&'static str, &'static str)]) -> Param {
    Param {
        key: "eps_placement",
        symbol: "",
        name: "place of ε",
        kind: Kind::Choice { default: "outside", options },
        doc: "Whether ε is added to the root or under it.",
    }
}

/// Where ε stands, for laws with bias correction; the libraries are not of one mind from law to law.
pub(super) const fn eps_placement(options: &'static [(&'static str, &'static str)]) -> Param {
    Param {
        doc: "Whether ε is added to the corrected root, under it, or to the uncorrected root.",
        ..eps_placement_two(options)
    }
}

/// ε_root, Optax's second epsilon.
pub(super) const EPS_ROOT: Param = Param {
    key: "eps_root",
    symbol: r"\varepsilon_{\text{root}}",
    name: "epsilon under the root",
    kind: Kind::Real { default: Some(0.0), range: EPSILON, scale: Scale::Log },
    doc: "Added under the root as well (Optax).",
};

/// Nesterov's form of the first moment.
pub(super) const NESTEROV: Param = switch(
    "nesterov",
    "Nesterov form",
    false,
    "Takes β₁m + (1 − β₁)g for m, with m corrected as one step later (Nadam with constant β₁).",
);

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adam",
    name: "Adam",
    family: "Adaptive moments",
    doc: "Momentum over the root of a squared average, both corrected for their start: steps of about η everywhere.",
    formula: r"m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t,\quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2,\quad \theta_{t+1} = \theta_t - \eta\,\frac{m_t/(1-\beta_1^t)}{\sqrt{v_t/(1-\beta_2^t)} + \varepsilon}",
    differs: "PyTorch and Optax add ε after the correction, Keras before it. PyTorch's weight_decay is coupled (AdamW: \
              decoupled), Keras' is decoupled. AMSGrad takes the maximum before the correction in PyTorch and Keras, after it \
              in Optax.",
    reference: "D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015; S. Reddi, S. Kale, S. Kumar, \
                On the Convergence of Adam and Beyond, 2018; I. Loshchilov and F. Hutter, Decoupled Weight Decay, 2019",
    params: params![
        rate(0.001),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        epsilon(1e-8),
        eps_placement(&[
            ("outside", told("√v̂ + ε (PyTorch, Optax)")),
            ("inside", told("√(v̂ + ε)")),
            ("uncorrected", told("(√v + ε)/√(1 − β₂ᵗ) (Keras)")),
        ]),
        switch("bias_correction", "bias correction", true, "Divides the averages by 1 − βᵗ, as they start at zero."),
        switch("amsgrad", "AMSGrad", false, "Takes the largest v (or v̂) so far, so that the rate never rises again."),
        Param {
            key: "amsgrad_max",
            symbol: "",
            name: "maximum of",
            kind: Kind::Choice {
                default: "uncorrected",
                options: &[
                    ("uncorrected", told("the second moment before its correction (PyTorch, Keras)")),
                    ("corrected", told("the second moment after its correction (Optax)")),
                ],
            },
            doc: "With AMSGrad: which second moment the maximum is taken of.",
        },
        NESTEROV,
        EPS_ROOT,
    ],
    build: |args| {
        let (bias_correction, nesterov) = (args.flag("bias_correction"), args.flag("nesterov"));
        let amsgrad = args.flag("amsgrad");
        let moments = Moments::of(args, Placement::of(args));
        let moments = moments.corrected(bias_correction && !nesterov, bias_correction && !amsgrad);
        let of_corrected = amsgrad && args.choice("amsgrad_max") == "corrected";
        let adam = Adam { bias_correction, nesterov, of_corrected, ..Adam::plain(moments) };
        if amsgrad { Box::new(Elementwise::new(Amsgrad(adam), args)) } else { Box::new(Elementwise::new(adam, args)) }
    },
};
