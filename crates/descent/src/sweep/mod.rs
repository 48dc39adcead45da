//! Sweeps: how a run ends, for every combination of values along some axes. Maps and charts where every point is a whole run.
//!
//! Invariant: a point of a sweep has the bits of the single run of the document with the values put in; starts that are run
//! together side by side are no exception. A sweep is cut into bands of points, so that several workers can share it. It draws
//! nothing and has no progress of its own.
//!
//! ```
//! use descent::{Value, spec, sweep::{Axis, Sweep}};
//! let racer = Value::map([("optimizer", Value::map([("id", Value::text("sgd"))]))]);
//! let document = Value::map([
//!     ("problem", Value::map([("surface", Value::text("parabola"))])),
//!     ("start", Value::numbers([2.0])),
//!     ("steps", Value::Num(10.0)),
//!     ("racers", Value::List(vec![racer])),
//! ]);
//! let rates = Axis { path: "racers[0].optimizer.lr".to_owned(), values: vec![0.25, 0.5, 1.5] };
//! let mut ends = Vec::new();
//! Sweep::new(document, vec![rates]).unwrap().band(0..3, &mut ends);
//! assert_eq!(ends[0].x[0], 2.0 * 0.5_f64.powi(10)); // θ ← θ − 0.25·2θ
//! assert_eq!(ends[1].x[0], 0.0); // η = 1/L: there in one step
//! assert!(ends[2].f > 1e6); // η > 2/L: outside the stable range
//! ```

mod path;
mod seeds;
mod together;

use crate::Value;
use crate::precise::Precise;
use crate::run::Kind;
use crate::run::engine::Engine;
use crate::run::snapshot::{Scratch, Snapshot};
use crate::spec::{self, Precision, Problem, Spec, limits};
use core::ops::Range;
use together::Together;

pub use seeds::{Seeds, quartiles};

/// Values that one place of the document takes, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Where in the document, such as `racers[0].optimizer.lr`, `start[0]`, `problem.rotate` or `seed`; `racers[*]` is every
    /// racer.
    pub path: String,
    /// The values.
    pub values: Vec<f64>,
}

/// How a racer ended at one point of a sweep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// How; none where the document with these values is refused.
    pub kind: Option<Kind>,
    /// After how many updates.
    pub step: u64,
    /// The value there.
    pub f: f64,
    /// The first two parameters there; NaN where there is no second.
    pub x: [f64; 2],
}

impl Outcome {
    const REFUSED: Outcome = Outcome { kind: None, step: 0, f: f64::NAN, x: [f64::NAN; 2] };

    fn of<T: Precise>(now: &Snapshot<T>) -> Self {
        let at = |i: usize| now.p.get(i).map_or(f64::NAN, |v| v.to_f64());
        Outcome { kind: Some(now.cause.kind()), step: now.t, f: now.f.to_f64(), x: [at(0), at(1)] }
    }

    /// As numbers: kind (0 refused, 1 converged, 2 stalled, 3 diverged, 4 exhausted), step, f, x, y.
    pub fn row(&self) -> [f64; 5] {
        let kind = match self.kind {
            None | Some(Kind::Running) => 0.0,
            Some(Kind::Converged) => 1.0,
            Some(Kind::Stalled) => 2.0,
            Some(Kind::Diverged) => 3.0,
            Some(Kind::Exhausted) => 4.0,
        };
        [kind, self.step as f64, self.f, self.x[0], self.x[1]]
    }
}

/// The racers of one document, all from starts of their own.
struct Starts<T: Precise> {
    engines: Vec<Alone<T>>,
}

/// A racer with the room it runs in.
struct Alone<T: Precise> {
    engine: Engine<T>,
    now: Snapshot<T>,
    scratch: Scratch<T>,
    together: Option<Together<T>>,
}

impl<T: Precise> Starts<T> {
    fn new(spec: &Spec) -> Self {
        let objective = Engine::<T>::objective(spec);
        let alone = |i| {
            let engine = Engine::new(spec, i, objective.clone());
            let (now, scratch) = engine.room();
            let together = Together::new(&engine);
            Alone { engine, now, scratch, together }
        };
        Starts { engines: (0..spec.racers.len()).map(alone).collect() }
    }

    /// Appends how every racer ends from each start.
    fn run(&mut self, starts: &[[f64; 2]], out: &mut Vec<Outcome>) {
        let (first, racers) = (out.len(), self.engines.len());
        out.resize(first + starts.len() * racers, Outcome::REFUSED);
        for (i, racer) in self.engines.iter_mut().enumerate() {
            let ends = &mut out[first + i..];
            match &mut racer.together {
                Some(together) => together.run(&racer.engine, starts, ends, racers),
                None => {
                    for (start, to) in starts.iter().zip(ends.iter_mut().step_by(racers)) {
                        racer.engine.begin_at(start, &mut racer.now, &mut racer.scratch);
                        racer.engine.finish(&mut racer.now, &mut racer.scratch);
                        *to = Outcome::of(&racer.now);
                    }
                }
            }
        }
    }
}

