//! Every optimizer of the catalogue against the oracle trajectories, in the libraries' spelling and in ours.
//!
//! The tolerances are the fixtures' own: |a − b| ≤ tol·max(1, |b|) for every component, `x20` and `f20` up to step 20, `x`
//! and `f` for the whole run. What is printed is the worst ratio of deviation to tolerance per file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::catalog::Arg;
use descent::{Point, Run, Value, spec};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use testkit::oracle::{self, HAVE, PRECISIONS, Problems, QUIRKS};
use testkit::run::read;
use testkit::{fixture, json};

/// How far a run is from its oracle, in units of the tolerance, and where that is.
struct Worst {
    ratio: f64,
    place: String,
}

impl Worst {
    fn none() -> Self {
        Worst { ratio: 0.0, place: "nowhere".to_owned() }
    }

    fn see(&mut self, got: f64, want: f64, tol: f64, place: impl FnOnce() -> String) {
        let ratio = (got - want).abs() / (tol * want.abs().max(1.0));
        // A NaN is the worst of all.
        if ratio > self.ratio || ratio.is_nan() {
            self.ratio = if ratio.is_nan() { f64::INFINITY } else { ratio };
            self.place = format!("{}: {got:e}, expected {want:e}, off by {ratio:.3} tolerances of {tol:e}", place());
        }
    }

    fn merge(&mut self, other: Worst) {
        if other.ratio > self.ratio {
            *self = other;
        }
    }
}

fn run(document: &Value) -> Run {
    Run::new(read(document))
}

/// The points of a run at these steps.
fn points(run: &mut Run, steps: &[u64]) -> Vec<Point> {
    let at = |t: &u64| {
        run.seek(*t);
        run.point(0)
    };
    steps.iter().map(at).collect()
}

/// A run against a record of the fixture.
fn compare(case: &Json, record: &Json, got: &[Point]) -> Worst {
    let id = case["id"].as_str().unwrap();
    let tol = |key: &str| fixture::number(&record["tol"][key]);
    let steps = fixture::numbers(&record["steps"]);
    let (x, f) = (record["x"].as_array().unwrap(), fixture::numbers(&record["f"]));
    let rate = |t: f64| match case.get("lr_all") {
        Some(all) => fixture::number(&all[t as usize]),
        None => fixture::number(&record["lr"]),
    };
    let mut worst = Worst::none();
    for (k, point) in got.iter().enumerate() {
        let t = steps[k];
        assert_eq!(point.t as f64, t, "{id}: the run ended early");
        let early = if t <= 20.0 { "20" } else { "" };
        for (i, want) in fixture::numbers(&x[k]).into_iter().enumerate() {
            worst.see(point.x[i], want, tol(&format!("x{early}")), || format!("{id} at step {t}, x{i}"));
        }
        worst.see(point.f, f[k], tol(&format!("f{early}")), || format!("{id} at step {t}, f"));
        // PyTorch's recursions of the rate drift from the closed form, by at most 6e-14 of the largest.
        worst.see(point.lr, rate(t), 6e-14 * rate(0.0).max(1.0), || format!("{id} at step {t}, lr"));
    }
    worst
}

