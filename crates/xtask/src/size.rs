//! `cargo xtask size`: what a visitor downloads, in gzip, against the budgets.
//!
//! Invariant: every file of `dist/site` counts, what is fetched on demand apart. A budget is where a size has to get; a ceiling, which fails the command, is
//! where it stands now and must not grow unnoticed: it moves up only with a capability and a line in the changelog.
//! Does not: build.

use crate::shell::root;
use crate::{Outcome, build, no_arguments};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};

/// All of the page, in bytes.
const PAGE_BUDGET: usize = 250_000;
/// Its wasm, in bytes.
const WASM_BUDGET: usize = 120_000;
/// What is fetched only by who asks for it, each with what it must not exceed: the handwritten digits, the page's words in Spanish.
const ON_DEMAND: [(&str, usize); 2] = [("digits.txt", 48_000), ("es.js", 35_950)];
/// What is downloaded only by who embeds: the element and the page as one file.
const DOWNLOADS: &str = "embed";
/// What the page must not exceed on its way to the budget.
const PAGE_CEILING: usize = 402_700;
/// Likewise its wasm.
const WASM_CEILING: usize = 256_000;
/// The page as one file, one per language, with what it must not exceed unnoticed: Spanish words take more room, and so does the engine's
/// English beside them, which they are found by: the limit of 400,000 bytes is the English file's, the Spanish one may be a little larger.
const FILES: [(&str, usize); 2] = [("descent.html", 400_000), ("descent.es.html", 404_800)];
/// Each of them, in bytes as they are, since it is copied and mailed about.
const FILE_BUDGET: usize = 400_000;

/// The element's module, with its engine, in gzip: what it must not exceed unnoticed.
const ELEMENT_CEILING: usize = 293_600;

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    no_arguments(args)?;
    let site = root().join("dist/site");
    let mut files = Vec::new();
    collect(&site, &mut files);
    files.sort();
    if files.is_empty() {
        return Err("dist/site is empty; run `cargo xtask build`".into());
    }
    let (mut page, mut wasm, mut fits) = (0, 0, true);
    println!("{:>10} {:>10}  file", "bytes", "gzip");
    for path in files.iter().filter(|path| !path.starts_with(site.join(DOWNLOADS))) {
        let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let gzip = gzip_size(&bytes);
        let name = path.strip_prefix(&site).unwrap_or(path);
        println!("{:>10} {gzip:>10}  {}", bytes.len(), name.display());
        if let Some((_, ceiling)) = ON_DEMAND.iter().find(|(file, _)| path.ends_with(file)) {
            fits &= within(&format!("{}, on demand", name.display()), gzip, *ceiling, *ceiling);
            continue;
        }
        page += gzip;
        if path.extension().is_some_and(|end| end == "wasm") {
            wasm += gzip;
            if !build::uses_simd(&bytes) {
                return Err(format!("{} does not declare simd128", name.display()));
            }
        }
    }
    if wasm == 0 {
        // The page may carry the module inside its script; then the module itself is measured.
        let module = build::optimized();
        let bytes = std::fs::read(&module).map_err(|e| format!("{}: {e}", module.display()))?;
        wasm = gzip_size(&bytes);
    }
    for (name, ceiling) in FILES {
        let file = root().join("dist").join(name);
        let bytes = std::fs::metadata(&file).map_err(|e| format!("{}: {e}", file.display()))?.len();
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let verdict = if bytes <= FILE_BUDGET { "within" } else { "ABOVE" };
        println!("{name}: {bytes} bytes, {verdict} its budget of {FILE_BUDGET}; ceiling for now {ceiling}");
        fits &= bytes <= ceiling;
    }
    let element = root().join("dist/descent.js");
    let element = gzip_size(&std::fs::read(&element).map_err(|e| format!("{}: {e}", element.display()))?);
    println!("descent.js, the element with its engine: {element} bytes of gzip; ceiling for now {ELEMENT_CEILING}");
    fits &= element <= ELEMENT_CEILING;
    fits &= within("wasm", wasm, WASM_BUDGET, WASM_CEILING);
    fits &= within("page in all", page, PAGE_BUDGET, PAGE_CEILING);
    if fits { Ok(()) } else { Err("a size is above its ceiling".into()) }
}

fn within(what: &str, gzip: usize, budget: usize, ceiling: usize) -> bool {
    let verdict = if gzip <= budget { "within" } else { "ABOVE" };
    println!("{what}: {gzip} bytes of gzip, {verdict} its budget of {budget}; ceiling for now {ceiling}");
    gzip <= ceiling
}

/// The size of some bytes after gzip at its highest level, as static hosts precompress them.
fn gzip_size(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(usize::MAX / 4, |packed| packed.len())
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() { collect(&path, into) } else { into.push(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_packs_and_noise_does_not() {
        assert!(gzip_size(&[7; 10_000]) < 100);
        let mut state = 1u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(10_000)
        .collect();
        assert!(gzip_size(&noise) > 9_900);
    }
}
