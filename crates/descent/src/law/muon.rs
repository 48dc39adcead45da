//! Muon: momentum of a matrix with all its singular values set to about 1, so that no direction is left behind.
//!
//! m ← μm + g or μm + (1−μ)g, U = m or, with Nesterov, μm + g or μm + (1−μ)g once more, X = U/‖U‖ (the short side as rows),
//! O = Newton–Schulz(X), θ ← θ − η·s·O. The factor s makes steps of differently shaped matrices alike. A vector is a matrix of one row:
//! its step is the direction of its momentum.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("muon", &[("lr", 0.1)], 1).unwrap(); // five iterations of one number come to 0.6964, near 1
//! assert!((theta - 0.930_356_3).abs() < 1e-6);
//! ```
//!
//! # `muon`
//!
//! Cost: 4 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.02 unless given. How far one update goes.
//! - `momentum`, momentum: a number in `[0, 1)`; 0.95 unless given. The share of the old average that is kept at each step.
//! - `form`, momentum as: `sum` (M = μM + G, U = μM + G (Keras, the authors)), `ema` (M = μM + (1−μ)G (PyTorch)),
//!   `corrected_ema` (as ema, but U divides M by 1 − μᵗ⁺¹ and G by 1 − μᵗ, or M alone by 1 − μᵗ (Optax)); `ema` unless
//!   given. Whether gradients are summed or averaged.
//! - `nesterov`, Nesterov form: true or false; true unless given. Applies the momentum once more; without it U = M.
//! - `scale`, factor of the step: `tall` (√max(1, rows/cols) (PyTorch, the authors)), `wide` (√max(1, cols/rows) (Optax)),
//!   `rms` (rms_rate·√max(rows, cols) (Keras, PyTorch’s match_rms_adamw)), `none` (1 (Keras without rms_rate)); `tall`
//!   unless given. How the shape of the matrix scales the step.
//! - `rms_rate`, root mean square of a step: a number in `[0, 1000]`; 0.2 unless given. With scale = rms: about the root
//!   mean square of a step over η.
//! - `coefficients`, coefficients of the iteration: see the catalogue. One round takes a singular value σ to aσ + bσ³ + cσ⁵.
//! - `rounds`, rounds: a whole number in `[0, 99]`; 5 unless given. How often the iteration is applied.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-7 unless given. Keeps the division finite where the accumulator is small.
//! - `bfloat16`, half precision: true or false; false unless given. Rounds every sum of the iteration to bfloat16, and
//!   divides by max(‖U‖, ε) rather than ‖U‖ + ε (PyTorch).
//!
//! Libraries: Momentum is a sum in Keras, an average in PyTorch, a corrected average in Optax. s is √max(1, rows/cols) in
//! PyTorch, √max(1, cols/rows) in Optax, 0.2·√max(rows, cols) in Keras and PyTorch's match_rms_adamw. PyTorch iterates in
//! bfloat16. Vectors go to Adam in Keras and Optax and are refused by PyTorch; here they are matrices of one row.
//!
//! Reference: K. Jordan, Y. Jin, V. Boza, J. You, F. Cesista, L. Newhouse, J. Bernstein, Muon: An Optimizer for Hidden
//! Layers in Neural Networks, 2024; J. Liu et al., Muon is Scalable for LLM Training, 2025 (0.2·√max(rows, cols)).

use super::newton_schulz::{Iteration, room};
use super::whole::{At, Direct, Whole, axpy, blend};
use super::{OptimizerRow, Quantity, decay, epsilon, params, power, rate, switch};
use crate::catalog::{Args, Kind, Param, Range, Scale, told};
use crate::objective::Shape;
use lanes::{Real, reduce};

#[derive(Clone, Copy, PartialEq)]
enum Sized {
    Tall,
    Wide,
    Rms,
    Plain,
}

struct Muon {
    momentum: f64,
    ema: bool,
    corrected: bool,
    nesterov: bool,
    eps: f64,
    iteration: Iteration,
    sized: Sized,
    rms: f64,
}

