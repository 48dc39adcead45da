//! What a network says of given inputs: outputs and hidden units, as many samples side by side as the lanes are wide.
//!
//! Predictions are for eyes and for counting; they take no part in a run and so in no digest.

use super::{Network, Pass, Passes};
use crate::list::rounded;
use lanes::Lanes;

/// Where a forward pass reads its inputs and leaves its results.
pub struct Predictor<'a, T: Passes> {
    network: &'a Network,
    weights: Vec<T>,
    pass: Pass<T::Wide>,
}

impl<'a, T: Passes> Predictor<'a, T> {
    /// For a network with these parameters.
    pub fn new(network: &'a Network, w: &[f64]) -> Self {
        let weights = rounded(w);
        Predictor { network, weights, pass: network.room(T::BLOCK) }
    }

    /// For each of `count` samples, calls `take(sample, units)` with the inputs, then the units of every layer, outputs last.
    /// `input(sample, feature)` gives the inputs.
    pub fn each(&mut self, count: usize, input: &dyn Fn(usize, usize) -> f64, take: &mut dyn FnMut(usize, &[T])) {
        let ins = self.network.sizes[0];
        let mut units = vec![T::ZERO; self.network.sizes.iter().sum()];
        let (width, block) = (T::Wide::WIDTH, T::BLOCK);
        for from in (0..count).step_by(width * block) {
            for (i, to) in self.pass.units[..ins * block].iter_mut().enumerate() {
                let mut lanes = [T::ZERO; 4];
                for (k, v) in lanes.iter_mut().enumerate().take(width) {
                    // Beyond the last sample, the last once more.
                    *v = T::from_f64(input((from + i % block * width + k).min(count - 1), i / block));
                }
                *to = T::Wide::load(&lanes);
            }
            T::forward(self.network, &self.weights, &mut self.pass);
            for k in 0..(width * block).min(count - from) {
                for (to, lanes) in units.iter_mut().zip(self.pass.units.iter().skip(k / width).step_by(block)) {
                    *to = lanes.lane(k % width);
                }
                take(from + k, &units);
            }
        }
    }

    /// The units from number `first` on at every point of a grid of two features, `over`, row by row: its columns are at `x`, its rows at
    /// `y`. The other features are at `held`.
    ///
    /// ```
    /// use descent::model::{Activation, Network, Output, Predictor};
    /// let network = Network {
    ///     sizes: vec![3, 1],
    ///     activation: Activation::Tanh,
    ///     output: Output::Squares(Activation::Linear),
    ///     bias: false,
    ///     half: false,
    /// };
    /// let mut predictor: Predictor<'_, f64> = Predictor::new(&network, &[2.0, 3.0, 5.0]);
    /// assert_eq!(predictor.picture(&[0.0, 1.0], &[1.0], [2, 0], &[0.0, 10.0, 0.0], 3), [32.0, 37.0]);
    /// ```
    pub fn picture(&mut self, x: &[f64], y: &[f64], over: [usize; 2], held: &[f64], first: usize) -> Vec<T> {
        let (ins, units) = (self.network.sizes[0], self.network.sizes.iter().sum::<usize>());
        let mut values = vec![T::ZERO; x.len() * y.len() * units.saturating_sub(first)];
        if over[0].max(over[1]) < ins {
            for (i, to) in self.pass.units[..ins * T::BLOCK].iter_mut().enumerate() {
                *to = T::Wide::splat(T::from_f64(held.get(i / T::BLOCK).copied().unwrap_or(0.0)));
            }
            T::picture(
                (self.network, &self.weights),
                (&rounded::<T>(x), &rounded::<T>(y)),
                over,
                first,
                &mut self.pass,
                &mut values,
            );
        }
        values
    }
}
