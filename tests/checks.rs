//! The lectures' checks that need more than the run of one scene: several runs, sweeps, seeds, long tails. What one run says is a claim
//! of its scene (`lectures.rs`); what the libraries say is in `crates/descent/tests`.
//!
//! Every test bears the name of its figure, which has to be one of the gallery's.

use descent::spec::ProblemSpec;
use descent::surface::{PointKind, find};
use descent::sweep::{Axis, Outcome, Seeds, Sweep};
use descent::{Columns, Kind, Run, Trace, Value, sample_counts};
use descent_tests::{backend, say};
use lanes::Real;
use lanes::math::{cos, pow, sin};
use serde_json::{Value as Json, json};
use testkit::json::value;
use testkit::run::{decode, finished, run};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

/// Holds one figure to its check.
fn hold(figure: &str, check: fn()) {
    say(&format!("backend: {}", backend()));
    assert!(lectures::all().iter().any(|scene| scene.is(figure)), "no scene is {figure}");
    check();
}

/// One test per check, natively and in wasm.
macro_rules! checks {
    ($($figure:literal: $check:ident as $name:ident,)*) => {
        $(
            #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
            #[cfg_attr(not(target_arch = "wasm32"), test)]
            fn $name() {
                hold($figure, $check);
            }
        )*
    };
}

checks! {
    "C-1d": one_line as every_step_is_nine_tenths_of_the_one_before,
    "C-lr-extremes": extremes as the_threshold_is_two_over_the_curvature,
    "B-lr-nonconvex": basins as a_small_rate_stays_in_the_basin_and_a_large_one_leaves_it,
    "B-newton": squared as newton_squares_its_error,
    "B-newton-singular": singular as what_has_no_curvature_stays_and_damping_descends,
    "A-mean": mean as an_update_is_the_mean_of_the_samples_gradients,
    "A-minibatch": epochs as an_epoch_is_so_many_updates,
    "A-cyclic": cyclic as a_fixed_order_cycles_and_a_shuffled_one_does_not,
    "A-chase": chase as the_chase_of_the_latest_sample_grows_with_the_rate,
    "A-rates": rates as errors_shrink_by_the_stated_factors,
    "A-kmeans": centres as small_batches_vary_more_and_get_far_with_few_samples,
    "C-momentum-forms": forms as three_forms_are_one_path_at_their_rates,
    "A-adagrad": sparse as adagrad_is_first_on_sparse_data_at_each_one_s_best_rate,
    "C-ewma": averages as averages_are_their_sums_and_corrected_ones_unbiased,
    "B-sparse": rare as the_weight_of_the_rare_feature_is_learnt_in_fewer_epochs,
    "B-grid": grid as the_best_rate_of_a_grid_is_that_of_single_runs,
    "B-logistic": growing as weights_grow_for_ever_where_a_line_separates,
    "B-nonlinear": layers as features_or_layers_do_what_a_line_cannot,
    "B-stationary": ends as newton_ends_at_saddles_as_often_as_stated,
    "rotation-45": turned as a_turn_slows_rates_per_coordinate_and_nothing_else,
}

/// A racer with an optimizer and its rate.
fn racer(id: &str, lr: f64) -> Json {
    json!({"optimizer": {"id": id, "lr": lr}})
}

/// Every recorded step: its number, f and θ.
fn rows(run: &mut Run, i: usize) -> Vec<(u64, f64, Vec<f64>)> {
    fn of<T: Real>(trace: &Trace<T>) -> Vec<(u64, f64, Vec<f64>)> {
        let x = trace.x.chunks(trace.dim()).map(|x| x.iter().map(|v| v.to_f64()).collect());
        trace.t.iter().zip(&trace.f).zip(x).map(|((t, f), x)| (u64::from(*t), f.to_f64(), x)).collect()
    }
    match run.trace(i) {
        Columns::F32(trace) => of(trace),
        Columns::F64(trace) => of(trace),
    }
}

/// θ at every recorded step.
fn path(run: &mut Run, i: usize) -> Vec<Vec<f64>> {
    rows(run, i).into_iter().map(|row| row.2).collect()
}

