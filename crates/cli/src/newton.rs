//! `descent newton`: the step of Newton's method for a given Hessian and gradient.

use crate::input::{self, Refused, refuse};
use descent::Value;
use descent::linalg::{Mode, Singular, newton_step, room};

/// The most variables of a Hessian on the command line.
const MOST: usize = 1000;
/// How far apart two mirrored elements may be, against the largest element: rounding, and nothing else.
const ASYMMETRY: f64 = 1e-10;

/// How the Hessian becomes a step.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
pub(crate) enum Name {
    /// −H⁻¹g.
    Newton,
    /// −H⁺g.
    Pinv,
    /// −(H + λI)⁻¹g.
    Damped,
    /// −|H|⁻¹g.
    Abs,
}

/// Prints `{"step": […]}`.
pub(crate) fn print(hessian: &str, grad: &str, mode: Name, lambda: Option<f64>) -> Result<(), Refused> {
    let g = input::numbers("--grad", &input::parse("--grad", grad)?)?;
    let n = g.len();
    if n == 0 || n > MOST {
        return Err(refuse("--grad", "wrong_length", format!("a list of {n}"), format!("a list of 1 to {MOST}")));
    }
    let h = matrix(&input::parse("--hessian", hessian)?, n)?;
    let mode = match (mode, lambda) {
        (Name::Damped, Some(lambda)) if lambda.is_finite() && lambda >= 0.0 => Mode::Damped(lambda),
        (Name::Damped, None) => return Err(refuse("--lambda", "missing", "nothing", "a number of at least 0")),
        (Name::Damped, Some(lambda)) => {
            return Err(refuse("--lambda", "out_of_range", lambda.to_string(), "a number of at least 0"));
        }
        (_, Some(lambda)) => {
            return Err(refuse("--lambda", "conflict", lambda.to_string(), "only with --mode damped"));
        }
        (Name::Newton, None) => Mode::Pure,
        (Name::Pinv, None) => Mode::Pinv,
        (Name::Abs, None) => Mode::Abs,
    };
    let (mut step, mut work) = (vec![0.0; n], vec![0.0; room(n)]);
    match newton_step(mode, &h, &g, &mut step, &mut work) {
        Ok(()) if step.iter().all(|v| v.is_finite()) => input::json(&Value::map([("step", Value::numbers(step))])),
        Ok(()) => Err(refuse("--grad", "out_of_range", "a step that overflows", "a step of finite numbers").failed()),
        Err(Singular) => {
            let allowed = "one that is not, with --mode damped after λ is added; --mode pinv takes any";
            Err(refuse("--hessian", "singular", "a singular matrix", allowed).failed())
        }
    }
}

/// A symmetric n × n matrix from a list of rows.
fn matrix(value: &Value, n: usize) -> Result<Vec<f64>, Refused> {
    let Value::List(rows) = value else {
        return Err(refuse("--hessian", "wrong_type", value.excerpt(), "a JSON list of rows"));
    };
    let mut all = Vec::with_capacity(n * n);
    for (i, row) in rows.iter().enumerate() {
        let path = format!("--hessian[{i}]");
        let row = input::numbers(&path, row)?;
        if row.len() != n {
            return Err(refuse(&path, "wrong_length", format!("a list of {}", row.len()), format!("a list of {n}")));
        }
        all.extend(row);
    }
    if rows.len() != n {
        return Err(refuse("--hessian", "wrong_length", format!("{} rows", rows.len()), format!("{n} rows")));
    }
    let largest = all.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    for i in 0..n {
        for j in 0..i {
            if (all[i * n + j] - all[j * n + i]).abs() > ASYMMETRY * largest {
                let path = format!("--hessian[{i}][{j}]");
                let mirrored = all[j * n + i];
                return Err(refuse(&path, "conflict", all[i * n + j].to_string(), format!("{mirrored}, as mirrored")));
            }
        }
    }
    Ok(all)
}
