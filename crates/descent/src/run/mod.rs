//! A run: every racer of a specification, stepped together, with time travel.
//!
//! Invariants: stepping a then b updates equals stepping a + b, bit for bit; [`Run::seek`] equals a direct run; a change with
//! [`Run::set`] is recorded in the specification, so that the specification alone gives the same run again. Stepping
//! allocates nothing. A run never draws and never reads a clock.

mod checkpoint;
mod draws;
pub(crate) mod engine;
mod inspect;
pub(crate) mod lockstep;
mod memory;
mod metrics;
mod parts;
mod plane;
mod racer;
pub(crate) mod snapshot;
mod spread;
pub(crate) mod status;
mod trace;
pub(crate) mod verdict;

use crate::Value;
use crate::list::widened;
use crate::precise::Precise;
use crate::spec::{self, Edit, ModelKind, Precision, Problem, ProblemSpec, Spec};
use engine::Engine;
use lanes::Digest;
use racer::Racer;

pub use draws::{BatchLosses, Draws, chi_squared, sample_counts};
pub use memory::Memory;
pub use plane::{Plane, place};
pub use spread::Spread;
pub use status::{Kind, Status};
pub use trace::Trace;

/// The racers in the precision of the specification.
enum Racers {
    F32(Vec<Racer<f32>>),
    F64(Vec<Racer<f64>>),
}

/// Runs the same code on the racers of either precision.
macro_rules! each {
    ($racers:expr, $all:ident => $body:expr) => {
        match $racers {
            Racers::F32($all) => $body,
            Racers::F64($all) => $body,
        }
    };
}
use each;

/// The columns of one racer, in the run's precision.
#[derive(Clone, Copy, Debug)]
pub enum Columns<'a> {
    /// Of an f32 run.
    F32(&'a Trace<f32>),
    /// Of an f64 run.
    F64(&'a Trace<f64>),
}

/// Where a racer stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Updates done.
    pub t: u64,
    /// Parameters.
    pub x: Vec<f64>,
    /// Value.
    pub f: f64,
    /// The rate of the update that follows.
    pub lr: f64,
    /// ‖∇f‖₂.
    pub grad_norm: f64,
}

/// A run of a validated specification.
///
/// ```
/// use descent::{Run, Value, spec};
/// let racer = Value::map([("optimizer", Value::map([("id", Value::text("sgd")), ("lr", Value::Num(0.05))]))]);
/// let document = Value::map([
///     ("problem", Value::map([("surface", Value::text("parabola"))])),
///     ("start", Value::numbers([2.0])),
///     ("steps", Value::Num(10.0)),
///     ("racers", Value::List(vec![racer])),
/// ]);
/// let mut run = Run::new(spec::decode(&document).unwrap());
/// run.finish();
/// let end = run.point(0);
/// assert!((end.x[0] - 2.0 * 0.9_f64.powi(10)).abs() < 1e-12); // θ ← θ − 0.05·2θ = 0.9 θ
/// run.seek(1);
/// assert_eq!(run.point(0).x, [1.8]);
/// ```
pub struct Run {
    spec: Spec,
    racers: Racers,
    t: u64,
}

fn make<T: Precise>(spec: &Spec) -> Vec<Racer<T>> {
    let objective = Engine::<T>::objective(spec);
    (0..spec.racers.len()).map(|i| Racer::new(spec, i, objective.clone())).collect()
}

impl Run {
    /// A run at step 0.
    pub fn new(spec: Spec) -> Self {
        let racers = match spec.precision {
            Precision::F32 => Racers::F32(make(&spec)),
            Precision::F64 => Racers::F64(make(&spec)),
        };
        Run { spec, racers, t: 0 }
    }

    /// The specification, with every recorded change.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// Steps done; racers that ended earlier stand at their end.
    pub fn t(&self) -> u64 {
        self.t
    }

    /// The number of racers.
    pub fn racers(&self) -> usize {
        self.spec.racers.len()
    }

    /// The number of parameters.
    pub fn dim(&self) -> usize {
        self.spec.start.len()
    }

    /// Whether any racer can still do an update.
    pub fn running(&self) -> bool {
        each!(&self.racers, all => all.iter().any(Racer::running))
    }

    /// Up to `n` more updates of every racer that is still running.
    pub fn step(&mut self, n: u64) {
        self.seek(self.t.saturating_add(n));
    }

