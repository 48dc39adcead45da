//! A network on data: the mean loss over the training samples, with penalties on the weights.
//!
//! The passes over the samples are those of the crate `network`. The Hessian comes from the same two passes, with derivatives for
//! numbers.

use super::{Objective, Shape, Work};
use crate::list::{rounded, widened};
use crate::model::{Extent, Network, Part, Pass, Passes, Samples};
use core::ops::Range;
use lanes::Grad;

/// What a network is trained on, and how.
pub struct Training<T> {
    network: Network,
    /// Training samples, row-major.
    x: Vec<T>,
    /// Targets, row-major.
    y: Vec<T>,
    samples: usize,
    l2: f64,
    l1: f64,
    extent: Extent,
}

impl<T: Passes> Training<T> {
    /// From training samples (row-major, as many columns as the network has inputs) and targets (row-major, likewise for outputs).
    pub fn new(network: Network, (x, y): (&[f64], &[f64]), (l2, l1): (f64, f64)) -> Self {
        let samples = y.len() / network.outputs().max(1);
        let largest = |all: &[f64]| all.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
        let extent = Extent { x: largest(x), y: largest(y), count: samples };
        Training { network, x: rounded(x), y: rounded(y), samples, l2, l1, extent }
    }

    /// Loss and gradient over `picks`, or over every sample; without the penalties. None while samples are left, after about `most`.
    fn pass(
        &self,
        w: &[T],
        g: &mut [T],
        picks: Option<&[u32]>,
        work: (&mut Pass<T::Wide>, &mut Part<T::Wide>),
        most: usize,
    ) -> Option<T> {
        let count = picks.map_or(self.samples, <[u32]>::len);
        let of = Samples { x: &self.x, y: &self.y, count, picks };
        let loss = T::learn(&self.network, &of, w, g, work.0, work.1, most)?;
        Some(self.penalize(loss, w, g))
    }

    /// Adds the penalties.
    fn penalize(&self, loss: T, w: &[T], g: &mut [T]) -> T {
        if self.l2 == 0.0 && self.l1 == 0.0 {
            return loss;
        }
        let (l2, l1) = (T::from_f64(self.l2), T::from_f64(self.l1));
        for ((w, g), weight) in w.iter().zip(g).zip(self.network.weights()) {
            if weight {
                *g = *g + l2 * *w + l1 * w.sign();
            }
        }
        penalized(&self.network, loss, w, (self.l2, self.l1))
    }
}

/// A loss with the penalties: ½·l2·‖weights‖² and l1·‖weights‖₁, biases left out.
pub(crate) fn penalized<T: Passes>(network: &Network, loss: T, w: &[T], (l2, l1): (f64, f64)) -> T {
    if l2 == 0.0 && l1 == 0.0 {
        return loss;
    }
    let (mut squares, mut sizes) = (T::ZERO, T::ZERO);
    for (w, weight) in w.iter().zip(network.weights()) {
        if weight {
            squares = squares + *w * *w;
            sizes = sizes + w.abs();
        }
    }
    loss + T::from_f64(0.5) * T::from_f64(l2) * squares + T::from_f64(l1) * sizes
}

impl<T: Passes> Objective<T> for Training<T> {
    fn shape(&self) -> Shape {
        Shape::vector(self.network.len())
    }

    fn work(&self) -> Work<T> {
        Work { pass: self.network.room(T::BLOCK), ..Work::default() }
    }

    fn value_grad(&self, w: &[T], g: &mut [T], work: &mut Work<T>) -> T {
        work.restart();
        self.value_grad_some(w, g, work, usize::MAX).unwrap_or(T::ZERO)
    }

    fn value_grad_some(&self, w: &[T], g: &mut [T], work: &mut Work<T>, most: usize) -> Option<T> {
        self.pass(w, g, None, (&mut work.pass, &mut work.part), most)
    }

    fn sampled(&self, picks: Option<&[u32]>, w: &[T], g: &mut [T], work: &mut Work<T>) -> T {
        work.restart();
        loop {
            let f = self.pass(w, g, picks, (&mut work.pass, &mut work.part), usize::MAX).unwrap_or(T::ZERO);
            if f.is_finite() || !work.pass.blind {
                return f;
            }
            // Now somebody wants to know what it is.
            work.pass.blind = false;
        }
    }

    fn value(&self, picks: Option<&[u32]>, w: &[T], work: &mut Work<T>) -> T {
        self.sampled(picks, w, &mut [], work)
    }

    fn is_tame(&self, w: &[T]) -> bool {
        let size = |range: Range<usize>| {
            let mut sum = 0.0;
            for w in w.get(range).unwrap_or_default() {
                sum += w.to_f64().abs();
            }
            sum
        };
        self.network.is_tame(&size, self.extent, self.l1 + self.l2)
    }

    /// In f64, rounded once.
    fn hessian(&self, w: &[T], h: &mut [T]) {
        let of = [&widened(w)[..], &widened(&self.x), &widened(&self.y)];
        second_derivatives(&self.network, of, self.l2, &mut |at, v| h[at] = T::from_f64(v));
    }
}

/// The Hessian of the mean loss over samples x with targets y at the parameters w, element by element, with the penalty `l2`.
fn second_derivatives(network: &Network, [w, x, y]: [&[f64]; 3], l2: f64, tell: &mut dyn FnMut(usize, f64)) {
    let (n, ins, outs) = (w.len(), network.sizes[0], network.outputs());
    let mut pass: Pass<Grad<f64>> = network.room(1);
    let mut weights = vec![Grad::constant(0.0); n];
    let over = 1.0 / (y.len() / outs) as f64;
    let one = Grad::constant(1.0);
    // Two columns at a time: the derivatives of the gradient along two axes.
    for column in (0..n).step_by(2) {
        for (k, (to, w)) in weights.iter_mut().zip(w).enumerate() {
            *to = if k == column || k == column + 1 { Grad::var(*w, k - column) } else { Grad::constant(*w) };
        }
        pass.grads.fill(Grad::constant(0.0));
        for (x, y) in x.chunks_exact(ins).zip(y.chunks_exact(outs)) {
            pass.units.iter_mut().zip(x).for_each(|(to, x)| *to = Grad::constant(*x));
            pass.targets.iter_mut().zip(y).for_each(|(to, y)| *to = Grad::constant(*y));
            network.forward::<_, _, 1>(&weights, &mut pass);
            network.backward(&weights, &mut pass, [one], Grad::constant(0.0));
        }
        for axis in 0..2.min(n - column) {
            for (row, (g, weight)) in pass.grads.iter().zip(network.weights()).enumerate() {
                let second = g.d[axis] * over;
                let penalized = weight && row == column + axis;
                tell(row * n + column + axis, if penalized { second + l2 } else { second });
            }
        }
    }
}
