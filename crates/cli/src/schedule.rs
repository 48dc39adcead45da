//! `descent schedule`: the rates of a schedule.

use crate::input::{self, Refused, refuse};
use descent::Value;
use descent::catalog::RATE;
use descent::spec::{decode_schedule, limits};

/// Bytes of a metric file at most.
const METRIC_BYTES: usize = 64 * 1024 * 1024;

/// Prints `{"lr": […]}` for t = 0..=steps.
pub(crate) fn print(schedule: &str, lr: f64, steps: u64, metric: Option<&str>) -> Result<(), Refused> {
    if schedule.len() > limits::DOCUMENT_BYTES {
        let most = limits::DOCUMENT_BYTES;
        return Err(refuse("schedule", "too_large", format!("{} bytes", schedule.len()), format!("at most {most}")));
    }
    let spec = decode_schedule(&input::parse("schedule", schedule)?).map_err(Refused::Problems)?;
    if !RATE.holds(lr) {
        return Err(refuse("--lr", "out_of_range", lr.to_string(), RATE.to_string()));
    }
    if steps > limits::STEPS {
        let allowed = format!("at most {}", limits::STEPS);
        return Err(refuse("--steps", "out_of_range", steps.to_string(), allowed));
    }
    let metrics = match metric {
        Some(file) => input::numbers("--metric", &input::parse(file, &input::text(file, METRIC_BYTES)?)?)?,
        None => Vec::new(),
    };
    input::json(&Value::map([("lr", Value::numbers(spec.rates(lr, steps, &metrics)))]))
}
