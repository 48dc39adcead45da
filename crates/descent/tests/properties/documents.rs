//! Documents: what is printed reads back to the same, and nothing that can be written makes the core panic.

use super::{cases, document};
use descent::spec::limits::PARAMETERS;
use descent::{Run, Value, spec};
use proptest::prelude::*;
use testkit::draw::Draw;
use testkit::{json, legal};

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn a_printed_specification_decodes_to_itself(seed: u64) {
        let document = document(seed, 1_000_000);
        let read = spec::decode(&document).unwrap();
        let printed = read.to_value();
        let again = spec::decode(&printed).unwrap();
        prop_assert_eq!(&again, &read, "{}", json::text(&document));
        prop_assert_eq!(again.to_value(), printed.clone());
        // And through text.
        let text = json::text(&printed);
        prop_assert_eq!(spec::decode(&json::parse(&text)).unwrap(), read, "{}", text);
    }
}

/// Every id of every table, with its defaults and with random arguments: none is left to chance.
#[test]
fn every_row_of_every_table_decodes_and_prints() {
    let mut draw = Draw::new(3);
    let mut rows = 0;
    for (id, params) in legal::optimizers() {
        for _ in 0..20 {
            let racer = Value::map([("optimizer", legal::optimizer_of(&mut draw, id, params))]);
            same(&whole("beale", racer), id);
        }
        rows += 1;
    }
    for id in descent::schedule::ids() {
        let entry = descent::schedule::find(id).unwrap();
        for _ in 0..20 {
            let optimizer = Value::map([("id", Value::text("sgd"))]);
            let racer = Value::map([("optimizer", optimizer), ("schedule", legal::schedule_of(&mut draw, &entry, 2))]);
            same(&whole("beale", racer), id);
        }
        rows += 1;
    }
    for row in descent::surface::TABLE {
        same(&whole(row.id, Value::map([("optimizer", Value::map([("id", Value::text("sgd"))]))])), row.id);
        rows += 1;
    }
    println!("{rows} rows");
}

fn whole(surface: &str, racer: Value) -> Value {
    Value::map([
        ("problem", Value::map([("surface", Value::text(surface))])),
        ("steps", Value::Num(3.0)),
        ("racers", Value::List(vec![racer])),
    ])
}

fn same(document: &Value, id: &str) {
    let read = spec::decode(document).unwrap_or_else(|p| panic!("{id}: {}: {p:?}", json::text(document)));
    assert_eq!(spec::decode(&read.to_value()).unwrap(), read, "{id}: {}", json::text(document));
    Run::new(read).finish();
}

/// How many documents are spoilt, and how many legal ones they come from.
const SPOILT: usize = 100_000;
const LEGAL: usize = 1_000;

/// What a reader might not expect.
fn odd(draw: &mut Draw) -> Value {
    let numbers = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        1e308,
        -1e308,
        5e-324,
        4_294_967_296.0,
        9.3e18,
        1e6,
        1_000_001.0,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
    ];
    match draw.below(8) {
        0 => Value::Null,
        1 => Value::Bool(draw.once_in(2)),
        2 => {
            Value::text(*draw.of(&["", "adam", "beale", "Ünïcode \u{202e}", "optimizer.lr", "\0", "e\u{301}", "step"]))
        }
        3 => Value::List(Vec::new()),
        4 => Value::Map(Vec::new()),
        5 => Value::numbers([1.0, 2.0, 3.0]),
        6 => Value::text("x".repeat(draw.below(300))),
        _ => Value::Num(*draw.of(&numbers)),
    }
}

/// Spoils one place of a document, chosen evenly over its nodes.
fn spoil(draw: &mut Draw, of: &mut Value) {
    let inside = match of {
        Value::List(items) => items.len(),
        Value::Map(pairs) => pairs.len(),
        _ => 0,
    };
    if inside > 0 && !draw.once_in(4) {
        let k = draw.below(inside);
        return match of {
            Value::List(items) => spoil(draw, &mut items[k]),
            Value::Map(pairs) => spoil(draw, &mut pairs[k].1),
            _ => {}
        };
    }
    match (draw.below(8), &mut *of) {
        (0, Value::Map(pairs)) if inside > 0 => drop(pairs.remove(draw.below(inside))),
        (1, Value::Map(pairs)) if inside > 0 => pairs.push(pairs[draw.below(inside)].clone()),
        (2, Value::Map(pairs)) if inside > 0 => {
            let k = draw.below(inside);
            pairs[k].0.push(*draw.of(&['s', ' ', '.', '\u{301}']));
        }
        (3, Value::Map(pairs)) => pairs.push(((*draw.of(&["", "id", "lr", "steps", "edits"])).to_owned(), odd(draw))),
        (0 | 1, Value::List(items)) if inside > 0 => drop(items.remove(draw.below(inside))),
        (2 | 3, Value::List(items)) if inside > 0 => items.push(items[draw.below(inside)].clone()),
        (4, _) => *of = Value::List(vec![of.clone()]),
        (5, _) => *of = Value::map([("id", of.clone())]),
        (6, Value::Num(v)) => *v = -*v,
        (7, Value::Num(v)) => *v *= *draw.of(&[10.0, 1e-3, 1e300, 0.5]),
        _ => *of = odd(draw),
    }
}

/// Decodes; where that is accepted, runs three steps. Whether it was accepted.
fn survives(document: &Value) -> bool {
    match spec::decode(document) {
        Ok(spec) => {
            assert!(spec.start.len() <= PARAMETERS);
            let mut run = Run::new(spec);
            run.step(3);
            true
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason: {}", json::text(document));
            problems.iter().for_each(|p| drop(p.message()));
            false
        }
    }
}

#[test]
fn a_hundred_thousand_spoilt_documents_are_answered_without_a_panic() {
    let mut draw = Draw::new(4);
    let (mut accepted, mut unreadable) = (0, 0);
    for _ in 0..LEGAL {
        let legal = legal::document(&mut draw, 400);
        let text = json::text(&legal);
        for k in 0..SPOILT / LEGAL {
            if k % 4 == 0 {
                // Spoilt as text: bytes changed, lost or doubled, as far as it still is JSON.
                let mut bytes = text.clone().into_bytes();
                for _ in 0..=draw.below(3) {
                    let at = draw.below(bytes.len());
                    match draw.below(3) {
                        0 => bytes[at] = *draw.of(b"0123456789-.eE\"{}[],: atn"),
                        1 => drop(bytes.remove(at)),
                        _ => bytes.insert(at, bytes[at]),
                    }
                }
                match String::from_utf8(bytes).ok().and_then(|text| serde_json::from_str(&text).ok()) {
                    Some(document) => accepted += usize::from(survives(&document)),
                    None => unreadable += 1,
                }
            } else {
                let mut document = legal.clone();
                for _ in 0..=draw.below(3) {
                    spoil(&mut draw, &mut document);
                }
                accepted += usize::from(survives(&document));
            }
        }
    }
    let refused = SPOILT - accepted - unreadable;
    println!("{SPOILT} spoilt documents: {refused} refused, {accepted} still legal, {unreadable} no JSON");
    assert!(refused > SPOILT / 4 && accepted > SPOILT / 20, "the spoiling is too hard or too soft");
}
