//! Decoding what is trained: model, data, loss, batches, penalties; and building the objective.
//!
//! Invariant: what a later stage could trip over (labels outside the classes, layers that do not fit the data, a loss that does not
//! fit the output) is refused here, with its path. The data are made once, when the document is read. A document is kept as it was
//! written, so that it prints as it was read.

use super::arguments::{self, read as read_args};
use super::reader::{Fields, Problems, flag, list, matrix, number, numbers, text, whole};
use crate::Value;
use crate::batch::{Batches, ORDERS, Order};
use crate::catalog::Args;
use crate::data::{self, Dataset, Targets};
use crate::model::{self, Activation, LAYERS, Network, Output, UNITS};
use crate::objective::{KMeans, Objective, Shape, Training};
use crate::precise::Precise;
use crate::rng::{Stream, bits, normal, uniform};
use crate::text::decimal;
use std::sync::Arc;

/// Numbers of a data set at most.
const NUMBERS: usize = 16_000_000;

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

/// Batches as they are written.
struct Wanted {
    size: Option<usize>,
    order: Order,
    drop_last: bool,
}

impl Wanted {
    /// None where a batch is all of the samples, whatever their order.
    fn of(&self, n: usize, seed: u32) -> Option<Batches> {
        let size = self.size.unwrap_or(n).min(n);
        let all = size == n && self.order != Order::Replacement;
        (!all).then_some(Batches { n, size, order: self.order, drop_last: self.drop_last, seed })
    }
}

fn batch(value: &Value, at: &str, out: &mut Problems) -> Option<Wanted> {
    let mut fields = Fields::open(value, at, out)?;
    let size_at = fields.at("size");
    let size = match fields.take("size") {
        None => None,
        Some(Value::Str(s)) if s == "full" => None,
        Some(v @ Value::Num(_)) => Some(whole(v, 1, 1_000_000, &size_at, out)? as usize),
        Some(other) => {
            out.wrong_type(&size_at, other, "a whole number or \"full\"");
            None
        }
    };
    let order_at = fields.at("order");
    let order = match fields.take("order") {
        None => Some(Order::Shuffle),
        Some(v) => one_of(v, &ORDERS.map(|(name, _)| name), &order_at, out)
            .and_then(|name| ORDERS.iter().find(|(id, _)| *id == name).map(|(_, order)| *order)),
    };
    let drop_at = fields.at("drop_last");
    let drop_last = fields.take("drop_last").map_or(Some(false), |v| flag(v, &drop_at, out));
    fields.close(out);
    Some(Wanted { size, order: order?, drop_last: drop_last? })
}

fn dataset(value: &Value, at: &str, seed: u32, out: &mut Problems) -> Option<Dataset> {
    let mut fields = Fields::open(value, at, out)?;
    if fields.has("inline") {
        let set = inline(&mut fields, out);
        fields.close(out);
        return set;
    }
    let id = arguments::id(&mut fields, out)?;
    let Some(row) = data::find(id) else {
        out.unknown_name(&fields.at("id"), id, &data::TABLE.iter().map(|row| row.id).collect::<Vec<_>>());
        return None;
    };
    let args = read_args(&mut fields, row.params, |_| Ok(()), 0, out);
    fields.close(out);
    Some(row.make(&args?, seed))
}

fn inline(fields: &mut Fields<'_>, out: &mut Problems) -> Option<Dataset> {
    let mut inner = open(fields, "inline", "an object with x, and y where there is something to learn", out)?;
    let first = samples(&mut inner, None, out);
    let test_at = inner.at("test");
    let test = inner.take("test");
    inner.close(out);
    let (mut x, features, mut y, train) = first?;
    if let Some(test) = test {
        let mut fields = Fields::open(test, &test_at, out)?;
        let more = samples(&mut fields, Some(features), out);
        fields.close(out);
        let (more, _, targets, _) = more?;
        x.extend(more);
        match (&mut y, targets) {
            (Targets::Numbers(all, width), Targets::Numbers(more, other)) if *width == other => all.extend(more),
            (Targets::None, Targets::None) => {}
            _ => {
                out.add(&format!("{test_at}.y"), "wrong_length", "other targets".to_owned(), "targets like those of y");
                return None;
            }
        }
    }
    Some(Dataset { x, features, y, train })
}

type Read = (Vec<f64>, usize, Targets, usize);

