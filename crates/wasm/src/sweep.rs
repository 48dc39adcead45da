//! Sweeps for JavaScript, band by band: how a run ends for every combination of values along some axes; and how far it is along the
//! way under many seeds.

use crate::error::{out_of_range, refused};
use crate::value;
use descent::Value;
use descent::list::Listed;
use descent::sweep::Axis;
use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

/// A sweep, kept from band to band.
#[wasm_bindgen]
pub struct Sweep {
    sweep: descent::sweep::Sweep,
}

#[wasm_bindgen]
impl Sweep {
    /// A sweep of a document along `axes`, a list of `{path, values}`; the first changes fastest.
    ///
    /// # Errors
    /// A `SpecError` for a refused specification or a refused axis.
    #[wasm_bindgen(constructor)]
    pub fn new(spec: &JsValue, axes: &JsValue) -> Result<Sweep, JsValue> {
        let read = |from: &JsValue| value::from_js(from).map_err(|problem| refused(&[problem]));
        let (document, axes) = (read(spec)?, read(axes)?);
        let all = if let Value::List(items) = &axes { items.iter().map(axis).listed_if_all() } else { None };
        let axes: Vec<Axis> = all.ok_or_else(|| out_of_range("axes; allowed: a list of {path, values}"))?;
        descent::sweep::Sweep::new(document, axes).map(|sweep| Sweep { sweep }).map_err(|problems| refused(&problems))
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.sweep.points()
    }

    /// How many racers there are at each point.
    pub fn racers(&self) -> usize {
        self.sweep.racers()
    }

    /// How every racer ends at the points from `from` to below `to`: five numbers each (kind: 0 refused, 1 converged, 2 stalled,
    /// 3 diverged, 4 exhausted; step; f; the first two parameters), point by point, racer by racer.
    pub fn band(&mut self, from: usize, to: usize) -> Float64Array {
        let mut ends = Vec::new();
        self.sweep.band(from..to, &mut ends);
        let rows: Vec<f64> = ends.iter().flat_map(descent::sweep::Outcome::row).collect();
        Float64Array::from(&rows[..])
    }
}

fn axis(from: &Value) -> Option<Axis> {
    let (Some(Value::Str(path)), Some(Value::List(values))) = (from.get("path"), from.get("values")) else {
        return None;
    };
    let values = values.iter().map(|v| if let Value::Num(v) = v { Some(*v) } else { None }).listed_if_all()?;
    Some(Axis { path: path.clone(), values })
}

/// A document under many seeds, kept from band to band.
#[wasm_bindgen]
pub struct Seeds {
    seeds: descent::sweep::Seeds,
}

#[wasm_bindgen]
impl Seeds {
    /// Values of a document's racers at rising `steps` under each of `seeds`.
    ///
    /// # Errors
    /// A `SpecError` for a refused specification or refused lists.
    #[wasm_bindgen(constructor)]
    pub fn new(spec: &JsValue, seeds: Vec<u32>, steps: Vec<u32>) -> Result<Seeds, JsValue> {
        let document = value::from_js(spec).map_err(|problem| refused(&[problem]))?;
        let steps = steps.into_iter().map(u64::from).listed();
        let made = descent::sweep::Seeds::new(document, seeds, steps);
        made.map(|seeds| Seeds { seeds }).map_err(|problems| refused(&problems))
    }

    /// Samples that each racer has seen at each of the steps, racer by racer.
    pub fn samples(&self) -> Float64Array {
        Float64Array::from(self.seeds.samples())
    }

    /// Values under the seeds from `from` to below `to`: seed by seed, racer by racer, step by step; NaN where it has diverged.
    pub fn band(&self, from: usize, to: usize) -> Float64Array {
        let mut values = Vec::new();
        self.seeds.band(from..to, &mut values);
        Float64Array::from(&values[..])
    }
}

/// The quartiles of each of `width` columns of rows: lower, median, upper, column by column; missing values (NaN) count as highest.
#[wasm_bindgen]
pub fn quartiles(values: &[f64], width: usize) -> Float64Array {
    let all: Vec<f64> = descent::sweep::quartiles(values, width).into_iter().flatten().listed();
    Float64Array::from(&all[..])
}
