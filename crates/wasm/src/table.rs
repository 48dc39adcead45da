//! A reader's table: its text in pieces to samples, and large samples that stay here between requests.
//!
//! Invariant: samples that are kept stand for exactly the object they were kept under, wherever it is in a document; nothing that JSON can
//! say names them. They are copied in once, as typed arrays, and shared by whatever is decoded.

use crate::value::{object, to_js};
use descent::spec::{self, Problem, Spec};
use descent::{Flat, Value};
use descent_table::{Fault, Reader};
use js_sys::Float64Array;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A decimal as JavaScript reads it, correctly rounded.
    #[wasm_bindgen(js_name = Number)]
    fn number(of: &str) -> f64;
}

/// What stays here between calls.
struct Held {
    /// The table that is being read.
    reader: Option<Reader>,
    /// Samples, under the objects that stand for them.
    kept: Vec<Kept>,
    /// The last document with such samples, and what it was decoded into.
    decoded: Option<(Value, Spec)>,
}

type Kept = (JsValue, [Arc<Flat>; 2]);

thread_local! {
    static HELD: RefCell<Held> = const { RefCell::new(Held { reader: None, kept: Vec::new(), decoded: None }) };
}

/// Puts the samples that an object stands for, if it does, into what else it says.
pub(crate) fn put_kept(under: &JsValue, inline: &mut Value) {
    HELD.with_borrow(|held| {
        for (_, samples) in held.kept.iter().filter(|(one, _)| one == under) {
            for (key, flat) in ["x", "y"].iter().zip(samples) {
                inline.put(key, Value::Flat(flat.clone()));
            }
        }
    });
}

/// Keeps samples under an object, which then stands for them as a document's inline data, beside the names that it says: x row after row with
/// `width` numbers in each (0: no rows, one number a sample), y one number a sample. Of those kept before only the newest `beside` stay.
#[wasm_bindgen(js_name = keepSamples)]
pub fn keep_samples(under: JsValue, x: Vec<f64>, width: usize, y: Vec<f64>, beside: usize) {
    let flat = |numbers, width| Arc::new(Flat { numbers, width });
    HELD.with_borrow_mut(|held| {
        while held.kept.len() > beside {
            held.kept.remove(0);
            held.decoded = None;
        }
        held.kept.push((under, [flat(x, width), flat(y, 0)]));
    });
}

/// The specification of a document. One that stands for kept samples is decoded once for all requests that are made of it.
pub(crate) fn decoded(document: Value) -> Result<Spec, Vec<Problem>> {
    if let Some(spec) = HELD
        .with_borrow(|held| held.decoded.as_ref().filter(|(known, _)| *known == document).map(|(_, spec)| spec.clone()))
    {
        return Ok(spec);
    }
    let spec = spec::decode(&document)?;
    let inline = document.get("problem").and_then(|problem| problem.get("data")?.get("inline")?.get("x"));
    if let Some(Value::Flat(_)) = inline {
        HELD.with_borrow_mut(|held| held.decoded = Some((document, spec.clone())));
    }
    Ok(spec)
}

/// Takes a piece of a table's file, the `first` one or one more. Undefined until nothing more is of use, at the latest after the `last` one;
/// then `{x, width, y, names: {features, classes}}`, or `{faults}`, each `[code, given, row, column, ...counts]`.
#[wasm_bindgen(js_name = readTable)]
pub fn read_table(piece: &[u8], first: bool, last: bool) -> JsValue {
    HELD.with_borrow_mut(|held| {
        if first {
            held.reader = Some(Reader::new(number));
        }
        let more = held.reader.as_mut().is_some_and(|reader| reader.push(piece)) && !last;
        match held.reader.take_if(|_| !more).map(Reader::finish) {
            None => JsValue::UNDEFINED,
            Some(Ok(table)) => object(&[
                ("x", Float64Array::from(&table.x[..]).into()),
                ("width", (table.width() as f64).into()),
                ("y", Float64Array::from(&table.y[..]).into()),
                ("names", to_js(&table.names())),
            ]),
            Some(Err(faults)) => {
                let mut list = Vec::new();
                for Fault { row, column, code, counts, given } in faults {
                    let mut one = vec![Value::text(code), Value::Str(given)];
                    for number in [row, column, counts.0, counts.1] {
                        one.push(Value::Num(number as f64));
                    }
                    list.push(Value::List(one));
                }
                object(&[("faults", to_js(&Value::List(list)))])
            }
        }
    })
}
