//! What a picture of a problem needs to know before anything runs: view, start, stationary points, scale.
//!
//! It computes values at stationary points from the formula; it holds no number of its own.

use crate::Value;
use crate::catalog::Args;
use crate::spec::{ProblemSpec, Spec};
use crate::surface::{Stationary, Surface, SurfaceRow, Turn};

/// The stationary points of a surface, as plain data: `[{at, kind, value, global}]`.
pub(crate) fn points(row: &SurfaceRow, args: &Args, turn: &Turn) -> Value {
    let surface = row.with(args);
    let plain = (row.points)(args);
    let turned = row.stationary(args, turn);
    let one = |(plain, turned): (&Stationary, &Stationary)| {
        let value = Surface::<f64>::value(&*surface, plain.at[0], plain.at[1]);
        Value::map([
            ("at", Value::numbers(turned.at[..row.dim].iter().copied())),
            ("kind", Value::text(turned.kind.id())),
            ("value", Value::num(value)),
            ("global", Value::Bool(turned.global)),
        ])
    };
    Value::List(plain.iter().zip(&turned).map(one).collect())
}

/// `{dim, start, view, log, points, formula, name}` of a specification's problem. Only surfaces have a view; other problems
/// give `null` there.
pub fn describe(spec: &Spec) -> Value {
    let start = Value::numbers(spec.start.iter().copied());
    let mut all = vec![("dim", Value::Num(spec.start.len() as f64)), ("start", start)];
    match &spec.problem {
        ProblemSpec::Surface { row, args, rotate } if spec.start.len() == row.dim => {
            let turn = Turn::by(*rotate);
            let view = Value::map([("x", Value::numbers(row.view[0])), ("y", Value::numbers(row.view[1]))]);
            all.extend([
                ("view", view),
                ("log", Value::Bool(row.log)),
                ("points", points(row, args, &turn)),
                ("formula", Value::text(row.formula)),
                ("name", Value::text(row.name)),
            ]);
        }
        _ => all.extend([
            ("view", Value::Null),
            ("log", Value::Bool(true)),
            ("points", Value::List(Vec::new())),
            ("formula", Value::Null),
            ("name", Value::Null),
        ]),
    }
    Value::map(all)
}
