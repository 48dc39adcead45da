//! Keras 3: `keras.optimizers`. ε beside the uncorrected root in Adam, inside the root in Adagrad and RMSprop, the rate
//! inside the momentum buffer, and decay that is always decoupled.

use super::{LibraryRow, beta, epsilon, nonnegative, num, param, rate, switch};
use crate::Value;
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

pub(super) fn all(args: &Args, more: impl IntoIterator<Item = (&'static str, Value)>) -> Vec<(&'static str, Value)> {
    let mut pairs = vec![
        ("lr", num(args.real("learning_rate"))),
        ("weight_decay", num(args.opt_real("weight_decay").unwrap_or(0.0))),
        ("decay", Value::text("decoupled")),
    ];
    pairs.extend(more);
    pairs
}

pub(super) fn no_average(args: &Args) -> Result<(), (&'static str, &'static str)> {
    if args.flag("use_ema") {
        Err(("use_ema", "false: averaged parameters are not part of an optimizer here"))
    } else {
        Ok(())
    }
}

fn moments(args: &Args) -> [(&'static str, Value); 3] {
    [("beta1", num(args.real("beta_1"))), ("beta2", num(args.real("beta_2"))), ("eps", num(args.real("epsilon")))]
}

fn adam(args: &Args) -> [(&'static str, Value); 5] {
    let [beta1, beta2, eps] = moments(args);
    [beta1, beta2, eps, ("eps_placement", Value::text("uncorrected")), ("amsgrad", Value::Bool(args.flag("amsgrad")))]
}

pub(super) const BETA_1: Param = beta("beta_1", r"\beta_1", 0.9);
pub(super) const BETA_2: Param = beta("beta_2", r"\beta_2", 0.999);

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "keras.SGD",
        into: |args| if args.flag("nesterov") { "nesterov" } else { "momentum" },
        params: params![0.01, beta("momentum", r"\beta", 0.0), switch("nesterov", "Nesterov", false)],
        translate: |args| {
            let form = if args.flag("nesterov") { "applied_inside" } else { "lr_inside" };
            all(args, [("beta", num(args.real("momentum"))), ("form", Value::text(form))])
        },
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Adam",
        into: |_| "adam",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7), switch("amsgrad", "AMSGrad", false)],
        translate: |args| all(args, adam(args)),
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.AdamW",
        into: |_| "adam",
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
        translate: |args| {
            let mut all = adam(args).to_vec();
            all.push(("lr", num(args.real("learning_rate"))));
            all.push(("weight_decay", num(args.real("weight_decay"))));
            all.push(("decay", Value::text("decoupled")));
            all
        },
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.RMSprop",
        into: |_| "rmsprop",
        params: params![
            0.001,
            beta("rho", r"\rho", 0.9),
            beta("momentum", r"\mu", 0.0),
            epsilon("epsilon", 1e-7),
            switch("centered", "centered", false),
        ],
        translate: |args| {
            all(
                args,
                [
                    ("beta", num(args.real("rho"))),
                    ("eps", num(args.real("epsilon"))),
                    ("eps_placement", Value::text("inside")),
                    ("momentum", num(args.real("momentum"))),
                    ("momentum_form", Value::text("lr_inside")),
                    ("centered", Value::Bool(args.flag("centered"))),
                ],
            )
        },
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Adagrad",
        into: |_| "adagrad",
        params: params![
            0.001,
            nonnegative("initial_accumulator_value", "G_0", "initial accumulator", 0.1),
            epsilon("epsilon", 1e-7),
        ],
        translate: |args| {
            all(
                args,
                [
                    ("initial_accumulator", num(args.real("initial_accumulator_value"))),
                    ("eps", num(args.real("epsilon"))),
                    ("eps_placement", Value::text("inside")),
                ],
            )
        },
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Nadam",
        into: |_| "nadam",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7)],
        translate: |args| {
            let mut all = all(args, moments(args));
            all.push(("momentum_decay", num(1.0)));
            all
        },
        check: no_average,
        note: "",
    },
];
