//! Nothing in the catalogue goes without its words, its golden case and, for optimizers, its oracle and its row in the table of convergence.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::catalog::Param;
use descent::law::{self, library};
use descent::spec;
use descent::{data, model, schedule, surface};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use testkit::oracle::{self, HAVE, Problems, QUIRKS};
use testkit::{converge, docs, fixture, golden};

/// What lacks something, by name.
#[derive(Default)]
struct Missing(Vec<String>);

impl Missing {
    fn unless(&mut self, there: bool, what: impl Into<String>) {
        if !there {
            self.0.push(what.into());
        }
    }

    fn texts(&mut self, id: &str, texts: &[(&str, &str)]) {
        for (name, text) in texts {
            self.unless(!text.trim().is_empty(), format!("{id}: {name}"));
        }
    }

    fn params(&mut self, id: &str, params: &[Param]) {
        for p in params {
            self.texts(&format!("{id}.{}", p.key), &[("name", p.name), ("doc", p.doc)]);
        }
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} things are missing:\n{}", self.0.len(), self.0.join("\n"));
    }
}

#[test]
fn every_row_has_its_words() {
    let mut missing = Missing::default();
    for row in law::TABLE {
        let texts = [
            ("name", row.name),
            ("family", row.family),
            ("doc", row.doc),
            ("formula", row.formula),
            ("differs", row.differs),
            ("reference", row.reference),
        ];
        missing.texts(row.id, &texts);
        missing.params(row.id, row.params);
    }
    for row in library::rows() {
        missing.params(row.id, row.params);
    }
    for row in schedule::TABLE {
        let texts = [
            ("name", row.name),
            ("doc", row.doc),
            ("formula", row.formula),
            ("differs", row.differs),
            ("reference", row.reference),
        ];
        missing.texts(row.id, &texts);
        missing.params(row.id, row.params);
    }
    for row in schedule::ALIASES {
        missing.params(row.id, row.params);
        missing.unless(schedule::TABLE.iter().any(|ours| ours.id == row.into), format!("{}: {}", row.id, row.into));
    }
    for row in model::TABLE {
        missing.texts(row.id, &[("name", row.name), ("doc", row.doc), ("formula", row.formula)]);
        missing.params(row.id, row.params);
    }
    for row in data::TABLE {
        missing.texts(row.id, &[("name", row.name), ("doc", row.doc), ("reference", row.reference)]);
        missing.params(row.id, row.params);
    }
    for row in surface::TABLE {
        let texts = [
            ("name", row.name),
            ("group", row.group),
            ("doc", row.doc),
            ("formula", row.formula),
            ("reference", row.reference),
        ];
        missing.texts(row.id, &texts);
        missing.params(row.id, row.params);
    }
    missing.none();
}

