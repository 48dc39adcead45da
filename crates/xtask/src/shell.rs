//! Starting other programs: where they run, what environment they get, and how their words are passed on.
//!
//! Invariant: every program is started through [`command`], so that all of them see the same toolchain and the same `PATH`.
//! Does not: interpret what the programs print; that is for the callers.

use crate::{Outcome, toolchain};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// The folder into which `cargo install` puts programs.
pub(crate) fn cargo_bin() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    Some(home.join("bin"))
}

/// `PATH` with cargo's folder of installed programs in it.
fn search_path() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Some(bin) = cargo_bin().filter(|bin| !folders.contains(bin)) {
        folders.insert(0, bin);
    }
    folders
}

/// Finds a program on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    search_path().into_iter().map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// A program to be started in the repository's root, with the chosen toolchain.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    if let Ok(path) = std::env::join_paths(search_path()) {
        command.env("PATH", path);
    }
    if let Some(name) = toolchain::chosen() {
        command.env("RUSTUP_TOOLCHAIN", name);
    }
    // `cargo run` points this at its own toolchain's libraries, which another toolchain's compiler must not load.
    if let Some(paths) = std::env::var_os("LD_LIBRARY_PATH") {
        let foreign = |path: &PathBuf| {
            let text = path.to_string_lossy();
            text.contains("rustlib") || text.contains("toolchains") || path.starts_with(target_dir())
        };
        let kept = std::env::split_paths(&paths).filter(|path| !foreign(path));
        match std::env::join_paths(kept) {
            Ok(kept) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", kept),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    command
}

/// The command as one would type it, cut where nobody would.
fn shown(command: &Command) -> String {
    const LONGEST: usize = 240;
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy().into_owned()));
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    }
}

/// Runs a command in view; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let words = shown(command);
    println!("  $ {words}");
    let status = command.status().map_err(|e| format!("`{words}` did not start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{words}` failed ({status})")) }
}

/// Runs a command out of view and returns its standard output, trimmed.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let words = shown(command);
    let output = command.output().map_err(|e| format!("`{words}` did not start: {e}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{words}` failed ({}): {}", output.status, said.trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// Runs a command in view, but for no longer than the limit.
pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Outcome {
    let words = shown(command);
    println!("  $ {words}");
    let mut child = command.spawn().map_err(|e| format!("`{words}` did not start: {e}"))?;
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("`{words}` failed ({status})")),
            Ok(None) if begun.elapsed() < limit => std::thread::sleep(Duration::from_millis(50)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("`{words}` did not end within {} s", limit.as_secs()));
            }
        }
    }
}

/// What a command that was run with [`tee`] said.
pub(crate) struct Heard {
    /// Whether its exit code was 0.
    pub(crate) ok: bool,
    /// Its lines, standard output and standard error as they came.
    pub(crate) lines: Vec<String>,
}

/// Runs a command in view and keeps what it says.
pub(crate) fn tee(command: &mut Command) -> Outcome<Heard> {
    let words = shown(command);
    println!("  $ {words}");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| format!("`{words}` did not start: {e}"))?;
    let (send, receive) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        forward(out, send.clone());
    }
    if let Some(err) = child.stderr.take() {
        forward(err, send.clone());
    }
    drop(send);
    let mut lines = Vec::new();
    for line in receive {
        println!("{line}");
        lines.push(line);
    }
    let status = child.wait().map_err(|e| format!("`{words}` was lost: {e}"))?;
    let _ = std::io::stdout().flush();
    Ok(Heard { ok: status.success(), lines })
}

/// Sends each line of a stream, whatever its bytes.
fn forward(stream: impl Read + Send + 'static, to: mpsc::Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n') {
            let Ok(line) = line else { break };
            let text = String::from_utf8_lossy(&line);
            if to.send(text.trim_end_matches('\r').to_string()).is_err() {
                break;
            }
        }
    });
}

/// A key for the contents of some bytes, good enough to notice a change.
pub(crate) fn content_key(bytes: &[u8]) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}-{}", hasher.finish(), bytes.len())
}
