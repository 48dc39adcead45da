//! Which Rust toolchain everything is built with: one, natively and for wasm32.
//!
//! The active toolchain is the one that builds, if it has, or can be given, wasm32's compiled standard library
//! (`rustup target add`). Where rustup cannot download it, Debian's toolchain takes its place for this clone alone:
//! `rustup override set debian`, a setting of the user's, not of the repository, so that `cargo` and `wasm-pack` typed by
//! hand choose it too. `rustup override unset` takes that back.
//!
//! Invariant: after [`wasm_std`] says yes, `cargo build --target wasm32-unknown-unknown` works with that toolchain.
//! Does not: install anything; that is for `setup`.

use crate::shell;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// wasm32's name.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows Debian's toolchain.
pub(crate) const DEBIAN: &str = "debian";

/// Beside a standard library compiled here: the compiler it was compiled with, which alone can read it.
pub(crate) const STAMP: &str = "compiled-with";

static CHOSEN: OnceLock<String> = OnceLock::new();

/// The toolchain this process was told to use since it started, if any.
pub(crate) fn chosen() -> Option<&'static str> {
    CHOSEN.get().map(String::as_str)
}

/// Uses another toolchain from here on, in every program that this process starts.
pub(crate) fn choose(name: &str) {
    let _ = CHOSEN.set(name.to_string());
}

/// Whether rustup manages the toolchains.
pub(crate) fn has_rustup() -> bool {
    shell::find("rustup").is_some()
}

/// The folder of the active toolchain.
pub(crate) fn sysroot() -> Option<PathBuf> {
    let path = shell::read(shell::command("rustc").args(["--print", "sysroot"])).ok()?;
    Some(PathBuf::from(path))
}

/// The active compiler's full description of itself.
pub(crate) fn description() -> Option<String> {
    shell::read(shell::command("rustc").arg("-vV")).ok()
}

/// Where a toolchain keeps wasm32's compiled standard library.
pub(crate) fn wasm_library(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(WASM).join("lib")
}

/// Whether a folder holds a standard library that the compiler so described can read.
pub(crate) fn wasm_std(sysroot: &Path, description: &str) -> bool {
    let folder = wasm_library(sysroot);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return false;
    };
    let mut names = entries.flatten().map(|entry| entry.file_name());
    if !names.any(|name| name.to_string_lossy().starts_with("libstd-")) {
        return false;
    }
    match std::fs::read_to_string(folder.join(STAMP)) {
        Ok(stamp) => stamp.trim() == description.trim(),
        Err(_) => true, // not compiled here
    }
}

/// Whether the active toolchain can compile for wasm32.
pub(crate) fn ready() -> bool {
    match (sysroot(), description()) {
        (Some(sysroot), Some(description)) => wasm_std(&sysroot, &description),
        _ => false,
    }
}