/// The first step at which f is below a value.
fn first_below(run: &mut Run, i: usize, bound: f64) -> Option<u64> {
    rows(run, i).iter().find(|row| row.1 < bound).map(|row| row.0)
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    norm(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>())
}

fn norm(a: &[f64]) -> f64 {
    a.iter().map(|v| v * v).sum::<f64>().sqrt()
}

/// The total variance of points about their mean.
fn variance(of: &[Vec<f64>]) -> f64 {
    let n = of.len() as f64;
    let mean: Vec<f64> = (0..of[0].len()).map(|k| of.iter().map(|x| x[k]).sum::<f64>() / n).collect();
    of.iter().map(|x| apart(x, &mean) * apart(x, &mean)).sum::<f64>() / n
}

/// How every racer ends for each value of one place.
fn sweep(document: &Json, path: &str, values: &[f64]) -> Vec<Outcome> {
    let axis = Axis { path: path.to_owned(), values: values.to_vec() };
    let mut sweep = Sweep::new(value(document), vec![axis]).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut ends = Vec::new();
    sweep.band(0..values.len(), &mut ends);
    ends
}

fn one_line() {
    let mut run = finished(&json!({
        "problem": {"surface": "parabola"}, "start": [3], "steps": 200, "racers": [racer("sgd", 0.05)],
    }));
    let path = path(&mut run, 0);
    assert_eq!(path.len(), 201);
    let mut want = 3.0;
    for (k, x) in path.iter().enumerate() {
        assert!((x[0] - want).abs() <= k as f64 * f64::EPSILON * want, "step {k}: {}, not {want}", x[0]);
        want *= 0.9;
    }
}

fn extremes() {
    for curvature in [0.5, 2.0, 8.0] {
        let of = |share: f64| {
            let mut run = finished(&json!({
                "problem": {"surface": "parabola", "params": {"curvature": curvature}}, "start": [1], "steps": 3000,
                "stop": {"grad_norm": 1e-9}, "racers": [racer("sgd", share * 2.0 / curvature)],
            }));
            (run.status(0), path(&mut run, 0))
        };
        for share in [0.1, 0.5, 0.9, 0.99] {
            assert_eq!(of(share).0.kind, Kind::Converged, "L = {curvature}, {share} of 2/L");
        }
        let (status, path) = of(1.0);
        assert_eq!(status.kind, Kind::Exhausted);
        assert!(path.iter().enumerate().all(|(k, x)| x[0] == if k % 2 == 0 { 1.0 } else { -1.0 }), "the same size");
        for share in [1.01, 1.1, 2.0] {
            // The value overflows where θ² does, or half of L times that.
            let (mut x, mut step) = (1.0_f64, 0);
            while (0.5 * curvature * (x * x)).is_finite() && step < 3000 {
                x -= share * 2.0 / curvature * curvature * x;
                step += 1;
            }
            let status = of(share).0;
            if step < 3000 {
                assert_eq!((status.kind, status.step), (Kind::Diverged, step), "L = {curvature}, {share} of 2/L");
            } else {
                let path = of(share).1;
                assert!(path.windows(2).all(|two| two[1][0].abs() > two[0][0].abs()), "ever larger");
            }
        }
    }
}

fn basins() {
    let document = json!({"problem": {"surface": "two_basins"}, "steps": 200, "racers": [racer("sgd", 0.1)]});
    let small: Vec<f64> = (1..=30).map(|k| 0.02 * f64::from(k)).collect();
    for (end, rate) in sweep(&document, "racers[0].optimizer.lr", &small).iter().zip(&small) {
        assert!((end.x[0] + 2.0).abs() < 0.05, "η = {rate} ends at {}", end.x[0]);
    }
    let large = sweep(&document, "racers[0].optimizer.lr", &[0.8])[0];
    assert!((large.x[0] - 3.0).abs() < 0.05, "η = 0.8 ends at {}", large.x[0]);
}

