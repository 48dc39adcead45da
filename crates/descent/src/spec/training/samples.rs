//! Decoding the samples: a data set by name, or inline samples.
//!
//! Invariant: samples that come out have rows of one width, and as many targets as there are rows.

use crate::Value;
use crate::data::{self, Dataset, SPLIT, Targets};
use crate::list::Listed;
use crate::spec::arguments::{id_of, read as read_args};
use crate::spec::limits;
use crate::spec::reader::{Fields, Problems, list, matrix, numbers, text, whole};

/// Whether so many numbers are not too many; asked before there is room for them.
pub(super) fn fits(numbers: usize, at: &str, out: &mut Problems) -> Option<()> {
    if numbers <= limits::NUMBERS {
        return Some(());
    }
    out.add(at, "too_large", format!("{numbers} numbers"), format!("at most {}", limits::NUMBERS));
    None
}

/// The samples. Their seed is the run's, unless they name one of their own: then other seeds of the run draw other weights and
/// batches from the same data.
pub(super) fn dataset(value: &Value, at: &str, seed: u32, out: &mut Problems) -> Option<Dataset> {
    let mut fields = Fields::open(value, at, out)?;
    let seed_at = fields.at("seed");
    let own = fields
        .take("seed")
        .map(|v| whole(v, 0, i64::from(u32::MAX), &seed_at, out).and_then(|v| u32::try_from(v).ok()));
    let seed = own.unwrap_or(Some(seed));
    if fields.has("inline") {
        // As they are given, unless a share of them is asked for.
        let (split_at, asked) = (fields.at(SPLIT.key), fields.peek(SPLIT.key).is_some());
        let tested = fields.peek("inline").is_some_and(|inline| inline.get("test").is_some());
        let args = read_args(&mut fields, &[SPLIT], |_| Ok(()), 0, out);
        let set = inline(&mut fields, out);
        fields.close(out);
        let (args, mut set) = (args?, set?);
        if asked && tested {
            out.add(&split_at, "conflict", "a share as well as samples to test".to_owned(), "one of the two");
            return None;
        }
        if asked {
            set.split(args.real(SPLIT.key), seed?);
        }
        return Some(set);
    }
    let ids: Vec<_> = data::TABLE.iter().map(|row| row.id).listed();
    let row = data::find(id_of(&mut fields, &ids, out)?)?;
    let args = read_args(&mut fields, row.params, |_| Ok(()), 0, out);
    let id_at = fields.at("id");
    fields.close(out);
    let set = row.make(&args?, seed?);
    if set.is_none() {
        out.add(&id_at, "not_loaded", row.id.to_owned(), "samples that are loaded: these stand in digits.txt");
    }
    set
}

fn inline(fields: &mut Fields<'_>, out: &mut Problems) -> Option<Dataset> {
    let mut inner = fields.object("inline", "an object with x, and y where there is something to learn", out)?;
    let first = samples(&mut inner, None, out);
    let test_at = inner.at("test");
    let test = inner.take("test");
    for key in ["features", "classes"] {
        names(&mut inner, key, out);
    }
    inner.close(out);
    let (mut x, features, mut y, train) = first?;
    if let Some(test) = test {
        let mut fields = Fields::open(test, &test_at, out)?;
        let more = samples(&mut fields, Some(features), out);
        fields.close(out);
        let (more, _, targets, _) = more?;
        x.extend(more);
        match (&mut y, targets) {
            (Targets::Numbers(all, width), Targets::Numbers(more, other)) if *width == other => all.extend(more),
            (Targets::None, Targets::None) => {}
            _ => {
                out.add(&format!("{test_at}.y"), "wrong_length", "other targets".to_owned(), "targets like those of y");
                return None;
            }
        }
    }
    Some(Dataset { x, features, y, train })
}

/// Names of features and classes say something to readers only.
fn names(fields: &mut Fields<'_>, key: &'static str, out: &mut Problems) {
    let at = fields.at(key);
    let Some(all) = fields.take(key).and_then(|v| list(v, &at, out)) else { return };
    for (i, name) in all.iter().enumerate() {
        text(name, limits::LABEL, &format!("{at}[{i}]"), out);
    }
}

/// What kind of value a list begins with.
fn first(of: &Value) -> &'static str {
    match of {
        Value::List(items) => items.first().map_or("", Value::kind),
        Value::Flat(flat) if flat.width == 0 => "a number",
        Value::Flat(_) => "a list",
        _ => "",
    }
}

type Read = (Vec<f64>, usize, Targets, usize);

/// `x` and `y` of inline samples: y a number or a list of numbers for each sample, or absent.
fn samples(fields: &mut Fields<'_>, features: Option<usize>, out: &mut Problems) -> Option<Read> {
    let at = fields.at("x");
    let value = fields.need("x", "a matrix: a list of rows, one per sample", out);
    let targets = fields.take("y");
    let value = value?;
    // A list of numbers is one feature.
    let (n, width, x) = if first(value) == "a number" {
        let all = numbers(value, &at, out)?;
        (all.len(), 1, all)
    } else {
        matrix(value, &at, out)?
    };
    if features.is_some_and(|f| f != width) {
        out.add(&at, "wrong_length", format!("{width} features"), format!("{} features", features.unwrap_or(0)));
        return None;
    }
    fits(x.len(), &at, out)?;
    let at = fields.at("y");
    let y = match targets {
        None => Targets::None,
        Some(value) => {
            let (rows, outputs, all) = if first(value) == "a list" {
                matrix(value, &at, out)?
            } else {
                let all = numbers(value, &at, out)?;
                (all.len(), 1, all)
            };
            if rows != n {
                out.add(&at, "wrong_length", format!("{rows} targets"), format!("{n} targets, one per sample"));
                return None;
            }
            Targets::Numbers(all, outputs)
        }
    };
    Some((x, width, y, n))
}
