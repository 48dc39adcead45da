//! The table of tools: for each, how its version is found, how it is installed, and what to type to do that by hand.
//!
//! Invariant: `find` changes nothing and is quick; `install` is called only after `find` failed.
//! Does not: decide when to install; that is for `setup`.

use super::{apt, debian, npm};
use crate::shell::{self, command, find, read, run};
use crate::{Outcome, toolchain};
use std::path::PathBuf;
use std::time::Duration;

/// One tool.
pub(super) struct Tool {
    pub(super) name: &'static str,
    /// What installing it takes, in words.
    pub(super) takes: &'static str,
    /// Its version, or why what is there will not do.
    pub(super) find: fn() -> Outcome<String>,
    /// What to type to install it by hand.
    pub(super) fix: fn() -> String,
    pub(super) install: fn() -> Outcome,
}

/// In the order of installation: the toolchain first, since it builds the others.
pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "wasm32 library",
        takes: "rustup's, some seconds; or Debian's, compiled here in about 2 min",
        find: wasm_library,
        fix: || "rustup target add wasm32-unknown-unknown   (or: cargo xtask setup --debian)".into(),
        install: install_wasm_library,
    },
    Tool {
        name: "rustc",
        takes: "has to be there",
        find: || at_least(&read(command("rustc").arg("--version"))?, &[1, 95]),
        fix: || "rustup update stable".into(),
        install: || Err("Rust 1.95 or newer is needed".into()),
    },
    Tool {
        name: "rustfmt",
        takes: "some seconds",
        find: || read(command("cargo").args(["fmt", "--version"])),
        fix: || "rustup component add rustfmt".into(),
        install: || install_component("rustfmt"),
    },
    Tool {
        name: "clippy",
        takes: "some seconds",
        find: || read(command("cargo").args(["clippy", "--version"])),
        fix: || "rustup component add clippy".into(),
        install: || install_component("clippy"),
    },
    Tool {
        name: "wasm-bindgen",
        takes: "compiled here in about 3 min",
        find: wasm_bindgen,
        fix: || match lock_version("wasm-bindgen") {
            Ok(version) => format!("cargo install wasm-bindgen-cli --version {version}"),
            Err(why) => why,
        },
        install: || cargo_install("wasm-bindgen-cli", &lock_version("wasm-bindgen")?),
    },
    Tool {
        name: "wasm-pack",
        takes: "compiled here in about 3 min",
        find: || at_least(&read(command("wasm-pack").arg("--version"))?, &[0, 15]),
        fix: || format!("cargo install wasm-pack --version {WASM_PACK}"),
        install: || cargo_install("wasm-pack", WASM_PACK),
    },
    Tool {
        name: "node",
        takes: "has to be there",
        find: || at_least(&read(command("node").arg("--version"))?, &[20]),
        fix: || "install Node 20 or newer".into(),
        install: || Err("Node 20 or newer is needed".into()),
    },
    Tool {
        name: "page packages",
        takes: "npm ci in www, some seconds",
        find: npm::state,
        fix: || "npm ci --prefix www".into(),
        install: npm::install,
    },
    Tool {
        name: "browser",
        takes: "Chromium from Debian's packages, some seconds",
        find: || read(command(browser()?).arg("--version")),
        fix: || "apt-get install chromium   (or set CHROME to a Chrome or Chromium)".into(),
        install: || apt::install(&["chromium", "chromium-driver"]),
    },
    Tool {
        name: "chromedriver",
        takes: "from Debian's packages, some seconds",
        find: chromedriver,
        fix: || "apt-get install chromium-driver   (its version has to be the browser's)".into(),
        install: || apt::install(&["chromium", "chromium-driver"]),
    },
    Tool {
        name: "firefox",
        takes: "Firefox ESR from Debian's packages, some seconds",
        find: || read(command(firefox()?).arg("--version")),
        fix: || "apt-get install firefox-esr   (or set FIREFOX to a Firefox)".into(),
        install: || apt::install(&["firefox-esr"]),
    },
];

/// The wasm-pack that is installed where there is none.
const WASM_PACK: &str = "0.15.1";

/// The version of a package that `Cargo.lock` names.
pub(crate) fn lock_version(package: &str) -> Outcome<String> {
    let path = shell::root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("Cargo.lock: {e}"))?;
    let heading = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != heading).skip(1);
    lines
        .next()
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_string)
        .ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

/// Finds the browser: `CHROME`, or the usual names on the search path.
pub(crate) fn browser() -> Outcome<PathBuf> {
    if let Some(path) = std::env::var_os("CHROME") {
        return Ok(PathBuf::from(path));
    }
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
        .iter()
        .find_map(|name| find(name))
        .ok_or_else(|| "no Chrome or Chromium on the search path".to_string())
}

