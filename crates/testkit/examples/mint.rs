//! Mints the golden files with the native scalar backend (`cargo xtask golden`), or prints every row of one case with
//! whatever backend this was compiled for (`--rows CASE`), so that two backends can be compared line by line.

use std::path::Path;
use std::process::ExitCode;
use testkit::golden::{self, FILES, cases};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => mint(),
        ["--rows", id] => rows(id),
        _ => {
            eprintln!("mint                 write tests/golden anew\nmint -- --rows CASE  print every row of a case");
            ExitCode::FAILURE
        }
    }
}

fn mint() -> ExitCode {
    if lanes::BACKEND != "scalar" || cfg!(target_arch = "wasm32") {
        eprintln!(
            "golden files come from the native scalar backend, not from {}; see `cargo xtask golden`",
            lanes::BACKEND
        );
        return ExitCode::FAILURE;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    for (name, before) in FILES {
        let minted: Vec<golden::Case> = cases::of(name).iter().map(golden::compute).collect();
        let text = golden::print(&minted);
        let old = golden::parse(before);
        let changed = minted.iter().filter(|case| !old.contains(case)).count();
        println!("{name:<12} {:>4} cases, {changed:>4} of them new or changed, {:>7} bytes", minted.len(), text.len());
        if let Err(error) = std::fs::write(folder.join(format!("{name}.txt")), text) {
            eprintln!("tests/golden/{name}.txt: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn rows(id: &str) -> ExitCode {
    match FILES.iter().flat_map(|(name, _)| cases::of(name)).find(|case| case.id == id) {
        Some(case) => {
            print!("{}", golden::print(&[golden::every_row(&case)]));
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("there is no golden case {id}");
            ExitCode::FAILURE
        }
    }
}
