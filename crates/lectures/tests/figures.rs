//! Every row of the catalogue makes a figure: a document made from its entry alone is accepted, runs, and has what is drawn of it: a path
//! of finite points, rates over the steps, a heat map with contours in its own view, samples to plot, a model that trains.
//!
//! Invariant: the tables themselves are gone through, so that a new row is held to this too. Does not: draw; that is the page's.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::catalog::{Kind, Param};
use descent::spec::{self, ProblemSpec};
use descent::{Run, data, law, model, schedule, surface};
use field::{Grid, Mapping, Nodes, Scale, Theme, View, contours, levels, rgba};
use serde_json::{Map, Value as Json, json};
use testkit::draw::Draw;
use testkit::json::value;
use testkit::legal;

/// A row's entry: its id, and an argument for what has no default.
fn entry(id: &str, params: &[Param]) -> Json {
    let mut entry = Map::from_iter([("id".to_owned(), json!(id))]);
    for param in params {
        let given = match &param.kind {
            Kind::Schedules => json!([{"id": "constant"}]),
            Kind::Real { default: None, range, .. } => json!(if range.holds(0.01) { 0.01 } else { range.max }),
            Kind::Int { default: None, min, .. } => json!(min.max(&1)),
            Kind::Reals { default: None, min_len, .. } => json!(vec![0.5; *min_len]),
            Kind::Ints { default: None, min_len, .. } => json!((1..=*min_len).collect::<Vec<_>>()),
            _ => continue,
        };
        entry.insert(param.key.to_owned(), given);
    }
    Json::Object(entry)
}

/// The finished run of a document; what is said where it is refused.
fn run(document: &Json) -> Result<Run, String> {
    let refused = |problems: Vec<spec::Problem>| problems.iter().map(spec::Problem::message).collect::<String>();
    let mut run = Run::new(spec::decode(&value(document)).map_err(refused)?);
    run.finish();
    Ok(run)
}

/// Whether a run's first racer has a path to draw: it moves, and all that is drawn of it is finite.
fn travels(mut run: Run) -> Result<Run, String> {
    let (mut points, steps) = (Vec::new(), run.point(0).t);
    for t in 0..=steps {
        run.seek(t);
        points.push(run.point(0));
    }
    let finite = points.iter().all(|p| p.f.is_finite() && p.x.iter().all(|x| x.is_finite()));
    let moved = points.last().is_some_and(|last| last.x != points[0].x);
    if finite && moved { Ok(run) } else { Err(format!("finite: {finite}, moved: {moved}: {:?}", run.status(0))) }
}

