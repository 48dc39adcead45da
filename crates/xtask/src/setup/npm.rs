//! The page's packages: `www/node_modules` as `www/package-lock.json` says.
//!
//! Invariant: after [`install`] every package of the lock file is there in its version, and the tests in `tests/e2e` can
//! import them by name through `tests/node_modules`, a link.
//! Does not: change the lock file.

use crate::Outcome;
use crate::shell::{command, read, root, run};

/// Compares the lock file with the one that npm leaves inside `node_modules`; packages for other systems may be absent.
const COMPARE: &str = r#"
const { readFileSync } = require("node:fs");
const load = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
let there = {};
try { there = load("www/node_modules/.package-lock.json"); } catch {}
let count = 0;
for (const [path, wanted] of Object.entries(load("www/package-lock.json"))) {
  if (path === "" || wanted.link) continue;
  if (!there[path]) { if (wanted.optional) continue; console.error(`${path} is missing`); process.exit(1); }
  if (there[path].version !== wanted.version) { console.error(`${path} has to be ${wanted.version}`); process.exit(1); }
  count += 1;
}
console.log(`${count} packages`);
"#;

/// How many packages are there, or the first that differs.
pub(super) fn state() -> Outcome<String> {
    let counted = read(command("node").args(["-e", COMPARE]));
    let counted = counted.map_err(|why| match why.rsplit_once("): ") {
        Some((_, said)) => said.to_string(),
        None => why,
    })?;
    if root().join("tests/node_modules/esbuild").exists() {
        Ok(counted)
    } else {
        Err("tests/node_modules does not lead to www/node_modules".into())
    }
}

/// Installs what the lock file says, unless it is there, and the link.
pub(super) fn install() -> Outcome {
    if read(command("node").args(["-e", COMPARE])).is_err() {
        let mut npm = command("npm");
        npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(root().join("www"));
        run(&mut npm)?;
    }
    link()
}

/// Node looks for packages in `node_modules` beside the importing file and above it; `www` is not above `tests`.
fn link() -> Outcome {
    let link = root().join("tests/node_modules");
    if link.join("esbuild").exists() {
        return Ok(());
    }
    let _ = std::fs::remove_file(&link);
    #[cfg(unix)]
    let made = std::os::unix::fs::symlink("../www/node_modules", &link);
    #[cfg(windows)]
    let made = std::os::windows::fs::symlink_dir(r"..\www\node_modules", &link);
    made.map_err(|e| format!("{}: {e}", link.display()))
}
