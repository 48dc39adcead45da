//! Optimizers: a law per idea, its conventions as options, and the table that is their registry.
//!
//! An optimizer is a [`Law`]: it turns the parameters, the gradient and its own state into the next parameters. Laws that
//! act on every coordinate alike are written as a [`Rule`] over lanes and run by one kernel ([`Elementwise`]); laws that
//! look at whole vectors, matrices or line searches implement [`Law`] themselves and find the shape and the objective in
//! [`Step`]. Invariant: everything that changes between steps lives in [`State`], which the run owns and copies, so
//! that a checkpoint is a copy and stepping never allocates. A law never sees a clock, a schedule or another racer.

pub mod adabelief;
pub mod adadelta;
pub mod adafactor;
pub mod adagrad;
pub mod adam;
pub mod adamax;
pub mod adan;
pub mod ademamix;
pub mod adopt;
pub mod asgd;
pub mod bfgs;
pub mod cg;
pub mod cocob;
pub mod d_adaptation;
mod decay;
pub mod dog;
pub mod fromage;
pub mod ftrl;
pub mod lbfgs;
pub mod library;
pub mod lion;
pub mod lloyd;
pub mod madgrad;
mod moments;
pub mod momentum;
pub mod muon;
pub mod nadam;
pub mod nelder_mead;
pub mod nesterov;
pub mod newton;
mod newton_schulz;
mod notes;
pub mod novograd;
pub mod optimistic;
pub mod polyak;
mod power;
mod quantities;
pub mod radam;
pub mod rmsprop;
pub mod rprop;
mod rule;
pub mod schedule_free;
pub mod sgd;
pub mod sm3;
pub mod sophia;
mod strong_wolfe;
pub mod trust;
mod whole;
mod wide;
pub mod yogi;

use crate::catalog::{Args, Kind, Param, RATE, Range, Scale, table, told};
use crate::objective::{Objective, Shape, Work};
use lanes::Real;

pub use notes::{Note, Quantity, Record};
pub use rule::{Elementwise, Rule};

/// What a law remembers between steps, for a problem of dimension n.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// How many numbers in the run's precision (usually a multiple of n).
    pub cells: usize,
    /// How many scalars in f64 (running products such as βᵗ).
    pub scalars: usize,
}

/// A law's memory, owned by the run.
#[derive(Clone, Debug, Default)]
pub struct State<T> {
    /// Numbers in the run's precision, laid out as the law says.
    pub cells: Vec<T>,
    /// Scalars in f64.
    pub scalars: Vec<f64>,
}

/// Everything one update may look at.
pub struct Step<'a, 'b, T: Real> {
    /// Updates done with this memory: 0 for the first.
    pub t: u64,
    /// The rate of this update.
    pub lr: f64,
    /// The momentum of this update, where the schedule sets it; else it is the law's own.
    pub momentum: Option<f64>,
    /// The shape of the parameters.
    pub shape: Shape,
    /// The value at the parameters.
    pub f: T,
    /// The parameters, changed in place.
    pub p: &'a mut [T],
    /// The gradient at the point the law asked for, after clipping and noise.
    pub g: &'a [T],
    /// That point, where it is not the parameters.
    pub ahead: Option<&'a [T]>,
    /// The law's memory.
    pub state: &'a mut State<T>,
    /// The objective, for laws that evaluate it themselves; every evaluation is counted.
    pub objective: &'a mut Counted<'b, T>,
    /// Where to write the named quantities of this update, when somebody asked for them.
    pub notes: Option<&'a mut Record>,
}

/// An objective that counts its evaluations.
pub struct Counted<'a, T: Real> {
    /// The objective itself.
    pub objective: &'a dyn Objective<T>,
    /// Room for its intermediate results.
    pub work: &'a mut Work<T>,
    /// The samples of the update that is being made; none where it looks at everything.
    pub picks: Option<&'a [u32]>,
    /// Evaluations so far.
    pub evaluations: u64,
    /// Why the law made no update, where it could make none; it then left the parameters as they were.
    pub refused: Option<&'static str>,
}

