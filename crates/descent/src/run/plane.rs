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
    /// d₁, and then d₂.
    pub along: Vec<f64>,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (a, b) in a.iter().zip(b) {
        sum += a * b;
    }
    sum
}

/// Writes the place (α, β) of the plane through `at` along two directions, which stand one after the other.
pub fn place(at: &[f64], along: &[f64], alpha: f64, beta: f64, x: &mut [f64]) {
    let (u, v) = along.split_at(at.len());
    for (((x, at), u), v) in x.iter_mut().zip(at).zip(u).zip(v) {
        *x = at + alpha * u + beta * v;
    }
}

impl Plane {
    /// Through the parameters `at` of a network, along what the seed draws.
    pub fn random(network: &Network, at: Vec<f64>, seed: u32) -> Self {
        let mut along = vec![0.0; 2 * at.len()];
        for (which, d) in along.chunks_exact_mut(at.len()).enumerate() {
            let mut from = 0;
            for (ins, outs) in network.layers() {
                for _ in 0..outs {
                    let part = &mut d[from..from + ins];
                    for (i, d) in part.iter_mut().enumerate() {
                        *d = normal(seed, Stream::Direction, which as u64, (from + i) as u64);
                    }
                    let weights = &at[from..from + ins];
                    let scale = (dot(weights, weights) / dot(part, part)).sqrt();
                    for d in part {
                        *d *= scale;
                    }
                    from += ins;
                }
                from += if network.bias { outs } else { 0 };
            }
        }
        Plane { along, at }
    }

    /// d₁·d₁, d₁·d₂, d₂·d₂, and their determinant.
    fn gram(&self) -> [f64; 4] {
        let (u, v) = self.along.split_at(self.at.len());
        let (uu, uv, vv) = (dot(u, u), dot(u, v), dot(v, v));
        [uu, uv, vv, uu * vv - uv * uv]
    }

    /// Whether the directions span a plane: not where weights are zero, or there is one only.
    pub fn is_flat(&self) -> bool {
        let [uu, _, vv, det] = self.gram();
        det > PARALLEL * uu * vv
    }

    /// Where a path lies in the plane, each point projected orthogonally (α, β, α, β, …), and how much of the path's length that has. The path
    /// has `rows` points, whose coordinates `x` gives one after the other, and then goes to the middle.
    pub fn shadow(&self, rows: usize, x: &dyn Fn(usize) -> f64) -> (Vec<f64>, f64) {
        let [uu, uv, vv, det] = self.gram();
        let n = self.at.len();
        let (u, v) = self.along.split_at(n);
        let (mut away, mut step) = (vec![0.0; n], vec![0.0; n]);
        let (mut places, mut inside, mut whole) = (vec![0.0; 2 * rows + 2], 0.0, 0.0);
        let mut last = [0.0; 2];
        for (row, place) in places.chunks_exact_mut(2).enumerate() {
            for (i, ((away, step), at)) in away.iter_mut().zip(&mut step).zip(&self.at).enumerate() {
                let here = if row < rows { x(row * n + i) - at } else { 0.0 };
                *step = here - *away;
                *away = here;
            }
            let (du, dv) = (dot(&away, u), dot(&away, v));
            (place[0], place[1]) = ((vv * du - uv * dv) / det, (uu * dv - uv * du) / det);
            if row > 0 {
                let (a, b) = (place[0] - last[0], place[1] - last[1]);
                inside += (a * a * uu + 2.0 * a * b * uv + b * b * vv).max(0.0).sqrt();
                whole += dot(&step, &step).sqrt();
            }
            last = [place[0], place[1]];
        }
        (places, inside / whole)
    }
}
