//! Passes over many samples, compiled here for each precision.
//!
//! Samples go through the network as many side by side as the lanes are wide; the lanes of an incomplete block are masked out.
//! Invariant: sums over samples run block by block in the order of the samples, lane by lane at the end, whatever the backend.

use crate::{Alike, Network, Pass};
use lanes::{Lanes, Real, reduce};

/// Samples to learn from.
pub struct Samples<'a, T> {
    /// Inputs, row-major.
    pub x: &'a [T],
    /// Targets, row-major.
    pub y: &'a [T],
    /// How many.
    pub count: usize,
    /// Which rows, in their order; else the first `count`.
    pub picks: Option<&'a [u32]>,
}

/// How far a pass has come: the sample that is next, and the loss of those before. Their gradients are in the [`Pass`].
#[derive(Clone, Copy, Debug)]
pub struct Part<L> {
    /// The number of samples done; 0 before a pass.
    pub done: usize,
    loss: L,
}

impl<L: Lanes> Default for Part<L> {
    fn default() -> Self {
        Part { done: 0, loss: L::splat(L::Elem::ZERO) }
    }
}

/// A precision whose passes are compiled in this crate.
pub trait Passes: Real {
    /// How many vectors of samples go through a network side by side: sums that wait for one another alone would take longer.
    const BLOCK: usize;
    /// With the weights `w` from the inputs in `pass.units`, [`Passes::BLOCK`] vectors of each, to the outputs: the last units.
    fn forward(network: &Network, w: &[Self], pass: &mut Pass<Self::Wide>);
    /// The mean loss over samples with the weights `w`; its gradient is written into `g`, and not taken where `g` has no room. Stops after about
    /// `most` samples more, without a loss as long as there are others, and goes on where `part` says; the bits do not depend on how often.
    fn learn(
        network: &Network,
        of: &Samples<'_, Self>,
        w: &[Self],
        g: &mut [Self],
        pass: &mut Pass<Self::Wide>,
        part: &mut Part<Self::Wide>,
        most: usize,
    ) -> Option<Self>;
    /// The mean loss over samples with the weights `w`; `take` sees the outputs of each, in their order.
    fn judge(
        network: &Network,
        of: &Samples<'_, Self>,
        w: &[Self],
        pass: &mut Pass<Self::Wide>,
        take: &mut dyn FnMut(usize, &[Self]),
    ) -> Self;
    /// The units from number `first` on of a network with its parameters, at every point (x, y), row by row; x and y are the inputs that
    /// `over` names, the others are those in `pass.units`.
    fn picture(
        network: (&Network, &[Self]),
        at: (&[Self], &[Self]),
        over: [usize; 2],
        first: usize,
        pass: &mut Pass<Self::Wide>,
        to: &mut [Self],
    );
}

macro_rules! compiled {
    ($($float:ident $block:literal)*) => { $(
        impl Passes for $float {
            const BLOCK: usize = $block;

            #[inline(never)]
            fn forward(network: &Network, w: &[Self], pass: &mut Pass<Self::Wide>) {
                network.forward::<_, _, $block>(w, pass);
            }
            #[inline(never)]
            fn learn(
                network: &Network,
                of: &Samples<'_, $float>,
                w: &[$float],
                g: &mut [$float],
                pass: &mut Pass<Self::Wide>,
                part: &mut Part<Self::Wide>,
                most: usize,
            ) -> Option<$float> {
                learn::<_, $block>(network, of, w, g, pass, part, most)
            }
            #[inline(never)]
            fn judge(
                network: &Network,
                of: &Samples<'_, $float>,
                w: &[$float],
                pass: &mut Pass<Self::Wide>,
                take: &mut dyn FnMut(usize, &[$float]),
            ) -> $float {
                judge::<_, $block>(network, of, w, pass, take)
            }
            #[inline(never)]
            fn picture(
                network: (&Network, &[$float]),
                at: (&[$float], &[$float]),
                over: [usize; 2],
                first: usize,
                pass: &mut Pass<Self::Wide>,
                to: &mut [$float],
            ) {
                picture::<_, $block>(network, at, over, first, pass, to);
            }
        }
    )* };
}

compiled! { f32 3 f64 1 }

#[inline(always)]
fn learn<T: Real + Alike<T::Wide>, const N: usize>(
    network: &Network,
    of: &Samples<'_, T>,
    w: &[T],
    g: &mut [T],
    pass: &mut Pass<T::Wide>,
    part: &mut Part<T::Wide>,
    most: usize,
) -> Option<T> {
    let Part { done: mut from, mut loss } = *part;
    if from == 0 {
        pass.grads.fill(T::Wide::splat(T::ZERO));
        loss = T::Wide::splat(T::ZERO);
    }
    let end = of.count.min(from.saturating_add(most));
    while from < end {
        let mask = load::<T, N>(network, of, from, pass);
        network.forward::<_, _, N>(w, pass);
        loss = if g.is_empty() {
            network.losses::<_, N>(pass, mask, loss)
        } else {
            network.backward::<_, _, N>(w, pass, mask, loss)
        };
        from += N * T::Wide::WIDTH;
    }
    if from < of.count {
        *part = Part { done: from, loss };
        return None;
    }
    part.done = 0;
    let over = T::from_f64(1.0 / of.count as f64);
    reduce::each(&pass.grads, over, g);
    Some(reduce::lanes(loss) * over)
}

