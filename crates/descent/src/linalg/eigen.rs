//! Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.

/// Sweeps over all pairs at most; ten are plenty for any symmetric matrix, as the convergence is quadratic.
const SWEEPS: usize = 30;

/// Diagonalises the symmetric `a` (n × n): its diagonal becomes the eigenvalues λᵢ (unsorted), and column i of `v` the
/// eigenvector of λᵢ, with length 1. Only finite matrices have an answer; others end after a fixed number of sweeps.
///
/// Jacobi's method is slower than a QR iteration, but the most accurate of all on small matrices: C. G. J. Jacobi, 1846; G. H.
/// Golub and C. F. Van Loan, Matrix Computations, 2013, section 8.5.
///
/// ```
/// let (mut a, mut v) = ([2.0, 1.0, 1.0, 2.0], [0.0; 4]);
/// descent::linalg::eigen(&mut a, &mut v, 2);
/// assert!((a[0] - 1.0).abs() < 1e-15 && (a[3] - 3.0).abs() < 1e-15);
/// ```
pub fn eigen(a: &mut [f64], v: &mut [f64], n: usize) {
    for (k, v) in v.iter_mut().enumerate() {
        *v = if k % (n + 1) == 0 { 1.0 } else { 0.0 };
    }
    for _ in 0..SWEEPS {
        let mut moved = false;
        for p in 0..n {
            for q in p + 1..n {
                moved |= rotate(a, v, n, (p, q));
            }
        }
        if !moved {
            return;
        }
    }
}

/// Makes the element (p, q) zero; false where it is so already, against its diagonal elements.
fn rotate(a: &mut [f64], v: &mut [f64], n: usize, (p, q): (usize, usize)) -> bool {
    let off = a[p * n + q];
    let (app, aqq) = (a[p * n + p], a[q * n + q]);
    if off.abs() <= f64::EPSILON * f64::EPSILON * (app.abs() + aqq.abs()) || off == 0.0 {
        (a[p * n + q], a[q * n + p]) = (0.0, 0.0);
        return false;
    }
    // tan of the angle, the smaller of the two solutions of t² + 2θt = 1.
    let theta = (aqq - app) / (2.0 * off);
    let t = if theta < 0.0 { -1.0 } else { 1.0 } / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for k in 0..n {
        let (kp, kq) = (a[k * n + p], a[k * n + q]);
        (a[k * n + p], a[k * n + q]) = (c * kp - s * kq, s * kp + c * kq);
    }
    for k in 0..n {
        let (pk, qk) = (a[p * n + k], a[q * n + k]);
        (a[p * n + k], a[q * n + k]) = (c * pk - s * qk, s * pk + c * qk);
        let (kp, kq) = (v[k * n + p], v[k * n + q]);
        (v[k * n + p], v[k * n + q]) = (c * kp - s * kq, s * kp + c * kq);
    }
    (a[p * n + p], a[q * n + q]) = (app - t * off, aqq + t * off);
    (a[p * n + q], a[q * n + p]) = (0.0, 0.0);
    true
}