impl<T: Real> Counted<'_, T> {
    /// Value and gradient at `x`, on the samples of this update; counts as one evaluation.
    pub fn value_grad(&mut self, x: &[T], g: &mut [T]) -> T {
        self.evaluations += 1;
        self.objective.sampled(self.picks, x, g, self.work)
    }

    /// The Hessian at `x`, row-major; counts as one evaluation per parameter, as its diagonal does.
    pub fn hessian(&mut self, x: &[T], h: &mut [T]) {
        self.evaluations += x.len() as u64;
        self.objective.hessian(x, h);
    }

    /// The diagonal of the Hessian at `x`; counts as one evaluation per parameter, which is what as many derivatives of
    /// the gradient cost.
    pub fn hessian_diagonal(&mut self, x: &[T], d: &mut [T]) {
        self.evaluations += x.len() as u64;
        self.objective.hessian_diagonal(x, d);
    }
}

/// One optimizer with its conventions chosen, for one precision.
pub trait Law<T: Real>: Send + Sync {
    /// How much it remembers for parameters of this shape.
    fn memory(&self, shape: Shape) -> Memory;
    /// Fills the memory (given as zeros) before the first step, which is taken from `p`.
    fn start(&self, shape: Shape, p: &[T], state: &mut State<T>);
    /// Goes on with the memory of a law of its kind with other arguments, after `t` updates with it: a power βᵗ becomes that of its own
    /// β, as in the libraries.
    fn resume(&self, _t: u64, _state: &mut State<T>) {}
    /// Writes the point where the next gradient is wanted, where that is not the parameters themselves (look-ahead
    /// methods); returns whether it did. `momentum` is that of the coming update, where the schedule sets it.
    fn look_ahead(&self, _p: &[T], _state: &State<T>, _momentum: Option<f64>, _to: &mut [T]) -> bool {
        false
    }
    /// Does one update in place.
    fn update(&self, step: Step<'_, '_, T>);
    /// Whether every coordinate is updated alike and without a look at any other, nor at the value or the objective.
    fn coordinate_wise(&self) -> bool {
        false
    }
}

/// A law for both precisions.
pub trait AnyLaw: Law<f32> + Law<f64> {}
impl<L: Law<f32> + Law<f64>> AnyLaw for L {}

/// One row of the catalogue.
#[derive(Clone, Copy)]
pub struct OptimizerRow {
    /// Identifier in the specification.
    pub id: &'static str,
    /// The field's name.
    pub name: &'static str,
    /// Its family, for grouping in lists.
    pub family: &'static str,
    /// One line: what it does and what it is good for.
    pub doc: &'static str,
    /// The recurrence in TeX, in paper letters.
    pub formula: &'static str,
    /// How PyTorch, Keras and Optax differ from one another and from this.
    pub differs: &'static str,
    /// Authors, title, year.
    pub reference: &'static str,
    /// Its hyper-parameters.
    pub params: &'static [Param],
    /// Makes the law.
    pub build: fn(&Args) -> Box<dyn AnyLaw>,
}

#[cfg(not(feature = "words"))]
impl OptimizerRow {
    /// The same without words, with `params` for its own.
    const fn silent(mut self, params: &'static [Param]) -> Self {
        (self.family, self.doc, self.formula, self.differs, self.reference) = ("", "", "", "", "");
        self.params = params;
        self
    }
}