fn squared() {
    let mut run = finished(&json!({
        "problem": {"model": {"id": "logistic"}, "data": {"id": "moons"}}, "start": [0, 0, 0], "steps": 12,
        "racers": [{"optimizer": {"id": "newton"}}],
    }));
    let path = path(&mut run, 0);
    let end = &path[path.len() - 1];
    let errors: Vec<f64> = path.iter().map(|x| apart(x, end)).collect();
    let last: Vec<f64> =
        errors.windows(2).filter(|e| e[0] < 1.0 && e[1] > 1e-12).map(|e| e[1] / (e[0] * e[0])).collect();
    assert!(last.len() >= 3 && last.iter().all(|c| *c < 1.0), "‖e‖ over ‖e‖² before: {last:?}");
    let quadratic = finished(&json!({
        "problem": {"quadratic": {"A": [[3, 1], [1, 2]], "center": [0.5, -0.25]}}, "start": [4, -3], "steps": 1,
        "racers": [{"optimizer": {"id": "newton"}}],
    }));
    assert!(apart(&quadratic.point(0).x, &[0.5, -0.25]) < 1e-15, "{:?}", quadratic.point(0).x);
}

fn singular() {
    // Two features that are the same: only the sum of their weights matters.
    let twins = json!({"inline": {"x": [[1, 1], [2, 2], [3, 3], [-1, -1]], "y": [1, 3, 2, 0]}});
    let of = |optimizer: Json| {
        finished(&json!({
            "problem": {"model": {"id": "linear"}, "data": twins}, "start": [3, 1, 0], "steps": 10,
            "racers": [{"optimizer": optimizer}],
        }))
    };
    let plain = of(json!({"id": "newton"})).status(0);
    assert!(plain.kind == Kind::Stalled && plain.why.contains("the Hessian is singular"), "{plain:?}");
    let pinv = of(json!({"id": "newton", "mode": "pinv"})).point(0);
    assert!((pinv.x[0] - pinv.x[1] - 2.0).abs() < 1e-13, "the null direction moved: {:?}", pinv.x);
    assert!(pinv.grad_norm < 1e-13, "and the others are where they should be: {}", pinv.grad_norm);
    // Saddles of eigenvalues ½(a + c ± √((a − c)² + 4b²)).
    for (a, b, c) in [(2.0_f64, 0.0_f64, -2.0_f64), (1.0, 2.0, -1.0), (0.5, 1.5, 3.0)] {
        let least = 0.5 * (a + c - ((a - c) * (a - c) + 4.0 * b * b).sqrt());
        assert!(least < 0.0);
        for (start, share) in [([1.0, 0.5], 1.01), ([-2.0, 0.1], 1.5), ([0.3, -3.0], 4.0)] {
            let mut run = run(&json!({
                "problem": {"quadratic": {"A": [[a, b], [b, c]]}}, "start": start, "steps": 10,
                "racers": [{"optimizer": {"id": "newton", "mode": "damped", "lambda": -share * least}}],
            }));
            let mut f = run.point(0).f;
            for t in 1..=10 {
                run.seek(t);
                let now = run.point(0).f;
                assert!(now < f, "{a} {b} {c} from {start:?}, λ = {share} · {}: {now} after {f}", -least);
                f = now;
            }
        }
    }
}

fn mean() {
    for (model, data) in [(json!({"id": "linear"}), "line"), (json!({"id": "mlp", "layers": [2, 5, 1]}), "moons")] {
        let mut run = run(&json!({
            "precision": "f64", "seed": 3, "problem": {"model": model, "data": {"id": data, "n": 60}}, "steps": 1,
            "racers": [racer("sgd", 0.25)],
        }));
        let (mut want, mut samples) = (vec![0.0; run.dim()], 0.0);
        run.spread(0, &mut |_, g| {
            samples += 1.0;
            want.iter_mut().zip(g).for_each(|(sum, g)| *sum += g);
        });
        let before = run.point(0).x;
        run.step(1);
        assert_eq!(samples, 30.0);
        for ((after, before), sum) in run.point(0).x.iter().zip(before).zip(want) {
            let want = before - 0.25 * sum / samples;
            assert!((after - want).abs() <= 1e-14 * want.abs().max(1.0), "{data}: {after}, not {want}");
        }
    }
}

