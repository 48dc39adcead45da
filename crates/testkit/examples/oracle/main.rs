//! Runs the code that `descent code` prints with the libraries themselves, and compares their paths with ours.
//!
//! `oracle PYTHON DESCENT FOLDER COUNT SEED`: an interpreter that has the libraries, the built command, a folder for what is made. Every
//! spelling of PyTorch, Keras and Optax runs with its defaults and with arguments of its fixture, on two surfaces, and COUNT times with
//! what the seed draws ([`drawn`]); 25 times COUNT schedules of each library follow ([`rates`]). What it found goes to standard output
//! as the page `tests/fixtures/oracle.md`; the exit code is 1 where anything differs.

#![allow(clippy::print_stdout, reason = "what it found is its output")]

mod drawn;
mod page;
mod rates;

use descent::catalog::Kind;
use descent::law::library;
use descent::{Run, spec};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use testkit::draw::Draw;
use testkit::fixture;
use testkit::json::{text, value};
use testkit::oracle::{HAVE, QUIRKS, optimizer_id};

/// Updates per run.
const STEPS: u64 = 50;
/// |a − b| ≤ this · max(1, |b|), or ten times the largest tolerance of the spelling's fixture where rounding grows faster.
const TOLERANCE: f64 = 1e-9;
/// Our own path from a start that is one unit in the last place away parts by so much at a step, and every update rounds again: the
/// libraries' rounding may part the paths by this many times as much.
const ROUNDINGS: f64 = 1000.0;
/// Where the fixture's notes say that the library keeps a scalar in float32, one rounding of that is as many of ours.
const SINGLE_ROUNDING: f64 = (1_u64 << 29) as f64;
/// Spellings of which no note says so, as the fixtures' Keras computes with NumPy: on JAX its `ops.mean` of float64 rounds to float32.
const SINGLE_ON_JAX: [&str; 1] = ["keras.Adafactor"];
const LIBRARIES: [&str; 3] = ["torch", "keras", "optax"];

type Failure = Box<dyn std::error::Error>;
/// What is found of a run, or why nothing is.
type Found = Result<Off, String>;

/// How far the paths are apart.
struct Off {
    /// The largest deviation in tolerances.
    plain: f64,
    /// The same where the tolerance of a step is at least what rounding alone can make of it.
    rounded: f64,
}

/// Where a run's arguments are from.
#[derive(Clone, Copy, PartialEq)]
enum From {
    /// The library's defaults.
    Defaults,
    /// Its fixture.
    Fixture,
    /// The seed.
    Seed,
}

/// One run.
struct Case {
    id: &'static str,
    from: From,
    document: Json,
    tolerance: f64,
    /// How many times our own growth of rounding may part the paths.
    roundings: f64,
    program: PathBuf,
}

/// The arguments that a spelling has to be given, and those of the richest case of its fixture.
fn arguments(row: &library::LibraryRow, fixtures: &BTreeMap<String, Json>) -> [Json; 2] {
    let mut plain = json!({"id": row.id});
    for param in row.params {
        if matches!(param.kind, Kind::Real { default: None, .. }) {
            plain[param.key] = json!(0.001);
        }
    }
    let cases = fixtures.get(row.id).map(fixture::cases).unwrap_or_default();
    let unscheduled = cases.iter().filter(|case| case.get("schedule").is_none());
    let richest = unscheduled.max_by_key(|case| case["hyper"].as_object().map_or(0, serde_json::Map::len));
    let mut given = richest.map_or_else(|| plain.clone(), |case| case["hyper"].clone());
    given["id"] = json!(row.id);
    [plain, given]
}

