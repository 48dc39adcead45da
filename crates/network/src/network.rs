//! A feed-forward network on flat slices: forward, loss, backward, written once for lanes of samples and for numbers with
//! derivatives.
//!
//! Layout of the parameters: per layer the weights row-major, one row per unit, then the biases. Linear, logistic and softmax
//! regression are one such layer. Invariant: a pass adds to the gradients it is given, sample block by sample block, in one order.
//! It knows no data set and no optimizer.

use crate::Activation;
use lanes::{Real, Scalar};

/// What the last layer's sums become, and what is lost against the targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Each sum goes through an activation; squared errors, summed over outputs.
    Squares(Activation),
    /// softmax; squared errors, summed over outputs.
    SquaresOfSoftmax,
    /// σ; −y ln p − (1 − y) ln(1 − p), from the sums themselves and so stable.
    BinaryCrossEntropy,
    /// softmax; −Σ y ln p, from the sums themselves and so stable.
    CrossEntropy,
}

/// The shape of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Units per layer, inputs first.
    pub sizes: Vec<usize>,
    /// Of the hidden units.
    pub activation: Activation,
    /// Of the last layer, with the loss.
    pub output: Output,
    /// Whether the layers have biases.
    pub bias: bool,
    /// Whether squared errors are halved.
    pub half: bool,
}

/// Room for one pass over a block of samples.
#[derive(Clone, Debug)]
pub struct Pass<S> {
    /// The parameters.
    pub weights: Vec<S>,
    /// The gradients, added up.
    pub grads: Vec<S>,
    /// The inputs, then the outputs of every layer.
    pub units: Vec<S>,
    /// The sums, and then the errors, of every layer but the inputs.
    sums: Vec<S>,
    slopes: Vec<S>,
    /// The targets.
    pub targets: Vec<S>,
}

impl<S> Pass<S> {
    /// Room for nothing.
    pub fn none() -> Self {
        let none = Vec::new;
        Pass { weights: none(), grads: none(), units: none(), sums: none(), slopes: none(), targets: none() }
    }
}

