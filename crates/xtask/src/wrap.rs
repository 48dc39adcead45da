//! Commands that only start something that lives elsewhere.
//!
//! Invariant: each names the one place where its work is done.
//! Does not: do any of it.

use crate::shell::{command, root, run};
use crate::{Outcome, build, no_arguments, setup};
use std::path::Path;

/// The error of `lanes::math` over every `f32`: the example `ulp` of `lanes`.
pub(crate) fn ulp(args: &[String]) -> Outcome {
    let mut cargo = command("cargo");
    cargo.args(["run", "--release", "--package", "lanes", "--example", "ulp", "--"]);
    run(cargo.arg("--exhaustive").args(args))
}

/// The golden files: the example `mint` of the test kit, on the scalar backend.
pub(crate) fn golden(args: &[String]) -> Outcome {
    let mut cargo = command("cargo");
    cargo.args(["run", "--release", "--package", "descent-testkit"]);
    cargo.args(["--features", "lanes/force-scalar", "--example", "mint", "--"]);
    run(cargo.args(args))
}

/// The reference values that the tests compare with, copied from beside the repository where they are kept.
pub(crate) fn fixtures(args: &[String]) -> Outcome {
    no_arguments(args)?;
    let from = root().join("../shared/fixtures");
    let to = root().join("tests/fixtures");
    if !from.is_dir() {
        return Err("there is no ../shared/fixtures to copy".into());
    }
    // What `cargo xtask oracle` wrote is no copy.
    let page = std::fs::read(to.join("oracle.md")).ok();
    let _ = std::fs::remove_dir_all(&to);
    let copied = copy(&from, &to).map_err(|e| format!("{}: {e}", to.display()))?;
    if let Some(page) = page {
        std::fs::write(to.join("oracle.md"), page).map_err(|e| format!("{}: {e}", to.display()))?;
    }
    println!("{copied} files");
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<usize> {
    std::fs::create_dir_all(to)?;
    let mut copied = 0;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copied += copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
            copied += 1;
        }
    }
    Ok(copied)
}

/// The page's screenshots: `tests/e2e/screenshots.mjs`.
pub(crate) fn screenshots(args: &[String]) -> Outcome {
    in_browser("tests/e2e/screenshots.mjs", args)
}

/// Random input on the page: `tests/e2e/monkey.mjs`.
pub(crate) fn monkey(args: &[String]) -> Outcome {
    in_browser("tests/e2e/monkey.mjs", args)
}

/// A script that opens the built page in Chromium.
fn in_browser(script: &str, args: &[String]) -> Outcome {
    setup::ensure()?;
    build::all()?;
    let mut node = command("node");
    node.arg(script).args(args).env("CHROME", setup::browser()?);
    run(&mut node)
}