/// ⌈N/b⌉ of them, of which batches of one sample make N; each shows every sample once.
fn epochs() {
    for (n, size) in [(30_usize, 1_usize), (30, 7), (30, 10), (30, 29), (30, 30), (45, 10), (7, 2)] {
        for order in ["shuffle", "fixed"] {
            let iterations = n.div_ceil(size) as u64;
            let mut run = run(&json!({
                "problem": {
                    "model": {"id": "linear"}, "data": {"id": "line", "n": n, "split": 1}, "batch": {"size": size, "order": order},
                },
                "steps": iterations, "racers": [racer("sgd", 0.01)],
            }));
            run.finish();
            let metrics = run.metrics(0);
            let said = |key: &str| if let Some(Value::Num(v)) = metrics.get(key) { *v } else { f64::NAN };
            assert_eq!(said("iterations_per_epoch"), iterations as f64, "{n} samples by {size}");
            assert_eq!((said("epoch"), said("samples")), (1.0, n as f64), "{n} samples by {size}");
            if let Some(batches) = run.spec().batches(0) {
                assert_eq!(sample_counts(&batches, iterations), vec![1; n], "{n} samples by {size}");
            }
        }
    }
}

/// A line through sixteen points, eight of them for training, one after the other.
fn incremental(order: &str, steps: u64) -> Vec<Vec<f64>> {
    let mut run = finished(&json!({
        "seed": 1, "start": [-2, -2], "steps": steps, "racers": [racer("sgd", 0.1)],
        "problem": {
            "model": {"id": "linear"}, "data": {"id": "line", "n": 16, "noise": 1}, "batch": {"size": 1, "order": order},
        },
    }));
    path(&mut run, 0)
}

fn cyclic() {
    let (fixed, shuffled) = (incremental("fixed", 800), incremental("shuffle", 800));
    assert_eq!((fixed.len(), shuffled.len()), (801, 801));
    let ends = |path: &[Vec<f64>], back: usize| apart(&path[800], &path[800 - back]);
    assert!(ends(&fixed, 8) < 1e-12, "between epochs");
    assert!((1..8).all(|k| ends(&fixed, k) > 1e-2), "within an epoch");
    // No end of an epoch is ever that of an earlier one again.
    let epochs: Vec<&Vec<f64>> = shuffled.iter().step_by(8).collect();
    let mut nearest = f64::INFINITY;
    for (i, a) in epochs.iter().enumerate() {
        epochs[..i].iter().for_each(|b| nearest = nearest.min(apart(a, b)));
    }
    say(&format!("the nearest ends of shuffled epochs are {nearest:e} apart"));
    assert!(nearest > 1e-6);
    assert!((1..100).all(|k| ends(&shuffled, 8 * k) > 1e-3), "the last one least of all");
}

fn chase() {
    let document = |schedule: Json, lr: f64| {
        json!({
            "seed": 1, "steps": 40_000,
            "problem": {
                "model": {"id": "linear"}, "data": {"id": "line", "noise": 1}, "batch": {"size": 1, "order": "replacement"},
            },
            "racers": [{"optimizer": {"id": "sgd", "lr": lr}, "schedule": schedule}],
        })
    };
    let of = |schedule: Json, lr: f64| path(&mut finished(&document(schedule, lr)), 0);
    let tails: Vec<f64> = [0.005, 0.01, 0.02]
        .map(|lr| {
            let path = of(json!({"id": "constant"}), lr);
            variance(&path[path.len() / 4..])
        })
        .to_vec();
    say(&format!("tail variances {tails:?}"));
    for two in tails.windows(2) {
        assert!(
            two[0] > 1e-4 && (two[1] / two[0] - 2.0).abs() < 0.2,
            "twice the rate, {} of the variance",
            two[1] / two[0]
        );
    }
    let falling = of(json!({"id": "inverse_time", "decay_rate": 0.01}), 0.1);
    let n = falling.len();
    let windows: Vec<f64> = [8, 4, 2].iter().map(|k| variance(&falling[n / k..2 * n / k])).collect();
    say(&format!("with 1/k: {windows:?}"));
    assert!(windows.windows(2).all(|two| two[1] < 0.75 * two[0]), "{windows:?}");
    assert!(windows[2] < 0.1 * tails[0]);
}

