//! The loops that training is spent in.
//!
//! With indices, since iterators are calls where size counts, on slices that are known to be long enough, so that they check no bounds.
//! Where a block is several vectors, two units are done at a time, so that what they share is loaded once. Invariant: each sum runs in
//! the order of its inputs, whatever runs beside it.

use crate::Alike;
use lanes::Scalar;

/// The body for every part of a block of `$n`, up to three; a loop would keep them out of registers where size counts.
macro_rules! each {
    ($n:ident, |$v:ident| $body:expr) => {
        each!(@ $n $v $body; 0 1 2)
    };
    (@ $n:ident $v:ident $body:expr; $($k:literal)*) => { $(
        if $n > $k {
            const $v: usize = $k;
            $body;
        }
    )* };
}

/// z = Wx + b, each sum from the bias on in the order of the inputs.
pub(crate) fn layer_sums<S: Scalar, W: Alike<S>, const N: usize>(x: &[S], w: &[W], biases: &[W], z: &mut [S]) {
    let (x, z) = (x.as_chunks::<N>().0, z.as_chunks_mut::<N>().0);
    let (ins, outs) = (x.len(), z.len());
    let (mut o, mut rest) = (0, w);
    while N > 1 && o + 1 < outs {
        let (Some((row, others)), Some(z)) = (rest.split_at_checked(ins), z.get_mut(o..o + 2)) else { return };
        let Some((next, others)) = others.split_at_checked(ins) else { return };
        rest = others;
        let (mut total, mut more) = ([bias::<S, W>(biases, o); N], [bias::<S, W>(biases, o + 1); N]);
        for i in 0..ins {
            let (own, other) = (row[i].alike(), next[i].alike());
            each!(N, |V| total[V] = total[V] + own * x[i][V]);
            each!(N, |V| more[V] = more[V] + other * x[i][V]);
        }
        (z[0], z[1]) = (total, more);
        o += 2;
    }
    while o < outs {
        let Some(row) = w.get(o * ins..o * ins + ins) else { return };
        let mut total = [bias::<S, W>(biases, o); N];
        for i in 0..ins {
            let own = row[i].alike();
            each!(N, |V| total[V] = total[V] + own * x[i][V]);
        }
        z[o] = total;
        o += 1;
    }
}

/// 0 where there are none.
#[inline(always)]
fn bias<S: Scalar, W: Alike<S>>(biases: &[W], o: usize) -> S {
    match biases.get(o) {
        Some(b) => b.alike(),
        None => S::lit(0.0),
    }
}

/// Adds e·xᵀ to the gradients of the weights, and e to those of the biases, where there are any.
pub(crate) fn add_grads<S: Scalar, const N: usize>(x: &[S], errors: &[S], grads: &mut [S], biases: &mut [S]) {
    let (x, errors) = (x.as_chunks::<N>().0, errors.as_chunks::<N>().0);
    let (ins, outs) = (x.len(), errors.len());
    let mut o = 0;
    while N > 1 && o + 1 < outs {
        let Some(rows) = grads.get_mut(o * ins..o * ins + 2 * ins) else { return };
        let (row, next) = rows.split_at_mut(ins);
        let (e, f) = (errors[o], errors[o + 1]);
        for i in 0..ins {
            let (mut total, mut more) = (row[i], next[i]);
            each!(N, |V| total = total + e[V] * x[i][V]);
            each!(N, |V| more = more + f[V] * x[i][V]);
            (row[i], next[i]) = (total, more);
        }
        o += 2;
    }
    while o < outs {
        let (Some(row), e) = (grads.get_mut(o * ins..o * ins + ins), errors[o]) else { return };
        for i in 0..ins {
            let mut total = row[i];
            each!(N, |V| total = total + e[V] * x[i][V]);
            row[i] = total;
        }
        o += 1;
    }
    for (total, e) in biases.iter_mut().zip(errors) {
        each!(N, |V| *total = *total + e[V]);
    }
}

/// Wᵀe, each sum in the order of the errors, times the slopes.
pub(crate) fn errors_below<S: Scalar, W: Alike<S>, const N: usize>(errors: &[S], w: &[W], slopes: &[S], to: &mut [S]) {
    let (errors, slopes, to) = (errors.as_chunks::<N>().0, slopes.as_chunks::<N>().0, to.as_chunks_mut::<N>().0);
    let ins = slopes.len();
    let (Some(w), Some(to)) = (w.get(..errors.len() * ins), to.get_mut(..ins)) else { return };
    let mut i = 0;
    while N > 1 && i + 1 < ins {
        let (mut total, mut more) = ([S::lit(0.0); N], [S::lit(0.0); N]);
        let mut at = i;
        for e in errors {
            let [own, next] = [w[at].alike(), w[at + 1].alike()];
            each!(N, |V| total[V] = total[V] + own * e[V]);
            each!(N, |V| more[V] = more[V] + next * e[V]);
            at += ins;
        }
        each!(N, |V| to[i][V] = total[V] * slopes[i][V]);
        each!(N, |V| to[i + 1][V] = more[V] * slopes[i + 1][V]);
        i += 2;
    }
    while i < ins {
        let mut total = [S::lit(0.0); N];
        let mut at = i;
        for e in errors {
            let own = w[at].alike();
            each!(N, |V| total[V] = total[V] + own * e[V]);
            at += ins;
        }
        each!(N, |V| to[i][V] = total[V] * slopes[i][V]);
        i += 1;
    }
}
