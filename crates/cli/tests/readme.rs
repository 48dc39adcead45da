//! The repository's README as a reader follows it: its specification is one, and every command of the command line in it runs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

const README: &str = include_str!("../../../README.md");
const CALLED: &str = "cargo run -p descent-cli -- ";

/// The words of a line of shell: apart by spaces, but for what stands in single quotes; up to a comment.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            '#' if !quoted => break,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            _ => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_of_the_readme_runs_on_its_specification() {
    let (_, after) = README.split_once("```json\n").unwrap();
    let (document, _) = after.split_once("```").unwrap();
    let folder = std::env::temp_dir().join(format!("descent-readme-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("spec.json"), document).unwrap();
    let lines: Vec<&str> = README.lines().filter_map(|line| line.strip_prefix(CALLED)).collect();
    assert!(lines.len() >= 9, "{lines:?}");
    for line in lines {
        let out = Command::new(env!("CARGO_BIN_EXE_descent")).args(words(line)).current_dir(&folder).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success() && !out.stdout.is_empty(), "{line}: {said}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
