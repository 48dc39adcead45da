//! Plain data across the border, both ways.
//!
//! Invariant: what JavaScript made with `JSON.parse` arrives whole, and what leaves could be given to `JSON.stringify`. It is
//! written by hand, because a general way through serde is many times larger.

use crate::table::put_kept;
use descent::Value;
use descent::spec::{Problem, limits::DEPTH};
use js_sys::{Array, Map, Object, Symbol};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An object that takes any property without failing.
    pub(crate) type Fresh;
    #[wasm_bindgen(method, structural, indexing_setter)]
    pub(crate) fn put(this: &Fresh, key: &str, value: &JsValue);
    /// A BigInt as a number.
    #[wasm_bindgen(js_name = Number)]
    fn number(of: &JsValue) -> f64;
}

/// A fresh object with these properties.
pub(crate) fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let all = Object::new().unchecked_into::<Fresh>();
    for (key, value) in pairs {
        all.put(key, value);
    }
    all.into()
}

/// Plain data for JavaScript: objects, lists, numbers, strings, booleans and null.
pub(crate) fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(v) => JsValue::from_bool(*v),
        Value::Num(v) => JsValue::from_f64(*v),
        Value::Str(v) => JsValue::from_str(v),
        Value::List(items) => {
            let all = Array::new();
            for item in items {
                all.push(&to_js(item));
            }
            all.into()
        }
        Value::Flat(flat) => to_js(&flat.list()),
        Value::Map(pairs) => {
            let all = Object::new().unchecked_into::<Fresh>();
            for (key, value) in pairs {
                all.put(key, &to_js(value));
            }
            all.into()
        }
    }
}

/// Plain data from JavaScript, as `JSON.parse` gives it.
pub(crate) fn from_js(value: &JsValue) -> Result<Value, Problem> {
    read(value, 0).map_err(|given| Problem {
        path: String::new(),
        code: "wrong_type",
        given,
        allowed: "plain data, as JSON.parse gives it".to_owned(),
        nearest: None,
    })
}

/// A value that stands inside `depth` others, or what it is instead of plain data.
fn read(value: &JsValue, depth: usize) -> Result<Value, String> {
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Null);
    }
    if let Some(v) = value.as_bool() {
        return Ok(Value::Bool(v));
    }
    if let Some(v) = value.as_f64() {
        return Ok(Value::Num(v));
    }
    if value.is_bigint() {
        return Ok(Value::Num(number(value)));
    }
    if let Some(v) = value.as_string() {
        return Ok(Value::Str(v));
    }
    if !value.is_object() {
        return Err(format!("a {}", value.js_typeof().as_string().unwrap_or_default()));
    }
    if depth == DEPTH {
        return Err(format!("more than {DEPTH} objects and lists inside one another"));
    }
    if Array::is_array(value) {
        let items = value.unchecked_ref::<Array>();
        let mut all = Vec::with_capacity(items.length() as usize);
        for i in 0..items.length() {
            all.push(read(&items.get(i), depth + 1)?);
        }
        return Ok(Value::List(all));
    }
    let entries = if value.is_instance_of::<Map>() {
        Array::from(value)
    } else if Symbol::iterator().js_in(value) {
        return Err("an iterable object".to_owned());
    } else {
        Object::entries(value.unchecked_ref())
    };
    let mut all = Vec::with_capacity(entries.length() as usize);
    for i in 0..entries.length() {
        let entry: Array = entries.get(i).unchecked_into();
        let key = entry.get(0).as_string().ok_or("a key that is no string")?;
        all.push((key, read(&entry.get(1), depth + 1)?));
    }
    let mut all = Value::Map(all);
    put_kept(value, &mut all);
    Ok(all)
}
