//! Adafactor: Adam's second moment from its row and column sums alone, steps relative to the size of the parameters.
//!
//! With t counted from 1 and w = t^−κ: the second moment moves by the share w towards g². Of a matrix only the row means r and
//! the column means c are kept, and V = rc/mean(r). u = g/√V, u ← u/max(1, RMS(u)/d), θ ← θ − αu with α = ρ·max(ε₂, RMS(θ)),
//! ρ = min(η, 1/√t) or η. ε₁ is added to g² (the paper, Keras, Optax), or V is kept above ε₁² (PyTorch). A vector keeps all
//! of V. Row means go through the reduction tree, column means add up rows from the first to the last.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("adafactor", &[("lr", 0.1)], 1).unwrap(); // α = 0.1·RMS(θ) = 0.1, u = 2/√4
//! assert!((theta - 0.9).abs() < 1e-8);
//! ```
//!
//! # `adafactor`
//!
//! Cost: 5 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `decay_power`, power of the decay: a number in `[0, 10]`; 0.8 unless given. The newest gradient counts t to the power
//!   −κ.
//! - `decay_offset`, offset of the decay’s clock: a number in `[0, 1000000000]`; 0 unless given. By how many updates t is
//!   set back in the decay (Optax, for fine-tuning).
//! - `eps1`, first epsilon: a number in `[0, 1]`; off unless given. Keeps the second moment above 0; if absent, the machine
//!   epsilon.
//! - `eps2`, second epsilon: a number in `[0, 1000000]`; 0.001 unless given. The least size that θ counts as.
//! - `form`, use of ε₁: `added` (added to g²; decoupled decay before RMS(θ) (the paper, Keras, Optax)), `floor` (V kept
//!   above ε₁²; decoupled decay after RMS(θ) (PyTorch)); `added` unless given. How ε₁ acts.
//! - `clip`, largest root mean square of u: a number in `(0, 1e300]`; 1 unless given. Scales u down where it is larger.
//! - `relative_step`, bounded rate: true or false; true unless given. Bounds the rate by 1/√t.
//! - `relative_size`, relative size: true or false; true unless given. Multiplies the rate by the size of θ.
//! - `least_side`, least side of a factored matrix: a whole number in `[0, 1000000]`; 2 unless given. Matrices with a
//!   smaller side keep all of V, as vectors do.
//! - `momentum`, momentum: a number in `[0, 1)`; 0 unless given. Averages the steps: μ of the last, 1 − μ of this.
//!
//! Libraries: Keras and Optax add ε₁ to g² as the paper does; PyTorch keeps V above ε₁² and shrinks θ after its size was
//! taken (form = floor). PyTorch and Keras bound the rate by 1/√t, Optax does not. Optax factors only matrices with sides of
//! at least 128. Optax' weight_decay_rate, which η does not multiply, is not offered.
//!
//! Reference: N. Shazeer and M. Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, 2018.

use super::decay::{Common, SHRINK};
use super::whole::{At, Direct, Whole, axpy, blend, shrink};
use super::{OptimizerRow, Quantity, params, rate, switch};
use crate::catalog::{Args, DECAY, EPSILON, Kind, Param, Range, Scale, told};
use crate::objective::Shape;
use lanes::{Real, Scalar, math, reduce};

struct Adafactor {
    power: f64,
    /// None: the machine epsilon.
    eps1: Option<f64>,
    eps2: f64,
    clip: f64,
    relative_step: bool,
    relative_size: bool,
    floor: bool,
    least_side: usize,
    momentum: f64,
    lambda: f64,
    /// Updates skipped by the decay's clock.
    offset: f64,
}

static M: Quantity = Quantity::of("m", "m", "average step");
static SECOND: Quantity = Quantity::of("v", "V", "second moment, as put together");
static SIZE: Quantity = Quantity::of("size", r"\operatorname{RMS}(\theta)", "size of the parameters");
static RATE: Quantity = Quantity::of("alpha", r"\alpha", "rate of the step");
static STEP: Quantity = Quantity::part("adaptive_step", "-m", "adaptive step");

