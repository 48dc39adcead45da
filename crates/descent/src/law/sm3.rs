//! SM3: Adagrad with one sum per row and one per column, each the largest that any of its entries could need.
//!
//! ν_ij = min(r_i, c_j) + g_ij², m ← μm + (1−μ)g/√(ν + ε), θ ← θ − ηm, then r_i = max_j ν_ij, c_j = max_i ν_ij. ν is never below Adagrad's sum.
//! A vector keeps every sum: Adagrad with averaged steps.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("sm3", &[("lr", 0.1)], 1).unwrap(); // m = 0.1·2/√4, and 0.1 of it
//! assert!((theta - 0.99).abs() < 1e-8);
//! ```
//!
//! # `sm3`
//!
//! Cost: 4 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.1 unless given. How far one update goes.
//! - `momentum`, momentum: a number in `[0, 1)`; 0.9 unless given. Averages the scaled gradients.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//!
//! Libraries: Only Optax has it, with ε = 10⁻⁸ inside the root; the paper has none.
//!
//! Reference: R. Anil, V. Gupta, T. Koren, Y. Singer, Memory-Efficient Adaptive Optimization, 2019.

use super::quantities::MOMENT_STEP;
use super::whole::{At, Direct, Whole, axpy};
use super::{OptimizerRow, Quantity, epsilon, params, rate};
use crate::catalog::{DECAY, Kind, Param, Scale};
use crate::objective::Shape;
use lanes::{Real, Scalar};

struct Sm3 {
    momentum: f64,
    eps: f64,
}

static M: Quantity = Quantity::of("m", "m", "average scaled gradient");
static BOUND: Quantity = Quantity::of("nu", r"\nu", "bound on the sum of squared gradients");

impl Whole for Sm3 {
    const STATE: &'static [&'static Quantity] = &[&M, &BOUND];

    /// r and c.
    fn room(&self, shape: Shape) -> usize {
        shape.rows + shape.cols
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, shape, p, g, cells, mut notes, .. } = at;
        let n = p.len();
        let (m, rest) = cells.split_at_mut(n);
        let (bound, rest) = rest.split_at_mut(n);
        let (rows, cols) = rest.split_at_mut(shape.rows);
        let matrix = shape.rows > 1;
        let (eps, keep, rest) = (T::from_f64(self.eps), T::from_f64(self.momentum), T::from_f64(1.0 - self.momentum));
        for (k, ((m, bound), g)) in m.iter_mut().zip(&mut *bound).zip(&*g).enumerate() {
            let before = if matrix { rows[k / shape.cols].min(cols[k % shape.cols]) } else { *bound };
            *bound = before + *g * *g;
            let scaled = if *bound > T::ZERO { *g / Scalar::sqrt(*bound + eps) } else { T::ZERO };
            *m = keep * *m + rest * scaled;
        }
        rows.fill(T::ZERO);
        cols.fill(T::ZERO);
        for (row, r) in bound.chunks_exact(shape.cols).zip(rows) {
            for (b, c) in row.iter().zip(&mut *cols) {
                *r = r.max(*b);
                *c = c.max(*b);
            }
        }
        notes.column(&MOMENT_STEP, m, -lr);
        axpy(p, -lr, m);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "sm3",
    name: "SM3",
    family: "Adaptive rates",
    doc: "Adagrad with the memory of a row and a column: each entry of a matrix is bounded by the smaller of the two. One number per \
          parameter for the momentum, and one per row and column (this program keeps the bound of every entry as well, to show it).",
    formula: r"\nu_{ij} = \min(r_i, c_j) + g_{ij}^2,\quad m_{ij} \leftarrow \mu\, m_{ij} + (1-\mu)\,\frac{g_{ij}}{\sqrt{\nu_{ij} + \varepsilon}},\quad \theta_{ij} \leftarrow \theta_{ij} - \eta\, m_{ij},\quad r_i = \max_j\nu_{ij},\quad c_j = \max_i\nu_{ij}",
    differs: "Only Optax has it, with ε = 10⁻⁸ inside the root; the paper has none.",
    reference: "R. Anil, V. Gupta, T. Koren, Y. Singer, Memory-Efficient Adaptive Optimization, 2019",
    params: params![
        rate(0.1),
        Param {
            key: "momentum",
            symbol: r"\mu",
            name: "momentum",
            kind: Kind::Real { default: Some(0.9), range: DECAY, scale: Scale::Linear },
            doc: "Averages the scaled gradients.",
        },
        epsilon(1e-8),
    ],
    build: |args| Box::new(Direct::new(Sm3 { momentum: args.real("momentum"), eps: args.real("eps") }, args)),
};
