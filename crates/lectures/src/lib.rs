//! The lecture figures: a specification each, the words that go with it, and claims that are checked by running it.
//!
//! `figures.json` is the one list; the page's gallery reads the very same file. Invariant: every sentence of a figure that says
//! what happens has a claim, and a claim is measured on the run of the figure's own document. Nothing is computed here that belongs
//! into the core.
//!
//! The subject follows three decks: *A*: Optimization (part 2), CSC 561, M. Alvarez, University of Rhode Island, 2025; *B*: Optimization
//! Algorithms in Deep Learning, R. Yadav, IIT Mandi, 2025; *C*: Optimization Algorithms, M. Molina, Universidad Politécnica de Madrid,
//! 2025. The first letter of an id is the deck.
//!
//! ```
//! let figure = lectures::all().into_iter().find(|figure| figure.id == "C-lr-extremes").unwrap();
//! assert_eq!(figure.check(), Vec::<String>::new());
//! ```

mod claim;

use descent::{Run, Value, spec};
use serde::Deserialize;

pub use claim::Claim;

/// The list as it is written.
const FIGURES: &str = include_str!("../figures.json");

/// One figure.
#[derive(Clone, Debug, Deserialize)]
pub struct Figure {
    /// Its id, such as `A-race`.
    pub id: String,
    /// The heading under which it is listed.
    pub group: String,
    /// Its title.
    pub title: String,
    /// What to notice, in a sentence or two.
    pub notice: String,
    /// A question to try out.
    pub question: String,
    /// The specification.
    pub spec: Value,
    /// What is claimed.
    pub claims: Vec<Claim>,
}

/// Every figure, in the order of the gallery. Panics where the list itself does not read, which a test rules out.
#[allow(clippy::panic, reason = "the list is part of the program and is read in a test")]
pub fn all() -> Vec<Figure> {
    match serde_json::from_str(FIGURES) {
        Ok(figures) => figures,
        Err(error) => panic!("figures.json: {error}"),
    }
}

impl Figure {
    /// Runs the figure and gives a sentence for every claim that does not hold; none where all do.
    pub fn check(&self) -> Vec<String> {
        let mut run = match spec::decode(&self.spec) {
            Ok(spec) => Run::new(spec),
            Err(problems) => return problems.iter().map(spec::Problem::message).collect(),
        };
        run.finish();
        self.claims.iter().filter_map(|claim| claim.check(&run).err()).collect()
    }
}
