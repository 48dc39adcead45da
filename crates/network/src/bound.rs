//! How large the numbers of a pass can become, from the sizes of the weights alone.
//!
//! Who wants to know of a pass only that nothing overflows in it need not take it where this says so. Invariant: what is called tame
//! has a finite loss and finite gradients, in either precision; the other way round nothing is said. It takes no pass.

use crate::{Activation, Network, Output};
use core::ops::Range;

/// What may not overflow stays far below the largest f32, 3.4·10³⁸: room for every rounding on the way.
const SAFE: f64 = 1e35;
/// So far softmax of rounded sums is sure to divide by a number near 1 or above.
const SAFE_EXPONENT: f64 = 1e4;

/// The largest sizes in a set of samples, and their number.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Of an input.
    pub x: f64,
    /// Of a target.
    pub y: f64,
    /// Samples.
    pub count: usize,
}

impl Network {
    /// Whether loss and gradients over such samples are sure to be finite, with penalties on the weights whose factors
    /// add up to `penalty`; `size` adds up the |weights| of a range.
    ///
    /// With S the sum of a layer's |weights|, its sums z are at most S times the largest of its inputs and 1, and an activation is at
    /// most 1 or |z|. Errors are at most 4(|z| + |y| + 1) per output, and going down a layer multiplies them by at most 2S, since no
    /// slope is larger than 2.
    pub fn is_tame(&self, size: &dyn Fn(Range<usize>) -> f64, of: Extent, penalty: f64) -> bool {
        let saturates = [Activation::Tanh, Activation::Sigmoid].contains(&self.activation);
        let (mut largest, mut z, mut product, mut from) = (of.x + 1.0, 0.0, of.x + 1.0, 0);
        for (ins, outs) in self.layers() {
            let end = from + outs * (ins + usize::from(self.bias));
            let sum = size(from..end);
            from = end;
            z = sum * largest;
            product *= 2.0 * (1.0 + sum);
            largest = if saturates { 1.0 } else { 1.0 + z };
        }
        let last = z + of.y + 1.0;
        let all = 16.0 * (of.count * self.outputs()) as f64 * (1.0 + penalty);
        let exponents = matches!(self.output, Output::CrossEntropy | Output::SquaresOfSoftmax);
        all * last * last * product * product < SAFE && (!exponents || z < SAFE_EXPONENT)
    }
}
