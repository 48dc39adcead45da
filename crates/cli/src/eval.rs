//! `descent eval`: value, gradient and Hessian at given parameters.

use crate::input::{self, Refused};
use descent::objective::Objective;
use descent::spec::{self, Precision, limits, objective_of};
use descent::{Precise, Value};

/// Prints `{"value", "grad", "hessian"}`. The parameters take the place of the document's start.
pub(crate) fn print(name: &str, at: &str, hessian: bool, data: Option<&str>) -> Result<(), Refused> {
    let mut document = input::document(name)?;
    crate::data::put(&mut document, data)?;
    let at = input::parse("--at", at)?;
    let x = input::numbers("--at", &at)?;
    document.put("start", at);
    let spec = spec::decode(&document).map_err(|mut problems| {
        for problem in problems.iter_mut().filter(|p| p.path == "start") {
            problem.path = "--at".to_owned();
        }
        Refused::Problems(problems)
    })?;
    let n = x.len();
    if hessian && n > limits::HESSIAN {
        let allowed = format!("at most {} parameters with a Hessian", limits::HESSIAN);
        return Err(input::refuse("--hessian", "too_large", format!("{n} × {n} numbers"), allowed));
    }
    let all = match spec.precision {
        Precision::F32 => evaluate::<f32>(&*objective_of(&spec.problem, n), &x, hessian),
        Precision::F64 => evaluate::<f64>(&*objective_of(&spec.problem, n), &x, hessian),
    };
    input::json(&all)
}

fn evaluate<T: Precise>(objective: &dyn Objective<T>, x: &[f64], hessian: bool) -> Value {
    let x: Vec<T> = x.iter().map(|v| T::from_f64(*v)).collect();
    let mut grad = vec![T::ZERO; x.len()];
    let mut work = objective.work();
    let value = objective.value_grad(&x, &mut grad, &mut work);
    let numbers = |all: &[T]| Value::numbers(all.iter().map(|v| v.to_f64()));
    let mut all = vec![("value", Value::num(value.to_f64())), ("grad", numbers(&grad))];
    if hessian {
        let mut h = vec![T::ZERO; x.len() * x.len()];
        objective.hessian(&x, &mut h);
        all.push(("hessian", Value::List(h.chunks(x.len()).map(numbers).collect())));
    }
    Value::map(all)
}
