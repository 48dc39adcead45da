//! The lecture figures and the gallery's scenes: a specification each, the words that go with it, and claims that are checked by
//! running it.
//!
//! `scenes.json` is the one list; the page's gallery reads the very same file. Invariant: what a scene says of its run has a claim,
//! and a claim is measured on the run of the scene's own document. Nothing is computed here that belongs into the core.
//!
//! The subject follows three decks: *A*: Optimization (part 2), CSC 561, M. Alvarez, University of Rhode Island, 2025; *B*: Optimization
//! Algorithms in Deep Learning, R. Yadav, IIT Mandi, 2025; *C*: Optimization Algorithms, M. Molina, Universidad Politécnica de Madrid,
//! 2025. A scene that shows what a deck teaches has that figure's name too, such as `C-lr-extremes`.
//!
//! ```
//! let scene = lectures::all().into_iter().find(|scene| scene.is("C-lr-extremes")).unwrap();
//! assert_eq!(scene.check(), Vec::<String>::new());
//! ```

mod claim;
mod further;

use descent::{Run, Value, spec};
use serde::Deserialize;
use std::collections::BTreeMap;

pub use claim::Claim;

/// The list as it is written.
const SCENES: &str = include_str!("../scenes.json");

/// One scene.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Its id, such as `small-right-large`.
    pub id: String,
    /// The lecture figures that it is, such as `C-lr-extremes`.
    #[serde(default)]
    pub lecture: Vec<String>,
    /// The heading under which it is listed.
    pub topic: String,
    /// Per language: title, what to notice, a question to try out.
    pub words: BTreeMap<String, [String; 3]>,
    /// What the page shows of it at first, where that is not landscape and losses: values of its state by their names, such as
    /// `"chartTab": "rate"`.
    #[serde(default)]
    pub show: BTreeMap<String, Value>,
    /// The specification.
    pub spec: Value,
    /// What is claimed.
    pub claims: Vec<Claim>,
}

/// Every scene, in the order of the gallery. Panics where the list itself does not read, which a test rules out.
#[allow(clippy::panic, reason = "the list is part of the program and is read in a test")]
pub fn all() -> Vec<Scene> {
    match serde_json::from_str(SCENES) {
        Ok(scenes) => scenes,
        Err(error) => panic!("scenes.json: {error}"),
    }
}

impl Scene {
    /// Whether this is its id or the name of its lecture figure.
    pub fn is(&self, name: &str) -> bool {
        self.id == name || self.lecture.iter().any(|figure| figure == name)
    }

    /// Its English title.
    pub fn title(&self) -> &str {
        self.words.get("en").map_or(&self.id, |words| &words[0])
    }

    /// The native tests that hold what no run of this scene can say: file and name.
    pub fn further(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        further::FURTHER.iter().filter(|(figure, ..)| self.is(figure)).map(|(_, file, test)| (*file, *test))
    }

    /// Runs the scene and gives a sentence for every claim that does not hold; none where all do.
    pub fn check(&self) -> Vec<String> {
        let mut run = match spec::decode(&self.spec) {
            Ok(spec) => Run::new(spec),
            Err(problems) => return problems.iter().map(spec::Problem::message).collect(),
        };
        run.finish();
        self.claims.iter().filter_map(|claim| claim.check(&mut run).err()).collect()
    }
}
