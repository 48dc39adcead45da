//! A validated specification: everything about a run, and the way back to a document.
//!
//! Invariant: a [`Spec`] has only ever been made by [`super::decode`], so everything downstream may rely on its ranges, and
//! `decode(&spec.to_value())` gives an equal one.

use super::arguments::{print, print_one};
use super::batch::BatchSpec;
use super::trained::ModelSpec;
use crate::batch::Batches;
use crate::catalog::Args;
use crate::law::OptimizerRow;
use crate::list::Listed;
use crate::objective::Shape;
use crate::schedule::ScheduleSpec;
use crate::surface::{Expression, SurfaceRow};
use crate::{Precise, Value};

/// The arithmetic of parameters, gradients and state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// binary32.
    F32,
    /// binary64.
    F64,
}

impl Precision {
    /// Every precision by name, the default first.
    pub const ALL: [(&'static str, Precision); 2] = [("f64", Precision::F64), ("f32", Precision::F32)];

    /// `f32` or `f64`.
    pub fn name(self) -> &'static str {
        match self {
            Precision::F32 => "f32",
            Precision::F64 => "f64",
        }
    }
}

/// What is minimised.
#[derive(Clone)]
pub enum ProblemSpec {
    /// A catalogued function.
    Surface {
        /// Its row.
        row: &'static SurfaceRow,
        /// Its shape parameters.
        args: Args,
        /// Degrees, counter-clockwise about the origin.
        rotate: f64,
    },
    /// A typed function.
    Expression {
        /// What was typed.
        expression: Expression,
        /// Degrees, counter-clockwise about the origin.
        rotate: f64,
    },
    /// ½(θ−c)ᵀA(θ−c).
    Quadratic {
        /// A, row-major, n × n.
        a: Vec<f64>,
        /// c, n numbers.
        center: Vec<f64>,
    },
    /// ½‖AΘ − C‖²_F / samples.
    LeastSquares {
        /// A, row-major, samples × shape.rows.
        a: Vec<f64>,
        /// C, row-major, samples × shape.cols.
        c: Vec<f64>,
        /// Rows of A and C.
        samples: usize,
        /// The shape of Θ.
        shape: Shape,
    },
    /// A model on data.
    Model(Box<ModelSpec>),
}

impl PartialEq for ProblemSpec {
    fn eq(&self, other: &Self) -> bool {
        self.to_value() == other.to_value()
    }
}

/// When a racer stops before its budget. Divergence always stops it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stop {
    /// Converged when ‖∇f‖ is at most this.
    pub grad_norm: Option<f64>,
    /// Converged when f is at most this.
    pub value: Option<f64>,
    /// Stalled when this many updates in a row left every parameter as it was, bit for bit.
    pub unchanged: Option<u64>,
}

impl Stop {
    /// Whether it looks at the value or the gradient.
    pub fn measures(&self) -> bool {
        self.grad_norm.is_some() || self.value.is_some()
    }
}

/// A limit on the gradient, applied before the law sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clip {
    /// g ← g·min(1, c/‖g‖₂) over all parameters.
    Norm(f64),
    /// Each component into [−c, c].
    Value(f64),
}

/// An optimizer as a specification names it.
#[derive(Clone)]
pub struct OptimizerSpec {
    /// The id as written, in either spelling.
    pub id: &'static str,
    /// The arguments as written.
    pub written: Args,
    /// Our row.
    pub row: &'static OptimizerRow,
    /// The arguments in our spelling.
    pub args: Args,
}

impl PartialEq for OptimizerSpec {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.written == other.written
    }
}

impl OptimizerSpec {
    /// As a document.
    pub fn to_value(&self) -> Value {
        print(self.id, &self.written)
    }

    /// The same optimizer in our own spelling.
    pub fn ours(&self) -> Value {
        print(self.row.id, &self.args)
    }
}

/// One racer.
#[derive(Clone, PartialEq)]
pub struct RacerSpec {
    /// The name as given, if any; [`RacerSpec::name`] has the one to show.
    pub label: Option<String>,
    /// A colour as given, if any.
    pub color: Option<String>,
    /// The optimizer.
    pub optimizer: OptimizerSpec,
    /// The schedule; none means constant.
    pub schedule: Option<ScheduleSpec>,
    /// Clipping of the gradient.
    pub clip: Option<Clip>,
    /// Standard deviation of the normal noise added to every component of the gradient.
    pub noise: Option<f64>,
    /// Averaging of the iterates: the arguments of [`crate::average::ROW`].
    pub average: Option<Args>,
    /// Batches other than the problem's, where a model is trained.
    pub batch: Option<BatchSpec>,
}

impl RacerSpec {
    /// The label, or the optimizer's name.
    pub fn name(&self) -> &str {
        match &self.label {
            Some(label) => label,
            None if self.optimizer.id == self.optimizer.row.id => self.optimizer.row.name,
            None => self.optimizer.id,
        }
    }

    /// As a document.
    pub fn to_value(&self) -> Value {
        let mut all = vec![];
        if let Some(label) = &self.label {
            all.push(("label", Value::text(label)));
        }
        if let Some(color) = &self.color {
            all.push(("color", Value::text(color)));
        }
        all.push(("optimizer", self.optimizer.to_value()));
        if let Some(schedule) = &self.schedule {
            all.push(("schedule", print(schedule.id, &schedule.args)));
        }
        match self.clip {
            Some(Clip::Norm(c)) => all.push(("clip", Value::map([("norm", Value::Num(c))]))),
            Some(Clip::Value(c)) => all.push(("clip", Value::map([("value", Value::Num(c))]))),
            None => {}
        }
        if let Some(std) = self.noise {
            all.push(("noise", Value::map([("std", Value::Num(std))])));
        }
        if let Some(average) = &self.average {
            all.push(("average", Value::map(average.iter().map(|(param, arg)| (param.key, print_one(arg))))));
        }
        if let Some(batch) = &self.batch {
            all.push(("batch", batch.written.clone()));
        }
        Value::map(all)
    }
}

