//! Decoding what is trained: model, data, loss, batches, penalties.
//!
//! Invariant: what a later stage could trip over (labels outside the classes, layers that do not fit the data, a loss that does not
//! fit the output) is refused here, with its path. The data are made once, when the document is read.
//! Does not: build the objective; that is for [`ModelSpec`].

mod samples;
mod wish;

use super::arguments::{id_of, read as read_args};
use super::batch::{self, BatchSpec};
use super::reader::{Fields, Problems, flag, list, one_of, whole};
use super::trained::{ModelKind, ModelSpec};
use crate::Value;
use crate::catalog::Args;
use crate::model::{self, LAYERS, ModelRow, Output, UNITS};
use crate::text::decimal;
use samples::dataset;
use std::sync::Arc;
use wish::Wish;

/// The losses by name.
pub(crate) const LOSSES: [&str; 3] = ["mse", "bce", "cross_entropy"];
/// The outputs of a network by name.
pub(crate) const OUTPUTS: [&str; 4] = ["linear", "sigmoid", "tanh", "softmax"];

/// Reads the problem's keys but for `model` itself being there.
pub(super) fn read(written: &Value, fields: &mut Fields<'_>, seed: u32, out: &mut Problems) -> Option<Box<ModelSpec>> {
    let before = out.found.len();
    let model_at = fields.at("model");
    let model = model(fields, out);
    let data_at = fields.at("data");
    let asked = fields.peek("data");
    let data = fields.need("data", "an object with the id of a data set, or with inline samples", out);
    let data = data.and_then(|v| dataset(v, &data_at, seed, out));
    let (loss, mut half) = loss(fields, out);
    let at = fields.at("half");
    half |= fields.take("half").and_then(|v| flag(v, &at, out)).unwrap_or(false);
    let half_at = if fields.has("half") { at } else { fields.at("loss.half") };
    let penalties = read_args(fields, &model::PENALTIES, |_| Ok(()), 0, out);
    let batch_at = fields.at("batch");
    let batch = fields.take("batch").map_or(Some(BatchSpec::NONE), |v| batch::read(v, &batch_at, out));
    let ((row, args, layers, output), mut data, penalties, batch) = (model?, data?, penalties?, batch?);
    if out.found.len() > before {
        return None;
    }
    let kind = if row.id == "kmeans" {
        let penalty = |key| Some(penalties.real(key)).filter(|v| *v != 0.0).map(decimal);
        let given = [("loss", loss.map(str::to_owned)), ("l2", penalty("l2")), ("l1", penalty("l1"))];
        for (key, given) in given {
            if let Some(given) = given {
                out.add(&fields.at(key), "conflict", given, "nothing: k-means has a loss of its own");
            }
        }
        let k = args.int("k") as usize;
        if k > data.train {
            let given = format!("{k} centres for {} samples", data.train);
            out.add(&format!("{model_at}.k"), "out_of_range", given, "at most as many centres as samples");
        }
        ModelKind::Centres(k)
    } else {
        let wish = Wish { id: row.id, layers, output, loss, half, model_at: &model_at, data_at: &data_at, asked };
        let (network, targets) = wish.network(&args, &mut data, out)?;
        ModelKind::Network(network, Arc::new(targets))
    };
    let squares = matches!(&kind, ModelKind::Network(network, _) if matches!(network.output, Output::Squares(_) | Output::SquaresOfSoftmax));
    if half && !squares {
        out.add(&half_at, "conflict", "true".to_owned(), "false: only mse is halved");
    }
    if out.found.len() > before {
        return None;
    }
    let penalties = (penalties.real("l2"), penalties.real("l1"));
    Some(Box::new(ModelSpec {
        written: written.clone(),
        row,
        args,
        data: Arc::new(data),
        kind,
        penalties,
        batch,
        seed,
    }))
}

/// The model: its row and arguments, and a network's layers and output.
type Model = (&'static ModelRow, Args, Option<Vec<usize>>, Option<&'static str>);

fn model(fields: &mut Fields<'_>, out: &mut Problems) -> Option<Model> {
    let mut fields = fields.object("model", "an object with the id of a model", out)?;
    let ids: Vec<_> = model::TABLE.iter().map(|row| row.id).collect();
    let row = model::find(id_of(&mut fields, &ids, out)?)?;
    let args = read_args(&mut fields, row.params, |_| Ok(()), 0, out);
    let (mut layers, mut output) = (None, None);
    if row.id == "mlp" {
        layers = self::layers(&mut fields, out);
        let at = fields.at("output");
        output = fields.take("output").and_then(|v| one_of(v, &OUTPUTS, &at, out));
    }
    fields.close(out);
    Some((row, args?, layers, output))
}

/// The loss, and whether it is halved: a name, or an object with `id` and `half`.
fn loss(fields: &mut Fields<'_>, out: &mut Problems) -> (Option<&'static str>, bool) {
    let at = fields.at("loss");
    match fields.take("loss") {
        None => (None, false),
        Some(value @ Value::Map(_)) => {
            let Some(mut inner) = Fields::open(value, &at, out) else { return (None, false) };
            let id = id_of(&mut inner, &LOSSES, out);
            let half_at = inner.at("half");
            let half = inner.take("half").and_then(|v| flag(v, &half_at, out)).unwrap_or(false);
            inner.close(out);
            (id, half)
        }
        Some(value) => (one_of(value, &LOSSES, &at, out), false),
    }
}

fn layers(fields: &mut Fields<'_>, out: &mut Problems) -> Option<Vec<usize>> {
    let at = fields.at("layers");
    let items = list(fields.need("layers", "a list of units per layer, such as [2, 8, 8, 1]", out)?, &at, out)?;
    if !(2..=LAYERS).contains(&items.len()) {
        out.add(&at, "wrong_length", format!("{} layers", items.len()), format!("2 to {LAYERS} layers"));
        return None;
    }
    let unit = |(i, v)| whole(v, 1, UNITS as i64, &format!("{at}[{i}]"), out).map(|n| n as usize);
    items.iter().enumerate().map(unit).collect()
}
