//! Random planes through a network's parameters: filter by filter, deterministic, and a projection that is orthogonal.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::objective::Objective;
use descent::spec::objective_of;
use descent::{Plane, Run, place};
use serde_json::{Value as Json, json};
use testkit::run::{decode, finished};

fn document() -> Json {
    json!({
        "seed": 5, "steps": 300, "precision": "f64",
        "problem": {
            "model": {"id": "mlp", "layers": [2, 6, 3, 1], "output": "sigmoid"}, "data": {"id": "moons", "n": 80},
            "batch": {"size": 8},
        },
        "racers": [{"optimizer": {"id": "adam", "lr": 0.03}}],
    })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn each_units_incoming_part_has_the_length_of_its_weights_and_biases_stay() {
    let run = finished(&document());
    let plane = run.plane(0, 7).unwrap();
    assert_eq!(plane.at, run.point(0).x);
    for d in plane.along.chunks_exact(plane.at.len()) {
        let mut from = 0;
        for (ins, outs) in [(2, 6), (6, 3), (3, 1)] {
            for unit in 0..outs {
                let part = from + unit * ins..from + (unit + 1) * ins;
                let (length, weights) =
                    (dot(&d[part.clone()], &d[part.clone()]), dot(&plane.at[part.clone()], &plane.at[part]));
                assert!((length / weights - 1.0).abs() < 1e-12, "{length} instead of {weights}");
            }
            from += ins * outs;
            assert!(d[from..from + outs].iter().all(|bias| *bias == 0.0));
            from += outs;
        }
        assert_eq!(from, d.len());
    }
}

#[test]
fn a_seed_gives_one_plane_and_another_seed_another() {
    let (a, b) = (finished(&document()), finished(&document()));
    assert_eq!(a.plane(0, 3), b.plane(0, 3));
    assert_ne!(a.plane(0, 3).unwrap().along, a.plane(0, 4).unwrap().along);
    let plane = a.plane(0, 3).unwrap();
    let (u, v) = plane.along.split_at(plane.at.len());
    assert!(dot(u, v).abs() < 0.7 * dot(u, u), "the two directions differ");
}

#[test]
fn the_centre_is_the_parameters_and_their_loss() {
    let mut run = finished(&document());
    for t in [1, 40, 300] {
        run.seek(t);
        let plane = run.plane(0, 7).unwrap();
        let mut x = vec![0.0; run.dim()];
        place(&plane.at, &plane.along, 0.0, 0.0, &mut x);
        assert_eq!(x, run.point(0).x);
        let objective: Box<dyn Objective<f64>> = objective_of(&run.spec().problem, x.len());
        let mut g = vec![0.0; x.len()];
        let f = objective.value_grad(&x, &mut g, &mut objective.work());
        assert!((f - run.point(0).f).abs() <= 1e-14 * f, "{f} instead of {}", run.point(0).f);
        place(&plane.at, &plane.along, 1.0, -2.0, &mut x);
        for (i, x) in x.iter().enumerate() {
            assert!((x - (plane.at[i] + plane.along[i] - 2.0 * plane.along[plane.at.len() + i])).abs() < 1e-12);
        }
    }
}

/// Every recorded position up to where the run stands.
fn path(run: &mut Run) -> Vec<Vec<f64>> {
    let (t, n) = (run.t() as u32, run.dim());
    let descent::Columns::F64(trace) = run.trace(0) else { panic!("f64") };
    let rows = trace.t.iter().zip(trace.x.chunks_exact(n)).filter(|(row, _)| **row <= t);
    rows.map(|(_, x)| x.to_vec()).collect()
}

#[test]
fn the_path_is_projected_orthogonally_and_ends_in_the_middle() {
    let mut run = finished(&document());
    for t in [40, 300] {
        run.seek(t);
        let plane = run.plane(0, 7).unwrap();
        let (places, share) = run.shadow(0, &plane);
        assert_eq!(places[places.len() - 2..], [0.0, 0.0]);
        let all = path(&mut run);
        assert_eq!(places.len(), 2 * all.len() + 2);
        let (mut inside, mut whole) = (0.0, 0.0);
        let mut near = vec![0.0; run.dim()];
        let mut before: Option<(Vec<f64>, Vec<f64>)> = None;
        for (x, at) in all.iter().zip(places.chunks_exact(2)) {
            place(&plane.at, &plane.along, at[0], at[1], &mut near);
            // What is left is square to both directions.
            let left: Vec<f64> = x.iter().zip(&near).map(|(x, near)| x - near).collect();
            for d in plane.along.chunks_exact(x.len()) {
                assert!(dot(&left, d).abs() < 1e-9, "{}", dot(&left, d));
            }
            let length = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
            if let Some((x0, near0)) = &before {
                inside += length(&near, near0);
                whole += length(x, x0);
            }
            before = Some((x.clone(), near.clone()));
        }
        assert!((share - inside / whole).abs() < 1e-12, "{share} instead of {}", inside / whole);
        assert!(share > 0.0 && share < 1.0, "{share}");
    }
}

#[test]
fn a_path_within_the_plane_keeps_its_length() {
    let plane = Plane { at: vec![1.0, 2.0, 3.0], along: vec![1.0, 1.0, 0.0, 0.0, 2.0, 0.0] };
    let path = [0.0, 0.0, 3.0, 4.0, -1.0, 3.0];
    let (places, share) = plane.shadow(2, &|k| path[k]);
    assert!((share - 1.0).abs() < 1e-15, "{share}");
    for (at, by_hand) in places.iter().zip([-1.0, -0.5, 3.0, -3.0, 0.0, 0.0]) {
        assert!((at - by_hand).abs() < 1e-14, "{places:?}");
    }
    // Square to it nothing is left of a step.
    let (_, share) = plane.shadow(1, &|k| [1.0, 2.0, 9.0][k]);
    assert_eq!(share, 0.0);
}

#[test]
fn there_is_no_plane_where_weights_are_zero_or_there_is_one_only() {
    let mut regression = document();
    regression["problem"] = json!({"model": {"id": "logistic"}, "data": {"id": "gauss"}});
    let mut run = Run::new(decode(&regression));
    assert_eq!(run.plane(0, 1), None, "it starts with zeros");
    run.step(1);
    assert!(run.plane(0, 1).is_some());
    regression["problem"] = json!({"model": {"id": "linear"}, "data": {"id": "line"}});
    assert_eq!(finished(&regression).plane(0, 1), None, "one weight and a bias");
    regression["problem"] = json!({"model": {"id": "kmeans", "k": 3}, "data": {"id": "blobs"}});
    assert_eq!(finished(&regression).plane(0, 1), None, "centres have no weights");
}
