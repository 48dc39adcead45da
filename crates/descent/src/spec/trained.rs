//! What is trained on what, once it is read: the shape of its parameters, where they start, and its objective.
//!
//! Invariant: the data were made when the document was read, and everything here fits them. A document is kept as it was written, so
//! that it prints as it was read.
//! Does not: read; that is for [`super::training`].

use super::batch::BatchSpec;
use crate::Value;
use crate::batch::Batches;
use crate::catalog::Args;
use crate::data::{Dataset, shuffled};
use crate::list::Listed;
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
    /// The batches of racers that do not take others.
    pub(super) batch: BatchSpec,
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

    /// The batches of a racer that writes `own` of them; none where its updates take all samples.
    pub(super) fn batches(&self, own: &BatchSpec) -> Option<Batches> {
        own.of(&self.batch, self.data.train, self.seed)
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
                order[..*k].iter().flat_map(|i| self.data.x[i * f..(i + 1) * f].iter().copied()).listed()
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
        self.on(0, self.data.train)
    }

    /// The loss on some of the samples, with the penalties.
    pub fn on<T: Precise>(&self, from: usize, to: usize) -> Box<dyn Objective<T>> {
        let x = &self.data.x[from * self.data.features..to * self.data.features];
        match &self.kind {
            ModelKind::Network(network, y) => {
                let y = &y[from * network.outputs()..to * network.outputs()];
                Box::new(Training::new(network.clone(), (x, y), self.penalties))
            }
            ModelKind::Centres(k) => Box::new(KMeans::new(x, self.data.features, *k)),
        }
    }
}
