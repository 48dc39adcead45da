//! A run as a script, and a line of a script as a racer.

use crate::error::refused;
use crate::value;
use ::code::Library;
use wasm_bindgen::prelude::*;

/// The run of a specification as a program for `torch`, `keras` or `optax`.
///
/// # Errors
/// A `SpecError` for an unknown library or a refused specification, and for what the library has no word for.
#[wasm_bindgen]
pub fn script(spec: &JsValue, library: &str) -> Result<String, JsValue> {
    let library = Library::find(library).map_err(|problem| refused(&[problem]))?;
    ::code::script(&crate::specification(spec)?, library).map_err(|problems| refused(&problems))
}

/// The racer that a constructor call in Python's form stands for, as plain data; `layers` where a model is trained.
///
/// # Errors
/// A `SpecError` with the place of what is not understood.
#[wasm_bindgen]
pub fn paste(text: &str, layers: bool) -> Result<JsValue, JsValue> {
    ::code::paste_beside(text, layers).map(|racer| value::to_js(&racer)).map_err(|problems| refused(&problems))
}
