//! Keras 3: `keras.optimizers`. ε beside the uncorrected root in Adam, inside the root in Adagrad and RMSprop, the rate
//! inside the momentum buffer, and decay that is always decoupled.

use super::Move::{All as Group, As, If, OrZero, Put};
use super::{DECOUPLED, Is, LibraryRow, Move, beta, epsilon, nonnegative, param, rate, switch};
use crate::catalog::{Args, Kind, Param, Range, Scale};

pub(super) const WEIGHT_DECAY: Param = param(
    "weight_decay",
    r"\lambda",
    "weight decay",
    Kind::OptReal { range: Range::closed(0.0, 1e3), scale: Scale::Log },
);

/// A class's own arguments followed by those that every class of `keras.optimizers` has.
macro_rules! params {
    ($rate:expr, $($own:expr),* $(,)?) => {
        &[
            $crate::law::library::rate("learning_rate", Some($rate)),
            $($own,)*
            $crate::law::library::keras::WEIGHT_DECAY,
            $crate::law::library::switch("use_ema", "averaged parameters", false),
            $crate::law::library::beta("ema_momentum", "", 0.99),
        ]
    };
}
pub(super) use params;

/// What all classes share.
pub(super) const ALL: Move = Group(&[As("learning_rate", "lr"), OrZero("weight_decay", "weight_decay"), DECOUPLED]);

/// β₁, β₂ and ε.
pub(super) const MOMENTS: Move = Group(&[As("beta_1", "beta1"), As("beta_2", "beta2"), As("epsilon", "eps")]);

const ADAM: Move = Group(&[MOMENTS, Put("eps_placement", Is::Text("uncorrected")), As("amsgrad", "amsgrad")]);

const INSIDE: Move = Put("eps_placement", Is::Text("inside"));

pub(super) fn no_average(args: &Args) -> Result<(), (&'static str, &'static str)> {
    if args.flag("use_ema") {
        Err(("use_ema", "false: averaged parameters are not part of an optimizer here"))
    } else {
        Ok(())
    }
}

pub(super) const BETA_1: Param = beta("beta_1", r"\beta_1", 0.9);
pub(super) const BETA_2: Param = beta("beta_2", r"\beta_2", 0.999);

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "keras.SGD",
        params: params![0.01, beta("momentum", r"\beta", 0.0), switch("nesterov", "Nesterov", false)],
        moves: &[
            ALL,
            As("momentum", "beta"),
            If("nesterov", Is::Flag(true), &[Put("id", Is::Text("nesterov")), Put("form", Is::Text("applied_inside"))]),
            If("nesterov", Is::Flag(false), &[Put("id", Is::Text("momentum")), Put("form", Is::Text("lr_inside"))]),
        ],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Adam",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7), switch("amsgrad", "AMSGrad", false)],
        moves: &[Put("id", Is::Text("adam")), ALL, ADAM],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.AdamW",
        params: &[
            rate("learning_rate", Some(0.001)),
            param(
                "weight_decay",
                r"\lambda",
                "weight decay",
                Kind::Real { default: Some(0.004), range: Range::closed(0.0, 1e3), scale: Scale::Log },
            ),
            BETA_1,
            BETA_2,
            epsilon("epsilon", 1e-7),
            switch("amsgrad", "AMSGrad", false),
            switch("use_ema", "averaged parameters", false),
            beta("ema_momentum", "", 0.99),
        ],
        moves: &[Put("id", Is::Text("adam")), ALL, ADAM],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.RMSprop",
        params: params![
            0.001,
            beta("rho", r"\rho", 0.9),
            beta("momentum", r"\mu", 0.0),
            epsilon("epsilon", 1e-7),
            switch("centered", "centered", false),
        ],
        moves: &[
            Put("id", Is::Text("rmsprop")),
            ALL,
            INSIDE,
            As("rho", "beta"),
            As("epsilon", "eps"),
            As("momentum", "momentum"),
            Put("momentum_form", Is::Text("lr_inside")),
            As("centered", "centered"),
        ],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Adagrad",
        params: params![
            0.001,
            nonnegative("initial_accumulator_value", "G_0", "initial accumulator", 0.1),
            epsilon("epsilon", 1e-7),
        ],
        moves: &[
            Put("id", Is::Text("adagrad")),
            ALL,
            INSIDE,
            As("initial_accumulator_value", "initial_accumulator"),
            As("epsilon", "eps"),
        ],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Nadam",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7)],
        moves: &[Put("id", Is::Text("nadam")), ALL, MOMENTS, Put("momentum_decay", Is::Num(1.0))],
        check: no_average,
        note: "",
    },
];
