//! `cargo xtask build`: the wasm module with its bindings and the catalogue, into `www/generated`, and the page, into
//! `dist/site`, `dist/descent.html`, `dist/descent.es.html`, `dist/descent.js` and `dist/npm`.
//!
//! Invariant: `www/generated` is made anew exactly when the compiled module or the way of making it changed.
//! Does not: know what the page is made of; that is `www/build.mjs`.

use crate::shell::{self, content_key, root, run, target_dir};
use crate::{Outcome, no_arguments, setup, size, toolchain};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The crate that is compiled, and the stem of its files.
const CRATE: &str = "descent-wasm";
const STEM: &str = "descent_wasm";

/// The profile that it is compiled with.
const PROFILE: &str = "module";

/// Gives imports short names.
const NAMES: &str = "www/names.mjs";
/// Takes out what only words a panic.
const TRAPS: &str = "www/traps.mjs";
/// Rewrites what is optimised, by the steps behind it.
const REWRITE: &str = "www/rewrite.mjs";
const STEPS: [&str; 2] = ["www/constants.mjs", "www/order.mjs"];

/// For size after gzip: functions begin in the order of their names, which `order.mjs` starts from, none is merged into its only caller, and data stays in one
/// piece. Low memory is the far end of the stack, so that no address in use lies below 1024. No feature flags: wasm-opt takes the features
/// from the module, and so adds none that browsers lack.
const OPTIMIZE: &[&str] = &[
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=10",
    "--skip-pass=memory-packing",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    no_arguments(args)?;
    setup::ensure()?;
    all()
}

/// `cargo xtask dist`: the four forms, from an empty folder, and what they weigh.
pub(crate) fn dist(args: &[String]) -> Outcome {
    no_arguments(args)?;
    setup::ensure()?;
    let folder = root().join("dist");
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    all()?;
    for form in FORMS {
        let path = folder.join(form);
        if !path.exists() {
            return Err(format!("{} was not made", path.display()));
        }
    }
    size::command(&[])?;
    println!("dist: {}", FORMS.join(", "));
    Ok(())
}

/// What is handed out: the page, the element, the page as one file, the npm package.
const FORMS: [&str; 5] = ["site/index.html", "descent.js", "descent.html", "descent.es.html", "npm/package.json"];

