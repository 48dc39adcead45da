//! How a trained model stands: loss and accuracy on training and test samples, who is taken for whom, epochs and samples seen.
//!
//! Everything is measured in f64 at the parameters of a racer, whatever the precision of its run.

use crate::Value;
use crate::data::Targets;
use crate::list::Listed;
use crate::model::{Passes, Samples};
use crate::objective::{Objective, penalized};
use crate::spec::{ModelKind, ModelSpec};

/// `{train: {loss, accuracy, confusion}, test: the same or null, epoch, samples, iterations_per_epoch}`; accuracy and confusion
/// (rows: true class; columns: predicted) are null where there are no classes.
pub(super) fn of(model: &ModelSpec, (iterations, seen): (u64, u64), w: &[f64], t: u64) -> Value {
    let data = &model.data;
    let part = |from: usize, to: usize| {
        if from == to {
            return Value::Null;
        }
        let (loss, counts) = judge(model, w, from, to);
        let right = counts.as_ref().map(|(all, k)| (0..*k).map(|c| all[c * k + c]).sum::<u32>());
        let rows = counts.map(|(all, k)| {
            Value::List(all.chunks(k).map(|row| Value::numbers(row.iter().map(|n| f64::from(*n)))).listed())
        });
        Value::map([
            ("loss", Value::num(loss)),
            ("accuracy", right.map_or(Value::Null, |n| Value::Num(f64::from(n) / (to - from) as f64))),
            ("confusion", rows.unwrap_or(Value::Null)),
        ])
    };
    Value::map([
        ("train", part(0, data.train)),
        ("test", part(data.train, data.len())),
        ("epoch", Value::Num(t as f64 / iterations as f64)),
        ("samples", Value::from(seen)),
        ("iterations_per_epoch", Value::from(iterations)),
    ])
}

/// How often each class was taken for each, row-major, and the number of classes.
type Confusion = (Vec<u32>, usize);

/// The loss on some of the samples, and, where there are classes, who is taken for whom, in one pass.
fn judge(model: &ModelSpec, w: &[f64], from: usize, to: usize) -> (f64, Option<Confusion>) {
    let data = &model.data;
    let ModelKind::Network(network, targets) = &model.kind else {
        let objective: Box<dyn Objective<f64>> = model.on(from, to);
        return (objective.value_grad(w, &mut vec![0.0; w.len()], &mut objective.work()), None);
    };
    let (f, outs) = (data.features, network.outputs());
    let (x, y) = (&data.x[from * f..to * f], &targets[from * outs..to * outs]);
    let k = match &data.y {
        Targets::Classes(_, k) => *k,
        Targets::Numbers(..) if network.is_classifier() => outs.max(2),
        _ => 0,
    };
    let mut all = vec![0; k * k];
    let of = Samples { x, y, count: to - from, picks: None };
    let mut count = |i: usize, outputs: &[f64]| {
        if k == 0 {
            return;
        }
        let class = match &data.y {
            Targets::Classes(classes, _) => classes[from + i] as usize,
            // Labels of two classes, or a column for each class, given as numbers.
            _ if outs == 1 => usize::from(y[i] > 0.5),
            _ => network.class_of(&y[i * outs..(i + 1) * outs]),
        };
        all[class * k + network.class_of(outputs).min(k - 1)] += 1;
    };
    let loss = f64::judge(network, &of, w, &mut network.room(f64::BLOCK), &mut count);
    (penalized(network, loss, w, model.penalties), (k > 0).then_some((all, k)))
}
