//! The running powers βᵗ of bias corrections.
//!
//! Invariant: none stays at the edge of the range of `f64` (subnormal), where products are slow on many processors: 0.9ᵗ would get there
//! within 7000 steps, and never leave. Does not: know what is corrected.

/// Below 2⁻²⁰⁰, 1 − βᵗ is 1 to the last bit by far, even where the power is multiplied by the number of steps.
const FORGOTTEN: f64 = f64::from_bits((1023 - 200) << 52);

/// Moves βᵗ on to βᵗ⁺¹.
#[inline(never)]
pub(super) fn advance(power: &mut f64, beta: f64) {
    *power *= beta;
    if *power < FORGOTTEN {
        *power = 0.0;
    }
}

/// Makes the first scalars of a law the powers of its own β after `t` updates, whatever they were.
#[inline(never)]
pub(super) fn anew(powers: &mut [f64], betas: &[f64], t: u64) {
    for (power, beta) in powers.iter_mut().zip(betas) {
        *power = 1.0;
        // At 0 it stays.
        for _ in 0..t {
            advance(power, *beta);
            if *power == 0.0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_is_exact_until_it_no_longer_counts() {
        let (mut power, mut exact) = (1.0, 1.0);
        for _ in 0..8000 {
            advance(&mut power, 0.9);
            exact *= 0.9;
            assert!(power == exact || (power == 0.0 && exact * 1e9 < f64::EPSILON));
            assert!(power == 0.0 || power.is_normal());
        }
        assert_eq!(power, 0.0);
        assert!(exact.is_subnormal(), "what it would be without");
    }
}
