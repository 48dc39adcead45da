//! `cargo xtask oracle`: the code that `descent code` prints, run with PyTorch, Keras and Optax, against our own runs; writes
//! `tests/fixtures/oracle.md`.
//!
//! Invariant: the libraries are those of `tests/oracle/requirements.txt`, in an environment below `target/`. Does not: run as a test;
//! it downloads gigabytes at first and takes minutes.

use crate::Outcome;
use crate::shell::{command as shell, root, run, target_dir};
use std::path::PathBuf;

/// The environment.
fn place() -> PathBuf {
    target_dir().join("oracle")
}

/// Its Python, whether or not it has been made.
pub(crate) fn python() -> PathBuf {
    place().join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// How many runs of every optimizer are drawn where nothing is said, and from which seed.
const DRAWN: [&str; 2] = ["2", "1"];

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    if args.len() > DRAWN.len() || args.iter().any(|arg| arg.parse::<u64>().is_err()) {
        return Err("usage: cargo xtask oracle [RUNS [SEED]], two whole numbers".into());
    }
    let drawn = (0..DRAWN.len()).map(|i| args.get(i).map_or(DRAWN[i], String::as_str));
    let place = place();
    let python = python();
    if !python.exists() {
        run(shell("python3").args(["-m", "venv"]).arg(&place))?;
    }
    let wanted = root().join("tests/oracle/requirements.txt");
    println!("installing what {} names", wanted.display());
    run(shell(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&wanted))?;
    run(shell("cargo").args(["build", "--release", "--package", "descent-cli"]))?;
    let program = target_dir().join("release").join(format!("descent{}", std::env::consts::EXE_SUFFIX));
    let mut compare = shell("cargo");
    compare.args(["run", "--quiet", "--release", "--package", "descent-testkit", "--example", "oracle", "--"]);
    let said = compare
        .arg(&python)
        .arg(&program)
        .arg(place.join("programs"))
        .args(drawn)
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("the comparison could not begin: {error}"))?;
    let page = root().join("tests/fixtures/oracle.md");
    if said.stdout.is_empty() {
        return Err("the comparison said nothing".into());
    }
    if let Some(folder) = page.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::write(&page, said.stdout).map_err(|error| format!("{}: {error}", page.display()))?;
    println!("wrote {}", page.display());
    if said.status.success() { Ok(()) } else { Err(format!("some paths differ; see {}", page.display())) }
}
