//! What the inspector says of a step beside the law's own quantities: angles, Newton's step, the point ahead.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use descent::{Run, Value, describe, spec};

/// The inspection after `t` updates of one optimizer on a problem.
fn inspection(problem: Value, start: &[f64], optimizer: Value, t: u64) -> Value {
    let mut run = Run::new(spec::decode(&document(problem, start, vec![("optimizer", optimizer)])).unwrap());
    run.seek(t);
    run.inspect(0)
}

fn document(problem: Value, start: &[f64], racer: Vec<(&str, Value)>) -> Value {
    Value::map([
        ("problem", problem),
        ("start", Value::numbers(start.iter().copied())),
        ("racers", Value::List(vec![Value::map(racer)])),
    ])
}

fn surface(id: &str) -> Value {
    Value::map([("surface", Value::text(id))])
}

fn quadratic(rows: [[f64; 2]; 2]) -> Value {
    let a = Value::List(rows.iter().map(|row| Value::numbers(*row)).collect());
    Value::map([("quadratic", Value::map([("A", a)]))])
}

fn law(id: &str, lr: f64) -> Value {
    Value::map([("id", Value::text(id)), ("lr", Value::Num(lr))])
}

fn number(of: &Value, key: &str) -> f64 {
    match of.get(key) {
        Some(Value::Num(v)) => *v,
        other => panic!("{key}: {other:?}"),
    }
}

fn list(of: &Value, key: &str) -> Vec<f64> {
    let Some(Value::List(all)) = of.get(key) else { panic!("{key}: {:?}", of.get(key)) };
    all.iter().map(|v| if let Value::Num(v) = v { *v } else { panic!("{v:?}") }).collect()
}

#[test]
fn a_gradient_step_lies_along_the_gradient_and_off_newtons_step() {
    let seen = inspection(quadratic([[2.0, 0.0], [0.0, 2.0 * 3.0_f64.sqrt()]]), &[1.0, 1.0], law("sgd", 0.1), 1);
    assert!(number(&seen, "angle_gradient") < 1e-6);
    assert_eq!(list(&seen, "newton"), [-1.0, -1.0]);
    // −g = (−2, −2√3) stands at 60° to the x axis, Newton's step (−1, −1) at 45°.
    assert!((number(&seen, "angle_newton") - 15.0).abs() < 1e-9, "{seen:?}");
}

#[test]
fn uphill_is_at_180_degrees() {
    let optimizer = Value::map([("id", Value::text("sgd")), ("lr", Value::Num(0.1)), ("maximize", Value::Bool(true))]);
    let seen = inspection(quadratic([[2.0, 0.5], [0.5, 1.0]]), &[1.0, 2.0], optimizer, 1);
    assert!((number(&seen, "angle_gradient") - 180.0).abs() < 1e-6, "{seen:?}");
}

#[test]
fn a_singular_hessian_has_no_newton_step() {
    let seen = inspection(quadratic([[1.0, 0.0], [0.0, 0.0]]), &[1.0, 2.0], law("sgd", 0.1), 1);
    assert_eq!(seen.get("newton"), Some(&Value::Null));
    assert_eq!(seen.get("angle_newton"), Some(&Value::Null));
    assert!(number(&seen, "angle_gradient") < 1e-6);
}

#[test]
fn nesterov_shows_the_point_ahead_and_others_have_none() {
    let seen = inspection(surface("beale"), &[1.0, 1.5], law("nesterov", 0.002), 5);
    let earlier = inspection(surface("beale"), &[1.0, 1.5], law("nesterov", 0.002), 4);
    let (x, before) = (list(&earlier, "after"), list(&earlier, "before"));
    for (i, ahead) in list(&seen, "ahead").iter().enumerate() {
        assert!((ahead - (x[i] + 0.9 * (x[i] - before[i]))).abs() < 1e-14);
    }
    let plain = inspection(surface("beale"), &[1.0, 1.5], law("momentum", 0.002), 5);
    assert_eq!(plain.get("ahead"), None);
}