fn cases(folder: &Path, descent: &str, (count, seed): (usize, u64)) -> Vec<Case> {
    let fixtures: BTreeMap<String, Json> = HAVE
        .iter()
        .chain(QUIRKS.iter().map(|(file, _)| file))
        .map(|file| {
            let fixture = fixture::read(&format!("optim/{file}.json"));
            (optimizer_id(file, &fixture), fixture)
        })
        .collect();
    let surfaces = [("beale", [1.0, 1.5]), ("rosenbrock", [-1.2, 1.0])];
    let mut all = Vec::new();
    let mut draw = Draw::new(seed);
    let largest = |id: &str| {
        let cases = fixtures.get(id).map(fixture::cases).unwrap_or_default();
        cases.iter().map(|case| fixture::number(&case["f64"]["tol"]["x"])).fold(0.0, f64::max)
    };
    for row in library::rows() {
        let Some(library) = LIBRARIES.into_iter().find(|name| row.id.starts_with(&format!("{name}."))) else {
            continue;
        };
        let mut add = |from: From, document: Json| {
            let program = folder.join(library).join(format!("{:04}.py", all.len()));
            let tolerance = TOLERANCE.max(10.0 * largest(row.id));
            let notes = fixtures.get(row.id).and_then(|fixture| fixture["header"]["notes"].as_str());
            let single = SINGLE_ON_JAX.contains(&row.id) || notes.is_some_and(|notes| notes.contains("float32"));
            let roundings = if single { SINGLE_ROUNDING } else { ROUNDINGS };
            all.push(Case { id: row.id, from, document, tolerance, roundings, program });
        };
        for (from, optimizer) in [From::Defaults, From::Fixture].into_iter().zip(arguments(row, &fixtures)) {
            for (surface, start) in surfaces {
                let document = json!({
                    "version": 1, "problem": {"surface": surface}, "start": start, "steps": STEPS,
                    "racers": [{"optimizer": optimizer}],
                });
                add(from, document);
            }
        }
        let draft = folder.join("draft.json");
        let spoken = |drawn: &descent::Value| {
            let written = std::fs::write(&draft, text(drawn)).is_ok();
            written && code(descent, &draft, library).is_ok_and(|said| said.status.success())
        };
        for _ in 0..count {
            let drawn = text(&drawn::document(&mut draw, row, (library, STEPS), spoken));
            add(From::Seed, serde_json::from_str(&drawn).unwrap_or_default());
        }
    }
    all
}

/// What `descent code` says of a document.
fn code(descent: &str, document: &Path, library: &str) -> std::io::Result<std::process::Output> {
    Command::new(descent).arg("code").arg(document).args(["--for", library]).output()
}

/// Writes the program of a case; what `descent code` says where there is none.
fn generate(case: &Case, descent: &str) -> Result<Result<(), String>, Failure> {
    let spec = case.program.with_extension("json");
    std::fs::write(&spec, case.document.to_string())?;
    let library = case.id.split('.').next().unwrap_or_default();
    let said = code(descent, &spec, library)?;
    if !said.status.success() {
        return Ok(Err(String::from_utf8_lossy(&said.stderr).lines().next().unwrap_or("no code").to_owned()));
    }
    std::fs::write(&case.program, said.stdout)?;
    Ok(Ok(()))
}

/// The points of a document's first racer, step by step, as far as it comes.
fn path(document: &Json) -> Result<Vec<Vec<f64>>, String> {
    let spec = spec::decode(&value(document)).map_err(|problems| problems[0].message())?;
    let mut run = Run::new(spec);
    let mut points = Vec::new();
    for t in 0..=STEPS {
        run.seek(t);
        let point = run.point(0);
        if point.t != t {
            break;
        }
        points.push(point.x.to_vec());
    }
    Ok(points)
}

/// How far a path is from `ours` at most until each step, of those that start one unit in the last place from it; from 0, one of 1.
fn spread(case: &Case, ours: &[Vec<f64>]) -> Result<Vec<f64>, String> {
    let mut spread = vec![0.0_f64; ours.len()];
    for (i, up) in (0..ours[0].len()).flat_map(|i| [(i, true), (i, false)]) {
        let (mut moved, mut start) = (case.document.clone(), ours[0].clone());
        start[i] = match (start[i] == 0.0, up) {
            (true, true) => f64::EPSILON,
            (true, false) => -f64::EPSILON,
            (false, true) => start[i].next_up(),
            (false, false) => start[i].next_down(),
        };
        moved["start"] = json!(start);
        let theirs = path(&moved)?;
        let mut worst = 0.0_f64;
        for (t, at) in spread.iter_mut().enumerate() {
            worst = theirs
                .get(t)
                .map_or(f64::INFINITY, |x| ours[t].iter().zip(x).map(|(a, b)| (a - b).abs()).fold(worst, f64::max));
            *at = at.max(worst);
        }
    }
    Ok(spread)
}

