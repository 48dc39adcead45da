//! Decoding a row's arguments from an object, and printing them back: the table's ranges and defaults are the only ones.

use super::reader::{Fields, Problems, flag, known, list, number, numbers, one_of, text, whole};
use crate::Value;
use crate::catalog::{Arg, Args, Kind, Param};
use crate::list::Listed;
use crate::schedule::{self, ScheduleSpec};
use crate::text::{decimal, joined};

/// What a row adds to the ranges of its parameters: the key at fault and what would be right.
pub(crate) type Check = fn(&Args) -> Result<(), (&'static str, &'static str)>;

/// How deep schedules may be nested.
const NESTED: usize = 8;

/// Reads one argument per parameter out of `fields`, which stays open.
pub(crate) fn read(
    fields: &mut Fields<'_>,
    params: &'static [Param],
    check: Check,
    depth: usize,
    out: &mut Problems,
) -> Option<Args> {
    let before = out.found.len();
    let of: Vec<Option<Arg>> = params.iter().map(|p| read_one(fields, p, depth, out)).listed();
    if out.found.len() > before {
        return None;
    }
    let args = Args::new(params, of.into_iter().listed_if_all()?);
    match check(&args) {
        Ok(()) => Some(args),
        Err((key, allowed)) => {
            let given = args.iter().find(|(p, _)| p.key == key).map_or(Value::Null, |(_, a)| print_one(a));
            let given = match given {
                Value::List(items) => {
                    format!("[{}]", joined(&items.iter().take(8).map(Value::excerpt).listed(), ", "))
                }
                other => other.excerpt(),
            };
            out.add(&fields.at(key), "conflict", given, allowed);
            None
        }
    }
}

fn read_one(fields: &mut Fields<'_>, param: &'static Param, depth: usize, out: &mut Problems) -> Option<Arg> {
    let path = fields.at(param.key);
    let given = fields.take(param.key);
    let real = |v: &Value, range: &crate::catalog::Range, out: &mut Problems, path: &str| {
        let v = number(v, path, out)?;
        if range.holds(v) {
            return Some(v);
        }
        out.add(path, "out_of_range", decimal(v), range.to_string());
        None
    };
    Some(match (&param.kind, given) {
        (Kind::Real { range, .. }, Some(v)) => Arg::Real(real(v, range, out, &path)?),
        (Kind::Real { default: Some(v), .. }, None) => Arg::Real(*v),
        (Kind::OptReal { range, .. }, Some(v)) => Arg::OptReal(Some(real(v, range, out, &path)?)),
        (Kind::OptReal { .. }, None) => Arg::OptReal(None),
        (Kind::Int { min, max, .. }, Some(v)) => Arg::Int(whole(v, *min, *max, &path, out)?),
        (Kind::Int { default: Some(v), .. }, None) => Arg::Int(*v),
        (Kind::OptInt { min, max }, Some(v)) => Arg::OptInt(Some(whole(v, *min, *max, &path, out)?)),
        (Kind::OptInt { .. }, None) => Arg::OptInt(None),
        (Kind::Bool { .. }, Some(v)) => Arg::Bool(flag(v, &path, out)?),
        (Kind::Bool { default }, None) => Arg::Bool(*default),
        (Kind::Choice { options, .. }, Some(v)) => {
            let names: Vec<_> = options.iter().map(|(name, _)| *name).listed();
            Arg::Choice(one_of(v, &names, &path, out)?)
        }
        (Kind::Choice { default, .. }, None) => Arg::Choice(default),
        (Kind::Reals { range, min_len, max_len, .. }, Some(v)) => {
            let all = numbers(v, &path, out)?;
            if let Some((i, v)) = all.iter().enumerate().find(|(_, v)| !range.holds(**v)) {
                out.add(&format!("{path}[{i}]"), "out_of_range", decimal(*v), range.to_string());
                return None;
            }
            length(all.len(), *min_len, *max_len, &path, out)?;
            Arg::Reals(all)
        }
        (Kind::Reals { default: Some(all), .. }, None) => Arg::Reals(all.to_vec()),
        (Kind::Ints { min, max, min_len, max_len, .. }, Some(v)) => {
            let items = list(v, &path, out)?;
            length(items.len(), *min_len, *max_len, &path, out)?;
            let mut all: Vec<i64> = Vec::with_capacity(items.len());
            for (i, item) in items.iter().enumerate() {
                let at = format!("{path}[{i}]");
                let n = whole(item, *min, *max, &at, out)?;
                if all.last().is_some_and(|last| *last >= n) {
                    out.add(&at, "conflict", format!("{n}"), "numbers in increasing order");
                    return None;
                }
                all.push(n);
            }
            Arg::Ints(all)
        }
        (Kind::Ints { default: Some(all), .. }, None) => Arg::Ints(all.to_vec()),
        (Kind::Schedule, Some(v)) => Arg::Schedule(Some(Box::new(nested(v, &path, depth + 1, out)?))),
        (Kind::Schedule, None) => Arg::Schedule(None),
        (Kind::Schedules, Some(v)) => {
            let items = list(v, &path, out)?;
            length(items.len(), 1, 16, &path, out)?;
            let all: Vec<_> =
                items.iter().enumerate().map(|(i, v)| nested(v, &format!("{path}[{i}]"), depth + 1, out)).listed();
            Arg::Schedules(all.into_iter().listed_if_all()?)
        }
        (
            kind @ (Kind::Real { .. } | Kind::Int { .. } | Kind::Reals { .. } | Kind::Ints { .. } | Kind::Schedules),
            None,
        ) => {
            out.missing(&path, allowed(kind));
            return None;
        }
    })
}

