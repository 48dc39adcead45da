//! `descent code` and `descent paste`: a run as a script, and a line of a script as a racer.

use crate::input::{self, Refused};
use ::code::Library;
use descent::spec::limits;

/// The libraries by name.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
pub(crate) enum Name {
    Torch,
    Keras,
    Optax,
}

/// Prints the script.
pub(crate) fn print(name: &str, library: Name) -> Result<(), Refused> {
    let library = match library {
        Name::Torch => Library::Torch,
        Name::Keras => Library::Keras,
        Name::Optax => Library::Optax,
    };
    let text = ::code::script(&input::spec(name, None)?, library).map_err(Refused::Problems)?;
    input::line(text.trim_end())
}

/// Prints the racer.
pub(crate) fn paste(text: &str) -> Result<(), Refused> {
    let text = if text == "-" { input::text(text, limits::DOCUMENT_BYTES)? } else { text.to_owned() };
    input::json(&::code::paste(&text).map_err(Refused::Problems)?)
}
