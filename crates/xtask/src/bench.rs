//! `cargo xtask bench`: criterion for the native backends, then all contenders in a headless browser; writes a dated table to
//! `tests/bench/`. `cargo xtask bench frames`: how smooth the built page stays while it trains; `cargo xtask bench load`: how
//! soon it shows something; `cargo xtask bench newton`: what Newton's method costs; dated tables beside it.
//!
//! Invariant: what is measured in the browser is compiled as what ships is. Does not: run as a test; nothing depends on a time.

use crate::shell::{self, root, run, target_dir};
use crate::{Outcome, build, no_arguments, oracle, setup, toolchain};

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    if let [only] = args
        && ["frames", "load"].contains(&only.as_str())
    {
        build::command(&[])?;
        return run(shell::command("node").arg(format!("tests/bench/{only}.mjs")).current_dir(root()));
    }
    if args == ["newton"] {
        setup::ensure()?;
        let mut cargo = shell::command("cargo");
        let found = shell::read(cargo.args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "descent-bench",
            "--example",
            "newton",
        ]))?;
        return run(shell::command("node").arg("tests/bench/newton.mjs").arg(found).current_dir(root()));
    }
    no_arguments(args)?;
    setup::ensure()?;
    for (backend, features) in [("sse2", ""), ("scalar", "force-scalar")] {
        let mut cargo = shell::command("cargo");
        cargo.args(["bench", "--quiet", "--package", "descent-bench", "--features", features, "--target-dir"]);
        let folder = root().join(format!("target/bench-{backend}"));
        run(cargo.arg(&folder).env("CRITERION_HOME", folder.join("criterion")))?;
    }
    let mut cargo = shell::command("cargo");
    cargo.args(["build", "--quiet", "--profile", "module", "--target", toolchain::WASM, "--package", "descent-bench"]);
    run(&mut cargo)?;
    let compiled = target_dir().join(toolchain::WASM).join("module/descent_bench.wasm");
    let made = root().join("target/bench");
    run(shell::command("wasm-bindgen").args(["--target", "web", "--out-dir"]).arg(&made).arg(compiled))?;
    build::optimize(&made.join("descent_bench_bg.wasm"))?;
    let bench = root().join("tests/bench");
    run(shell::command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&bench))?;
    let mut all = shell::command("node");
    // PyTorch takes part where it is: in the environment of `cargo xtask oracle`, if that was made.
    let python = oracle::python();
    if python.is_file() {
        all.env("PYTHON", python);
    }
    run(all.arg("run.mjs").current_dir(&bench))
}
