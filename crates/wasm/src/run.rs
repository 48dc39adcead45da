//! `Run` for JavaScript.

use crate::error::{out_of_range, refused};
use crate::{specification, value};
use descent::{Columns, Trace, Value};
use lanes::Real;
use wasm_bindgen::prelude::*;

/// A run of a specification: stepping, time travel, changes, columns.
#[wasm_bindgen]
pub struct Run {
    pub(crate) run: descent::Run,
}

#[wasm_bindgen]
impl Run {
    /// A run at step 0.
    ///
    /// # Errors
    /// A `SpecError` for a refused specification.
    #[wasm_bindgen(constructor)]
    pub fn new(spec: &JsValue) -> Result<Run, JsValue> {
        Ok(Run { run: descent::Run::new(specification(spec)?) })
    }

    /// Up to `n` more updates of every running racer.
    pub fn step(&mut self, n: u32) {
        self.run.step(u64::from(n));
    }

    /// One more update in parts of about `samples` samples of a pass over all data: true once it is made; until then the run stands where it stood.
    #[wasm_bindgen(js_name = stepSome)]
    pub fn step_some(&mut self, samples: usize) -> bool {
        self.run.step_some(samples)
    }

    /// Runs every racer to its end.
    pub fn finish(&mut self) {
        self.run.finish();
    }

    /// Stands after `t` updates.
    pub fn seek(&mut self, t: u32) {
        self.run.seek(u64::from(t));
    }

    /// Steps done.
    pub fn t(&self) -> u32 {
        self.run.t() as u32
    }

    /// Whether any racer can still do an update.
    pub fn running(&self) -> bool {
        self.run.running()
    }

    /// The number of racers.
    pub fn racers(&self) -> usize {
        self.run.racers()
    }

    /// The number of parameters.
    pub fn dim(&self) -> usize {
        self.run.dim()
    }

    /// `f32` or `f64`.
    pub fn precision(&self) -> String {
        self.run.spec().precision.name().to_owned()
    }

    /// Changes a racer from the present step on; recorded in the specification.
    ///
    /// # Errors
    /// A `SpecError` for a refused change; the run goes on as it was.
    pub fn set(&mut self, racer: usize, path: &str, to: &JsValue) -> Result<(), JsValue> {
        let to = value::from_js(to).map_err(|problem| refused(&[problem]))?;
        self.run.set(racer, path, to).map_err(|problems| refused(&problems))
    }

    /// `{kind, step, why, evaluations}` of racer `i`.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn status(&self, i: usize) -> Result<JsValue, JsValue> {
        self.check(i)?;
        let status = self.run.status(i);
        Ok(value::to_js(&Value::map([
            ("kind", Value::text(status.kind.name())),
            ("step", Value::from(status.step)),
            ("why", Value::text(status.why)),
            ("evaluations", Value::from(status.evaluations)),
        ])))
    }

    /// Every named quantity of racer `i`'s last update.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn inspect(&self, i: usize) -> Result<JsValue, JsValue> {
        self.check(i)?;
        Ok(value::to_js(&self.run.inspect(i)))
    }

    /// The first `count` coordinates of one quantity of racer `i`'s last update, by its key in `inspect`, or `theta` for the parameters;
    /// undefined where the update has no such quantity.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn quantity(&self, i: usize, key: &str, count: usize) -> Result<Option<Vec<f64>>, JsValue> {
        self.check(i)?;
        let values = self.run.quantity(i, key);
        Ok(values.map(|mut values| {
            values.truncate(count);
            values
        }))
    }

    /// One hexadecimal digest over the bits of the whole run.
    pub fn digest(&self) -> String {
        self.run.digest()
    }

    /// The specification with every recorded change.
    pub fn spec(&self) -> JsValue {
        value::to_js(&self.run.spec().to_value())
    }

    /// Where racer `i`'s columns lie in memory: `{rows, dim, stride, t, x, f, lr, grad_norm}`, each column as [pointer, length].
    /// `t` is u32; `x` and `f` are in the run's precision; `lr` and `grad_norm` are f64. Valid until the next call.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn columns(&mut self, i: usize) -> Result<JsValue, JsValue> {
        self.check(i)?;
        let columns = match self.run.trace(i) {
            Columns::F32(trace) => layout(trace),
            Columns::F64(trace) => layout(trace),
        };
        Ok(value::to_js(&columns))
    }

    pub(crate) fn check(&self, i: usize) -> Result<(), JsValue> {
        let count = self.run.racers();
        if i < count { Ok(()) } else { Err(out_of_range(&format!("racer {i} of {count}"))) }
    }
}

fn layout<T: Real>(trace: &Trace<T>) -> Value {
    let place = |pointer: usize, length: usize| Value::numbers([pointer as f64, length as f64]);
    Value::map([
        ("rows", Value::Num(trace.t.len() as f64)),
        ("dim", Value::Num(trace.dim() as f64)),
        ("stride", Value::from(trace.stride())),
        ("t", place(trace.t.as_ptr() as usize, trace.t.len())),
        ("x", place(trace.x.as_ptr() as usize, trace.x.len())),
        ("f", place(trace.f.as_ptr() as usize, trace.f.len())),
        ("lr", place(trace.lr.as_ptr() as usize, trace.lr.len())),
        ("grad_norm", place(trace.grad_norm.as_ptr() as usize, trace.grad_norm.len())),
    ])
}
