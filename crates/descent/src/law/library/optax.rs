//! Optax: its optimizers as functions. The rate multiplies at the end, decay is added to the update (decoupled), ε_root
//! stands under the root and ε beside it.

use super::{DECOUPLED, INSIDE, LibraryRow, beta, epsilon, free, nonnegative, param, rate, switch};
use crate::catalog::{DECAY, Kind, Param, Scale};

pub(super) const LR: Param = rate("learning_rate", None);
pub(super) const B1: Param = beta("b1", r"\beta_1", 0.9);
pub(super) const B2: Param = beta("b2", r"\beta_2", 0.999);
pub(super) const EPS: Param = epsilon("eps", 1e-8);
pub(super) const EPS_ROOT: Param = epsilon("eps_root", 0.0);
pub(super) const WEIGHT_DECAY: Param = decayed(0.0);
pub(super) const NESTEROV: Param = switch("nesterov", "Nesterov", false);
const MOMENTUM: Param = param("momentum", r"\mu", "momentum", Kind::OptReal { range: DECAY, scale: Scale::Linear });

/// λ of those that have another default.
pub(super) const fn decayed(default: f64) -> Param {
    nonnegative("weight_decay", r"\lambda", "weight decay", default)
}

pub(super) const RATE: &str = "learning_rate>lr";
pub(super) const DECAYED: &str = "weight_decay";

/// What the relatives of Adam share, as far as each has it.
pub(super) const MOMENTS: &str = "learning_rate>lr b1>beta1 b2>beta2 eps eps_root nesterov";

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "optax.sgd",
        params: &[LR, MOMENTUM, NESTEROV],
        moves: &[
            RATE,
            "momentum>>beta nesterov?id=nesterov nesterov?form=applied !nesterov?id=momentum !nesterov?form=lr_outside",
        ],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adam",
        params: &[LR, B1, B2, EPS, EPS_ROOT, NESTEROV],
        moves: &["id=adam", MOMENTS],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adamw",
        params: &[LR, B1, B2, EPS, EPS_ROOT, decayed(1e-4), NESTEROV],
        moves: &["id=adam", MOMENTS, DECAYED, DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.nadam",
        params: &[LR, B1, B2, EPS, EPS_ROOT, switch("nesterov", "Nesterov", true)],
        moves: &[
            "learning_rate>lr b1>beta1 b2>beta2 eps eps_root nesterov?id=nadam nesterov?form=constant !nesterov?id=adam",
        ],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.rmsprop",
        params: &[
            LR,
            beta("decay", r"\beta", 0.9),
            EPS,
            nonnegative("initial_scale", "v_0", "initial accumulator", 0.0),
            switch("eps_in_sqrt", "ε under the root", true),
            switch("centered", "centered", false),
            MOMENTUM,
            NESTEROV,
            switch("bias_correction", "bias correction", false),
        ],
        moves: &[
            "id=rmsprop",
            RATE,
            "decay>beta eps eps_in_sqrt?eps_placement=inside !eps_in_sqrt?eps_placement=outside initial_scale>initial_accumulator centered momentum>>momentum momentum_form=lr_inside nesterov bias_correction",
        ],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adagrad",
        params: &[
            LR,
            nonnegative("initial_accumulator_value", "G_0", "initial accumulator", 0.1),
            epsilon("eps", 1e-7),
        ],
        moves: &["id=adagrad", RATE, "initial_accumulator_value>initial_accumulator eps", INSIDE],
        check: free,
        note: "",
    },
];
