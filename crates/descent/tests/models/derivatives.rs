//! Losses and their derivatives against differences, at huge numbers, and in other words.

use super::at;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value as Json, json};
use testkit::draw::Draw;
use testkit::fixture::close;

/// Central differences of the value in f64 at a step that balances both errors; the gradient has to agree to their accuracy.
fn check_gradient(what: &str, problem: &Json, x: &[f64]) {
    let (_, g, _) = at::<f64>(problem, x);
    let value = |k: usize, d: f64| {
        let mut x = x.to_vec();
        x[k] += d;
        at::<f64>(problem, &x).0
    };
    for (k, g) in g.iter().enumerate() {
        let d = 1e-4;
        let slope = (8.0 * (value(k, d) - value(k, -d)) - (value(k, 2.0 * d) - value(k, -2.0 * d))) / (12.0 * d);
        assert!(
            (g - slope).abs() < 1e-9 * slope.abs().max(1.0),
            "{what}: component {k} is {g:e}, differences say {slope:e}"
        );
    }
}

#[test]
fn gradients_and_hessians_agree_with_differences_for_every_activation_output_and_loss() {
    let mut draw = Draw::new(11);
    let mut count = 0;
    for (activation, _) in descent::model::ACTIVATIONS {
        for (output, loss, outputs) in [
            ("linear", "mse", 2),
            ("tanh", "mse", 1),
            ("sigmoid", "mse", 1),
            ("sigmoid", "bce", 1),
            ("softmax", "cross_entropy", 3),
            ("softmax", "mse", 3),
        ] {
            let n = 7;
            let x: Vec<[f64; 2]> = (0..n).map(|_| [draw.between(-2.0, 2.0), draw.between(-2.0, 2.0)]).collect();
            let y: Vec<Json> = (0..n)
                .map(|i| match output {
                    "linear" => json!([draw.between(-1.0, 1.0), draw.between(-1.0, 1.0)]),
                    "softmax" => json!(i % 3),
                    _ => json!(i % 2),
                })
                .collect();
            let problem = json!({
                "model": {"id": "mlp", "layers": [2, 4, 3, outputs], "activation": activation, "output": output},
                "data": {"inline": {"x": x, "y": y}}, "loss": loss, "l2": 0.1, "half": draw.unit() < 0.5 && loss == "mse",
            });
            let size = 3 * 4 + 5 * 3 + 4 * outputs;
            let w: Vec<f64> = (0..size).map(|_| draw.between(-1.0, 1.0)).collect();
            let what = format!("{activation} {output} {loss}");
            check_gradient(&what, &problem, &w);
            let (_, _, h) = at::<f64>(&problem, &w);
            let k = (draw.unit() * size as f64) as usize;
            let d = 1e-5;
            let shifted = |d: f64| {
                let mut w = w.clone();
                w[k] += d;
                at::<f64>(&problem, &w).1
            };
            for (i, (a, b)) in shifted(d).iter().zip(shifted(-d)).enumerate() {
                let slope = (a - b) / (2.0 * d);
                assert!(
                    (h[i * size + k] - slope).abs() < 2e-6,
                    "{what}: Hessian ({i}, {k}) is {}, not {slope}",
                    h[i * size + k]
                );
                assert!((h[i * size + k] - h[k * size + i]).abs() < 1e-12, "{what}: the Hessian is not symmetric");
            }
            count += 1;
        }
    }
    println!("{count} gradients agree with differences");
}

/// (1/n) Σ (w·x + b − y)²: the gradient is (2/n) Σ (ŷ − y) x, and (2/n) Σ (ŷ − y) for b.
#[test]
fn the_gradient_of_linear_regression_is_the_textbook_s_and_that_of_differences() {
    let mut draw = Draw::new(12);
    for features in [1, 2, 5] {
        let n = 9;
        let x: Vec<Vec<f64>> = (0..n).map(|_| (0..features).map(|_| draw.between(-2.0, 2.0)).collect()).collect();
        let y: Vec<f64> = (0..n).map(|_| draw.between(-1.0, 1.0)).collect();
        let w: Vec<f64> = (0..=features).map(|_| draw.between(-1.0, 1.0)).collect();
        let problem = json!({"model": {"id": "linear"}, "data": {"inline": {"x": x, "y": y}}});
        check_gradient(&format!("{features} features"), &problem, &w);
        let mut want = vec![0.0; features + 1];
        for (x, y) in x.iter().zip(&y) {
            let off = x.iter().zip(&w).map(|(x, w)| x * w).sum::<f64>() + w[features] - y;
            want.iter_mut().zip(x.iter().chain([&1.0])).for_each(|(g, x)| *g += 2.0 / n as f64 * off * x);
        }
        close(&format!("{features} features"), &at::<f64>(&problem, &w).1, &want, 1e-14);
    }
}

