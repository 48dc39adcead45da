//! Optimizers: every combination of the conventions of every row, every further hyper-parameter away from its default, in
//! both precisions; then every library spelling.
//!
//! They run on a sphere of five dimensions: whole lanes and a tail in either precision. A law sees nothing of the problem but
//! its gradient and its shape, so every row also runs on a matrix; problems have cases of their own.

use super::{Case, Json, Kind, PRECISIONS, default, json, run, steps};
use descent::catalog::{self, Param, Scale};
use descent::law::{OptimizerRow, TABLE, library};

/// The steps of the rows.
const WANTED: [u64; 2] = [1, 40];

/// A run whose rows hold value and parameters only: there are many.
fn path(id: String, precision: &str, problem: &Json, racer: Json) -> Case {
    Case { kind: Kind::Path, ..run(id, precision, problem, racer, &WANTED) }
}

fn matrix() -> Json {
    json!({
        "problem": {"least_squares": {"A": [[1, 0.5, 2], [-0.25, 2, 1]], "C": [[0.1, 1], [0.3, -2]]}},
        "start": [0.5, -0.5, 0.25, 1, -1, 0.125],
    })
}

fn sphere() -> Json {
    json!({"problem": {"surface": "sphere"}, "start": [1.0, -0.7, 0.1, 0.003, -2.5]})
}

/// Our own rows.
pub(super) fn ours() -> Vec<Case> {
    TABLE.iter().flat_map(|row| of_row(row)).collect()
}

fn of_row(row: &OptimizerRow) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |label: String, mut optimizer: Json| {
        optimizer["id"] = json!(row.id);
        let id = if label.is_empty() { row.id.to_owned() } else { format!("{}/{label}", row.id) };
        for precision in PRECISIONS {
            cases.push(path(id.clone(), precision, &sphere(), json!({"optimizer": optimizer})));
        }
    };
    for (label, optimizer) in conventions(row) {
        add(label, optimizer);
    }
    for param in row.params {
        if let Some(value) = elsewhere(param) {
            add(format!("{}={value}", param.key), json!({param.key: value}));
        }
    }
    add("weight_decay=0.1,decay=decoupled".to_owned(), json!({"weight_decay": 0.1, "decay": "decoupled"}));
    let scheduled = json!({"id": row.id});
    for precision in PRECISIONS {
        let racer = json!({"optimizer": scheduled, "schedule": {"id": "exponential", "gamma": 0.9, "decay_steps": 3}});
        cases.push(path(format!("{}/scheduled", row.id), precision, &sphere(), racer));
        if row.params.iter().any(|param| ["beta", "beta1", "momentum"].contains(&param.key)) {
            let schedule = json!({"id": "one_cycle", "total_steps": 50, "cycle_momentum": true});
            let racer = json!({"optimizer": scheduled, "schedule": schedule});
            cases.push(path(format!("{}/cycled", row.id), precision, &sphere(), racer));
        }
        cases.push(path(format!("{}/matrix", row.id), precision, &matrix(), json!({"optimizer": scheduled})));
    }
    let subject = json!({
        "problem": {"surface": "beale"}, "steps": 3, "racers": [{"optimizer": {"id": row.id}}],
    });
    cases.push(Case::wanted(format!("{}/inspect", row.id), Kind::Inspect, subject.to_string(), steps(&[0])));
    cases
}

/// Conventions that say nothing of the others, and so are not combined with them.
const ALONE: &[&str] = &["amsgrad_max", "bfloat16", "decays", "relative_size", "relative_step", "scale", "warmup_lags"];

/// Every combination of the row's own choices and switches, and those that stand alone; their names without the defaults.
fn conventions(row: &OptimizerRow) -> Vec<(String, Json)> {
    let mut all = vec![(Vec::<String>::new(), json!({}))];
    // Without momentum, RMSprop's forms of momentum are all the same.
    if row.params.iter().any(|p| p.key == "momentum_form") {
        all[0].1["momentum"] = json!(0.5);
    }
    let mut alone = Vec::new();
    for param in row.params.iter().filter(|p| !["decay", "maximize"].contains(&p.key)) {
        let others: Vec<Json> = match &param.kind {
            catalog::Kind::Choice { default, options } => {
                options.iter().filter(|(id, _)| id != default).map(|(id, _)| json!(id)).collect()
            }
            catalog::Kind::Bool { default } => vec![json!(!default)],
            _ => continue,
        };
        if ALONE.contains(&param.key) {
            for value in others {
                let mut document = json!({param.key: value});
                if param.key == "amsgrad_max" {
                    document["amsgrad"] = json!(true);
                }
                alone.push((format!("{}={}", param.key, value.to_string().trim_matches('"')), document));
            }
            continue;
        }
        let more: Vec<_> = others
            .iter()
            .flat_map(|value| all.iter().map(move |one| (value, one)))
            .map(|(value, (names, document))| {
                let mut document = document.clone();
                document[param.key] = value.clone();
                let name = format!("{}={}", param.key, value.to_string().trim_matches('"'));
                (names.iter().cloned().chain([name]).collect(), document)
            })
            .collect();
        all.extend(more);
    }
    all.into_iter().map(|(names, document)| (names.join(","), document)).chain(alone).collect()
}

/// A legal value that is not the default, where the parameter is a number or the direction.
fn elsewhere(param: &Param) -> Option<Json> {
    let default = default(param);
    match &param.kind {
        catalog::Kind::Real { range, scale, .. } | catalog::Kind::OptReal { range, scale } => {
            let at = default.and_then(|d| d.as_f64()).unwrap_or(0.0);
            let tries = match scale {
                Scale::Log => [3.0 * at, 0.1],
                Scale::Linear => [0.75 * at, 0.3],
            };
            tries.into_iter().find(|v| *v != at && range.holds(*v)).map(|v| json!(v))
        }
        catalog::Kind::Int { min, max, .. } | catalog::Kind::OptInt { min, max } => {
            let at = default.and_then(|d| d.as_i64());
            [2, *min, *max].into_iter().find(|v| Some(*v) != at && (min..=max).contains(&v)).map(|v| json!(v))
        }
        catalog::Kind::Bool { .. } if param.key == "maximize" => Some(json!(true)),
        _ => None,
    }
}

/// Every library spelling with that library's defaults, on Beale's function.
pub(super) fn libraries() -> Vec<Case> {
    let case = |row: &'static library::LibraryRow| {
        let mut optimizer = json!({"id": row.id});
        for param in row.params {
            if default(param).is_none() && matches!(param.kind, catalog::Kind::Real { .. }) {
                optimizer[param.key] = json!(0.01);
            }
        }
        let problem = json!({"problem": {"surface": "beale"}});
        path(row.id.to_owned(), "f64", &problem, json!({"optimizer": optimizer}))
    };
    library::rows().map(case).collect()
}
