//! Optax: the relatives of Adam, of Adagrad and of sign descent. Decay is added to the update (decoupled), but where it stands
//! before everything else (Adadelta, MADGRAD).

use super::optax::{B1, B2, EPS_ROOT, LR, NESTEROV};
use super::{LibraryRow, beta, epsilon, free, nonnegative, param, renamed, switch, with};
use crate::Value;
use crate::catalog::{Kind, Param, Range, Scale};

const EPS: Param = epsilon("eps", 1e-8);
const WEIGHT_DECAY: Param = decayed(0.0);

const fn decayed(default: f64) -> Param {
    nonnegative("weight_decay", r"\lambda", "weight decay", default)
}

const RATE: (&str, &str) = ("learning_rate", "lr");
const MOMENTS: &[(&str, &str)] =
    &[RATE, ("b1", "beta1"), ("b2", "beta2"), ("eps", "eps"), ("eps_root", "eps_root"), ("nesterov", "nesterov")];
const DECAYED: (&str, &str) = ("weight_decay", "weight_decay");

fn decoupled() -> (&'static str, Value) {
    ("decay", Value::text("decoupled"))
}

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "optax.adadelta",
        into: |_| "adadelta",
        params: &[LR, beta("rho", r"\rho", 0.9), epsilon("eps", 1e-6), WEIGHT_DECAY],
        translate: |args| renamed(args, &[RATE, ("rho", "rho"), ("eps", "eps"), DECAYED]),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adamax",
        into: |_| "adamax",
        params: &[LR, B1, B2, EPS],
        translate: |args| renamed(args, MOMENTS),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.amsgrad",
        into: |_| "adam",
        params: &[
            LR,
            B1,
            B2,
            EPS,
            EPS_ROOT,
            switch("bias_correction_mu", "bias correction of m", true),
            switch("bias_correction_nu", "bias correction of v", true),
        ],
        translate: |args| {
            with(
                renamed(args, MOMENTS),
                [
                    ("amsgrad", Value::Bool(true)),
                    ("amsgrad_max", Value::text("corrected")),
                    ("bias_correction", Value::Bool(args.flag("bias_correction_mu"))),
                ],
            )
        },
        check: |args| {
            if args.flag("bias_correction_mu") == args.flag("bias_correction_nu") {
                Ok(())
            } else {
                Err(("bias_correction_nu", "the same as bias_correction_mu"))
            }
        },
        note: "",
    },
    LibraryRow {
        id: "optax.adabelief",
        into: |_| "adabelief",
        params: &[LR, B1, B2, epsilon("eps", 1e-16), epsilon("eps_root", 1e-16), NESTEROV],
        translate: |args| renamed(args, MOMENTS),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.yogi",
        into: |_| "yogi",
        params: &[LR, B1, B2, epsilon("eps", 1e-3)],
        translate: |args| with(renamed(args, MOMENTS), [("initial_moment", Value::Num(1e-6))]),
        check: free,
        note: "Optax starts the first moment at 10⁻⁶ as well; so does this spelling, by the option initial_moment.",
    },
    LibraryRow {
        id: "optax.radam",
        into: |_| "radam",
        params: &[
            LR,
            B1,
            B2,
            EPS,
            EPS_ROOT,
            param(
                "threshold",
                r"\rho_{\min}",
                "threshold",
                Kind::Real { default: Some(5.0), range: Range::closed(4.0, 1e6), scale: Scale::Linear },
            ),
            NESTEROV,
        ],
        translate: |args| with(renamed(args, MOMENTS), renamed(args, &[("threshold", "threshold")])),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adan",
        into: |_| "adan",
        params: &[
            LR,
            beta("b1", r"\beta_1", 0.98),
            beta("b2", r"\beta_2", 0.92),
            beta("b3", r"\beta_3", 0.99),
            EPS,
            epsilon("eps_root", 1e-8),
            WEIGHT_DECAY,
        ],
        translate: |args| with(with(renamed(args, MOMENTS), renamed(args, &[("b3", "beta3"), DECAYED])), [decoupled()]),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.ademamix",
        into: |_| "ademamix",
        params: &[
            LR,
            B1,
            B2,
            beta("b3", r"\beta_3", 0.9999),
            nonnegative("alpha", r"\alpha", "weight of the slow average", 5.0),
            EPS,
            EPS_ROOT,
            WEIGHT_DECAY,
        ],
        translate: |args| {
            let more = renamed(args, &[("b3", "beta3"), ("alpha", "alpha"), DECAYED]);
            with(with(renamed(args, MOMENTS), more), [decoupled()])
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adopt",
        into: |_| "adopt",
        params: &[
            LR,
            B1,
            beta("b2", r"\beta_2", 0.9999),
            epsilon("eps", 1e-6),
            NESTEROV,
            switch("use_clipping", "clip", true),
        ],
        translate: |args| with(renamed(args, MOMENTS), renamed(args, &[("use_clipping", "clip")])),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.madgrad",
        into: |_| "madgrad",
        params: &[LR, beta("momentum", r"\mu", 0.9), WEIGHT_DECAY, epsilon("eps", 1e-6)],
        translate: |args| renamed(args, &[RATE, ("momentum", "momentum"), ("eps", "eps"), DECAYED]),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.sm3",
        into: |_| "sm3",
        params: &[LR, beta("momentum", r"\mu", 0.9)],
        translate: |args| renamed(args, &[RATE, ("momentum", "momentum")]),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.lion",
        into: |_| "lion",
        params: &[LR, B1, beta("b2", r"\beta_2", 0.99), decayed(1e-3)],
        translate: |args| with(renamed(args, &[RATE, ("b1", "beta1"), ("b2", "beta2"), DECAYED]), [decoupled()]),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.signum",
        into: |_| "signum",
        params: &[LR, beta("beta", r"\beta", 0.9)],
        translate: |args| renamed(args, &[RATE, ("beta", "beta")]),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.sign_sgd",
        into: |_| "sign_sgd",
        params: &[LR],
        translate: |args| renamed(args, &[RATE]),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.rprop",
        into: |_| "rprop",
        params: &[
            LR,
            beta("eta_minus", r"\eta_-", 0.5),
            nonnegative("eta_plus", r"\eta_+", "factor without a turn", 1.2),
            nonnegative("min_step_size", r"\Delta_{\min}", "least step size", 1e-6),
            nonnegative("max_step_size", r"\Delta_{\max}", "greatest step size", 50.0),
        ],
        translate: |args| {
            let sizes = [("min_step_size", "min_size"), ("max_step_size", "max_size")];
            with(renamed(args, &[RATE, ("eta_minus", "eta_minus"), ("eta_plus", "eta_plus")]), renamed(args, &sizes))
        },
        check: |args| {
            if args.real("eta_minus") <= 0.0 {
                return Err(("eta_minus", "a number in (0, 1)"));
            }
            if args.real("eta_plus") <= 1.0 { Err(("eta_plus", "a number in (1, 1000]")) } else { Ok(()) }
        },
        note: "Optax applies every move one step late, and its first step does not move; that is not imitated.",
    },
];
