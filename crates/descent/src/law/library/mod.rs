//! The libraries' spellings: their class names, argument names and defaults, translated into our own rows.
//!
//! A few files per library, one row per optimizer. A translation gives a document in our spelling, which passes the same
//! decoding as anything a user writes, so that no default or range is stated twice on our side. Arguments that only
//! change how a library computes, never what (`foreach`, `fused`, `capturable`, …), are accepted and change nothing.

mod keras;
mod keras_further;
mod lecture;
mod moves;
mod optax;
mod optax_layers;
mod optax_moments;
mod optax_rates;
mod reshape;
mod torch;
mod torch_further;

use crate::catalog::{Args, DECAY, EPSILON, Kind, Param, RATE, Range, Scale, joined, table};

/// One optimizer in a library's spelling.
#[derive(Clone, Copy)]
pub struct LibraryRow {
    /// Such as `torch.Adam`.
    pub id: &'static str,
    /// The library's own arguments and defaults.
    pub params: &'static [Param],
    /// How they become ours, the id of our row among them, in the words of `moves`.
    pub moves: &'static [&'static str],
    /// What no single range can say: the argument at fault and what would be right.
    pub check: fn(&Args) -> Result<(), (&'static str, &'static str)>,
    /// A quirk of the library that is not imitated, or nothing.
    pub note: &'static str,
}

#[cfg(not(feature = "words"))]
impl LibraryRow {
    /// The same without words, with `params` for its own.
    const fn silent(mut self, params: &'static [Param]) -> Self {
        self.note = "";
        self.params = params;
        self
    }
}

const LISTS: [&[LibraryRow]; 9] = [
    torch::ROWS,
    torch_further::ROWS,
    keras::ROWS,
    keras_further::ROWS,
    optax::ROWS,
    optax_moments::ROWS,
    optax_layers::ROWS,
    optax_rates::ROWS,
    lecture::ROWS,
];

const COUNT: usize = {
    let (mut list, mut sum) = (0, 0);
    while list < LISTS.len() {
        sum += LISTS[list].len();
        list += 1;
    }
    sum
};

static TABLE: &[&LibraryRow] = table!(LibraryRow, &joined::<_, COUNT, 9>(LISTS));

/// Every library spelling.
pub fn rows() -> impl Iterator<Item = &'static LibraryRow> + Clone {
    TABLE.iter().copied()
}

pub(crate) use moves::ours;
pub use moves::{Lacking, in_library};
#[cfg(feature = "words")]
pub(crate) use moves::{doc, meaning};
pub use reshape::{reshape, unshaped};

/// θ shrinks before the update.
const DECOUPLED: &str = "decay=decoupled";

/// ε stands under the root.
const INSIDE: &str = "eps_placement=inside";

/// The library row with this id.
pub fn find(id: &str) -> Option<&'static LibraryRow> {
    rows().find(|row| row.id == id)
}

/// What a row with nothing to check says.
fn free(_: &Args) -> Result<(), (&'static str, &'static str)> {
    Ok(())
}

/// What is said of an argument that becomes none of ours: it chooses how the library computes, or is refused if it is not the default.
const AS_IN_LIBRARY: &str = "Without effect on what is computed here, or only as it is.";

const fn param(key: &'static str, symbol: &'static str, name: &'static str, kind: Kind) -> Param {
    Param { key, symbol, name, kind, doc: AS_IN_LIBRARY }
}

const fn rate(key: &'static str, default: Option<f64>) -> Param {
    param(key, r"\eta", "learning rate", Kind::Real { default, range: RATE, scale: Scale::Log })
}

const fn beta(key: &'static str, symbol: &'static str, default: f64) -> Param {
    param(key, symbol, "decay", Kind::Real { default: Some(default), range: DECAY, scale: Scale::Linear })
}

const fn epsilon(key: &'static str, default: f64) -> Param {
    param(key, r"\varepsilon", "epsilon", Kind::Real { default: Some(default), range: EPSILON, scale: Scale::Log })
}

const fn nonnegative(key: &'static str, symbol: &'static str, name: &'static str, default: f64) -> Param {
    let range = Range::closed(0.0, 1e3);
    param(key, symbol, name, Kind::Real { default: Some(default), range, scale: Scale::Log })
}

const fn switch(key: &'static str, name: &'static str, default: bool) -> Param {
    param(key, "", name, Kind::Bool { default })
}
