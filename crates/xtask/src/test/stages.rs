//! The tables of stages of `cargo xtask test` and `cargo xtask thorough`, and what each runs.
//!
//! Invariant: a stage that needs something which is not there fails; none is skipped.
//! Does not: count or judge; that is for the command.

use super::purity;
use crate::shell::{Heard, command, root, target_dir, tee};
use crate::{Outcome, build, setup, size, toolchain};
use std::path::PathBuf;
use std::process::Command;

/// One stage.
pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    /// Whether it prints results of single tests; one that does not counts as one test.
    pub(super) counted: bool,
    /// The backend that its suites have to name.
    pub(super) backend: Option<&'static str>,
    pub(super) run: fn() -> Outcome<Heard>,
}

/// Quick ones first, so that a slip is seen early.
pub(super) const STAGES: &[Stage] = &[
    Stage {
        name: "fmt",
        doc: "the source is formatted",
        counted: false,
        backend: None,
        run: || cargo(&["fmt", "--all", "--", "--check"]),
    },
    Stage { name: "purity", doc: "the core depends on nothing", counted: false, backend: None, run: purity::check },
    Stage {
        name: "clippy",
        doc: "the linter has nothing to say",
        counted: false,
        backend: None,
        run: || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    },
    Stage {
        name: "clippy-wasm",
        doc: "nor about the code for wasm32",
        counted: false,
        backend: None,
        run: || {
            tee(command("cargo")
                .args(["clippy", "--target", toolchain::WASM, "--all-targets"])
                .args(["--package", "descent-tests", "--package", "descent-wasm"])
                .args(["--", "-D", "warnings"]))
        },
    },
    Stage {
        name: "native-sse2",
        doc: "all suites, native, with the processor's lanes",
        counted: true,
        backend: Some("native-sse2"),
        run: || {
            let parts = ["--lib", "--bins", "--tests"];
            cargo(&[&["test", "--workspace", "--no-fail-fast"], &parts[..], &SHOW].concat())
        },
    },
    Stage {
        name: "native-scalar",
        doc: "the shared suites and those of the lanes, native, with scalar lanes",
        counted: true,
        backend: Some("native-scalar"),
        run: || with_scalar_lanes("descent-tests/force-scalar", &["descent-tests", "lanes"]),
    },
    Stage {
        name: "doc",
        doc: "the examples in the documentation",
        counted: true,
        backend: None,
        run: || cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]),
    },
    Stage {
        name: "wasm-scalar-node",
        doc: "the shared suites in Node, without simd128",
        counted: true,
        backend: Some("wasm-scalar-node"),
        run: || tee(in_node().env("RUSTFLAGS", "-C target-feature=-simd128")),
    },
    Stage {
        name: "wasm-simd128-node",
        doc: "the shared suites in Node, with simd128",
        counted: true,
        backend: Some("wasm-simd128-node"),
        run: || tee(&mut in_node()),
    },
    Stage {
        name: "wasm-simd128-chrome",
        doc: "the shared suites in headless Chrome, with simd128",
        counted: true,
        backend: Some("wasm-simd128-chrome"),
        run: || {
            tee(command("wasm-pack")
                .args(["test", "--headless", "--chrome", "--", "--", "--nocapture"])
                .env_remove("RUSTFLAGS"))
        },
    },
    Stage {
        name: "site",
        doc: "the module and the page are built",
        counted: false,
        backend: None,
        run: || quietly(build::all()),
    },
    Stage {
        name: "size",
        doc: "the page is within its budgets",
        counted: false,
        backend: None,
        run: || quietly(size::command(&[])),
    },
    Stage {
        name: "page-types",
        doc: "the page's types are sound",
        counted: false,
        backend: None,
        run: || tee(command("node").arg("www/node_modules/typescript/bin/tsc").args(["--noEmit", "-p", "www"])),
    },
    Stage {
        name: "page-unit",
        doc: "the page's unit tests",
        counted: true,
        backend: None,
        run: || tee(command("npm").arg("test").current_dir(root().join("www"))),
    },
    Stage {
        name: "e2e",
        doc: "the built page in headless Chromium; what others embed, in Firefox too",
        counted: true,
        backend: None,
        run: || end_to_end(&[], |_| true),
    },
];

