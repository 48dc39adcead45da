//! Lloyd's iteration: every centre moves to the mean of its samples.
//!
//! As an update: θ ← θ − g/h with the diagonal h of the Hessian, which for k-means is exact: h = 2nₖ/n and g = h·(cₖ − mean). Where
//! h is not positive (a centre without samples) nothing moves. The curvature counts as an evaluation per parameter.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("lloyd", &[("alpha", 1.0)], 1).unwrap(); // −g/h = −2/2
//! assert!(theta.abs() < 1e-12);
//! ```
//!
//! # `lloyd`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 20 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `alpha`, step: a number in `[0, 1000000]`; 1 unless given. How much of the way is gone.
//!
//! Libraries: scikit-learn’s KMeans moves an empty centre to the farthest sample; here it stays.
//!
//! Reference: S. P. Lloyd, Least Squares Quantization in PCM, 1957 (1982); L. Bottou and Y. Bengio, Convergence Properties
//! of the K-Means Algorithms, 1995.

use super::whole::{At, Direct, Whole};
use super::{OptimizerRow, Quantity, params};
use crate::catalog::{Kind, Param, Scale};
use crate::objective::Shape;
use lanes::Real;

struct Lloyd;

static STEP: Quantity = Quantity::part("lloyd_step", r"-\alpha\, g/h", "to the mean");
static CURVATURE: Quantity = Quantity::of("h", "h", "curvature");

impl Whole for Lloyd {
    const STATE: &'static [&'static Quantity] = &[];

    fn room(&self, shape: Shape) -> usize {
        shape.len()
    }

    fn update<T: Real>(&self, at: At<'_, '_, T>) {
        let At { lr, p, g, cells, mut objective, mut notes, .. } = at;
        objective.hessian_diagonal(p, cells);
        notes.column(&CURVATURE, cells, 1.0);
        let rate = T::from_f64(lr);
        for ((p, g), h) in p.iter_mut().zip(&mut *g).zip(&*cells) {
            *g = if *h > T::ZERO { rate * *g / *h } else { T::ZERO };
            *p = *p - *g;
        }
        notes.column(&STEP, g, -1.0);
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "lloyd",
    name: "Lloyd’s iteration",
    family: "Second order",
    doc: "k-means in batches: all samples choose their nearest centre, all centres move to the mean of theirs. On other problems, \
          Newton's method with the diagonal of the Hessian.",
    formula: r"c_k \leftarrow c_k + \alpha\left(\frac{1}{n_k} \sum_{i\,:\,k_i = k} x_i - c_k\right)",
    differs: "scikit-learn’s KMeans moves an empty centre to the farthest sample; here it stays.",
    reference: "S. P. Lloyd, Least Squares Quantization in PCM, 1957 (1982); L. Bottou and Y. Bengio, Convergence Properties of the \
                K-Means Algorithms, 1995",
    params: params![Param {
        key: "alpha",
        symbol: r"\alpha",
        name: "step",
        kind: Kind::Real { default: Some(1.0), range: crate::catalog::RATE, scale: Scale::Log },
        doc: "How much of the way is gone.",
    }],
    build: |args| Box::new(Direct::new(Lloyd, args)),
};
