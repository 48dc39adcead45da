//! Optax: optimizers that find their own rate, and the schedule-free ones.

use super::optax::{B2, DECAYED, EPS, RATE, WEIGHT_DECAY};
use super::optax_layers::{log, opt};
use super::{LibraryRow, epsilon, free, nonnegative, param, rate, switch};
use crate::catalog::{DECAY, Kind, Param, Range, Scale};

const ONE: Param = rate("learning_rate", Some(1.0));
const BETAS: Param = param(
    "betas",
    r"\beta_1, \beta_2",
    "decays of the moments",
    Kind::Reals { default: Some(&[0.9, 0.999]), range: DECAY, min_len: 2, max_len: 2 },
);

const ADAPTED: &str = "learning_rate>lr eps estim_lr0>d0 weight_decay decay=decoupled betas.0>beta1 betas.1>beta2";

/// With 0 Optax would stay at a rate of 0.
const WARMUP: Param =
    param("warmup_steps", "", "warm-up", Kind::OptReal { range: Range::above(0.0, 1e6), scale: Scale::Linear });

const SCHEDULE_FREE: &str = "learning_rate>lr b1>beta1 weight_lr_power>weight_power warmup_steps>>warmup weight_decay decay=decoupled shows=y warmup_lags=true";

const POSITIVE_BETA: Range = Range { max_open: true, ..Range::above(0.0, 1.0) };
const SHARE: Param = param(
    "b1",
    r"\beta_1",
    "share of the average",
    Kind::Real { default: Some(0.9), range: POSITIVE_BETA, scale: Scale::Linear },
);
const POWER: Param = param(
    "weight_lr_power",
    "r",
    "power of the weights",
    Kind::Real { default: Some(2.0), range: Range::closed(0.0, 100.0), scale: Scale::Linear },
);

/// What both schedule-free rows say.
const ASKS_AHEAD: &str =
    "With a schedule that rises, Optax weighs a step by the rate of the next one; here by its own.";

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "optax.polyak_sgd",
        params: &[
            log("max_learning_rate", r"\gamma_{\max}", "largest factor", 1.0, Range::closed(0.0, 1e12)),
            rate("scaling", Some(1.0)),
            param(
                "f_min",
                r"f_{\min}",
                "least value",
                Kind::Real { default: Some(0.0), range: Range::closed(-1e12, 1e12), scale: Scale::Linear },
            ),
            epsilon("eps", 0.0),
            param(
                "variant",
                "",
                "variant",
                Kind::Choice { default: "sps", options: &[("sps", "the gap as it is"), ("sps+", "no gap below 0")] },
            ),
        ],
        moves: &["id=polyak_sgd scaling>lr max_learning_rate>max_rate f_min eps variant:sps+?clamped=true"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.cocob",
        params: &[ONE, log("alpha", r"\alpha", "fraction to bet", 100.0, Range::closed(0.0, 1e6)), EPS, WEIGHT_DECAY],
        moves: &["id=cocob", RATE, "alpha eps", DECAYED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.dog",
        params: &[
            ONE,
            param(
                "init_step",
                "",
                "meaning of the start value",
                Kind::Choice {
                    default: "heuristic",
                    options: &[
                        ("heuristic", "relative to 1 + ‖θ₀‖"),
                        ("distance", "a distance"),
                        ("learning_rate", "a rate"),
                    ],
                },
            ),
            log("init_value", r"\alpha", "start value", 1e-6, Range::closed(0.0, 1e6)),
            EPS,
            opt("weight_decay", "weight decay"),
        ],
        moves: &["id=dog", RATE, "init_step>init init_value eps", DECAYED],
        check: free,
        note: "Optax’ init_step is a pair; it is read as init_step and init_value.",
    },
    LibraryRow {
        id: "optax.dadapt_adamw",
        params: &[
            ONE,
            BETAS,
            EPS,
            log("estim_lr0", "d_0", "first estimate", 1e-6, Range::above(0.0, 1e6)),
            WEIGHT_DECAY,
        ],
        moves: &["id=dadapt_adamw", ADAPTED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.prodigy",
        params: &[
            ONE,
            BETAS,
            param("beta3", r"\beta_3", "decay of the sums", Kind::OptReal { range: DECAY, scale: Scale::Linear }),
            EPS,
            log("estim_lr0", "d_0", "first estimate", 1e-6, Range::above(0.0, 1e6)),
            nonnegative("estim_lr_coef", r"\kappa", "factor of the estimate", 1.0),
            WEIGHT_DECAY,
            switch("safeguard_warmup", "safeguard", false),
        ],
        moves: &["id=prodigy", ADAPTED, "beta3 estim_lr_coef>factor safeguard_warmup"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.schedule_free_adamw",
        params: &[rate("learning_rate", Some(0.0025)), WARMUP, SHARE, B2, EPS, WEIGHT_DECAY, POWER],
        moves: &["id=schedule_free", SCHEDULE_FREE, "base=adamw b2>beta2 eps"],
        check: free,
        note: ASKS_AHEAD,
    },
    LibraryRow {
        id: "optax.schedule_free_sgd",
        params: &[ONE, WARMUP, SHARE, opt("weight_decay", "weight decay"), POWER],
        moves: &["id=schedule_free", SCHEDULE_FREE, "base=sgd"],
        check: free,
        note: ASKS_AHEAD,
    },
];
