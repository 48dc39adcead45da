//! PyTorch 2: the optimizers beyond those of every course. Conventions are those of [`super::torch`].

use super::torch::{BETAS, LR, WEIGHT_DECAY, common, decoupled_if, params};
use super::{LibraryRow, beta, epsilon, free, nonnegative, param, rate, renamed, switch, with};
use crate::Value;
use crate::catalog::{EPSILON, Kind, Param, Range, Scale};

const fn real(key: &'static str, symbol: &'static str, name: &'static str, default: f64, range: Range) -> Param {
    param(key, symbol, name, Kind::Real { default: Some(default), range, scale: Scale::Log })
}

fn betas(args: &crate::catalog::Args) -> [(&'static str, Value); 2] {
    let betas = args.reals("betas");
    [("beta1", Value::Num(betas[0])), ("beta2", Value::Num(betas[1]))]
}

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "torch.Adadelta",
        into: |_| "adadelta",
        params: params![rate("lr", Some(1.0)), beta("rho", r"\rho", 0.9), epsilon("eps", 1e-6), WEIGHT_DECAY],
        translate: |args| with(common(args, "coupled"), renamed(args, &[("rho", "rho"), ("eps", "eps")])),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.Adafactor",
        into: |_| "adafactor",
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
            real("d", "d", "clip", 1.0, Range::above(0.0, 1e300)),
            WEIGHT_DECAY,
        ],
        translate: |args| {
            let own = [("form", Value::text("floor")), ("decay_power", Value::Num(-args.real("beta2_decay")))];
            let names = [("eps1", "eps1"), ("eps2", "eps2"), ("d", "clip")];
            with(with(common(args, "decoupled"), renamed(args, &names)), own)
        },
        check: free,
        note: "PyTorch's eps is a pair; it is read as eps1 and eps2.",
    },
    LibraryRow {
        id: "torch.Adamax",
        into: |_| "adamax",
        params: params![rate("lr", Some(0.002)), BETAS, epsilon("eps", 1e-8), WEIGHT_DECAY],
        translate: |args| with(with(common(args, "coupled"), betas(args)), renamed(args, &[("eps", "eps")])),
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.ASGD",
        into: |_| "asgd",
        params: params![
            rate("lr", Some(0.01)),
            nonnegative("lambd", r"\lambda'", "decay of rate and parameters", 1e-4),
            nonnegative("alpha", r"\alpha", "power of the rate's fall", 0.75),
            real("t0", "t_0", "start of the average", 1e6, Range::closed(0.0, 1e9)),
            WEIGHT_DECAY,
        ],
        translate: |args| {
            let names = [("lambd", "lambda"), ("alpha", "alpha"), ("t0", "t0")];
            with(common(args, "coupled"), renamed(args, &names))
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.LBFGS",
        into: |_| "lbfgs",
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
        translate: |args| {
            let names = [
                ("lr", "lr"),
                ("max_iter", "max_iter"),
                ("max_eval", "max_eval"),
                ("tolerance_grad", "tolerance_grad"),
                ("tolerance_change", "tolerance_change"),
                ("history_size", "history"),
                ("line_search_fn", "line_search"),
                ("maximize", "maximize"),
            ];
            renamed(args, &names)
        },
        check: free,
        note: "One step here is one call of step(), which makes up to max_iter iterations.",
    },
    LibraryRow {
        id: "torch.Muon",
        into: |_| "muon",
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
            switch("use_addmm", "implementation: addmm", false),
        ],
        translate: |args| {
            let names = [
                ("lr", "lr"),
                ("weight_decay", "weight_decay"),
                ("momentum", "momentum"),
                ("nesterov", "nesterov"),
                ("ns_coefficients", "coefficients"),
                ("eps", "eps"),
                ("ns_steps", "rounds"),
            ];
            let own = [
                ("form", Value::text("ema")),
                ("scale", Value::text(if args.choice("adjust_lr_fn") == "original" { "tall" } else { "rms" })),
                ("bfloat16", Value::Bool(true)),
                ("decay", Value::text("decoupled")),
            ];
            with(renamed(args, &names), own)
        },
        check: free,
        note: "PyTorch refuses vectors; here a vector is a matrix of one row.",
    },
    LibraryRow {
        id: "torch.RAdam",
        into: |_| "radam",
        params: params![
            LR,
            BETAS,
            epsilon("eps", 1e-8),
            WEIGHT_DECAY,
            switch("decoupled_weight_decay", "decoupled decay", false),
        ],
        translate: |args| {
            let own = [("eps_placement", Value::text("uncorrected"))];
            let common = common(args, decoupled_if(args.flag("decoupled_weight_decay")));
            with(with(with(common, betas(args)), renamed(args, &[("eps", "eps")])), own)
        },
        check: free,
        note: "",
    },
    LibraryRow {
        id: "torch.Rprop",
        into: |_| "rprop",
        params: params![
            rate("lr", Some(0.01)),
            pair("etas", r"\eta_-, \eta_+", "factors", &[0.5, 1.2]),
            pair("step_sizes", r"\Delta_{\min}, \Delta_{\max}", "bounds of the step sizes", &[1e-6, 50.0]),
        ],
        translate: |args| {
            let (etas, sizes) = (args.reals("etas"), args.reals("step_sizes"));
            let own = [
                ("eta_minus", Value::Num(etas[0])),
                ("eta_plus", Value::Num(etas[1])),
                ("min_size", Value::Num(sizes[0])),
                ("max_size", Value::Num(sizes[1])),
            ];
            with(renamed(args, &[("lr", "lr"), ("maximize", "maximize")]), own)
        },
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
