//! A feed-forward network on flat slices: forward, loss, backward, written once for lanes of samples and for numbers with
//! derivatives.
//!
//! Layout of the parameters: per layer the weights row-major, one row per unit, then the biases. Linear, logistic and softmax
//! regression are one such layer. Invariant: a pass adds to the gradients it is given, sample block by sample block, in one order.
//! It knows no data set and no optimizer.

use crate::Activation;
use crate::loops::{add_grads, errors_below, layer_sums};
use lanes::{F32x4, F64x2, Grad, Lanes, Real, Scalar};

/// What the last layer's sums become, and what is lost against the targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Each sum goes through an activation; squared errors, summed over outputs.
    Squares(Activation),
    /// softmax; squared errors, summed over outputs.
    SquaresOfSoftmax,
    /// σ; −y ln p − (1 − y) ln(1 − p), from the sums themselves and so stable.
    BinaryCrossEntropy,
    /// softmax; −Σ y ln p, from the sums themselves: stable, and never below 0.
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

/// A number that is the same for all samples of a block, in the place of as many.
pub trait Alike<S>: Copy {
    /// It, for every sample.
    fn alike(self) -> S;
}

macro_rules! alike {
    ($($one:ty => $all:ty, $splat:expr;)*) => { $(
        impl Alike<$all> for $one {
            #[inline(always)]
            fn alike(self) -> $all {
                $splat(self)
            }
        }
    )* };
}
alike! { f32 => F32x4, F32x4::splat; f64 => F64x2, F64x2::splat; }

impl<S: Copy> Alike<Grad<S>> for Grad<S> {
    #[inline(always)]
    fn alike(self) -> Grad<S> {
        self
    }
}

/// Room for one pass over a block of samples. A block is one of `S`, or several: then those of a unit stand side by side, so that
/// a loop over units has as many sums under way at a time.
#[derive(Clone, Debug)]
pub struct Pass<S> {
    /// The gradients, added up.
    pub grads: Vec<S>,
    /// The inputs, then the outputs of every layer.
    pub units: Vec<S>,
    /// The sums, and then the errors, of every layer but the inputs.
    sums: Vec<S>,
    slopes: Vec<S>,
    /// The targets.
    pub targets: Vec<S>,
    /// Whether nobody looks at the loss but to see that it is finite: then 0 may stand for it.
    pub blind: bool,
}

impl<S> Pass<S> {
    /// Room for nothing.
    pub fn none() -> Self {
        let none = Vec::new;
        Pass { grads: none(), units: none(), sums: none(), slopes: none(), targets: none(), blind: false }
    }

