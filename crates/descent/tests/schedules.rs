//! Every schedule, in both spellings, against the oracle fixtures, and what must hold for all of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::schedule::{ScheduleSpec, reshape};
use descent::{Value, spec::decode_schedule};
use serde_json::{Value as Json, json};
use testkit::fixture::{cases, numbers, read as fixture};
use testkit::json::value;

#[path = "schedules/draw.rs"]
mod draw;
#[path = "schedules/hold.rs"]
mod hold;

fn decode(document: &Json) -> ScheduleSpec {
    let document = shaped(document);
    decode_schedule(&document).unwrap_or_else(|problems| panic!("{document:?}: {problems:?}"))
}

/// In the shapes of the catalogue.
fn shaped(document: &Json) -> Value {
    let document = value(document);
    reshape(&document).unwrap_or(document)
}

/// The first step at which two sequences differ by more than `tol`.
fn compare(what: &str, got: &[f64], want: &[f64], tol: f64, skip: &[u64]) {
    assert_eq!(got.len(), want.len(), "{what}: lengths");
    for (t, (g, w)) in got.iter().zip(want).enumerate() {
        let off = (g - w).abs();
        assert!(
            off <= tol || skip.contains(&(t as u64)),
            "{what}: at t = {t} the rate is {g:e} ({:#x}), expected {w:e} ({:#x}), off by {off:e} > {tol:e}",
            g.to_bits(),
            w.to_bits()
        );
    }
}

/// A case of `schedules/*.json` against some spelling of it.
fn check_case(case: &Json, spec: &ScheduleSpec, base: f64) {
    // Keras' schedules also exist in f32; ours are f64 and meet its tolerance.
    for record in [Some(&case["f64"]), case.get("f32")].into_iter().flatten() {
        check_record(case, record, spec, base);
    }
}

fn check_record(case: &Json, record: &Json, spec: &ScheduleSpec, base: f64) {
    let want = numbers(&record["lr"]);
    let metric = case["hyper"].get("metric").map(numbers).unwrap_or_default();
    let got = spec.rates(base, want.len() as u64 - 1, &metric);
    let number = |key: &str| record["tol"][key].as_f64().unwrap();
    let skip: Vec<u64> = match record.get("off_closed_form").or(case.get("off_closed_form")) {
        Some(steps) => numbers(steps).into_iter().map(|t| t as u64).collect(),
        None => Vec::new(),
    };
    let what = format!("{} as {}", case["id"].as_str().unwrap(), spec.id);
    compare(&what, &got, &want, number("lr") * number("scale"), &skip);
    if let Some(momentum) = record.get("momentum") {
        let schedule = spec.build();
        let got: Vec<f64> = (0..want.len() as u64).map(|t| schedule.momentum(t).unwrap()).collect();
        compare(&format!("{what}, momentum"), &got, &numbers(momentum), number("momentum"), &[]);
    }
}

const LIBRARIES: [(&str, usize); 4] = [("torch", 34), ("keras", 11), ("optax", 9), ("lecture", 3)];

#[test]
fn library_spellings_equal_the_libraries() {
    for (library, expected) in LIBRARIES {
        let doc = fixture(&format!("schedules/{library}.json"));
        for case in cases(&doc) {
            let mut document = case["hyper"].clone();
            document["id"] = json!(format!("{library}.{}", case["kind"].as_str().unwrap()));
            // The values a plateau is given are no argument of it.
            document.as_object_mut().unwrap().remove("metric");
            check_case(case, &decode(&document), case["lr0"].as_f64().unwrap());
        }
        assert_eq!(cases(&doc).len(), expected, "cases of {library}");
        println!("{library}: {expected} of {expected} schedules agree in the library's spelling");
    }
}