fn rates() {
    for kappa in [10.0, 100.0, 1000.0] {
        let of = |optimizer: Json, steps: u64| {
            path(
                &mut finished(&json!({
                    "problem": {"surface": "quadratic", "params": {"kappa": kappa}}, "start": [2, 1], "steps": steps,
                    "racers": [{"optimizer": optimizer}],
                })),
                0,
            )
        };
        let want = (kappa - 1.0) / (kappa + 1.0);
        // The row asks for 1 %; on a quadratic every step has the factor to rounding.
        let path = of(json!({"id": "sgd", "lr": 2.0 / (kappa + 1.0)}), 100);
        for two in path.windows(2) {
            let c = norm(&two[1]) / norm(&two[0]);
            assert!((c / want - 1.0).abs() < 1e-10, "κ = {kappa}: {c}, not {want}");
        }
        // A rate beside that one is slower in the end.
        let end = |share: f64| {
            let path = of(json!({"id": "sgd", "lr": share * 2.0 / (kappa + 1.0)}), 10 * kappa as u64);
            norm(&path[path.len() - 1])
        };
        assert!(end(0.9) > end(1.0) && end(1.002) > end(1.0), "κ = {kappa}");
        // Heavy ball: η = 4/(√κ + 1)², β = ((√κ − 1)/(√κ + 1))², and √β per step, but for a factor that grows like k.
        let root = kappa.sqrt();
        let (lr, best) = (4.0 / ((root + 1.0) * (root + 1.0)), (root - 1.0) / (root + 1.0));
        if kappa == 100.0 {
            assert!((lr - 0.0330579).abs() < 1e-7 && (best * best - 0.669421).abs() < 1e-6);
            assert!((want - 0.980198).abs() < 1e-6 && (best - 0.818182).abs() < 1e-6);
        }
        let steps = (10.0 * root) as usize;
        let pace = |lr: f64, beta: f64| {
            let path = of(json!({"id": "momentum", "lr": lr, "beta": beta}), 2 * steps as u64);
            if path.len() <= 2 * steps {
                return f64::INFINITY;
            }
            pow(norm(&path[2 * steps]) / norm(&path[steps]), 1.0 / steps as f64)
        };
        let found = pace(lr, best * best);
        let factor = pow(2.0, 1.0 / steps as f64);
        say(&format!("κ = {kappa}: heavy ball {found}, {best} · {factor}"));
        assert!((found / (best * factor) - 1.0).abs() < 0.01, "κ = {kappa}: {found}, not {best} · {factor}");
        for (lr, beta) in
            [(0.9 * lr, best * best), (1.1 * lr, best * best), (lr, best * best * 0.9), (lr, 0.9 * best * best + 0.1)]
        {
            let other = pace(lr, beta);
            assert!(other > found, "η = {lr}, β = {beta}: {other} beats {found}");
        }
    }
}