    /// Bytes on the heap.
    pub fn bytes(&self) -> usize {
        let all = [&self.grads, &self.units, &self.sums, &self.slopes, &self.targets];
        size_of::<S>() * all.iter().map(|part| part.capacity()).sum::<usize>()
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

    /// Where a single output passes from one class to the other: of a probability a half, of what may be negative 0.
    pub fn middle(&self) -> f64 {
        if self.is_classifier() { 0.5 } else { 0.0 }
    }

    /// The class that outputs stand for: the largest of several, or which side of the middle a single one is on.
    pub fn class_of<T: Real>(&self, outputs: &[T]) -> usize {
        if let [one] = outputs {
            return usize::from(one.to_f64() > self.middle());
        }
        let mut best = 0;
        for (k, v) in outputs.iter().enumerate() {
            if *v > outputs[best] {
                best = k;
            }
        }
        best
    }

    /// Room for passes over blocks of `block`.
    pub fn room<S: Scalar>(&self, block: usize) -> Pass<S> {
        let zeros = |n: usize| vec![S::lit(0.0); n];
        let units: usize = self.sizes.iter().sum();
        let inner = units - self.sizes.first().copied().unwrap_or(0);
        Pass {
            grads: zeros(self.len()),
            units: zeros(units * block),
            sums: zeros(inner * block),
            slopes: zeros(inner * block),
            targets: zeros(self.outputs() * block),
            blind: false,
        }
    }

    /// With the parameters `weights` from `pass.units`' inputs to the outputs: the last units.
    #[inline(never)]
    pub fn forward<S: Scalar, W: Alike<S>, const N: usize>(&self, weights: &[W], pass: &mut Pass<S>) {
        let (mut weight, mut unit, mut sum) = (0, 0, 0);
        let last = self.sizes.len().saturating_sub(2);
        let Pass { units, sums, slopes, .. } = pass;
        let sizes = self.sizes.as_slice();
        let (units, all_sums, all_slopes) = (units.as_mut_slice(), sums.as_mut_slice(), slopes.as_mut_slice());
        let mut layer = 0;
        while layer <= last {
            let (Some(&ins), Some(&outs)) = (sizes.get(layer), sizes.get(layer + 1)) else { return };
            let Some((before, after)) = units.split_at_mut_checked(unit + ins * N) else { return };
            let (inputs, outputs) = (part(before, unit, ins * N), part_mut(after, 0, outs * N));
            let sums = part_mut(all_sums, sum, outs * N);
            let biases = part(weights, weight + ins * outs, if self.bias { outs } else { 0 });
            layer_sums::<S, W, N>(inputs, part(weights, weight, ins * outs), biases, sums);
            let slopes = part_mut(all_slopes, sum, outs * N);
            let activation = match self.output {
                _ if layer < last => self.activation,
                Output::Squares(activation) => activation,
                Output::BinaryCrossEntropy => Activation::Sigmoid,
                Output::CrossEntropy | Output::SquaresOfSoftmax => {
                    (0..N).for_each(|v| softmax(sums, outputs, v, N));
                    return;
                }
            };
            activation.apply(sums, outputs, slopes);
            weight += outs * (ins + usize::from(self.bias));
            unit += ins * N;
            sum += outs * N;
            layer += 1;
        }
    }

    /// After [`Network::forward`]: the loss of part `v` of a block of `n` against its targets, and the errors of the last layer in its
    /// sums, `z`; `a` are the outputs, `slopes` those of the last layer.
    #[inline(always)]
    fn lose<S: Scalar>(&self, z: &mut [S], a: &[S], (y, blind): (&[S], bool), slopes: &[S], v: usize, n: usize) -> S {
        let all = Parts { next: v, by: n, end: z.len().min(a.len()).min(y.len()).min(slopes.len()) };
        let mut loss = S::lit(0.0);
        match self.output {
            Output::Squares(_) | Output::SquaresOfSoftmax => {
                let (by, twice) = if self.half { (S::lit(0.5), S::lit(1.0)) } else { (S::lit(1.0), S::lit(2.0)) };
                for k in all {
                    let error = a[k] - y[k];
                    loss = loss + by * (error * error);
                    z[k] = twice * error;
                }
                if self.output == Output::SquaresOfSoftmax {
                    let mut mean = S::lit(0.0);
                    for k in all {
                        mean = mean + z[k] * a[k];
                    }
                    for k in all {
                        z[k] = a[k] * (z[k] - mean);
                    }
                } else {
                    for k in all {
                        z[k] = z[k] * slopes[k];
                    }
                }
            }
            Output::BinaryCrossEntropy => {
                for k in all {
                    // softplus(z) − yz as softplus of the wrong side: no cancellation for y = 0 or 1. It is about as large as its z: finite,
                    // and so is the sum over samples, where z² is.
                    let side = S::lit(1.0) - (y[k] + y[k]);
                    let z_k = z[k];
                    loss = loss + if blind { z_k * z_k * S::lit(0.0) } else { (side * z_k).softplus() };
                    z[k] = a[k] - y[k];
                }
            }
            Output::CrossEntropy => {
                // ln Σ eᶻ − z of the right class, as softplus of ln Σ eᶻ over the others less it: no difference of numbers that are nearly
                // equal, so that a sure answer's loss is small and never below 0. Targets are one-hot.
                let top = largest(z, v, n);
                let mut others = S::lit(0.0);
                let mut right = S::lit(0.0);
                for k in all {
                    others = others + (S::lit(1.0) - y[k]) * (z[k] - top).exp();
                    right = right + y[k] * (z[k] - top);
                }
                loss = (others.ln() - right).softplus();
                for k in all {
                    z[k] = a[k] - y[k];
                }
            }
        }
        loss
    }

    /// Adds the losses of the block, each sample's times its `mask`, to `loss`; the errors of the last layer are then in its sums.
    #[inline(never)]
    pub fn losses<S: Scalar, const N: usize>(&self, pass: &mut Pass<S>, mask: [S; N], mut loss: S) -> S {
        let (units, outs) = (self.sizes.iter().sum::<usize>() * N, self.outputs() * N);
        let inner = units - self.sizes.first().map_or(0, |ins| ins * N);
        let errors = part_mut(&mut pass.sums, inner - outs, outs);
        let (a, slopes) = (part(&pass.units, units - outs, outs), part(&pass.slopes, inner - outs, outs));
        for (v, mask) in mask.into_iter().enumerate() {
            loss = loss + self.lose(errors, a, (&pass.targets, pass.blind), slopes, v, N) * mask;
            for k in (Parts { next: v, by: N, end: errors.len() }) {
                errors[k] = errors[k] * mask;
            }
        }
        loss
    }

    /// Adds the losses of the block, each sample's times its `mask`, to `loss`, and their gradients to `pass.grads`.
    #[inline(never)]
    pub fn backward<S: Scalar, W: Alike<S>, const N: usize>(
        &self,
        weights: &[W],
        pass: &mut Pass<S>,
        mask: [S; N],
        loss: S,
    ) -> S {
        let loss = self.losses(pass, mask, loss);
        let (units, outs) = (self.sizes.iter().sum::<usize>() * N, self.outputs() * N);
        let inner = units - self.sizes.first().map_or(0, |ins| ins * N);
        let (mut weight, mut unit, mut sum) = (weights.len(), units - outs, inner);
        let Pass { units, grads, sums, slopes, .. } = pass;
        let (units, slopes) = (units.as_slice(), slopes.as_slice());
        let (all_grads, sums, sizes) = (grads.as_mut_slice(), sums.as_mut_slice(), self.sizes.as_slice());
        let mut layer = sizes.len().saturating_sub(1);
        while layer > 0 {
            layer -= 1;
            let (Some(&ins), Some(&outs)) = (sizes.get(layer), sizes.get(layer + 1)) else { break };
            weight -= outs * (ins + usize::from(self.bias));
            unit -= ins * N;
            sum -= outs * N;
            let Some((lower, errors)) = sums.split_at_mut_checked(sum) else { break };
            let errors = part(errors, 0, outs * N);
            let inputs = part(units, unit, ins * N);
            let (grads, biases) = part_mut(all_grads, weight, outs * (ins + usize::from(self.bias)))
                .split_at_mut_checked(outs * ins)
                .unwrap_or_default();
            add_grads::<S, N>(inputs, errors, grads, biases);
            if layer > 0 {
                let from = sum - ins * N;
                let of = part(weights, weight, ins * outs);
                errors_below::<S, W, N>(errors, of, part(slopes, from, ins * N), part_mut(lower, from, ins * N));
            }
        }
        loss
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

/// The places `next`, `next + by`, … below `end`: a step in less code than the standard library's.
#[derive(Clone, Copy)]
struct Parts {
    next: usize,
    by: usize,
    end: usize,
}

impl Iterator for Parts {
    type Item = usize;
    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let at = self.next;
        self.next += self.by;
        (at < self.end).then_some(at)
    }
}

/// The largest of the numbers at `v`, `v + n`, …, or within rounding of it: what is subtracted from exponents need not be exact.
#[inline(never)]
fn largest<S: Scalar>(z: &[S], v: usize, n: usize) -> S {
    let mut top = z.get(v).copied().unwrap_or(S::lit(0.0));
    for k in (Parts { next: v + n, by: n, end: z.len() }) {
        top = (top + z[k] + (top - z[k]).abs()) * S::lit(0.5);
    }
    top
}

/// softmax of the numbers at `v`, `v + n`, ….
#[inline(never)]
fn softmax<S: Scalar>(z: &[S], to: &mut [S], v: usize, n: usize) {
    let top = largest(z, v, n);
    let all = Parts { next: v, by: n, end: z.len().min(to.len()) };
    let mut total = S::lit(0.0);
    for k in all {
        to[k] = (z[k] - top).exp();
        total = total + to[k];
    }
    for k in all {
        to[k] = to[k] / total;
    }
}
