//! Decoding what is trained: model, data, loss, batches, penalties; and building the objective.
//!
//! Invariant: what a later stage could trip over (labels outside the classes, layers that do not fit the data, a loss that does not
//! fit the output) is refused here, with its path. The data are made once, when the document is read. A document is kept as it was
//! written, so that it prints as it was read.

mod samples;
mod wish;

use super::arguments::{self, read as read_args};
use super::reader::{Fields, Problems, flag, list, number, text, whole};
use crate::Value;
use crate::batch::Batches;
use crate::catalog::Args;
use crate::data::{Dataset, shuffled};
use crate::model::{self, LAYERS, Network, UNITS};
use crate::objective::{KMeans, Objective, Shape, Training};
use crate::precise::Precise;
use crate::rng::{Stream, normal, uniform};
use crate::text::decimal;
use samples::{batch, dataset};
use std::sync::Arc;
use wish::Wish;

/// The losses by name.
pub(crate) const LOSSES: [&str; 3] = ["mse", "bce", "cross_entropy"];
/// The outputs of a network by name.
pub(crate) const OUTPUTS: [&str; 4] = ["linear", "sigmoid", "tanh", "softmax"];

/// What is trained on what.
#[derive(Clone)]
pub struct ModelSpec {
    /// The problem as it was written.
    written: Value,
    /// The model's row.
    pub row: &'static model::ModelRow,
    args: Args,
    /// Samples, with the powers of a polynomial already in them.
    pub data: Arc<Dataset>,
    /// What is trained.
    pub kind: ModelKind,
    /// λ of the penalties: l2, l1.
    pub penalties: (f64, f64),
    /// Batches; none where every update takes all samples.
    pub batches: Option<Batches>,
    seed: u32,
}

/// The two kinds of models.
#[derive(Clone)]
pub enum ModelKind {
    /// A network, with the targets of all samples, row-major.
    Network(Network, Arc<Vec<f64>>),
    /// So many centres.
    Centres(usize),
}

/// Reads the problem's keys but for `model` itself being there.
pub(super) fn read(written: &Value, fields: &mut Fields<'_>, seed: u32, out: &mut Problems) -> Option<Box<ModelSpec>> {
    let before = out.found.len();
    let model_at = fields.at("model");
    let mut model_fields = open(fields, "model", "an object with the id of a model", out)?;
    let row = row(&mut model_fields, out);
    let args = row.and_then(|row| read_args(&mut model_fields, row.params, |_| Ok(()), 0, out));
    let layers = if row.is_some_and(|row| row.id == "mlp") { layers(&mut model_fields, out) } else { None };
    let output = if row.is_some_and(|row| row.id == "mlp") {
        let at = model_fields.at("output");
        model_fields.take("output").and_then(|v| one_of(v, &OUTPUTS, &at, out))
    } else {
        None
    };
    model_fields.close(out);

    let data_at = fields.at("data");
    let data = match fields.take("data") {
        Some(v) => dataset(v, &data_at, seed, out),
        None => {
            out.missing(&data_at, "an object with the id of a data set, or with inline samples");
            None
        }
    };
    let (loss, mut half) = loss(fields, out);
    let at = fields.at("half");
    half |= fields.take("half").and_then(|v| flag(v, &at, out)).unwrap_or(false);
    let mut penalties = [0.0; 2];
    for (param, to) in model::PENALTIES.iter().zip(&mut penalties) {
        let at = fields.at(param.key);
        if let Some(v) = fields.take(param.key).and_then(|v| number(v, &at, out)) {
            if v < 0.0 {
                out.add(&at, "out_of_range", decimal(v), "a number of at least 0");
            }
            *to = v;
        }
    }
    let batch_at = fields.at("batch");
    let batch = fields.take("batch").map(|v| batch(v, &batch_at, out));
    let (row, args, mut data) = (row?, args?, data?);
    if out.found.len() > before {
        return None;
    }
    let batches = match batch {
        None => None,
        Some(written) => written?.of(data.train, seed),
    };
    let kind = if row.id == "kmeans" {
        if let Some(loss) = loss {
            out.add(&fields.at("loss"), "conflict", loss.to_owned(), "nothing: k-means has a loss of its own");
        }
        let k = args.int("k") as usize;
        if k > data.train {
            let given = format!("{k} centres for {} samples", data.train);
            out.add(&format!("{model_at}.k"), "out_of_range", given, "at most as many centres as samples");
        }
        ModelKind::Centres(k)
    } else {
        let wish = Wish { id: row.id, layers, output, loss, half, model_at: &model_at, data_at: &data_at };
        let (network, targets) = wish.network(&args, &mut data, out)?;
        ModelKind::Network(network, Arc::new(targets))
    };
    if out.found.len() > before {
        return None;
    }
    let penalties = (penalties[0], penalties[1]);
    Some(Box::new(ModelSpec {
        written: written.clone(),
        row,
        args,
        data: Arc::new(data),
        kind,
        penalties,
        batches,
        seed,
    }))
}

/// Opens the object under a key that has to be there.
fn open<'a>(fields: &mut Fields<'a>, key: &'static str, allowed: &str, out: &mut Problems) -> Option<Fields<'a>> {
    let at = fields.at(key);
    match fields.take(key) {
        Some(value) => Fields::open(value, &at, out),
        None => {
            out.missing(&at, allowed);
            None
        }
    }
}