/// `x` and `y` of inline samples: y a number or a list of numbers for each sample, or absent.
fn samples(fields: &mut Fields<'_>, features: Option<usize>, out: &mut Problems) -> Option<Read> {
    let at = fields.at("x");
    let Some(value) = fields.take("x") else {
        out.missing(&at, "a matrix: a list of rows, one per sample");
        return None;
    };
    // A list of numbers is one feature.
    let (n, width, x) = match value {
        Value::List(items) if matches!(items.first(), Some(Value::Num(_))) => {
            let all = numbers(value, &at, out)?;
            (all.len(), 1, all)
        }
        _ => matrix(value, &at, out)?,
    };
    if features.is_some_and(|f| f != width) {
        out.add(&at, "wrong_length", format!("{width} features"), format!("{} features", features.unwrap_or(0)));
        return None;
    }
    if x.len() > NUMBERS {
        out.add(&at, "too_large", format!("{} numbers", x.len()), format!("at most {NUMBERS}"));
        return None;
    }
    let at = fields.at("y");
    let y = match fields.take("y") {
        None => Targets::None,
        Some(value) => {
            let (rows, outputs, all) = match value {
                Value::List(items) if matches!(items.first(), Some(Value::List(_))) => matrix(value, &at, out)?,
                _ => {
                    let all = numbers(value, &at, out)?;
                    (all.len(), 1, all)
                }
            };
            if rows != n {
                out.add(&at, "wrong_length", format!("{rows} targets"), format!("{n} targets, one per sample"));
                return None;
            }
            Targets::Numbers(all, outputs)
        }
    };
    Some((x, width, y, n))
}

/// What a document asks of a network.
struct Wish<'a> {
    id: &'static str,
    layers: Option<Vec<usize>>,
    output: Option<&'static str>,
    loss: Option<&'static str>,
    half: bool,
    model_at: &'a str,
    data_at: &'a str,
}

impl Wish<'_> {
    /// The network, and the targets for its outputs; a polynomial's powers are put into the data.
    fn network(self, args: &Args, data: &mut Dataset, out: &mut Problems) -> Option<(Network, Vec<f64>)> {
        if self.id == "polynomial" {
            self.powers(args.int("degree") as usize, data, out)?;
        }
        let layers_at = format!("{}.layers", self.model_at);
        let last = self.layers.as_ref().and_then(|layers| layers.last().copied());
        let classes = self.classes(data, last, args, out)?;
        let name = match (self.id, self.output) {
            ("linear" | "polynomial", _) => "linear",
            ("logistic", _) => "sigmoid",
            ("softmax", _) => "softmax",
            (_, Some(given)) => given,
            // Without a word about it: what fits the data and the loss.
            (_, None) => match (self.loss, classes) {
                (Some("bce"), _) => "sigmoid",
                (Some("cross_entropy"), _) => "softmax",
                (None, Some(_)) if last == Some(1) => "sigmoid",
                (None, Some(_)) => "softmax",
                _ => "linear",
            },
        };
        let loss = self.loss.unwrap_or(match name {
            "sigmoid" => "bce",
            "softmax" => "cross_entropy",
            _ => "mse",
        });
        let output = match (name, loss) {
            ("softmax", "mse") => Output::SquaresOfSoftmax,
            (name, "mse") => Output::Squares(Activation::named(name).unwrap_or(Activation::Linear)),
            ("sigmoid", "bce") => Output::BinaryCrossEntropy,
            ("softmax", "cross_entropy") => Output::CrossEntropy,
            _ => {
                let allowed =
                    format!("mse, or {} for a {name} output", if name == "softmax" { "cross_entropy" } else { "bce" });
                let allowed =
                    if name == "sigmoid" || name == "softmax" { allowed } else { format!("mse for a {name} output") };
                out.add("problem.loss", "conflict", loss.to_owned(), allowed);
                return None;
            }
        };
        let needed = match (&data.y, classes) {
            (_, Some(k)) if name == "softmax" => k,
            (Targets::Numbers(_, width), None) => *width,
            // Two classes may have one output or two.
            (_, Some(2)) => last.unwrap_or(1).min(2),
            (_, Some(k)) => k,
            _ => {
                out.missing(&format!("{}.inline.y", self.data_at), "targets to learn");
                return None;
            }
        };
        let sizes = self.layers.unwrap_or_else(|| vec![data.features, needed]);
        if sizes[0] != data.features {
            let allowed = format!("{} inputs, as many as the data have features", data.features);
            out.add(&format!("{layers_at}[0]"), "conflict", sizes[0].to_string(), allowed);
            return None;
        }
        if sizes[sizes.len() - 1] != needed {
            let at = format!("{layers_at}[{}]", sizes.len() - 1);
            out.add(&at, "conflict", sizes[sizes.len() - 1].to_string(), format!("{needed} outputs for these targets"));
            return None;
        }
        let targets = targets(data, classes, needed, name, out, &format!("{}.inline.y", self.data_at))?;
        let activation = if self.id == "mlp" { args.choice("activation") } else { "linear" };
        let activation = Activation::named(activation).unwrap_or(Activation::Linear);
        Some((Network { sizes, activation, output, bias: args.flag("bias"), half: self.half }, targets))
    }

    /// How many classes the targets are of, where they are classes. Inline whole numbers are so for a loss or an output that wants
    /// classes; the data then say it.
    fn classes(
        &self,
        data: &mut Dataset,
        last: Option<usize>,
        args: &Args,
        out: &mut Problems,
    ) -> Option<Option<usize>> {
        let at = format!("{}.inline.y", self.data_at);
        let wants = self.id == "softmax" || self.loss == Some("cross_entropy") || self.output == Some("softmax");
        if let (Targets::Numbers(all, 1), true) = (&data.y, wants) {
            let given = if self.id == "softmax" { args.opt_int("classes").map(|k| k as usize) } else { last };
            let most = all.iter().fold(0.0_f64, |m, v| if *v > m { *v } else { m });
            let k = given.unwrap_or(most as usize + 1).max(2);
            if let Some(i) = all.iter().position(|v| v % 1.0 != 0.0 || *v < 0.0 || *v >= k as f64) {
                out.add(&format!("{at}[{i}]"), "out_of_range", decimal(all[i]), format!("a class: 0 to {}", k - 1));
                return None;
            }
            data.y = Targets::Classes(all.iter().map(|v| *v as u32).collect(), k);
        }
        Some(match &data.y {
            Targets::Classes(_, k) => {
                if (self.id == "logistic" || self.loss == Some("bce")) && *k > 2 {
                    out.add("problem.data", "conflict", format!("{k} classes"), "two classes, or the model softmax");
                    return None;
                }
                Some(*k)
            }
            _ => None,
        })
    }

    /// x, x², …, xᵈ for x.
    fn powers(&self, degree: usize, data: &mut Dataset, out: &mut Problems) -> Option<()> {
        if data.features != 1 {
            out.add(self.data_at, "conflict", format!("{} features", data.features), "data of one feature");
            return None;
        }
        let mut all = Vec::with_capacity(data.x.len() * degree);
        for x in &data.x {
            let mut power = 1.0;
            for _ in 0..degree {
                power *= x;
                all.push(power);
            }
        }
        (data.x, data.features) = (all, degree);
        Some(())
    }
}

