//! A run as a script, and a script's line as a racer.
//!
//! [`script`] prints the run of a specification as a Python program for PyTorch, Keras or Optax that runs as it stands and
//! goes the same way; [`paste`] reads constructor calls such as `torch.optim.AdamW(params, lr=3e-4)` back into a racer. Both
//! read the tables of spellings that the core decodes with, so that nothing is said twice about a library. Invariant: a script
//! is only written where the library has the same optimizer with the same arguments, which the core's translation confirms;
//! everything else is a problem with a path. Nothing is run here.
//!
//! ```
//! use code::{Library, script};
//! use descent::{Value, spec};
//! let adam = Value::map([("optimizer", Value::map([("id", Value::text("adam")), ("lr", Value::Num(0.1))]))]);
//! let document = Value::map([
//!     ("version", Value::Num(1.0)),
//!     ("problem", Value::map([("surface", Value::text("beale"))])),
//!     ("racers", Value::List(vec![adam])),
//! ]);
//! let text = script(&spec::decode(&document).unwrap(), Library::Torch).unwrap();
//! assert!(text.contains("torch.optim.Adam([w], lr=0.1, betas=(0.9, 0.999), eps=1e-8"));
//! ```

mod call;
mod change;
mod constructor;
mod equal;
mod formula;
mod model;
mod objective;
mod part;
mod paste;
mod python;
mod rates;
mod script;
mod templates;

pub use paste::{paste, paste_beside};
pub use script::script;

use descent::spec::{Problem, nearest};
use descent::text::{joined, quoted};

/// A library that scripts are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// PyTorch.
    Torch,
    /// Keras 3, on JAX.
    Keras,
    /// Optax.
    Optax,
}

impl Library {
    /// Every library, in the order lists show them.
    pub const ALL: [Library; 3] = [Library::Torch, Library::Keras, Library::Optax];

    /// The name that starts its ids: `torch`, `keras`, `optax`.
    pub fn id(self) -> &'static str {
        match self {
            Library::Torch => "torch",
            Library::Keras => "keras",
            Library::Optax => "optax",
        }
    }

    /// The library called `id`.
    ///
    /// # Errors
    /// A problem that lists the names there are.
    pub fn find(id: &str) -> Result<Library, Problem> {
        let names = Library::ALL.map(Library::id);
        let found = Library::ALL.into_iter().find(|library| library.id() == id);
        found.ok_or_else(|| Problem {
            path: "library".to_owned(),
            code: "unknown_name",
            given: quoted(id),
            allowed: joined(&names, ", "),
            nearest: nearest(id, names),
        })
    }

    /// What makes an array of a list.
    fn array(self) -> &'static str {
        match self {
            Library::Torch => "torch.tensor",
            _ => "jnp.array",
        }
    }

    /// The module of its array functions.
    fn arrays(self) -> &'static str {
        match self {
            Library::Torch => "torch",
            _ => "jnp",
        }
    }
}
