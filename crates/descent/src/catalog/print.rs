//! The tables as plain data: the one way in which anything outside the core learns what there is.

use super::{Kind, Param, Range, Scale};
use crate::batch::ORDERS;
use crate::data;
use crate::law::{self, library};
use crate::model;
use crate::schedule;
use crate::spec::{Precision, limits, training};
use crate::stage;
use crate::surface;
use crate::{Value, describe};

/// `{optimizers, libraries, schedules, schedule_libraries, surfaces, models, penalties, outputs, losses, orders, data, stages, precisions, limits}`; every row with its parameters (key, symbol,
/// name, kind, default, range, scale, doc).
pub fn to_value() -> Value {
    Value::map([
        ("optimizers", Value::List(law::TABLE.iter().map(|row| optimizer(row)).collect())),
        ("libraries", Value::List(library::rows().map(library_row).collect())),
        ("schedules", Value::List(schedule::TABLE.iter().map(|row| schedule_row(row)).collect())),
        ("schedule_libraries", Value::List(schedule::ALIASES.iter().map(|row| alias(row)).collect())),
        ("surfaces", Value::List(surface::TABLE.iter().map(|row| surface_row(row)).collect())),
        ("models", Value::List(model::TABLE.iter().map(|row| model_row(row)).collect())),
        ("penalties", params(&model::PENALTIES)),
        ("outputs", names(training::OUTPUTS)),
        ("losses", names(training::LOSSES)),
        ("orders", names(ORDERS.map(|(name, _)| name))),
        ("data", Value::List(data::TABLE.iter().map(|row| data_row(row)).collect())),
        ("stages", Value::List(stage::TABLE.iter().map(|row| stage_row(row)).collect())),
        ("precisions", Value::List(Precision::ALL.iter().map(|(id, _)| Value::text(*id)).collect())),
        (
            "limits",
            Value::map([
                ("rotate", Value::Num(limits::ROTATE)),
                ("document_bytes", Value::Num(limits::DOCUMENT_BYTES as f64)),
                ("depth", Value::Num(limits::DEPTH as f64)),
                ("steps", Value::Num(limits::STEPS as f64)),
                ("steps_default", Value::Num(limits::STEPS_DEFAULT as f64)),
                ("racers", Value::Num(limits::RACERS as f64)),
                ("parameters", Value::Num(limits::PARAMETERS as f64)),
                ("edits", Value::Num(limits::EDITS as f64)),
                ("memory", Value::Num(limits::MEMORY as f64)),
            ]),
        ),
    ])
}

fn optimizer(row: &law::OptimizerRow) -> Value {
    Value::map([
        ("id", Value::text(row.id)),
        ("name", Value::text(row.name)),
        ("family", Value::text(row.family)),
        ("doc", Value::text(row.doc)),
        ("formula", Value::text(row.formula)),
        ("differs", Value::text(row.differs)),
        ("reference", Value::text(row.reference)),
        ("params", params(row.params)),
    ])
}

fn library_row(row: &library::LibraryRow) -> Value {
    let library = row.id.split('.').next().unwrap_or(row.id);
    Value::map([
        ("id", Value::text(row.id)),
        ("name", Value::text(row.id)),
        ("library", Value::text(library)),
        ("doc", Value::text(library::doc(row))),
        ("params", Value::List(row.params.iter().map(|of| said(of, &library::meaning(row, of))).collect())),
    ])
}

fn schedule_row(row: &schedule::ScheduleRow) -> Value {
    Value::map([
        ("id", Value::text(row.id)),
        ("name", Value::text(row.name)),
        ("doc", Value::text(row.doc)),
        ("formula", Value::text(row.formula)),
        ("differs", Value::text(row.differs)),
        ("reference", Value::text(row.reference)),
        ("params", params(row.params)),
    ])
}

fn alias(row: &schedule::ScheduleAlias) -> Value {
    let own = schedule::TABLE.iter().find(|own| own.id == row.into).map_or("", |own| own.doc);
    Value::map([
        ("id", Value::text(row.id)),
        ("into", Value::text(row.into)),
        ("note", Value::text(if row.note.is_empty() { own } else { row.note })),
        ("params", params(row.params)),
    ])
}

fn model_row(row: &model::ModelRow) -> Value {
    Value::map([
        ("id", Value::text(row.id)),
        ("name", Value::text(row.name)),
        ("doc", Value::text(row.doc)),
        ("formula", Value::text(row.formula)),
        ("params", params(row.params)),
    ])
}

fn data_row(row: &data::DataRow) -> Value {
    Value::map([
        ("id", Value::text(row.id)),
        ("name", Value::text(row.name)),
        ("doc", Value::text(row.doc)),
        ("reference", Value::text(row.reference)),
        ("features", Value::Num(row.features as f64)),
        ("classes", Value::Num(row.classes as f64)),
        ("params", params(row.params)),
    ])
}