/// A change of one racer in the middle of the run, replayed by every seek.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// From the update that follows this many updates.
    pub step: u64,
    /// Which racer.
    pub racer: usize,
    /// What, such as `optimizer.lr`.
    pub path: String,
    /// The new value.
    pub value: Value,
}

/// A validated specification.
#[derive(Clone, PartialEq)]
pub struct Spec {
    /// The arithmetic.
    pub precision: Precision,
    /// Every random choice derives from this.
    pub seed: u32,
    /// What is minimised.
    pub problem: ProblemSpec,
    /// Where every racer starts.
    pub start: Vec<f64>,
    /// Whether the document named the start (else it is the problem's own).
    pub start_given: bool,
    /// The budget of updates.
    pub steps: u64,
    /// Stopping before the budget.
    pub stop: Stop,
    /// For each racer, itself from update 0 on and as changed by every edit: (from, racer), `from` never decreasing.
    pub racers: Vec<Vec<(u64, RacerSpec)>>,
    /// The changes in the middle of the run, by step.
    pub edits: Vec<Edit>,
}

impl core::fmt::Debug for Spec {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.to_value().fmt(f)
    }
}

impl ProblemSpec {
    /// As a document.
    pub fn to_value(&self) -> Value {
        let rows = |all: &[f64], width: usize| {
            Value::List(all.chunks(width.max(1)).map(|row| Value::numbers(row.iter().copied())).listed())
        };
        match self {
            ProblemSpec::Surface { row, args, rotate } => {
                let mut all = vec![("surface", Value::text(row.id))];
                if let Value::Map(pairs) = print(row.id, args) {
                    let params: Vec<_> = pairs.into_iter().skip(1).listed();
                    if !params.is_empty() {
                        all.push(("params", Value::Map(params)));
                    }
                }
                if *rotate != 0.0 {
                    all.push(("rotate", Value::Num(*rotate)));
                }
                Value::map(all)
            }
            ProblemSpec::Expression { expression, rotate } => {
                let mut all = vec![("expression", Value::text(expression.text()))];
                if *rotate != 0.0 {
                    all.push(("rotate", Value::Num(*rotate)));
                }
                Value::map(all)
            }
            ProblemSpec::Quadratic { a, center } => {
                let center_value = Value::numbers(center.iter().copied());
                Value::map([("quadratic", Value::map([("A", rows(a, center.len())), ("center", center_value)]))])
            }
            ProblemSpec::LeastSquares { a, c, shape, .. } => {
                Value::map([("least_squares", Value::map([("A", rows(a, shape.rows)), ("C", rows(c, shape.cols))]))])
            }
            ProblemSpec::Model(model) => model.to_value(),
        }
    }
}

impl Spec {
    /// Samples that racer `i` has seen after t updates; where nothing is trained, the updates. Panics where there is no such racer.
    pub fn seen(&self, i: usize, t: u64) -> u64 {
        let all = match &self.problem {
            ProblemSpec::Model(model) => model.data.train as u64,
            _ => 1,
        };
        self.batches(i).map_or(t * all, |batches| batches.seen(t))
    }

    /// The batches of racer `i`; none where its updates look at everything. Panics where there is no such racer.
    #[inline(never)]
    pub fn batches(&self, i: usize) -> Option<Batches> {
        let own = &self.racers[i][0].1.batch;
        match &self.problem {
            ProblemSpec::Model(model) => model.batches(own.as_ref().unwrap_or(&model.batch)),
            _ => None,
        }
    }

    /// Whether the memory of racer `i`'s optimizer goes on when its leg `leg` begins: where the law is the same and remembers as much.
    /// Panics where there is no such leg, or none before it.
    pub fn goes_on(&self, i: usize, leg: usize) -> bool {
        let memory = |leg: usize| {
            let optimizer = &self.racers[i][leg].1.optimizer;
            let law = f64::law((optimizer.row.build)(&optimizer.args));
            (optimizer.row.id, law.memory(self.problem.shape_for(self.start.len())))
        };
        memory(leg - 1) == memory(leg)
    }

    /// As a document: what [`super::decode`] reads back to the same specification.
    pub fn to_value(&self) -> Value {
        let opt = |v: Option<f64>| v.map_or(Value::Null, Value::Num);
        let mut all = vec![
            ("version", Value::Num(1.0)),
            ("precision", Value::text(self.precision.name())),
            ("seed", Value::Num(f64::from(self.seed))),
            ("problem", self.problem.to_value()),
        ];
        if self.start_given {
            all.push(("start", Value::numbers(self.start.iter().copied())));
        }
        all.push(("steps", Value::from(self.steps)));
        if self.stop != Stop::default() {
            let Stop { grad_norm, value, unchanged } = self.stop;
            let pairs =
                [("grad_norm", opt(grad_norm)), ("value", opt(value)), ("unchanged", opt(unchanged.map(|n| n as f64)))];
            all.push(("stop", Value::map(pairs.into_iter().filter(|(_, v)| *v != Value::Null))));
        }
        all.push(("racers", Value::List(self.racers.iter().map(|legs| legs[0].1.to_value()).listed())));
        if !self.edits.is_empty() {
            let edit = |e: &Edit| {
                Value::map([
                    ("step", Value::from(e.step)),
                    ("racer", Value::Num(e.racer as f64)),
                    ("path", Value::text(&e.path)),
                    ("value", e.value.clone()),
                ])
            };
            all.push(("edits", Value::List(self.edits.iter().map(edit).listed())));
        }
        Value::map(all)
    }
}
