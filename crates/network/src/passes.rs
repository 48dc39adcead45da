//! Passes over many samples, compiled here for each precision.
//!
//! Samples go through the network as many side by side as the lanes are wide; the lanes of an incomplete block are masked out.
//! Invariant: sums over samples run block by block in the order of the samples, lane by lane at the end, whatever the backend.

use crate::{Network, Pass};
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

/// A precision whose passes are compiled in this crate.
pub trait Passes: Real {
    /// From the inputs in `pass.units` to the outputs: the last units.
    fn forward(network: &Network, pass: &mut Pass<Self::Wide>);
    /// The mean loss over samples with the weights `w`; its gradient is written into `g`.
    fn learn(
        network: &Network,
        of: &Samples<'_, Self>,
        w: &[Self],
        g: &mut [Self],
        pass: &mut Pass<Self::Wide>,
    ) -> Self;
}

macro_rules! compiled {
    ($($float:ident)*) => { $(
        impl Passes for $float {
            #[inline(never)]
            fn forward(network: &Network, pass: &mut Pass<Self::Wide>) {
                network.forward(pass);
            }
            #[inline(never)]
            fn learn(network: &Network, of: &Samples<'_, $float>, w: &[$float], g: &mut [$float], pass: &mut Pass<Self::Wide>) -> $float {
                learn(network, of, w, g, pass)
            }
        }
    )* };
}

compiled! { f32 f64 }

#[inline(always)]
fn learn<T: Real>(network: &Network, of: &Samples<'_, T>, w: &[T], g: &mut [T], pass: &mut Pass<T::Wide>) -> T {
    let count = of.count;
    spread(w, &mut pass.weights);
    pass.grads.fill(T::Wide::splat(T::ZERO));
    let mut loss = T::Wide::splat(T::ZERO);
    let mut from = 0;
    while from < count {
        let block = (count - from).min(T::Wide::WIDTH);
        let mask = load(network, of, from, block, pass);
        network.forward(pass);
        loss = loss + network.backward(pass, mask);
        from += block;
    }
    let over = T::from_f64(1.0 / count as f64);
    let n = g.len();
    if let Some(lanes) = pass.grads.get(..n) {
        for i in 0..n {
            g[i] = reduce::lanes(lanes[i]) * over;
        }
    }
    reduce::lanes(loss) * over
}

/// Loads a block of samples into a pass; gives the mask of the lanes in use.
#[inline(always)]
fn load<T: Real>(
    network: &Network,
    of: &Samples<'_, T>,
    from: usize,
    count: usize,
    pass: &mut Pass<T::Wide>,
) -> T::Wide {
    let (mut at, mut mask) = ([0; 4], [T::ZERO; 4]);
    for k in 0..count.min(4) {
        let row = match of.picks {
            Some(picks) => picks.get(from + k).map_or(0, |row| *row as usize),
            None => from + k,
        };
        (at[k], mask[k]) = (row, T::ONE);
    }
    let rows = at.get(..count).unwrap_or_default();
    gather(of.x, rows, network.sizes[0], &mut pass.units);
    gather(of.y, rows, network.outputs(), &mut pass.targets);
    T::Wide::load(&mask)
}

/// Every weight in all lanes.
fn spread<L: Lanes>(from: &[L::Elem], to: &mut [L]) {
    let n = from.len();
    if let Some(to) = to.get_mut(..n) {
        for i in 0..n {
            to[i] = L::splat(from[i]);
        }
    }
}

/// The columns of some rows, side by side; +0 in the lanes beyond.
fn gather<L: Lanes>(from: &[L::Elem], rows: &[usize], width: usize, to: &mut [L]) {
    for (column, to) in to.iter_mut().enumerate().take(width) {
        let mut block = [L::Elem::ZERO; 4];
        for k in 0..rows.len().min(4) {
            if let Some(v) = from.get(rows[k] * width + column) {
                block[k] = *v;
            }
        }
        *to = L::load(&block);
    }
}