#[test]
fn losses_are_stable_at_huge_logits() {
    let wide = json!({"model": {"id": "softmax"}, "data": {"inline": {"x": [[1], [1]], "y": [0, 1]}}});
    for precision in ["f64", "f32"] {
        let x = [1000.0, -1000.0, 0.0, 0.0];
        let (f, g, _) = if precision == "f64" { at::<f64>(&wide, &x) } else { at::<f32>(&wide, &x) };
        assert_eq!((f, g[0], g[1]), (1000.0, 0.5, -0.5), "{precision}");
    }
    let logistic =
        json!({"model": {"id": "logistic", "bias": false}, "data": {"inline": {"x": [[1], [-1]], "y": [0, 1]}}});
    assert_eq!(at::<f32>(&logistic, &[1000.0]).0, 1000.0);
    assert_eq!(at::<f64>(&logistic, &[-1000.0]).0, 0.0);
}

/// Logits near each other, far apart, and one unit in the last place apart.
fn logit() -> impl Strategy<Value = f64> {
    prop_oneof![
        -3.0..3.0,
        -60.0..60.0,
        -1000.0..1000.0,
        Just(1000.0),
        Just(-1000.0),
        Just(1000.0_f64.next_up()),
        Just(0.0)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cross_entropy_of_any_logits_is_right_and_never_below_zero(z in prop::collection::vec(logit(), 2..6), of in 0_usize..6) {
        let class = of % z.len();
        let problem = json!({
            "model": {"id": "softmax", "classes": z.len(), "bias": false},
            "data": {"inline": {"x": [[1]], "y": [class]}},
        });
        let (loss, ..) = at::<f64>(&problem, &z);
        // ln(1 + Σ e^(z − top)) + top − z of the class, the sum without the top itself, which is the largest exactly.
        let top = (0..z.len()).fold(0, |top, k| if z[k] > z[top] { k } else { top });
        let rest: f64 = (0..z.len()).filter(|k| *k != top).map(|k| lanes::math::exp(z[k] - z[top])).sum();
        let wanted = lanes::math::ln_1p(rest) + (z[top] - z[class]);
        prop_assert!(loss >= 0.0, "{loss:e}");
        prop_assert!((loss - wanted).abs() <= 1e-12 * wanted + f64::MIN_POSITIVE, "{loss:e}, not {wanted:e}");
        let (single, ..) = at::<f32>(&problem, &z);
        prop_assert!(single >= 0.0, "{single:e} in f32");
    }
}

#[test]
fn samples_in_another_order_change_rounding_only() {
    let (x, y) = ([[0.5, 1.0], [-1.0, 0.25], [2.0, -0.5], [0.0, 1.5], [1.0, 1.0]], [1, 0, 0, 1, 1]);
    let of = |order: [usize; 5]| {
        let (x, y): (Vec<_>, Vec<_>) = order.iter().map(|i| (x[*i], y[*i])).unzip();
        json!({"model": {"id": "logistic"}, "data": {"inline": {"x": x, "y": y}}})
    };
    let w = [0.3, -0.7, 0.1];
    let (a, b) = (at::<f64>(&of([0, 1, 2, 3, 4]), &w), at::<f64>(&of([4, 2, 0, 3, 1]), &w));
    close("the loss", &[a.0], &[b.0], 1e-15);
    close("the gradient", &a.1, &b.1, 1e-15);
}

#[test]
fn a_loss_may_be_an_object_with_its_half() {
    let of = |more: Json| {
        let mut problem = json!({"model": {"id": "linear"}, "data": {"inline": {"x": [[1], [3]], "y": [0, 1]}}});
        more.as_object().unwrap().iter().for_each(|(key, value)| problem[key] = value.clone());
        at::<f64>(&problem, &[1.0, 0.5])
    };
    let whole = of(json!({"loss": "mse"}));
    assert_eq!(whole.0, (1.5 * 1.5 + 2.5 * 2.5) / 2.0);
    assert_eq!(of(json!({"loss": {"id": "mse"}})), whole);
    assert_eq!(of(json!({"loss": {"id": "mse", "half": true}})), of(json!({"loss": "mse", "half": true})));
    assert_eq!(of(json!({"loss": {"id": "mse", "half": true}})).0, whole.0 / 2.0);
}