/// Every string under these keys, anywhere in a document.
fn named(of: &Json, keys: &[&str], into: &mut BTreeSet<String>) {
    match of {
        Json::Object(pairs) => {
            for (key, value) in pairs {
                if let (true, Json::String(name)) = (keys.contains(&key.as_str()), value) {
                    into.insert(name.clone());
                }
                named(value, keys, into);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| named(item, keys, into)),
        _ => {}
    }
}

#[test]
fn every_row_has_a_golden_case() {
    let mut seen = BTreeSet::new();
    for case in golden::all() {
        if let Ok(subject) = serde_json::from_str(&case.subject) {
            named(&subject, &["id", "surface"], &mut seen);
        }
    }
    let ours = law::TABLE.iter().map(|row| row.id).chain(library::rows().map(|row| row.id));
    let trained = model::TABLE.iter().map(|row| row.id).chain(data::TABLE.iter().map(|row| row.id));
    let all = ours.chain(schedule::ids()).chain(surface::TABLE.iter().map(|row| row.id)).chain(trained);
    let mut missing = Missing::default();
    let mut count = 0;
    for id in all {
        missing.unless(seen.contains(id), format!("{id}: a golden case; see crates/testkit/src/golden/cases"));
        count += 1;
    }
    println!("{count} rows have a golden case");
    missing.none();
}

#[test]
fn every_optimizer_has_an_oracle() {
    let problems = Problems::read();
    let (mut spelled, mut ours) = (BTreeSet::new(), BTreeSet::new());
    for file in HAVE.iter().chain(QUIRKS.iter().map(|(file, _)| file)) {
        let fixture = fixture::read(&format!("optim/{file}.json"));
        let id = oracle::optimizer_id(file, &fixture);
        for case in fixture::cases(&fixture) {
            let spec = spec::decode(&oracle::document(file, &id, case, &problems, "f64")).unwrap();
            ours.insert(spec.racers[0][0].1.optimizer.row.id);
        }
        spelled.insert(id);
    }
    // Those that no library's fixture has, with the test that compares them: with the textbook's formulas, with SciPy's simplex.
    for (id, file, test) in [
        ("newton", "newton.rs", "iterations_equal_the_fixture"),
        ("lloyd", "models/fixtures.rs", "lloyd_s_iterations_equal_the_fixture"),
        ("bfgs", "minimizers.rs", "exact_searches_on_a_quadratic_give_the_linear_method_and_end_after_n_steps"),
        ("cg", "minimizers.rs", "exact_searches_on_a_quadratic_give_the_linear_method_and_end_after_n_steps"),
        ("nelder_mead", "minimizers.rs", "nelder_mead_walks_with_scipy"),
    ] {
        assert!(ours.insert(id), "{id} has an oracle case of its own by now");
        let text = std::fs::read_to_string(format!("{}/tests/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let (_, body) = text.split_once(&format!("#[test]\nfn {test}()")).unwrap_or_else(|| panic!("{file}: {test}"));
        let body = body.split("\n}\n").next().unwrap();
        assert!(body.contains(&format!("\"id\": \"{id}\"")), "{file}: {test} has no {id}");
    }
    let mut missing = Missing::default();
    for row in law::TABLE {
        missing.unless(ours.contains(row.id), format!("{}: an oracle case", row.id));
    }
    for row in library::rows() {
        missing.unless(spelled.contains(row.id), format!("{}: an oracle case", row.id));
    }
    println!("{} optimizers in {} spellings have an oracle", ours.len(), spelled.len());
    missing.none();
}

#[test]
fn every_optimizer_has_a_row_of_convergence() {
    let table = converge::read();
    let rows = table["rows"].as_array().unwrap();
    let mut missing = Missing::default();
    for row in law::TABLE {
        missing.unless(rows.iter().any(|r| r["id"] == row.id), format!("{}: a row in tests/converge.json", row.id));
    }
    missing.none();
}

/// Formula and example are people's; cost, arguments, libraries and reference have to be what the row says.
#[test]
fn every_optimizer_is_taught_in_its_file() {
    let texts: Vec<String> = docs::files().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let mut missing = Missing::default();
    for row in law::TABLE {
        let Some(text) = texts.iter().find(|text| docs::holds(text, row)) else {
            missing.unless(false, format!("{}: a file", row.id));
            continue;
        };
        let (head, _) = docs::header(text);
        let (above, _) = head.split_once("\n# `").unwrap_or((&head, ""));
        let (formula, example) = above.split_once("# Example").unwrap_or((above, ""));
        missing.unless(formula.contains('←'), format!("{}: its recurrence at the top of its file", row.id));
        missing.unless(
            example.contains(&format!("example(\"{}\"", row.id)),
            format!("{}: an example with numbers", row.id),
        );
        missing.unless(
            head.contains(&docs::section(row)),
            format!("{}: its row in its documentation; cargo run -p descent-testkit --example docs", row.id),
        );
    }
    missing.none();
}

/// Oracles of schedules and surfaces are compared in their own suites; here are the rows that have none, so that a new one is noticed.
#[test]
fn schedules_and_surfaces_without_an_oracle_are_these() {
    let mut spelled = BTreeSet::new();
    for library in fixture::list("schedules") {
        for case in fixture::cases(&fixture::read(&format!("schedules/{library}.json"))) {
            spelled.insert(format!("{library}.{}", case["kind"].as_str().unwrap()));
        }
    }
    let compared: BTreeSet<&str> =
        schedule::ALIASES.iter().filter(|row| spelled.contains(row.id)).map(|row| row.into).collect();
    let unknown: Vec<&String> =
        spelled.iter().filter(|id| !schedule::ALIASES.iter().any(|row| row.id == **id)).collect();
    assert!(unknown.is_empty(), "the fixtures have schedules that the catalogue lacks: {unknown:?}");
    let testfn = fixture::read("testfn.json");
    let surfaces: BTreeSet<&str> = fixture::cases(&testfn).iter().filter_map(|case| case["name"].as_str()).collect();
    // Compared only with themselves.
    let without: Vec<&str> = schedule::TABLE.iter().map(|row| row.id).filter(|id| !compared.contains(id)).collect();
    assert_eq!(without, ["constant"]);
    // Compared only with differences.
    let without: Vec<&str> = surface::TABLE.iter().map(|row| row.id).filter(|id| !surfaces.contains(id)).collect();
    let known = ["long_valley", "quadratic", "two_wells", "griewank", "parabola", "two_basins", "incline", "bumpy"];
    assert_eq!(without, known);
}
