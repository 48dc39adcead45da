//! Claims: sentences about a run that can be wrong.
//!
//! A claim is data, so that the list of figures says what is checked. Values are read from the columns that the run leaves behind,
//! in f64.

use descent::{Columns, Run};
use lanes::Real;
use serde::Deserialize;

/// What a figure says of its run.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
#[allow(missing_docs, reason = "the variants are documented; their fields are the words of the sentence")]
pub enum Claim {
    /// Racer `racer` ends as `status`, at a step between `from` and `to`.
    Status { racer: usize, status: String, from: u64, to: u64 },
    /// It ends within `within` of the point `ends`.
    Ends { racer: usize, ends: Vec<f64>, within: f64 },
    /// f is at most `below` at its end, or after `by` updates.
    Below { racer: usize, below: f64, by: Option<u64> },
    /// f is at least `above` at its end.
    Above { racer: usize, above: f64 },
    /// Racer `sooner` falls to `value` in at most 1/`factor` of the updates that racer `than` needs, or `than` never does.
    Sooner { sooner: usize, than: usize, value: f64, factor: f64 },
    /// Its coordinate `axis` is `stays` at every step up to `until`, to within `within` (0 if absent).
    Stays { racer: usize, axis: usize, stays: f64, until: Option<u64>, within: Option<f64> },
    /// The size of its coordinate `axis` exceeds `leaves` by step `by`.
    Leaves { racer: usize, axis: usize, leaves: f64, by: u64 },
    /// Its path and that of racer `same` agree to within `within` at every step.
    Same { racer: usize, same: usize, within: f64 },
    /// It ends where racer `same_end` ends.
    SameEnd { racer: usize, same_end: usize, within: f64 },
    /// The largest component of its first update.
    FirstStep { racer: usize, first_step: f64, within: f64 },
    /// The largest component of its last update.
    LastStep { racer: usize, last_step: f64, within: f64 },
    /// How often its coordinate changes sign.
    Turns { racer: usize, turns: Turns },
    /// Over the last `rows` updates the mean of f of racer `tail_mean` is at least `factor` times that of racer `over`.
    TailMean { tail_mean: usize, over: usize, factor: f64, rows: usize },
}

/// Sign changes of a coordinate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turns {
    axis: usize,
    at_least: Option<usize>,
    at_most: Option<usize>,
}

/// The columns of one racer in f64: step, parameters, value.
struct Path {
    rows: Vec<(u64, Vec<f64>, f64)>,
}

impl Path {
    fn of(run: &Run, racer: usize) -> Result<Path, String> {
        if racer >= run.racers() {
            return Err(format!("there is no racer {racer}"));
        }
        fn rows<T: Real>(t: &descent::Trace<T>) -> Vec<(u64, Vec<f64>, f64)> {
            let dim = t.dim();
            (0..t.t.len())
                .map(|k| {
                    let x = t.x[k * dim..(k + 1) * dim].iter().map(|v| v.to_f64()).collect();
                    (u64::from(t.t[k]), x, t.f[k].to_f64())
                })
                .collect()
        }
        let rows = match run.trace(racer) {
            Columns::F32(trace) => rows(trace),
            Columns::F64(trace) => rows(trace),
        };
        Ok(Path { rows })
    }

    fn end(&self) -> &(u64, Vec<f64>, f64) {
        &self.rows[self.rows.len() - 1]
    }

    /// The first recorded step at which f is at most `value`.
    fn falls_to(&self, value: f64) -> Option<u64> {
        self.rows.iter().find(|(_, _, f)| *f <= value).map(|(t, ..)| *t)
    }

    /// The largest component of the update that ends in row k.
    fn step(&self, k: usize) -> f64 {
        let (before, after) = (&self.rows[k - 1].1, &self.rows[k].1);
        before.iter().zip(after).map(|(a, b)| (b - a).abs()).fold(0.0, f64::max)
    }
}

/// The distance of two points in the largest component.
fn apart(a: &[f64], b: &[f64]) -> f64 {
    if a.len() != b.len() {
        return f64::INFINITY;
    }
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, |m, v| if v > m || v.is_nan() { v } else { m })
}

