//! Every development command, `cargo xtask <command>`: one table of names, each handed to the module that owns it.
//!
//! Invariant: a command that fails says what failed and what to do, and the process exits with 1.
//! Does not: hold anything that ships; nothing else in the workspace depends on this crate.

mod bench;
mod build;
mod oracle;
mod serve;
mod setup;
mod shell;
mod size;
mod test;
mod toolchain;
mod wrap;

use std::process::ExitCode;

/// What a command returns: nothing, or a sentence that says what went wrong and what would put it right.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// One line of the table of commands.
struct Entry {
    name: &'static str,
    usage: &'static str,
    doc: &'static str,
    run: fn(&[String]) -> Outcome,
}

const COMMANDS: &[Entry] = &[
    Entry {
        name: "setup",
        usage: "[--debian]",
        doc: "install what is missing (--debian: take the wasm32 standard library from Debian's source)",
        run: setup::command,
    },
    Entry {
        name: "doctor",
        usage: "",
        doc: "list each tool, its version, and the exact fix",
        run: setup::doctor::command,
    },
    Entry {
        name: "build",
        usage: "",
        doc: "compile the wasm module and bundle the page into dist/site",
        run: build::command,
    },
    Entry {
        name: "dist",
        usage: "",
        doc: "build what is handed out anew: dist/site, descent.js, descent.html, descent.es.html, npm",
        run: build::dist,
    },
    Entry {
        name: "serve",
        usage: "[--port N]",
        doc: "set up, build, and serve the page on 127.0.0.1",
        run: serve::command,
    },
    Entry {
        name: "test",
        usage: "[--list] [STAGE…]",
        doc: "set up and run every test, or the named stages only",
        run: test::command,
    },
    Entry {
        name: "thorough",
        usage: "",
        doc: "set up, build, and run what `test` takes samples of in full: end-to-end in Chromium and in Firefox, the core with scalar lanes (slow)",
        run: test::thorough,
    },
    Entry {
        name: "size",
        usage: "",
        doc: "print the gzip sizes of dist/site and fail above the budgets",
        run: size::command,
    },
    Entry {
        name: "bench",
        usage: "[frames|load|newton]",
        doc: "measure against plain JavaScript, tfjs and the native backends (`frames`: how smooth training is; `load`: how soon something is seen; `newton`: what his method costs); write tests/bench/<date>.md (slow)",
        run: bench::command,
    },
    Entry {
        name: "ulp",
        usage: "[step=N] [fn=NAME…]",
        doc: "measure the error of lanes::math over every f32 (slow)",
        run: wrap::ulp,
    },
    Entry {
        name: "golden",
        usage: "",
        doc: "mint the golden files anew with the native scalar backend",
        run: wrap::golden,
    },
    Entry { name: "fixtures", usage: "", doc: "copy ../shared/fixtures to tests/fixtures", run: wrap::fixtures },
    Entry {
        name: "oracle",
        usage: "[RUNS [SEED]]",
        doc: "run the printed code with PyTorch, Keras and Optax and compare; write tests/fixtures/oracle.md (slow)",
        run: oracle::command,
    },
    Entry {
        name: "monkey",
        usage: "[SEED [SECONDS [controls]]]",
        doc: "build, then let random input loose on the page, or on its controls (30 minutes unless told otherwise; slow)",
        run: wrap::monkey,
    },
    Entry {
        name: "screenshots",
        usage: "[--keep] [STATE…]",
        doc: "build, then take the page's screenshots; with --keep they are what the tests compare with",
        run: wrap::screenshots,
    },
];

/// The text of `cargo xtask help`.
fn help() -> String {
    let mut text = String::from("cargo xtask <command>\n\n");
    for entry in COMMANDS {
        let call = format!("{} {}", entry.name, entry.usage);
        text.push_str(&format!("  {call:<26} {}\n", entry.doc));
    }
    text
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(name) = args.first() else {
        print!("{}", help());
        return ExitCode::FAILURE;
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(entry) = COMMANDS.iter().find(|entry| entry.name == name) else {
        eprint!("there is no command `{name}`\n\n{}", help());
        return ExitCode::FAILURE;
    };
    match (entry.run)(&args[1..]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            if !why.is_empty() {
                eprintln!("error: {why}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Refuses arguments that a command does not take.
pub(crate) fn no_arguments(args: &[String]) -> Outcome {
    match args.first() {
        None => Ok(()),
        Some(extra) => Err(format!("unexpected argument `{extra}`; see `cargo xtask help`")),
    }
}
