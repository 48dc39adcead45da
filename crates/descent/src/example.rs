//! The smallest run there is, for the examples in the documentation of the optimizers.
//!
//! It is a run like any other; nothing else uses it.

use crate::spec::{self, Problem};
use crate::{Run, Value};

/// Where the optimizer `id` stands on f(θ) = θ² after so many updates from θ = 1, where the gradient is 2θ; arguments that are
/// not given have their defaults.
///
/// # Errors
/// What the document's validation says of the id or an argument.
///
/// ```
/// let theta = descent::example("sgd", &[("lr", 0.25)], 2).unwrap();
/// assert_eq!(theta, 0.25); // θ ← θ − 0.25·2θ halves θ
/// assert_eq!(descent::example("sgd", &[("rate", 0.25)], 2).unwrap_err()[0].path, "racers[0].optimizer.rate");
/// ```
pub fn example(id: &str, args: &[(&str, f64)], steps: u64) -> Result<f64, Vec<Problem>> {
    let mut optimizer = Value::map([("id", Value::text(id))]);
    args.iter().for_each(|(key, v)| optimizer.put(key, Value::Num(*v)));
    let document = Value::map([
        ("problem", Value::map([("surface", Value::text("parabola"))])),
        ("start", Value::numbers([1.0])),
        ("racers", Value::List(vec![Value::map([("optimizer", optimizer)])])),
    ]);
    let mut run = Run::new(spec::decode(&document)?);
    run.step(steps);
    Ok(run.point(0).x[0])
}