/// The targets as the outputs see them: one number or one-hot for classes, 0 and 1 or −1 and 1 for two classes at one output.
fn targets(
    data: &Dataset,
    classes: Option<usize>,
    outputs: usize,
    name: &str,
    out: &mut Problems,
    at: &str,
) -> Option<Vec<f64>> {
    match (&data.y, classes) {
        (Targets::Classes(all, _), Some(_)) if outputs == 1 => {
            let low = if name == "sigmoid" { 0.0 } else { -1.0 };
            Some(all.iter().map(|class| if *class == 1 { 1.0 } else { low }).collect())
        }
        (Targets::Classes(all, k), Some(_)) => {
            let hot =
                |class: &u32| (0..*k).map(move |j| if j == *class as usize { 1.0 } else { 0.0 }).collect::<Vec<_>>();
            Some(all.iter().flat_map(hot).collect())
        }
        (Targets::Numbers(all, _), _) if name == "sigmoid" || name == "softmax" => {
            // Labels of two classes may be 0 and 1, or −1 and 1.
            let signed = all.iter().any(|v| *v == -1.0);
            let legal = |v: &f64| *v == 1.0 || (signed && *v == -1.0) || (!signed && *v == 0.0);
            if let Some(i) = all.iter().position(|v| !legal(v)) {
                out.add(&format!("{at}[{i}]"), "out_of_range", decimal(all[i]), "labels 0 and 1, or -1 and 1");
                return None;
            }
            Some(all.iter().map(|v| if *v == 1.0 { 1.0 } else { 0.0 }).collect())
        }
        (Targets::Numbers(all, _), _) => Some(all.clone()),
        _ => None,
    }
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
                let mut order: Vec<usize> = (0..self.data.train).collect();
                order.sort_by_key(|i| bits(self.seed, Stream::Init, 0, *i as u64));
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
