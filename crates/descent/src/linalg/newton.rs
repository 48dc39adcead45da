//! Newton's step −H⁻¹g, and what to do where H is singular or points uphill.

use super::{eigen, solve};

/// How the Hessian is turned into a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// −H⁻¹g: to the stationary point of the quadratic model, be it a minimum, a saddle or a maximum.
    Pure,
    /// −(H + λI)⁻¹g: shorter, and downhill once λ exceeds the most negative eigenvalue's size (Levenberg, Marquardt).
    Damped(f64),
    /// −H⁺g with the pseudoinverse: moves only along directions with curvature.
    Pinv,
    /// −|H|⁻¹g with the eigenvalues' absolute values: always downhill (saddle-free Newton).
    Abs,
}

/// Eigenvalues of at most this share of the largest count as zero.
const RANK: f64 = 1e-12;

/// The Hessian is singular: this mode has no step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Singular;

/// How many numbers [`newton_step`] works in.
pub const fn room(n: usize) -> usize {
    2 * n * n + n
}

/// Writes the step of a mode for the Hessian `h` (n × n, symmetric) and the gradient `g` into `step` (n), in `work` of
/// [`room`]`(n)` numbers.
///
/// Sources: A. Levenberg, A Method for the Solution of Certain Non-Linear Problems in Least Squares, 1944; Y. N. Dauphin et al.,
/// Identifying and attacking the saddle point problem in high-dimensional non-convex optimization, 2014 (absolute eigenvalues).
///
/// # Errors
/// [`Singular`] where the matrix to be inverted is so to working precision; never for [`Mode::Pinv`].
///
/// ```
/// use descent::linalg::{Mode, Singular, newton_step, room};
/// let (saddle, g) = ([2.0, 0.0, 0.0, -4.0], [2.0, 4.0]);
/// let (mut step, mut work) = ([0.0; 2], [0.0; room(2)]);
/// newton_step(Mode::Pure, &saddle, &g, &mut step, &mut work).unwrap();
/// assert_eq!(step, [-1.0, 1.0]); // climbs along the second axis
/// newton_step(Mode::Abs, &saddle, &g, &mut step, &mut work).unwrap();
/// assert_eq!(step, [-1.0, -1.0]);
/// assert_eq!(newton_step(Mode::Pure, &[0.0; 4], &g, &mut step, &mut work), Err(Singular));
/// ```
pub fn newton_step(mode: Mode, h: &[f64], g: &[f64], step: &mut [f64], work: &mut [f64]) -> Result<(), Singular> {
    let n = g.len();
    let (a, rest) = work.split_at_mut(n * n);
    a.copy_from_slice(h);
    step.iter_mut().zip(g).for_each(|(s, g)| *s = -g);
    if let Mode::Pure | Mode::Damped(_) = mode {
        if let Mode::Damped(lambda) = mode {
            (0..n).for_each(|i| a[i * n + i] += lambda);
        }
        return if solve(a, step) { Ok(()) } else { Err(Singular) };
    }
    let (v, along) = rest.split_at_mut(n * n);
    eigen(a, v, n);
    let largest = (0..n).fold(0.0_f64, |m, i| if a[i * n + i].abs() > m { a[i * n + i].abs() } else { m });
    for i in 0..n {
        let lambda = a[i * n + i];
        let mut part = 0.0;
        for k in 0..n {
            part += v[k * n + i] * step[k];
        }
        let none = lambda.abs() <= RANK * largest;
        if none && mode == Mode::Abs {
            return Err(Singular);
        }
        along[i] = if none { 0.0 } else { part / if mode == Mode::Abs { lambda.abs() } else { lambda } };
    }
    for k in 0..n {
        let mut sum = 0.0;
        for i in 0..n {
            sum += v[k * n + i] * along[i];
        }
        step[k] = sum;
    }
    Ok(())
}
