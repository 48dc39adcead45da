//! Decoding what is minimised, its start, and building it in either precision.

use super::arguments::{length, read as read_args};
use super::document::ProblemSpec;
use super::limits;
use super::problem::Problem;
use super::reader::{Fields, Problems, list_of, matrix, number, numbers, one_of, text};
use super::training;
use crate::Value;
use crate::list::Listed;
use crate::objective::{LeastSquares, Objective, OnSurface, Quadratic, Shape};
use crate::precise::Precise;
use crate::surface::{self, AnySurface, Expression, LETTERS, Turn, Wrong};
use crate::text::{decimal, joined};

/// The problem kinds by the key that names them.
const KINDS: [&str; 5] = ["surface", "expression", "quadratic", "least_squares", "model"];

/// The most parameters of a sphere.
const SPHERE: usize = 256;

/// Reads the problem: exactly one of the kinds.
pub(super) fn problem(value: &Value, path: &str, seed: u32, out: &mut Problems) -> Option<ProblemSpec> {
    let mut fields = Fields::open(value, path, out)?;
    let named: Vec<&str> = KINDS.into_iter().filter(|k| fields.has(k)).listed();
    let spec = match named[..] {
        ["surface"] => on_surface(&mut fields, out),
        ["expression"] => expression(&mut fields, out),
        ["quadratic"] => quadratic(&mut fields, out),
        ["least_squares"] => least_squares(&mut fields, out),
        ["model"] => training::read(value, &mut fields, seed, out).map(ProblemSpec::Model),
        _ => {
            let given = if named.is_empty() { "none of them".to_owned() } else { joined(&named, " and ") };
            out.add(path, "conflict", given, format!("exactly one of {}", joined(&KINDS, ", ")));
            // Which keys may stand beside it, its kind would say.
            return None;
        }
    };
    fields.close(out);
    spec
}

fn on_surface(fields: &mut Fields<'_>, out: &mut Problems) -> Option<ProblemSpec> {
    let at = fields.at("surface");
    let ids: Vec<_> = surface::TABLE.iter().map(|row| row.id).listed();
    let id = fields.need("surface", "the id of a surface", out).and_then(|v| one_of(v, &ids, &at, out));
    let rotate_at = fields.at("rotate");
    let rotate = fields.take("rotate").map(|v| number(v, &rotate_at, out));
    let params_at = fields.at("params");
    let params = fields.take("params");
    let row = surface::find(id?)?;
    let empty = Value::Map(Vec::new());
    let mut inner = Fields::open(params.unwrap_or(&empty), &params_at, out)?;
    let args = read_args(&mut inner, row.params, |_| Ok(()), 0, out);
    inner.close(out);
    let rotate = angle(rotate, row.dim, &rotate_at, out)?;
    Some(ProblemSpec::Surface { row, args: args?, rotate })
}

/// The angle of `rotate`, where it was read.
fn angle(rotate: Option<Option<f64>>, dim: usize, at: &str, out: &mut Problems) -> Option<f64> {
    let rotate = match rotate {
        None => 0.0,
        Some(degrees) => degrees?,
    };
    if rotate != 0.0 && dim != 2 {
        out.add(at, "conflict", decimal(rotate), "a function of two variables");
        return None;
    }
    if rotate.abs() > limits::ROTATE {
        out.add(at, "out_of_range", decimal(rotate), "degrees in [-360, 360]");
        return None;
    }
    Some(rotate)
}

fn expression(fields: &mut Fields<'_>, out: &mut Problems) -> Option<ProblemSpec> {
    let at = fields.at("expression");
    let written = fields.need("expression", "a function of x, or of x and y", out);
    let written = written.and_then(|v| text(v, 4 * LETTERS, &at, out));
    let rotate_at = fields.at("rotate");
    let rotate = fields.take("rotate").map(|v| number(v, &rotate_at, out));
    match Expression::parse(written?) {
        Ok(expression) => {
            let rotate = angle(rotate, expression.dim(), &rotate_at, out)?;
            Some(ProblemSpec::Expression { expression, rotate })
        }
        Err(Wrong { column, given, allowed, nearest }) => {
            let (path, given) = (at, format!("{given} at letter {column}"));
            out.push(Problem { path, code: "syntax", given, allowed, nearest });
            None
        }
    }
}

/// A matrix that has to be there.
fn needed(fields: &mut Fields<'_>, key: &'static str, out: &mut Problems) -> Option<(usize, usize, Vec<f64>)> {
    let at = fields.at(key);
    matrix(fields.need(key, "a matrix: a list of rows", out)?, &at, out)
}

fn quadratic(fields: &mut Fields<'_>, out: &mut Problems) -> Option<ProblemSpec> {
    let mut fields = fields.object("quadratic", "an object", out)?;
    let a = needed(&mut fields, "A", out);
    let center_at = fields.at("center");
    let center = fields.take("center").map(|v| numbers(v, &center_at, out));
    let a_at = fields.at("A");
    fields.close(out);
    let (rows, cols, a) = a?;
    if rows != cols {
        out.add(&a_at, "wrong_length", format!("{rows} × {cols}"), "a square matrix");
        return None;
    }
    let center = match center {
        None => vec![0.0; rows],
        Some(center) => center?,
    };
    if center.len() != rows {
        out.add(&center_at, "wrong_length", list_of(center.len()), list_of(rows));
        return None;
    }
    Some(ProblemSpec::Quadratic { a, center })
}