fn row(fields: &mut Fields<'_>, out: &mut Problems) -> Option<&'static model::ModelRow> {
    let id = arguments::id(fields, out)?;
    let row = model::find(id);
    if row.is_none() {
        out.unknown_name(&fields.at("id"), id, &model::TABLE.iter().map(|row| row.id).collect::<Vec<_>>());
    }
    row
}

fn one_of(value: &Value, all: &[&'static str], at: &str, out: &mut Problems) -> Option<&'static str> {
    known(text(value, 64, at, out)?, all, at, out)
}

/// A name among those known.
fn known(name: &str, all: &[&'static str], at: &str, out: &mut Problems) -> Option<&'static str> {
    let found = all.iter().find(|k| **k == name).copied();
    if found.is_none() {
        out.unknown_name(at, name, all);
    }
    found
}

/// The loss, and whether it is halved: a name, or an object with `id` and `half`.
fn loss(fields: &mut Fields<'_>, out: &mut Problems) -> (Option<&'static str>, bool) {
    let at = fields.at("loss");
    match fields.take("loss") {
        None => (None, false),
        Some(value @ Value::Map(_)) => {
            let Some(mut inner) = Fields::open(value, &at, out) else { return (None, false) };
            let name = arguments::id(&mut inner, out);
            let id = name.and_then(|name| known(name, &LOSSES, &inner.at("id"), out));
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
    let Some(value) = fields.take("layers") else {
        out.missing(&at, "a list of units per layer, such as [2, 8, 8, 1]");
        return None;
    };
    let items = list(value, &at, out)?;
    if !(2..=LAYERS).contains(&items.len()) {
        out.add(&at, "wrong_length", format!("{} layers", items.len()), format!("2 to {LAYERS} layers"));
        return None;
    }
    let unit = |(i, v)| whole(v, 1, UNITS as i64, &format!("{at}[{i}]"), out).map(|n| n as usize);
    items.iter().enumerate().map(unit).collect()
}

impl ModelSpec {
    /// As it was written.
    pub(super) fn to_value(&self) -> Value {
        self.written.clone()
    }

    /// The shape of the parameters.
    pub(super) fn shape(&self) -> Shape {
        match &self.kind {
            ModelKind::Network(network, _) => Shape::vector(network.len()),
            ModelKind::Centres(k) => Shape { rows: *k, cols: self.data.features },
        }
    }

    /// Whether it is a network with hidden layers, which is trained in f32 unless the document says otherwise.
    pub(super) fn is_deep(&self) -> bool {
        self.row.id == "mlp"
    }

    /// The start that the seed gives: zeros where the loss is convex, drawn weights for a network, samples for centres.
    pub(super) fn start(&self) -> Vec<f64> {
        let n = self.shape().len();
        match &self.kind {
            ModelKind::Network(network, _) if self.is_deep() => self.draw(network),
            ModelKind::Network(..) => vec![0.0; n],
            ModelKind::Centres(k) => {
                let order = shuffled(self.data.train, self.seed, Stream::Init);
                let f = self.data.features;
                order[..*k].iter().flat_map(|i| self.data.x[i * f..(i + 1) * f].iter().copied()).collect()
            }
        }
    }

    fn draw(&self, network: &Network) -> Vec<f64> {
        let init = self.args.choice("init");
        let mut all = Vec::with_capacity(network.len());
        for (layer, (ins, outs)) in network.layers().enumerate() {
            let variance = match init.split('_').next() {
                Some("glorot") => 2.0 / (ins + outs) as f64,
                Some("he") => 2.0 / ins as f64,
                Some("lecun") => 1.0 / ins as f64,
                _ => 0.0,
            };
            let spread = variance.sqrt();
            for i in 0..(ins * outs) as u64 {
                let layer = layer as u64;
                all.push(if init.ends_with("normal") {
                    spread * normal(self.seed, Stream::Init, layer, i)
                } else {
                    // A uniform variable on [−1, 1] has the variance 1/3.
                    spread * (3.0_f64).sqrt() * (2.0 * uniform(self.seed, Stream::Init, layer, i) - 1.0)
                });
            }
            all.extend((0..if network.bias { outs } else { 0 }).map(|_| 0.0));
        }
        all
    }

    /// The objective in one precision: the training samples.
    pub(super) fn build<T: Precise>(&self) -> Box<dyn Objective<T>> {
        self.over(0, self.data.train, self.batches)
    }

    /// Samples seen after t updates.
    pub(crate) fn seen(&self, t: u64) -> u64 {
        self.batches.map_or(t * self.data.train as u64, |batches| batches.seen(t))
    }

    /// The loss on the training samples, whose update `t` looks at sample `t` alone.
    pub(crate) fn one_by_one<T: Precise>(&self) -> Box<dyn Objective<T>> {
        let n = self.data.train;
        let order = crate::batch::Order::Fixed;
        self.over(0, n, Some(Batches { n, size: 1, order, drop_last: false, seed: 0 }))
    }

    /// The loss on some of the samples, all of them at once, with the penalties.
    pub fn on<T: Precise>(&self, from: usize, to: usize) -> Box<dyn Objective<T>> {
        self.over(from, to, None)
    }

    fn over<T: Precise>(&self, from: usize, to: usize, batches: Option<Batches>) -> Box<dyn Objective<T>> {
        let x = &self.data.x[from * self.data.features..to * self.data.features];
        match &self.kind {
            ModelKind::Network(network, y) => {
                let y = &y[from * network.outputs()..to * network.outputs()];
                Box::new(Training::new(network.clone(), (x, y), self.penalties, batches))
            }
            ModelKind::Centres(k) => Box::new(KMeans::new(x, self.data.features, *k, batches)),
        }
    }
}
