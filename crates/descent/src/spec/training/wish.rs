//! From what a document asks of a network to the network itself: its output, its loss, its sizes, and targets that fit them.
//!
//! Invariant: what comes out fits: inputs and features, outputs and targets, output and loss.

use super::samples::fits;
use crate::Value;
use crate::catalog::Args;
use crate::data::{Dataset, Targets};
use crate::model::{Activation, Network, Output};
use crate::spec::limits;
use crate::spec::reader::Problems;
use crate::text::decimal;

/// What a document asks of a network.
pub(super) struct Wish<'a> {
    pub(super) id: &'static str,
    pub(super) layers: Option<Vec<usize>>,
    pub(super) output: Option<&'static str>,
    pub(super) loss: Option<&'static str>,
    pub(super) half: bool,
    pub(super) model_at: &'a str,
    pub(super) data_at: &'a str,
    /// The data as they were written.
    pub(super) asked: Option<&'a Value>,
}

impl<'a> Wish<'a> {
    fn label_at(&self, data: &Dataset) -> LabelAt<'a> {
        LabelAt { data_at: self.data_at, asked: self.asked, train: data.train }
    }

    /// The network, and the targets for its outputs; a polynomial's powers are put into the data.
    pub(super) fn network(self, args: &Args, data: &mut Dataset, out: &mut Problems) -> Option<(Network, Vec<f64>)> {
        if self.id == "polynomial" {
            self.powers(args.int("degree") as usize, data, out)?;
        }
        let last = self.layers.as_ref().and_then(|layers| layers.last().copied());
        let classes = self.classes(data, last, args, out)?;
        let name = self.output_name(classes, last);
        let output = self.output(name, out)?;
        let targets_at = format!("{}.inline.y", self.data_at);
        let needed = match (&data.y, classes) {
            (_, Some(k)) if name == "softmax" => k,
            (Targets::Numbers(_, width), None) => *width,
            // Two classes may have one output or two.
            (_, Some(2)) => last.unwrap_or(1).min(2),
            (_, Some(k)) => k,
            _ => {
                out.missing(&targets_at, "targets to learn");
                return None;
            }
        };
        let half = self.half;
        let activation = if self.id == "mlp" { args.choice("activation") } else { "linear" };
        let activation = Activation::named(activation).unwrap_or(Activation::Linear);
        let label_at = self.label_at(data);
        fits((data.x.len() / data.features.max(1)).saturating_mul(needed), self.data_at, out)?;
        let sizes = self.sizes(data.features, needed, out)?;
        let targets = targets(data, classes, needed, name, out, &label_at)?;
        Some((Network { sizes, activation, output, bias: args.flag("bias"), half }, targets))
    }

    /// What the last layer's sums become: what is asked for, or without a word about it what fits the data and the loss.
    fn output_name(&self, classes: Option<usize>, last: Option<usize>) -> &'static str {
        match (self.id, self.output) {
            ("linear" | "polynomial", _) => "linear",
            ("logistic", _) => "sigmoid",
            ("softmax", _) => "softmax",
            (_, Some(given)) => given,
            (_, None) => match (self.loss, classes) {
                (Some("bce"), _) => "sigmoid",
                (Some("cross_entropy"), _) => "softmax",
                (None, Some(_)) if last == Some(1) => "sigmoid",
                (None, Some(_)) => "softmax",
                _ => "linear",
            },
        }
    }

    /// That with its loss, where the two fit.
    fn output(&self, name: &str, out: &mut Problems) -> Option<Output> {
        // Beside the squares, which fit every output.
        let own = match name {
            "sigmoid" => Some("bce"),
            "softmax" => Some("cross_entropy"),
            _ => None,
        };
        let loss = self.loss.or(own).unwrap_or("mse");
        Some(match (name, loss) {
            ("softmax", "mse") => Output::SquaresOfSoftmax,
            (name, "mse") => Output::Squares(Activation::named(name).unwrap_or(Activation::Linear)),
            ("sigmoid", "bce") => Output::BinaryCrossEntropy,
            ("softmax", "cross_entropy") => Output::CrossEntropy,
            _ => {
                let allowed = match own {
                    Some(own) => format!("mse, or {own} for a {name} output"),
                    None => format!("mse for a {name} output"),
                };
                out.add("problem.loss", "conflict", loss.to_owned(), allowed);
                return None;
            }
        })
    }

    /// The layers, which have to begin with the features and to end with the outputs that the targets need.
    fn sizes(self, features: usize, needed: usize, out: &mut Problems) -> Option<Vec<usize>> {
        let sizes = self.layers.unwrap_or_else(|| vec![features, needed]);
        let last = sizes.len() - 1;
        let (at, given, allowed) = if sizes[0] != features {
            (0, sizes[0], format!("{features} inputs, as many as the data have features"))
        } else if sizes[last] != needed {
            (last, sizes[last], format!("{needed} outputs for these targets"))
        } else {
            return Some(sizes);
        };
        out.add(&format!("{}.layers[{at}]", self.model_at), "conflict", given.to_string(), allowed);
        None
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
        let label_at = self.label_at(data);
        let wants = self.id == "softmax" || self.loss == Some("cross_entropy") || self.output == Some("softmax");
        let told = if self.id == "softmax" { args.opt_int("classes").map(|k| k as usize) } else { None };
        if let (Targets::Numbers(all, 1), true) = (&data.y, wants) {
            let given = if self.id == "softmax" { told } else { last };
            let most = all.iter().fold(0.0_f64, |m, v| if *v > m { *v } else { m });
            let k = given.unwrap_or((most as usize).saturating_add(1).min(limits::CLASSES)).max(2);
            if let Some(i) = all.iter().position(|v| v.trunc() != *v || *v < 0.0 || *v >= k as f64) {
                out.add(&label_at.of(i, ""), "out_of_range", decimal(all[i]), format!("a class: 0 to {}", k - 1));
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
                if let Some(told) = told.filter(|told| told != k) {
                    let at = format!("{}.classes", self.model_at);
                    out.add(&at, "conflict", told.to_string(), format!("{k}, as many as the data have"));
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
        fits(data.x.len().saturating_mul(degree), self.data_at, out)?;
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

/// Where a document says what a sample is to be.
struct LabelAt<'a> {
    data_at: &'a str,
    asked: Option<&'a Value>,
    train: usize,
}

impl LabelAt<'_> {
    /// The path to sample i's label, or to a part of it; to all of them where they were shuffled apart, and to the data where these have
    /// a name only.
    fn of(&self, i: usize, within: &str) -> String {
        let LabelAt { data_at, asked, train } = self;
        let has = |key: &str| asked.is_some_and(|data| data.get(key).is_some());
        if !has("inline") {
            data_at.to_string()
        } else if has("split") {
            format!("{data_at}.inline.y")
        } else if i < *train {
            format!("{data_at}.inline.y[{i}]{within}")
        } else {
            format!("{data_at}.inline.test.y[{}]{within}", i - train)
        }
    }
}

/// The targets as the outputs see them: one number or one-hot for classes, 0 and 1 or −1 and 1 for two classes at one output.
fn targets(
    data: &Dataset,
    classes: Option<usize>,
    outputs: usize,
    name: &str,
    out: &mut Problems,
    at: &LabelAt<'_>,
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
                // A sample of one target may be that number alone.
                let within = if outputs > 1 { format!("[{}]", i % outputs) } else { String::new() };
                out.add(&at.of(i / outputs, &within), "out_of_range", decimal(all[i]), "labels 0 and 1, or -1 and 1");
                return None;
            }
            let labels: Vec<f64> = all.iter().map(|v| if *v == 1.0 { 1.0 } else { 0.0 }).collect();
            // Shares of several classes would have no cross-entropy that stays when all sums grow alike.
            let mut rows = labels.chunks(outputs).map(|row| row.iter().filter(|v| **v == 1.0).count()).enumerate();
            if name == "softmax"
                && let Some((i, ones)) = rows.find(|(_, ones)| *ones != 1)
            {
                out.add(&at.of(i, ""), "out_of_range", format!("{ones} classes"), "one label 1 in a row");
                return None;
            }
            Some(labels)
        }
        (Targets::Numbers(all, _), _) => Some(all.clone()),
        _ => None,
    }
}