impl Network {
    /// The number of parameters.
    pub fn len(&self) -> usize {
        self.layers().map(|(ins, outs)| outs * (ins + usize::from(self.bias))).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// (inputs, outputs) of every layer.
    pub fn layers(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.sizes.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// Whether a parameter is a weight, in their order; the others are biases.
    pub fn weights(&self) -> impl Iterator<Item = bool> + '_ {
        self.layers().flat_map(|(ins, outs)| {
            let biases = if self.bias { outs } else { 0 };
            (0..ins * outs).map(|_| true).chain((0..biases).map(|_| false))
        })
    }

    /// The number of outputs.
    pub fn outputs(&self) -> usize {
        self.sizes.last().copied().unwrap_or(0)
    }

    /// Whether its outputs are classes by their loss or their range.
    pub fn is_classifier(&self) -> bool {
        match self.output {
            Output::Squares(activation) => activation == Activation::Sigmoid,
            _ => true,
        }
    }

    /// The class that outputs stand for: the largest of several, or which side of the middle a single one is on.
    pub fn class_of<T: Real>(&self, outputs: &[T]) -> usize {
        if let [one] = outputs {
            let probability = match self.output {
                Output::Squares(activation) => activation == Activation::Sigmoid,
                _ => true,
            };
            let middle = if probability { 0.5 } else { 0.0 };
            return usize::from(one.to_f64() > middle);
        }
        let mut best = 0;
        for (k, v) in outputs.iter().enumerate() {
            if *v > outputs[best] {
                best = k;
            }
        }
        best
    }

    /// Room for passes.
    pub fn room<S: Scalar>(&self) -> Pass<S> {
        let zeros = |n: usize| vec![S::lit(0.0); n];
        let units: usize = self.sizes.iter().sum();
        let inner = units - self.sizes.first().copied().unwrap_or(0);
        Pass {
            weights: zeros(self.len()),
            grads: zeros(self.len()),
            units: zeros(units),
            sums: zeros(inner),
            slopes: zeros(inner),
            targets: zeros(self.outputs()),
        }
    }

    /// From `pass.units`' inputs to the outputs: the last units.
    pub fn forward<S: Scalar>(&self, pass: &mut Pass<S>) {
        let (mut weight, mut unit, mut sum) = (0, 0, 0);
        let last = self.sizes.len().saturating_sub(2);
        let Pass { weights, units, sums, slopes, .. } = pass;
        let (weights, sizes) = (weights.as_slice(), self.sizes.as_slice());
        let (units, all_sums, all_slopes) = (units.as_mut_slice(), sums.as_mut_slice(), slopes.as_mut_slice());
        for layer in 0..=last {
            let (Some(&ins), Some(&outs)) = (sizes.get(layer), sizes.get(layer + 1)) else { return };
            let Some((before, after)) = units.split_at_mut_checked(unit + ins) else { return };
            let (inputs, outputs) = (part(before, unit, ins), part_mut(after, 0, outs));
            let sums = part_mut(all_sums, sum, outs);
            let biases = part(weights, weight + ins * outs, if self.bias { outs } else { 0 });
            layer_sums(inputs, part(weights, weight, ins * outs), biases, sums);
            let slopes = part_mut(all_slopes, sum, outs);
            if layer < last {
                self.activation.apply(sums, outputs, slopes);
            } else {
                match self.output {
                    Output::Squares(activation) => activation.apply(sums, outputs, slopes),
                    Output::BinaryCrossEntropy => Activation::Sigmoid.apply(sums, outputs, slopes),
                    Output::CrossEntropy | Output::SquaresOfSoftmax => {
                        softmax(sums, outputs);
                    }
                }
            }
            weight += outs * (ins + usize::from(self.bias));
            unit += ins;
            sum += outs;
        }
    }

    /// After [`Network::forward`]: the loss of the block against `pass.targets`, and the errors of the last layer in its sums.
    fn lose<S: Scalar>(&self, pass: &mut Pass<S>) -> S {
        let outs = self.outputs();
        let (units, sums) = (pass.units.len() - outs, pass.sums.len() - outs);
        let (outputs, z) = (&pass.units[units..], &mut pass.sums[sums..]);
        let slopes = &pass.slopes[sums..];
        let mut loss = S::lit(0.0);
        match self.output {
            Output::Squares(_) | Output::SquaresOfSoftmax => {
                let (by, twice) = if self.half { (S::lit(0.5), S::lit(1.0)) } else { (S::lit(1.0), S::lit(2.0)) };
                for ((z, a), y) in z.iter_mut().zip(outputs).zip(&pass.targets) {
                    let error = *a - *y;
                    loss = loss + by * (error * error);
                    *z = twice * error;
                }
                if self.output == Output::SquaresOfSoftmax {
                    let mut mean = S::lit(0.0);
                    for (e, a) in z.iter().zip(outputs) {
                        mean = mean + *e * *a;
                    }
                    for (e, a) in z.iter_mut().zip(outputs) {
                        *e = *a * (*e - mean);
                    }
                } else {
                    for (e, slope) in z.iter_mut().zip(slopes) {
                        *e = *e * *slope;
                    }
                }
            }
            Output::BinaryCrossEntropy => {
                for ((z, a), y) in z.iter_mut().zip(outputs).zip(&pass.targets) {
                    // softplus(z) − yz as softplus of the wrong side: no cancellation for y = 0 or 1.
                    let side = S::lit(1.0) - (*y + *y);
                    loss = loss + (side * *z).softplus();
                    *z = *a - *y;
                }
            }
            Output::CrossEntropy => {
                let top = largest(z);
                let mut total = S::lit(0.0);
                let mut right = S::lit(0.0);
                for (z, y) in z.iter().zip(&pass.targets) {
                    total = total + (*z - top).exp();
                    right = right + *y * (*z - top);
                }
                loss = total.ln() - right;
                for ((z, a), y) in z.iter_mut().zip(outputs).zip(&pass.targets) {
                    *z = *a - *y;
                }
            }
        }
        loss
    }

    /// Loss of the block, each sample of it times its `mask`; the gradients are added to `pass.grads`.
    pub fn backward<S: Scalar>(&self, pass: &mut Pass<S>, mask: S) -> S {
        let loss = self.lose(pass) * mask;
        let (mut weight, mut unit, mut sum) = (pass.weights.len(), pass.units.len(), pass.sums.len());
        unit -= self.outputs();
        for e in &mut pass.sums[sum - self.outputs()..] {
            *e = *e * mask;
        }
        let Pass { weights, units, grads, sums, slopes, .. } = pass;
        let (weights, units, slopes) = (weights.as_slice(), units.as_slice(), slopes.as_slice());
        let (all_grads, sums, sizes) = (grads.as_mut_slice(), sums.as_mut_slice(), self.sizes.as_slice());
        let mut layer = sizes.len().saturating_sub(1);
        while layer > 0 {
            layer -= 1;
            let (Some(&ins), Some(&outs)) = (sizes.get(layer), sizes.get(layer + 1)) else { break };
            weight -= outs * (ins + usize::from(self.bias));
            unit -= ins;
            sum -= outs;
            let Some((lower, errors)) = sums.split_at_mut_checked(sum) else { break };
            let errors = part(errors, 0, outs);
            let inputs = part(units, unit, ins);
            add_grads(inputs, errors, part_mut(all_grads, weight, ins * outs));
            if self.bias {
                add(errors, part_mut(all_grads, weight + ins * outs, outs));
            }
            if layer > 0 {
                let from = sum - ins;
                let of = part(weights, weight, ins * outs);
                errors_below(errors, of, part(slopes, from, ins), part_mut(lower, from, ins));
            }
        }
        loss
    }
}

// The loops that training is spent in: with indices, since iterators are calls where size counts, on slices that are known to be
// long enough, so that they check no bounds.

/// z = Wx + b, each sum from the bias on in the order of the inputs.
fn layer_sums<S: Scalar>(x: &[S], w: &[S], biases: &[S], z: &mut [S]) {
    let ins = x.len();
    for (o, z) in z.iter_mut().enumerate() {
        let Some(row) = w.get(o * ins..o * ins + ins) else { return };
        let mut total = match biases.get(o) {
            Some(b) => *b,
            None => S::lit(0.0),
        };
        for i in 0..ins {
            total = total + row[i] * x[i];
        }
        *z = total;
    }
}

/// Adds e·xᵀ to the gradients of the weights.
fn add_grads<S: Scalar>(x: &[S], errors: &[S], grads: &mut [S]) {
    let ins = x.len();
    for (o, e) in errors.iter().enumerate() {
        let Some(row) = grads.get_mut(o * ins..o * ins + ins) else { return };
        for i in 0..ins {
            row[i] = row[i] + *e * x[i];
        }
    }
}

/// Adds e to the gradients of the biases.
#[inline(always)]
fn add<S: Scalar>(errors: &[S], grads: &mut [S]) {
    let n = errors.len();
    let Some(grads) = grads.get_mut(..n) else { return };
    for i in 0..n {
        grads[i] = grads[i] + errors[i];
    }
}

/// `n` numbers from `from` on; a call of its own it must not be.
#[inline(always)]
fn part<S>(of: &[S], from: usize, n: usize) -> &[S] {
    of.get(from..from + n).unwrap_or(&[])
}

#[inline(always)]
fn part_mut<S>(of: &mut [S], from: usize, n: usize) -> &mut [S] {
    of.get_mut(from..from + n).unwrap_or(&mut [])
}

/// Wᵀe, each sum in the order of the errors, times the slopes.
fn errors_below<S: Scalar>(errors: &[S], w: &[S], slopes: &[S], to: &mut [S]) {
    let ins = slopes.len();
    for (i, (to, slope)) in to.iter_mut().zip(slopes).enumerate() {
        let mut total = S::lit(0.0);
        let mut at = i;
        for e in errors {
            if let Some(w) = w.get(at) {
                total = total + *w * *e;
            }
            at += ins;
        }
        *to = total * *slope;
    }
}

/// The largest of some numbers, or within rounding of it: what is subtracted from exponents need not be exact.
fn largest<S: Scalar>(z: &[S]) -> S {
    let mut top = z[0];
    for z in &z[1..] {
        top = (top + *z + (top - *z).abs()) * S::lit(0.5);
    }
    top
}

fn softmax<S: Scalar>(z: &[S], to: &mut [S]) {
    let top = largest(z);
    let mut total = S::lit(0.0);
    for (z, a) in z.iter().zip(to.iter_mut()) {
        *a = (*z - top).exp();
        total = total + *a;
    }
    for a in to {
        *a = *a / total;
    }
}
