//! `Value` through serde, so that any format can carry it. Depth is limited while reading, so that a hostile document
//! cannot exhaust the stack.

use crate::Value;
use crate::spec::limits::DEPTH;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => to.serialize_unit(),
            Value::Bool(v) => to.serialize_bool(*v),
            // Whole numbers are written without a fraction, as a person would; both read back to the same number.
            Value::Num(v) if *v == v.trunc() && v.abs() < 9.0e15 && !(*v == 0.0 && v.is_sign_negative()) => {
                to.serialize_i64(*v as i64)
            }
            Value::Num(v) => to.serialize_f64(*v),
            Value::Str(v) => to.serialize_str(v),
            Value::List(all) => to.collect_seq(all),
            Value::Flat(flat) => flat.list().serialize(to),
            Value::Map(pairs) => {
                let mut map = to.serialize_map(Some(pairs.len()))?;
                for (key, value) in pairs {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Inside { depth: 0 }.deserialize(from)
    }
}

/// Reads a value that stands inside `depth` others.
#[derive(Clone, Copy)]
struct Inside {
    depth: usize,
}

impl Inside {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth < DEPTH {
            return Ok(Inside { depth: self.depth + 1 });
        }
        Err(E::custom(format_args!("more than {DEPTH} objects and lists inside one another")))
    }
}

impl<'de> DeserializeSeed<'de> for Inside {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Inside {
    type Value = Value;

    fn expecting(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        to.write_str("a JSON value")
    }
    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        self.deserialize(from)
    }
    fn visit_bool<E: Error>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Num(v as f64))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Num(v as f64))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Num(v))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Str(v.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut all = Vec::new();
        while let Some(item) = from.next_element_seed(inside)? {
            all.push(item);
        }
        Ok(Value::List(all))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut all = Vec::new();
        while let Some(key) = from.next_key::<String>()? {
            all.push((key, from.next_value_seed(inside)?));
        }
        Ok(Value::Map(all))
    }
}