fn centres() {
    let (seeds, steps): (Vec<u32>, Vec<u64>) = ((1..=60).collect(), (0..=600).collect());
    // From one start, so that seeds differ in their batches only: how far ends spread, and the mean loss by samples seen.
    let of = |optimizer: Json, batch: Json| {
        let document = json!({
            "start": [-1, 0, 0, 1, 1, 0], "racers": [{"optimizer": optimizer}],
            "problem": {"model": {"id": "kmeans", "k": 3}, "data": {"id": "blobs", "seed": 1}, "batch": batch},
        });
        let many = Seeds::new(value(&document), seeds.clone(), steps.clone()).unwrap_or_else(|p| panic!("{p:?}"));
        let mut all = Vec::new();
        many.band(0..seeds.len(), &mut all);
        let at = |k: usize| all.iter().skip(k).step_by(steps.len()).map(|f| vec![*f]).collect::<Vec<_>>();
        let mean = (0..steps.len()).map(|k| at(k).iter().map(|f| f[0]).sum::<f64>() / seeds.len() as f64);
        (variance(&at(steps.len() - 1)).sqrt(), mean.zip(many.samples().to_vec()).collect::<Vec<_>>())
    };
    let descent = json!({"id": "sgd", "lr": 0.3});
    let (batch, lloyd) = of(json!({"id": "lloyd"}), json!({"size": "full"}));
    let (mini, small) = of(descent.clone(), json!({"size": 10}));
    let (single, _) = of(descent, json!({"size": 1}));
    say(&format!("spread over seeds: batch {batch}, mini-batch {mini}, single samples {single}"));
    assert!(batch < 1e-12 && mini > 1e-3 && single > 10.0 * mini);
    let bound = 1.1 * lloyd[lloyd.len() - 1].0;
    let reach = [lloyd, small].map(|path| path.iter().find(|(f, _)| *f <= bound).map(|(_, samples)| *samples));
    say(&format!("samples to 1.1 times the final error: {reach:?}"));
    assert!(matches!(reach, [Some(batch), Some(mini)] if mini < batch), "{reach:?}");
}

fn forms() {
    for beta in [0.5, 0.9, 0.99] {
        let lr = 0.001;
        let of = |form: &str, lr: f64| json!({"optimizer": {"id": "momentum", "lr": lr, "beta": beta, "form": form}});
        let mut run = finished(&json!({
            "problem": {"surface": "beale"}, "start": [1, 1.5], "steps": 200,
            "racers": [of("heavy_ball", lr), of("lr_inside", lr), of("ema", lr / (1.0 - beta)), of("ema", lr)],
        }));
        let paths = [0, 1, 2, 3].map(|i| path(&mut run, i));
        let [ball, inside, averaged, same_rate] = paths;
        for (k, x) in ball.iter().enumerate() {
            assert_eq!(*x, inside[k], "β = {beta}, step {k}");
            let off = apart(x, &averaged[k]);
            assert!(off < 1e-11, "β = {beta}, step {k}: {off:e}");
            assert!(k == 0 || apart(x, &same_rate[k]) > 1e-3, "with the same rate another path");
        }
    }
}

/// Six features, each half as common as the one before.
fn rare_features(racers: Json) -> Json {
    json!({
        "seed": 1, "steps": 400, "racers": racers,
        "problem": {"model": {"id": "linear"}, "data": {"id": "rare"}, "batch": {"size": 10}},
    })
}

fn sparse() {
    let best = |id: &str| {
        let rates = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0];
        let mut run = finished(&rare_features(rates.iter().map(|lr| racer(id, *lr)).collect()));
        let steps: Vec<Option<u64>> = (0..rates.len()).map(|i| first_below(&mut run, i, 0.01)).collect();
        steps.iter().zip(rates).filter_map(|(step, rate)| Some(((*step)?, rate))).min_by_key(|b| b.0)
    };
    let (plain, adagrad) = (best("sgd"), best("adagrad"));
    say(&format!("f < 0.01: descent {plain:?}, Adagrad {adagrad:?}"));
    assert!(matches!((plain, adagrad), (Some((plain, _)), Some((adagrad, _))) if adagrad < plain));
}

