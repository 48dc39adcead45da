//! What a picture of a problem needs to know before anything runs: view, start, stationary points, scale.
//!
//! It computes values at stationary points from the formula; it holds no number of its own.

use crate::Value;
use crate::catalog::Args;
use crate::list::Listed;
use crate::schedule::{Verdict, robbins_monro};
use crate::spec::{ProblemSpec, RacerSpec, Spec, print_argument};
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
    Value::List(plain.iter().zip(&turned).map(one).listed())
}

/// Of every racer: `{law, args, sum_diverges, squares_converge}`: its optimizer in our spelling, and the conditions of
/// Robbins and Monro on its rate after the last change (true, false, or null where the rule alone does not say).
fn racers(spec: &Spec) -> Value {
    let told = |verdict| match verdict {
        Verdict::Yes => Value::Bool(true),
        Verdict::No => Value::Bool(false),
        Verdict::Unknown => Value::Null,
    };
    let one = |legs: &Vec<(u64, RacerSpec)>| {
        let racer = &legs[0].1;
        let last = legs.last().map_or(racer, |(_, last)| last);
        let (sum, squares) = match (&last.schedule, last.optimizer.args.rate() > 0.0) {
            (Some(schedule), true) => robbins_monro(schedule),
            // A multiple of 0, or a rate of the schedule's own.
            (Some(_), false) => (Verdict::Unknown, Verdict::Unknown),
            (None, true) => (Verdict::Yes, Verdict::No),
            (None, false) => (Verdict::No, Verdict::Yes),
        };
        let args = racer.optimizer.args.iter().map(|(param, arg)| (param.key, print_argument(arg)));
        Value::map([
            ("law", Value::text(racer.optimizer.row.id)),
            ("args", Value::map(args)),
            ("sum_diverges", told(sum)),
            ("squares_converge", told(squares)),
        ])
    };
    Value::List(spec.racers.iter().map(one).listed())
}

/// `{dim, start, racers, view, log, points}` of a specification. Only surfaces have a view; other problems give `null`
/// there.
pub fn describe(spec: &Spec) -> Value {
    let start = Value::numbers(spec.start.iter().copied());
    let mut all = vec![("dim", Value::Num(spec.start.len() as f64)), ("start", start), ("racers", racers(spec))];
    match &spec.problem {
        ProblemSpec::Surface { row, args, rotate } if spec.start.len() == row.dim => {
            let turn = Turn::by(*rotate);
            let view = Value::map([("x", Value::numbers(row.view[0])), ("y", Value::numbers(row.view[1]))]);
            all.extend([("view", view), ("log", Value::Bool(row.log)), ("points", points(row, args, &turn))]);
        }
        _ => all.extend([("view", Value::Null), ("log", Value::Bool(true)), ("points", Value::List(Vec::new()))]),
    }
    Value::map(all)
}
