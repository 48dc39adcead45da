//! ln(1 + x).
//!
//! Error: at most 1.1 ulp in `f32` (1.0469 found) and 1.0 ulp in `f64` (0.9 found).
//! Near zero the result is as accurate as elsewhere, which ln of the rounded 1 + x is not.
//!
//! Method (fdlibm, `s_log1p.c`, Sun Microsystems 1993): u = 1 + x and what its rounding lost, c; then
//! ln(u + c) = ln u + c/u, with ln u as in [`ln`](mod@super::ln). With u = 2ᵏ (1 + f), c/u is taken as 2⁻ᵏ c (1 − f):
//! either f is small, or the whole correction is far below the result.
//!
//! The invariant owned here: the result has the sign of x, −0 included; −∞ at −1, NaN below, ∞ at ∞.

use super::format::{format, magnitude, split, two_sum};
use super::ln::{assemble, assemble_from, beyond, ratio, with_edges};
use crate::lane::{BitLanes, Lanes, Real};
use crate::math::Kernels;

/// ln(1 + x).
#[inline(never)]
pub fn ln_1p<L: Lanes>(x: L) -> L {
    let Parts { f, k, small } = parts(x);
    finish(x, assemble(k, f, small))
}

/// How many vectors [`all`] takes at a time.
const BLOCK: usize = 16;

/// ln(1 + x) of every number, in place. In several loops: each step waits for the one before, and the shorter a loop is, the more of its
/// rounds a processor has under way.
#[inline(always)]
pub fn all<L: Lanes>(x: &mut [L]) {
    let zero = L::splat(L::Elem::ZERO);
    let none = Parts { f: zero, k: zero, small: zero };
    let (mut parted, mut series) = ([none; BLOCK], [(zero, zero); BLOCK]);
    for x in x.chunks_mut(BLOCK) {
        for (x, to) in x.iter().zip(&mut parted) {
            *to = parts(*x);
        }
        let (parted, series) =
            (parted.get(..x.len()).unwrap_or_default(), series.get_mut(..x.len()).unwrap_or_default());
        for (of, (s, _)) in parted.iter().zip(series.iter_mut()) {
            *s = ratio(of.f);
        }
        for (s, r) in series.iter_mut() {
            *r = beyond(*s);
        }
        for ((x, of), series) in x.iter_mut().zip(parted).zip(series) {
            *x = finish(*x, assemble_from(of.k, of.f, of.small, *series));
        }
    }
}

/// 1 + x = 2ᵏ(1 + f), and what `small` corrects.
#[derive(Clone, Copy)]
struct Parts<L> {
    f: L,
    k: L,
    small: L,
}

#[inline(always)]
fn parts<L: Lanes>(x: L) -> Parts<L> {
    let one = L::splat(L::Elem::ONE);
    let (u, c) = two_sum(one, x);
    let (m, k) = split(u);
    let f = m - one;
    // 2⁻ᵏ has the exponent bits 2 bias less those of 2ᵏ = u / m. From 2⁶⁰ on, c is 1 at most, far below the result.
    let form = format::<L>();
    let exponent = u.to_bits().minus(m.to_bits());
    let inverse = L::from_bits(L::Bits::splat(form.one()).minus(exponent));
    let correction = c * inverse * (one - f);
    let small = L::select(u.lt(L::lit(1_152_921_504_606_846_976.0)), correction, L::splat(L::Elem::ZERO));
    Parts { f, k, small }
}

/// With the edges.
#[inline(always)]
fn finish<L: Lanes>(x: L, inside: L) -> L {
    let tiny = magnitude(x).lt(L::lit(L::Elem::TINY));
    L::select(tiny, x, with_edges(L::splat(L::Elem::ONE) + x, inside))
}
