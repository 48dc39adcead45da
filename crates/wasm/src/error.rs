//! Thrown errors: `Error`s with `name`, `code` and `problems`.

use crate::value::{Fresh, to_js};
use descent::Value;
use descent::list::Listed;
use descent::spec::Problem;
use js_sys::Error;
use wasm_bindgen::prelude::*;

/// Problems as plain data.
pub(crate) fn list(problems: &[Problem]) -> Value {
    Value::List(problems.iter().map(Problem::to_value).listed())
}

/// A `SpecError` with code `refused`, its problems and the first of them as message.
pub(crate) fn refused(problems: &[Problem]) -> JsValue {
    let message = problems.first().map_or_else(|| "refused".to_owned(), Problem::message);
    thrown("SpecError", "refused", &message, problems)
}

/// A `RangeError`-like error for a racer, a size or a view that does not exist.
pub(crate) fn out_of_range(message: &str) -> JsValue {
    thrown("RangeError", "out_of_range", message, &[])
}

fn thrown(name: &str, code: &str, message: &str, problems: &[Problem]) -> JsValue {
    let error = Error::new(message);
    error.set_name(name);
    let error = error.unchecked_into::<Fresh>();
    error.put("code", &JsValue::from_str(code));
    error.put("problems", &to_js(&list(problems)));
    error.into()
}
