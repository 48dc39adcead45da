//! The core against what is written independently of it: the optimizers' formulas, and derivatives by differences.
//!
//! A golden file says that bits have not changed; these tests say that they are right, for every combination of conventions
//! that has a golden case, most of which no library offers.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::objective::Objective;
use descent::spec::objective_of;
use descent::{Run, Value};
use testkit::draw::Draw;
use testkit::golden::{self, Kind};
use testkit::run::read;
use testkit::{gradient, json, legal, reference};

fn value_grad(objective: &dyn Objective<f64>, x: &[f64]) -> (f64, Vec<f64>) {
    let (mut g, mut work) = (vec![0.0; x.len()], objective.work());
    (objective.value_grad(x, &mut g, &mut work), g)
}

/// The argument that a schedule moves, by optimizer.
const MOMENTUM: [(&str, &str); 5] =
    [("momentum", "beta"), ("nesterov", "beta"), ("rmsprop", "momentum"), ("adam", "beta1"), ("nadam", "beta1")];

/// A document with one argument of its racer's `part` (optimizer or schedule) set.
fn with(document: &Value, part: &str, key: &str, value: Value) -> Value {
    let Some(Value::List(racers)) = document.get("racers") else { panic!("no racers") };
    let (mut changed, mut racer) = (document.clone(), racers[0].clone());
    let mut of = racer.get(part).unwrap().clone();
    of.put(key, value);
    racer.put(part, of);
    changed.put("racers", Value::List(vec![racer]));
    changed
}

/// The worst deviation |a − b|/max(1, |b|) of a run from the reference, where both are finite.
fn deviation(document: &Value) -> Option<f64> {
    let spec = read(document);
    let objective = objective_of::<f64>(&spec.problem, spec.start.len());
    let racer = &spec.racers[0][0].1;
    let base = racer.optimizer.args.rate();
    let rates = racer.schedule.as_ref().map(|s| s.rates(base, spec.steps, &[]));
    let rate = |t: u64| rates.as_ref().map_or(base, |all| all[t as usize]);
    let gradient = |x: &[f64]| value_grad(&*objective, x).1;
    let schedule = racer.schedule.as_ref().map(|s| s.build());
    let key = MOMENTUM.iter().find(|(id, _)| *id == racer.optimizer.row.id).map(|(_, key)| *key);
    let arguments = |t: u64| {
        let momentum = schedule.as_ref()?.momentum(t)?;
        Some(read(&with(document, "optimizer", key?, Value::Num(momentum))).racers[0][0].1.optimizer.args.clone())
    };
    let want = reference::path(&racer.optimizer, gradient, rate, arguments, &spec.start, spec.steps)?;
    let mut run = Run::new(spec);
    let mut worst: f64 = 0.0;
    for (t, want) in want.iter().enumerate() {
        run.seek(t as u64);
        let point = run.point(0);
        if point.t < t as u64 || !want.iter().chain(&point.x).all(|v| v.is_finite()) {
            break;
        }
        for (got, want) in point.x.iter().zip(want) {
            worst = worst.max((got - want).abs() / want.abs().max(1.0));
        }
    }
    Some(worst)
}

