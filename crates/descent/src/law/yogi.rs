//! Yogi: Adam whose second moment moves by a bounded amount.
//!
//! v ← v − (1−β₂)·sign(v − g²)·g²: however much smaller than v the new g² is, v falls by no more than (1−β₂)g². The recurrence is
//! Adam's, with its bias correction.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("yogi", &[("lr", 0.1)], 1).unwrap(); // v begins at 10⁻⁶, so that v̂ = 4.001
//! assert!((theta - (1.0 - 0.2 / (4.001_f64.sqrt() + 1e-3))).abs() < 1e-9);
//! ```
//!
//! # `yogi`
//!
//! Cost: 2 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 0.01 unless given. How far one update goes.
//! - `beta1`, decay of the first moment: a number in `[0, 1)`; 0.9 unless given. The share of the old average that is kept
//!   at each step.
//! - `beta2`, decay of the second moment: a number in `[0, 1)`; 0.999 unless given. The share of the old average that is
//!   kept at each step.
//! - `eps`, epsilon: a number in `[0, 1]`; 0.001 unless given. Keeps the division finite where the accumulator is small.
//! - `initial_accumulator`, initial second moment: a number in `[0, 1000000]`; 0.000001 unless given. What the moment starts
//!   at.
//! - `initial_moment`, initial first moment: a number in `[0, 1000000]`; 0 unless given. What the moment starts at.
//!
//! Libraries: Only Optax has it. It starts both moments at 10⁻⁶, the first one too, which is a slip: the first steps are
//! then pulled towards smaller parameters. Here v starts at 10⁻⁶, as in the authors' code, and m at 0; `initial_moment`
//! gives Optax' start.
//!
//! Reference: M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, Adaptive Methods for Nonconvex Optimization, 2018.

use super::adam::{Adam, Varied};
use super::moments::{CORRECTED, Moments, Placement, Second};
use super::{Elementwise, OptimizerRow, decay, epsilon, params, rate};
use crate::catalog::{Kind, Param, Range, Scale};

const fn initial(key: &'static str, symbol: &'static str, name: &'static str, default: f64) -> Param {
    Param {
        key,
        symbol,
        name,
        kind: Kind::Real { default: Some(default), range: Range::closed(0.0, 1e6), scale: Scale::Log },
        doc: "What the moment starts at.",
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "yogi",
    name: "Yogi",
    family: "Adaptive moments",
    doc: "Adam whose effective rate cannot jump up when gradients vanish for a while: the second moment falls slowly. Two \
          numbers per parameter.",
    formula: r"m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t,\quad v_t = v_{t-1} - (1-\beta_2)\operatorname{sign}(v_{t-1} - g_t^2)\, g_t^2,\quad \theta_{t+1} = \theta_t - \eta\,\frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}",
    differs: "Only Optax has it. It starts both moments at 10⁻⁶, the first one too, which is a slip: the first steps are then \
              pulled towards smaller parameters. Here v starts at 10⁻⁶, as in the authors' code, and m at 0; \
              `initial_moment` gives Optax' start.",
    reference: "M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, Adaptive Methods for Nonconvex Optimization, 2018",
    params: params![
        rate(0.01),
        decay("beta1", r"\beta_1", "decay of the first moment", 0.9),
        decay("beta2", r"\beta_2", "decay of the second moment", 0.999),
        epsilon(1e-3),
        initial("initial_accumulator", "v_0", "initial second moment", 1e-6),
        initial("initial_moment", "m_0", "initial first moment", 0.0),
    ],
    build: |args| {
        let moments = Moments {
            beta1: args.real("beta1"),
            beta2: args.real("beta2"),
            eps: args.real("eps"),
            eps_root: 0.0,
            placement: Placement::Outside,
            second: Second::Additive,
            names: CORRECTED,
        };
        let initial = [args.real("initial_moment"), args.real("initial_accumulator")];
        Box::new(Elementwise::new(Varied(Adam { initial, ..Adam::plain(moments) }), args))
    },
};
