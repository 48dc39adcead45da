//! Keras 3: `keras.optimizers`. ε beside the uncorrected root in Adam, inside the root in Adagrad and RMSprop, the rate
//! inside the momentum buffer, and decay that is always decoupled.

use super::{INSIDE, LibraryRow, beta, epsilon, nonnegative, param, rate, switch};
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
pub(super) const ALL: &str = "learning_rate>lr weight_decay>>weight_decay decay=decoupled";

/// β₁, β₂ and ε.
pub(super) const MOMENTS: &str = "beta_1>beta1 beta_2>beta2 epsilon>eps";

const ADAM: &str = "eps_placement=uncorrected amsgrad";

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
            "momentum>beta nesterov?id=nesterov nesterov?form=applied_inside !nesterov?id=momentum !nesterov?form=lr_inside",
        ],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Adam",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7), switch("amsgrad", "AMSGrad", false)],
        moves: &["id=adam", ALL, MOMENTS, ADAM],
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
        moves: &["id=adam", ALL, MOMENTS, ADAM],
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
        moves: &["id=rmsprop", ALL, INSIDE, "rho>beta epsilon>eps momentum momentum_form=lr_inside centered"],
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
        moves: &["id=adagrad", ALL, INSIDE, "initial_accumulator_value>initial_accumulator epsilon>eps"],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Nadam",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7)],
        moves: &["id=nadam", ALL, MOMENTS, "momentum_decay=1"],
        check: no_average,
        note: "",
    },
];
