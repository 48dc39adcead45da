//! Derivatives by central differences of the eighth order, to compare exact ones with. For tests only: the product never
//! differentiates like this.
//!
//! f′(x) ≈ Σₖ cₖ (f(x + kh) − f(x − kh))/h, k = 1…4 (B. Fornberg, Generation of Finite Difference Formulas on Arbitrarily Spaced
//! Grids, 1988). The error is h⁸·f⁽⁹⁾/630 plus rounding of the order ε·|f|/h.

/// c₁ … c₄.
const WEIGHTS: [f64; 4] = [4.0 / 5.0, -1.0 / 5.0, 4.0 / 105.0, -1.0 / 280.0];

/// The partial derivatives at `x`, with steps of `h` along each axis.
///
/// ```
/// let f = |x: &[f64]| x[0] * x[0] * x[1];
/// let g = testkit::gradient::of(f, &[3.0, 2.0], 0.01);
/// assert!((g[0] - 12.0).abs() < 1e-11 && (g[1] - 9.0).abs() < 1e-11);
/// ```
pub fn of(f: impl Fn(&[f64]) -> f64, x: &[f64], h: f64) -> Vec<f64> {
    (0..x.len()).map(|axis| along(|x| vec![f(x)], x, axis, h)[0]).collect()
}

/// The derivatives of a gradient: the rows of the Hessian.
pub fn hessian(gradient: impl Fn(&[f64]) -> Vec<f64>, x: &[f64], h: f64) -> Vec<Vec<f64>> {
    (0..x.len()).map(|axis| along(&gradient, x, axis, h)).collect()
}

fn along(f: impl Fn(&[f64]) -> Vec<f64>, x: &[f64], axis: usize, h: f64) -> Vec<f64> {
    let at = |offset: f64| {
        let mut x = x.to_vec();
        x[axis] += offset;
        f(&x)
    };
    let mut sum = vec![0.0; f(x).len()];
    for (k, weight) in WEIGHTS.iter().enumerate() {
        let step = (k + 1) as f64 * h;
        for ((sum, right), left) in sum.iter_mut().zip(at(step)).zip(at(-step)) {
            *sum += weight * (right - left) / h;
        }
    }
    sum
}
