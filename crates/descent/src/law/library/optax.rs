//! Optax: its optimizers as functions. The rate multiplies at the end, decay is added to the update (decoupled), ε_root
//! stands under the root and ε beside it.

use super::Move::{All, As, If, OrZero, Put};
use super::{DECOUPLED, Is, LibraryRow, Move, beta, epsilon, free, nonnegative, param, rate, switch};
use crate::catalog::{DECAY, Kind, Param, Scale};

pub(super) const LR: Param = rate("learning_rate", None);
pub(super) const B1: Param = beta("b1", r"\beta_1", 0.9);
pub(super) const B2: Param = beta("b2", r"\beta_2", 0.999);
pub(super) const EPS_ROOT: Param = epsilon("eps_root", 0.0);
pub(super) const NESTEROV: Param = switch("nesterov", "Nesterov", false);
const MOMENTUM: Param = param("momentum", r"\mu", "momentum", Kind::OptReal { range: DECAY, scale: Scale::Linear });

pub(super) const RATE: Move = As("learning_rate", "lr");
pub(super) const DECAYED: Move = As("weight_decay", "weight_decay");
const INSIDE: Move = Put("eps_placement", Is::Text("inside"));

/// What the relatives of Adam share, as far as each has it.
pub(super) const MOMENTS: Move = All(&[
    RATE,
    As("b1", "beta1"),
    As("b2", "beta2"),
    As("eps", "eps"),
    As("eps_root", "eps_root"),
    As("nesterov", "nesterov"),
]);

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "optax.sgd",
        params: &[LR, MOMENTUM, NESTEROV],
        moves: &[
            RATE,
            OrZero("momentum", "beta"),
            If("nesterov", Is::Flag(true), &[Put("id", Is::Text("nesterov")), Put("form", Is::Text("applied"))]),
            If("nesterov", Is::Flag(false), &[Put("id", Is::Text("momentum")), Put("form", Is::Text("lr_outside"))]),
        ],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adam",
        params: &[LR, B1, B2, epsilon("eps", 1e-8), EPS_ROOT, NESTEROV],
        moves: &[Put("id", Is::Text("adam")), MOMENTS],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adamw",
        params: &[
            LR,
            B1,
            B2,
            epsilon("eps", 1e-8),
            EPS_ROOT,
            nonnegative("weight_decay", r"\lambda", "weight decay", 1e-4),
            NESTEROV,
        ],
        moves: &[Put("id", Is::Text("adam")), MOMENTS, DECAYED, DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.nadam",
        params: &[LR, B1, B2, epsilon("eps", 1e-8), EPS_ROOT],
        moves: &[Put("id", Is::Text("nadam")), MOMENTS, Put("form", Is::Text("constant"))],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.rmsprop",
        params: &[
            LR,
            beta("decay", r"\beta", 0.9),
            epsilon("eps", 1e-8),
            nonnegative("initial_scale", "v_0", "initial accumulator", 0.0),
            switch("eps_in_sqrt", "ε under the root", true),
            switch("centered", "centered", false),
            MOMENTUM,
            NESTEROV,
            switch("bias_correction", "bias correction", false),
        ],
        moves: &[
            Put("id", Is::Text("rmsprop")),
            RATE,
            As("decay", "beta"),
            As("eps", "eps"),
            If("eps_in_sqrt", Is::Flag(true), &[INSIDE]),
            If("eps_in_sqrt", Is::Flag(false), &[Put("eps_placement", Is::Text("outside"))]),
            As("initial_scale", "initial_accumulator"),
            As("centered", "centered"),
            OrZero("momentum", "momentum"),
            Put("momentum_form", Is::Text("lr_inside")),
            As("nesterov", "nesterov"),
            As("bias_correction", "bias_correction"),
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
        moves: &[
            Put("id", Is::Text("adagrad")),
            RATE,
            As("initial_accumulator_value", "initial_accumulator"),
            As("eps", "eps"),
            INSIDE,
        ],
        check: free,
        note: "",
    },
];