#[test]
fn every_golden_optimizer_follows_its_formula() {
    let cases = golden::parse(golden::FILES.iter().find(|(name, _)| *name == "optimizers").unwrap().1);
    let (mut compared, mut wrong, mut worst) = (0, Vec::new(), [0.0_f64; 2]);
    for case in cases.iter().filter(|case| case.kind == Kind::Path) {
        let document = json::parse(&case.subject);
        // With both switches on, the first variance is zero but for rounding, and so is the divisor: nothing to compare.
        if case.id.contains("centered=true") && case.id.contains("bias_correction=true") {
            continue;
        }
        let single = document.get("precision") == Some(&Value::text("f32"));
        let (tolerance, kind) = if single { (1e-4, 0) } else { (1e-13, 1) };
        let Some(off) = deviation(&document) else { continue };
        worst[kind] = worst[kind].max(off);
        if off > tolerance {
            wrong.push(format!("{} is off by {off:e}", case.id));
        }
        compared += 1;
    }
    println!("{compared} runs; worst deviation {:e} in f32, {:e} in f64", worst[0], worst[1]);
    assert!(wrong.is_empty(), "{} of {compared} runs do not follow their formula:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 200);
}

#[test]
fn random_hyper_parameters_follow_the_formula_too() {
    let mut draw = Draw::new(6);
    let mut compared = 0;
    let rows = descent::law::TABLE.iter().filter(|row| reference::HAVE.contains(&row.id));
    for (row, k) in rows.flat_map(|row| (0..150).map(move |k| (row, k))) {
        let mut optimizer = legal::optimizer_of(&mut draw, row.id, row.params);
        // Calm enough that rounding does not grow: what is compared is a formula, not chaos.
        optimizer.put("lr", Value::Num(draw.between(1e-4, 0.02)));
        for key in ["eps", "eps_root", "initial_accumulator"] {
            if row.params.iter().any(|p| p.key == key) {
                optimizer.put(key, Value::Num(draw.between(1e-6, 0.1)));
            }
        }
        for key in ["weight_decay", "lr_decay", "momentum"] {
            if optimizer.get(key).is_some() {
                optimizer.put(key, Value::Num(0.5 * draw.unit()));
            }
        }
        let start: Vec<f64> = (0..4).map(|_| draw.between(-2.0, 2.0)).collect();
        let document = Value::map([
            ("problem", Value::map([("surface", Value::text("sphere"))])),
            ("start", Value::numbers(start)),
            ("steps", Value::Num(30.0)),
            ("racers", Value::List(vec![Value::map([("optimizer", optimizer)])])),
        ]);
        let off = deviation(&document).unwrap();
        assert!(off < 1e-11, "{} ({k}) is off by {off:e}: {}", row.id, json::text(&document));
        compared += 1;
    }
    println!("{compared} runs");
}

/// One-cycle and cyclic schedules move the momentum against the rate, in every convention.
#[test]
fn a_cycled_momentum_reaches_the_optimizer() {
    let mut draw = Draw::new(9);
    for (id, key) in MOMENTUM {
        let row = descent::law::find(id).unwrap();
        for k in 0..60 {
            let mut optimizer = legal::optimizer_of(&mut draw, row.id, row.params);
            optimizer.put("lr", Value::Num(draw.between(1e-3, 0.02)));
            for tame in ["weight_decay", "eps", "eps_root", "initial_accumulator"] {
                if row.params.iter().any(|p| p.key == tame) {
                    optimizer.put(tame, Value::Num(draw.between(1e-6, 0.1)));
                }
            }
            // Whatever its own momentum is, the schedule's counts.
            optimizer.put(key, Value::Num(0.0));
            let (low, high) = (draw.between(0.5, 0.85), draw.between(0.85, 0.98));
            let mut schedule = Value::map([
                ("id", Value::text(*draw.of(&["one_cycle", "cyclic"]))),
                ("cycle_momentum", Value::Bool(true)),
                ("base_momentum", Value::Num(low)),
                ("max_momentum", Value::Num(high)),
            ]);
            if schedule.get("id") == Some(&Value::text("one_cycle")) {
                schedule.put("total_steps", Value::Num(31.0));
            } else {
                schedule.put("step_size_up", Value::Num(7.0));
            }
            let racer = Value::map([("optimizer", optimizer), ("schedule", schedule)]);
            let document = Value::map([
                ("problem", Value::map([("surface", Value::text("sphere"))])),
                ("start", Value::numbers((0..4).map(|_| draw.between(-2.0, 2.0)).collect::<Vec<_>>())),
                ("steps", Value::Num(30.0)),
                ("racers", Value::List(vec![racer])),
            ]);
            let off = deviation(&document).unwrap();
            assert!(off < 1e-11, "{id} ({k}) is off by {off:e}: {}", json::text(&document));
            // The momentum is no ornament: without it the path is another.
            let still = with(&document, "schedule", "cycle_momentum", Value::Bool(false));
            assert_ne!(Run::new(read(&still)).digest(), Run::new(read(&document)).digest(), "{id}");
        }
    }
}

/// What has no reference is held to the libraries' trajectories alone (`complete.rs` says that it has some).
#[test]
fn every_optimizer_of_the_lectures_has_a_reference() {
    let ids: Vec<&str> = descent::law::TABLE.iter().map(|row| row.id).collect();
    assert!(reference::HAVE.iter().all(|id| ids.contains(id)), "a reference without a law");
    let without: Vec<_> = ids.into_iter().filter(|id| !reference::HAVE.contains(id)).collect();
    println!("no reference, only oracles ({}): {}", without.len(), without.join(", "));
    for id in ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "nadam"] {
        assert!(!without.contains(&id), "no reference for {id}");
    }
}

/// Gradients and Hessians of every kind of problem, surfaces with random shape parameters and angles included.
#[test]
fn derivatives_agree_with_differences() {
    let mut draw = Draw::new(7);
    let mut worst: f64 = 0.0;
    for _ in 0..1500 {
        let (problem, start) = legal::problem(&mut draw);
        let mut document = Value::map([("problem", problem)]);
        if let Some(start) = start {
            document.put("start", start);
        }
        let spec = read(&document);
        let n = spec.start.len();
        let objective = objective_of::<f64>(&spec.problem, n);
        let x: Vec<f64> = spec.start.iter().map(|v| v + draw.between(-0.1, 0.1)).collect();
        let (f, g) = value_grad(&*objective, &x);
        let mut h = vec![0.0; n * n];
        objective.hessian(&x, &mut h);
        let mut diagonal = vec![0.0; n];
        objective.hessian_diagonal(&x, &mut diagonal);
        for (i, d) in diagonal.iter().enumerate() {
            let want: f64 = h[i * n + i];
            assert!((d - want).abs() <= 1e-12 * want.abs().max(1.0), "{d:e} on the diagonal of {want:e}");
        }
        let step = 1.0 / 1024.0;
        let by_values = gradient::of(|x| value_grad(&*objective, x).0, &x, step);
        let by_gradients = gradient::hessian(|x| value_grad(&*objective, x).1, &x, step);
        // Rounding of f is amplified by 1/h.
        let slack = 1.0 + f.abs() + g.iter().fold(0.0, |m: f64, g| m.max(g.abs()));
        for (exact, near) in g.iter().zip(&by_values).chain(h.iter().zip(by_gradients.iter().flatten())) {
            let off = (exact - near).abs() / slack.max(exact.abs());
            worst = worst.max(off);
            assert!(off < 1e-8, "{exact:e} against {near:e} at {x:?}: {}", json::text(&document));
        }
    }
    println!("worst deviation {worst:e}");
}
