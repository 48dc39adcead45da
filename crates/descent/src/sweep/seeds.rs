//! One document under many seeds: how far every racer is along the way, seed by seed, and the quartiles over the seeds.
//!
//! Invariant: a value is that of the single run of the document with that seed. The data stay those of the document's own seed, so that
//! only initial weights or centres, batches and noise differ; where nothing is drawn all seeds give one run. A racer that has ended
//! early keeps its last value, one that has diverged has none (NaN) from there on.

use crate::list::Listed;
use crate::run::{Kind, Run};
use crate::spec::{self, Problem, ProblemSpec, limits};
use crate::{Value, sweep::path};
use core::ops::Range;

/// A document, the seeds, and the steps at which values are taken.
pub struct Seeds {
    document: Value,
    seeds: Vec<u32>,
    steps: Vec<u64>,
    samples: Vec<f64>,
    racers: usize,
}

impl Seeds {
    /// Values at `steps`, which rise, under each of `seeds`.
    ///
    /// # Errors
    /// What is wrong with the document, or with the lists.
    pub fn new(mut document: Value, seeds: Vec<u32>, steps: Vec<u64>) -> Result<Self, Vec<Problem>> {
        let spec = spec::decode(&document)?;
        let racers = spec.racers.len();
        let numbers = seeds.len().saturating_mul(steps.len()).saturating_mul(racers);
        let far = steps.last().is_some_and(|last| *last > limits::STEPS);
        if far || numbers > limits::SWEEP || steps.windows(2).any(|pair| pair[0] >= pair[1]) {
            let given = format!("{} seeds at {} steps", seeds.len(), steps.len());
            let allowed = format!("rising steps up to {}; at most {} numbers in all", limits::STEPS, limits::SWEEP);
            return Err(vec![Problem {
                path: "steps".to_owned(),
                code: "out_of_range",
                given,
                allowed,
                nearest: None,
            }]);
        }
        let mut samples = Vec::with_capacity(racers * steps.len());
        for i in 0..racers {
            samples.extend(steps.iter().map(|t| spec.seen(i, *t) as f64));
        }
        if let ProblemSpec::Model(_) = &spec.problem {
            let own = document.get("problem").and_then(|p| p.get("data")).and_then(|d| d.get("seed")).is_some();
            if !own {
                path::put(&mut document, "problem.data.seed", f64::from(spec.seed));
            }
        }
        if let Some(last) = steps.last() {
            document.put("steps", Value::Num((*last).max(1) as f64));
        }
        Ok(Seeds { document, seeds, steps, samples, racers })
    }

    /// Samples that each racer has seen at each of the steps, racer by racer; where nothing is trained, the steps.
    pub fn samples(&self) -> &[f64] {
        &self.samples
    }

    /// The document of one seed: the single run that its values are those of.
    pub fn document(&self, seed: u32) -> Value {
        let mut document = self.document.clone();
        document.put("seed", Value::Num(f64::from(seed)));
        document
    }

    /// Appends the values of some of the seeds: seed by seed, racer by racer, step by step. The value is the loss on all that is
    /// minimised, whatever the batches.
    pub fn band(&self, seeds: Range<usize>, out: &mut Vec<f64>) {
        for seed in self.seeds.get(seeds.start..seeds.end.min(self.seeds.len())).unwrap_or_default() {
            let from = out.len();
            out.resize(from + self.racers * self.steps.len(), f64::NAN);
            let Ok(spec) = spec::decode(&self.document(*seed)) else { continue };
            let mut run = Run::new(spec);
            for (k, t) in self.steps.iter().enumerate() {
                run.seek(*t);
                for i in 0..self.racers {
                    let status = run.status(i);
                    if status.kind != Kind::Diverged {
                        out[from + i * self.steps.len() + k] = run.point(i).f;
                    }
                }
            }
        }
    }
}

/// The quartiles of each column: lower, median, upper; `rows` values of each column stand `width` apart. Between two values they are
/// interpolated (R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages, 1996, type 7). A missing value (NaN) counts as
/// higher than all others, so that racers that diverged move the quartiles up; a quartile among them is NaN.
///
/// ```
/// use descent::sweep::quartiles;
/// assert_eq!(quartiles(&[4.0, 1.0, 3.0, 2.0, 5.0], 1), [[2.0, 3.0, 4.0]]);
/// assert_eq!(quartiles(&[1.0, 10.0, 2.0, 30.0], 2), [[1.25, 1.5, 1.75], [15.0, 20.0, 25.0]]);
/// let [[lower, _, upper]] = quartiles(&[1.0, 2.0, f64::NAN], 1)[..] else { panic!() };
/// assert!(lower == 1.5 && upper.is_nan());
/// ```
pub fn quartiles(values: &[f64], width: usize) -> Vec<[f64; 3]> {
    let column = |k: usize| {
        let mut all: Vec<f64> = Vec::with_capacity(values.len() / width);
        for v in values[k..].iter().step_by(width) {
            let v = if v.is_nan() { f64::INFINITY } else { *v };
            all.insert(all.partition_point(|u| *u <= v), v);
        }
        [0.25, 0.5, 0.75].map(|part| {
            let place = part * (all.len() - 1) as f64;
            let (low, rest) = (place as usize, place - place.trunc());
            let value = if rest == 0.0 { all[low] } else { all[low] + rest * (all[low + 1] - all[low]) };
            if value.is_finite() { value } else { f64::NAN }
        })
    };
    (0..width.min(values.len())).map(column).listed()
}
