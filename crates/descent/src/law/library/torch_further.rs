//! PyTorch 2: the optimizers beyond those of every course. Conventions are those of [`super::torch`].

use super::torch::{BETAS, COMMON, LR, MOMENTS, WEIGHT_DECAY, params};
use super::{DECOUPLED, LibraryRow, beta, epsilon, free, nonnegative, param, rate, switch};
use crate::catalog::{EPSILON, Kind, Param, Range, Scale};

const fn real(key: &'static str, symbol: &'static str, name: &'static str, default: f64, range: Range) -> Param {
    param(key, symbol, name, Kind::Real { default: Some(default), range, scale: Scale::Log })
}

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "torch.Adadelta",
        params: params![
            rate("lr", Some(1.0)), beta("rho", r"\rho", 0.9), epsilon("eps", 1e-6), WEIGHT_DECAY;
            "capturable" "differentiable"
        ],
        moves: &["id=adadelta", COMMON, "rho eps"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.Adafactor",
        params: params![
            rate("lr", Some(0.01)),
            param(
                "beta2_decay",
                r"-\kappa",
                "power of the decay",
                Kind::Real { default: Some(-0.8), range: Range::closed(-10.0, 0.0), scale: Scale::Linear },
            ),
            param("eps1", r"\varepsilon_1", "first epsilon", Kind::OptReal { range: EPSILON, scale: Scale::Log }),
            nonnegative("eps2", r"\varepsilon_2", "second epsilon", 1e-3),
            real("d", "d", "clip", 1.0, Range::closed(1.0, 1e9)),
            WEIGHT_DECAY;
        ],
        moves: &["id=adafactor", COMMON, DECOUPLED, "form=floor -beta2_decay>decay_power eps1 eps2 d>clip"],
        check: free,
        note: "PyTorch’s eps is a pair; it is read as eps1 and eps2.",
    },
    LibraryRow {
        id: "torch.Adamax",
        params: params![
            rate("lr", Some(0.002)), BETAS, epsilon("eps", 1e-8), WEIGHT_DECAY;
            "differentiable" "capturable"
        ],
        moves: &["id=adamax", COMMON, MOMENTS],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.ASGD",
        params: params![
            rate("lr", Some(0.01)),
            nonnegative("lambd", r"\lambda'", "decay of rate and parameters", 1e-4),
            nonnegative("alpha", r"\alpha", "power of the rate’s fall", 0.75),
            real("t0", "t_0", "start of the average", 1e6, Range::closed(0.0, 1e9)),
            WEIGHT_DECAY;
            "differentiable" "capturable"
        ],
        moves: &["id=asgd", COMMON, "lambd>lambda alpha t0"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.LBFGS",
        params: &[
            rate("lr", Some(1.0)),
            param("max_iter", "", "iterations per step", Kind::Int { default: Some(20), min: 1, max: 1000 }),
            param("max_eval", "", "evaluations per step", Kind::OptInt { min: 1, max: 100_000 }),
            nonnegative("tolerance_grad", "", "tolerance on the gradient", 1e-7),
            nonnegative("tolerance_change", "", "tolerance on changes", 1e-9),
            param("history_size", "h", "pairs kept", Kind::Int { default: Some(100), min: 1, max: 100 }),
            param(
                "line_search_fn",
                "",
                "line search",
                Kind::Choice {
                    default: "none",
                    options: &[("none", "always a step of lr"), ("strong_wolfe", "strong Wolfe conditions")],
                },
            ),
            switch("maximize", "maximize", false),
        ],
        moves: &[
            "id=lbfgs lr max_iter max_eval~max_iter>max_eval tolerance_grad tolerance_change history_size>history line_search_fn>line_search maximize",
        ],
        check: free,
        note: "One step here is one call of step(), which makes up to max_iter iterations.",
    },
    LibraryRow {
        id: "torch.Muon",
        params: &[
            LR,
            nonnegative("weight_decay", r"\lambda", "weight decay", 0.1),
            beta("momentum", r"\mu", 0.95),
            switch("nesterov", "Nesterov", true),
            param(
                "ns_coefficients",
                "a, b, c",
                "coefficients of the iteration",
                Kind::Reals {
                    default: Some(&[3.4445, -4.775, 2.0315]),
                    range: Range::closed(-100.0, 100.0),
                    min_len: 3,
                    max_len: 3,
                },
            ),
            epsilon("eps", 1e-7),
            param("ns_steps", "", "rounds", Kind::Int { default: Some(5), min: 0, max: 99 }),
            param(
                "adjust_lr_fn",
                "",
                "factor of the step",
                Kind::Choice {
                    default: "original",
                    options: &[("original", "√max(1, rows/cols)"), ("match_rms_adamw", "0.2·√max(rows, cols)")],
                },
            ),
        ],
        moves: &[
            "id=muon lr weight_decay",
            DECOUPLED,
            "momentum nesterov ns_coefficients>coefficients eps ns_steps>rounds form=ema bfloat16=true adjust_lr_fn:original?scale=tall adjust_lr_fn:match_rms_adamw?scale=rms",
        ],
        check: free,
        note: "PyTorch refuses vectors; here a vector is a matrix of one row.",
    },
    LibraryRow {
        id: "torch.RAdam",
        params: params![
            LR,
            BETAS,
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            switch("decoupled_weight_decay", "decoupled decay", false);
            "capturable" "differentiable"
        ],
        moves: &["id=radam", COMMON, MOMENTS, "eps_placement=uncorrected decoupled_weight_decay?decay=decoupled"],
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.Rprop",
        params: params![
            rate("lr", Some(0.01)),
            pair("etas", r"\eta_-, \eta_+", "factors", &[0.5, 1.2]),
            pair("step_sizes", r"\Delta_{\min}, \Delta_{\max}", "bounds of the step sizes", &[1e-6, 50.0]);
            "capturable" "differentiable"
        ],
        moves: &["id=rprop lr maximize etas.0>eta_minus etas.1>eta_plus step_sizes.0>min_size step_sizes.1>max_size"],
        check: |args| {
            let etas = args.reals("etas");
            if 0.0 < etas[0] && etas[0] < 1.0 && 1.0 < etas[1] && etas[1] <= 1e3 {
                Ok(())
            } else {
                Err(("etas", "a number in (0, 1) and one in (1, 1000]"))
            }
        },
        note: "",
    },
];

const fn pair(key: &'static str, symbol: &'static str, name: &'static str, default: &'static [f64]) -> Param {
    let kind = Kind::Reals { default: Some(default), range: Range::closed(0.0, 1e6), min_len: 2, max_len: 2 };
    param(key, symbol, name, kind)
}