/// Builds everything that the page needs, and the page.
pub(crate) fn all() -> Outcome {
    let begun = Instant::now();
    module()?;
    catalogue()?;
    run(shell::command("node").arg("build.mjs").current_dir(root().join("www")))?;
    println!("build: {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// Where the bindings are put; git ignores it.
pub(crate) fn generated() -> PathBuf {
    root().join("www/generated")
}

/// The optimised module.
pub(crate) fn optimized() -> PathBuf {
    generated().join(format!("{STEM}_bg.wasm"))
}

/// Compiles the module, and makes its bindings unless they are those of this very module.
fn module() -> Outcome {
    let mut cargo = shell::command("cargo");
    cargo.args(["build", "--quiet", "--profile", PROFILE, "--target", toolchain::WASM, "--package", CRATE]);
    run(&mut cargo)?;
    let folder = target_dir().join(toolchain::WASM).join(PROFILE);
    let compiled = folder.join(format!("{STEM}.wasm"));
    let bytes = read_file(&compiled)?;

    let bindgen = setup::lock_version("wasm-bindgen")?;
    let binaryen = std::fs::read_to_string(root().join("www/node_modules/binaryen/package.json"));
    let script = |path: &str| std::fs::read_to_string(root().join(path)).unwrap_or_default();
    let made_by = [binaryen.unwrap_or_default(), script(NAMES), script(TRAPS), script(REWRITE)].concat()
        + &STEPS.map(script).concat();
    let recipe = format!("{bindgen} {OPTIMIZE:?} {}", content_key(made_by.as_bytes()));
    let key = format!("{} {recipe}", content_key(&bytes));
    let stamp = generated().join("made-from");
    let known = std::fs::read_to_string(&stamp).is_ok_and(|known| known == key);
    if known && optimized().is_file() {
        println!("  the module is unchanged");
        return Ok(());
    }
    bindings(&compiled)?;
    optimize(&optimized())?;
    std::fs::write(&stamp, key).map_err(|e| format!("{}: {e}", stamp.display()))
}

fn bindings(compiled: &Path) -> Outcome {
    let _ = std::fs::remove_dir_all(generated());
    let mut bindgen = shell::command("wasm-bindgen");
    bindgen.args(["--target", "web", "--out-name", STEM, "--out-dir"]);
    run(bindgen.arg(generated()).arg(compiled))?;
    run(shell::command("node").arg(NAMES).arg(generated().join(format!("{STEM}.js"))))
}

/// Shrinks a module, as everything that ships is.
pub(crate) fn optimize(module: &Path) -> Outcome {
    let before = read_file(module)?;
    run(shell::command("node").arg(TRAPS).arg(module))?;
    let mut optimize = shell::command("node");
    optimize.arg("www/node_modules/binaryen/bin/wasm-opt").args(OPTIMIZE);
    run(optimize.arg(module).arg("-o").arg(module))?;
    run(shell::command("node").arg(REWRITE).arg(module))?;
    let after = read_file(module)?;
    println!("  wasm-opt: {} -> {} bytes", before.len(), after.len());
    if uses_simd(&after) {
        return Ok(());
    }
    Err("the module does not declare simd128: was it compiled with RUSTFLAGS set?".into())
}

/// Whether a module's `target_features` section declares simd128.
pub(crate) fn uses_simd(module: &[u8]) -> bool {
    const DECLARED: &[u8] = b"+\x07simd128";
    module.windows(DECLARED.len()).any(|bytes| bytes == DECLARED)
}

/// Prints the catalogue, which the module itself leaves out because it is mostly words, and the schema of documents.
fn catalogue() -> Outcome {
    for what in ["catalog", "schema"] {
        let mut cargo = shell::command("cargo");
        let printed = shell::read(cargo.args(["run", "--quiet", "--package", "descent-cli", "--", what]))?;
        let file = generated().join(what).with_extension("json");
        std::fs::write(&file, printed).map_err(|e| format!("{}: {e}", file.display()))?;
    }
    Ok(())
}

fn read_file(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows `look` every Rust file below the folders, with its text.
    fn each_source(mut folders: Vec<PathBuf>, look: &dyn Fn(&Path, &str)) {
        let mut read = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    read += 1;
                    look(&path, &std::fs::read_to_string(&path).unwrap_or_default());
                }
            }
        }
        assert!(read > 100, "{read} files");
    }

    /// `www/traps.mjs` takes the way to call them out of the module.
    #[test]
    fn no_closure_is_called_once_through_a_table() {
        let once = ["dyn", "FnOnce"].join(" ");
        each_source(vec![root().join("crates")], &|path, text| {
            assert!(!text.contains(&once), "{} has a {once}", path.display());
        });
    }

    /// Whether a line prints with `{:?}`, or with a width in any but hexadecimal digits, or counts letters.
    fn is_emptied(line: &str) -> bool {
        let printed = line.split('{').skip(1).any(|hole| {
            let (name, form) = hole.split('}').next().and_then(|inside| inside.split_once(':')).unwrap_or_default();
            let names = name.chars().all(|c| c.is_alphanumeric() || "_.".contains(c));
            names && !form.is_empty() && !form.starts_with([' ', ':']) && !form.ends_with('x')
        });
        !line.trim_start().starts_with("//") && (printed || line.contains(".chars().count()"))
    }

    /// Nor does anything that ships print so but panics: the script empties what does.
    #[test]
    fn nothing_in_the_module_is_printed_for_debugging_or_with_a_width() {
        for line in ["format!(\"{a:?}\")", "write!(f, \"{:>8}\", a)", "print!(\"{0:#?} {a}\", a)", "a.chars().count()"]
        {
            assert!(is_emptied(line), "{line}");
        }
        for line in
            ["format!(\"{a}\")", "format!(\"{:032x}\", a)", "let A { b: c } = d;", "use a::{b::C, d};", "// {:?}"]
        {
            assert!(!is_emptied(line), "{line}");
        }
        let ship = ["lanes", "network", "descent", "field", "code", "table", "wasm"];
        each_source(ship.map(|name| root().join("crates").join(name).join("src")).to_vec(), &|path, text| {
            let ships = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert_eq!(ships.lines().find(|line| is_emptied(line)), None, "{}", path.display());
        });
    }
}
