//! Gaussian elimination with partial pivoting.

use lanes::Scalar;

/// Solves Ax = b. `a` (n × n) is overwritten by its factors, `b` by x; false where A is singular to working precision, which is
/// when a pivot is at most n·2⁻⁵²·max|aᵢⱼ|; then both hold intermediate results. Of any numbers, so that a test can count what is done
/// with them.
///
/// Source: G. H. Golub and C. F. Van Loan, Matrix Computations, 2013, section 3.4.
///
/// ```
/// let (mut a, mut b) = ([0.0, 2.0, 1.0, 1.0], [4.0, 3.0]);
/// assert!(descent::linalg::solve(&mut a, &mut b));
/// assert_eq!(b, [1.0, 2.0]);
/// assert!(!descent::linalg::solve(&mut [1.0, 2.0, 2.0, 4.0], &mut [1.0, 1.0]));
/// ```
pub fn solve<T: Scalar + PartialOrd>(a: &mut [T], b: &mut [T]) -> bool {
    let n = b.len();
    let least = a.iter().fold(T::lit(0.0), |m, v| if v.abs() > m { v.abs() } else { m });
    let least = T::lit(n as f64 * f64::EPSILON) * least;
    for k in 0..n {
        let mut pivot = k;
        for i in k + 1..n {
            if a[i * n + k].abs() > a[pivot * n + k].abs() {
                pivot = i;
            }
        }
        // Written so that NaN is singular too.
        let large = a[pivot * n + k].abs() > least;
        if !large {
            return false;
        }
        if pivot != k {
            (k..n).for_each(|j| a.swap(k * n + j, pivot * n + j));
            b.swap(k, pivot);
        }
        for i in k + 1..n {
            let factor = a[i * n + k] / a[k * n + k];
            for j in k + 1..n {
                a[i * n + j] = a[i * n + j] - factor * a[k * n + j];
            }
            b[i] = b[i] - factor * b[k];
        }
    }
    back_substitute(a, b, n);
    true
}

/// Solves Rx = b for the upper triangle R in the first n rows of `a`; x takes the place of the first n numbers of `b`.
pub(super) fn back_substitute<T: Scalar>(a: &[T], b: &mut [T], n: usize) {
    for k in (0..n).rev() {
        let mut rest = b[k];
        for j in k + 1..n {
            rest = rest - a[k * n + j] * b[j];
        }
        b[k] = rest / a[k * n + k];
    }
}
