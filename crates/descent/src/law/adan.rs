//! Adan: Adam with Nesterov's idea as a moment of its own, the average change of the gradient.
//!
//! d = g − g_prev (0 at first), m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)d, n ← β₃n + (1−β₃)(g + (1−β₂)d)²,
//! θ ← θ − η(m̂ + (1−β₂)v̂)/(√(n̂ + ε_root) + ε). The β are what an average keeps; the paper's are 1 − β.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adan", &[("lr", 0.1)], 1).unwrap(); // the first update knows no change of g: 2/√4
//! assert!((theta - 0.9).abs() < 1e-8);
//! ```
//!
//! # `adan`
//!
//! Cost: 4 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.001 unless given. How far one update goes.
//! - `beta1`, decay of the average gradient: a number in `[0, 1)`; 0.98 unless given. The share of the old average that is
//!   kept at each step.
//! - `beta2`, decay of its average change: a number in `[0, 1)`; 0.92 unless given. The share of the old average that is
//!   kept at each step.
//! - `beta3`, decay of the second moment: a number in `[0, 1)`; 0.99 unless given. The share of the old average that is kept
//!   at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//! - `eps_root`, epsilon under the root: a number in `[0, 1]`; 0 unless given. Added under the root as well (Optax).
//!
//! Libraries: Only Optax has it; its β are the shares that averages keep, as everywhere here, the paper's are 1 − β. The
//! paper shrinks θ by the factor 1/(1 + ηλ), Optax by 1 − ηλ.
//!
//! Reference: X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep
//! Models, 2022.

use super::adam::EPS_ROOT;
use super::quantities::{AVERAGE_GRADIENT, EFFECTIVE_RATE, PREVIOUS_GRADIENT};
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, decay, epsilon, params, power, rate};
use lanes::Lanes;

struct Adan {
    beta: [f64; 3],
    eps: f64,
    eps_root: f64,
}

static V: Quantity = Quantity::of("v", "v", "average change of the gradient");
static SECOND: Quantity = Quantity::of("n", "n", "second moment");
static GRADIENT: Quantity =
    Quantity::part("gradient_step", r"-\eta_{\text{eff}}\,\hat m", "step of the average gradient");
static CHANGE: Quantity =
    Quantity::part("change_step", r"-\eta_{\text{eff}}(1-\beta_2)\,\hat v", "step of its average change");

impl Rule<4, 13> for Adan {
    const STATE: [&'static Quantity; 4] = [&AVERAGE_GRADIENT, &V, &SECOND, &PREVIOUS_GRADIENT];

    fn scalars(&self) -> &[f64] {
        &[1.0, 1.0, 1.0] // β₁ᵗ, β₂ᵗ, β₃ᵗ
    }

    fn resume(&self, t: u64, products: &mut [f64]) {
        power::anew(products, &self.beta, t);
    }

    /// The β and 1 − β, whether there is a previous gradient, the three corrections, ε_root, ε, η.
    fn coefficients(&self, t: u64, lr: f64, products: &mut [f64]) -> [f64; 13] {
        let [b1, b2, b3] = self.beta;
        let there = if t == 0 { 0.0 } else { 1.0 };
        products.iter_mut().zip(self.beta).for_each(|(power, beta)| power::advance(power, beta));
        let hat = |product: f64| 1.0 / (1.0 - product);
        let (c1, c2, c3) = (hat(products[0]), (1.0 - b2) * hat(products[1]), hat(products[2]));
        [b1, 1.0 - b1, b2, 1.0 - b2, b3, 1.0 - b3, there, c1, c2, c3, self.eps_root, self.eps, lr]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 13], p: L, g: L, s: &mut [L; 4], notes: &mut N) -> L {
        let [b1, r1, b2, r2, b3, r3, there, c1, c2, c3, eps_root, eps, lr] = *c;
        let [m, v, n, previous] = s;
        let change = there * (g - *previous);
        *m = b1 * *m + r1 * g;
        *v = b2 * *v + r2 * change;
        *n = b3 * *n + r3 * (g + r2 * change).sq();
        *previous = g;
        let rate = lr / ((c3 * *n + eps_root).sqrt() + eps);
        let (along, turn) = (rate * (c1 * *m), rate * (c2 * *v));
        notes.note(&EFFECTIVE_RATE, rate);
        notes.note(&GRADIENT, -along);
        notes.note(&CHANGE, -turn);
        p - (along + turn)
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adan",
    name: "Adan",
    family: "Adaptive moments",
    doc: "Adam that also averages how the gradient changes, and steps as if it had changed once more. Four numbers per parameter.",
    formula: r"g_0 := g_1,\quad m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t,\quad v_t = \beta_2 v_{t-1} + (1-\beta_2)(g_t - g_{t-1}),\quad n_t = \beta_3 n_{t-1} + (1-\beta_3)\bigl(g_t + (1-\beta_2)(g_t - g_{t-1})\bigr)^2,\quad \theta_{t+1} = \theta_t - \eta\,\frac{\hat m_t + (1-\beta_2)\hat v_t}{\sqrt{\hat n_t + \varepsilon_{\text{root}}} + \varepsilon}",
    differs: "Only Optax has it; its β are the shares that averages keep, as everywhere here, the paper's are 1 − β. The paper \
              shrinks θ by the factor 1/(1 + ηλ), Optax by 1 − ηλ.",
    reference: "X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep \
                Models, 2022",
    params: params![
        rate(0.001),
        decay("beta1", r"\beta_1", "decay of the average gradient", 0.98),
        decay("beta2", r"\beta_2", "decay of its average change", 0.92),
        decay("beta3", r"\beta_3", "decay of the second moment", 0.99),
        epsilon(1e-8),
        EPS_ROOT,
    ],
    build: |args| {
        let rule = Adan {
            beta: [args.real("beta1"), args.real("beta2"), args.real("beta3")],
            eps: args.real("eps"),
            eps_root: args.real("eps_root"),
        };
        Box::new(Elementwise::new(rule, args))
    },
};
