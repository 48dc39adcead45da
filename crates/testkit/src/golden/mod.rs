//! Golden files: what the native scalar backend computed, bit for bit, for every other backend to reproduce.
//!
//! A [`Case`] says what to compute (a run, an evaluation, a schedule, a function of `lanes::math`, …) and holds some of the
//! rows that came out as bit patterns, with a digest over all of them. [`FILES`] are compiled in, so that they can be read
//! in a browser too. `cargo xtask golden` mints them anew; which cases there are is decided in [`cases`].
//!
//! Invariant: a case is computed from its own text alone, so that a golden file stays meaningful whatever becomes of the code
//! that minted it. Does not: know tolerances; bits are equal or they are not.

pub mod cases;
mod compare;
mod compute;
mod format;
mod math;

pub use compare::check;
pub use compute::{compute, every_row};
pub use format::{parse, print};

/// The golden files by name, with their text.
pub const FILES: &[(&str, &str)] = &[
    ("optimizers", include_str!("../../../../tests/golden/optimizers.txt")),
    ("libraries", include_str!("../../../../tests/golden/libraries.txt")),
    ("schedules", include_str!("../../../../tests/golden/schedules.txt")),
    ("surfaces", include_str!("../../../../tests/golden/surfaces.txt")),
    ("problems", include_str!("../../../../tests/golden/problems.txt")),
    ("math", include_str!("../../../../tests/golden/math.txt")),
];

/// What a case computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One racer's run: rows by step, with value, rate, gradient norm and parameters. The subject is a specification.
    Run,
    /// The same, but rows with value and parameters only; the digest is over everything.
    Path,
    /// Value, gradient and Hessian: rows by point. The subject is a specification without racers.
    Eval,
    /// The rates of a schedule: rows by step. The subject is `{"schedule", "lr", "steps"}`.
    Schedule,
    /// The columns a run leaves behind: rows by their number. The subject is a specification.
    Trace,
    /// The quantities of a run's last update: rows by their number. The subject is a specification.
    Inspect,
    /// A function of `lanes::math` or `lanes::reduce`: rows by argument. The subject is a name and a precision.
    Math,
}

impl Kind {
    /// Every kind with its keyword in the files.
    pub const ALL: [(&'static str, Kind); 7] = [
        ("run", Kind::Run),
        ("path", Kind::Path),
        ("eval", Kind::Eval),
        ("schedule", Kind::Schedule),
        ("trace", Kind::Trace),
        ("inspect", Kind::Inspect),
        ("math", Kind::Math),
    ];

    /// The keyword.
    pub fn name(self) -> &'static str {
        Kind::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A step, or the number of a row.
    Count(u64),
    /// The canonical bits of an `f32`.
    F32(u32),
    /// The canonical bits of an `f64`.
    F64(u64),
}

impl Cell {
    /// A number in either precision.
    pub fn of<T: lanes::Real>(v: T) -> Cell {
        if T::NAME == "f32" { Cell::F32(v.bits() as u32) } else { Cell::F64(v.bits()) }
    }

    /// A number that is an `f64` in every run.
    pub fn wide(v: f64) -> Cell {
        Cell::of(v)
    }

    /// As a number, exactly.
    pub fn value(self) -> f64 {
        match self {
            Cell::Count(n) => n as f64,
            Cell::F32(bits) => f64::from(f32::from_bits(bits)),
            Cell::F64(bits) => f64::from_bits(bits),
        }
    }
}

/// One golden case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is about, such as `adam/amsgrad/f32`.
    pub id: String,
    /// What it computes.
    pub kind: Kind,
    /// From what.
    pub subject: String,
    /// How many columns come first that say what the row is asked for.
    pub keys: usize,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// Some of the rows.
    pub rows: Vec<Vec<Cell>>,
    /// Over all rows.
    pub digest: String,
}

impl Case {
    /// A case that is still to be computed, with the keys of the wanted rows.
    pub fn wanted(id: impl Into<String>, kind: Kind, subject: impl Into<String>, rows: Vec<Vec<Cell>>) -> Self {
        let keys = rows.first().map_or(0, Vec::len);
        Case { id: id.into(), kind, subject: subject.into(), keys, columns: Vec::new(), rows, digest: String::new() }
    }
}

/// Every case of every file.
pub fn all() -> Vec<Case> {
    FILES.iter().flat_map(|(_, text)| parse(text)).collect()
}
