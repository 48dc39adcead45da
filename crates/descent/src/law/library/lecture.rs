//! The lecture decks' formulas by the names under which the oracle files list them, with the decks' letters.

use super::{LibraryRow, beta, epsilon, free, num, rate};
use crate::Value;
use crate::catalog::{Args, Param};

const LR: Param = rate("lr", Some(0.01));
const BETA: Param = beta("beta", r"\beta", 0.9);
const ADAM: &[Param] =
    &[rate("lr", Some(0.001)), beta("beta1", r"\beta_1", 0.9), beta("beta2", r"\beta_2", 0.999), epsilon("eps", 1e-8)];
const ADAM_INSIDE: &[Param] =
    &[rate("lr", Some(0.001)), beta("beta1", r"\beta_1", 0.9), beta("beta2", r"\beta_2", 0.999), epsilon("eps", 1e-7)];

fn lr(args: &Args) -> (&'static str, Value) {
    ("lr", num(args.real("lr")))
}

fn momentum(args: &Args, form: &str) -> Vec<(&'static str, Value)> {
    vec![lr(args), ("beta", num(args.real("beta"))), ("form", Value::text(form))]
}

fn adaptive(args: &Args, placement: &str) -> Vec<(&'static str, Value)> {
    vec![lr(args), ("eps", num(args.real("eps"))), ("eps_placement", Value::text(placement))]
}

fn rmsprop(args: &Args, placement: &str) -> Vec<(&'static str, Value)> {
    let mut all = adaptive(args, placement);
    all.push(("beta", num(args.real("beta"))));
    all
}

fn adam(args: &Args, placement: &str, corrected: bool) -> Vec<(&'static str, Value)> {
    let mut all = adaptive(args, placement);
    all.push(("beta1", num(args.real("beta1"))));
    all.push(("beta2", num(args.real("beta2"))));
    all.push(("bias_correction", Value::Bool(corrected)));
    all
}

const fn row(
    id: &'static str,
    into: fn(&Args) -> &'static str,
    params: &'static [Param],
    translate: fn(&Args) -> Vec<(&'static str, Value)>,
) -> LibraryRow {
    LibraryRow { id, into, params, translate, check: free, note: "" }
}

pub(super) static ROWS: &[LibraryRow] = &[
    row("lecture.gd", |_| "sgd", &[LR], |a| vec![lr(a)]),
    row("lecture.heavy_ball", |_| "momentum", &[LR, BETA], |a| momentum(a, "heavy_ball")),
    row("lecture.momentum_lr_inside", |_| "momentum", &[LR, BETA], |a| momentum(a, "lr_inside")),
    row("lecture.momentum_ema", |_| "momentum", &[LR, BETA], |a| momentum(a, "ema")),
    row(
        "lecture.momentum_ema_corrected",
        |_| "momentum",
        &[LR, BETA],
        |a| {
            let mut all = momentum(a, "ema");
            all.push(("bias_correction", Value::Bool(true)));
            all
        },
    ),
    row("lecture.nesterov_lookahead", |_| "nesterov", &[LR, BETA], |a| momentum(a, "lookahead")),
    row("lecture.adagrad_eps_in", |_| "adagrad", &[LR, epsilon("eps", 1e-7)], |a| adaptive(a, "inside")),
    row("lecture.adagrad_eps_out", |_| "adagrad", &[LR, epsilon("eps", 1e-8)], |a| adaptive(a, "outside")),
    row("lecture.rmsprop_eps_in", |_| "rmsprop", &[LR, BETA, epsilon("eps", 1e-7)], |a| rmsprop(a, "inside")),
    row("lecture.rmsprop_eps_out", |_| "rmsprop", &[LR, BETA, epsilon("eps", 1e-8)], |a| rmsprop(a, "outside")),
    row("lecture.adam_eps_in", |_| "adam", ADAM_INSIDE, |a| adam(a, "inside", true)),
    row("lecture.adam_eps_out", |_| "adam", ADAM, |a| adam(a, "outside", true)),
    row("lecture.adam_no_bias_correction", |_| "adam", ADAM, |a| adam(a, "outside", false)),
];
