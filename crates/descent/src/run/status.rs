//! How a racer stands: still running, or ended, at which step and why.
//!
//! The cause is a small copyable value, so that stepping never allocates; words are made when somebody asks.

use crate::text::decimal;

/// The state of a racer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// More updates can follow.
    Running,
    /// A stopping rule was met.
    Converged,
    /// Updates have stopped changing the parameters, or none can be made.
    Stalled,
    /// A number left the finite range.
    Diverged,
    /// The budget is used up.
    Exhausted,
}

impl Kind {
    /// The name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Running => "running",
            Kind::Converged => "converged",
            Kind::Stalled => "stalled",
            Kind::Diverged => "diverged",
            Kind::Exhausted => "exhausted",
        }
    }
}

/// How a number left the finite range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    PlusInfinity,
    MinusInfinity,
    Undefined,
}

impl Lost {
    pub(crate) fn of(v: f64) -> Self {
        if v == f64::INFINITY {
            Lost::PlusInfinity
        } else if v == f64::NEG_INFINITY {
            Lost::MinusInfinity
        } else {
            Lost::Undefined
        }
    }

    fn words(self) -> &'static str {
        match self {
            Lost::PlusInfinity => "overflowed to +∞",
            Lost::MinusInfinity => "overflowed to −∞",
            Lost::Undefined => "became undefined (not a number)",
        }
    }
}

/// Why a racer ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cause {
    None,
    Budget,
    Gradient(f64),
    Value(f64),
    Unchanged(u64),
    /// The law can make no update from here.
    NoUpdate(&'static str),
    LostValue(Lost),
    /// The loss of a batch is no finite number; only that is looked at.
    LostBatch,
    LostParameter(usize, Lost),
    LostGradient(usize, Lost),
}

impl Cause {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Cause::None => Kind::Running,
            Cause::Budget => Kind::Exhausted,
            Cause::Gradient(_) | Cause::Value(_) => Kind::Converged,
            Cause::Unchanged(_) | Cause::NoUpdate(_) => Kind::Stalled,
            Cause::LostValue(_) | Cause::LostBatch | Cause::LostParameter(..) | Cause::LostGradient(..) => {
                Kind::Diverged
            }
        }
    }
}

/// How a racer stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// The state.
    pub kind: Kind,
    /// Updates done: for an ended racer, the step at which it ended.
    pub step: u64,
    /// Why it ended, in words; empty while running.
    pub why: String,
    /// Evaluations of the objective so far.
    pub evaluations: u64,
}

impl Status {
    pub(crate) fn new(cause: Cause, step: u64, evaluations: u64) -> Self {
        let why = match cause {
            Cause::None => String::new(),
            Cause::Budget => format!("the budget of {step} updates is used up"),
            Cause::Gradient(limit) => format!("the norm of the gradient fell to {} or below", decimal(limit)),
            Cause::Value(limit) => format!("f fell to {} or below", decimal(limit)),
            Cause::Unchanged(n) => format!("{n} updates in a row changed no parameter"),
            Cause::NoUpdate(why) => why.to_owned(),
            Cause::LostValue(how) => format!("f {}", how.words()),
            Cause::LostBatch => "f of its batch is no finite number".to_owned(),
            Cause::LostParameter(i, how) => format!("parameter {i} {}", how.words()),
            Cause::LostGradient(i, how) => format!("component {i} of the gradient {}", how.words()),
        };
        Status { kind: cause.kind(), step, why, evaluations }
    }
}
