//! `cargo xtask test` and `cargo xtask thorough`: set up, run their stages, and count.
//!
//! Invariant: a stage that could not run, or ran no test, has failed; later stages run all the same; the last line is
//! `N passed, N failed`, and the exit code is 1 unless nothing failed.
//! Does not: hold a test.

mod count;
mod purity;
mod stages;

use crate::{Outcome, no_arguments, setup};
use count::Count;
use stages::{SLOW, STAGES, Stage};
use std::time::Instant;

/// What became of a stage.
struct Report {
    name: &'static str,
    count: Count,
    seconds: f64,
    backends: Vec<String>,
    /// What its suites have counted.
    counted: Vec<String>,
    /// What its runners said of tests that failed.
    failures: Vec<String>,
    /// Why it failed, where no single test is to blame.
    why: Option<String>,
}

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    if args.first().is_some_and(|arg| arg == "--list") {
        for stage in STAGES {
            println!("{:<20} {}", stage.name, stage.doc);
        }
        for stage in SLOW {
            println!("{:<20} {} (slow: by name alone, or `cargo xtask thorough`)", stage.name, stage.doc);
        }
        return Ok(());
    }
    work_through(choose(args)?)
}

/// The command for what takes long: on a page that is built anew.
pub(crate) fn thorough(args: &[String]) -> Outcome {
    no_arguments(args)?;
    work_through(STAGES.iter().filter(|stage| stage.name == "site").chain(SLOW).collect())
}

fn work_through(chosen: Vec<&'static Stage>) -> Outcome {
    let begun = Instant::now();
    let mut reports = vec![set_up()];
    for stage in chosen {
        reports.push(perform(stage));
    }
    let total = summarize(&reports, begun.elapsed().as_secs_f64());
    if total.failed == 0 { Ok(()) } else { Err(String::new()) }
}

/// The stages that the arguments name, or all that are not slow; in the tables' order.
fn choose(args: &[String]) -> Outcome<Vec<&'static Stage>> {
    for arg in args {
        if !all().any(|stage| stage.name == arg) {
            return Err(format!("there is no stage `{arg}`; see `cargo xtask test --list`"));
        }
    }
    if args.is_empty() {
        return Ok(STAGES.iter().collect());
    }
    Ok(all().filter(|stage| args.iter().any(|arg| arg == stage.name)).collect())
}

fn all() -> impl Iterator<Item = &'static Stage> {
    STAGES.iter().chain(SLOW)
}

fn set_up() -> Report {
    let begun = Instant::now();
    println!("=== setup");
    let why = setup::ensure().err();
    finish("setup", None, begun, &[], Count::ONE, why)
}

fn perform(stage: &'static Stage) -> Report {
    let begun = Instant::now();
    println!("\n=== {}: {}", stage.name, stage.doc);
    let (lines, outcome) = match (stage.run)() {
        Ok(heard) if heard.ok => (heard.lines, Ok(())),
        Ok(heard) => (heard.lines, Err("it ended with an error".to_string())),
        Err(why) => (Vec::new(), Err(why)),
    };
    let mut why = outcome.err();
    let count = if stage.counted { count::read(&lines) } else { Count::ONE };
    if why.is_none() && count.passed + count.failed == 0 {
        why = Some("it ran no test".into());
    }
    if why.is_none() && lines.iter().any(|line| count::says_skipped(line)) {
        why = Some("a suite was skipped".into());
    }
    finish(stage.name, stage.backend, begun, &lines, count, why)
}

/// Closes a stage: what went wrong apart from single tests becomes one failure.
fn finish(
    name: &'static str,
    backend: Option<&str>,
    begun: Instant,
    lines: &[String],
    mut count: Count,
    mut why: Option<String>,
) -> Report {
    let backends = count::backends(lines);
    if let Some(expected) = backend
        && !backends.iter().any(|ran| ran == expected)
    {
        let ran = if backends.is_empty() { "no backend".to_string() } else { backends.join(", ") };
        why = why.or_else(|| Some(format!("{expected} had to run, but {ran} did")));
    }
    if why.is_some() && count.failed == 0 {
        if count == Count::ONE {
            count.passed = 0;
        }
        count.failed = 1;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let verdict = if count.failed == 0 { "passed" } else { "FAILED" };
    println!("--- {name}: {verdict} ({seconds:.1} s)");
    if let Some(why) = &why {
        println!("    {why}");
    }
    Report { name, count, seconds, backends, counted: count::counted(lines), failures: count::failures(lines), why }
}

/// Prints the table, the backends, and the closing line.
fn summarize(reports: &[Report], seconds: f64) -> Count {
    let mut total = Count::default();
    println!("\n{:<20} {:>8} {:>8} {:>8}", "stage", "passed", "failed", "seconds");
    for report in reports {
        let Report { name, count, seconds, .. } = report;
        println!("{name:<20} {:>8} {:>8} {seconds:>8.1}", count.passed, count.failed);
        total.passed += count.passed;
        total.failed += count.failed;
    }
    println!("{:<20} {:>8} {:>8} {seconds:>8.1}", "in all", total.passed, total.failed);
    for report in reports {
        if let Some(why) = &report.why {
            println!("{}: {}", report.name, why.lines().next().unwrap_or(""));
        }
    }
    // Once more, where whoever reads the end finds it.
    for Report { name, failures, .. } in reports.iter().filter(|report| !report.failures.is_empty()) {
        println!("\n=== what failed in {name}\n{}\n", failures.join("\n"));
    }
    let mut counted: Vec<&String> = reports.iter().flat_map(|r| &r.counted).collect();
    counted.sort();
    counted.dedup();
    counted.iter().for_each(|what| println!("{what}"));
    let mut ran: Vec<&str> = reports.iter().flat_map(|r| &r.backends).map(String::as_str).collect();
    ran.dedup();
    let expected: Vec<&str> = all()
        .filter(|stage| reports.iter().any(|report| report.name == stage.name))
        .filter_map(|stage| stage.backend)
        .collect();
    println!("backends that ran: {}", ran.join(", "));
    println!("backends expected: {}", expected.join(", "));
    println!("{} passed, {} failed", total.passed, total.failed);
    total
}
