//! The named quantities of one update, written down by the very code that does the update.
//!
//! A rule hands its intermediate results to a [`Note`]. Stepping takes nothing down; an inspection replays one
//! update with a [`Record`]. So what the inspector shows cannot disagree with what was done.

use lanes::{Lanes, Real};

/// The name of a quantity.
#[derive(Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Key in the inspection, such as `m_hat`.
    pub key: &'static str,
    /// Symbol in TeX, such as `\hat m`.
    pub symbol: &'static str,
    /// The field's name.
    pub name: &'static str,
    /// Whether this is one of the parts whose sum is the step Δθ.
    pub part: bool,
}

impl Quantity {
    /// A quantity that an update uses.
    pub const fn of(key: &'static str, symbol: &'static str, name: &'static str) -> Self {
        Quantity { key, symbol, name, part: false }
    }
    /// A part of the step.
    pub const fn part(key: &'static str, symbol: &'static str, name: &'static str) -> Self {
        Quantity { key, symbol, name, part: true }
    }
}

/// Receives the quantities of an update, lane by lane.
pub trait Note<L: Lanes> {
    /// Whether the rule is in the loop for its plain arguments; then nothing is taken down.
    const PLAIN: bool = false;
    /// Takes one quantity.
    fn note(&mut self, what: &'static Quantity, value: L);
}

/// Writes into a record, where there is one.
pub(crate) struct Notes<'a> {
    record: Option<&'a mut Record>,
    /// How many lanes of what follows hold coordinates; the others are padding.
    pub(crate) lanes: usize,
}

impl<'a> Notes<'a> {
    pub(crate) fn new(record: Option<&'a mut Record>) -> Self {
        Notes { record, lanes: 0 }
    }

    /// Whether there is a record.
    pub(crate) fn wanted(&self) -> bool {
        self.record.is_some()
    }

    /// Takes one number per coordinate, times `by`.
    #[inline(never)]
    pub(crate) fn column<T: Real>(&mut self, what: &'static Quantity, values: &[T], by: f64) {
        if let Some(record) = &mut self.record {
            values.iter().for_each(|v| record.push(what, v.to_f64() * by));
        }
    }

    /// Takes one number for all `n` coordinates.
    pub(crate) fn scalar(&mut self, what: &'static Quantity, value: f64, n: usize) {
        if let Some(record) = &mut self.record {
            (0..n).for_each(|_| record.push(what, value));
        }
    }
}

impl<L: Lanes> Note<L> for Notes<'_> {
    // Inlined, so that what is only noted is computed only where there is a record.
    #[inline(always)]
    fn note(&mut self, what: &'static Quantity, value: L) {
        if let Some(record) = &mut self.record {
            record.take(what, value, self.lanes);
        }
    }
}

/// One column per quantity, one number per coordinate, as f64.
#[derive(Debug, Default)]
pub struct Record {
    /// The quantities in the order they were first noted.
    pub columns: Vec<(&'static Quantity, Vec<f64>)>,
}

impl Record {
    /// Appends one coordinate's value of a quantity.
    pub fn push(&mut self, what: &'static Quantity, value: f64) {
        match self.columns.iter_mut().find(|(q, _)| q.key == what.key) {
            Some((_, column)) => column.push(value),
            None => self.columns.push((what, vec![value])),
        }
    }

    /// Appends the values of the first `count` lanes.
    #[inline(never)]
    fn take<L: Lanes>(&mut self, what: &'static Quantity, value: L, count: usize) {
        for i in 0..count {
            self.push(what, value.lane(i).to_f64());
        }
    }
}
