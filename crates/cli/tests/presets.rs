//! The gallery's scenes: what each says of its run is true of that very document.
//!
//! The page and this suite read one file. A claim is data: what it says, of which racer, within which bounds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::{Run, Value, spec};
use serde_json::Value as Json;

const PRESETS: &str = include_str!("../../../www/src/presets/presets.json");

fn all() -> Vec<Json> {
    serde_json::from_str(PRESETS).unwrap()
}

/// What a racer left behind: a row per step, and its last words.
struct Past {
    x: Vec<Vec<f64>>,
    f: Vec<f64>,
    kind: &'static str,
    end: u64,
}

impl Past {
    /// The first step with a value below one.
    fn first_below(&self, value: f64) -> Option<usize> {
        self.f.iter().position(|f| *f < value)
    }

    fn last(&self) -> f64 {
        *self.f.last().unwrap()
    }
}

fn away(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len(), "dimensions differ");
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

fn race(preset: &Json) -> Vec<Past> {
    let value: Value = serde_json::from_value(preset["spec"].clone()).unwrap();
    let spec = spec::decode(&value).unwrap_or_else(|problems| panic!("{}: {problems:?}", preset["id"]));
    let mut run = Run::new(spec);
    let mut past: Vec<Past> =
        (0..run.racers()).map(|_| Past { x: vec![], f: vec![], kind: "running", end: 0 }).collect();
    loop {
        for (i, of) in past.iter_mut().enumerate() {
            let here = run.point(i);
            if of.f.len() as u64 == here.t {
                of.x.push(here.x);
                of.f.push(here.f);
            }
            let status = run.status(i);
            of.kind = status.kind.name();
            of.end = status.step;
        }
        if !run.running() {
            return past;
        }
        run.step(1);
    }
}

fn number(of: &Json, key: &str) -> f64 {
    of[key].as_f64().unwrap_or_else(|| panic!("{key} is missing in {of}"))
}

/// Whether a claim holds of a race; the error says what was found instead.
fn judge(claim: &Json, past: &[Past]) -> Result<(), String> {
    let has = |key: &str| claim.get(key).is_some();
    let found = |holds: bool, what: String| if holds { Ok(()) } else { Err(what) };
    let indices = |key: &str| -> Vec<usize> {
        claim[key].as_array().unwrap().iter().map(|i| i.as_u64().unwrap() as usize).collect()
    };
    if has("order") {
        let value = number(claim, "first_below");
        let steps: Vec<_> = indices("order").iter().map(|i| past[*i].first_below(value)).collect();
        let arrived = steps.iter().all(Option::is_some);
        return found(arrived && steps.windows(2).all(|two| two[0] < two[1]), format!("steps {steps:?}"));
    }
    if has("same_end") {
        let ends: Vec<_> = indices("same_end").iter().map(|i| past[*i].x.last().unwrap()).collect();
        return found(away(ends[0], ends[1]) <= number(claim, "within"), format!("ends {ends:?}"));
    }
    let racer = &past[claim["racer"].as_u64().unwrap() as usize];
    let tail = &racer.f[racer.f.len() - racer.f.len() / 4..];
    let mean = tail.iter().sum::<f64>() / tail.len() as f64;
    if has("diverges") {
        let within = number(claim, "from") <= racer.end as f64 && racer.end as f64 <= number(claim, "to");
        found(racer.kind == "diverged" && within, format!("{} at step {}", racer.kind, racer.end))
    } else if has("ends_near") {
        let at: Vec<f64> = claim["ends_near"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
        let end = racer.x.last().unwrap();
        found(away(end, &at) <= number(claim, "within"), format!("ends at {end:?}"))
    } else if has("falls_below") {
        let step = racer.first_below(number(claim, "falls_below"));
        let within = step.is_some_and(|s| number(claim, "from") <= s as f64 && s as f64 <= number(claim, "to"));
        found(within, format!("step {step:?}"))
    } else if has("never_below") {
        let step = racer.first_below(number(claim, "never_below"));
        found(step.is_none(), format!("at step {step:?}"))
    } else if has("ends_above") {
        found(racer.last() > number(claim, "ends_above"), format!("ends with {}", racer.last()))
    } else if has("ends_below") {
        found(racer.last() < number(claim, "ends_below"), format!("ends with {}", racer.last()))
    } else if has("rises") {
        let most = racer.f.iter().copied().fold(f64::MIN, f64::max);
        found(most > racer.f[0], format!("never above its start, {}", racer.f[0]))
    } else if has("moved") {
        let length = away(&racer.x[0], &racer.x[number(claim, "step") as usize]);
        found((length - number(claim, "moved")).abs() <= number(claim, "within"), format!("moved {length}"))
    } else if has("last_rows_above") {
        found(mean > number(claim, "last_rows_above"), format!("the last quarter's mean is {mean}"))
    } else if has("last_rows_below") {
        found(mean < number(claim, "last_rows_below"), format!("the last quarter's mean is {mean}"))
    } else {
        Err("no such kind of claim".into())
    }
}

#[test]
fn every_scene_does_what_it_says() {
    let mut wrong = Vec::new();
    for preset in all() {
        let past = race(&preset);
        for claim in preset["claims"].as_array().unwrap() {
            if let Err(found) = judge(claim, &past) {
                wrong.push(format!("{}: {claim}\n    found: {found}", preset["id"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_two_dozen_scenes_each_with_its_words_and_a_claim() {
    let presets = all();
    assert!(presets.len() >= 24, "{} scenes", presets.len());
    let mut ids = std::collections::BTreeSet::new();
    for preset in &presets {
        assert!(ids.insert(preset["id"].as_str().unwrap().to_owned()), "{} twice", preset["id"]);
        assert!(!preset["claims"].as_array().unwrap().is_empty(), "{} claims nothing", preset["id"]);
        for language in ["en", "es"] {
            let words = preset["words"][language].as_array().unwrap();
            assert!(words.len() == 3 && words.iter().all(|w| !w.as_str().unwrap().is_empty()), "{}", preset["id"]);
        }
    }
}

#[test]
fn a_claim_that_does_not_hold_is_found() {
    let past = race(&all()[0]);
    for claim in [
        serde_json::json!({"racer": 0, "diverges": true, "from": 0, "to": 500}),
        serde_json::json!({"racer": 1, "never_below": 0.01}),
        serde_json::json!({"first_below": 0.01, "order": [4, 1]}),
        serde_json::json!({"racer": 0, "unheard_of": 1}),
    ] {
        assert!(judge(&claim, &past).is_err(), "{claim}");
    }
}
