//! xⁿ for a whole exponent.
//!
//! Error: each multiplication adds half an ulp, squared factors twice theirs: at most about n/2 ulp.
//!
//! The invariant owned here: the order of multiplications, from the lowest bit of n to the highest. With
//! s₀ = x, sᵢ₊₁ = sᵢ · sᵢ, the result is the product of those sᵢ whose bit of n is set, in increasing i,
//! starting with the first such factor itself (not with 1 times it). So x¹ = x, x² = x·x, x³ = x·(x·x),
//! x⁵ = x·((x·x)·(x·x)). x⁰ is 1 for every x, NaN included.
//!
//! What it does not do: negative exponents; write 1/xⁿ.

use crate::scalar::Scalar;

/// xⁿ.
#[inline(always)]
pub fn pown<S: Scalar>(x: S, n: u32) -> S {
    // The first few need no loop, and so none is compiled where the exponent is known.
    match n {
        0 => S::lit(1.0),
        1 => x,
        2 => x * x,
        3 => x * (x * x),
        4 => (x * x) * (x * x),
        _ => powering(x, n),
    }
}

/// The same for any n.
#[inline]
fn powering<S: Scalar>(x: S, n: u32) -> S {
    let (mut square, mut rest, mut product) = (x, n, None);
    while rest > 0 {
        if rest & 1 == 1 {
            product = Some(match product {
                None => square,
                Some(p) => p * square,
            });
        }
        rest >>= 1;
        if rest > 0 {
            square = square * square;
        }
    }
    product.unwrap_or(S::lit(1.0))
}
