//! Time: pieces equal the whole, going back equals going straight, a recorded change equals a change in the document.

use super::{cases, columns, document, run, seen};
use descent::{Kind, Value};
use proptest::prelude::*;
use testkit::draw::Draw;
use testkit::{json, legal};

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn steps_in_pieces_equal_steps_at_once(seed: u64, pieces in prop::collection::vec(0u64..40, 0..6)) {
        let document = document(seed, 120);
        let (mut whole, mut parts) = (run(&document), run(&document));
        whole.step(pieces.iter().sum());
        pieces.iter().for_each(|n| parts.step(*n));
        prop_assert_eq!(seen(&parts), seen(&whole), "{}", json::text(&document));
        for i in 0..whole.racers() {
            prop_assert_eq!(columns(&mut parts, i), columns(&mut whole, i), "{}", json::text(&document));
        }
    }

    #[test]
    fn seeking_equals_a_direct_run(seed: u64, to in prop::collection::vec(0u64..130, 1..8)) {
        let document = document(seed, 120);
        let mut there_and_back = run(&document);
        for t in to {
            there_and_back.seek(t);
            let mut direct = run(&document);
            direct.step(t);
            prop_assert_eq!(seen(&there_and_back), seen(&direct), "to {} of {}", t, json::text(&document));
        }
        prop_assert_eq!(there_and_back.digest(), run(&document).digest());
    }

    #[test]
    fn a_change_that_was_set_equals_a_document_that_holds_it(seed: u64, at in prop::collection::vec(0u64..60, 1..4), back: bool) {
        let mut draw = Draw::new(seed);
        let document = legal::document(&mut draw, 60);
        let mut live = run(&document);
        // In any order: a change drops the later ones of its racer.
        for t in at {
            live.seek(t);
            let (path, value) = match draw.below(6) {
                0 => ("optimizer", legal::optimizer(&mut draw)),
                1 => ("schedule", legal::schedule(&mut draw, 1)),
                2 => ("noise", Value::Null),
                4 => ("average.start", Value::Num(draw.below(50) as f64)),
                3 => ("clip", Value::map([("value", Value::Num(draw.unit() + 0.1))])),
                _ => ("noise.std", Value::Num(draw.unit())),
            };
            live.set(draw.below(live.racers()), path, value).unwrap();
            prop_assert_eq!(live.t(), t.min(live.t()), "setting a value does not move the run");
        }
        if back {
            let t = live.t();
            live.seek(t / 2);
            live.seek(t);
        }
        live.finish();
        let recorded = live.spec().to_value();
        let mut replayed = run(&recorded);
        replayed.finish();
        prop_assert_eq!(seen(&live), seen(&replayed), "{}", json::text(&recorded));
        prop_assert_eq!(live.digest(), replayed.digest(), "{}", json::text(&recorded));
        for i in 0..live.racers() {
            prop_assert_eq!(columns(&mut live, i), columns(&mut replayed, i), "{}", json::text(&recorded));
        }
    }

    #[test]
    fn a_legal_run_never_panics_and_always_ends_with_a_reason(seed: u64) {
        let document = document(seed, 300);
        let mut run = run(&document);
        run.finish();
        prop_assert!(!run.running());
        for i in 0..run.racers() {
            let status = run.status(i);
            prop_assert!(status.kind != Kind::Running && !status.why.is_empty(), "{}", json::text(&document));
            let _ = run.inspect(i);
        }
    }
}

/// More steps than the columns have rows: they thin out while running, and what is kept is what the run did.
#[test]
fn columns_thin_out_without_changing_what_they_hold() {
    for precision in ["f32", "f64"] {
        let racer =
            |id: &str| Value::map([("optimizer", Value::map([("id", Value::text(id)), ("lr", Value::Num(1e-4))]))]);
        let edit = Value::map([
            ("step", Value::Num(20_000.0)),
            ("racer", Value::Num(1.0)),
            ("path", Value::text("optimizer.lr")),
            ("value", Value::Num(3e-4)),
        ]);
        let document = Value::map([
            ("precision", Value::text(precision)),
            ("problem", Value::map([("surface", Value::text("booth"))])),
            ("steps", Value::Num(50_000.0)),
            ("racers", Value::List(vec![racer("sgd"), racer("adam")])),
            ("edits", Value::List(vec![edit])),
        ]);
        let mut thinned = run(&document);
        thinned.finish();
        let end = seen(&thinned);
        for i in 0..2 {
            let all = columns(&mut thinned, i);
            let (t, x) = (&all[0], &all[1]);
            assert!(t.len() <= 16_385 && t.len() > 8_000 && t[0] == 0, "{} rows", t.len());
            assert_eq!(t.last(), Some(&50_000));
            let stride = t[1];
            assert!(t[..t.len() - 1].iter().enumerate().all(|(k, t)| *t == stride * k as u64), "multiples of {stride}");
            for k in [0, 1, 77, 4_999, t.len() - 1] {
                let mut direct = run(&document);
                direct.seek(t[k]);
                let point = direct.point(i);
                let here: Vec<u64> = match precision {
                    "f32" => point.x.iter().map(|v| lanes::Real::bits(*v as f32)).collect(),
                    _ => point.x.iter().map(|v| lanes::Real::bits(*v)).collect(),
                };
                assert_eq!(here, x[2 * k..2 * k + 2], "{precision}, racer {i}, row {k}, step {}", t[k]);
            }
        }
        for t in [49_999, 3, 20_001, 20_000, 33_333, 50_000] {
            thinned.seek(t);
            let mut direct = run(&document);
            direct.step(t);
            assert_eq!(seen(&thinned), seen(&direct), "{precision}: step {t}");
        }
        assert_eq!(seen(&thinned), end);
    }
}