#[test]
fn a_description_names_the_law_and_judges_the_rate() {
    let judged_at = |rate, schedule: Option<(&'static str, &'static str, f64)>| {
        let adam = Value::map([("id", Value::text("torch.AdamW")), ("lr", Value::Num(rate))]);
        let mut racer = vec![("optimizer", adam)];
        if let Some((id, key, value)) = schedule {
            racer.push(("schedule", Value::map([("id", Value::text(id)), (key, Value::Num(value))])));
        }
        let said = describe(&spec::decode(&document(surface("beale"), &[1.0, 1.5], racer)).unwrap());
        let Some(Value::List(racers)) = said.get("racers") else { panic!("{said:?}") };
        assert_eq!(racers[0].get("law"), Some(&Value::text("adam")));
        assert_eq!(racers[0].get("args").and_then(|args| args.get("decay")), Some(&Value::text("decoupled")));
        (racers[0].get("sum_diverges").cloned(), racers[0].get("squares_converge").cloned())
    };
    let judged = |schedule| judged_at(0.1, schedule);
    let is = |sum, squares| (Some(Value::Bool(sum)), Some(Value::Bool(squares)));
    assert_eq!(judged(None), is(true, false));
    assert_eq!(judged(Some(("inverse_time", "decay_rate", 0.1))), is(true, true));
    assert_eq!(judged(Some(("inverse_sqrt", "warmup", 1.0))), is(true, false));
    assert_eq!(judged(Some(("exponential", "gamma", 0.9))), is(false, true));
    assert_eq!(judged(Some(("plateau", "eps", 0.0))), (Some(Value::Null), Some(Value::Null)));
    // One plateau ends it; whether there is one, the run says.
    assert_eq!(judged(Some(("plateau", "factor", 0.0))), (Some(Value::Null), Some(Value::Null)));
    assert_eq!(judged(Some(("plateau", "factor", 0.5))), is(true, false));
    assert_eq!(judged_at(0.0, None), is(false, true));
    // 0 everywhere, or a floor of the schedule's own.
    assert_eq!(judged_at(0.0, Some(("inverse_time", "decay_rate", 0.1))), (Some(Value::Null), Some(Value::Null)));
}

#[test]
fn a_quantity_alone_is_the_one_of_the_inspection_and_the_step_per_rate_is_what_an_average_of_gradients_was() {
    let mut ema = law("momentum", 0.25);
    if let Value::Map(keys) = &mut ema {
        keys.extend([("form".to_owned(), Value::text("ema")), ("bias_correction".to_owned(), Value::Bool(true))]);
    }
    let noise = ("noise", Value::map([("std", Value::Num(0.5))]));
    let racer = vec![("optimizer", ema), noise];
    let mut run = Run::new(spec::decode(&document(surface("incline"), &[0.0], racer)).unwrap());
    assert_eq!((run.quantity(0, "per_rate"), run.quantity(0, "theta")), (None, Some(vec![0.0])));
    let (mut sum, mut weights) = (0.0, 0.0);
    for t in 1..=40 {
        run.seek(t);
        let alone = |key: &str| run.quantity(0, key).unwrap()[0];
        // The corrected average by its definition: Σ βⁱ g / Σ βⁱ.
        (sum, weights) = (0.9 * sum + alone("g"), 0.9 * weights + 1.0);
        assert!((alone("per_rate") - sum / weights).abs() < 1e-12, "{t}");
        let seen = run.inspect(0);
        let Some(Value::List(all)) = seen.get("quantities") else { panic!("{seen:?}") };
        for one in all {
            let Some(Value::Str(key)) = one.get("key") else { panic!("{one:?}") };
            assert_eq!(run.quantity(0, key).unwrap(), list(one, "values"), "{key}");
        }
        assert_eq!(run.quantity(0, "theta").unwrap(), list(&seen, "after"));
    }
    assert_eq!(run.quantity(0, "no such"), None);
}