/// A case in our own spelling, with the base rate; the reason where there is none.
fn ours(case: &Json) -> Result<(Json, f64), &'static str> {
    let (h, lr0) = (&case["hyper"], case["lr0"].as_f64().unwrap());
    let n = |key: &str| h[key].as_f64().unwrap();
    let or = |key: &str, default: f64| h.get(key).map_or(default, |v| v.as_f64().unwrap());
    let flag = |key: &str| h.get(key).is_some_and(|v| v.as_bool().unwrap());
    let given = match case["kind"].as_str().unwrap() {
        "StepLR" => json!({"id": "step", "step_size": h["step_size"], "gamma": h["gamma"]}),
        "MultiStepLR" if h["milestones"] == json!([10, 20, 20, 400]) => return Err("a milestone given twice"),
        "MultiStepLR" => json!({"id": "multistep", "milestones": h["milestones"], "gamma": h["gamma"]}),
        "ConstantLR" => json!({"id": "piecewise", "boundaries": [h["total_iters"]], "factors": [h["factor"], 1]}),
        "ExponentialLR" => json!({"id": "exponential", "gamma": h["gamma"], "decay_steps": 1}),
        "MultiplicativeLR" => json!({"id": "exponential", "gamma": h["factor"], "decay_steps": 1}),
        "LinearLR" => {
            json!({"id": "linear", "start_factor": h["start_factor"], "end_factor": or("end_factor", 1.0), "steps": h["total_iters"]})
        }
        "PolynomialLR" => json!({"id": "polynomial", "decay_steps": h["total_iters"], "power": h["power"], "end": 0}),
        "CosineAnnealingLR" => json!({"id": "cosine", "t_max": h["T_max"], "eta_min": or("eta_min", 0.0)}),
        "CosineAnnealingWarmRestarts" => {
            json!({"id": "cosine_restarts", "t_0": h["T_0"], "t_mult": or("T_mult", 1.0), "eta_min": or("eta_min", 0.0)})
        }
        "OneCycleLR" => {
            let mut all = h.clone();
            all["id"] = json!("one_cycle");
            all["cycle_momentum"] = json!(true);
            all
        }
        "CyclicLR" => {
            let mut all = h.clone();
            all["id"] = json!("cyclic");
            all["max_factor"] = json!(n("max_lr") / lr0);
            all.as_object_mut().unwrap().remove("max_lr");
            all
        }
        "ReduceLROnPlateau" => {
            let mut all = h.clone();
            all["id"] = json!("plateau");
            all.as_object_mut().unwrap().remove("metric");
            all
        }
        "SequentialLR" => {
            let then = json!({"id": "cosine", "t_max": h["T_max"], "eta_min": h["eta_min"]});
            json!({"id": "warmup", "steps": h["warmup"], "start_factor": h["start_factor"], "then": then})
        }
        "ChainedScheduler" => json!({"id": "product", "schedules": [
            {"id": "piecewise", "boundaries": [h["total_iters"]], "factors": [h["factor"], 1]},
            {"id": "exponential", "gamma": h["gamma"], "decay_steps": 1},
        ]}),
        "LambdaLR.inverse_time" | "inverse_t" => json!({"id": "inverse_time", "decay_rate": h["k"]}),
        "LambdaLR.noam" => json!({"id": "noam", "warmup": h["warmup"], "d_model": h["d_model"]}),
        "LambdaLR.inverse_sqrt_warmup" => json!({"id": "inverse_sqrt", "warmup": h["warmup"]}),
        "ExponentialDecay" => {
            json!({"id": "exponential", "gamma": h["decay_rate"], "decay_steps": h["decay_steps"], "staircase": flag("staircase")})
        }
        "InverseTimeDecay" => {
            json!({"id": "inverse_time", "decay_rate": h["decay_rate"], "decay_steps": h["decay_steps"], "staircase": flag("staircase")})
        }
        "PolynomialDecay" => {
            json!({"id": "polynomial", "decay_steps": h["decay_steps"], "end": h["end_learning_rate"], "power": h["power"], "cycle": flag("cycle")})
        }
        "PiecewiseConstantDecay" => {
            let boundaries: Vec<f64> = numbers(&h["boundaries"]).into_iter().map(|b| b + 1.0).collect();
            let factors: Vec<f64> = numbers(&h["values"]).into_iter().map(|v| v / lr0).collect();
            json!({"id": "piecewise", "boundaries": boundaries, "factors": factors})
        }
        "CosineDecay" if h.get("warmup_target").is_some() => {
            let floor = n("alpha") * n("warmup_target");
            let then = json!({"id": "cosine", "t_max": h["decay_steps"], "eta_min": floor, "after": "hold"});
            let warm = json!({"id": "warmup", "steps": h["warmup_steps"], "start_factor": 0, "then": then});
            return Ok((warm, n("warmup_target")));
        }
        "CosineDecay" | "cosine_decay_schedule" => {
            json!({"id": "cosine", "t_max": h["decay_steps"], "eta_min": lr0 * or("alpha", 0.0), "after": "hold"})
        }
        "CosineDecayRestarts" => json!({"id": "cosine_restarts", "t_0": h["first_decay_steps"], "t_mult": h["t_mul"],
            "m_mult": or("m_mul", 1.0), "eta_min": lr0 * or("alpha", 0.0)}),
        "exponential_decay" => return Err("an end value"),
        "polynomial_schedule" => {
            let then = json!({"id": "polynomial", "decay_steps": h["transition_steps"], "end": h["end_value"], "power": h["power"]});
            json!({"id": "sequence", "milestones": [h["transition_begin"]], "schedules": [{"id": "constant"}, then]})
        }
        "warmup_cosine_decay_schedule" => {
            let steps = n("decay_steps") - n("warmup_steps");
            let then = json!({"id": "cosine", "t_max": steps, "eta_min": h["end_value"], "after": "hold"});
            let warm = json!({"id": "warmup", "steps": h["warmup_steps"], "start_factor": 0, "then": then});
            return Ok((warm, n("peak_value")));
        }
        "warmup_exponential_decay_schedule" => {
            let then = json!({"id": "exponential", "gamma": h["decay_rate"], "decay_steps": h["transition_steps"]});
            let warm = json!({"id": "warmup", "steps": h["warmup_steps"], "start_factor": 0, "then": then});
            return Ok((warm, n("peak_value")));
        }
        "piecewise_constant_schedule" => {
            let (mut boundaries, mut factors) = (Vec::new(), vec![1.0]);
            for pair in h["boundaries_and_scales"].as_array().unwrap().iter().map(numbers) {
                boundaries.push(pair[0]);
                factors.push(factors[factors.len() - 1] * pair[1]);
            }
            json!({"id": "piecewise", "boundaries": boundaries, "factors": factors})
        }
        "linear_onecycle_schedule" | "cosine_onecycle_schedule" => return Err("knots at whole steps"),
        "sgdr_schedule" => return Err("a base rate for each piece"),
        "staircase" => json!({"id": "step", "step_size": h["n"], "gamma": h["r"]}),
        "exponential_e" => return Err("a factor e⁻ᵏ, whose roundings pile up"),
        other => panic!("the fixture has a new kind, {other}"),
    };
    Ok((given, lr0))
}

