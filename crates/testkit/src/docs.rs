//! The part of an optimizer's documentation that follows from its row: cost, arguments with their ranges, libraries, reference.
//!
//! It stands in the header of the law's file, so that it is read where the formula is; `cargo run -p descent-testkit --example
//! docs` writes it there, and a test holds it against the tables. Does not: write examples or formulas; people do.

use descent::catalog::{Kind, Param};
use descent::law::OptimizerRow;
use descent::objective::Shape;
use descent::text::decimal;
use descent::{Precise, Run, Value, spec};
use std::path::PathBuf;

/// Characters per line, `//! ` included.
const WIDTH: usize = 125;
/// What every optimizer takes; it is told once per section, not explained.
const COMMON: [&str; 3] = ["weight_decay", "decay", "maximize"];

/// The files of the laws, sorted.
///
/// # Panics
/// Where the folder cannot be read.
pub fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../descent/src/law");
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    files.sort();
    files
}

/// Whether a file has the row.
pub fn holds(text: &str, row: &OptimizerRow) -> bool {
    text.contains(&format!("    id: \"{}\",\n", row.id))
}

/// The lines at the top of a file that document it, without their marks, and what follows them.
pub fn header(text: &str) -> (String, &str) {
    let end = text.split_inclusive('\n').take_while(|line| line.starts_with("//!")).map(str::len).sum();
    let lines = text[..end].lines().map(|line| line[3..].strip_prefix(' ').unwrap_or(&line[3..]));
    (lines.map(|line| format!("{line}\n")).collect(), &text[end..])
}

/// The section of a row, as the header of its file holds it.
///
/// # Panics
/// Where the row cannot run with its defaults.
pub fn section(row: &OptimizerRow) -> String {
    let mut out = format!("# `{}`\n\n", row.id);
    wrap(&format!("Cost: {}.", cost(row)), "", &mut out);
    out.push_str("\nArguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:\n");
    for param in row.params.iter().filter(|p| !COMMON.contains(&p.key)) {
        wrap(&format!("- `{}`, {}: {}. {}", param.key, param.name, legal(param), param.doc), "  ", &mut out);
    }
    out.push('\n');
    wrap(&format!("Libraries: {}", row.differs), "", &mut out);
    out.push('\n');
    wrap(&format!("Reference: {}.", row.reference), "", &mut out);
    out
}

/// What is legal, and what holds where nothing is given.
fn legal(param: &Param) -> String {
    let or = |allowed: String, default: Option<String>| match default {
        Some(default) => format!("{allowed}; {default} unless given"),
        None => format!("{allowed}; to be given"),
    };
    match &param.kind {
        Kind::Real { default, range, .. } => or(interval(&range.to_string()), default.map(decimal)),
        Kind::OptReal { range, .. } => format!("{}; off unless given", interval(&range.to_string())),
        Kind::Int { default, min, max } => {
            or(format!("a whole number in `[{min}, {max}]`"), default.map(|v| v.to_string()))
        }
        Kind::OptInt { min, max } => format!("a whole number in `[{min}, {max}]`; off unless given"),
        Kind::Bool { default } => format!("true or false; {default} unless given"),
        Kind::Choice { default, options } => {
            let names: Vec<String> = options.iter().map(|(id, doc)| format!("`{id}` ({doc})")).collect();
            format!("{}; `{default}` unless given", names.join(", "))
        }
        _ => "see the catalogue".to_owned(),
    }
}

/// An interval in a row's words, marked as code.
fn interval(text: &str) -> String {
    match text.find(['[', '(']) {
        Some(at) => format!("{}`{}`", &text[..at], &text[at..]),
        None => text.to_owned(),
    }
}

/// Numbers kept per parameter, and what the first updates take, both as they are.
fn cost(row: &OptimizerRow) -> String {
    let racer = Value::map([("optimizer", Value::map([("id", Value::text(row.id))]))]);
    let document = Value::map([
        ("problem", Value::map([("surface", Value::text("parabola"))])),
        ("start", Value::numbers([1.0])),
        ("racers", Value::List(vec![racer])),
    ]);
    let spec = spec::decode(&document).unwrap_or_else(|problems| panic!("{}: {problems:?}", row.id));
    let law = <f64 as Precise>::law((row.build)(&spec.racers[0][0].1.optimizer.args));
    let kept = |n: usize| {
        let memory = law.memory(Shape::vector(n));
        memory.cells + memory.scalars
    };
    let [first, second] = [(100, 200), (200, 400)].map(|(few, many)| (kept(many) - kept(few)) / (many - few));
    let numbers = match first {
        _ if first != second => "a multiple of n² numbers for n parameters".to_owned(),
        0 => "no number per parameter".to_owned(),
        1 => "1 number per parameter, working room included".to_owned(),
        n => format!("{n} numbers per parameter, working room included"),
    };
    let mut run = Run::new(spec);
    run.step(10);
    let status = run.status(0);
    let (updates, taken) = (status.step, status.evaluations - 1);
    format!("{numbers}; {updates} updates of one parameter take {taken} evaluations of value and gradient")
}

/// Appends a paragraph, its further lines indented.
fn wrap(text: &str, indent: &str, out: &mut String) {
    let mut width = 4;
    for (i, word) in text.split_whitespace().enumerate() {
        let length = word.chars().count();
        if i > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(indent);
            width = 4 + indent.len();
        } else if i > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out.push('\n');
}
