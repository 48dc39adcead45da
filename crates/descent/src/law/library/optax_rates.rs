//! Optax: optimizers that find their own rate, and the schedule-free ones.

use super::Move::{All, As, If, Item, Put};
use super::optax::{B2, DECAYED, RATE};
use super::optax_layers::{EPS, WEIGHT_DECAY, log, opt};
use super::{DECOUPLED, Is, LibraryRow, Move, epsilon, free, nonnegative, param, rate, switch};
use crate::catalog::{DECAY, Kind, Param, Range, Scale};

const ONE: Param = rate("learning_rate", Some(1.0));
const BETAS: Param = param(
    "betas",
    r"\beta_1, \beta_2",
    "decays of the moments",
    Kind::Reals { default: Some(&[0.9, 0.999]), range: DECAY, min_len: 2, max_len: 2 },
);

const ADAPTED: Move = All(&[
    RATE,
    As("eps", "eps"),
    As("estim_lr0", "d0"),
    DECAYED,
    DECOUPLED,
    Item("betas", 0, "beta1"),
    Item("betas", 1, "beta2"),
]);

const SCHEDULE_FREE: Move = All(&[
    RATE,
    As("b1", "beta1"),
    As("weight_lr_power", "weight_power"),
    As("warmup_steps", "warmup"),
    DECAYED,
    DECOUPLED,
    Put("shows", Is::Text("y")),
    Put("warmup_lags", Is::Flag(true)),
]);

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
        moves: &[
            Put("id", Is::Text("polyak_sgd")),
            As("scaling", "lr"),
            As("max_learning_rate", "max_rate"),
            As("f_min", "f_min"),
            As("eps", "eps"),
            If("variant", Is::Text("sps+"), &[Put("clamped", Is::Flag(true))]),
        ],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.cocob",
        params: &[ONE, log("alpha", r"\alpha", "fraction to bet", 100.0, Range::closed(0.0, 1e6)), EPS, WEIGHT_DECAY],
        moves: &[Put("id", Is::Text("cocob")), RATE, As("alpha", "alpha"), As("eps", "eps"), DECAYED],
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
        moves: &[
            Put("id", Is::Text("dog")),
            RATE,
            As("init_step", "init"),
            As("init_value", "init_value"),
            As("eps", "eps"),
            DECAYED,
        ],
        check: free,
        note: "Optax' init_step is a pair; it is read as init_step and init_value.",
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
        moves: &[Put("id", Is::Text("dadapt_adamw")), ADAPTED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.prodigy",
        params: &[
            ONE,
            BETAS,
            EPS,
            log("estim_lr0", "d_0", "first estimate", 1e-6, Range::above(0.0, 1e6)),
            nonnegative("estim_lr_coef", r"\kappa", "factor of the estimate", 1.0),
            WEIGHT_DECAY,
            switch("safeguard_warmup", "safeguard", false),
        ],
        moves: &[
            Put("id", Is::Text("prodigy")),
            ADAPTED,
            As("estim_lr_coef", "factor"),
            As("safeguard_warmup", "safeguard_warmup"),
        ],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.schedule_free_adamw",
        params: &[
            rate("learning_rate", Some(0.0025)),
            opt("warmup_steps", "warm-up"),
            SHARE,
            B2,
            EPS,
            WEIGHT_DECAY,
            POWER,
        ],
        moves: &[
            Put("id", Is::Text("schedule_free")),
            SCHEDULE_FREE,
            Put("base", Is::Text("adamw")),
            As("b2", "beta2"),
            As("eps", "eps"),
        ],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.schedule_free_sgd",
        params: &[ONE, opt("warmup_steps", "warm-up"), SHARE, opt("weight_decay", "weight decay"), POWER],
        moves: &[Put("id", Is::Text("schedule_free")), SCHEDULE_FREE, Put("base", Is::Text("sgd"))],
        check: free,
        note: "",
    },
];
