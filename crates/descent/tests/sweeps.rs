//! A point of a sweep has the bits of the single run.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::Kind;
use descent::sweep::{Axis, Outcome, Sweep};
use lanes::Real;
use serde_json::{Value as Json, json};
use testkit::alloc::{Count, Counting, during};
use testkit::json::value;
use testkit::run::finished;

#[global_allocator]
static COUNTING: Counting = Counting;

const AXES: [&str; 2] = ["start[0]", "start[1]"];

fn between(range: [f64; 2], n: usize) -> Vec<f64> {
    (0..n).map(|i| range[0] + (range[1] - range[0]) * (i as f64 + 0.5) / n as f64).collect()
}

fn axes(values: [Vec<f64>; 2]) -> Vec<Axis> {
    AXES.iter().zip(values).map(|(path, values)| Axis { path: (*path).to_owned(), values }).collect()
}

fn single(document: &Json) -> Vec<Outcome> {
    let run = finished(document);
    let of = |i: usize| {
        let (status, at) = (run.status(i), run.point(i));
        Outcome { kind: Some(status.kind), step: status.step, f: at.f, x: [at.x[0], *at.x.get(1).unwrap_or(&f64::NAN)] }
    };
    (0..run.racers()).map(of).collect()
}

fn bits(of: &Outcome) -> (Option<Kind>, u64, [u64; 3]) {
    (of.kind, of.step, [of.f, of.x[0], of.x[1]].map(Real::bits))
}

#[test]
fn every_pixel_of_a_basin_map_is_its_single_run() {
    let racers = json!([
        {"optimizer": {"id": "sgd", "lr": 0.02}},
        {"optimizer": {"id": "momentum", "lr": 0.004, "beta": 0.9}, "schedule": {"id": "cosine", "t_max": 60}},
        {"optimizer": {"id": "nesterov", "lr": 0.004, "form": "lookahead"}},
        {"optimizer": {"id": "adam", "lr": 0.1, "weight_decay": 0.01, "decay": "decoupled"}},
        {"optimizer": {"id": "rmsprop", "lr": 0.02, "centered": true, "maximize": false}},
        {"optimizer": {"id": "adam", "lr": 0.1, "amsgrad": true}, "schedule": {"id": "plateau", "patience": 2}},
        {"optimizer": {"id": "adagrad", "lr": 0.3}, "clip": {"norm": 1.0}, "noise": {"std": 0.01}},
        {"optimizer": {"id": "sgd", "lr": 0.01}, "average": {"start": 2}},
        {"optimizer": {"id": "lbfgs"}},
        {"optimizer": {"id": "lion", "lr": 0.01, "weight_decay": 0.1}},
        {"optimizer": {"id": "schedule_free", "lr": 0.02}},
    ]);
    let (mut diverged, mut converged, mut checked) = (0, 0, 0);
    for row in descent::surface::TABLE.iter().filter(|row| row.dim == 2) {
        for (precision, rotate) in [("f32", 0.0), ("f64", 0.0), ("f64", 30.0)] {
            let document = |start: Json| {
                json!({
                    "precision": precision, "problem": {"surface": row.id, "rotate": rotate}, "start": start,
                    "steps": 60, "stop": {"grad_norm": 1e-2}, "racers": racers,
                })
            };
            // 23 × 23 = 529: more than one vector of starts in either precision, and a rest.
            let values = row.view.map(|range| between(range, 23));
            let mut sweep = Sweep::new(value(&document(json!([0, 0]))), axes(values.clone())).unwrap();
            let mut ends = Vec::new();
            sweep.band(0..529, &mut ends);
            assert_eq!(ends.len(), 529 * sweep.racers());
            for i in (0..529).step_by(33) {
                let start = [values[0][i % 23], values[1][i / 23]];
                for (k, wanted) in single(&document(json!(start))).iter().enumerate() {
                    let end = &ends[i * sweep.racers() + k];
                    assert_eq!(bits(end), bits(wanted), "{} in {precision}, racer {k}, from {start:?}", row.id);
                    diverged += usize::from(end.kind == Some(Kind::Diverged));
                    converged += usize::from(end.kind == Some(Kind::Converged));
                    checked += 1;
                }
            }
        }
    }
    assert!(diverged > 100 && converged > 1000, "{diverged} diverged, {converged} converged of {checked}");
}

