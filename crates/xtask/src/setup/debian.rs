//! Debian's Rust toolchain, for machines where rustup can download nothing.
//!
//! Debian ships a current compiler with the standard library's source, but without wasm32's compiled standard library. It
//! is compiled here once and put where the compiler looks for it, so that afterwards every ordinary command works.
//!
//! Invariant: the library carries the description of the compiler that compiled it, so that an upgraded compiler is noticed.
//! Does not: touch rustup's own toolchains; it only makes rustup choose Debian's for this clone.

use super::apt;
use crate::shell::{self, command, find, read, run};
use crate::{Outcome, toolchain};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The compiler, the standard library's source, and a linker for wasm32.
const COMPILER: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// The formatter and the linter.
pub(super) const LINTERS: &[&str] = &["rustfmt-web", "rust-web-clippy"];

/// Where the packages put the toolchain.
const PREFIX: &str = "/usr";

/// What a test binary links; the library's own dependencies come with them.
const PARTS: &str = "build-std=std,panic_abort,test,proc_macro";

/// Installs the toolchain, compiles wasm32's library, and chooses the toolchain for this clone.
pub(super) fn install() -> Outcome {
    apt::install(&[COMPILER, LINTERS].concat())?;
    let sysroot = Path::new(PREFIX);
    let description = read(debian_program("rustc").arg("-vV"))?;
    if !toolchain::wasm_std(sysroot, &description) {
        compile_library(sysroot, &description)?;
    }
    choose()
}

/// A program of Debian's toolchain, whatever rustup would choose.
fn debian_program(name: &str) -> Command {
    command(Path::new(PREFIX).join("bin").join(name))
}

/// Compiles the library in a folder outside the repository, where cargo does not find the repository's flags.
fn compile_library(sysroot: &Path, description: &str) -> Outcome {
    let seed = Seed::plant()?;
    let mut cargo = debian_program("cargo");
    cargo
        .current_dir(&seed.0)
        .args(["build", "--release", "-Z", PARTS, "--target", toolchain::WASM])
        .env("RUSTC", Path::new(PREFIX).join("bin/rustc"))
        .env("RUSTC_BOOTSTRAP", "1") // the flag is unstable, the library is the compiler's own
        .env("CARGO_TARGET_DIR", seed.0.join("target"))
        .env_remove("RUSTFLAGS");
    run(&mut cargo)?;

    let compiled = seed.0.join("target").join(toolchain::WASM).join("release/deps");
    let stamp = seed.0.join(toolchain::STAMP);
    std::fs::write(&stamp, description).map_err(|e| format!("{}: {e}", stamp.display()))?;
    let into = toolchain::wasm_library(sysroot);
    run(apt::as_root("rm").arg("-rf").arg(&into))?;
    run(apt::as_root("mkdir").arg("-p").arg(&into))?;
    run(apt::as_root("cp").args(libraries(&compiled)?).arg(&stamp).arg(&into))
}

/// The compiled libraries, without the seed's own.
fn libraries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "rlib"))
        .filter(|path| !path.file_name().is_some_and(|n| n.to_string_lossy().contains("_seed")))
        .collect();
    if found.is_empty() { Err("the library's compilation left nothing".into()) } else { Ok(found) }
}

/// Makes cargo choose this toolchain in this clone, whoever starts it.
fn choose() -> Outcome {
    if !toolchain::has_rustup() {
        let cargo = find("cargo").unwrap_or_default();
        if cargo.starts_with(PREFIX) || cargo.starts_with("/bin") {
            return Ok(());
        }
        let cargo = cargo.display();
        return Err(format!("`{cargo}` comes before {PREFIX}/bin/cargo on the search path"));
    }
    run(command("rustup").args(["toolchain", "link", toolchain::DEBIAN, PREFIX]))?;
    let mut set = command("rustup");
    set.args(["override", "set", toolchain::DEBIAN, "--path"]).arg(shell::root());
    run(&mut set)?;
    toolchain::choose(toolchain::DEBIAN);
    Ok(())
}

/// An empty crate in a temporary folder, removed at the end.
struct Seed(PathBuf);

impl Seed {
    fn plant() -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("descent-std-{}", std::process::id()));
        let manifest = "[package]\nname = \"library_seed\"\nedition = \"2024\"\n[workspace]\n";
        let write = || {
            std::fs::create_dir_all(folder.join("src"))?;
            std::fs::write(folder.join("Cargo.toml"), manifest)?;
            std::fs::write(folder.join("src/lib.rs"), "")
        };
        write().map_err(|e| format!("{}: {e}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