/// The root of the mean square.
fn rms<T: Real>(x: &[T]) -> f64 {
    reduce::norm(x) / (x.len() as f64).sqrt()
}

impl Adafactor {
    fn of(args: &Args) -> Self {
        Adafactor {
            power: args.real("decay_power"),
            eps1: args.opt_real("eps1"),
            eps2: args.real("eps2"),
            clip: args.real("clip"),
            relative_step: args.flag("relative_step"),
            relative_size: args.flag("relative_size"),
            floor: args.choice("form") == "floor",
            least_side: args.int("least_side") as usize,
            momentum: args.real("momentum"),
            lambda: Common::of(args).decoupled(),
            offset: args.real("decay_offset"),
        }
    }

    fn factored(&self, shape: Shape) -> bool {
        shape.rows > 1 && shape.cols > 1 && shape.rows.min(shape.cols) >= self.least_side
    }
}

impl Whole for Adafactor {
    const STATE: &'static [&'static Quantity] = &[&M, &SECOND];
    const OWN_DECAY: bool = true;

    /// r, c, and room for squares.
    fn room(&self, shape: Shape) -> usize {
        shape.rows + shape.cols + shape.len()
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { t, lr, shape, p, g, cells, mut notes, .. } = at;
        let n = p.len();
        let (m, rest) = cells.split_at_mut(n);
        let (v, rest) = rest.split_at_mut(n);
        let (rows, rest) = rest.split_at_mut(shape.rows);
        let (cols, squares) = rest.split_at_mut(shape.cols);
        let t = (t + 1) as f64;
        let share = math::pow((t - self.offset).max(1.0), -self.power);
        // 2⁻²³ and 2⁻⁵², as PyTorch's finfo.
        let eps1 = self.eps1.unwrap_or(if T::NAME == "f32" { f64::from(f32::EPSILON) } else { f64::EPSILON });
        let (added, least) = if self.floor { (0.0, eps1 * eps1) } else { (eps1, 0.0) };

        if !self.floor {
            shrink(p, lr * self.lambda, &SHRINK, &mut notes);
        }
        let size = rms(p);
        if self.floor {
            shrink(p, lr * self.lambda, &SHRINK, &mut notes);
        }

        let added = T::from_f64(added);
        for (to, g) in squares.iter_mut().zip(&*g) {
            *to = *g * *g + added;
        }
        if self.factored(shape) {
            factor(squares, rows, cols, share, v);
        } else {
            blend(v, 1.0 - share, share, squares);
        }
        let least = T::from_f64(least);
        for (g, v) in g.iter_mut().zip(&*v) {
            let second = if *v < least { least } else { *v };
            // Nothing has been seen yet: there is nothing to divide by.
            *g = if second > T::ZERO { *g / Scalar::sqrt(second) } else { T::ZERO };
        }

        let rho = if self.relative_step { lr.min(1.0 / t.sqrt()) } else { lr };
        let alpha = if self.relative_size { rho * size.max(self.eps2) } else { rho };
        let alpha = alpha / (rms(g) / self.clip).max(1.0);
        notes.scalar(&SIZE, size, n);
        notes.scalar(&RATE, alpha, n);
        blend(m, self.momentum, (1.0 - self.momentum) * alpha, g);
        notes.column(&STEP, m, -1.0);
        axpy(p, -1.0, m);
    }
}

