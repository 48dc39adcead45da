//! Optax: optimizers that look at norms, rows and columns, matrices or the curvature, and the optimistic one.

use super::optax::{B1, B2, DECAYED, EPS, EPS_ROOT, LR, MOMENTS, NESTEROV, RATE, WEIGHT_DECAY, decayed};
use super::{DECOUPLED, LibraryRow, beta, epsilon, free, nonnegative, param, switch};
use crate::catalog::{DECAY, Kind, Param, Range, Scale};

const MOMENTUM: Param = beta("momentum", r"\mu", 0.9);

pub(super) const fn opt(key: &'static str, name: &'static str) -> Param {
    param(key, "", name, Kind::OptReal { range: Range::closed(0.0, 1e6), scale: Scale::Linear })
}

pub(super) const fn log(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    default: f64,
    range: Range,
) -> Param {
    param(key, symbol, name, Kind::Real { default: Some(default), range, scale: Scale::Log })
}

const fn counted(key: &'static str, name: &'static str, default: i64, min: i64) -> Param {
    param(key, "", name, Kind::Int { default: Some(default), min, max: 1_000_000 })
}

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "optax.lamb",
        params: &[LR, B1, B2, epsilon("eps", 1e-6), EPS_ROOT, WEIGHT_DECAY],
        moves: &["id=lamb", MOMENTS, DECAYED, DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.lars",
        params: &[
            LR,
            WEIGHT_DECAY,
            log("trust_coefficient", r"\tau", "trust coefficient", 0.001, Range::closed(0.0, 1e3)),
            epsilon("eps", 0.0),
            MOMENTUM,
            NESTEROV,
            switch("weight_decay_mask", "decay of everything", true),
            switch("trust_ratio_mask", "ratio of everything", true),
        ],
        moves: &["id=lars", RATE, "nesterov", DECAYED, "trust_coefficient eps momentum"],
        check: |args| {
            let masked = ["weight_decay_mask", "trust_ratio_mask"].into_iter().find(|key| !args.flag(key));
            masked.map_or(Ok(()), |key| Err((key, "true: there is one layer")))
        },
        note: "",
    },
    LibraryRow {
        id: "optax.fromage",
        params: &[LR, nonnegative("min_norm", "", "least norm", 1e-6)],
        moves: &["id=fromage", RATE, "min_norm"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.novograd",
        params: &[LR, B1, beta("b2", r"\beta_2", 0.25), epsilon("eps", 1e-6), EPS_ROOT, WEIGHT_DECAY],
        moves: &["id=novograd", MOMENTS, DECAYED, DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adafactor",
        params: &[
            LR,
            counted("min_dim_size_to_factor", "least side of a factored matrix", 128, 0),
            param(
                "decay_rate",
                r"\kappa",
                "power of the decay",
                Kind::Real { default: Some(0.8), range: Range::closed(0.0, 10.0), scale: Scale::Linear },
            ),
            counted("decay_offset", "offset of the decay’s clock", 0, 0),
            switch("multiply_by_parameter_scale", "relative size", true),
            log("clipping_threshold", "d", "clip", 1.0, Range::above(0.0, 1e300)),
            param("momentum", r"\mu", "momentum", Kind::OptReal { range: DECAY, scale: Scale::Linear }),
            opt("weight_decay_rate", "weight decay"),
            epsilon("eps", 1e-30),
            Param {
                doc: "Whether a matrix has its second moment as one number per row and per column.",
                ..switch("factored", "factored", true)
            },
        ],
        moves: &[
            "id=adafactor",
            RATE,
            "decay_rate>decay_power decay_offset multiply_by_parameter_scale>relative_size clipping_threshold>clip momentum eps>eps1 relative_step=false min_dim_size_to_factor>least_side !factored?least_side=1e6",
        ],
        check: |args| match args.opt_real("weight_decay_rate") {
            Some(v) if v != 0.0 => {
                Err(("weight_decay_rate", "null: decay that the rate does not multiply is not offered"))
            }
            _ => Ok(()),
        },
        note: "Optax evaluates t^−0.8 in binary32. A clipping_threshold of None is given as 1e300.",
    },
    LibraryRow {
        id: "optax.muon",
        params: &[
            LR,
            param(
                "ns_coeffs",
                "a, b, c",
                "coefficients of the iteration",
                Kind::Reals {
                    default: Some(&[3.4445, -4.775, 2.0315]),
                    range: Range::closed(-100.0, 100.0),
                    min_len: 3,
                    max_len: 3,
                },
            ),
            param("ns_steps", "", "rounds", Kind::Int { default: Some(5), min: 0, max: 99 }),
            beta("beta", r"\beta", 0.95),
            EPS,
            WEIGHT_DECAY,
            switch("nesterov", "Nesterov", true),
            switch("adaptive", "scaled by the dual norm", false),
            param(
                "preconditioning",
                "",
                "norm",
                Kind::Choice { default: "frobenius", options: &[("frobenius", "‖U‖_F")] },
            ),
            beta("adam_b1", "", 0.9),
            beta("adam_b2", "", 0.999),
            epsilon("adam_eps_root", 0.0),
            nonnegative("adam_weight_decay", "", "weight decay of vectors", 0.0),
        ],
        moves: &[
            "id=muon",
            RATE,
            "ns_coeffs>coefficients ns_steps>rounds beta>momentum eps nesterov",
            DECAYED,
            DECOUPLED,
            "form=corrected_ema scale=wide",
        ],
        check: |args| if args.flag("adaptive") { Err(("adaptive", "false")) } else { Ok(()) },
        note: "Optax gives vectors to AdamW; here a vector is a matrix of one row, and the arguments adam_… change nothing.",
    },
    LibraryRow {
        id: "optax.sophia",
        params: &[
            LR,
            beta("b1", r"\beta_1", 0.965),
            beta("b2", r"\beta_2", 0.99),
            EPS,
            decayed(1e-4),
            nonnegative("gamma", r"\gamma", "weight of the curvature", 0.01),
            log("clip_threshold", "c", "clip", 1.0, Range::closed(0.0, 1e300)),
            counted("update_interval", "interval", 10, 1),
            switch("verbose", "output", false),
            counted("print_win_rate_every_n_steps", "output", 0, 0),
        ],
        moves: &["id=sophia", MOMENTS, DECAYED, DECOUPLED, "gamma clip_threshold>clip update_interval>interval"],
        check: free,
        note: "Optax estimates the Hessian's diagonal by random vectors; here it is exact. A clip_threshold of None is given as \
               1e300.",
    },
    LibraryRow {
        id: "optax.optimistic_gradient_descent",
        params: &[
            LR,
            nonnegative("alpha", r"\alpha", "weight of the gradient", 1.0),
            nonnegative("beta", r"\beta", "weight of the forecast", 1.0),
        ],
        moves: &["id=optimistic_gradient_descent", RATE, "alpha beta"],
        check: free,
        note: "",
    },
];