fn stage_row(row: &stage::StageRow) -> Value {
    Value::map([
        ("id", Value::text(row.id)),
        ("name", Value::text(row.name)),
        ("doc", Value::text(row.doc)),
        ("one_of", Value::Bool(row.one_of)),
        ("params", params(row.params)),
    ])
}

fn surface_row(row: &surface::SurfaceRow) -> Value {
    let span = |s: [f64; 2]| Value::numbers(s);
    let points = row.args(&[]).map(|args| describe::points(row, &args, &surface::Turn::by(0.0)));
    Value::map([
        ("id", Value::text(row.id)),
        ("name", Value::text(row.name)),
        ("group", Value::text(row.group)),
        ("dim", Value::Num(row.dim as f64)),
        ("doc", Value::text(row.doc)),
        ("formula", Value::text(row.formula)),
        ("reference", Value::text(row.reference)),
        ("params", params(row.params)),
        ("domain", Value::map([("x", span(row.domain[0])), ("y", span(row.domain[1]))])),
        ("view", Value::map([("x", span(row.view[0])), ("y", span(row.view[1]))])),
        ("start", Value::numbers(row.start[..row.dim].iter().copied())),
        ("log", Value::Bool(row.log)),
        ("points", points.unwrap_or(Value::Null)),
    ])
}

fn names<const N: usize>(all: [&'static str; N]) -> Value {
    Value::List(all.into_iter().map(Value::text).collect())
}

fn params(all: &[Param]) -> Value {
    Value::List(all.iter().map(param).collect())
}

fn param(of: &Param) -> Value {
    said(of, of.doc)
}

/// A parameter with `doc` for its line.
fn said(of: &Param, doc: &str) -> Value {
    let mut pairs = vec![
        ("key", Value::text(of.key)),
        ("symbol", Value::text(of.symbol)),
        ("name", Value::text(of.name)),
        ("doc", Value::text(doc)),
    ];
    let opt = |v: Option<f64>| v.map_or(Value::Null, Value::Num);
    let kind = match &of.kind {
        Kind::Real { default, range: r, scale } => {
            pairs.push(("default", opt(*default)));
            range(&mut pairs, r);
            pairs.push(("scale", scale_name(*scale)));
            "real"
        }
        Kind::OptReal { range: r, scale } => {
            range(&mut pairs, r);
            pairs.push(("scale", scale_name(*scale)));
            "opt_real"
        }
        Kind::Int { default, min, max } => {
            pairs.push(("default", opt(default.map(|v| v as f64))));
            range(&mut pairs, &Range::closed(*min as f64, *max as f64));
            "int"
        }
        Kind::OptInt { min, max } => {
            range(&mut pairs, &Range::closed(*min as f64, *max as f64));
            "opt_int"
        }
        Kind::Bool { default } => {
            pairs.push(("default", Value::Bool(*default)));
            "bool"
        }
        Kind::Choice { default, options } => {
            pairs.push(("default", Value::text(*default)));
            let option = |(id, doc): &(&str, &str)| Value::map([("id", Value::text(*id)), ("doc", Value::text(*doc))]);
            pairs.push(("options", Value::List(options.iter().map(option).collect())));
            "choice"
        }
        Kind::Reals { default, range: r, min_len, max_len } => {
            pairs.push(("default", default.map_or(Value::Null, |all| Value::numbers(all.iter().copied()))));
            range(&mut pairs, r);
            pairs.push(("min_len", Value::Num(*min_len as f64)));
            pairs.push(("max_len", Value::Num(*max_len as f64)));
            "reals"
        }
        Kind::Ints { default, min, max, min_len, max_len } => {
            pairs.push(("default", default.map_or(Value::Null, |all| Value::numbers(all.iter().map(|v| *v as f64)))));
            range(&mut pairs, &Range::closed(*min as f64, *max as f64));
            pairs.push(("min_len", Value::Num(*min_len as f64)));
            pairs.push(("max_len", Value::Num(*max_len as f64)));
            "ints"
        }
        Kind::Schedule => "schedule",
        Kind::Schedules => "schedules",
    };
    pairs.insert(4, ("kind", Value::text(kind)));
    Value::map(pairs)
}

fn range(pairs: &mut Vec<(&'static str, Value)>, range: &Range) {
    pairs.push(("min", Value::num(range.min)));
    pairs.push(("max", Value::num(range.max)));
    pairs.push(("min_open", Value::Bool(range.min_open)));
    pairs.push(("max_open", Value::Bool(range.max_open)));
}

fn scale_name(scale: Scale) -> Value {
    Value::text(match scale {
        Scale::Linear => "linear",
        Scale::Log => "log",
    })
}
