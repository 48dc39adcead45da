//! PyTorch 2: `torch.optim`. ε outside the root, rate outside the momentum buffer, L2 decay unless said otherwise.

use super::{LibraryRow, beta, epsilon, free, nonnegative, num, param, rate, switch, with};
use crate::Value;
use crate::catalog::{Args, DECAY, Kind, Param};

pub(super) const LR: Param = rate("lr", Some(0.001));
pub(super) const WEIGHT_DECAY: Param = nonnegative("weight_decay", r"\lambda", "weight decay", 0.0);
pub(super) const BETAS: Param = param(
    "betas",
    r"\beta_1, \beta_2",
    "decays of the moments",
    Kind::Reals { default: Some(&[0.9, 0.999]), range: DECAY, min_len: 2, max_len: 2 },
);

/// A class's own arguments followed by those that every class of `torch.optim` has.
macro_rules! params {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            $crate::law::library::switch("maximize", "maximize", false),
            $crate::law::library::switch("foreach", "implementation: for-each", false),
            $crate::law::library::switch("fused", "implementation: fused", false),
            $crate::law::library::switch("capturable", "implementation: capturable", false),
            $crate::law::library::switch("differentiable", "implementation: differentiable", false),
        ]
    };
}
pub(super) use params;

/// What all classes share.
pub(super) fn common(args: &Args, decay: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("lr", num(args.real("lr"))),
        ("weight_decay", num(args.real("weight_decay"))),
        ("decay", Value::text(decay)),
        ("maximize", Value::Bool(args.flag("maximize"))),
    ]
}

pub(super) fn decoupled_if(flag: bool) -> &'static str {
    if flag { "decoupled" } else { "coupled" }
}

fn adam(args: &Args, decay: &str) -> Vec<(&'static str, Value)> {
    let betas = args.reals("betas");
    with(
        common(args, decay),
        [
            ("beta1", num(betas[0])),
            ("beta2", num(betas[1])),
            ("eps", num(args.real("eps"))),
            ("amsgrad", Value::Bool(args.flag("amsgrad"))),
        ],
    )
}

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "torch.SGD",
        into: |args| if args.flag("nesterov") { "nesterov" } else { "momentum" },
        params: params![
            LR,
            beta("momentum", r"\beta", 0.0),
            nonnegative("dampening", r"\tau", "dampening", 0.0),
            WEIGHT_DECAY,
            switch("nesterov", "Nesterov", false),
        ],
        translate: |args| {
            let more = [("beta", num(args.real("momentum")))];
            if args.flag("nesterov") {
                with(common(args, "coupled"), more.into_iter().chain([("form", Value::text("applied"))]))
            } else {
                let rest = [("form", Value::text("lr_outside")), ("dampening", num(args.real("dampening")))];
                with(common(args, "coupled"), more.into_iter().chain(rest))
            }
        },
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
        into: |_| "adam",
        params: params![
            LR,
            BETAS,
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            switch("amsgrad", "AMSGrad", false),
            switch("decoupled_weight_decay", "decoupled decay", false),
        ],
        translate: |args| adam(args, decoupled_if(args.flag("decoupled_weight_decay"))),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.AdamW",
        into: |_| "adam",
        params: params![
            LR,
            BETAS,
            epsilon("eps", 1e-8),
            nonnegative("weight_decay", r"\lambda", "weight decay", 0.01),
            switch("amsgrad", "AMSGrad", false),
        ],
        translate: |args| adam(args, "decoupled"),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.RMSprop",
        into: |_| "rmsprop",
        params: params![
            rate("lr", Some(0.01)),
            beta("alpha", r"\alpha", 0.99),
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            beta("momentum", r"\mu", 0.0),
            switch("centered", "centered", false),
        ],
        translate: |args| {
            with(
                common(args, "coupled"),
                [
                    ("beta", num(args.real("alpha"))),
                    ("eps", num(args.real("eps"))),
                    ("momentum", num(args.real("momentum"))),
                    ("centered", Value::Bool(args.flag("centered"))),
                ],
            )
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.Adagrad",
        into: |_| "adagrad",
        params: params![
            rate("lr", Some(0.01)),
            nonnegative("lr_decay", r"\delta", "decay of the rate", 0.0),
            WEIGHT_DECAY,
            nonnegative("initial_accumulator_value", "G_0", "initial accumulator", 0.0),
            epsilon("eps", 1e-10),
        ],
        translate: |args| {
            with(
                common(args, "coupled"),
                [
                    ("lr_decay", num(args.real("lr_decay"))),
                    ("initial_accumulator", num(args.real("initial_accumulator_value"))),
                    ("eps", num(args.real("eps"))),
                ],
            )
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.NAdam",
        into: |_| "nadam",
        params: params![
            rate("lr", Some(0.002)),
            BETAS,
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            nonnegative("momentum_decay", r"\psi", "momentum decay", 0.004),
            switch("decoupled_weight_decay", "decoupled decay", false),
        ],
        translate: |args| {
            let betas = args.reals("betas");
            with(
                common(args, decoupled_if(args.flag("decoupled_weight_decay"))),
                [
                    ("beta1", num(betas[0])),
                    ("beta2", num(betas[1])),
                    ("eps", num(args.real("eps"))),
                    ("momentum_decay", num(args.real("momentum_decay"))),
                ],
            )
        },
        check: |args| {
            if args.real("momentum_decay") > 10.0 { Err(("momentum_decay", "a number in [0, 10]")) } else { Ok(()) }
        },
        note: "",
    },
];