#[test]
fn bands_put_together_are_the_whole() {
    let document =
        value(&json!({"problem": {"surface": "himmelblau"}, "steps": 40, "racers": [{"optimizer": {"id": "adam"}}]}));
    let values = || axes([between([-4.0, 4.0], 13), between([-4.0, 4.0], 11)]);
    let mut whole = Vec::new();
    Sweep::new(document.clone(), values()).unwrap().band(0..143, &mut whole);
    let mut sweep = Sweep::new(document, values()).unwrap();
    let mut parts = Vec::new();
    for band in [0..1, 1..64, 64..130, 130..999] {
        sweep.band(band, &mut parts);
    }
    assert_eq!(whole, parts);
}

#[test]
fn any_place_of_the_document_can_be_an_axis() {
    let document = json!({
        "problem": {"surface": "quadratic"}, "start": [1, 1], "steps": 30,
        "racers": [{"optimizer": {"id": "momentum"}}, {"optimizer": {"id": "sgd"}}],
    });
    let of = |path: &str, values: &[f64]| Axis { path: path.to_owned(), values: values.to_vec() };
    let axes = vec![of("racers[*].optimizer.lr", &[0.01, 0.3, -1.0]), of("problem.params.kappa", &[2.0, 50.0])];
    let mut sweep = Sweep::new(value(&document), axes).unwrap();
    let mut ends = Vec::new();
    sweep.band(0..sweep.points(), &mut ends);
    for (i, condition) in [2.0, 50.0].iter().enumerate() {
        for (j, lr) in [0.01, 0.3].iter().enumerate() {
            let mut one = document.clone();
            one["problem"]["params"] = json!({"kappa": condition});
            one["racers"][0]["optimizer"]["lr"] = json!(lr);
            one["racers"][1]["optimizer"]["lr"] = json!(lr);
            let point = (3 * i + j) * 2;
            let same: Vec<_> = ends[point..point + 2].iter().map(bits).collect();
            assert_eq!(same, single(&one).iter().map(bits).collect::<Vec<_>>());
        }
        assert_eq!(ends[(3 * i + 2) * 2].kind, None, "a rate below 0 is refused");
    }
}

#[test]
fn a_place_that_is_not_there_is_refused() {
    let document = value(&json!({"problem": {"surface": "beale"}, "racers": [{"optimizer": {"id": "sgd"}}]}));
    for path in ["racers[1].optimizer.lr", "racers[x].a", "racers.optimizer", "", "problem.surface.x", "[0]"] {
        let refused = Sweep::new(document.clone(), vec![Axis { path: path.to_owned(), values: vec![1.0] }]);
        assert_eq!(refused.err().unwrap_or_default()[0].path, "axes[0].path", "{path}");
    }
    let many = Axis { path: "seed".to_owned(), values: vec![1.0; 2000] };
    let refused = Sweep::new(document, vec![many.clone(), many]);
    assert_eq!(refused.err().unwrap_or_default()[0].code, "too_large");
}

#[test]
fn a_band_of_starts_allocates_nothing() {
    for precision in ["f32", "f64"] {
        let document = value(&json!({
            "precision": precision, "problem": {"surface": "beale"}, "start": [0, 0], "steps": 50,
            "racers": [{"optimizer": {"id": "adam"}}, {"optimizer": {"id": "sgd", "lr": 0.1}, "clip": {"norm": 1}}],
        }));
        let mut sweep = Sweep::new(document, axes([between([-4.0, 4.0], 32), between([-4.0, 4.0], 32)])).unwrap();
        let mut ends = Vec::with_capacity(2048);
        sweep.band(0..256, &mut ends);
        let counted = during(|| sweep.band(256..512, &mut ends));
        assert_eq!(counted, Count::default(), "{precision}");
    }
}