#[test]
fn trajectories_equal_the_libraries() {
    let problems = Problems::read();
    let (mut cases, mut failures) = (0, Vec::new());
    let (mut laws, mut conventions) = (BTreeSet::new(), BTreeSet::new());
    for file in HAVE {
        let fixture = fixture::read(&format!("optim/{file}.json"));
        let id = oracle::optimizer_id(file, &fixture);
        let mut line = format!("{file:<34} {:>3} cases", fixture::cases(&fixture).len());
        for precision in PRECISIONS {
            let mut worst = Worst::none();
            for case in fixture::cases(&fixture) {
                let record = &case[precision];
                let steps: Vec<u64> = fixture::numbers(&record["steps"]).into_iter().map(|t| t as u64).collect();
                let document = oracle::document(file, &id, case, &problems, precision);
                let mut library = run(&document);
                let got = points(&mut library, &steps);
                let here = compare(case, record, &got);
                if here.ratio > 1.0 {
                    failures.push(format!("{precision} {}\n    {}", here.place, json::text(&document)));
                } else {
                    let ours = &library.spec().racers[0][0].1.optimizer;
                    laws.insert(ours.row.id);
                    let choices = ours.args.iter().filter(|(_, arg)| matches!(arg, Arg::Choice(_) | Arg::Bool(_)));
                    conventions.extend(choices.map(|(param, arg)| (ours.row.id, param.key, format!("{arg:?}"))));
                }
                worst.merge(here);
                cases += 1;
            }
            line.push_str(&format!("  {precision} {:>8.5}", worst.ratio));
        }
        println!("{line}");
    }
    println!(
        "counted: {} optimizers, {} conventions of theirs, {} kinds of fixture: {} of {cases} trajectories agree",
        laws.len(),
        conventions.len(),
        HAVE.len(),
        cases - failures.len()
    );
    assert!(failures.is_empty(), "{} trajectories disagree:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(cases, 1200, "600 cases in two precisions");
}

#[test]
fn our_own_spelling_gives_the_same_bits() {
    let problems = Problems::read();
    let mut cases = 0;
    for file in HAVE {
        let fixture = fixture::read(&format!("optim/{file}.json"));
        let id = oracle::optimizer_id(file, &fixture);
        for (case, precision) in fixture::cases(&fixture).iter().flat_map(|c| PRECISIONS.map(|p| (c, p))) {
            let document = oracle::document(file, &id, case, &problems, precision);
            let library = run(&document);
            let ours = library.spec().racers[0][0].1.optimizer.ours();
            assert_ne!(ours.get("id"), Some(&Value::text(&id)));
            let Some(Value::List(racers)) = document.get("racers") else { panic!("no racers") };
            let mut racer = racers[0].clone();
            racer.put("optimizer", ours);
            let mut own = document.clone();
            own.put("racers", Value::List(vec![racer]));
            assert_eq!(run(&own).digest(), library.digest(), "{} {precision}: {}", case["id"], json::text(&own));
            cases += 1;
        }
    }
    println!("{cases} trajectories have the same bits in both spellings");
}

/// Optax' Rprop moves one update late. Its first update does not move; the second makes the first move of Rprop, from the
/// same gradient. From there on the gradients are those of other points.
#[test]
fn the_lagging_rprop_of_optax_agrees_where_the_lag_does_not_reach() {
    let problems = Problems::read();
    let file = "optax_rprop";
    let fixture = fixture::read(&format!("optim/{file}.json"));
    let id = oracle::optimizer_id(file, &fixture);
    for (case, precision) in fixture::cases(&fixture).iter().flat_map(|c| PRECISIONS.map(|p| (c, p))) {
        let record = &case[precision];
        let theirs = |k: usize| fixture::numbers(&record["x"][k]);
        assert_eq!(theirs(1), theirs(0), "the first update does not move");
        let mut run = run(&oracle::document(file, &id, case, &problems, precision));
        let tol = fixture::number(&record["tol"]["x20"]);
        for (got, want) in points(&mut run, &[1])[0].x.iter().zip(theirs(2)) {
            assert!((got - want).abs() <= tol * want.abs().max(1.0), "{} {precision}: {got}, not {want}", case["id"]);
        }
    }
}

/// Nothing in the folder is passed over in silence: every file is either compared or a quirk with its reason.
#[test]
fn every_fixture_file_is_compared_or_a_quirk_with_its_reason() {
    let there = fixture::list("optim");
    let quirks = QUIRKS.iter().map(|(file, _)| *file);
    let mut named: Vec<String> = HAVE.iter().copied().chain(quirks).map(str::to_owned).collect();
    named.sort();
    assert_eq!(there, named);
    for (file, reason) in QUIRKS {
        println!("not imitated: {file}: {reason}");
    }
}

#[test]
fn every_default_that_a_library_has_may_be_written_out() {
    for file in HAVE {
        let fixture = fixture::read(&format!("optim/{file}.json"));
        let id = oracle::optimizer_id(file, &fixture);
        let mut plain = serde_json::json!({"id": id});
        // What has no default: the rate, under the name of its library.
        let case = fixture::cases(&fixture)[0]["hyper"].as_object().unwrap().clone();
        for (key, value) in case.into_iter().filter(|(key, _)| key == "lr" || key == "learning_rate") {
            plain[key] = value;
        }
        let mut written = plain.clone();
        for (key, value) in fixture["header"]["signature"].as_object().unwrap() {
            written[key] = if plain[key].is_null() { value.clone() } else { plain[key].clone() };
        }
        let [plain, written] = [plain, written].map(|of| spec::decode_optimizer(&json::value(&of)));
        assert_eq!(plain.unwrap().args, written.unwrap_or_else(|problems| panic!("{id}: {problems:?}")).args, "{id}");
    }
    let adam = serde_json::json!({"id": "optax.nadam", "learning_rate": 0.1, "nesterov": false});
    assert_eq!(spec::decode_optimizer(&json::value(&adam)).unwrap().row.id, "adam");
}