fn least_squares(fields: &mut Fields<'_>, out: &mut Problems) -> Option<ProblemSpec> {
    let mut fields = fields.object("least_squares", "an object", out)?;
    let a = needed(&mut fields, "A", out);
    let c = needed(&mut fields, "C", out);
    let c_at = fields.at("C");
    fields.close(out);
    let ((samples, rows, a), (c_rows, cols, c)) = (a?, c?);
    if c_rows != samples {
        out.add(&c_at, "wrong_length", format!("{c_rows} rows"), format!("as many rows as A has: {samples}"));
        return None;
    }
    Some(ProblemSpec::LeastSquares { a, c, samples, shape: Shape { rows, cols } })
}

impl ProblemSpec {
    /// The shape of the parameters, where the start does not decide it.
    fn shape(&self) -> Shape {
        match self {
            ProblemSpec::Surface { row, .. } => Shape::vector(row.dim),
            ProblemSpec::Expression { expression, .. } => Shape::vector(expression.dim()),
            ProblemSpec::Quadratic { center, .. } => Shape::vector(center.len()),
            ProblemSpec::LeastSquares { shape, .. } => *shape,
            ProblemSpec::Model(model) => model.shape(),
        }
    }

    /// The shape of the parameters for a start that was checked.
    pub(super) fn shape_for(&self, start: usize) -> Shape {
        if self.any_dimension() { Shape::vector(start) } else { self.shape() }
    }

    /// Whether it takes a start of any length: the sphere is a sphere in every dimension.
    fn any_dimension(&self) -> bool {
        matches!(self, ProblemSpec::Surface { row, rotate, .. } if row.id == "sphere" && *rotate == 0.0)
    }
}

/// How many parameters a problem has, where these are not too many.
fn parameters(problem: &ProblemSpec, out: &mut Problems) -> Option<usize> {
    let Shape { rows, cols } = problem.shape();
    let n = rows.saturating_mul(cols);
    if n > limits::PARAMETERS {
        out.add("problem", "too_large", format!("{n} parameters"), format!("at most {}", limits::PARAMETERS));
        return None;
    }
    Some(n)
}

/// A start of the right length.
pub(super) fn check_start(problem: &ProblemSpec, start: Vec<f64>, out: &mut Problems) -> Option<Vec<f64>> {
    let n = parameters(problem, out)?;
    if problem.any_dimension() {
        length(start.len(), 1, SPHERE, "start", out)?;
    } else if start.len() != n {
        out.add("start", "wrong_length", list_of(start.len()), list_of(n));
        return None;
    }
    Some(start)
}

/// The problem's own start; where there is none, the origin for a function that nobody races on.
pub(super) fn default_start(problem: &ProblemSpec, raced: bool, out: &mut Problems) -> Option<Vec<f64>> {
    let n = parameters(problem, out)?;
    match problem {
        ProblemSpec::Surface { row, .. } => Some(row.start[..row.dim].to_vec()),
        ProblemSpec::Model(model) => Some(model.start()),
        _ if !raced => Some(vec![0.0; n]),
        _ => {
            out.missing("start", list_of(n));
            None
        }
    }
}

impl ProblemSpec {
    /// The function of one or two variables that the problem is, with its turn, where it is one for a start of this length.
    pub fn function(&self, dimension: usize) -> Option<(Box<dyn AnySurface>, Turn)> {
        match self {
            ProblemSpec::Surface { row, args, rotate } if dimension == row.dim => {
                Some((row.with(args), Turn::by(*rotate)))
            }
            ProblemSpec::Expression { expression, rotate } => Some((expression.build(), Turn::by(*rotate))),
            _ => None,
        }
    }
}

/// Builds the objective in one precision. `dimension` is the length of the start.
pub fn objective_of<T: Precise>(problem: &ProblemSpec, dimension: usize) -> Box<dyn Objective<T>> {
    if let Some((surface, turn)) = problem.function(dimension) {
        return Box::new(OnSurface::new(T::surface(surface), turn, dimension));
    }
    match problem {
        // A sphere of any dimension; the others are functions.
        ProblemSpec::Surface { .. } | ProblemSpec::Expression { .. } => {
            let eye = (0..dimension * dimension).map(|k| if k % (dimension + 1) == 0 { 2.0 } else { 0.0 });
            Box::new(Quadratic::new(&eye.listed(), &vec![0.0; dimension]))
        }
        ProblemSpec::Quadratic { a, center } => Box::new(Quadratic::new(a, center)),
        ProblemSpec::LeastSquares { a, c, samples, shape } => Box::new(LeastSquares::new(a, c, *samples, *shape)),
        ProblemSpec::Model(model) => model.build(),
    }
}
