//! The optimizers of a racer's script: the first one, and each that a change in the middle of the run puts in its place.
//!
//! Invariant: where the run goes on with the optimizer's memory, so does the script; where the library could not, or where something
//! beside the optimizer changes that stands in the loop, the change is refused with its path. A change of the rate alone makes no
//! other optimizer: the script sets the rate of every update anyway.

use crate::part::SOPHIA;
use crate::rates::{cycles, is_constant};
use crate::script::{refuse, spelled};
use crate::{Library, constructor};
use descent::catalog::Arg;
use descent::spec::{OptimizerSpec, Problem, RacerSpec, Spec};
use descent::text::quoted;

/// An optimizer, from an update on.
pub(crate) struct Leg {
    /// The update.
    pub(crate) from: u64,
    /// The update at which its memory began.
    pub(crate) born: u64,
    /// In the library's spelling.
    pub(crate) optimizer: OptimizerSpec,
}

impl Leg {
    /// Whether the memory of the one before goes on.
    pub(crate) fn goes_on(&self) -> bool {
        self.born < self.from
    }
}

/// The optimizers of racer `i`, the first one first.
///
/// # Errors
/// The first that the library lacks, or the first change that a script cannot follow.
pub(crate) fn legs(spec: &Spec, i: usize, library: Library) -> Result<Vec<Leg>, Problem> {
    let (own, constant) = (&spec.racers[i], is_constant(spec, i));
    // A change makes a leg.
    let edits = spec.edits.iter().enumerate().filter(|(_, edit)| edit.racer == i);
    let mut all: Vec<Leg> = Vec::new();
    // What has changed since the last optimizer: the path of the last change, and whether the memory goes on.
    let own_path = format!("racers[{i}]");
    let mut changed = Some((own_path.clone(), false));
    for (leg, (from, racer)) in own.iter().enumerate() {
        if let Some((k, edit)) = leg.checked_sub(1).and_then(|k| edits.clone().nth(k)) {
            let before = &own[leg - 1].1;
            let path = format!("edits[{k}].path");
            if !alike_in_the_loop(before, racer) {
                let allowed =
                    "optimizer, or a schedule of the rate alone: clipping, noise and averaging go on in a script";
                return Err(refuse(path, quoted(&edit.path), allowed));
            }
            let (a, b) = (&before.optimizer, &racer.optimizer);
            if a.row.id != b.row.id || !a.args.is_same_but_rate(&b.args) {
                let goes_on = *from > 0 && spec.goes_on(i, leg) && changed.is_none_or(|(_, goes_on)| goes_on);
                changed = Some((path, goes_on));
            }
        }
        // Changes at one update are one.
        if own.get(leg + 1).is_some_and(|(next, _)| next == from) {
            continue;
        }
        let Some((path, goes_on)) = changed.take() else { continue };
        let optimizer = spelled(racer, library, &own_path, constant)
            .map_err(|why| if path == own_path { why } else { Problem { path: path.clone(), ..why } })?;
        let Some(last) = all.last() else {
            all.push(Leg { from: 0, born: 0, optimizer });
            continue;
        };
        let moved = |optimizer: &OptimizerSpec| (optimizer.row.id == "sgd", constructor::set_momentum(optimizer));
        let allowed = if cycles(racer) && moved(&last.optimizer) != moved(&optimizer) {
            Some("an optimizer whose momentum the schedule moves alike")
        } else if last.optimizer.id != optimizer.id && (apart(&last.optimizer) || apart(&optimizer)) {
            Some("an optimizer other than Muon and Sophia, whose scripts look otherwise")
        } else if goes_on && !can_go_on(&last.optimizer, &optimizer, library) {
            Some("other numbers for the same optimizer, none of them 0 or None: its memory goes on")
        } else {
            None
        };
        if let Some(allowed) = allowed {
            return Err(refuse(path, quoted(optimizer.id), allowed));
        }
        let born = if goes_on { last.born } else { *from };
        all.push(Leg { from: *from, born, optimizer });
    }
    Ok(all)
}

/// Whether more than the constructor is another in its script: the shape of the weights, or what an update is given.
fn apart(optimizer: &OptimizerSpec) -> bool {
    optimizer.row.id == "muon" || optimizer.id == SOPHIA
}

/// Whether two racers differ at most in their optimizer, in a schedule of the rate, and in how they are shown.
fn alike_in_the_loop(a: &RacerSpec, b: &RacerSpec) -> bool {
    let stages = a.clip == b.clip && a.noise == b.noise && a.average == b.average;
    stages && (a.schedule == b.schedule || !(cycles(a) || cycles(b)))
}

/// Whether the library's own memory is the same for both.
fn can_go_on(a: &OptimizerSpec, b: &OptimizerSpec, library: Library) -> bool {
    // PyTorch keeps it by names, which its optimizers of one kind share; the others by place.
    let named = library == Library::Torch;
    if a.id != b.id {
        return named;
    }
    a.written.iter().zip(b.written.iter()).all(|((param, a), (_, b))| match (a, b) {
        // Without momentum there is no buffer.
        (Arg::Real(a), Arg::Real(b)) if param.key == "momentum" => (*a == 0.0) == (*b == 0.0),
        (Arg::OptReal(a), Arg::OptReal(b)) => (named && param.key != "momentum") || a.is_some() == b.is_some(),
        (Arg::Real(_) | Arg::Reals(_) | Arg::Int(_), _) => true,
        _ => named || a == b,
    })
}
