//! Checks on surfaces: the rate's threshold, basins, Newton's method, the factors of convergence, momentum, turns.

use super::*;

pub(super) fn one_line() {
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

pub(super) fn extremes() {
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

pub(super) fn basins() {
    let document = json!({"problem": {"surface": "two_basins"}, "steps": 200, "racers": [racer("sgd", 0.1)]});
    let small: Vec<f64> = (1..=30).map(|k| 0.02 * f64::from(k)).collect();
    for (end, rate) in sweep(&document, "racers[0].optimizer.lr", &small).iter().zip(&small) {
        assert!((end.x[0] + 2.0).abs() < 0.05, "η = {rate} ends at {}", end.x[0]);
    }
    let large = sweep(&document, "racers[0].optimizer.lr", &[0.8])[0];
    assert!((large.x[0] - 3.0).abs() < 0.05, "η = 0.8 ends at {}", large.x[0]);
}

pub(super) fn squared() {
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

pub(super) fn singular() {
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

pub(super) fn rates() {
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

pub(super) fn forms() {
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

pub(super) fn ends() {
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

pub(super) fn turned() {
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
