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
    let mut sum = 0.0;
    for (a, b) in a.iter().zip(b) {
        sum += a * b;
    }
    sum
}

/// x ← x + s d.
fn add(x: &mut [f64], s: f64, d: &[f64]) {
    for (x, d) in x.iter_mut().zip(d) {
        *x += s * d;
    }
}

impl Plane {
    /// Through the parameters `at` of a network, along what the seed draws.
    pub fn random(network: &Network, at: Vec<f64>, seed: u32) -> Self {
        let along = |which: u64| {
            let mut d = vec![0.0; at.len()];
            let mut from = 0;
            for (ins, outs) in network.layers() {
                for _ in 0..outs {
                    let part = &mut d[from..from + ins];
                    for (i, d) in part.iter_mut().enumerate() {
                        *d = normal(seed, Stream::Direction, which, (from + i) as u64);
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
            d
        };
        Plane { along: [along(0), along(1)], at }
    }

    /// Along two parameters, so that a place is their values.
    pub fn of_two(mut at: Vec<f64>, a: usize, b: usize) -> Self {
        let mut along = [vec![0.0; at.len()], vec![0.0; at.len()]];
        (along[0][a], along[1][b]) = (1.0, 1.0);
        (at[a], at[b]) = (0.0, 0.0);
        Plane { at, along }
    }

    /// Writes the parameters at (α, β).
    pub fn place(&self, alpha: f64, beta: f64, x: &mut [f64]) {
        x.copy_from_slice(&self.at);
        add(x, alpha, &self.along[0]);
        add(x, beta, &self.along[1]);
    }

    /// d₁·d₁, d₁·d₂, d₂·d₂, and their determinant.
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

    /// Where a path lies in the plane, each point projected orthogonally (α, β, α, β, …), and how much of the path's length that has. The path
    /// has `rows` points, whose coordinates `x` gives one after the other, and then goes to the middle.
    pub fn shadow(&self, rows: usize, x: &dyn Fn(usize) -> f64) -> (Vec<f64>, f64) {
        let [uu, uv, vv, det] = self.gram();
        let place = |d: &[f64]| {
            let (du, dv) = (dot(d, &self.along[0]), dot(d, &self.along[1]));
            ((vv * du - uv * dv) / det, (uu * dv - uv * du) / det)
        };
        let n = self.at.len();
        let (mut away, mut step) = (vec![0.0; n], vec![0.0; n]);
        let (mut places, mut inside, mut whole) = (Vec::new(), 0.0, 0.0);
        for row in 0..=rows {
            for (i, ((away, step), at)) in away.iter_mut().zip(&mut step).zip(&self.at).enumerate() {
                let here = if row < rows { x(row * n + i) - at } else { 0.0 };
                *step = here - *away;
                *away = here;
            }
            let (a, b) = place(&away);
            places.push(a);
            places.push(b);
            if row > 0 {
                let (a, b) = place(&step);
                inside += (a * a * uu + 2.0 * a * b * uv + b * b * vv).max(0.0).sqrt();
                whole += dot(&step, &step).sqrt();
            }
        }
        (places, inside / whole)
    }
}
