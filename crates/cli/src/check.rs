//! `descent check`: what the lecture figures claim, held against their runs.

use crate::input::{self, Refused, refuse};
use descent::spec::nearest;

/// Prints a line for each figure, or for the one named; fails where a claim does not hold.
pub(crate) fn print(id: Option<&str>) -> Result<(), Refused> {
    let figures = lectures::all();
    let chosen: Vec<_> = figures.iter().filter(|figure| id.is_none_or(|id| figure.id == id)).collect();
    if let (Some(id), true) = (id, chosen.is_empty()) {
        let ids: Vec<&str> = figures.iter().map(|figure| figure.id.as_str()).collect();
        let mut refused = refuse("figure", "unknown_name", id, ids.join(", "));
        if let Refused::Problems(problems) = &mut refused {
            problems[0].nearest = nearest(id, ids);
        }
        return Err(refused);
    }
    let mut failed = Vec::new();
    for figure in chosen {
        let wrong = figure.check();
        let verdict = if wrong.is_empty() { "holds" } else { "FAILS" };
        input::line(&format!("{verdict}  {:<20} {} claims: {}", figure.id, figure.claims.len(), figure.title))?;
        failed.extend(wrong.into_iter().map(|what| (figure.id.clone(), what)));
    }
    match failed.first() {
        None => Ok(()),
        Some(_) => {
            let problem = |(id, what): &(String, String)| refuse(id, "claim", what.as_str(), "what the figure claims");
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
