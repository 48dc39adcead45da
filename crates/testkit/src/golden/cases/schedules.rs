//! Schedules: every row and every library spelling with its defaults, and every convention of a row.

use super::{Case, Json, Kind, default, json, legal_schedule, steps};
use descent::catalog::{self, Param};
use descent::schedule::{ALIASES, TABLE};

/// The steps of the rows.
const WANTED: [u64; 8] = [0, 1, 2, 10, 50, 100, 250, 400];

/// Every schedule's cases.
pub(super) fn all() -> Vec<Case> {
    let ours = TABLE.iter().map(|row| (row.id, row.params));
    let libraries = ALIASES.iter().map(|row| (row.id, row.params));
    ours.chain(libraries).flat_map(|(id, params)| of(id, params)).collect()
}

fn of(id: &str, params: &[Param]) -> Vec<Case> {
    let plain = complete(id, params);
    let mut cases = vec![case(format!("schedule {id}"), &plain)];
    for param in params {
        let others: Vec<Json> = match &param.kind {
            catalog::Kind::Choice { default, options } => {
                options.iter().filter(|(id, _)| id != default).map(|(id, _)| json!(id)).collect()
            }
            catalog::Kind::Bool { default } => vec![json!(!default)],
            catalog::Kind::Schedule => vec![json!({"id": "cosine", "t_max": 100})],
            _ => continue,
        };
        for value in others {
            let mut document = plain.clone();
            document[param.key] = value.clone();
            if legal_schedule(&document) {
                let name = value.get("id").unwrap_or(&value).to_string();
                cases.push(case(format!("schedule {id}/{}={}", param.key, name.trim_matches('"')), &document));
            }
        }
    }
    cases
}

fn case(id: String, schedule: &Json) -> Case {
    let subject = json!({"schedule": schedule, "lr": 0.1, "steps": 500});
    Case::wanted(id, Kind::Schedule, subject.to_string(), steps(&WANTED))
}

/// The id with those arguments that have to be given.
fn complete(id: &str, params: &[Param]) -> Json {
    let mut document = json!({"id": id});
    for param in params.iter().filter(|p| default(p).is_none()) {
        let value = match (param.key, &param.kind) {
            ("schedules" | "schedulers", catalog::Kind::Schedules) => json!([{"id": "linear"}, {"id": "cosine"}]),
            ("cosine_kwargs", _) => json!([
                {"id": "optax.warmup_cosine_decay_schedule", "peak_value": 0.1, "warmup_steps": 10, "decay_steps": 120},
                {"id": "optax.warmup_cosine_decay_schedule", "peak_value": 0.05, "warmup_steps": 20, "decay_steps": 200},
            ]),
            ("milestones", _) => json!([60]),
            ("boundaries", _) => json!([60, 120]),
            ("values" | "factors" | "scales", _) => json!([0.1, 0.05, 0.01]),
            ("boundaries_and_scales", _) => json!([60, 0.5, 120, 0.1]),
            (_, catalog::Kind::Real { range, .. }) => json!(if range.holds(0.1) { 0.1 } else { range.max }),
            (_, catalog::Kind::Int { min, .. }) => json!(100.max(*min)),
            (_, catalog::Kind::Reals { min_len, .. }) => json!(vec![0.1; *min_len]),
            _ => continue,
        };
        document[param.key] = value;
    }
    // What one range alone cannot say, and defaults that would show nothing within 500 steps.
    let more: &[(&str, Json)] = match id {
        "optax.join_schedules" => &[("boundaries", json!([60]))],
        "optax.linear_schedule" => &[("end_value", json!(0.01))],
        "optax.piecewise_constant_schedule" => &[("boundaries_and_scales", json!([60, 0.5, 120, 0.1]))],
        "optax.polynomial_schedule" => &[("end_value", json!(0.01)), ("power", json!(2))],
        "optax.warmup_cosine_decay_schedule" => &[("warmup_steps", json!(20)), ("decay_steps", json!(200))],
        "plateau" | "torch.ReduceLROnPlateau" => &[("patience", json!(3))],
        "torch.CyclicLR" => &[("step_size_up", json!(30)), ("max_lr", json!(1))],
        "torch.OneCycleLR" => &[("total_steps", json!(300))],
        _ => &[],
    };
    for (key, value) in more {
        document[*key] = value.clone();
    }
    document
}