fn averages() {
    for beta in [0.5, 0.9, 0.98] {
        let of = |corrected: bool, std: f64| {
            let mut racer = json!({"optimizer": {"id": "momentum", "lr": 0.25, "beta": beta, "form": "ema", "bias_correction": corrected}});
            if std > 0.0 {
                racer["noise"] = json!({"std": std});
            }
            racer
        };
        let mut run = run(&json!({
            "problem": {"surface": "incline"}, "seed": 4, "steps": 100,
            "racers": [of(false, 0.0), of(true, 0.0), of(false, 1.0), of(true, 1.0)],
        }));
        let mut noisy = Vec::new();
        let mut power = 1.0;
        for k in 1..=100 {
            run.seek(k);
            power *= beta;
            let of = |i: usize, key: &str| run.quantity(i, key).map_or(f64::NAN, |v| v[0]);
            // Of a sequence that is −1 throughout.
            assert!((of(0, "per_rate") + 1.0 - power).abs() < 1e-12, "β = {beta}, step {k}");
            assert!((of(1, "per_rate") + 1.0).abs() < 1e-12, "β = {beta}, step {k}");
            noisy.push(of(2, "g"));
            let sum: f64 =
                noisy.iter().rev().zip(std::iter::successors(Some(1.0), |w| Some(w * beta))).map(|(x, w)| w * x).sum();
            let y = (1.0 - beta) * sum;
            assert!((of(2, "per_rate") - y).abs() < 1e-12, "β = {beta}, step {k}");
            assert!((of(3, "per_rate") - y / (1.0 - power)).abs() < 1e-12, "β = {beta}, step {k}");
        }
    }
}

fn rare() {
    let mut run = finished(&rare_features(json!([racer("sgd", 0.1), racer("adagrad", 0.5)])));
    let epoch = run.spec().batches(0).map_or(1, |batches| batches.iterations());
    // The target of the sixth weight is −1.
    let epochs =
        [0, 1].map(|i| path(&mut run, i).iter().position(|x| x[5] <= -0.9).map(|t| (t as u64).div_ceil(epoch)));
    say(&format!("an epoch is {epoch} updates; descent and Adagrad need {epochs:?} epochs"));
    assert!(matches!(epochs, [Some(descent), Some(adagrad)] if adagrad < descent), "{epochs:?}");
}

fn grid() {
    let rates = [0.1, 0.01, 0.001, 0.0001];
    let best = [
        ("sgd", 0.01),
        ("momentum", 0.01),
        ("nesterov", 0.01),
        ("adagrad", 0.1),
        ("rmsprop", 0.01),
        ("adam", 0.1),
        ("nadam", 0.1),
    ];
    for (id, best) in best {
        let document = |lr: f64| {
            json!({
                "problem": {"surface": "quadratic", "params": {"kappa": 100}}, "start": [2, 1], "steps": 300,
                "racers": [racer(id, lr)],
            })
        };
        let least = |of: &[f64]| (0..4).filter(|i| of[*i].is_finite()).min_by(|a, b| of[*a].total_cmp(&of[*b]));
        let swept: Vec<f64> = sweep(&document(1.0), "racers[0].optimizer.lr", &rates).iter().map(|end| end.f).collect();
        let single: Vec<f64> = rates.iter().map(|lr| finished(&document(*lr)).point(0).f).collect();
        assert_eq!(least(&swept), least(&single), "{id}: {swept:?}, one by one {single:?}");
        assert_eq!(least(&single).map(|i| rates[i]), Some(best), "{id}: {single:?}");
    }
}

fn growing() {
    let of = |noise: f64, n: usize| {
        let mut run = run(&json!({
            "seed": 1, "steps": 100_000, "precision": "f64",
            "problem": {"model": {"id": "logistic"}, "data": {"id": "gauss", "n": n, "noise": noise}}, "start": [0, 0, 0],
            "racers": [racer("sgd", 0.5)],
        }));
        let norms: Vec<f64> = [100, 1000, 10_000, 100_000]
            .iter()
            .map(|t| {
                run.seek(*t);
                norm(&run.point(0).x[..2])
            })
            .collect();
        let accuracy = run.metrics(0).get("train").and_then(|train| train.get("accuracy")).cloned();
        (norms, accuracy)
    };
    let (apart, accuracy) = of(0.5, 40);
    assert_eq!(accuracy, Some(Value::Num(1.0)));
    assert!(apart.windows(2).all(|two| two[1] > two[0] + 0.5), "{apart:?}");
    let (mixed, accuracy) = of(3.0, 40);
    assert_ne!(accuracy, Some(Value::Num(1.0)));
    assert!((mixed[3] - mixed[2]).abs() < 1e-6, "{mixed:?}");
}

