//! The objective as a Python function `f(w)`.

use crate::formula::printed;
use crate::python::{floats, number, rows};
use crate::{Library, model};
use descent::spec::{Problem, ProblemSpec, Spec};

/// The definition of `f`, one line after the other.
pub(crate) fn lines(spec: &Spec, library: Library) -> Result<Vec<String>, Problem> {
    let n = spec.start.len();
    let array = library.array();
    let mut lines = Vec::new();
    if let Some((surface, turn)) = spec.problem.function(n) {
        lines.push("def f(w):".to_owned());
        lines.push(if n == 1 { "    x = w[0]".to_owned() } else { "    x, y = w[0], w[1]".to_owned() });
        if turn.degrees() != 0.0 {
            lines.push(format!("    # the function turned by {} degrees", number(turn.degrees())));
            let [cx, sx] = [turn.seed(1.0, 0.0), turn.seed(0.0, 1.0)].map(|(x, _)| number(x));
            let [cy, sy] = [turn.seed(1.0, 0.0), turn.seed(0.0, 1.0)].map(|(_, y)| number(y));
            lines.push(format!("    x, y = {cx} * x + {sx} * y, {cy} * x + {sy} * y"));
        }
        let (named, value) = printed(&surface.operations(), library);
        lines.extend(named.into_iter().map(|line| format!("    {line}")));
        lines.push(format!("    return {value}"));
        return Ok(lines);
    }
    match &spec.problem {
        ProblemSpec::Quadratic { a, center } => {
            lines.push(format!("A = {array}({})", rows(a, n)));
            lines.push(format!("c = {array}({})", floats(center)));
            lines.push(String::new());
            lines.push("def f(w):".to_owned());
            lines.push("    return 0.5 * (w - c) @ A @ (w - c)".to_owned());
        }
        ProblemSpec::LeastSquares { a, c, samples, shape } => {
            lines.push(format!("A = {array}({})", rows(a, shape.rows)));
            lines.push(format!("C = {array}({})", rows(c, shape.cols)));
            lines.push(String::new());
            lines.push("def f(w):".to_owned());
            lines.push(format!("    return 0.5 * ((A @ w - C) ** 2).sum() / {samples}"));
        }
        ProblemSpec::Model(model) => lines.push(model::lines(spec, model, library)?),
        // A sphere of any dimension; the others are functions.
        ProblemSpec::Surface { .. } | ProblemSpec::Expression { .. } => {
            lines.push("def f(w):".to_owned());
            lines.push("    return (w * w).sum()".to_owned());
        }
    }
    Ok(lines)
}

/// The start, in the shape of the parameters.
pub(crate) fn start(spec: &Spec) -> String {
    match &spec.problem {
        ProblemSpec::LeastSquares { shape, .. } => rows(&spec.start, shape.cols),
        _ => floats(&spec.start),
    }
}
