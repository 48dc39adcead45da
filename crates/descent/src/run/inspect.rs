//! The inspection of a racer's last update as plain data.
//!
//! Quantities come from the law itself by a replay; this file only arranges them, and measures how the step lies to the
//! gradient and to Newton's step.

use super::racer::Racer;
use super::snapshot::Snapshot;
use crate::Value;
use crate::average::POINT;
use crate::law::{Quantity, Record};
use crate::linalg::{Mode, newton_step, room};
use crate::list::Listed;
use crate::list::widened;
use crate::objective::Objective;
use crate::precise::Precise;
use lanes::math::atan;

/// Newton's step is taken up to this many parameters: its matrix grows with the square, its time with the cube.
const MOST_FOR_NEWTON: usize = 32;

/// What the update puts in the gradient's place.
static PER_RATE: Quantity = Quantity::of("per_rate", r"-\Delta\theta/\eta", "step per unit of rate");
/// The parameters themselves, as [`one`] names them; an inspection has them apart.
const PARAMETERS: &str = "theta";

/// One quantity of the last update, by its key, coordinate by coordinate; `theta` for the parameters after it, which are there at step 0
/// too. None where the update has no such quantity.
pub(super) fn one<T: Precise>(racer: &Racer<T>, key: &str) -> Option<Vec<f64>> {
    if key == PARAMETERS {
        return Some(widened(&racer.now().p));
    }
    let (before, record) = racer.last_update()?;
    with_step(racer, &before, record).columns.into_iter().find(|(what, _)| what.key == key).map(|(_, values)| values)
}

/// What the law noted, and what follows from the step as a whole.
fn with_step<T: Precise>(racer: &Racer<T>, before: &Snapshot<T>, mut record: Record) -> Record {
    let now = racer.now();
    if before.lr != 0.0 {
        let step = now.iterate().iter().zip(before.iterate()).map(|(b, a)| b.to_f64() - a.to_f64());
        step.for_each(|step| record.push(&PER_RATE, -step / before.lr));
    }
    if now.averaged > 0 {
        now.p.iter().for_each(|v| record.push(&POINT, v.to_f64()));
    }
    record
}

/// With averaging, everything but the quantity `average` is that of the law's own iterates.
///
/// `{t, lr, evaluations, before, after, f_before, f_after, gradient, quantities: [{key, symbol, name, part, values}],
/// angle_gradient, newton, angle_newton}`; `ahead`, the point where the gradient was taken, where that is not `before`; and `momentum`,
/// where the schedule sets it.
/// Angles are those of the step to −∇f and to −H⁻¹∇f before the update, in degrees; null where one of the two has no
/// direction. `newton` is null where H is singular. At step 0 there is no update, and `quantities` is empty.
pub(super) fn of<T: Precise>(racer: &Racer<T>) -> Value {
    let now = racer.here();
    let numbers = |all: &[T]| Value::numbers(all.iter().map(|v| v.to_f64()));
    let mut all = vec![
        ("t", Value::from(now.t)),
        ("after", numbers(now.iterate())),
        ("f_after", Value::num(at_iterate(racer, &now).0)),
        ("evaluations", Value::from(now.evaluations)),
    ];
    let mut quantities = Vec::new();
    if let Some((before, record)) = racer.last_update() {
        all.push(("lr", Value::num(before.lr)));
        if let Some(momentum) = racer.momentum_of(&before) {
            all.push(("momentum", Value::num(momentum)));
        }
        let (f_before, g) = at_iterate(racer, &before);
        all.push(("before", numbers(before.iterate())));
        all.push(("f_before", Value::num(f_before)));
        all.push(("gradient", Value::numbers(g.iter().copied())));
        if let Some(point) = racer.ahead_of(&before) {
            all.push(("ahead", numbers(&point)));
        }
        let (from, to) = (widened(before.iterate()), widened(now.iterate()));
        let step: Vec<f64> = to.iter().zip(&from).map(|(b, a)| b - a).listed();
        let descent: Vec<f64> = g.iter().map(|v| -v).listed();
        all.push(("angle_gradient", angle(&step, &descent)));
        if g.len() <= MOST_FOR_NEWTON {
            let newton = newton(racer.objective(), before.iterate(), &g);
            all.push(("angle_newton", newton.as_deref().map_or(Value::Null, |newton| angle(&step, newton))));
            all.push(("newton", newton.map_or(Value::Null, Value::numbers)));
        }
        for (what, values) in with_step(racer, &before, record).columns {
            quantities.push(Value::map([
                ("key", Value::text(what.key)),
                ("symbol", Value::text(what.symbol)),
                ("name", Value::text(what.name)),
                ("part", Value::Bool(what.part)),
                ("values", Value::numbers(values)),
            ]));
        }
    }
    all.push(("quantities", Value::List(quantities)));
    Value::map(all)
}

/// Value and gradient where the law stands.
fn at_iterate<T: Precise>(racer: &Racer<T>, at: &Snapshot<T>) -> (f64, Vec<f64>) {
    let mut g = at.g.clone();
    let mut f = at.f;
    if at.averaged > 1 {
        f = racer.objective().value_grad(at.iterate(), &mut g, &mut racer.objective().work());
    }
    (f.to_f64(), widened(&g))
}

/// −H⁻¹g at `p`; none where H is singular or not finite.
fn newton<T: Precise>(objective: &dyn Objective<T>, p: &[T], g: &[f64]) -> Option<Vec<f64>> {
    let n = g.len();
    let mut h = vec![T::ZERO; n * n];
    objective.hessian(p, &mut h);
    let h = widened(&h);
    let (mut step, mut work) = (vec![0.0; n], vec![0.0; room(n)]);
    newton_step(Mode::Pure, &h, g, &mut step, &mut work).ok()?;
    step.iter().all(|v| v.is_finite()).then_some(step)
}

/// The angle between two vectors in degrees, exact near 0° and 180° too (W. Kahan, How Futile are Mindless Assessments of
/// Roundoff, 2006): 2·atan(‖u − v‖ / ‖u + v‖) of the unit vectors.
fn angle(a: &[f64], b: &[f64]) -> Value {
    let (na, nb) = (size(a.iter().copied()), size(b.iter().copied()));
    if !(na > 0.0 && nb > 0.0 && na.is_finite() && nb.is_finite()) {
        return Value::Null;
    }
    let units = || a.iter().zip(b).map(|(a, b)| (a / na, b / nb));
    let apart = size(units().map(|(u, v)| u - v));
    let along = size(units().map(|(u, v)| u + v));
    Value::Num(2.0 * atan(apart / along).to_degrees())
}

/// ‖v‖₂, scaled so that no square overflows.
fn size(v: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = v.clone().fold(0.0_f64, |m, x| if x.abs() > m { x.abs() } else { m });
    if most > 0.0 { most * v.map(|x| (x / most) * (x / most)).sum::<f64>().sqrt() } else { most }
}
