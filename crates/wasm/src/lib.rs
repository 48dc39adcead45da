//! JavaScript bindings: types translated, columns exposed, errors thrown. No algorithm and no default lives here.
//!
//! Documents come in as plain data (what `JSON.parse` gives) and pass the core's one validation. Arrays of numbers never go
//! through serde: columns are handed out as (pointer, length) pairs into the instance's memory, which one JavaScript file turns
//! into views that are used and dropped at once; pictures are copied.

mod code;
mod error;
mod models;
mod objective;
mod picture;
mod run;
mod sweep;
mod table;
mod value;

use descent::spec;
use error::refused;
use wasm_bindgen::prelude::*;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lanes::Aligned<rlsf::SmallGlobalTlsf> = lanes::Aligned(rlsf::SmallGlobalTlsf::new());

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The backend of the lanes: `simd128`, or the scalar one.
#[wasm_bindgen]
pub fn backend() -> String {
    lanes::BACKEND.to_owned()
}

/// What is wrong with a specification: a list of `{path, code, given, allowed, nearest, message}`, empty where nothing is.
#[wasm_bindgen]
pub fn validate(spec: &JsValue) -> JsValue {
    let problems = match value::from_js(spec) {
        Ok(document) => spec::decode(&document).err().unwrap_or_default(),
        Err(problem) => vec![problem],
    };
    value::to_js(&error::list(&problems))
}

/// What a picture of the specification's problem needs: `{dim, start, racers, view, log, points}`.
///
/// # Errors
/// A `SpecError` for a refused specification.
#[wasm_bindgen]
pub fn describe(spec: &JsValue) -> Result<JsValue, JsValue> {
    Ok(value::to_js(&descent::describe(&specification(spec)?)))
}

/// A fresh seed for a user who asks for one; the only platform randomness there is.
///
/// # Errors
/// An `Error` where the platform has no source of randomness.
#[wasm_bindgen(js_name = freshSeed)]
pub fn fresh_seed() -> Result<u32, JsError> {
    getrandom::u32().map_err(|_| JsError::new("the platform has no source of randomness"))
}

/// A validated specification from JavaScript.
fn specification(from: &JsValue) -> Result<spec::Spec, JsValue> {
    let document = value::from_js(from).map_err(|problem| refused(&[problem]))?;
    table::decoded(document).map_err(|problems| refused(&problems))
}
