//! What a catalogue row says of one hyper-parameter: symbol, kind, default, legal range, scale, one line of doc.
//!
//! Decoding, validation, the page's controls, the command line and the JSON Schema all read these rows, and nothing
//! else states a default or a range. It holds no values: those are [`Args`](super::Args).

use crate::text::decimal;

/// One hyper-parameter of a catalogue row.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// The name in the specification, such as `beta1`.
    pub key: &'static str,
    /// The symbol in TeX, such as `\beta_1`.
    pub symbol: &'static str,
    /// The field's standard name, such as "decay of the first moment".
    pub name: &'static str,
    /// Its kind, with default and legal values.
    pub kind: Kind,
    /// One line on what it does.
    pub doc: &'static str,
}

#[cfg(not(feature = "words"))]
impl Param {
    /// Fills a table before its parameters are known.
    pub(crate) const NONE: Param = Param { key: "", symbol: "", name: "", kind: Kind::Schedule, doc: "" };

    /// The same without words.
    pub(crate) const fn silent(mut self) -> Self {
        (self.symbol, self.name, self.doc) = ("", "", "");
        self
    }
}

/// The kind of a hyper-parameter, with its default and what is legal.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the variants say it; default, range and scale speak for themselves")]
pub enum Kind {
    /// A real number. Without a default it has to be given.
    Real { default: Option<f64>, range: Range, scale: Scale },
    /// A real number that may be absent (or `null`), which switches its effect off.
    OptReal { range: Range, scale: Scale },
    /// A whole number. Without a default it has to be given.
    Int { default: Option<i64>, min: i64, max: i64 },
    /// A whole number that may be absent (or `null`).
    OptInt { min: i64, max: i64 },
    /// A switch.
    Bool { default: bool },
    /// One of a few names, each with one line of doc.
    Choice { default: &'static str, options: &'static [(&'static str, &'static str)] },
    /// A list of real numbers of a length between `min_len` and `max_len`. Without a default it has to be given.
    Reals { default: Option<&'static [f64]>, range: Range, min_len: usize, max_len: usize },
    /// A strictly increasing list of whole numbers. Without a default it has to be given.
    Ints { default: Option<&'static [i64]>, min: i64, max: i64, min_len: usize, max_len: usize },
    /// A nested schedule; absent means constant.
    Schedule,
    /// A list of 1 to 16 nested schedules.
    Schedules,
}

/// An interval of legal values, each end open or closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lower end.
    pub min: f64,
    /// The upper end.
    pub max: f64,
    /// Whether the lower end itself is excluded.
    pub min_open: bool,
    /// Whether the upper end itself is excluded.
    pub max_open: bool,
}

impl Range {
    /// \[min, max\].
    pub const fn closed(min: f64, max: f64) -> Self {
        Range { min, max, min_open: false, max_open: false }
    }
    /// \[min, max).
    pub const fn below(min: f64, max: f64) -> Self {
        Range { min, max, min_open: false, max_open: true }
    }
    /// (min, max\].
    pub const fn above(min: f64, max: f64) -> Self {
        Range { min, max, min_open: true, max_open: false }
    }
    /// Whether `v` lies inside. NaN never does.
    pub fn holds(&self, v: f64) -> bool {
        let low = if self.min_open { v > self.min } else { v >= self.min };
        let high = if self.max_open { v < self.max } else { v <= self.max };
        low && high
    }
}

impl core::fmt::Display for Range {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let open = if self.min_open { '(' } else { '[' };
        let close = if self.max_open { ')' } else { ']' };
        write!(f, "a number in {open}{}, {}{close}", decimal(self.min), decimal(self.max))
    }
}

/// How a control should space the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// By ratio.
    Log,
}

/// Every learning rate: any number in \[0, 1e6\], drawn logarithmically.
pub const RATE: Range = Range::closed(0.0, 1e6);
/// Every decay of a moving average: \[0, 1).
pub const DECAY: Range = Range::below(0.0, 1.0);
/// Every stabilising epsilon: \[0, 1\].
pub const EPSILON: Range = Range::closed(0.0, 1.0);
