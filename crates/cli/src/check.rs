//! `descent check`: what the scenes and lecture figures claim, held against their runs.
//!
//! What takes more than the run of a scene, such as many seeds or a library's numbers, is held by tests; they are named, not run.

use crate::input::{self, Refused, refuse};
use descent::spec::nearest;

/// Prints a line for each scene, or for the one named; fails where a claim does not hold.
pub(crate) fn print(id: Option<&str>) -> Result<(), Refused> {
    let scenes = lectures::all();
    let chosen: Vec<_> = scenes.iter().filter(|scene| id.is_none_or(|id| scene.is(id))).collect();
    if let (Some(id), true) = (id, chosen.is_empty()) {
        let names = |scene: &'_ lectures::Scene| [std::slice::from_ref(&scene.id), &scene.lecture[..]].concat();
        let names: Vec<String> = scenes.iter().flat_map(names).collect();
        let ids: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut refused = refuse("figure", "unknown_name", id, ids.join(", "));
        if let Refused::Problems(problems) = &mut refused {
            problems[0].nearest = nearest(id, ids);
        }
        return Err(refused);
    }
    let mut failed = Vec::new();
    for scene in chosen {
        let wrong = scene.check();
        let verdict = if wrong.is_empty() { "holds" } else { "FAILS" };
        let figures = if scene.lecture.is_empty() { String::new() } else { format!(" ({})", scene.lecture.join(", ")) };
        input::line(&format!("{verdict}  {:<18} {} claims: {}{figures}", scene.id, scene.claims.len(), scene.title()))?;
        for (file, test) in scene.further() {
            input::line(&format!("       held by a test: {file}, {test}"))?;
        }
        failed.extend(wrong.into_iter().map(|what| (scene.id.clone(), what)));
    }
    match failed.first() {
        None => Ok(()),
        Some(_) => {
            let problem = |(id, what): &(String, String)| refuse(id, "claim", what.as_str(), "what the scene claims");
            let mut all = Vec::new();
            for refused in failed.iter().map(problem) {
                if let Refused::Problems(problems) = refused {
                    all.extend(problems);
                }
            }
            Err(Refused::Failed(all))
        }
    }
}