static M: Quantity = Quantity::of("m", "m", "momentum of the matrix");
static U: Quantity = Quantity::of("u", "U", "matrix to be orthogonalised");
static O: Quantity = Quantity::of("o", "O", "orthogonalised momentum");
static STEP: Quantity = Quantity::part("orthogonal_step", r"-\eta s O", "orthogonal step");

impl Muon {
    fn of(args: &Args) -> Self {
        let coefficients = args.reals("coefficients");
        let form = args.choice("form");
        Muon {
            momentum: args.real("momentum"),
            ema: form != "sum",
            corrected: form == "corrected_ema",
            nesterov: args.flag("nesterov"),
            eps: args.real("eps"),
            iteration: Iteration {
                coefficients: [coefficients[0], coefficients[1], coefficients[2]],
                rounds: args.int("rounds") as usize,
                half: args.flag("bfloat16"),
            },
            sized: match args.choice("scale") {
                "tall" => Sized::Tall,
                "wide" => Sized::Wide,
                "rms" => Sized::Rms,
                _ => Sized::Plain,
            },
            rms: args.real("rms_rate"),
        }
    }

    fn scale(&self, shape: Shape) -> f64 {
        let (rows, cols) = (shape.rows as f64, shape.cols as f64);
        match self.sized {
            Sized::Tall => (rows / cols).max(1.0).sqrt(),
            Sized::Wide => (cols / rows).max(1.0).sqrt(),
            Sized::Rms => self.rms * rows.max(cols).sqrt(),
            Sized::Plain => 1.0,
        }
    }
}