/// How far a program's path is from ours; or why there is none.
fn compare(case: &Case) -> Found {
    let read = |end: &str| std::fs::read_to_string(case.program.with_extension(end));
    let Ok(text) = read("txt") else {
        let trace = read("err").unwrap_or_default();
        return Err(trace.lines().last().unwrap_or("it printed nothing").to_owned());
    };
    let points = path(&case.document)?;
    let spread = spread(case, &points)?;
    let mut off = Off { plain: 0.0, rounded: 0.0 };
    let mut seen = 0;
    for line in text.lines() {
        // racer,t,x0,x1,…
        let mut words = line.split(',').skip(1);
        let Some(t) = words.next().and_then(|t| t.parse::<usize>().ok()) else { continue };
        let Some(ours) = points.get(t) else { break };
        let theirs: Option<Vec<f64>> = words.map(|word| word.parse().ok()).collect();
        let theirs = theirs.filter(|x| x.len() == ours.len()).ok_or_else(|| format!("it printed `{line}`"))?;
        for (ours, theirs) in ours.iter().zip(&theirs) {
            // Where both overflow there is nothing to compare.
            if ours.is_finite() || theirs.is_finite() {
                let apart = (ours - theirs).abs();
                let tolerance = case.tolerance * theirs.abs().max(1.0);
                let worst = |old: f64, tolerance: f64| {
                    let new = apart / tolerance;
                    if new.is_nan() { f64::INFINITY } else { old.max(new) }
                };
                off.plain = worst(off.plain, tolerance);
                off.rounded = worst(off.rounded, tolerance.max(case.roundings * spread[t]));
            }
        }
        seen += 1;
    }
    if seen < points.len() { Err(format!("it printed {seen} points")) } else { Ok(off) }
}

fn versions(python: &str) -> Result<String, Failure> {
    let ask = "import platform, importlib.metadata as m\n\
               print('Python', platform.python_version(), *[', ' + n + ' ' + m.version(n) for n in \
               ('torch', 'keras', 'optax', 'jax', 'numpy')], sep=' ')";
    let said = Command::new(python).args(["-c", ask]).output()?;
    Ok(String::from_utf8(said.stdout)?.trim().replace(" ,", ","))
}

fn main() -> Result<ExitCode, Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [python, descent, folder, count, seed] = &args[..] else {
        return Err("usage: oracle PYTHON DESCENT FOLDER COUNT SEED".into());
    };
    let (count, seed) = (count.parse()?, seed.parse()?);
    let folder = Path::new(folder);
    for library in LIBRARIES {
        let made = folder.join(library);
        if made.exists() {
            std::fs::remove_dir_all(&made)?;
        }
        std::fs::create_dir_all(&made)?;
    }
    let cases = cases(folder, descent, (count, seed));
    let mut found: Vec<Found> = Vec::new();
    let mut written = Vec::new();
    for case in &cases {
        written.push(generate(case, descent)?);
    }
    for library in LIBRARIES {
        eprintln!("running the programs for {library}");
        let runner = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oracle/run.py");
        Command::new(python).arg(runner).arg(folder.join(library)).status()?;
    }
    for (case, written) in cases.iter().zip(written) {
        found.push(written.map_err(|why| format!("no code: {why}")).and_then(|()| compare(case)));
    }
    let mut rows: BTreeMap<&str, Vec<(&Case, &Found)>> = BTreeMap::new();
    for (case, found) in cases.iter().zip(&found) {
        rows.entry(case.id).or_default().push((case, found));
    }
    page::head((count, seed), &versions(python)?);
    let mut tally = page::Tally::default();
    for (id, all) in &rows {
        tally.row(id, all);
    }
    let page::Tally { agree, differ, chaotic } = tally;
    let (same, schedules) = rates::compare(python, 25 * count, seed)?;
    println!("\n{agree} of {} runs agree, {chaotic} of them within the growth of rounding.", cases.len());
    println!("{same} of {schedules} drawn schedules (`tests/oracle/schedules.py`) agree at every one of 160 steps.");
    Ok(if differ == 0 && same == schedules { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
