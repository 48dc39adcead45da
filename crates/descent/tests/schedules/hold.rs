//! What must hold for every schedule: finite rates, joints without a jump, verdicts, complete tables, refusals.

use std::collections::BTreeSet;

use descent::catalog::{Arg, Kind, Range, Scale};
use descent::schedule::{ALIASES, ScheduleSpec, TABLE, Verdict, capped, find, ids, reshape, robbins_monro};
use descent::spec::decode_schedule;
use serde_json::json;

use super::draw::Legal;
use super::{decode, shaped, value};

/// Steps 0..300, then ever larger ones to a million.
fn probed() -> Vec<u64> {
    let far = [999, 1000, 1001, 4096, 10_000, 65_535, 123_456, 500_000, 999_999, 1_000_000];
    (0..300).chain(far).collect()
}

#[test]
fn every_rate_is_finite_and_not_negative() {
    let mut draw = Legal::new(7);
    for id in ids() {
        let entry = find(id).unwrap();
        for _ in 0..150 {
            let spec = draw.of(&entry, 2);
            let schedule = spec.build();
            let mut memory = vec![0.0; schedule.memory()];
            schedule.reset(&mut memory);
            let base = draw.real(&Range::closed(0.0, 1e6), Scale::Log);
            for t in probed() {
                let metric = (t > 0).then(|| draw.unit());
                let rate = capped(schedule.rate(base, t, metric, &mut memory));
                assert!(rate.is_finite() && rate >= 0.0, "{spec:?} from {base:e}: {rate:e} at t = {t}");
                let momentum = schedule.momentum(t).unwrap_or(0.0);
                assert!((0.0..1.0).contains(&momentum), "{spec:?}: momentum {momentum} at t = {t}");
            }
            let _ = robbins_monro(&spec);
        }
    }
}

#[test]
fn a_warm_up_joins_its_successor_without_a_jump() {
    let mut draw = Legal::new(11);
    for _ in 0..2000 {
        let then = draw.schedule(1);
        let (steps, a) = (1 + draw.below(100), draw.unit());
        let given = [
            ("steps", Arg::Int(steps as i64)),
            ("start_factor", Arg::Real(a)),
            ("then", Arg::Schedule(Some(Box::new(then.clone())))),
        ];
        let warm = ScheduleSpec::new("warmup", &given).unwrap();
        let metrics: Vec<f64> = (0..400).map(|_| draw.unit()).collect();
        let (base, w) = (0.01 + draw.unit(), steps);
        let got = warm.rates(base, w as u64 + 100, &metrics);
        // Its own time, and the metrics of its own time.
        let want = then.rates(base, 100, &metrics[w..]);
        assert_eq!(got[w..], want, "{then:?} after {w}");
        let top = want[0];
        // Where a rate is at its limit, it is not on the line.
        if got.iter().any(|rate| *rate == capped(f64::INFINITY)) {
            continue;
        }
        assert!((got[0] - a * top).abs() <= 1e-12 * top, "{then:?}: starts at {} of {top}", got[0]);
        let climb = (1.0 - a) * top / w as f64;
        for t in 0..w {
            let step = got[t + 1] - got[t];
            assert!((step - climb).abs() <= 1e-12 * top, "{then:?}: {step:e} at {t} instead of {climb:e}");
        }
    }
}

#[test]
fn a_plateau_keeps_its_memory_wherever_it_is_nested() {
    let plateau = json!({"id": "plateau", "factor": 0.5, "patience": 0});
    let stuck = vec![1.0; 20];
    let alone = decode(&plateau).rates(1.0, 6, &stuck);
    assert_eq!(alone, [1.0, 1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125]);
    let product = decode(&json!({"id": "product", "schedules": [{"id": "constant"}, plateau, plateau]}));
    let squares: Vec<f64> = alone.iter().map(|r| r * r).collect();
    assert_eq!(product.rates(1.0, 6, &stuck), squares);
    let sequence = decode(&json!({"id": "sequence", "milestones": [3], "schedules": [plateau, plateau]}));
    assert_eq!(sequence.rates(1.0, 6, &stuck), [1.0, 1.0, 0.5, 1.0, 1.0, 0.5, 0.25]);
}