    /// One more update of every racer that is still running, in parts of about `samples` samples of a pass over all data: true once it is
    /// made. Until then the run stands where it stood, so that whoever steps it can leave a long pass. The bits are those of [`Run::step`].
    pub fn step_some(&mut self, samples: usize) -> bool {
        let ready = each!(&mut self.racers, all => all.iter_mut().all(|racer| racer.prepare(samples)));
        if ready {
            each!(&mut self.racers, all => all.iter_mut().for_each(Racer::commit));
            // Nothing is left to do but to count.
            self.seek((self.t + 1).min(self.spec.steps));
        }
        ready
    }

    /// Runs to the end of every racer.
    pub fn finish(&mut self) {
        self.seek(u64::MAX);
    }

    /// Stands after `t` updates: forwards by stepping, backwards by a checkpoint and a replay. Beyond the budget it
    /// stands at the end.
    pub fn seek(&mut self, t: u64) {
        let t = t.min(self.spec.steps);
        self.t = 0;
        each!(&mut self.racers, all => for racer in all {
            racer.seek(t);
            self.t = self.t.max(racer.now().t);
        });
    }

    /// Changes a racer from the present step on, such as `("optimizer.lr", 0.05)`. The change is recorded in the
    /// specification; changes of that racer recorded for later steps are dropped, as their future no longer exists.
    ///
    /// # Errors
    /// What is wrong with the change; the run then goes on as it was.
    ///
    /// ```
    /// use descent::{Run, Value, spec};
    /// let racer = Value::map([("optimizer", Value::map([("id", Value::text("sgd")), ("lr", Value::Num(0.25))]))]);
    /// let document = Value::map([
    ///     ("problem", Value::map([("surface", Value::text("parabola"))])),
    ///     ("start", Value::numbers([1.0])),
    ///     ("racers", Value::List(vec![racer])),
    /// ]);
    /// let mut run = Run::new(spec::decode(&document).unwrap());
    /// run.step(1); // θ ← θ − 0.25·2θ = θ/2
    /// run.set(0, "optimizer.lr", Value::Num(0.125)).unwrap();
    /// run.step(1); // θ ← θ − 0.125·2θ = ¾θ
    /// assert_eq!(run.point(0).x, [0.375]);
    /// assert_eq!(run.spec().edits[0].step, 1);
    /// assert_eq!(run.set(0, "optimizer.lr", Value::Num(-1.0)).unwrap_err()[0].code, "out_of_range");
    /// ```
    pub fn set(&mut self, racer: usize, path: &str, value: Value) -> Result<(), Vec<Problem>> {
        let mut next = self.spec.clone();
        next.edits.retain(|e| e.racer != racer || e.step < self.t || (e.step == self.t && e.path != path));
        let mut place = next.edits.len();
        next.edits.push(Edit { step: self.t, racer, path: path.to_owned(), value });
        while place > 0 && next.edits[place - 1].step > self.t {
            next.edits.swap(place - 1, place);
            place -= 1;
        }
        let spec = spec::decode(&next.to_value())?;
        let t = self.t;
        let mut changed = Run::new(spec);
        match (&mut changed.racers, core::mem::replace(&mut self.racers, Racers::F64(Vec::new()))) {
            (Racers::F32(new), Racers::F32(old)) => {
                new.iter_mut().zip(old).for_each(|(new, old)| new.resume(old, t));
            }
            (Racers::F64(new), Racers::F64(old)) => {
                new.iter_mut().zip(old).for_each(|(new, old)| new.resume(old, t));
            }
            _ => {}
        }
        changed.t = t;
        *self = changed;
        Ok(())
    }

    /// How racer `i` stands. Panics where there is no such racer.
    pub fn status(&self, i: usize) -> Status {
        each!(&self.racers, all => all[i].status())
    }

    /// Where racer `i` stands. Panics where there is no such racer.
    pub fn point(&self, i: usize) -> Point {
        each!(&self.racers, all => {
            let now = all[i].here();
            let x = widened(&now.p);
            Point { t: now.t, x, f: lanes::Real::to_f64(now.f), lr: now.lr, grad_norm: now.grad_norm }
        })
    }