#[inline(always)]
fn judge<T: Real + Alike<T::Wide>, const N: usize>(
    network: &Network,
    of: &Samples<'_, T>,
    w: &[T],
    pass: &mut Pass<T::Wide>,
    take: &mut dyn FnMut(usize, &[T]),
) -> T {
    let (outs, width) = (network.outputs(), T::Wide::WIDTH);
    let (mut loss, mut outputs) = (T::Wide::splat(T::ZERO), vec![T::ZERO; outs]);
    for from in (0..of.count).step_by(N * width) {
        let mask = load::<T, N>(network, of, from, pass);
        network.forward::<_, _, N>(w, pass);
        loss = network.losses::<_, N>(pass, mask, loss);
        let units = pass.units.len() - outs * N;
        for i in 0..(N * width).min(of.count - from) {
            for (o, to) in outputs.iter_mut().enumerate() {
                *to = pass.units[units + o * N + i / width].lane(i % width);
            }
            take(from + i, &outputs);
        }
    }
    reduce::lanes(loss) * T::from_f64(1.0 / of.count as f64)
}

/// Loads N vectors of samples, and says which of their lanes count.
fn load<T: Real, const N: usize>(
    network: &Network,
    of: &Samples<'_, T>,
    from: usize,
    pass: &mut Pass<T::Wide>,
) -> [T::Wide; N] {
    let mut mask = [T::Wide::splat(T::ONE); N];
    for (v, mask) in mask.iter_mut().enumerate() {
        let start = from + v * T::Wide::WIDTH;
        let mut in_use = [T::ONE; 4];
        let mut rows = [0; 4];
        for k in 0..4 {
            // Beyond the last sample, the last once more; it does not count.
            let at = (start + k).min(of.count - 1);
            rows[k] = of.picks.map_or(at, |picks| picks.get(at).map_or(0, |row| *row as usize));
            if start + k >= of.count {
                in_use[k] = T::ZERO;
            }
        }
        *mask = T::Wide::load(&in_use);
        gather::<_, N>(of.x, rows, network.sizes[0], v, &mut pass.units);
        gather::<_, N>(of.y, rows, network.outputs(), v, &mut pass.targets);
    }
    mask
}

/// The columns of some rows, side by side, into part `v` of a block.
#[inline(always)]
fn gather<L: Lanes, const N: usize>(from: &[L::Elem], rows: [usize; 4], width: usize, v: usize, to: &mut [L]) {
    let row = |k: usize| from.get(rows[k] * width..rows[k] * width + width);
    let (Some(a), Some(b), Some(c), Some(d)) = (row(0), row(1), row(2), row(3)) else { return };
    let Some(to) = to.as_chunks_mut::<N>().0.get_mut(..width) else { return };
    for (i, to) in to.iter_mut().enumerate() {
        to[v] = L::load(&[a[i], b[i], c[i], d[i]]);
    }
}

#[inline(always)]
fn picture<T: Real + Alike<T::Wide>, const N: usize>(
    (network, w): (&Network, &[T]),
    (xs, ys): (&[T], &[T]),
    [a, b]: [usize; 2],
    first: usize,
    pass: &mut Pass<T::Wide>,
    to: &mut [T],
) {
    let (width, all) = (T::Wide::WIDTH, network.sizes.iter().sum::<usize>());
    let each = all.saturating_sub(first);
    let rows = to.chunks_exact_mut((xs.len() * each).max(1));
    for (y, row) in ys.iter().zip(rows) {
        let blocks = row.chunks_mut((N * width * each).max(1));
        for (xs, to) in xs.chunks(N * width).zip(blocks) {
            for v in 0..N {
                let part = xs.get(v * width..).unwrap_or_default();
                pass.units[a * N + v] =
                    if part.len() < width { T::Wide::load_padded(part) } else { T::Wide::load(part) };
                pass.units[b * N + v] = T::Wide::splat(*y);
            }
            network.forward::<_, _, N>(w, pass);
            let units = pass.units.get(first * N..all * N).unwrap_or_default();
            if each == 1 && to.len() == N * width {
                for v in 0..N {
                    units[v].store(&mut to[v * width..]);
                }
                continue;
            }
            let mut lanes = [T::ZERO; 4];
            for (k, vector) in units.iter().enumerate() {
                vector.store(&mut lanes);
                for (i, value) in lanes.iter().enumerate().take(width) {
                    if let Some(to) = to.get_mut((k % N * width + i) * each + k / N) {
                        *to = *value;
                    }
                }
            }
        }
    }
}