/// Moves r and c by `share` towards the means of the squares, and writes rc/mean(r) into `v`.
fn factor<T: Real>(squares: &[T], rows: &mut [T], cols: &mut [T], share: f64, v: &mut [T]) {
    let (width, height) = (cols.len(), rows.len() as f64);
    let over = T::from_f64(1.0 / height);
    let (keep, part) = (T::from_f64(1.0 - share), T::from_f64(share));
    let across = T::from_f64(1.0 / width as f64);
    cols.iter_mut().for_each(|c| *c = keep * *c);
    for (r, row) in rows.iter_mut().zip(squares.chunks_exact(width)) {
        *r = keep * *r + part * (reduce::sum(row) * across);
        axpy(cols, share / height, row);
    }
    let mean = reduce::sum(rows) * over;
    for (v, r) in v.chunks_exact_mut(width).zip(&*rows) {
        let r = if mean > T::ZERO { *r / mean } else { T::ZERO };
        v.iter_mut().zip(&*cols).for_each(|(v, c)| *v = r * *c);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "adafactor",
    name: "Adafactor",
    family: "Adaptive moments",
    doc: "Adam for large matrices: remembers one number per row and per column, and takes steps relative to the size of the \
          parameters. Of a vector it remembers one number per parameter.",
    formula: r"r_t = (1-w_t)\, r_{t-1} + w_t\operatorname{mean}_j(g_t^2 + \varepsilon_1),\quad c_t = (1-w_t)\, c_{t-1} + w_t\operatorname{mean}_i(g_t^2 + \varepsilon_1),\quad u_t = \frac{g_t}{\sqrt{r_t c_t^{\top}/\operatorname{mean}(r_t)}},\quad \theta_{t+1} = \theta_t - \rho_t\max(\varepsilon_2, \operatorname{RMS}(\theta_t))\,\frac{u_t}{\max(1, \operatorname{RMS}(u_t)/d)},\quad w_t = t^{-\kappa},\quad \rho_t = \min(\eta, 1/\sqrt{t})",
    differs: "Keras and Optax add ε₁ to g² as the paper does; PyTorch keeps V above ε₁² and shrinks θ after its size was taken (form = \
              floor). PyTorch and Keras bound the rate by 1/√t, Optax does not. Optax factors only matrices with sides of at least \
              128. Optax' weight_decay_rate, which η does not multiply, is not offered.",
    reference: "N. Shazeer and M. Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, 2018",
    params: params![
        rate(0.01),
        Param {
            key: "decay_power",
            symbol: r"\kappa",
            name: "power of the decay",
            kind: Kind::Real { default: Some(0.8), range: Range::closed(0.0, 10.0), scale: Scale::Linear },
            doc: "The newest gradient counts t to the power −κ.",
        },
        Param {
            key: "decay_offset",
            symbol: "",
            name: "offset of the decay’s clock",
            kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e9), scale: Scale::Linear },
            doc: "By how many updates t is set back in the decay (Optax, for fine-tuning).",
        },
        Param {
            key: "eps1",
            symbol: r"\varepsilon_1",
            name: "first epsilon",
            kind: Kind::OptReal { range: EPSILON, scale: Scale::Log },
            doc: "Keeps the second moment above 0; if absent, the machine epsilon.",
        },
        Param {
            key: "eps2",
            symbol: r"\varepsilon_2",
            name: "second epsilon",
            kind: Kind::Real { default: Some(1e-3), range: Range::closed(0.0, 1e6), scale: Scale::Log },
            doc: "The least size that θ counts as.",
        },
        Param {
            key: "form",
            symbol: "",
            name: "use of ε₁",
            kind: Kind::Choice {
                default: "added",
                options: &[
                    ("added", told("added to g²; decoupled decay before RMS(θ) (the paper, Keras, Optax)")),
                    ("floor", told("V kept above ε₁²; decoupled decay after RMS(θ) (PyTorch)")),
                ],
            },
            doc: "How ε₁ acts.",
        },
        Param {
            key: "clip",
            symbol: "d",
            name: "largest root mean square of u",
            kind: Kind::Real { default: Some(1.0), range: Range::above(0.0, 1e300), scale: Scale::Log },
            doc: "Scales u down where it is larger.",
        },
        switch("relative_step", "bounded rate", true, "Bounds the rate by 1/√t."),
        switch("relative_size", "relative size", true, "Multiplies the rate by the size of θ."),
        Param {
            key: "least_side",
            symbol: "",
            name: "least side of a factored matrix",
            kind: Kind::Int { default: Some(2), min: 0, max: 1_000_000 },
            doc: "Matrices with a smaller side keep all of V, as vectors do.",
        },
        Param {
            key: "momentum",
            symbol: r"\mu",
            name: "momentum",
            kind: Kind::Real { default: Some(0.0), range: DECAY, scale: Scale::Linear },
            doc: "Averages the steps: μ of the last, 1 − μ of this.",
        },
    ],
    build: |args| Box::new(Direct::new(Adafactor::of(args), args)),
};
