//! Models, by idea in `models/`; here is how they are read, run and evaluated.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::Precise;
use descent::objective::Objective;
use descent::spec::objective_of;
use serde_json::{Value as Json, json};
use testkit::run::decode;

#[path = "models/batches.rs"]
mod batches;
#[path = "models/derivatives.rs"]
mod derivatives;
#[path = "models/fixtures.rs"]
mod fixtures;
#[path = "models/learning.rs"]
mod learning;

/// Value, gradient and Hessian of a problem; the value alone has the same bits.
fn at<T: Precise>(problem: &Json, x: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
    let spec = decode(&json!({"problem": problem, "start": x, "precision": T::NAME}));
    let objective: Box<dyn Objective<T>> = objective_of(&spec.problem, x.len());
    let n = x.len();
    let x: Vec<T> = x.iter().map(|v| T::from_f64(*v)).collect();
    let (mut g, mut h) = (vec![T::ZERO; n], vec![T::ZERO; n * n]);
    let f = objective.value_grad(&x, &mut g, &mut objective.work());
    let alone = objective.value(None, &x, &mut objective.work());
    assert_eq!(alone.to_f64().to_bits(), f.to_f64().to_bits());
    objective.hessian(&x, &mut h);
    let wide = |all: &[T]| all.iter().map(|v| v.to_f64()).collect();
    (f.to_f64(), wide(&g), wide(&h))
}
