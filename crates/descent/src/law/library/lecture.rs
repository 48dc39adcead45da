//! The lecture decks' formulas by the names under which the oracle files list them, with the decks' letters.

use super::{INSIDE, LibraryRow, beta, epsilon, free, rate};
use crate::catalog::Param;

const LR: Param = rate("lr", Some(0.01));
const BETA: Param = beta("beta", r"\beta", 0.9);
const ADAM: &[Param] =
    &[rate("lr", Some(0.001)), beta("beta1", r"\beta_1", 0.9), beta("beta2", r"\beta_2", 0.999), epsilon("eps", 1e-8)];
const ADAM_INSIDE: &[Param] =
    &[rate("lr", Some(0.001)), beta("beta1", r"\beta_1", 0.9), beta("beta2", r"\beta_2", 0.999), epsilon("eps", 1e-7)];

/// What the letters of the decks stand for, as far as a formula has them.
const LETTERS: &str = "lr beta beta1 beta2 eps";
const OUTSIDE: &str = "eps_placement=outside";

const fn row(id: &'static str, params: &'static [Param], moves: &'static [&'static str]) -> LibraryRow {
    LibraryRow { id, params, moves, check: free, note: "" }
}

pub(super) static ROWS: &[LibraryRow] = &[
    row("lecture.gd", &[LR], &["id=sgd", LETTERS]),
    row("lecture.heavy_ball", &[LR, BETA], &["id=momentum form=heavy_ball", LETTERS]),
    row("lecture.momentum_lr_inside", &[LR, BETA], &["id=momentum form=lr_inside", LETTERS]),
    row("lecture.momentum_ema", &[LR, BETA], &["id=momentum form=ema", LETTERS]),
    row("lecture.momentum_ema_corrected", &[LR, BETA], &["id=momentum form=ema bias_correction=true", LETTERS]),
    row("lecture.nesterov_lookahead", &[LR, BETA], &["id=nesterov form=lookahead", LETTERS]),
    row("lecture.adagrad_eps_in", &[LR, epsilon("eps", 1e-7)], &["id=adagrad", INSIDE, LETTERS]),
    row("lecture.adagrad_eps_out", &[LR, epsilon("eps", 1e-8)], &["id=adagrad", OUTSIDE, LETTERS]),
    row("lecture.rmsprop_eps_in", &[LR, BETA, epsilon("eps", 1e-7)], &["id=rmsprop", INSIDE, LETTERS]),
    row("lecture.rmsprop_eps_out", &[LR, BETA, epsilon("eps", 1e-8)], &["id=rmsprop", OUTSIDE, LETTERS]),
    row("lecture.adam_eps_in", ADAM_INSIDE, &["id=adam", INSIDE, LETTERS]),
    row("lecture.adam_eps_out", ADAM, &["id=adam", OUTSIDE, LETTERS]),
    row("lecture.adam_no_bias_correction", ADAM, &["id=adam", OUTSIDE, "bias_correction=false", LETTERS]),
];
