//! Keras 3: the optimizers beyond those of every course. Decay is always decoupled, ε stands where [`super::keras`] says.

use super::keras::{ALL, BETA_1, BETA_2, MOMENTS, no_average, params};
use super::{LibraryRow, beta, epsilon, nonnegative, param, switch};
use crate::catalog::{Kind, Range, Scale};

pub(super) static ROWS: &[LibraryRow] = &[
    LibraryRow {
        id: "keras.Adadelta",
        params: params![0.001, beta("rho", r"\rho", 0.95), epsilon("epsilon", 1e-7)],
        moves: &["id=adadelta", ALL, "rho epsilon>eps"],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Adafactor",
        params: params![
            0.001,
            param(
                "beta_2_decay",
                r"-\kappa",
                "power of the decay",
                Kind::Real { default: Some(-0.8), range: Range::closed(-10.0, 0.0), scale: Scale::Linear },
            ),
            epsilon("epsilon_1", 1e-30),
            nonnegative("epsilon_2", r"\varepsilon_2", "second epsilon", 0.001),
            param(
                "clip_threshold",
                "d",
                "clip",
                Kind::Real { default: Some(1.0), range: Range::above(0.0, 1e300), scale: Scale::Log },
            ),
            switch("relative_step", "bounded rate", true),
        ],
        moves: &[
            "id=adafactor",
            ALL,
            "epsilon_1>eps1 epsilon_2>eps2 clip_threshold>clip relative_step -beta_2_decay>decay_power",
        ],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Adamax",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7)],
        moves: &["id=adamax", ALL, MOMENTS, "eps_placement=outside"],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Ftrl",
        params: params![
            0.001,
            param(
                "learning_rate_power",
                "-p",
                "power of the rate’s fall",
                Kind::Real { default: Some(-0.5), range: Range::closed(-1e3, 0.0), scale: Scale::Linear },
            ),
            nonnegative("initial_accumulator_value", "n_0", "initial accumulator", 0.1),
            nonnegative("l1_regularization_strength", r"\lambda_1", "L1 strength", 0.0),
            nonnegative("l2_regularization_strength", r"\lambda_2", "L2 strength", 0.0),
            nonnegative("l2_shrinkage_regularization_strength", r"\lambda_s", "L2 strength on the gradient", 0.0),
            nonnegative("beta", r"\beta", "offset of the root", 0.0),
        ],
        moves: &[
            "id=ftrl",
            ALL,
            "initial_accumulator_value>initial_accumulator l1_regularization_strength>l1 l2_regularization_strength>l2 l2_shrinkage_regularization_strength>l2_shrinkage beta -learning_rate_power>power",
        ],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Lamb",
        params: params![0.001, BETA_1, BETA_2, epsilon("epsilon", 1e-7)],
        moves: &["id=lamb", ALL, MOMENTS, "decay_in_ratio=false"],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Lion",
        params: params![0.001, BETA_1, beta("beta_2", r"\beta_2", 0.99)],
        moves: &["id=lion", ALL, MOMENTS],
        check: no_average,
        note: "",
    },
    LibraryRow {
        id: "keras.Muon",
        params: &[
            super::rate("learning_rate", Some(0.001)),
            beta("adam_beta_1", "", 0.9),
            beta("adam_beta_2", "", 0.999),
            nonnegative("adam_weight_decay", "", "weight decay of vectors", 0.004),
            epsilon("epsilon", 1e-7),
            nonnegative("weight_decay", r"\lambda", "weight decay", 0.004),
            switch("use_ema", "averaged parameters", false),
            beta("ema_momentum", "", 0.99),
            switch("exclude_embeddings", "implementation: embeddings", true),
            number("muon_a", "a", 3.4445),
            number("muon_b", "b", -4.775),
            number("muon_c", "c", 2.0315),
            nonnegative("adam_lr_ratio", "", "rate of vectors", 1.0),
            beta("momentum", r"\mu", 0.95),
            param("ns_steps", "", "rounds", Kind::Int { default: Some(5), min: 0, max: 99 }),
            switch("nesterov", "Nesterov", true),
            nonnegative("rms_rate", "", "root mean square of a step", 0.2),
        ],
        moves: &[
            "id=muon",
            ALL,
            "momentum ns_steps>rounds nesterov muon_a+muon_b+muon_c>coefficients form=sum eps=1e-7 rms_rate scale=rms rms_rate:0?scale=none",
        ],
        check: no_average,
        note: "Keras gives vectors to AdamW; here a vector is a matrix of one row, and epsilon and the arguments adam_… change \
               nothing. An rms_rate of None is given as 0.",
    },
    LibraryRow {
        id: "keras.ScheduleFreeAdamW",
        params: params![
            0.0025,
            param(
                "beta_1",
                r"\beta_1",
                "share of the average",
                Kind::Real {
                    default: Some(0.9),
                    range: Range { max_open: true, ..Range::above(0.0, 1.0) },
                    scale: Scale::Linear,
                },
            ),
            BETA_2,
            epsilon("epsilon", 1e-8),
            param("warmup_steps", "", "warm-up", Kind::Int { default: Some(0), min: 0, max: 1_000_000 }),
        ],
        moves: &["id=schedule_free", ALL, MOMENTS, "warmup_steps>warmup base=adamw shows=y decays=y weight_power=0"],
        check: no_average,
        note: "",
    },
];

const fn number(key: &'static str, symbol: &'static str, default: f64) -> crate::catalog::Param {
    let kind = Kind::Real { default: Some(default), range: Range::closed(-100.0, 100.0), scale: Scale::Linear };
    param(key, symbol, "coefficient of the iteration", kind)
}
