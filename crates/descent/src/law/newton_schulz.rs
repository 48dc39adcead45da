//! The Newton–Schulz iteration: towards the orthogonal matrix nearest in direction, by products alone.
//!
//! X ← aX + (bA + cA²)X with A = XXᵀ: each singular value σ becomes aσ + bσ³ + cσ⁵, which with Muon's coefficients takes [0, 1]
//! to about 0.7–1.2 in five rounds. Scalar products go through the reduction tree; a row of the last product is summed from
//! the first to the last. It does not normalise: the caller brings a matrix with no singular value above 1.

use lanes::{Real, reduce};

/// The coefficients and the number of rounds.
#[derive(Clone, Copy)]
pub(super) struct Iteration {
    /// a, b, c.
    pub(super) coefficients: [f64; 3],
    /// How many rounds.
    pub(super) rounds: usize,
    /// Whether every sum is rounded to bfloat16 as a whole, as PyTorch's fused products are.
    pub(super) half: bool,
}

/// How many numbers of scratch a matrix of this many rows (the shorter side) and columns needs.
pub(super) fn room(rows: usize, cols: usize) -> usize {
    rows * cols + 2 * rows * rows
}

/// The nearest bfloat16, ties to even: binary32 with the last 16 bits rounded away.
pub(super) fn bfloat16<T: Real>(v: T) -> T {
    let single = f32::from_f64(v.to_f64());
    if !single.is_finite() {
        return T::from_f64(f64::from(single));
    }
    let bits = single.to_bits();
    let even = (bits >> 16) & 1;
    T::from_f64(f64::from(f32::from_bits((bits + 0x7fff + even) & 0xffff_0000)))
}

impl Iteration {
    /// `v`, rounded if need be.
    pub(super) fn round<T: Real>(&self, v: T) -> T {
        if self.half { bfloat16(v) } else { v }
    }

    /// Runs all rounds on `x`, row-major with rows of `cols` numbers and no more rows than columns.
    pub(super) fn run<T: Real>(&self, x: &mut [T], cols: usize, scratch: &mut [T]) {
        let rows = x.len() / cols;
        let (next, scratch) = scratch.split_at_mut(x.len());
        let (gram, rest) = scratch.split_at_mut(rows * rows);
        let blend = &mut rest[..rows * rows];
        let [a, b, c] = self.coefficients.map(T::from_f64);
        for _ in 0..self.rounds {
            for (k, a) in gram.iter_mut().enumerate() {
                let (i, j) = (k / rows * cols, k % rows * cols);
                *a = self.round(reduce::dot(&x[i..i + cols], &x[j..j + cols]));
            }
            // A is symmetric, so that its columns are its rows.
            for (k, to) in blend.iter_mut().enumerate() {
                let (i, j) = (k / rows * rows, k % rows * rows);
                let square = reduce::dot(&gram[i..i + rows], &gram[j..j + rows]);
                *to = self.round(b * gram[k] + c * square);
            }
            for (i, to) in next.chunks_exact_mut(cols).enumerate() {
                to.fill(T::ZERO);
                for (v, from) in blend[i * rows..(i + 1) * rows].iter().zip(x.chunks_exact(cols)) {
                    super::whole::axpy(to, v.to_f64(), from);
                }
                for (to, x) in to.iter_mut().zip(&x[i * cols..]) {
                    *to = self.round(a * *x + *to);
                }
            }
            x.copy_from_slice(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bfloat16;

    #[test]
    fn bfloat16_keeps_eight_bits_and_rounds_ties_to_even() {
        let ulp = 1.0_f64 / 128.0;
        for (given, want) in [
            (1.0, 1.0),
            (1.0 + 0.5 * ulp, 1.0),
            (1.0 + 0.51 * ulp, 1.0 + ulp),
            (1.0 + 1.5 * ulp, 1.0 + 2.0 * ulp),
            (-3.4445, -3.4375),
            (f64::from(f32::MAX), f64::INFINITY),
            (f64::NEG_INFINITY, f64::NEG_INFINITY),
        ] {
            assert_eq!(bfloat16(given), want, "{given:e}");
        }
        assert!(bfloat16(f32::NAN).is_nan());
    }
}
