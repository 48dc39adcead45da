//! `cargo xtask doctor`: each tool, its version, and what to type where it is missing.
//!
//! Invariant: it changes nothing, and fails where a tool is missing.
//! Does not: install; `cargo xtask setup` does.

use super::probe_all;
use crate::{Outcome, no_arguments};

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    no_arguments(args)?;
    let mut missing = 0;
    for (tool, found) in probe_all() {
        match found {
            Ok(version) => println!("ok       {:<16} {version}", tool.name),
            Err(why) => {
                missing += 1;
                println!("missing  {:<16} {}", tool.name, why.lines().next().unwrap_or(""));
                println!("         {:<16} fix: {}", "", (tool.fix)());
            }
        }
    }
    match missing {
        0 => Ok(()),
        _ => Err(format!("{missing} missing; `cargo xtask setup` installs what it can")),
    }
}
