//! How a trained model stands: loss and accuracy on training and test samples, who is taken for whom, epochs and samples seen.
//!
//! Everything is measured in f64 at the parameters of a racer, whatever the precision of its run.

use crate::Value;
use crate::data::Targets;
use crate::model::{Network, Predictor};
use crate::objective::Objective;
use crate::spec::{ModelKind, ModelSpec};

/// `{train: {loss, accuracy, confusion}, test: the same or null, epoch, samples, iterations_per_epoch}`; accuracy and confusion
/// (rows: true class; columns: predicted) are null where there are no classes.
pub(super) fn of(model: &ModelSpec, w: &[f64], t: u64) -> Value {
    let data = &model.data;
    let part = |from: usize, to: usize| {
        if from == to {
            return Value::Null;
        }
        let counts = match (&model.kind, &data.y) {
            (ModelKind::Network(network, _), Targets::Classes(classes, k)) => {
                Some(confusion(network, w, model, (from, to), classes, *k))
            }
            (ModelKind::Network(network, targets), Targets::Numbers(..)) if network.is_classifier() => {
                // Labels of two classes, given as numbers.
                let classes: Vec<u32> = targets.iter().map(|y| u32::from(*y > 0.5)).collect();
                Some(confusion(network, w, model, (from, to), &classes, 2))
            }
            _ => None,
        };
        let right = counts.as_ref().map(|(all, k)| (0..*k).map(|c| all[c * k + c]).sum::<u32>());
        let rows = counts.map(|(all, k)| {
            Value::List(all.chunks(k).map(|row| Value::numbers(row.iter().map(|n| f64::from(*n)))).collect())
        });
        Value::map([
            ("loss", Value::num(loss(model, w, from, to))),
            ("accuracy", right.map_or(Value::Null, |n| Value::Num(f64::from(n) / (to - from) as f64))),
            ("confusion", rows.unwrap_or(Value::Null)),
        ])
    };
    let iterations = model.batches.map_or(1, |b| b.iterations());
    Value::map([
        ("train", part(0, data.train)),
        ("test", part(data.train, data.len())),
        ("epoch", Value::Num(t as f64 / iterations as f64)),
        ("samples", Value::from(model.seen(t))),
        ("iterations_per_epoch", Value::from(iterations)),
    ])
}

fn loss(model: &ModelSpec, w: &[f64], from: usize, to: usize) -> f64 {
    let objective: Box<dyn Objective<f64>> = model.on(from, to);
    objective.value_grad(w, &mut vec![0.0; w.len()], &mut objective.work())
}

/// How often each class was taken for each, row-major, and the number of classes.
fn confusion(
    network: &Network,
    w: &[f64],
    model: &ModelSpec,
    (from, to): (usize, usize),
    classes: &[u32],
    k: usize,
) -> (Vec<u32>, usize) {
    let data = &model.data;
    let mut all = vec![0; k * k];
    let mut predictor: Predictor<'_, f64> = Predictor::new(network, w);
    predictor.each(to - from, &|i, f| data.x[(from + i) * data.features + f], &mut |i, units| {
        let said = network.class_of(&units[units.len() - network.outputs()..]).min(k - 1);
        all[classes[from + i] as usize * k + said] += 1;
    });
    (all, k)
}
