//! Optax: its optimizers as functions. The rate multiplies at the end, decay is added to the update (decoupled), ε_root
//! stands under the root and ε beside it.

use super::{LibraryRow, beta, epsilon, free, nonnegative, num, param, rate, switch};
use crate::Value;
use crate::catalog::{Args, DECAY, Kind, Param, Scale};

pub(super) const LR: Param = rate("learning_rate", None);
pub(super) const B1: Param = beta("b1", r"\beta_1", 0.9);
pub(super) const B2: Param = beta("b2", r"\beta_2", 0.999);
pub(super) const EPS_ROOT: Param = epsilon("eps_root", 0.0);
pub(super) const NESTEROV: Param = switch("nesterov", "Nesterov", false);
const MOMENTUM: Param = param("momentum", r"\mu", "momentum", Kind::OptReal { range: DECAY, scale: Scale::Linear });

fn adam(args: &Args) -> Vec<(&'static str, Value)> {
    let mut all = vec![("nesterov", Value::Bool(args.flag("nesterov")))];
    all.extend(moments(args));
    all
}

fn moments(args: &Args) -> [(&'static str, Value); 5] {
    [
        ("lr", num(args.real("learning_rate"))),
        ("beta1", num(args.real("b1"))),
        ("beta2", num(args.real("b2"))),
        ("eps", num(args.real("eps"))),
        ("eps_root", num(args.real("eps_root"))),
    ]
}

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "optax.sgd",
        into: |args| if args.flag("nesterov") { "nesterov" } else { "momentum" },
        params: &[LR, MOMENTUM, NESTEROV],
        translate: |args| {
            let form = if args.flag("nesterov") { "applied" } else { "lr_outside" };
            vec![
                ("lr", num(args.real("learning_rate"))),
                ("beta", num(args.opt_real("momentum").unwrap_or(0.0))),
                ("form", Value::text(form)),
            ]
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adam",
        into: |_| "adam",
        params: &[LR, B1, B2, epsilon("eps", 1e-8), EPS_ROOT, NESTEROV],
        translate: adam,
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adamw",
        into: |_| "adam",
        params: &[
            LR,
            B1,
            B2,
            epsilon("eps", 1e-8),
            EPS_ROOT,
            nonnegative("weight_decay", r"\lambda", "weight decay", 1e-4),
            NESTEROV,
        ],
        translate: |args| {
            let mut all = adam(args);
            all.push(("weight_decay", num(args.real("weight_decay"))));
            all.push(("decay", Value::text("decoupled")));
            all
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.nadam",
        into: |_| "nadam",
        params: &[LR, B1, B2, epsilon("eps", 1e-8), EPS_ROOT],
        translate: |args| {
            let mut all = moments(args).to_vec();
            all.push(("form", Value::text("constant")));
            all
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.rmsprop",
        into: |_| "rmsprop",
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
        translate: |args| {
            vec![
                ("lr", num(args.real("learning_rate"))),
                ("beta", num(args.real("decay"))),
                ("eps", num(args.real("eps"))),
                ("eps_placement", Value::text(if args.flag("eps_in_sqrt") { "inside" } else { "outside" })),
                ("initial_accumulator", num(args.real("initial_scale"))),
                ("centered", Value::Bool(args.flag("centered"))),
                ("momentum", num(args.opt_real("momentum").unwrap_or(0.0))),
                ("momentum_form", Value::text("lr_inside")),
                ("nesterov", Value::Bool(args.flag("nesterov"))),
                ("bias_correction", Value::Bool(args.flag("bias_correction"))),
            ]
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adagrad",
        into: |_| "adagrad",
        params: &[
            LR,
            nonnegative("initial_accumulator_value", "G_0", "initial accumulator", 0.1),
            epsilon("eps", 1e-7),
        ],
        translate: |args| {
            vec![
                ("lr", num(args.real("learning_rate"))),
                ("initial_accumulator", num(args.real("initial_accumulator_value"))),
                ("eps", num(args.real("eps"))),
                ("eps_placement", Value::text("inside")),
            ]
        },
        check: free,
        note: "",
    },
];