#[test]
fn the_robbins_monro_verdicts_follow_from_the_rules() {
    use Verdict::{No, Unknown, Yes};
    let table = [
        (json!({"id": "constant"}), (Yes, No)),
        (json!({"id": "step"}), (No, Yes)),
        (json!({"id": "step", "gamma": 1}), (Yes, No)),
        (json!({"id": "multistep"}), (Yes, No)),
        (json!({"id": "exponential", "gamma": 0.999}), (No, Yes)),
        (json!({"id": "inverse_time"}), (Yes, Yes)),
        (json!({"id": "inverse_time", "decay_rate": 0}), (Yes, No)),
        (json!({"id": "polynomial"}), (Yes, No)),
        (json!({"id": "polynomial", "end": 0}), (No, Yes)),
        (json!({"id": "polynomial", "end": 0, "cycle": true}), (Yes, Yes)),
        (json!({"id": "polynomial", "end": 0, "cycle": true, "power": 2}), (No, Yes)),
        (json!({"id": "linear"}), (No, Yes)),
        (json!({"id": "cosine"}), (Yes, No)),
        (json!({"id": "cosine", "after": "hold"}), (No, Yes)),
        (json!({"id": "cosine_restarts"}), (Yes, No)),
        (json!({"id": "cosine_restarts", "m_mult": 0.5}), (Yes, Yes)),
        (json!({"id": "cosine_restarts", "m_mult": 0.4}), (No, Yes)),
        (json!({"id": "cosine_restarts", "m_mult": 0.8}), (Yes, No)),
        (json!({"id": "cosine_restarts", "t_mult": 1, "m_mult": 0.8}), (No, Yes)),
        (json!({"id": "one_cycle"}), (Yes, No)),
        (json!({"id": "cyclic"}), (Yes, No)),
        (json!({"id": "inverse_sqrt"}), (Yes, No)),
        (json!({"id": "noam"}), (Yes, No)),
        (json!({"id": "piecewise"}), (Yes, No)),
        (json!({"id": "plateau"}), (Yes, No)),
        (json!({"id": "plateau", "eps": 0}), (Unknown, Unknown)),
        (json!({"id": "warmup", "then": {"id": "inverse_time"}}), (Yes, Yes)),
        (json!({"id": "sequence", "milestones": [9], "schedules": [{"id": "cosine"}, {"id": "linear"}]}), (No, Yes)),
        (json!({"id": "product", "schedules": [{"id": "inverse_sqrt"}, {"id": "inverse_sqrt"}]}), (Yes, Yes)),
        (json!({"id": "product", "schedules": [{"id": "inverse_time"}, {"id": "inverse_sqrt"}]}), (No, Yes)),
        (json!({"id": "product", "schedules": [{"id": "inverse_time"}, {"id": "cosine"}]}), (Yes, Yes)),
        (json!({"id": "product", "schedules": [{"id": "cosine"}, {"id": "cosine"}]}), (Unknown, Unknown)),
        (
            json!({"id": "product", "schedules": [{"id": "cosine"}, {"id": "cyclic", "max_factor": 0}]}),
            (Unknown, Unknown),
        ),
        (json!({"id": "torch.MultiStepLR", "milestones": [], "gamma": 0}), (Yes, No)),
        (json!({"id": "lecture.exponential_e"}), (No, Yes)),
        (
            json!({"id": "keras.ExponentialDecay", "decay_steps": 9, "decay_rate": 0.5, "initial_learning_rate": 0}),
            (Unknown, Unknown),
        ),
    ];
    let mut judged = BTreeSet::new();
    for (document, right) in &table {
        let spec = decode(document);
        assert_eq!(robbins_monro(&spec), *right, "{document}");
        judged.insert(spec.id);
    }
    let missing: Vec<_> = TABLE.iter().map(|row| row.id).filter(|id| !judged.contains(id)).collect();
    assert!(missing.is_empty(), "no verdict tested for {missing:?}");
}