enum Way {
    /// Both axes are the start: the racers are made once.
    F32(Starts<f32>),
    /// Likewise.
    F64(Starts<f64>),
    /// Every point is a document of its own.
    Documents,
}

/// A document and the axes along which it changes. The first axis changes fastest.
pub struct Sweep {
    document: Value,
    axes: Vec<Axis>,
    racers: usize,
    way: Way,
    starts: Vec<[f64; 2]>,
}

impl Sweep {
    /// A sweep of a document.
    ///
    /// # Errors
    /// What is wrong with the document or with an axis. Values that the document does not allow at a place are no error: their
    /// points come out as refused.
    pub fn new(mut document: Value, axes: Vec<Axis>) -> Result<Self, Vec<Problem>> {
        let spec = spec::decode(&document)?;
        if document.get("start").is_none() && axes.iter().any(|axis| axis.path.starts_with("start[")) {
            document.put("start", Value::numbers(spec.start.iter().copied()));
        }
        for (i, axis) in axes.iter().enumerate() {
            let refuse = |key: &str, code, given: String, allowed: &str| {
                let path = format!("axes[{i}].{key}");
                Err(vec![Problem { path, code, given, allowed: allowed.to_owned(), nearest: None }])
            };
            if axis.path.len() > limits::PATH || !path::put(&mut document.clone(), &axis.path, 0.0) {
                return refuse("path", "out_of_range", axis.path.clone(), "a path such as racers[0].optimizer.lr");
            }
            if axis.values.iter().any(|v| !v.is_finite()) {
                return refuse("values", "out_of_range", "a number that is not finite".to_owned(), "finite numbers");
            }
        }
        let points = axes.iter().try_fold(1_usize, |n, axis| n.checked_mul(axis.values.len()));
        if points.is_none_or(|n| n > limits::SWEEP) {
            let allowed = format!("at most {}", limits::SWEEP);
            let given = points.map_or("too many points".to_owned(), |n| format!("{n} points"));
            return Err(vec![Problem { path: "axes".to_owned(), code: "too_large", given, allowed, nearest: None }]);
        }
        let plane =
            matches!(&axes[..], [x, y] if x.path == "start[0]" && y.path == "start[1]") && spec.start.len() == 2;
        let way = match spec.precision {
            _ if !plane => Way::Documents,
            Precision::F32 => Way::F32(Starts::new(&spec)),
            Precision::F64 => Way::F64(Starts::new(&spec)),
        };
        Ok(Sweep { document, axes, racers: spec.racers.len(), way, starts: Vec::new() })
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// How many racers there are at each point.
    pub fn racers(&self) -> usize {
        self.racers
    }

    /// Appends how every racer ends at the points of a band: point by point, racer by racer.
    pub fn band(&mut self, points: Range<usize>, out: &mut Vec<Outcome>) {
        let points = points.start..points.end.min(self.points());
        let value = |axes: &[Axis], axis: usize, point: usize| {
            let before: usize = axes[..axis].iter().map(|a| a.values.len()).product();
            axes[axis].values[point / before.max(1) % axes[axis].values.len()]
        };
        self.starts.clear();
        if let (Way::F32(_) | Way::F64(_), [x, y]) = (&self.way, &self.axes[..]) {
            self.starts.reserve(points.len());
            let w = x.values.len().max(1);
            let (mut i, mut j) = (points.start % w, points.start / w);
            for _ in points.clone() {
                self.starts.push([x.values[i], y.values[j]]);
                i += 1;
                if i == w {
                    (i, j) = (0, j + 1);
                }
            }
        }
        match &mut self.way {
            Way::F32(starts) => starts.run(&self.starts, out),
            Way::F64(starts) => starts.run(&self.starts, out),
            Way::Documents => {
                for point in points {
                    let mut document = self.document.clone();
                    for (i, axis) in self.axes.iter().enumerate() {
                        path::put(&mut document, &axis.path, value(&self.axes, i, point));
                    }
                    match spec::decode(&document) {
                        Ok(spec) if spec.precision == Precision::F32 => ends::<f32>(&spec, out),
                        Ok(spec) => ends::<f64>(&spec, out),
                        Err(_) => out.extend((0..self.racers).map(|_| Outcome::REFUSED)),
                    }
                }
            }
        }
    }
}

/// How every racer of a document ends.
fn ends<T: Precise>(spec: &Spec, out: &mut Vec<Outcome>) {
    let objective = Engine::<T>::objective(spec);
    for i in 0..spec.racers.len() {
        let engine = Engine::new(spec, i, objective.clone());
        let (mut now, mut scratch) = engine.room();
        engine.begin(&mut now, &mut scratch);
        engine.finish(&mut now, &mut scratch);
        out.push(Outcome::of(&now));
    }
}