/// Every optimizer, in the order lists show them.
pub static TABLE: &[&OptimizerRow] = table!(
    OptimizerRow,
    &[
        &sgd::ROW,
        &momentum::ROW,
        &nesterov::ROW,
        &optimistic::ROW,
        &asgd::ROW,
        &schedule_free::ROW,
        &adagrad::ROW,
        &adadelta::ROW,
        &rmsprop::ROW,
        &ftrl::ROW,
        &madgrad::ROW,
        &sm3::ROW,
        &adam::ROW,
        &nadam::ROW,
        &adamax::ROW,
        &radam::ROW,
        &yogi::ROW,
        &adabelief::ROW,
        &adan::ROW,
        &ademamix::ROW,
        &adopt::ROW,
        &adafactor::ROW,
        &lion::SIGN_SGD,
        &lion::SIGNUM,
        &lion::LION,
        &rprop::ROW,
        &trust::LARS,
        &trust::LAMB,
        &novograd::ROW,
        &fromage::ROW,
        &muon::ROW,
        &polyak::ROW,
        &dog::ROW,
        &cocob::ROW,
        &d_adaptation::DADAPT,
        &d_adaptation::PRODIGY,
        &sophia::ROW,
        &cg::ROW,
        &bfgs::ROW,
        &lbfgs::ROW,
        &newton::ROW,
        &nelder_mead::ROW,
        &lloyd::ROW,
    ]
);

/// The row with this id.
pub fn find(id: &str) -> Option<&'static OptimizerRow> {
    TABLE.iter().find(|row| row.id == id).copied()
}

/// The learning rate η with its default.
pub(crate) const fn rate(default: f64) -> Param {
    Param {
        key: "lr",
        symbol: r"\eta",
        name: "learning rate",
        kind: Kind::Real { default: Some(default), range: RATE, scale: Scale::Log },
        doc: "How far one update goes.",
    }
}

/// A stabilising ε with its default.
pub(crate) const fn epsilon(default: f64) -> Param {
    Param {
        key: "eps",
        symbol: r"\varepsilon",
        name: "epsilon",
        kind: Kind::Real { default: Some(default), range: crate::catalog::EPSILON, scale: Scale::Log },
        doc: "Keeps the division finite where the accumulator is small.",
    }
}

/// A decay β of a moving average.
pub(crate) const fn decay(key: &'static str, symbol: &'static str, name: &'static str, default: f64) -> Param {
    Param {
        key,
        symbol,
        name,
        kind: Kind::Real { default: Some(default), range: crate::catalog::DECAY, scale: Scale::Linear },
        doc: "The share of the old average that is kept at each step.",
    }
}

/// Something that is done or not.
pub(crate) const fn switch(key: &'static str, name: &'static str, default: bool, doc: &'static str) -> Param {
    Param { key, symbol: "", name, kind: Kind::Bool { default }, doc }
}

/// λ of weight decay, which every optimizer has.
pub(crate) const WEIGHT_DECAY: Param = Param {
    key: "weight_decay",
    symbol: r"\lambda",
    name: "weight decay",
    kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e3), scale: Scale::Log },
    doc: "Pulls every parameter towards zero: through the gradient, or beside it where it is decoupled.",
};

/// How weight decay acts, which every optimizer has.
pub(crate) const DECAY_FORM: Param = Param {
    key: "decay",
    symbol: "",
    name: "form of the weight decay",
    kind: Kind::Choice {
        default: "coupled",
        options: &[
            ("coupled", told("λθ is added to the gradient and passes through the moments (L2)")),
            ("decoupled", told("θ shrinks by the factor 1 − ηλ before the update (AdamW)")),
        ],
    },
    doc: "Whether the decay passes through the optimizer’s averages.",
};

/// Ascent instead of descent, which every optimizer has.
pub(crate) const MAXIMIZE: Param =
    switch("maximize", "maximize", false, "Climbs instead of descending: takes −g for g.");

/// A row's own parameters followed by those that every optimizer has.
macro_rules! params {
    ($($own:expr),* $(,)?) => {
        &[$($own,)* crate::law::WEIGHT_DECAY, crate::law::DECAY_FORM, crate::law::MAXIMIZE]
    };
}
pub(crate) use params;