    /// The columns of racer `i` up to the furthest step it has reached; rows that nobody has looked at since are measured now. Panics
    /// where there is no such racer.
    pub fn trace(&mut self, i: usize) -> Columns<'_> {
        match &mut self.racers {
            Racers::F32(all) => Columns::F32(all[i].columns()),
            Racers::F64(all) => Columns::F64(all[i].columns()),
        }
    }

    /// Every named quantity of racer `i`'s last update. Panics where there is no such racer.
    pub fn inspect(&self, i: usize) -> Value {
        each!(&self.racers, all => inspect::of(&all[i]))
    }

    /// One quantity of racer `i`'s last update by its key in [`Run::inspect`], coordinate by coordinate; `theta` for the parameters, which
    /// are there at step 0 too. None where the update has no such quantity. Panics where there is no such racer.
    ///
    /// ```
    /// use descent::{Run, Value, spec};
    /// let momentum = [("id", Value::text("momentum")), ("lr", Value::Num(0.5)), ("form", Value::text("lr_outside"))];
    /// let racer = Value::map([("optimizer", Value::map(momentum))]);
    /// let document = Value::map([
    ///     ("problem", Value::map([("surface", Value::text("incline"))])),
    ///     ("racers", Value::List(vec![racer])),
    /// ]);
    /// let mut run = Run::new(spec::decode(&document).unwrap());
    /// run.step(2);
    /// let (g, m) = (run.quantity(0, "g").unwrap()[0], run.quantity(0, "m").unwrap()[0]);
    /// assert_eq!(m, 0.9 * g + g); // m ← βm + g on a constant slope
    /// assert!((run.quantity(0, "per_rate").unwrap()[0] - m).abs() < 1e-12); // θ ← θ − ηm
    /// ```
    pub fn quantity(&self, i: usize, key: &str) -> Option<Vec<f64>> {
        each!(&self.racers, all => inspect::one(&all[i], key))
    }

    /// How well racer `i`'s model does where it stands: `{train: {loss, accuracy, confusion}, test, epoch, samples,
    /// iterations_per_epoch}`; null where nothing is trained. Panics where there is no such racer.
    pub fn metrics(&self, i: usize) -> Value {
        match &self.spec.problem {
            ProblemSpec::Model(model) => {
                let here = self.point(i);
                let iterations = self.spec.batches(i).map_or(1, |batches| batches.iterations());
                metrics::of(model, (iterations, self.spec.seen(i, here.t)), &here.x, here.t)
            }
            _ => Value::Null,
        }
    }

    /// How single samples' gradients spread where racer `i` stands; `take` sees each of them with the number of its sample. None where
    /// nothing is trained. Panics where there is no such racer.
    pub fn spread(&self, i: usize, take: &mut dyn FnMut(usize, &[f64])) -> Option<Spread> {
        match &self.spec.problem {
            ProblemSpec::Model(model) => Some(Spread::of(model, self.spec.batches(i), &self.point(i).x, take)),
            _ => None,
        }
    }

    /// Losses of single samples and of batches of them where racer `i` stands, drawn with the run's seed; `again`: with replacement. None
    /// where nothing is trained. Panics where there is no such racer.
    pub fn draws(&self, i: usize, again: bool) -> Option<Draws> {
        match &self.spec.problem {
            ProblemSpec::Model(model) => Some(Draws::of(model, &self.point(i).x, self.spec.seed, again)),
            _ => None,
        }
    }

    /// The plane that a seed draws through the parameters where racer `i` stands. None where no network is trained, or its weights are
    /// too few or zero. Panics where there is no such racer.
    pub fn plane(&self, i: usize, seed: u32) -> Option<Plane> {
        let ProblemSpec::Model(model) = &self.spec.problem else { return None };
        let ModelKind::Network(network, _) = &model.kind else { return None };
        Some(Plane::random(network, self.point(i).x, seed)).filter(Plane::is_flat)
    }

    /// Where racer `i`'s path to where it stands lies in a plane, (α, β) by (α, β), and how much of its length lies in it. Panics where
    /// there is no such racer.
    pub fn shadow(&mut self, i: usize, plane: &Plane) -> (Vec<f64>, f64) {
        let now = self.point(i).t;
        let rows = |t: &[u32]| t.iter().take_while(|t| u64::from(**t) <= now).count();
        match self.trace(i) {
            Columns::F32(trace) => plane.shadow(rows(&trace.t), &|k| f64::from(trace.x[k])),
            Columns::F64(trace) => plane.shadow(rows(&trace.t), &|k| trace.x[k]),
        }
    }

    /// One hexadecimal digest over the bits of the whole run, from step 0 to the end of every racer, wherever the run
    /// stands now. Equal in every build.
    pub fn digest(&self) -> String {
        let mut digest = Digest::new();
        digest.str("descent/1");
        digest.str(self.spec.precision.name());
        digest.u64(self.dim() as u64);
        each!(&self.racers, all => all.iter().for_each(|racer| racer.digest(&mut digest)));
        digest.hex()
    }
}