#[test]
fn our_spelling_equals_the_libraries_too() {
    let (mut compared, mut without) = (0, Vec::new());
    for (library, _) in LIBRARIES {
        let doc = fixture(&format!("schedules/{library}.json"));
        for case in cases(&doc) {
            match ours(case) {
                Ok((document, base)) => {
                    check_case(case, &decode(&document), base);
                    compared += 1;
                }
                Err(why) => without.push(format!("{} ({why})", case["id"].as_str().unwrap())),
            }
        }
    }
    println!("{compared} schedules agree in our own spelling; only in a library's: {}", without.join(", "));
    assert_eq!((compared, without.len()), (51, 6));
}

#[test]
fn the_rates_of_every_scheduled_trajectory_are_reproduced() {
    let names = ["torch_sgd", "torch_adam", "torch_adamw", "optax_sgd", "lecture_gd_staircase", "lecture_gd_inverse_t"];
    let listed = fixture("manifest.json").to_string();
    let mut compared = 0;
    for name in names {
        assert!(listed.contains(name), "{name} is in the manifest");
        let doc = fixture(&format!("optim/{name}.json"));
        for case in cases(&doc).iter().filter(|c| c.get("lr_all").is_some()) {
            let hyper = &case["hyper"];
            let document = match case.get("schedule") {
                Some(schedule) => {
                    let mut document = schedule.clone();
                    let kind = document.as_object_mut().unwrap().remove("kind").unwrap();
                    let library = name.split('_').next().unwrap();
                    document["id"] =
                        if kind == "noam" { kind } else { json!(format!("{library}.{}", kind.as_str().unwrap())) };
                    document
                }
                None if name == "lecture_gd_staircase" => {
                    json!({"id": "lecture.staircase", "r": hyper["r"], "n": hyper["n"]})
                }
                None => json!({"id": "lecture.inverse_t", "k": hyper["k"]}),
            };
            let base = hyper.get("lr").or(hyper.get("learning_rate")).unwrap().as_f64().unwrap();
            let want = numbers(&case["lr_all"]);
            let got = decode(&document).rates(base, want.len() as u64 - 1, &[]);
            // PyTorch's recursions drift from the closed form: at most 6e-14 of the largest rate in the schedule fixtures.
            compare(case["id"].as_str().unwrap(), &got, &want, 6e-14 * base, &[]);
            compared += 1;
        }
    }
    println!("the rates of {compared} scheduled trajectories agree");
    assert_eq!(compared, 32);
}

