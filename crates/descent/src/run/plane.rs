//! A plane through a network's parameters, along two random directions that are normalised filter by filter.
//!
//! H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, Visualizing the Loss Landscape of Neural Nets, 2018: a direction is drawn from a
//! normal distribution, and the part of it that belongs to one filter is given the length of that filter's weights. In fully connected
//! layers a filter is what goes into one unit. Biases do not move, as in the paper's pictures. Invariant: (0, 0) is the parameters
//! themselves. It evaluates nothing.

use crate::model::Network;
use crate::rng::{Stream, normal};

/// Directions whose squared sine is below this span no plane.
const PARALLEL: f64 = 1e-12;

/// θ + α d₁ + β d₂.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// θ.
    pub at: Vec<f64>,
    /// d₁ and d₂.
    pub along: [Vec<f64>; 2],
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Plane {
    /// Through the parameters `at` of a network, along what the seed draws.
    pub fn random(network: &Network, at: Vec<f64>, seed: u32) -> Self {
        let along = [0, 1].map(|which| {
            let mut d = vec![0.0; at.len()];
            let mut from = 0;
            for (ins, outs) in network.layers() {
                for unit in (0..outs).map(|unit| from + unit * ins..from + (unit + 1) * ins) {
                    for i in unit.clone() {
                        d[i] = normal(seed, Stream::Direction, which, i as u64);
                    }
                    let part = &mut d[unit.clone()];
                    let scale = (dot(&at[unit.clone()], &at[unit]) / dot(part, part)).sqrt();
                    part.iter_mut().for_each(|d| *d *= scale);
                }
                from += outs * (ins + usize::from(network.bias));
            }
            d
        });
        Plane { at, along }
    }

    /// Along two parameters, which `at` holds as zeros, so that a place is their values.
    pub fn of_two(mut at: Vec<f64>, a: usize, b: usize) -> Self {
        (at[a], at[b]) = (0.0, 0.0);
        let along = [a, b].map(|which| {
            let mut d = vec![0.0; at.len()];
            d[which] = 1.0;
            d
        });
        Plane { at, along }
    }

    /// Writes the parameters at (α, β).
    pub fn place(&self, alpha: f64, beta: f64, x: &mut [f64]) {
        let [u, v] = &self.along;
        for (((x, at), u), v) in x.iter_mut().zip(&self.at).zip(u).zip(v) {
            *x = at + alpha * u + beta * v;
        }
    }

    /// The directions' inner products with each other, and their determinant.
    fn gram(&self) -> [f64; 4] {
        let [u, v] = &self.along;
        let (uu, uv, vv) = (dot(u, u), dot(u, v), dot(v, v));
        [uu, uv, vv, uu * vv - uv * uv]
    }

    /// Whether the directions span a plane: not where weights are zero, or there is one only.
    pub fn is_flat(&self) -> bool {
        let [uu, _, vv, det] = self.gram();
        det > PARALLEL * uu * vv
    }

    /// Where a path lies in the plane, each point projected orthogonally (α, β, α, β, …), and how much of its length that has.
    pub fn shadow<'a>(&self, path: impl Iterator<Item = &'a [f64]>) -> (Vec<f64>, f64) {
        let [uu, uv, vv, det] = self.gram();
        let [u, v] = &self.along;
        let (mut places, mut last) = (Vec::new(), Vec::new());
        let (mut inside, mut whole) = (0.0, 0.0);
        for x in path {
            let away: Vec<f64> = x.iter().zip(&self.at).map(|(x, at)| x - at).collect();
            let place = |d: &[f64]| {
                let (du, dv) = (dot(d, u), dot(d, v));
                [(vv * du - uv * dv) / det, (uu * dv - uv * du) / det]
            };
            if !last.is_empty() {
                let step: Vec<f64> = away.iter().zip(&last).map(|(b, a): (&f64, &f64)| b - a).collect();
                let [a, b] = place(&step);
                inside += (a * a * uu + 2.0 * a * b * uv + b * b * vv).max(0.0).sqrt();
                whole += dot(&step, &step).sqrt();
            }
            places.extend(place(&away));
            last = away;
        }
        (places, inside / whole)
    }
}
