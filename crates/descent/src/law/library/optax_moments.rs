//! Optax: the relatives of Adam, of Adagrad and of sign descent. Decay is added to the update (decoupled), but where it stands
//! before everything else (Adadelta, MADGRAD).

use super::optax::{B1, B2, DECAYED, EPS, EPS_ROOT, LR, MOMENTS, NESTEROV, RATE, WEIGHT_DECAY, decayed};
use super::{DECOUPLED, LibraryRow, beta, epsilon, free, nonnegative, param, switch};
use crate::catalog::{Kind, Range, Scale};

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "optax.adadelta",
        params: &[LR, beta("rho", r"\rho", 0.9), epsilon("eps", 1e-6), WEIGHT_DECAY],
        moves: &["id=adadelta", RATE, "rho eps", DECAYED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adamax",
        params: &[LR, B1, B2, EPS],
        moves: &["id=adamax", MOMENTS],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.amsgrad",
        params: &[
            LR,
            B1,
            B2,
            EPS,
            EPS_ROOT,
            switch("bias_correction_mu", "bias correction of m", true),
            switch("bias_correction_nu", "bias correction of v", true),
        ],
        moves: &[
            "id=adam",
            MOMENTS,
            "amsgrad=true amsgrad_max=corrected bias_correction_mu>bias_correction bias_correction_nu>bias_correction",
        ],
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
        params: &[LR, B1, B2, epsilon("eps", 1e-16), epsilon("eps_root", 1e-16), NESTEROV],
        moves: &["id=adabelief", MOMENTS],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.yogi",
        params: &[LR, B1, B2, epsilon("eps", 1e-3)],
        moves: &["id=yogi", MOMENTS, "initial_moment=1e-6"],
        check: free,
        note: "Optax starts the first moment at 10⁻⁶ as well; so does this spelling, by the option initial_moment.",
    },
    LibraryRow {
        id: "optax.radam",
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
        moves: &["id=radam", MOMENTS, "threshold"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adan",
        params: &[
            LR,
            beta("b1", r"\beta_1", 0.98),
            beta("b2", r"\beta_2", 0.92),
            beta("b3", r"\beta_3", 0.99),
            EPS,
            epsilon("eps_root", 1e-8),
            WEIGHT_DECAY,
        ],
        moves: &["id=adan", MOMENTS, "b3>beta3", DECAYED, DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.ademamix",
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
        moves: &["id=ademamix", MOMENTS, "b3>beta3 alpha", DECAYED, DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.adopt",
        params: &[
            LR,
            B1,
            beta("b2", r"\beta_2", 0.9999),
            epsilon("eps", 1e-6),
            NESTEROV,
            switch("use_clipping", "clip", true),
        ],
        moves: &["id=adopt", MOMENTS, "use_clipping>clip"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.madgrad",
        params: &[LR, beta("momentum", r"\mu", 0.9), WEIGHT_DECAY, epsilon("eps", 1e-6)],
        moves: &["id=madgrad", RATE, "momentum eps", DECAYED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.sm3",
        params: &[LR, beta("momentum", r"\mu", 0.9)],
        moves: &["id=sm3", RATE, "momentum"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.lion",
        params: &[LR, B1, beta("b2", r"\beta_2", 0.99), decayed(1e-3)],
        moves: &["id=lion", MOMENTS, DECAYED, DECOUPLED],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "optax.signum",
        params: &[LR, beta("beta", r"\beta", 0.9)],
        moves: &["id=signum", RATE, "beta"],
        check: free,
        note: "",
    },
    LibraryRow { id: "optax.sign_sgd", params: &[LR], moves: &["id=sign_sgd", RATE], check: free, note: "" },
    LibraryRow {
        id: "optax.rprop",
        params: &[
            LR,
            beta("eta_minus", r"\eta_-", 0.5),
            nonnegative("eta_plus", r"\eta_+", "factor without a turn", 1.2),
            nonnegative("min_step_size", r"\Delta_{\min}", "least step size", 1e-6),
            nonnegative("max_step_size", r"\Delta_{\max}", "greatest step size", 50.0),
        ],
        moves: &["id=rprop", RATE, "eta_minus eta_plus min_step_size>min_size max_step_size>max_size"],
        check: |args| {
            if args.real("eta_minus") <= 0.0 {
                return Err(("eta_minus", "a number in (0, 1)"));
            }
            if args.real("eta_plus") <= 1.0 { Err(("eta_plus", "a number in (1, 1000]")) } else { Ok(()) }
        },
        note: "Optax applies every move one step late, and its first step does not move; that is not imitated.",
    },
];
