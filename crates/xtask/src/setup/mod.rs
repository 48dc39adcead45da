//! `cargo xtask setup`: installs what is missing, and only that.
//!
//! Invariant: after success every tool of the table answers with a version that will do; a second run installs nothing.
//! Does not: change the repository. It writes to the user's cargo folder, `www/node_modules`, rustup's settings and, on
//! Debian as root, the system's packages.

mod apt;
mod debian;
pub(crate) mod doctor;
pub(crate) mod npm;
mod tools;

use crate::{Outcome, shell};
use std::time::Instant;
use tools::{TOOLS, Tool};

pub(crate) use tools::{browser, firefox, lock_version};

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    match args {
        [] => {}
        [flag] if flag == "--debian" => debian::install()?,
        _ => return Err("`cargo xtask setup` takes `--debian` or nothing".to_string()),
    }
    ensure()
}

/// Installs what is missing; quick where nothing is.
pub(crate) fn ensure() -> Outcome {
    let begun = Instant::now();
    let missing: Vec<&Tool> =
        probe_all().into_iter().filter_map(|(tool, found)| found.is_err().then_some(tool)).collect();
    if missing.is_empty() {
        println!("set-up: everything is there ({:.1} s)", begun.elapsed().as_secs_f64());
        return Ok(());
    }
    println!("set-up: to be installed:");
    for tool in &missing {
        println!("  {:<18} {}", tool.name, tool.takes);
    }
    for tool in missing {
        // An earlier step may have brought it along.
        if (tool.find)().is_ok() {
            continue;
        }
        let started = Instant::now();
        println!("\nset-up: {}", tool.name);
        (tool.install)().map_err(|why| format!("{}: {why}\n  fix: {}", tool.name, (tool.fix)()))?;
        let version =
            (tool.find)().map_err(|why| format!("{} was installed, but: {why}\n  fix: {}", tool.name, (tool.fix)()))?;
        println!("set-up: {} {version} ({:.0} s)", tool.name, started.elapsed().as_secs_f64());
    }
    println!("\nset-up: done ({:.0} s)", begun.elapsed().as_secs_f64());
    advise_path();
    Ok(())
}

/// Says so where the shell would not find what cargo installed; the commands here do.
fn advise_path() {
    let Some(bin) = shell::cargo_bin() else { return };
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|folder| folder == bin) {
        println!("set-up: to type `wasm-pack` yourself, put {} on your PATH", bin.display());
    }
}

/// Asks every tool for its version, all at once, and returns the answers in the table's order.
fn probe_all() -> Vec<(&'static Tool, Outcome<String>)> {
    std::thread::scope(|scope| {
        let asked: Vec<_> = TOOLS.iter().map(|tool| (tool, scope.spawn(tool.find))).collect();
        asked
            .into_iter()
            .map(|(tool, answer)| {
                let lost = || Err("the check did not end".to_string());
                (tool, answer.join().unwrap_or_else(|_| lost()))
            })
            .collect()
    })
}
