//! What is trained on what, once it is read: the shape of its parameters, where they start, and its objective.
//!
//! Invariant: the data were made when the document was read, and everything here fits them. A document is kept as it was written, so
//! that it prints as it was read.
//! Does not: read; that is for [`super::training`].

use crate::Value;
use crate::batch::{Batches, Order};
use crate::catalog::Args;
use crate::data::{Dataset, shuffled};
use crate::model::{ModelRow, Network};
use crate::objective::{KMeans, Objective, Shape, Training};
use crate::precise::Precise;
use crate::rng::{Stream, normal, uniform};
use std::sync::Arc;

/// What is trained on what.
#[derive(Clone)]
pub struct ModelSpec {
    /// The problem as it was written.
    pub(super) written: Value,
    /// The model's row.
    pub row: &'static ModelRow,
    pub(super) args: Args,
    /// Samples, with the powers of a polynomial already in them.
    pub data: Arc<Dataset>,
    /// What is trained.
    pub kind: ModelKind,
    /// λ of the penalties: l2, l1.
    pub penalties: (f64, f64),
    /// Batches; none where every update takes all samples.
    pub batches: Option<Batches>,
    pub(super) seed: u32,
}

/// The two kinds of models.
#[derive(Clone)]
pub enum ModelKind {
    /// A network, with the targets of all samples, row-major.
    Network(Network, Arc<Vec<f64>>),
    /// So many centres.
    Centres(usize),
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
        self.over(0, n, Some(Batches { n, size: 1, order: Order::Fixed, drop_last: false, seed: 0 }))
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
