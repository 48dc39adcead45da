//! Least squares by Householder's QR decomposition.

/// Solves min ‖Ax − b‖₂ for `a` (m × n, m ≥ n, row-major; overwritten) and `b` (m numbers); x is left in the first n numbers of
/// `b`, and false comes back where the columns of A depend on each other to working precision.
///
/// Source: A. S. Householder, Unitary Triangularization of a Nonsymmetric Matrix, 1958.
///
/// ```
/// let mut a = [1.0, 0.0, 1.0, 1.0, 1.0, 2.0]; // a line through (0, 1), (1, 3), (2, 5)
/// let mut b = [1.0, 3.0, 5.0];
/// assert!(descent::linalg::least_squares(&mut a, &mut b, 2));
/// assert!((b[0] - 1.0).abs() < 1e-14 && (b[1] - 2.0).abs() < 1e-14);
/// ```
pub fn least_squares(a: &mut [f64], b: &mut [f64], n: usize) -> bool {
    let m = b.len();
    let size = |a: &[f64]| a.iter().fold(0.0_f64, |s, v| if v.abs() > s { v.abs() } else { s });
    let least = m as f64 * f64::EPSILON * size(a);
    for k in 0..n {
        let mut square = 0.0;
        for i in k..m {
            square += a[i * n + k] * a[i * n + k];
        }
        let norm = square.sqrt();
        let large = norm > least;
        if !large || m < n {
            return false;
        }
        // v = x + sign(x₁)‖x‖e₁, kept below the diagonal; the diagonal becomes −sign(x₁)‖x‖.
        let diagonal = if a[k * n + k] < 0.0 { norm } else { -norm };
        let head = a[k * n + k] - diagonal;
        let beta = -1.0 / (diagonal * head);
        for j in k + 1..n {
            let mut dot = head * a[k * n + j];
            for i in k + 1..m {
                dot += a[i * n + k] * a[i * n + j];
            }
            let factor = beta * dot;
            a[k * n + j] -= factor * head;
            for i in k + 1..m {
                a[i * n + j] -= factor * a[i * n + k];
            }
        }
        let mut dot = head * b[k];
        for i in k + 1..m {
            dot += a[i * n + k] * b[i];
        }
        let factor = beta * dot;
        b[k] -= factor * head;
        for i in k + 1..m {
            b[i] -= factor * a[i * n + k];
        }
        a[k * n + k] = diagonal;
    }
    super::lu::back_substitute(a, b, n);
    true
}