/// All that fails, by name.
fn none(failed: Vec<(&str, Result<(), String>)>) {
    let count = failed.len();
    let failed: Vec<String> =
        failed.into_iter().filter_map(|(id, made)| Some(format!("{id}: {}", made.err()?))).collect();
    assert!(count > 0 && failed.is_empty(), "{} of {count} rows make no figure:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_optimizer_has_a_path() {
    let figure = |id: &str, params| {
        let problem = match id {
            // Its iteration is defined for centres only.
            "lloyd" => json!({"model": {"id": "kmeans"}, "data": {"id": "blobs"}}),
            _ => json!({"surface": "sphere"}),
        };
        run(&json!({"problem": problem, "steps": 50, "racers": [{"optimizer": entry(id, params)}]}))
            .and_then(travels)
            .map(drop)
    };
    let ours = law::TABLE.iter().map(|row| (row.id, row.params));
    let theirs = law::library::rows().map(|row| (row.id, row.params));
    none(ours.chain(theirs).map(|(id, params)| (id, figure(id, params))).collect());
}

#[test]
fn every_schedule_has_rates() {
    let figure = |entry: Json| {
        let racer = json!({"optimizer": {"id": "sgd", "lr": 0.001}, "schedule": entry});
        let mut run = run(&json!({"problem": {"surface": "sphere"}, "steps": 50, "racers": [racer]}))?;
        let rates: Vec<f64> = match run.trace(0) {
            descent::Columns::F64(trace) => trace.lr.clone(),
            descent::Columns::F32(trace) => trace.lr.clone(),
        };
        let drawn = rates.len() > 1 && rates.iter().all(|rate| rate.is_finite() && *rate >= 0.0);
        if drawn { Ok(()) } else { Err(format!("{rates:?}")) }
    };
    let ours = schedule::TABLE.iter().map(|row| (row.id, entry(row.id, row.params)));
    // What libraries want of each other's arguments no entry says.
    let theirs = schedule::ALIASES.iter().map(|row| {
        let drawn = legal::schedule_of(&mut Draw::new(1), &schedule::find(row.id).unwrap(), 1);
        (row.id, serde_json::to_value(drawn).unwrap())
    });
    none(ours.chain(theirs).map(|(id, entry)| (id, figure(entry))).collect());
}

#[test]
fn every_surface_has_a_landscape_in_its_own_view() {
    let figure = |row: &surface::SurfaceRow| {
        let document = json!({"problem": {"surface": row.id}, "steps": 50, "racers": [{"optimizer": {"id": "adam"}}]});
        let run = run(&document).and_then(travels)?;
        let ProblemSpec::Surface { row, args, .. } = &run.spec().problem else { return Err("no surface".to_owned()) };
        let surface = row.with(args);
        let view = View { x: row.view[0], y: row.view[1] };
        if row.dim == 1 {
            // A curve, not a landscape.
            let values: Vec<f64> = (0..=40)
                .map(|i| surface.value(view.x[0] + f64::from(i) * (view.x[1] - view.x[0]) / 40.0, 0.0))
                .collect();
            let drawn = values.iter().all(|v| v.is_finite()) && values.iter().any(|v| *v != values[0]);
            return if drawn { Ok(()) } else { Err(format!("{values:?}")) };
        }
        let grid: Grid = field::sample(surface.as_ref(), &surface::Turn::NONE, view, Nodes::Corners, 64, 48)
            .map_err(|_| "too large")?;
        let mapping = Mapping::new(&grid, if row.log { Scale::Log } else { Scale::Linear }, None);
        let pixels = rgba(&grid, &mapping, Theme::Light);
        let colours: std::collections::BTreeSet<&[u8]> = pixels.chunks(4).collect();
        let lines = contours(&grid, &levels(&mapping, 12));
        let start = &run.spec().start;
        let seen = view.x[0] <= start[0] && start[0] <= view.x[1] && view.y[0] <= start[1] && start[1] <= view.y[1];
        if colours.len() > 8 && lines.len() > 2 && seen {
            Ok(())
        } else {
            Err(format!("{} colours, {} lines, start in view: {seen}", colours.len(), lines.len()))
        }
    };
    none(surface::TABLE.iter().map(|row| (row.id, figure(row))).collect());
}

/// A model that can learn from a data set.
fn model_for(row: &data::DataRow) -> Json {
    match row.classes {
        0 => json!({"id": "linear"}),
        2 => json!({"id": "logistic"}),
        _ => json!({"id": "softmax"}),
    }
}

#[test]
fn every_data_set_has_points_and_trains_a_model() {
    let figure = |row: &data::DataRow| {
        let document = json!({
            "problem": {"model": model_for(row), "data": entry(row.id, row.params)}, "steps": 20,
            "racers": [{"optimizer": {"id": "sgd", "lr": 1e-3}}],
        });
        let run = run(&document).and_then(travels)?;
        let ProblemSpec::Model(model) = &run.spec().problem else { return Err("no model".to_owned()) };
        let set = &model.data;
        let drawn = set.len() > 1 && set.x.iter().all(|x| x.is_finite()) && set.x.iter().any(|x| *x != set.x[0]);
        if drawn { Ok(()) } else { Err(format!("{} samples", set.len())) }
    };
    none(data::TABLE.iter().map(|row| (row.id, figure(row))).collect());
}

#[test]
fn every_model_trains_on_some_data_set() {
    let figure = |row: &model::ModelRow| {
        let mut entry = entry(row.id, row.params);
        let tried = data::TABLE.iter().map(|data| {
            if row.id == "mlp" {
                entry["layers"] = json!([data.features, 4, data.classes.max(2) - usize::from(data.classes <= 2)]);
            }
            let problem = json!({"model": entry, "data": {"id": data.id}});
            run(&json!({"problem": problem, "steps": 20, "racers": [{"optimizer": {"id": "adam"}}]}))
                .and_then(travels)
                .map(drop)
        });
        tried.reduce(|found, next| found.or(next)).unwrap()
    };
    none(model::TABLE.iter().map(|row| (row.id, figure(row))).collect());
}
