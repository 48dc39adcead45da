//! Decoding one racer: its optimizer in either spelling, its schedule, its stages.

use super::arguments::{self, nested, read as read_args};
use super::batch;
use super::document::{Clip, OptimizerSpec, RacerSpec};
use super::limits;
use super::reader::{Fields, Problems, text};
use crate::Value;
use crate::average;
use crate::catalog::Args;
use crate::law::{self, library};
use crate::list::Listed;
use crate::stage::{self, StageRow};

/// Reads a racer.
pub(super) fn read(value: &Value, path: &str, out: &mut Problems) -> Option<RacerSpec> {
    let mut fields = Fields::open(value, path, out)?;
    let mut name = |key: &'static str, out: &mut Problems| {
        let at = fields.at(key);
        fields.take(key).and_then(|v| text(v, limits::LABEL, &at, out)).map(str::to_owned)
    };
    let label = name("label", out);
    let color = name("color", out);
    let at = fields.at("optimizer");
    let optimizer = fields.need("optimizer", "an object with the id of an optimizer", out);
    let optimizer = optimizer.and_then(|v| self::optimizer(v, &at, out));
    let at = fields.at("schedule");
    let schedule = match fields.take("schedule") {
        Some(v) => nested(v, &at, 0, out).map(Some),
        None => Some(None),
    };
    let at = fields.at("clip");
    let clip = fields.take("clip").and_then(|v| clip(v, &at, out));
    let at = fields.at("noise");
    let noise = fields.take("noise").and_then(|v| stage(v, &at, &stage::NOISE, out)).map(|args| args.real("std"));
    let at = fields.at("average");
    let average = fields.take("average").and_then(|v| stage(v, &at, &average::ROW, out));
    let at = fields.at("batch");
    let batch = fields.take("batch").and_then(|v| batch::read(v, &at, out));
    fields.close(out);
    Some(RacerSpec { label, color, optimizer: optimizer?, schedule: schedule?, clip, noise, average, batch })
}

pub(super) fn optimizer(value: &Value, path: &str, out: &mut Problems) -> Option<OptimizerSpec> {
    let reshaped = library::reshape(value);
    let mut fields = Fields::open(reshaped.as_ref().unwrap_or(value), path, out)?;
    let id = arguments::id(&mut fields, out)?;
    if let Some(row) = law::find(id) {
        let args = read_args(&mut fields, row.params, |_| Ok(()), 0, out);
        fields.close(out);
        let args = args?;
        return Some(OptimizerSpec { id: row.id, written: args.clone(), row, args });
    }
    if let Some(spelling) = library::find(id) {
        let written = read_args(&mut fields, spelling.params, spelling.check, 0, out);
        fields.close(out);
        let written = written?;
        let document = library::ours(spelling, &written);
        let mut ours = Fields::open(&document, path, out)?;
        let row = law::find(arguments::id(&mut ours, out)?)?;
        let args = read_args(&mut ours, row.params, |_| Ok(()), 0, out);
        ours.close(out);
        return Some(OptimizerSpec { id: spelling.id, written, row, args: args? });
    }
    let known = law::TABLE.iter().map(|row| row.id).chain(library::rows().map(|row| row.id));
    out.unknown_name(&fields.at("id"), id, &known.listed());
    None
}

/// A stage's arguments, by its row.
fn stage(value: &Value, path: &str, row: &'static StageRow, out: &mut Problems) -> Option<Args> {
    let mut fields = Fields::open(value, path, out)?;
    let args = read_args(&mut fields, row.params, |_| Ok(()), 0, out);
    fields.close(out);
    args
}

fn clip(value: &Value, path: &str, out: &mut Problems) -> Option<Clip> {
    let args = stage(value, path, &stage::CLIP, out)?;
    match (args.opt_real("norm"), args.opt_real("value")) {
        (Some(c), None) => Some(Clip::Norm(c)),
        (None, Some(c)) => Some(Clip::Value(c)),
        (norm, _) => {
            let given = if norm.is_some() { "both" } else { "neither" };
            out.add(path, "conflict", given.to_owned(), "either norm or value");
            None
        }
    }
}
