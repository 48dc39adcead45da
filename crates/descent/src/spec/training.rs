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
use crate::list::Listed;
use crate::model::{self, LAYERS, Output, UNITS};
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
    let mut model_fields = fields.object("model", "an object with the id of a model", out);
    let ids: Vec<_> = model::TABLE.iter().map(|row| row.id).listed();
    let row = model_fields.as_mut().and_then(|model| id_of(model, &ids, out)).and_then(model::find);
    let (mut args, mut layers, mut output) = (None, None, None);
    // Which keys there are, the row says.
    if let (Some(mut model), Some(row)) = (model_fields, row) {
        args = read_args(&mut model, row.params, |_| Ok(()), 0, out);
        if row.id == "mlp" {
            layers = self::layers(&mut model, out);
            let at = model.at("output");
            output = model.take("output").and_then(|v| one_of(v, &OUTPUTS, &at, out));
        }
        model.close(out);
    }

    let data_at = fields.at("data");
    let asked = fields.peek("data");
    let data = fields.need("data", "an object with the id of a data set, or with inline samples", out);
    let data = data.and_then(|v| dataset(v, &data_at, seed, out));
    let (loss, mut half) = loss(fields, out);
    let at = fields.at("half");
    half |= fields.take("half").and_then(|v| flag(v, &at, out)).unwrap_or(false);
    let penalties = read_args(fields, &model::PENALTIES, |_| Ok(()), 0, out);
    let batch_at = fields.at("batch");
    let batch = fields.take("batch").map_or(Some(BatchSpec::NONE), |v| batch::read(v, &batch_at, out));
    let (row, args, mut data, penalties, batch) = (row?, args?, data?, penalties?, batch?);
    if out.found.len() > before {
        return None;
    }
    let kind = if row.id == "kmeans" {
        for key in ["loss", "l2", "l1"] {
            if let Some(given) = fields.peek(key).filter(|v| **v != Value::Num(0.0)) {
                out.add(&fields.at(key), "conflict", given.excerpt(), "nothing: k-means has a loss of its own");
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
    let squares = match &kind {
        ModelKind::Network(network, _) => matches!(network.output, Output::Squares(_) | Output::SquaresOfSoftmax),
        ModelKind::Centres(_) => false,
    };
    if half && !squares {
        let key = if fields.peek("half") == Some(&Value::Bool(true)) { "half" } else { "loss.half" };
        out.add(&fields.at(key), "conflict", "true".to_owned(), "false: only mse is halved");
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
    items.iter().enumerate().map(unit).listed_if_all()
}
