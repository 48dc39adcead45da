//! Runs of the libraries with arguments that no fixture has: where they stood, and what they evaluated.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;
use testkit::run::run;

/// Prodigy's β₃ as Optax 0.2.8 has it, after 30 updates.
#[test]
fn prodigy_forgets_by_a_decay_of_its_own() {
    for (given, x) in [
        (json!({}), [0.883467588575598, 1.3838519860294567]),
        (json!({"beta3": 0.9}), [0.839776107639236, 1.340517296454358]),
        (json!({"beta3": 0.5, "safeguard_warmup": true}), [0.9998350552230169, 1.499835055447428]),
    ] {
        let mut optimizer = given.clone();
        optimizer["id"] = json!("optax.prodigy");
        let mut run = run(&json!({
            "problem": {"surface": "beale"}, "start": [1.0, 1.5], "steps": 30, "racers": [{"optimizer": optimizer}],
        }));
        run.finish();
        assert!(run.point(0).x.iter().zip(x).all(|(a, b)| (a - b).abs() < 1e-12), "{given}: {:?}", run.point(0).x);
    }
}

/// Without `max_eval`, PyTorch allows 5/4 of the iterations, the search's own evaluations among them (PyTorch 2.15, three calls of step()).
#[test]
fn a_search_ends_where_pytorchs_evaluations_end() {
    let ends: [(u64, [f64; 2], u64); 4] = [
        (1, [-1.5675628029969149, 1.632437197003085], 6),
        (2, [-2.779262507246996, 3.139534583840521], 8),
        (3, [-2.8037121366069426, 3.1314823598259767], 10),
        (5, [-2.8051179331441896, 3.1313125695847543], 12),
    ];
    for (iterations, x, evaluations) in ends {
        let optimizer = json!({"id": "torch.LBFGS", "max_iter": iterations, "line_search_fn": "strong_wolfe"});
        let mut run = run(&json!({
            "problem": {"surface": "himmelblau"}, "start": [-1.2, 1.0], "steps": 3, "racers": [{"optimizer": optimizer}],
        }));
        run.finish();
        let end = run.point(0).x;
        assert!(end.iter().zip(x).all(|(a, b)| (a - b).abs() < 1e-12), "{iterations}: {end:?}");
        assert_eq!(run.status(0).evaluations, evaluations + 1, "{iterations}");
    }
}