fn layers() {
    for (id, steps) in [("circle", 1000_u64), ("xor", 1000)] {
        let document = |model: Json, data: Json| {
            json!({
                "seed": 1, "steps": steps, "problem": {"model": model, "data": data}, "racers": [racer("adam", 0.05)],
            })
        };
        let named = json!({"id": id, "n": 200});
        let plain = decode(&document(json!({"id": "logistic"}), named.clone()));
        let ProblemSpec::Model(model) = &plain.problem else { panic!("no model") };
        let descent::data::Targets::Classes(classes, 2) = &model.data.y else { panic!("no two classes") };
        let (x, y): (Vec<Json>, Vec<u32>) = (0..model.data.train)
            .map(|i| {
                let (a, b) = (model.data.x[2 * i], model.data.x[2 * i + 1]);
                (json!([a, b, a * a, a * b, b * b]), classes[i])
            })
            .unzip();
        let accuracy = |model: Json, data: Json| {
            let metrics = finished(&document(model, data)).metrics(0);
            match metrics.get("train").and_then(|train| train.get("accuracy")) {
                Some(Value::Num(share)) => *share,
                other => panic!("{other:?}"),
            }
        };
        let line = accuracy(json!({"id": "logistic"}), named.clone());
        let powers = accuracy(json!({"id": "logistic"}), json!({"inline": {"x": x, "y": y}}));
        let hidden = accuracy(json!({"id": "mlp", "layers": [2, 8, 1]}), named);
        say(&format!("{id}: a line {line}, with squares {powers}, a hidden layer {hidden}"));
        assert!(line < 0.75 && powers > 0.97 && hidden > 0.97, "{id}: {line}, {powers}, {hidden}");
    }
}

fn ends() {
    for (id, want) in [("himmelblau", 0.42), ("beale", 0.90)] {
        let row = find(id).unwrap_or_else(|| panic!("no {id}"));
        let points = row.args(&[]).map(|args| (row.points)(&args)).unwrap_or_default();
        let n = 60;
        let axis = |k: usize| {
            let [low, high] = row.domain[k];
            let values = (0..n).map(|i| low + (high - low) * (f64::from(i) + 0.5) / f64::from(n)).collect();
            Axis { path: format!("start[{k}]"), values }
        };
        let document = json!({
            "problem": {"surface": id}, "start": [0, 0], "steps": 200, "racers": [{"optimizer": {"id": "newton"}}],
        });
        let mut sweep = Sweep::new(value(&document), vec![axis(0), axis(1)]).unwrap_or_else(|p| panic!("{p:?}"));
        let mut ends = Vec::new();
        sweep.band(0..sweep.points(), &mut ends);
        let kinds: Vec<_> = ends.iter().filter_map(|end| points.iter().find(|p| apart(&end.x, &p.at) < 1e-6)).collect();
        assert_eq!(kinds.len(), ends.len(), "{id}: every start ends at a known point");
        let others = kinds.iter().filter(|p| p.kind != PointKind::Minimum).count() as f64 / ends.len() as f64;
        say(&format!("{id}: {others} end at a saddle or a maximum"));
        assert!((others - want).abs() < 0.02, "{id}: {others}");
    }
}

fn turned() {
    for (degrees, adam, adagrad) in [(0.0, 82, 17), (15.0, 448, 326), (30.0, 672, 600), (45.0, 738, 695)] {
        let angle = degrees / 180.0 * core::f64::consts::PI;
        let (s, c) = (sin(angle), cos(angle));
        // The start turns with the ravine.
        let mut run = finished(&json!({
            "problem": {"surface": "quadratic", "params": {"kappa": 100}, "rotate": degrees},
            "start": [c * 1.5 - s, s * 1.5 + c], "steps": 900,
            "racers": [racer("adam", 0.05), racer("adagrad", 0.5), racer("sgd", 0.0198), racer("momentum", 0.01)],
        }));
        let steps = [0, 1, 2, 3].map(|i| first_below(&mut run, i, 1e-4));
        assert_eq!(steps, [adam, adagrad, 326, 100].map(Some), "turned by {degrees}°");
    }
}