/// PyTorch 2.15 gives the base rate back at step `total_iters` alone, and at 0 it begins with the factor.
#[test]
fn a_constant_factor_of_no_steps_never_ends() {
    let rates =
        |steps: u64| decode(&json!({"id": "torch.ConstantLR", "factor": 0.5, "total_iters": steps})).rates(0.1, 3, &[]);
    assert_eq!(rates(0), [0.05; 4]);
    assert_eq!(rates(2), [0.05, 0.05, 0.1, 0.1]);
}

/// At the edges of what the libraries take; the rates are theirs.
#[test]
fn arguments_at_the_edge_are_read_as_the_libraries_read_them() {
    let rates = |document: Json, base: f64, steps: u64| decode(&document).rates(base, steps, &[]);
    // One factor alone would be far above every legal rate.
    let grows = |gamma: f64| json!({"id": "torch.ExponentialLR", "gamma": gamma});
    let chained = rates(json!({"id": "torch.ChainedScheduler", "schedulers": [grows(3.0), grows(0.33)]}), 0.1, 40);
    for (t, rate) in chained.iter().enumerate() {
        let expected = 0.1 * lanes::math::pow(0.99, t as f64);
        assert!((rate - expected).abs() < 1e-12, "{rate} and {expected} at {t}");
    }
    assert_eq!(rates(grows(10.0), 1.0, 400).last(), Some(&1e6));
    // The line goes to the peak, though the decay begins at its bound.
    let bounded = json!({
        "id": "optax.warmup_exponential_decay_schedule", "init_value": 0.0, "peak_value": 0.1, "warmup_steps": 4,
        "transition_steps": 2, "decay_rate": 0.5, "end_value": 0.3,
    });
    compare("bounded", &rates(bounded, 1.0, 5), &[0.0, 0.025, 0.05, 0.075, 0.3, 0.3], 1e-15, &[]);
    for constant in [
        json!({"id": "torch.PolynomialLR", "total_iters": 3, "power": 0}),
        json!({"id": "keras.PolynomialDecay", "decay_steps": 3, "power": 0}),
        json!({"id": "optax.polynomial_schedule", "end_value": 0.0, "power": 0, "transition_steps": 3}),
        json!({"id": "optax.polynomial_schedule", "end_value": 0.0, "power": 2, "transition_steps": 0}),
        json!({"id": "optax.linear_schedule", "end_value": 0.0, "transition_steps": 0}),
        json!({"id": "optax.exponential_decay", "transition_steps": 0, "decay_rate": 0.5, "end_value": 0.1}),
        json!({"id": "optax.exponential_decay", "transition_steps": 5, "decay_rate": 0}),
    ] {
        assert_eq!(rates(constant.clone(), 0.2, 5), [0.2; 6], "{constant}");
    }
    let higher = json!({"id": "keras.CosineDecayRestarts", "first_decay_steps": 2, "t_mul": 1.0, "m_mul": 2.0});
    compare("higher", &rates(higher, 0.1, 5), &[0.1, 0.05, 0.2, 0.1, 0.4, 0.2], 1e-15, &[]);
}
