//! Every golden case, computed again on this backend: the same bits as the native scalar backend had.
//!
//! One test per file. A failure names the first row and column that differ in each case, both bit patterns, their distance
//! and what to run next; see `testkit::golden`.

use descent_tests::{backend, say};
use testkit::golden::{Case, FILES, cases, check, parse};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

/// Reports at most, so that a wrong function is not told a hundred times.
const REPORTS: usize = 5;

fn golden(file: &str) -> Vec<Case> {
    let text = FILES.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text);
    parse(text)
}

fn reproduce(file: &str) {
    say(&format!("backend: {}", backend()));
    let golden = golden(file);
    assert!(!golden.is_empty(), "tests/golden/{file}.txt holds no case; see `cargo xtask golden`");
    let reports: Vec<String> = golden.iter().filter_map(check).collect();
    let (wrong, all) = (reports.len(), golden.len());
    say(&format!("{file}: {} of {all} golden cases have the same bits", all - wrong));
    assert!(
        reports.is_empty(),
        "{wrong} of {all} cases of tests/golden/{file}.txt differ on {}:\n{}",
        backend(),
        reports[..wrong.min(REPORTS)].join("\n")
    );
}

/// One test per golden file, natively and in wasm.
macro_rules! files {
    ($($name:ident: $file:literal,)*) => {
        $(
            #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
            #[cfg_attr(not(target_arch = "wasm32"), test)]
            fn $name() {
                reproduce($file);
            }
        )*

        const TESTED: &[&str] = &[$($file),*];
    };
}

files! {
    optimizers_have_the_golden_bits: "optimizers",
    library_spellings_have_the_golden_bits: "libraries",
    schedules_have_the_golden_bits: "schedules",
    surfaces_have_the_golden_bits: "surfaces",
    problems_and_stages_have_the_golden_bits: "problems",
    mathematics_has_the_golden_bits: "math",
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_golden_files_hold_exactly_the_cases_that_the_catalogue_asks_for() {
    assert_eq!(FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), TESTED);
    for file in TESTED {
        let wanted: Vec<Case> = cases::of(file);
        let there = golden(file);
        let missing: Vec<&str> = wanted
            .iter()
            .filter(|w| !there.iter().any(|t| (&t.id, &t.subject) == (&w.id, &w.subject)))
            .map(|w| w.id.as_str())
            .collect();
        assert!(missing.is_empty(), "tests/golden/{file}.txt lacks {missing:?}; run `cargo xtask golden`");
        assert_eq!(
            there.len(),
            wanted.len(),
            "tests/golden/{file}.txt holds cases that nobody asks for; run `cargo xtask golden`"
        );
    }
}
