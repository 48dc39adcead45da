//! Debian's packages.
//!
//! Invariant: packages that are there are left as they are; the list of packages is refreshed only before an installation.
//! Does not: know what the packages are for.

use crate::Outcome;
use crate::shell::{command, find, read, run};
use std::process::Command;

/// Whether this machine takes Debian's packages.
pub(super) fn available() -> bool {
    find("apt-get").is_some()
}

/// Whether a package is installed.
fn installed(package: &str) -> bool {
    let status = read(command("dpkg-query").args(["-W", "-f", "${db:Status-Status}", package]));
    status.is_ok_and(|status| status == "installed")
}

/// A command with the rights of root, through sudo where the user is another.
pub(super) fn as_root(program: &str) -> Command {
    let root = read(command("id").arg("-u")).is_ok_and(|id| id == "0");
    if root || find("sudo").is_none() {
        return command(program);
    }
    let mut sudo = command("sudo");
    sudo.arg(program);
    sudo
}

/// Installs the packages that are missing.
pub(super) fn install(packages: &[&str]) -> Outcome {
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !available() {
        return Err(format!("this machine has no apt-get; needed: {}", missing.join(", ")));
    }
    run(as_root("apt-get").args(["update", "--quiet"]))?;
    let mut install = as_root("env");
    install.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "install"]);
    install.args(["--yes", "--quiet", "--quiet", "--no-install-recommends"]);
    run(install.args(&missing))
}
