//! Every figure reads, and everything that it claims is so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

#[test]
fn every_claim_of_every_figure_holds() {
    let (mut wrong, mut claims) = (Vec::new(), 0);
    let figures = lectures::all();
    for figure in &figures {
        claims += figure.claims.len();
        wrong.extend(figure.check().into_iter().map(|what| format!("{}: {what}", figure.id)));
    }
    println!("{claims} claims of {} figures hold", figures.len());
    assert!(wrong.is_empty(), "{} claims are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(figures.len() >= 24);
}

#[test]
fn every_figure_has_its_words_an_id_of_its_own_and_a_claim() {
    let figures = lectures::all();
    let ids: BTreeSet<&str> = figures.iter().map(|figure| figure.id.as_str()).collect();
    assert_eq!(ids.len(), figures.len(), "an id is used twice");
    for figure in &figures {
        for text in [&figure.title, &figure.notice, &figure.question, &figure.group] {
            assert!(!text.trim().is_empty(), "{}", figure.id);
        }
        assert!(!figure.claims.is_empty(), "{} claims nothing", figure.id);
        assert!(["A-", "B-", "C-"].iter().any(|deck| figure.id.starts_with(deck)), "{}", figure.id);
    }
}

#[test]
fn a_false_claim_is_found_out() {
    let mut figure = lectures::all().into_iter().find(|figure| figure.id == "C-lr-extremes").unwrap();
    figure.claims = serde_json::from_str(r#"[{"racer": 1, "above": 1}, {"racer": 9, "above": 1}]"#).unwrap();
    let wrong = figure.check();
    assert!(wrong[0].contains("f is") && wrong[1].contains("no racer 9"), "{wrong:?}");
}