/// Finds the second browser: `FIREFOX`, or the usual names on the search path.
pub(crate) fn firefox() -> Outcome<PathBuf> {
    if let Some(path) = std::env::var_os("FIREFOX") {
        return Ok(PathBuf::from(path));
    }
    ["firefox-esr", "firefox"]
        .iter()
        .find_map(|name| find(name))
        .ok_or_else(|| "no Firefox on the search path".to_string())
}

/// The numbers of the first version that a text names, such as `[1, 95, 0]`.
fn numbers(text: &str) -> Vec<u32> {
    let word = text.split_whitespace().map(|word| word.trim_start_matches('v'));
    let mut word = word.filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let word = word.next().unwrap_or("");
    word.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

/// Passes a version on if it is not below the given one.
fn at_least(version: &str, least: &[u32]) -> Outcome<String> {
    if numbers(version).as_slice() >= least {
        return Ok(version.to_string());
    }
    let least: Vec<String> = least.iter().map(u32::to_string).collect();
    Err(format!("`{version}` is below {}", least.join(".")))
}

fn wasm_library() -> Outcome<String> {
    if toolchain::ready() {
        let description = toolchain::description().unwrap_or_default();
        let name = std::env::var("RUSTUP_TOOLCHAIN").unwrap_or_else(|_| "the system's".into());
        let name = toolchain::chosen().map_or(name, str::to_string);
        return Ok(format!("{} of {name}", description.lines().next().unwrap_or("")));
    }
    Err("the active toolchain cannot compile for wasm32-unknown-unknown".into())
}

fn install_wasm_library() -> Outcome {
    if toolchain::has_rustup() {
        let mut add = command("rustup");
        add.args(["target", "add", toolchain::WASM]);
        match shell::run_within(&mut add, Duration::from_secs(180)) {
            Ok(()) if toolchain::ready() => return Ok(()),
            Ok(()) => println!("  rustup said yes, but the library is not there"),
            Err(why) => println!("  {why}"),
        }
    }
    println!("  rustup cannot bring it here: Debian's toolchain takes its place for this clone");
    debian::install()
}

fn install_component(name: &str) -> Outcome {
    if toolchain::has_rustup() && toolchain::chosen() != Some(toolchain::DEBIAN) {
        return run(command("rustup").args(["component", "add", name]));
    }
    apt::install(debian::LINTERS)
}

fn wasm_bindgen() -> Outcome<String> {
    let wanted = lock_version("wasm-bindgen")?;
    for program in ["wasm-bindgen", "wasm-bindgen-test-runner"] {
        let said = read(command(program).arg("--version"))?;
        if said.split_whitespace().nth(1) != Some(wanted.as_str()) {
            return Err(format!("{program} has to be {wanted}, the version in Cargo.lock, not `{said}`"));
        }
    }
    Ok(wanted)
}

/// The driver's version, which has to be the browser's in its first number.
fn chromedriver() -> Outcome<String> {
    let program = match std::env::var_os("CHROMEDRIVER") {
        Some(path) => PathBuf::from(path),
        None => find("chromedriver").ok_or("no chromedriver on the search path")?,
    };
    let driver = read(command(program).arg("--version"))?;
    let browser = read(command(browser()?).arg("--version"))?;
    if numbers(&driver).first() != numbers(&browser).first() {
        return Err(format!("`{driver}` does not drive `{browser}`"));
    }
    let words: Vec<&str> = driver.split_whitespace().take(2).collect();
    Ok(words.join(" "))
}

/// Compiles and installs a program. What is optimised is the time until it is there, not the program: it is a tool.
fn cargo_install(package: &str, version: &str) -> Outcome {
    let into = shell::target_dir().join("tools");
    let install = |locked: bool| {
        let mut cargo = command("cargo");
        cargo.args(["install", package, "--version", version, "--force"]);
        cargo.arg("--target-dir").arg(&into);
        if locked {
            cargo.arg("--locked");
        }
        cargo
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        run(&mut cargo)
    };
    // The locked versions are the tested ones, but a registry may not serve all of them.
    install(true).or_else(|why| {
        println!("  {why}; once more, with the versions that the registry serves");
        install(false)
    })?;
    let _ = std::fs::remove_dir_all(&into);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_tools_say() {
        assert_eq!(numbers("rustc 1.96.0-nightly (abc 2026-05-25)"), [1, 96, 0]);
        assert_eq!(numbers("v20.20.2"), [20, 20, 2]);
        assert_eq!(numbers("Chromium 156.0.8078.79 built on Debian"), [156, 0, 8078, 79]);
        assert_eq!(numbers("none"), [0u32; 0]);
    }

    #[test]
    fn an_older_version_will_not_do() {
        assert!(at_least("rustc 1.94.9", &[1, 95]).is_err());
        assert!(at_least("rustc 1.95.0", &[1, 95]).is_ok());
        assert!(at_least("v21.0.0", &[20]).is_ok());
    }
}
