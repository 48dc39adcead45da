//! The page `tests/fixtures/oracle.md`: what was done, and a row for each spelling.
//!
//! Invariant: nothing is judged here but by [`Off`]; a spelling that is not imitated says so and counts as no difference.

use crate::{Case, Found, From, Off, ROUNDINGS, STEPS, TOLERANCE};
use testkit::oracle::QUIRKS;

/// What was done, with which versions; and the head of the table.
pub(crate) fn head((count, seed): (usize, u64), versions: &str) {
    println!("# The libraries' own paths\n");
    println!(
        "Made by `cargo xtask oracle {count} {seed}`: the code that `descent code` prints, run with the libraries, against our own runs.\n"
    );
    println!("{versions}.");
    println!(
        "{STEPS} updates in f64: on Beale's and on Rosenbrock's function with the defaults (rates that have none: 0.001) and with"
    );
    println!(
        "arguments of the fixtures; and, {count} for each optimizer, with arguments, schedules, clipping, problems and starts drawn from"
    );
    println!(
        "seed {seed}. The numbers are the largest deviations in tolerances of {TOLERANCE:e}·max(1, |x|), or of ten times the"
    );
    println!(
        "largest of the fixture where rounding grows faster: up to 1 they agree. A path that overflows is compared up to there."
    );
    println!(
        "Where a path is chaotic, rounding alone parts it: such a run agrees where at no step it is further from ours than {ROUNDINGS} times as"
    );
    println!(
        "far as our own path from a start that is one unit in the last place away, from 0 one of 1 (2²⁹ times where the library keeps a scalar in float32).\n"
    );
    println!("| optimizer | defaults | fixture's | drawn | |\n|---|---|---|---|---|");
}

/// Runs of all rows.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) agree: usize,
    pub(crate) differ: usize,
    /// Of those that agree, how many do by the growth of rounding alone.
    pub(crate) chaotic: usize,
}

impl Tally {
    /// Prints the row of a spelling and counts its runs; each that differs is told on standard error.
    pub(crate) fn row(&mut self, id: &str, all: &[(&Case, &Found)]) {
        let worst = |from: From| {
            let of = all.iter().filter(|(case, _)| case.from == from);
            let numbers: Option<Vec<f64>> = of.map(|(_, f)| f.as_ref().ok().map(|off| off.plain)).collect();
            let worst = numbers.and_then(|all| all.into_iter().reduce(f64::max));
            worst.map_or(String::new(), |v| format!("{v:.2e}"))
        };
        let quirk = QUIRKS.iter().find(|(file, _)| file.replacen('_', ".", 1) == id).map(|(_, why)| *why);
        let why = all.iter().find_map(|(_, f)| f.as_ref().err().cloned());
        let count = |judge: fn(&Off) -> bool| all.iter().filter(|(_, f)| f.as_ref().is_ok_and(judge)).count();
        let right = count(|off| off.rounded <= 1.0);
        let parted = count(|off| off.plain > 1.0 && off.rounded <= 1.0);
        self.chaotic += parted;
        self.agree += right;
        if quirk.is_none() {
            self.differ += all.len() - right;
            for (case, found) in all.iter().filter(|(_, f)| !f.as_ref().is_ok_and(|off| off.rounded <= 1.0)) {
                let how = found.as_ref().map_or_else(Clone::clone, |off| format!("{:e} tolerances apart", off.rounded));
                eprintln!("{}: {how}: {}", case.program.display(), case.document);
            }
        }
        let remark = match quirk {
            Some(why) => format!("not imitated: {why}"),
            None => why.unwrap_or_else(|| match (right == all.len(), parted) {
                (false, _) => "**differ**".into(),
                (true, 0) => "agree".into(),
                (true, parted) => format!("agree, {parted} of {} within the growth of rounding", all.len()),
            }),
        };
        let [defaults, fixture, drawn] = [From::Defaults, From::Fixture, From::Seed].map(worst);
        println!("| `{id}` | {defaults} | {fixture} | {drawn} | {} |", remark.replace('|', "\\|"));
    }
}
