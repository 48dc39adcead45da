//! The purity of the core: `descent` depends on `lanes` and `descent-network` alone, that one on `lanes`, and `lanes` on nothing.
//!
//! Invariant: what is asked is cargo's own tree of normal dependencies, with the default features.
//! Does not: look at build or test dependencies.

use crate::Outcome;
use crate::shell::{Heard, command, read};

/// Each package of the core, with what may be in its tree.
const ALLOWED: &[(&str, &[&str])] = &[
    ("lanes", &["lanes"]),
    ("descent-network", &["descent-network", "lanes"]),
    ("descent", &["descent", "descent-network", "lanes"]),
];

/// Fails where a tree holds anything else.
pub(super) fn check() -> Outcome<Heard> {
    let mut ok = true;
    for (package, allowed) in ALLOWED {
        let tree = read(command("cargo").args([
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--target",
            "all",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]))?;
        for line in tree.lines() {
            let name = line.split_whitespace().next().unwrap_or("");
            if !name.is_empty() && !allowed.contains(&name) {
                println!("{package} must not depend on {name}");
                ok = false;
            }
        }
        println!("{package}: {}", allowed.join(", "));
    }
    Ok(Heard { ok, lines: Vec::new() })
}