#[test]
fn the_tables_are_complete_and_consistent() {
    let all: Vec<&str> = ids().collect();
    assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "an id occurs twice");
    assert_eq!(all.len(), TABLE.len() + ALIASES.len());
    for row in TABLE {
        for text in [row.name, row.doc, row.formula, row.differs, row.reference] {
            assert!(!text.is_empty(), "{} lacks a text", row.id);
        }
        let needs = row.params.iter().any(|p| matches!(p.kind, Kind::Schedules));
        assert_eq!(ScheduleSpec::new(row.id, &[]).is_some(), !needs, "{}: legal by default", row.id);
    }
    for alias in ALIASES {
        assert!(TABLE.iter().any(|row| row.id == alias.into), "{} becomes {}", alias.id, alias.into);
    }
    for entry in ids().map(|id| find(id).unwrap()) {
        let keys: BTreeSet<_> = entry.params.iter().map(|p| p.key).collect();
        assert_eq!(keys.len(), entry.params.len(), "{}: a key occurs twice", entry.id);
        for p in entry.params {
            let fits = match &p.kind {
                Kind::Real { default: Some(v), range, .. } => range.holds(*v),
                Kind::Int { default: Some(v), min, max } => (min..=max).contains(&v),
                Kind::Choice { default, options } => options.iter().any(|(id, _)| id == default),
                _ => true,
            };
            assert!(fits && !p.name.is_empty() && !p.doc.is_empty(), "{}: {}", entry.id, p.key);
        }
    }
    println!("{} schedules of our own, {} in a library's spelling", TABLE.len(), ALIASES.len());
}

#[test]
fn optax_warm_ups_without_steps_or_peak_stay_where_optax_leaves_them() {
    let constant =
        json!({"id": "optax.warmup_constant_schedule", "init_value": 0.02, "peak_value": 0.2, "warmup_steps": 0});
    assert_eq!(decode(&constant).rates(0.1, 2, &[]), [0.02; 3]);
    let cosine = json!({"id": "optax.warmup_cosine_decay_schedule", "init_value": 0.1, "peak_value": 0, "warmup_steps": 3,
        "decay_steps": 9, "end_value": 0.5});
    assert_eq!(decode(&cosine).rates(0.1, 9, &[])[3..], [0.0; 7]);
}

/// What Optax' `piecewise_interpolate_schedule` makes of its dictionary with straight lines: scales multiply up in the order of their steps.
fn interpolated(init: f64, scales: &[(f64, f64)], t: f64) -> f64 {
    let mut dictionary: Vec<(f64, f64)> = Vec::new();
    for (at, scale) in scales {
        dictionary.retain(|entry| entry.0 != *at);
        dictionary.push((*at, *scale));
    }
    dictionary.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut from, mut value) = (0.0, init);
    for (at, scale) in dictionary {
        let next = value * scale;
        if t < at {
            return value + (next - value) * (t - from) / (at - from);
        }
        (from, value) = (at, next);
    }
    value
}

#[test]
fn a_one_cycle_keeps_the_later_of_two_scales_at_one_step_as_optax_does() {
    let mut draw = Legal::new(5);
    for case in 0..400 {
        let n = 1 + draw.below(30);
        let share = |draw: &mut Legal| [0.0, 0.3, 0.85, 1.0, draw.unit()][draw.below(5)];
        let (start, last) = (share(&mut draw), share(&mut draw));
        let (div, end) = (1.0 + 30.0 * draw.unit(), 1.0 + 1e4 * draw.unit());
        let schedule = json!({"id": "optax.linear_onecycle_schedule", "transition_steps": n, "peak_value": 0.3,
            "pct_start": start, "pct_final": last, "div_factor": div, "final_div_factor": end});
        let n = n as f64;
        let scales = [((start * n).floor(), div), ((last * n).floor(), 1.0 / div), (n, 1.0 / end)];
        for (t, rate) in decode(&schedule).rates(0.1, 40, &[]).iter().enumerate() {
            let wanted = interpolated(0.3 / div, &scales, t as f64);
            assert!((rate - wanted).abs() <= 1e-14 * 0.3, "case {case}, {schedule}: {rate:e} for {wanted:e} at {t}");
        }
    }
}

