//! Checks of rates per coordinate, of averages, and of a grid of rates.

use super::*;

/// Six features, each half as common as the one before.
fn rare_features(racers: Json) -> Json {
    json!({
        "seed": 1, "steps": 400, "racers": racers,
        "problem": {"model": {"id": "linear"}, "data": {"id": "rare"}, "batch": {"size": 10}},
    })
}

pub(super) fn sparse() {
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

pub(super) fn averages() {
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

pub(super) fn rare() {
    let mut run = finished(&rare_features(json!([racer("sgd", 0.1), racer("adagrad", 0.5)])));
    let epoch = run.spec().batches(0).map_or(1, |batches| batches.iterations());
    // The target of the sixth weight is −1.
    let epochs =
        [0, 1].map(|i| path(&mut run, i).iter().position(|x| x[5] <= -0.9).map(|t| (t as u64).div_ceil(epoch)));
    say(&format!("an epoch is {epoch} updates; descent and Adagrad need {epochs:?} epochs"));
    assert!(matches!(epochs, [Some(descent), Some(adagrad)] if adagrad < descent), "{epochs:?}");
}

pub(super) fn grid() {
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
