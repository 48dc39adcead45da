//! `descent code` and `descent paste`: a run as a script, and a line of a script as a racer.

use crate::input::{self, Refused};
use ::code::Library;
use descent::spec::{Problem, limits};

/// Prints the script for `torch`, `keras` or `optax`.
pub(crate) fn print(name: &str, library: &str) -> Result<(), Refused> {
    let library = Library::find(library)
        .map_err(|problem| Refused::Problems(vec![Problem { path: "--for".to_owned(), ..problem }]))?;
    let text = ::code::script(&input::spec(name, None)?, library).map_err(Refused::Problems)?;
    input::line(text.trim_end())
}

/// Prints the racer.
pub(crate) fn paste(text: &str) -> Result<(), Refused> {
    let text = if text == "-" { input::text(text, limits::DOCUMENT_BYTES)? } else { text.to_owned() };
    input::json(&::code::paste(&text).map_err(Refused::Problems)?)
}