impl Whole for Muon {
    const STATE: &'static [&'static Quantity] = &[&M];

    /// X and what the iteration needs.
    fn room(&self, shape: Shape) -> usize {
        shape.len() + room(shape.rows.min(shape.cols), shape.rows.max(shape.cols))
    }

    fn scalars(&self) -> &[f64] {
        &[1.0] // μᵗ
    }

    fn resume(&self, t: u64, scalars: &mut [f64]) {
        power::anew(scalars, &[self.momentum], t);
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, shape, p, g, cells, scalars, mut notes, .. } = at;
        let n = p.len();
        let (m, rest) = cells.split_at_mut(n);
        let (x, scratch) = rest.split_at_mut(n);
        let mu = at.momentum.unwrap_or(self.momentum);
        let fresh = if self.ema { 1.0 - mu } else { 1.0 };
        blend(m, mu, fresh, g);
        power::advance(&mut scalars[0], mu);
        let hat = |product: f64| if self.corrected { 1.0 / (1.0 - product) } else { 1.0 };
        if self.nesterov {
            blend(g, fresh * hat(scalars[0]), mu * hat(scalars[0] * mu), m);
        } else {
            g.fill(T::ZERO);
            axpy(g, hat(scalars[0]), m);
        }
        notes.column(&U, g, 1.0);

        let tall = shape.rows > shape.cols;
        let turned = |k: usize| if tall { k % shape.rows * shape.cols + k / shape.rows } else { k };
        for (k, x) in x.iter_mut().enumerate() {
            *x = self.iteration.round(g[turned(k)]);
        }
        let norm = self.iteration.round(T::from_f64(reduce::norm(x))).to_f64();
        // PyTorch, which alone rounds, bounds the norm from below; the others add ε to it.
        let divisor = T::from_f64(if self.iteration.half { norm.max(self.eps) } else { norm + self.eps });
        for x in &mut *x {
            *x = if divisor > T::ZERO { self.iteration.round(*x / divisor) } else { T::ZERO };
        }
        self.iteration.run(x, shape.rows.max(shape.cols), scratch);
        for (k, x) in x.iter().enumerate() {
            g[turned(k)] = *x;
        }
        let step = -(lr * self.scale(shape));
        notes.column(&O, g, 1.0);
        notes.column(&STEP, g, step);
        axpy(p, step, g);
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
    id: "muon",
    name: "Muon",
    family: "Matrices",
    doc: "Steepest descent in the spectral norm, with momentum: every singular direction of a matrix moves equally far. One number per \
          parameter, and five rounds of matrix products per step.",
    formula: r"M_t = \mu M_{t-1} + (1-\mu) G_t,\quad U_t = \mu M_t + (1-\mu) G_t,\quad X = \frac{U_t}{\lVert U_t\rVert_F},\quad X \leftarrow aX + (bXX^{\top} + c(XX^{\top})^2)X\ \text{ five times},\quad \theta_{t+1} = \theta_t - \eta\, s\, X,\quad s = \sqrt{\max(1, m/n)},\quad G_t : m\times n",
    differs: "Momentum is a sum in Keras, an average in PyTorch, a corrected average in Optax. s is √max(1, rows/cols) in PyTorch, \
              √max(1, cols/rows) in Optax, 0.2·√max(rows, cols) in Keras and PyTorch's match_rms_adamw. PyTorch iterates in \
              bfloat16. Vectors go to Adam in Keras and Optax and are refused by PyTorch; here they are matrices of one row.",
    reference: "K. Jordan, Y. Jin, V. Boza, J. You, F. Cesista, L. Newhouse, J. Bernstein, Muon: An Optimizer for Hidden Layers in \
                Neural Networks, 2024; J. Liu et al., Muon is Scalable for LLM Training, 2025 (0.2·√max(rows, cols))",
    params: params![
        rate(0.02),
        decay("momentum", r"\mu", "momentum", 0.95),
        choice(
            "form",
            "momentum as",
            "ema",
            &[
                ("sum", told("M = μM + G, U = μM + G (Keras, the authors)")),
                ("ema", told("M = μM + (1−μ)G (PyTorch)")),
                (
                    "corrected_ema",
                    told("as ema, but U divides M by 1 − μᵗ⁺¹ and G by 1 − μᵗ, or M alone by 1 − μᵗ (Optax)"),
                ),
            ],
            "Whether gradients are summed or averaged.",
        ),
        switch("nesterov", "Nesterov form", true, "Applies the momentum once more; without it U = M."),
        choice(
            "scale",
            "factor of the step",
            "tall",
            &[
                ("tall", told("√max(1, rows/cols) (PyTorch, the authors)")),
                ("wide", told("√max(1, cols/rows) (Optax)")),
                ("rms", told("rms_rate·√max(rows, cols) (Keras, PyTorch’s match_rms_adamw)")),
                ("none", told("1 (Keras without rms_rate)")),
            ],
            "How the shape of the matrix scales the step.",
        ),
        Param {
            key: "rms_rate",
            symbol: "",
            name: "root mean square of a step",
            kind: Kind::Real { default: Some(0.2), range: Range::closed(0.0, 1e3), scale: Scale::Log },
            doc: "With scale = rms: about the root mean square of a step over η.",
        },
        Param {
            key: "coefficients",
            symbol: "a, b, c",
            name: "coefficients of the iteration",
            // The quintic with the steepest slope at 0 that stays within 0.7 and 1.2 (Jordan et al.).
            kind: Kind::Reals {
                default: Some(&[3.4445, -4.775, 2.0315]),
                range: Range::closed(-100.0, 100.0),
                min_len: 3,
                max_len: 3,
            },
            doc: "One round takes a singular value σ to aσ + bσ³ + cσ⁵.",
        },
        Param {
            key: "rounds",
            symbol: "",
            name: "rounds",
            kind: Kind::Int { default: Some(5), min: 0, max: 99 },
            doc: "How often the iteration is applied.",
        },
        epsilon(1e-7),
        switch(
            "bfloat16",
            "half precision",
            false,
            "Rounds every sum of the iteration to bfloat16, and divides by max(‖U‖, ε) rather than ‖U‖ + ε (PyTorch)."
        ),
    ],
    build: |args| Box::new(Direct::new(Muon::of(args), args)),
};