impl Claim {
    /// Whether it holds for a finished run.
    ///
    /// # Errors
    /// A sentence with what was found instead.
    pub fn check(&self, run: &Run) -> Result<(), String> {
        let holds = |ok: bool, what: String| if ok { Ok(()) } else { Err(format!("{self:?}: {what}")) };
        match self {
            Claim::Status { racer, status, from, to } => {
                Path::of(run, *racer)?;
                let found = run.status(*racer);
                let ok = found.kind.name() == status && (*from..=*to).contains(&found.step);
                holds(ok, format!("{} at step {}", found.kind.name(), found.step))
            }
            Claim::Ends { racer, ends, within } => {
                let path = Path::of(run, *racer)?;
                let x = &path.end().1;
                holds(apart(x, ends) <= *within, format!("it ends at {x:?}"))
            }
            Claim::Below { racer, below, by } => {
                let path = Path::of(run, *racer)?;
                let row = path.rows.iter().rev().find(|(t, ..)| by.is_none_or(|by| *t <= by));
                let f = row.map_or(f64::NAN, |row| row.2);
                holds(f <= *below, format!("f is {f:e}"))
            }
            Claim::Above { racer, above } => {
                let path = Path::of(run, *racer)?;
                holds(path.end().2 >= *above, format!("f is {:e}", path.end().2))
            }
            Claim::Sooner { sooner, than, value, factor } => {
                let (first, second) = (Path::of(run, *sooner)?, Path::of(run, *than)?);
                let (a, b) = (first.falls_to(*value), second.falls_to(*value));
                let ok = a.is_some_and(|a| b.is_none_or(|b| a as f64 * factor <= b as f64));
                holds(ok, format!("they get there at steps {a:?} and {b:?}"))
            }
            Claim::Stays { racer, axis, stays, until, within } => {
                let path = Path::of(run, *racer)?;
                let mut before = path.rows.iter().filter(|(t, ..)| until.is_none_or(|until| *t <= until));
                let left = before.find(|(_, x, _)| (x[*axis] - stays).abs() > within.unwrap_or(0.0));
                holds(left.is_none(), format!("it is elsewhere at step {:?}", left.map(|row| row.0)))
            }
            Claim::Leaves { racer, axis, leaves, by } => {
                let path = Path::of(run, *racer)?;
                let when = path.rows.iter().find(|(_, x, _)| x[*axis].abs() > *leaves).map(|row| row.0);
                holds(when.is_some_and(|t| t <= *by), format!("it leaves at step {when:?}"))
            }
            Claim::Same { racer, same, within } => {
                let (a, b) = (Path::of(run, *racer)?, Path::of(run, *same)?);
                let far = a.rows.iter().zip(&b.rows).map(|(a, b)| apart(&a.1, &b.1)).fold(0.0, f64::max);
                holds(far <= *within && a.rows.len() == b.rows.len(), format!("they are up to {far:e} apart"))
            }
            Claim::SameEnd { racer, same_end, within } => {
                let (a, b) = (Path::of(run, *racer)?, Path::of(run, *same_end)?);
                let far = apart(&a.end().1, &b.end().1);
                holds(far <= *within, format!("they end {far:e} apart"))
            }
            Claim::FirstStep { racer, first_step, within } => {
                let path = Path::of(run, *racer)?;
                holds((path.step(1) - first_step).abs() <= *within, format!("it is {}", path.step(1)))
            }
            Claim::LastStep { racer, last_step, within } => {
                let path = Path::of(run, *racer)?;
                let size = path.step(path.rows.len() - 1);
                holds((size - last_step).abs() <= *within, format!("it is {size}"))
            }
            Claim::Turns { racer, turns } => {
                let path = Path::of(run, *racer)?;
                let axis: Vec<f64> = path.rows.iter().map(|(_, x, _)| x[turns.axis]).collect();
                let count = axis.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count();
                let ok = turns.at_least.is_none_or(|n| count >= n) && turns.at_most.is_none_or(|n| count <= n);
                holds(ok, format!("it turns {count} times"))
            }
            Claim::TailMean { tail_mean, over, factor, rows } => {
                let mean = |path: &Path| {
                    let tail = &path.rows[path.rows.len().saturating_sub(*rows)..];
                    tail.iter().map(|(_, _, f)| f).sum::<f64>() / tail.len() as f64
                };
                let (a, b) = (mean(&Path::of(run, *tail_mean)?), mean(&Path::of(run, *over)?));
                holds(a >= factor * b, format!("the means are {a:e} and {b:e}"))
            }
        }
    }
}
