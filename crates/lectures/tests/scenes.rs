//! Every scene reads and has its words, and a claim can fail. Whether all hold is for `tests/lectures.rs`, on every backend.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

#[test]
fn there_are_two_dozen_scenes_each_with_its_words_and_a_claim() {
    let scenes = lectures::all();
    assert!(scenes.len() >= 24, "{} scenes", scenes.len());
    let mut names = BTreeSet::new();
    for scene in &scenes {
        assert!(names.insert(scene.id.clone()), "{} twice", scene.id);
        assert!(scene.lecture.iter().all(|figure| names.insert(figure.clone())), "{}: a figure twice", scene.id);
        assert!(!scene.claims.is_empty(), "{} claims nothing", scene.id);
        for language in ["en", "es"] {
            let words = scene.words.get(language);
            assert!(words.is_some_and(|w| w.iter().all(|w| !w.trim().is_empty())), "{}: {language}", scene.id);
        }
    }
}

#[test]
fn a_claim_that_does_not_hold_is_found() {
    let mut scene = lectures::all().remove(0);
    for claim in [
        r#"{"racer": 0, "diverges": true, "from": 0, "to": 500}"#,
        r#"{"racer": 1, "never_below": 0.01}"#,
        r#"{"first_below": 0.01, "order": [4, 1]}"#,
        r#"{"racer": 99, "ends_below": 1}"#,
        r#"{"racer": 99, "diverges": false, "from": 0, "to": 500}"#,
        r#"{"racer": 0, "ends_near": [0], "within": 1}"#,
        r#"{"racer": 0, "last_step_below": 0}"#,
        r#"{"racer": 0, "cycles": 2, "within": 1e-9}"#,
        r#"{"racer": 0, "test_accuracy": 1, "within": 1}"#,
        r#"{"racer": 0, "rate_over": 10, "at": [5]}"#,
        r#"{"rougher": [0, 1, 0]}"#,
        r#"{"swings": [0, 0], "axis": 0, "beyond": 0}"#,
        r#"{"swings": [0], "axis": 2, "beyond": 0}"#,
        r#"{"racer": 0, "quantity": "g", "axis": 0, "step": 1, "is": 0, "within": 1e-9}"#,
        r#"{"racer": 0, "quantity": "no such", "axis": 0, "step": 1, "is": 0, "within": 1e9}"#,
        r#"{"racer": 0, "quantity": "theta", "axis": 9, "step": 1, "is": 0, "within": 1e9}"#,
    ] {
        scene.claims = vec![serde_json::from_str(claim).unwrap()];
        assert_eq!(scene.check().len(), 1, "{claim}");
    }
    let mut plateau = lectures::all().into_iter().find(|scene| scene.is("A-plateau")).unwrap();
    for claim in
        [r#"{"racer": 1, "rate_over": 9, "at": [45, 92, 123]}"#, r#"{"racer": 1, "rate_over": 10, "at": [45]}"#]
    {
        plateau.claims = vec![serde_json::from_str(claim).unwrap()];
        assert_eq!(plateau.check().len(), 1, "{claim}");
    }
    for (figure, claim) in [
        ("A-nesterov", r#"{"swings": [0, 1], "axis": 1, "beyond": 0}"#),
        ("A-nesterov", r#"{"swings": [1, 0], "axis": 1, "beyond": 10}"#),
        ("A-variance", r#"{"racer": 0, "variance_slope": -1.2, "replacement": true, "within": 0.1}"#),
        ("A-variance", r#"{"racer": 0, "variance_slope": -1, "replacement": false, "within": 0.05}"#),
        ("A-variance", r#"{"racer": 0, "variance_off": 0.001, "replacement": true}"#),
        ("A-plateau", r#"{"racer": 9, "variance_off": 9, "replacement": true}"#),
        ("A-race", r#"{"racer": 0, "variance_off": 9, "replacement": true}"#),
        ("B-sampling", r#"{"racer": 0, "seen": [9, 10], "replacement": false}"#),
        ("B-sampling", r#"{"racer": 0, "seen": [10, 10], "replacement": true}"#),
        ("B-sampling", r#"{"racer": 0, "chi_squared": [0, 1]}"#),
        ("A-fit", r#"{"racer": 0, "chi_squared": [0, 1e9]}"#),
        ("C-landscape", r#"{"racer": 0, "plane_seed": 1, "share": [0.9, 1], "within": 1}"#),
        ("C-landscape", r#"{"racer": 0, "plane_seed": 1, "share": [0, 1], "within": -1}"#),
        ("A-cyclic", r#"{"racer": 0, "no_cycle_of": 8, "within": 1e-6}"#),
        ("A-kmeans", r#"{"racer": 0, "plane_seed": 1, "share": [0, 1], "within": 1}"#),
    ] {
        let mut scene = lectures::all().into_iter().find(|scene| scene.is(figure)).unwrap();
        scene.claims = vec![serde_json::from_str(claim).unwrap()];
        assert_eq!(scene.check().len(), 1, "{figure}: {claim}");
    }
    assert!(serde_json::from_str::<lectures::Claim>(r#"{"racer": 0, "unheard_of": 1}"#).is_err());
}

#[test]
fn the_tests_that_hold_the_rest_of_a_figure_exist_and_none_is_left_out() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let scenes = lectures::all();
    let named: BTreeSet<_> = scenes.iter().flat_map(|scene| scene.further()).collect();
    for (file, test) in &named {
        let text = read(file);
        assert!([format!("fn {test}("), format!(" as {test},")].iter().any(|how| text.contains(how)), "{file}: {test}");
    }
    // Every `"A-figure": module::check as test,`.
    for line in read("tests/checks.rs").lines() {
        let Some((figure, test)) = line.trim().strip_prefix('"').and_then(|line| line.split_once("\": ")) else {
            continue;
        };
        let test = test.rsplit(" as ").next().unwrap().trim_end_matches(',');
        let scene = scenes.iter().find(|scene| scene.is(figure)).unwrap();
        assert!(scene.further().any(|(_, named)| named == test), "{figure}: {test}");
    }
}
