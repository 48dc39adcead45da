//! Text in, values out, and back: files, standard input, JSON, and the size limit of a document.

use descent::Value;
use descent::spec::{self, Problem, Spec, limits};
use std::io::{Read, Write};

/// Why a command did not finish.
pub(crate) enum Refused {
    /// The document or the arguments are wrong.
    Problems(Vec<Problem>),
    /// They are right, but there is no result.
    Failed(Vec<Problem>),
    /// Nobody reads the output any more.
    Closed,
}

impl Refused {
    /// The same problems, as a failure of what was to be done.
    pub(crate) fn failed(self) -> Self {
        match self {
            Refused::Problems(problems) => Refused::Failed(problems),
            other => other,
        }
    }
}

/// One problem outside the document's own structure.
pub(crate) fn refuse(path: &str, code: &'static str, given: impl Into<String>, allowed: impl Into<String>) -> Refused {
    Refused::Problems(vec![Problem {
        path: named(path).to_owned(),
        code,
        given: given.into(),
        allowed: allowed.into(),
        nearest: None,
    }])
}

/// A file as problems name it.
pub(crate) fn named(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}

/// A file, or standard input for `-`, up to `most` bytes.
pub(crate) fn bytes(name: &str, most: usize) -> Result<Vec<u8>, Refused> {
    let mut all = Vec::new();
    let limit = most as u64 + 1;
    let read = if name == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut all)
    } else {
        std::fs::File::open(name).and_then(|file| file.take(limit).read_to_end(&mut all))
    };
    if let Err(error) = read {
        let given = format!("not readable: {error}");
        return Err(refuse(name, "unreadable", given, "a readable file, or - for standard input"));
    }
    if all.len() > most {
        return Err(refuse(name, "too_large", format!("more than {most} bytes"), format!("at most {most} bytes")));
    }
    Ok(all)
}

/// The text of a file, or of standard input for `-`, up to `most` bytes.
pub(crate) fn text(name: &str, most: usize) -> Result<String, Refused> {
    String::from_utf8(bytes(name, most)?)
        .map_err(|error| refuse(name, "not_json", format!("not text: {error}"), "UTF-8 text"))
}

/// JSON text as a value; editors may mark it as UTF-8 by a letter before it.
pub(crate) fn parse(name: &str, text: &str) -> Result<Value, Refused> {
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
        .map_err(|error| refuse(name, "not_json", format!("not JSON: {error}"), "one JSON document"))
}

/// A document as a value.
pub(crate) fn document(name: &str) -> Result<Value, Refused> {
    parse(name, &text(name, limits::DOCUMENT_BYTES)?)
}

/// A validated specification, with the table of a file for its data where one is given.
pub(crate) fn spec(name: &str, data: Option<&str>) -> Result<Spec, Refused> {
    let mut document = document(name)?;
    crate::data::put(&mut document, data)?;
    spec::decode(&document).map_err(Refused::Problems)
}

/// A list of finite numbers.
pub(crate) fn numbers(path: &str, value: &Value) -> Result<Vec<f64>, Refused> {
    let Value::List(items) = value else {
        return Err(refuse(path, "wrong_type", value.excerpt(), "a JSON list of numbers"));
    };
    let number = |(i, item): (usize, &Value)| match item {
        Value::Num(v) => Ok(*v),
        other => Err(refuse(&format!("{path}[{i}]"), "wrong_type", other.excerpt(), "a number")),
    };
    items.iter().enumerate().map(number).collect()
}

/// Prints one line.
pub(crate) fn line(text: &str) -> Result<(), Refused> {
    written(writeln!(std::io::stdout().lock(), "{text}"))
}

/// Prints a value as JSON.
pub(crate) fn json(value: &Value) -> Result<(), Refused> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let printed = serde_json::to_writer(&mut out, value).map_err(std::io::Error::from);
    written(printed.and_then(|()| writeln!(out)).and_then(|()| out.flush()))
}

/// What became of printing.
pub(crate) fn written(printed: std::io::Result<()>) -> Result<(), Refused> {
    printed.map_err(|error| match error.kind() {
        std::io::ErrorKind::BrokenPipe => Refused::Closed,
        _ => refuse("standard output", "unwritable", format!("not writable: {error}"), "room for all of it").failed(),
    })
}

/// Prints problems on standard error as a JSON list, one `{path, code, given, allowed, nearest, message}` a line.
pub(crate) fn report(problems: &[Problem]) {
    let lines = problems.iter().map(|problem| serde_json::to_string(&problem.to_value()).unwrap_or_default());
    // Where nobody reads them, the exit status still tells.
    let _ = writeln!(std::io::stderr(), "[{}]", lines.collect::<Vec<_>>().join(",\n "));
}
