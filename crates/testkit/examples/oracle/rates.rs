//! Schedules that `tests/oracle/schedules.py` draws and lets the libraries compute, against ours.

use crate::Failure;
use descent::schedule::reshape;
use descent::spec::decode_schedule;
use serde_json::Value as Json;
use std::process::Command;
use testkit::{fixture, json::value};

/// |a − b| ≤ this · the largest rate; Keras and some of Optax' schedules compute in float32 here and there.
const TOLERANCE: [(&str, f64); 3] = [("torch", 1e-12), ("keras", 1e-6), ("optax", 1e-6)];

/// How many of the drawn schedules agree, of how many; those that do not go to standard error.
pub fn compare(python: &str, count: usize, seed: u64) -> Result<(usize, usize), Failure> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oracle/schedules.py");
    let said = Command::new(python).args([program, &count.to_string(), &seed.to_string()]).output()?;
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).into_owned().into());
    }
    let (mut agree, mut all) = (0, 0);
    for line in String::from_utf8(said.stdout)?.lines() {
        let case: Json = serde_json::from_str(line)?;
        all += 1;
        match apart(&case) {
            Ok(off) if off <= 1.0 => agree += 1,
            Ok(off) => eprintln!("{off:e} tolerances apart: {}", case["schedule"]),
            Err(why) => eprintln!("{why}: {}", case["schedule"]),
        }
    }
    Ok((agree, all))
}

/// The largest deviation in tolerances.
fn apart(case: &Json) -> Result<f64, String> {
    let document = value(&case["schedule"]);
    let document = reshape(&document).unwrap_or(document);
    let schedule = decode_schedule(&document).map_err(|problems| problems[0].message())?;
    let theirs = fixture::numbers(&case["rates"]);
    let metric = case.get("metric").filter(|m| !m.is_null()).map(fixture::numbers).unwrap_or_default();
    let ours = schedule.rates(fixture::number(&case["lr"]), theirs.len() as u64 - 1, &metric);
    let library = schedule.id.split('.').next();
    let tolerance = TOLERANCE.iter().find(|(id, _)| Some(*id) == library).map_or(0.0, |(_, tolerance)| *tolerance);
    let scale = tolerance * theirs.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    Ok(ours
        .iter()
        .zip(&theirs)
        .map(|(a, b)| (a - b).abs() / scale)
        .fold(0.0, |m: f64, v| if v.is_nan() { f64::INFINITY } else { m.max(v) }))
}
