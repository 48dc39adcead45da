//! The objective of a specification, at any point: what a cursor over the landscape reads.

use crate::error::out_of_range;
use crate::{specification, value};
use descent::Value;
use descent::list::Listed;
use descent::spec::{limits, objective_of};
use wasm_bindgen::prelude::*;

/// Value, gradient and Hessian in f64, whatever the precision of the run.
#[wasm_bindgen]
pub struct Objective {
    objective: Box<dyn descent::objective::Objective<f64>>,
    work: descent::objective::Work<f64>,
}

#[wasm_bindgen]
impl Objective {
    /// The objective of a specification.
    ///
    /// # Errors
    /// A `SpecError` for a refused specification.
    #[wasm_bindgen(constructor)]
    pub fn new(spec: &JsValue) -> Result<Objective, JsValue> {
        let spec = specification(spec)?;
        let objective = objective_of::<f64>(&spec.problem, spec.start.len());
        let work = objective.work();
        Ok(Objective { objective, work })
    }

    /// `{value, grad, hessian}` at the parameters `x`; the Hessian of too many of them has no rows.
    ///
    /// # Errors
    /// A `RangeError` where `x` has the wrong length.
    pub fn at(&mut self, x: &[f64]) -> Result<JsValue, JsValue> {
        let n = self.objective.shape().len();
        if x.len() != n {
            return Err(out_of_range(&format!("{} parameters instead of {n}", x.len())));
        }
        let mut grad = vec![0.0; n];
        let value = self.objective.value_grad(x, &mut grad, &mut self.work);
        let mut hessian = vec![0.0; if n <= limits::HESSIAN { n * n } else { 0 }];
        if !hessian.is_empty() {
            self.objective.hessian(x, &mut hessian);
        }
        let rows = hessian.chunks(n.max(1)).map(|row| Value::numbers(row.iter().copied())).listed();
        Ok(value::to_js(&Value::map([
            ("value", Value::num(value)),
            ("grad", Value::numbers(grad)),
            ("hessian", Value::List(rows)),
        ])))
    }
}
