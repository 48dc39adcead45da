//! Reading results, and what is said of failures, from what test runners print: cargo's, wasm-bindgen's and Node's.
//!
//! Invariant: a line counts only in the exact form that the runner closes a suite with.
//! Does not: decide whether a stage passed.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Count {
    /// A stage that is one test.
    pub(super) const ONE: Self = Self { passed: 1, failed: 0 };
}

/// Adds up the closing lines.
pub(super) fn read(lines: &[String]) -> Count {
    let mut count = Count::default();
    for line in lines {
        if let Some(rest) = line.trim_start().strip_prefix("test result: ") {
            count.passed += number_before(rest, " passed");
            count.failed += number_before(rest, " failed");
        }
        // Node closes with `ℹ pass 3` for people and `# pass 3` in TAP.
        let mut words = line.split_whitespace();
        if let (Some("#" | "ℹ"), Some(what), Some(number), None) =
            (words.next(), words.next(), words.next(), words.next())
        {
            let number = number.parse().unwrap_or(0);
            match what {
                "pass" => count.passed += number,
                "fail" | "cancelled" => count.failed += number,
                _ => {}
            }
        }
    }
    count
}

/// The number right before some words: 7 in `ok. 7 passed; …` before ` passed`.
fn number_before(text: &str, words: &str) -> u64 {
    let Some(end) = text.find(words) else {
        return 0;
    };
    let before = text[..end].rsplit(' ').next().unwrap_or("");
    before.parse().unwrap_or(0)
}

/// The backends that the suites named, each once.
pub(super) fn backends(lines: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        if let Some(name) = line.trim().strip_prefix("backend: ")
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_string());
        }
    }
    names
}

/// What suites say they have counted, each once.
pub(super) fn counted(lines: &[String]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for line in lines {
        if let Some(what) = line.trim().strip_prefix("counted: ")
            && !said.iter().any(|known| known == what)
        {
            said.push(what.to_string());
        }
    }
    said
}

/// What runners say of tests that failed, of each so many lines at most.
pub(super) fn failures(lines: &[String]) -> Vec<String> {
    const MOST_LINES: usize = 30;
    let mut said = Vec::new();
    // What closes the block that is read, and how many lines it has.
    let mut open: Option<(&str, usize)> = None;
    for line in lines {
        let text = line.trim();
        match &mut open {
            Some((end, _)) if text.starts_with(*end) => open = None,
            Some((_, count)) => {
                *count = if text.starts_with("---- ") { 1 } else { *count + 1 };
                if *count <= MOST_LINES {
                    said.push(line.clone());
                }
            }
            None => {
                let end = match text {
                    "failures:" => "test result: ",
                    "✖ failing tests:" => "=== ",
                    _ if text.starts_with("not ok ") => "...",
                    _ => continue,
                };
                open = Some((end, 0));
                said.push(line.clone());
            }
        }
    }
    said
}

/// wasm-bindgen's runner leaves out a suite made for another place, and calls that success.
pub(super) fn says_skipped(line: &str) -> bool {
    line.contains("this test suite is only configured to run in")
        || line.contains("This test suite is only configured to run in")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_string).collect()
    }

    #[test]
    fn cargo_s_and_wasm_bindgen_s_lines_add_up() {
        let said = lines(
            "test a ... ok\n\
             test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
             test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.01s",
        );
        assert_eq!(read(&said), Count { passed: 15, failed: 2 });
    }

    #[test]
    fn node_s_lines_add_up_in_both_forms() {
        let said = lines("# tests 5\n# pass 4\n# fail 1\nℹ pass 10\nℹ fail 0\nℹ cancelled 2\n# pass the salt please");
        assert_eq!(read(&said), Count { passed: 14, failed: 3 });
    }

    #[test]
    fn what_runners_say_of_failures_is_kept() {
        let cargo = "test a ... FAILED\nfailures:\n\n---- a stdout ----\nleft: 1\n\nfailures:\n    a\n\ntest result: FAILED. 1 failed\nmore";
        assert_eq!(failures(&lines(cargo)), lines(cargo)[1..9]);
        let tap = "    ok 1 - a\n    not ok 2 - b\n      ---\n      error: 1 !== 2\n      ...\nnot ok 3 - c\n  ---\n  ...\nok 4";
        assert_eq!(failures(&lines(tap)), [&lines(tap)[1..4], &lines(tap)[5..7]].concat());
        let long = format!("not ok 1\n{}...\nok 2", "x\n".repeat(1000));
        assert_eq!(failures(&lines(&long)).len(), 31);
        assert!(failures(&lines("ok 1\ntest a ... ok\n---- a stdout ----\nsaid")).is_empty());
    }

    #[test]
    fn what_was_counted_is_heard_once() {
        let said = lines("counted: 3 optimizers\n  counted: 3 optimizers\nI counted: 4\ncounted: 5 problems");
        assert_eq!(counted(&said), ["3 optimizers", "5 problems"]);
    }

    #[test]
    fn a_backend_is_named_on_a_line_of_its_own() {
        let said = lines("backend: native-sse2\n  backend: native-sse2\nthe backend: none");
        assert_eq!(backends(&said), ["native-sse2"]);
    }
}