/// What takes long, for `cargo xtask thorough`: nothing is a sample there.
pub(super) const SLOW: &[Stage] = &[
    Stage {
        name: "core-scalar",
        doc: "the core's own suites, native, with scalar lanes",
        counted: true,
        backend: None,
        run: || with_scalar_lanes("descent/force-scalar", &["descent"]),
    },
    Stage {
        name: "e2e-thorough",
        doc: "the same in full: every offer of a model, long monkeys, every figure in both browsers",
        counted: true,
        backend: None,
        run: || end_to_end(&[THOROUGH], |_| true),
    },
    Stage {
        name: "e2e-firefox",
        doc: "the page's suites once more, in headless Firefox",
        counted: true,
        backend: None,
        run: || end_to_end(&[THOROUGH, ("DESCENT_BROWSER", "firefox")], is_of_the_page),
    },
];

/// Has the suites go through all that there is; see `tests/e2e/browser.mjs`.
const THOROUGH: (&str, &str) = ("DESCENT_THOROUGH", "1");

/// Lets what passing tests print be seen, so that they can name their backend.
const SHOW: [&str; 2] = ["--", "--show-output"];

fn cargo(args: &[&str]) -> Outcome<Heard> {
    tee(command("cargo").args(args))
}

/// The suites of some packages, with the switch that forces scalar lanes.
fn with_scalar_lanes(switch: &str, packages: &[&str]) -> Outcome<Heard> {
    let named = packages.iter().flat_map(|name| ["--package", name]);
    let mut cargo = command("cargo");
    cargo.arg("test").args(named).args(["--features", switch]);
    tee(cargo.args(["--lib", "--tests", "--no-fail-fast"]).args(SHOW))
}

/// The shared suites in Node: the runner takes the browser unless the variable that says so is absent.
fn in_node() -> Command {
    let mut cargo = command("cargo");
    cargo
        .args(["test", "--target", toolchain::WASM, "--package", "descent-tests"])
        .args(["--tests", "--no-fail-fast", "--", "--nocapture"])
        .env_remove("RUSTFLAGS")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "env -u WASM_BINDGEN_USE_BROWSER wasm-bindgen-test-runner");
    cargo
}

/// Whether a suite is of the page in whichever browser, and not of a kept picture or of both browsers already.
fn is_of_the_page(suite: &str) -> bool {
    suite.contains("withSite()") && !suite.contains("BROWSERS") && !suite.contains("kept picture")
}

/// Runs the end-to-end tests: `tests/e2e/*.test.mjs`, as far as their text is `wanted`.
///
/// Three suites at a time: each waits for its browser about as long as it works, on two cores too.
fn end_to_end(env: &[(&str, &str)], wanted: fn(&str) -> bool) -> Outcome<Heard> {
    let folder = root().join("tests/e2e");
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("tests/e2e: {e}"))?;
    let is_suite = |path: &PathBuf| {
        path.to_string_lossy().ends_with(".test.mjs") && std::fs::read_to_string(path).is_ok_and(|text| wanted(&text))
    };
    let mut suites: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(is_suite).collect();
    // The pictures take longest, and would be waited for at the end.
    suites.sort_by_key(|path| (!path.ends_with("pictures.test.mjs"), path.clone()));
    if suites.is_empty() {
        return Err("tests/e2e holds no suite".into());
    }
    // The page's bits are compared with the command line's.
    let built = tee(command("cargo").args(["build", "--release", "--package", "descent-cli"]))?;
    if !built.ok {
        return Ok(built);
    }
    let mut node = command("node");
    let program = format!("descent{}", std::env::consts::EXE_SUFFIX);
    node.args(["--test", "--test-concurrency=3"]).args(suites).envs(env.iter().copied());
    node.env("CHROME", setup::browser()?);
    node.env("FIREFOX", setup::firefox()?);
    node.env("DESCENT_CLI", target_dir().join("release").join(program));
    tee(&mut node)
}

/// A step of our own, in the form of a program that was heard.
fn quietly(outcome: Outcome) -> Outcome<Heard> {
    outcome.map(|()| Heard { ok: true, lines: Vec::new() })
}
