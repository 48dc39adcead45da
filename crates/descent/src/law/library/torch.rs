//! PyTorch 2: `torch.optim`. ε outside the root, rate outside the momentum buffer, L2 decay unless said otherwise.

use super::{DECOUPLED, LibraryRow, beta, epsilon, free, nonnegative, param, rate, switch};
use crate::catalog::{DECAY, Kind, Param};

pub(super) const LR: Param = rate("lr", Some(0.001));
pub(super) const WEIGHT_DECAY: Param = nonnegative("weight_decay", r"\lambda", "weight decay", 0.0);
pub(super) const BETAS: Param = param(
    "betas",
    r"\beta_1, \beta_2",
    "decays of the moments",
    Kind::Reals { default: Some(&[0.9, 0.999]), range: DECAY, min_len: 2, max_len: 2 },
);

/// A class's own arguments; then those that every class here has, and which further ones choose an implementation.
macro_rules! params {
    ($($own:expr),* $(,)?; $($implementation:literal)*) => {
        &[
            $($own,)*
            $crate::law::library::switch("maximize", "maximize", false),
            $crate::law::library::switch("foreach", "implementation: for-each", false),
            $($crate::law::library::switch($implementation, concat!("implementation: ", $implementation), false),)*
        ]
    };
}
pub(super) use params;

/// What all classes share; decay is coupled unless said otherwise.
pub(super) const COMMON: &str = "lr weight_decay maximize";

/// β₁, β₂ and ε.
pub(super) const MOMENTS: &str = "betas.0>beta1 betas.1>beta2 eps";

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "torch.SGD",
        params: params![
            LR,
            beta("momentum", r"\beta", 0.0),
            nonnegative("dampening", r"\tau", "dampening", 0.0),
            WEIGHT_DECAY,
            switch("nesterov", "Nesterov", false);
            "differentiable" "fused"
        ],
        moves: &[
            COMMON,
            "momentum>beta nesterov?id=nesterov nesterov?form=applied !nesterov?id=momentum !nesterov?form=lr_outside !nesterov?dampening",
        ],
        check: |args| {
            if args.flag("nesterov") && (args.real("momentum") == 0.0 || args.real("dampening") != 0.0) {
                return Err(("nesterov", "true only with a momentum and without dampening"));
            }
            if args.real("dampening") > 1.0 { Err(("dampening", "a number in [0, 1]")) } else { Ok(()) }
        },
        note: "",
    },
    LibraryRow {
        id: "torch.Adam",
        params: params![
            LR,
            BETAS,
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            switch("amsgrad", "AMSGrad", false),
            switch("decoupled_weight_decay", "decoupled decay", false);
            "capturable" "differentiable" "fused"
        ],
        moves: &["id=adam", COMMON, MOMENTS, "amsgrad decoupled_weight_decay?decay=decoupled"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.AdamW",
        params: params![
            LR,
            BETAS,
            epsilon("eps", 1e-8),
            nonnegative("weight_decay", r"\lambda", "weight decay", 0.01),
            switch("amsgrad", "AMSGrad", false);
            "capturable" "differentiable" "fused"
        ],
        moves: &["id=adam", COMMON, MOMENTS, "amsgrad", DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.RMSprop",
        params: params![
            rate("lr", Some(0.01)),
            beta("alpha", r"\alpha", 0.99),
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            beta("momentum", r"\mu", 0.0),
            switch("centered", "centered", false);
            "capturable" "differentiable"
        ],
        moves: &["id=rmsprop", COMMON, "alpha>beta eps momentum centered"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.Adagrad",
        params: params![
            rate("lr", Some(0.01)),
            nonnegative("lr_decay", r"\delta", "decay of the rate", 0.0),
            WEIGHT_DECAY,
            nonnegative("initial_accumulator_value", "G_0", "initial accumulator", 0.0),
            epsilon("eps", 1e-10);
            "differentiable" "fused"
        ],
        moves: &["id=adagrad", COMMON, "lr_decay initial_accumulator_value>initial_accumulator eps"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.NAdam",
        params: params![
            rate("lr", Some(0.002)),
            BETAS,
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            nonnegative("momentum_decay", r"\psi", "momentum decay", 0.004),
            switch("decoupled_weight_decay", "decoupled decay", false);
            "capturable" "differentiable"
        ],
        moves: &["id=nadam", COMMON, MOMENTS, "momentum_decay decoupled_weight_decay?decay=decoupled"],
        check: |args| {
            if args.real("momentum_decay") > 10.0 { Err(("momentum_decay", "a number in [0, 10]")) } else { Ok(()) }
        },
        note: "",
    },
];
