//! The oracle trajectories (`fixtures/optim`) as run specifications.
//!
//! Invariant: a document made here names the optimizer in the library's own spelling and passes on exactly the arguments
//! that the library was given, so that what is compared includes the translation of names and defaults.
//! Does not: compare; that is for `crates/descent/tests/optimizers.rs`.

use crate::fixture;
use crate::json::value;
use descent::Value;
use serde_json::{Value as Json, json};

/// The fixture files whose trajectories have to agree, as `library_kind`.
pub const HAVE: &[&str] = &[
    "keras_adadelta",
    "keras_adafactor",
    "keras_adagrad",
    "keras_adam",
    "keras_adamax",
    "keras_adamw",
    "keras_ftrl",
    "keras_lamb",
    "keras_lion",
    "keras_muon",
    "keras_nadam",
    "keras_rmsprop",
    "keras_schedule_free_adamw",
    "keras_sgd",
    "lecture_adagrad_eps_in",
    "lecture_adagrad_eps_out",
    "lecture_adam_eps_in",
    "lecture_adam_eps_out",
    "lecture_adam_no_bias_correction",
    "lecture_gd",
    "lecture_gd_inverse_t",
    "lecture_gd_staircase",
    "lecture_heavy_ball",
    "lecture_momentum_ema",
    "lecture_momentum_ema_corrected",
    "lecture_momentum_lr_inside",
    "lecture_nesterov_lookahead",
    "lecture_rmsprop_eps_in",
    "lecture_rmsprop_eps_out",
    "optax_adabelief",
    "optax_adadelta",
    "optax_adafactor",
    "optax_adagrad",
    "optax_adam",
    "optax_adamax",
    "optax_adamw",
    "optax_adan",
    "optax_ademamix",
    "optax_adopt",
    "optax_amsgrad",
    "optax_cocob",
    "optax_dadapt_adamw",
    "optax_dog",
    "optax_fromage",
    "optax_lamb",
    "optax_lars",
    "optax_lion",
    "optax_madgrad",
    "optax_muon",
    "optax_nadam",
    "optax_novograd",
    "optax_optimistic_gradient_descent",
    "optax_polyak_sgd",
    "optax_prodigy",
    "optax_radam",
    "optax_rmsprop",
    "optax_schedule_free_adamw",
    "optax_schedule_free_sgd",
    "optax_sgd",
    "optax_sign_sgd",
    "optax_signum",
    "optax_sm3",
    "optax_sophia",
    "optax_yogi",
    "torch_adadelta",
    "torch_adafactor",
    "torch_adagrad",
    "torch_adam",
    "torch_adamax",
    "torch_adamw",
    "torch_asgd",
    "torch_lbfgs",
    "torch_muon",
    "torch_nadam",
    "torch_radam",
    "torch_rmsprop",
    "torch_rprop",
    "torch_sgd",
];

/// The fixture files of a library's quirk that is not imitated, compared only where it does not reach, with the reason.
pub const QUIRKS: &[(&str, &str)] = &[(
    "optax_rprop",
    "Optax applies every move one update late, so that the gradients after it are those of other points",
)];

/// The precisions in which every trajectory exists.
pub const PRECISIONS: [&str; 2] = ["f64", "f32"];

/// The library of a fixture file.
pub fn library(file: &str) -> &str {
    file.split('_').next().unwrap_or(file)
}

/// The id of the optimizer in a fixture file, in the library's spelling: the class name for PyTorch and Keras, the function
/// for Optax, the lecture's name. The lecture's two scheduled files are plain gradient descent.
pub fn optimizer_id(file: &str, fixture: &Json) -> String {
    let class = fixture["header"]["class"].as_str().unwrap_or_default();
    match library(file) {
        "lecture" if file.starts_with("lecture_gd") => "lecture.gd".to_owned(),
        "lecture" => file.replacen('_', ".", 1),
        library => format!("{library}.{}", class.rsplit('.').next().unwrap_or_default()),
    }
}

/// The problems that trajectories run on, from `problems.json`.
pub struct Problems(Json);

impl Problems {
    /// Reads them.
    pub fn read() -> Self {
        Problems(fixture::read("problems.json"))
    }

    /// The problem called `id`, as a specification names it.
    pub fn document(&self, id: &str) -> Json {
        let all = self.0["problems"].as_array().expect("a list of problems");
        let of = all.iter().find(|p| p["id"] == id).unwrap_or_else(|| panic!("there is no problem {id}"));
        match id {
            "illquad_a" => json!({"surface": "quadratic", "params": {"kappa": of["kappa"]}}),
            "quad10_a" => json!({"quadratic": {"A": of["Q"], "center": of["c"]}}),
            "matls_a" => json!({"least_squares": {"A": of["A"], "C": of["C"]}}),
            "logreg10_a" => json!({
                "model": {"id": "logistic", "bias": false},
                "data": {"inline": {"x": of["X"], "y": of["y"]}},
                "l2": of["l2"],
            }),
            surface => json!({"surface": surface}),
        }
    }
}

/// The schedule of a case, if it has one, in the library's spelling.
pub fn schedule(file: &str, case: &Json) -> Option<Json> {
    let hyper = &case["hyper"];
    match file {
        "lecture_gd_staircase" => return Some(json!({"id": "lecture.staircase", "r": hyper["r"], "n": hyper["n"]})),
        "lecture_gd_inverse_t" => return Some(json!({"id": "lecture.inverse_t", "k": hyper["k"]})),
        _ => {}
    }
    let mut document = case.get("schedule")?.as_object().expect("an object").clone();
    let kind = document.remove("kind").expect("a kind");
    let kind = kind.as_str().expect("a name");
    let id = if kind == "noam" { kind.to_owned() } else { format!("{}.{kind}", library(file)) };
    document.insert("id".to_owned(), json!(id));
    Some(Json::Object(document))
}

/// A case as a specification. `optimizer` is the id of [`optimizer_id`].
pub fn document(file: &str, optimizer: &str, case: &Json, problems: &Problems, precision: &str) -> Value {
    let mut arguments = case["hyper"].as_object().expect("an object").clone();
    if matches!(file, "lecture_gd_staircase" | "lecture_gd_inverse_t") {
        // The letters of the schedule.
        arguments.retain(|key, _| key == "lr");
    }
    arguments.insert("id".to_owned(), json!(optimizer));
    let mut racer = json!({"optimizer": arguments});
    if let Some(schedule) = schedule(file, case) {
        racer["schedule"] = schedule;
    }
    value(&json!({
        "precision": precision,
        "problem": problems.document(case["problem"].as_str().expect("a name")),
        "start": case["x0"],
        "steps": case[precision]["T"],
        "racers": [racer],
    }))
}