/// Whether a list has between `min` and `max` entries.
pub(super) fn length(n: usize, min: usize, max: usize, path: &str, out: &mut Problems) -> Option<()> {
    if (min..=max).contains(&n) {
        return Some(());
    }
    let allowed = if min == max { format!("{min} entries") } else { format!("{min} to {max} entries") };
    out.add(path, "wrong_length", format!("{n} entries"), allowed);
    None
}

fn allowed(kind: &Kind) -> String {
    match kind {
        Kind::Real { range, .. } => range.to_string(),
        Kind::Int { min, max, .. } => format!("a whole number in [{min}, {max}]"),
        Kind::Reals { .. } => "a list of numbers".to_owned(),
        Kind::Ints { .. } => "an increasing list of whole numbers".to_owned(),
        _ => "a list of schedules".to_owned(),
    }
}

/// Reads a schedule, in either spelling.
pub(crate) fn nested(value: &Value, path: &str, depth: usize, out: &mut Problems) -> Option<ScheduleSpec> {
    if depth > NESTED {
        out.add(path, "too_large", format!("{depth} schedules inside one another"), format!("at most {NESTED}"));
        return None;
    }
    let reshaped = schedule::reshape(value);
    let mut fields = Fields::open(reshaped.as_ref().unwrap_or(value), path, out)?;
    let entry = schedule::find(id_of(&mut fields, &schedule::ids().listed(), out)?)?;
    let args = read(&mut fields, entry.params, entry.check, depth, out);
    fields.close(out);
    Some(ScheduleSpec { id: entry.id, args: args? })
}

/// The `id` of an object, which has to be there.
pub(crate) fn id<'a>(fields: &mut Fields<'a>, out: &mut Problems) -> Option<&'a str> {
    let path = fields.at("id");
    text(fields.need("id", "a name of the catalogue", out)?, 128, &path, out)
}

/// The `id` of an object, which has to be one of those known.
pub(crate) fn id_of(fields: &mut Fields<'_>, all: &[&'static str], out: &mut Problems) -> Option<&'static str> {
    known(id(fields, out)?, all, &fields.at("id"), out)
}

/// An id and its arguments as an object.
pub(crate) fn print(id: &str, args: &Args) -> Value {
    let mut pairs = vec![("id".to_owned(), Value::text(id))];
    for (param, arg) in args.iter() {
        match print_one(arg) {
            Value::Null => {}
            value => pairs.push((param.key.to_owned(), value)),
        }
    }
    Value::Map(pairs)
}

/// One argument as a document holds it; null where it is off.
pub fn print_one(arg: &Arg) -> Value {
    match arg {
        Arg::Real(v) | Arg::OptReal(Some(v)) => Value::Num(*v),
        Arg::Int(v) | Arg::OptInt(Some(v)) => Value::Num(*v as f64),
        Arg::Bool(v) => Value::Bool(*v),
        Arg::Choice(v) => Value::text(*v),
        Arg::Reals(all) => Value::numbers(all.iter().copied()),
        Arg::Ints(all) => Value::numbers(all.iter().map(|v| *v as f64)),
        Arg::Schedule(Some(s)) => print(s.id, &s.args),
        Arg::Schedules(all) => Value::List(all.iter().map(|s| print(s.id, &s.args)).listed()),
        Arg::OptReal(None) | Arg::OptInt(None) | Arg::Schedule(None) => Value::Null,
    }
}