#[test]
fn library_shapes_are_read_in_each_of_their_forms() {
    let pairs = json!({"id": "optax.piecewise_constant_schedule", "boundaries_and_scales": [[2, 0.5], [4, 0.1]]});
    let map = json!({"id": "optax.piecewise_constant_schedule", "boundaries_and_scales": {"2": 0.5, "4": 0.1}});
    let flat = json!({"id": "optax.piecewise_constant_schedule", "boundaries_and_scales": [2, 0.5, 4, 0.1]});
    assert_eq!(decode(&pairs), decode(&flat));
    assert_eq!(decode(&map), decode(&flat));
    let turned = json!({"id": "optax.piecewise_constant_schedule", "boundaries_and_scales": {"4": 0.1, "2": 0.5}});
    assert_eq!(decode(&turned), decode(&flat), "the keys of an object have no order");
    let short = json!({"id": "torch.SequentialLR", "warmup": 5, "start_factor": 0.1, "T_max": 20});
    let long = json!({"id": "torch.SequentialLR", "milestones": [5], "schedulers": [
        {"id": "torch.LinearLR", "start_factor": 0.1, "total_iters": 5}, {"id": "torch.CosineAnnealingLR", "T_max": 20}]});
    assert_eq!(decode(&short), decode(&long));
    assert_eq!(reshape(&value(&long)), None);
    let epochs = json!({"id": "torch.OneCycleLR", "epochs": 5, "steps_per_epoch": 20});
    let total = json!({"id": "torch.OneCycleLR", "total_steps": 100});
    assert_eq!(decode(&epochs).rates(0.1, 99, &[]), decode(&total).rates(0.1, 99, &[]));
}

#[test]
fn what_does_not_fit_together_is_refused_with_its_key() {
    let table = [
        (json!({"id": "piecewise", "boundaries": [1, 2], "factors": [1, 2]}), "factors"),
        (json!({"id": "sequence", "milestones": [1], "schedules": [{"id": "constant"}]}), "milestones"),
        (json!({"id": "sequence", "milestones": [2, 1], "schedules": [{"id": "constant"}]}), "milestones[1]"),
        (json!({"id": "step", "gamma": -0.1}), "gamma"),
        (json!({"id": "step", "step_size": 0}), "step_size"),
        (json!({"id": "step", "step_size": 1.5}), "step_size"),
        (json!({"id": "warmup", "then": {"id": "step", "gama": 1}}), "then.gama"),
        (json!({"id": "torch.OneCycleLR"}), "total_steps"),
        (json!({"id": "torch.SequentialLR", "warmup": "x", "T_max": 20}), "schedulers[0].total_iters"),
        (json!({"id": "torch.SequentialLR", "warmup": 5, "T_max": 20, "eta": 1}), "eta"),
        (
            json!({"id": "optax.piecewise_constant_schedule", "boundaries_and_scales": [[4, 0.5], [2, 0.1]]}),
            "boundaries_and_scales",
        ),
        (json!({"id": "optax.piecewise_constant_schedule", "boundaries_and_scales": [[4]]}), "boundaries_and_scales"),
        (
            json!({"id": "optax.piecewise_constant_schedule", "boundaries_and_scales": {"a": 1}}),
            "boundaries_and_scales",
        ),
        (json!({"id": "optax.warmup_cosine_decay_schedule", "warmup_steps": 9, "decay_steps": 9}), "decay_steps"),
        (json!({"id": "optax.sgdr_schedule", "cosine_kwargs": [{"id": "constant"}]}), "cosine_kwargs"),
        (json!({"id": "keras.PiecewiseConstantDecay", "boundaries": [1], "values": [1]}), "values"),
    ];
    for (document, path) in table {
        let problems = decode_schedule(&shaped(&document)).unwrap_err();
        assert!(problems.iter().any(|p| p.path == path), "{document}: {problems:?}");
    }
}
