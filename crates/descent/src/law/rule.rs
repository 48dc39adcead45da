//! Laws that act on every coordinate alike, and the one kernel that runs them.
//!
//! A [`Rule`] states the recurrence once, generic over the lanes; [`Elementwise`] runs it over flat vectors, as many
//! coordinates at once as the lanes are wide, with +0 beyond the last one; the bits do not depend on the width. Only the
//! recurrence is compiled per rule and precision; the way through the vectors is common, and quantities are taken down
//! only where somebody asked for them. Weight decay and the direction (descent or ascent) are common to all rules and live here. Scalars that depend on the step (1 − βᵗ,
//! η) are formed in f64 once per step and rounded to the precision of the run. This file knows no particular optimizer.

use super::decay::{Common, Decay, G, SHRINK};
use super::notes::{Note, Notes, Quantity, Record};
use super::{Law, Memory, State, Step};
use crate::catalog::Args;
use crate::objective::Shape;
use lanes::{Lanes, Real};

/// A recurrence on one coordinate with `V` numbers of state and `C` coefficients that change from step to step.
pub trait Rule<const V: usize, const C: usize>: Send + Sync + 'static {
    /// The names of the state numbers.
    const STATE: [&'static Quantity; V];
    /// Whether the rule applies decoupled decay itself, in a place of its own.
    const OWN_DECAY: bool = false;

    /// What the state holds before the first step.
    fn initial(&self) -> [f64; V] {
        [0.0; V]
    }
    /// The f64 scalars before the first step, such as the running product βᵗ = 1.
    fn scalars(&self) -> &[f64] {
        &[]
    }
    /// Writes into the state what depends on the point where the memory begins; it holds [`Rule::initial`] already.
    fn begin<T: Real>(&self, _p: &[T], _cells: &mut [T]) {}
    /// The coefficients of update t + 1; moves the scalars on.
    fn coefficients(&self, t: u64, lr: f64, scalars: &mut [f64]) -> [f64; C];

    /// The point at which the gradient is wanted, where that is not `p`. Whether there is one does not depend on `p`.
    fn ahead<L: Lanes>(&self, _p: L, _state: &[L; V]) -> Option<L> {
        None
    }

    /// New parameter from the old one, its gradient and its state, which is updated in place.
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; C], p: L, g: L, state: &mut [L; V], notes: &mut N) -> L;
}

/// A rule, run over every coordinate.
pub struct Elementwise<R, const V: usize, const C: usize> {
    rule: R,
    common: Common,
}

impl<R: Rule<V, C>, const V: usize, const C: usize> Elementwise<R, V, C> {
    /// Wraps a rule, with the arguments common to all rows.
    pub fn new(rule: R, args: &Args) -> Self {
        let common = Common::of(args);
        Elementwise { rule, common: if R::OWN_DECAY { common.without_decoupled() } else { common } }
    }
}

/// The most state numbers and the most coefficients of a rule.
const MOST: usize = 16;

/// A rule on one vector of coordinates, as an object, so that what is around it is compiled once: coefficients, parameter,
/// gradient, state, notes.
type OnLanes<'a, L> = dyn Fn(&[L], L, L, &mut [L], &mut Notes<'_>) -> L + 'a;

/// Runs a rule over all coordinates, as many at once as the lanes are wide: direction, decay, rule; then notes of its state.
#[inline(never)]
fn sweep<T: Real>(
    common: &Common,
    step: Step<'_, '_, T>,
    (coefficients, names): (&[f64], &[&'static Quantity]),
    rule: &OnLanes<'_, T::Wide>,
) {
    let Step { lr, p, g, state, notes: mut record, .. } = step;
    let (n, width) = (p.len(), T::Wide::WIDTH);
    let mut c = [T::Wide::splat(T::ZERO); MOST];
    let mut s = c;
    for (to, from) in c.iter_mut().zip(coefficients) {
        *to = T::Wide::splat(T::from_f64(*from));
    }
    let decay = T::Wide::splat(T::from_f64(common.factor(lr)));
    let mut notes = Notes::new(record.as_deref_mut());
    let mut at = 0;
    while at < n {
        notes.lanes = (n - at).min(width);
        for (k, s) in s.iter_mut().enumerate().take(names.len()) {
            *s = read(&state.cells, k * n + at, notes.lanes);
        }
        let (old, slope): (T::Wide, T::Wide) = (read(p, at, notes.lanes), read(g, at, notes.lanes));
        let mut slope = if common.maximize { -slope } else { slope };
        let mut from = old;
        match common.decay {
            Decay::None => {}
            Decay::Coupled(_) => slope = slope + decay * old,
            Decay::Decoupled(_) => from = old - old * decay,
        }
        notes.note(&G, slope);
        if let Decay::Decoupled(_) = common.decay {
            notes.note(&SHRINK, from - old);
        }
        write(rule(&c, from, slope, &mut s, &mut notes), p, at, notes.lanes);
        for (k, s) in s.iter().enumerate().take(names.len()) {
            write(*s, &mut state.cells, k * n + at, notes.lanes);
        }
        at += width;
    }
    if let Some(record) = record {
        note_state(record, names, &state.cells, n);
    }
}

/// `count` numbers from `at` on, and +0 in the lanes beyond.
#[inline(always)]
fn read<L: Lanes>(from: &[L::Elem], at: usize, count: usize) -> L {
    let from = from.get(at..at + count).unwrap_or_default();
    if count == L::WIDTH { L::load(from) } else { L::load_padded(from) }
}

/// Writes the first `count` lanes from `at` on.
#[inline(always)]
fn write<L: Lanes>(lanes: L, to: &mut [L::Elem], at: usize, count: usize) {
    let to = to.get_mut(at..at + count).unwrap_or_default();
    if count == L::WIDTH { lanes.store(to) } else { lanes.store_first(to) }
}

/// The point that a rule looks ahead to, as an object: parameter, state.
type AheadOnLanes<'a, L> = dyn Fn(L, &[L]) -> L + 'a;

/// Where the gradient is wanted, by a rule that looks ahead; it has `count` numbers of state.
#[inline(never)]
fn ahead<T: Real>(p: &[T], state: &State<T>, to: &mut [T], count: usize, rule: &AheadOnLanes<'_, T::Wide>) {
    let (n, width) = (p.len(), T::Wide::WIDTH);
    let mut s = [T::Wide::splat(T::ZERO); MOST];
    let mut at = 0;
    while at < n {
        let lanes = (n - at).min(width);
        for (k, s) in s.iter_mut().enumerate().take(count) {
            *s = read(&state.cells, k * n + at, lanes);
        }
        write(rule(read(p, at, lanes), &s), to, at, lanes);
        at += width;
    }
}

/// Fills the memory before the first step.
#[inline(never)]
fn begin<T: Real>(state: &mut State<T>, n: usize, initial: &[f64], scalars: &[f64]) {
    for (column, v) in state.cells.chunks_exact_mut(n.max(1)).zip(initial) {
        column.fill(T::from_f64(*v));
    }
    state.scalars.copy_from_slice(scalars);
}

/// Takes down what the memory holds.
#[inline(never)]
pub(super) fn note_state<T: Real>(record: &mut Record, names: &[&'static Quantity], cells: &[T], n: usize) {
    for (what, column) in names.iter().zip(cells.chunks_exact(n.max(1))) {
        for v in column {
            record.push(what, v.to_f64());
        }
    }
}

impl<T: Real, R: Rule<V, C>, const V: usize, const C: usize> Law<T> for Elementwise<R, V, C> {
    fn memory(&self, shape: Shape) -> Memory {
        Memory { cells: V * shape.len(), scalars: self.rule.scalars().len() }
    }

    fn start(&self, shape: Shape, p: &[T], state: &mut State<T>) {
        begin(state, shape.len(), &self.rule.initial(), self.rule.scalars());
        self.rule.begin(p, &mut state.cells);
    }

    fn look_ahead(&self, p: &[T], state: &State<T>, to: &mut [T]) -> bool {
        let zero = T::Wide::splat(T::ZERO);
        if self.rule.ahead(zero, &[zero; V]).is_none() {
            return false;
        }
        ahead(p, state, to, V, &|p, s| s.first_chunk().and_then(|s| self.rule.ahead(p, s)).unwrap_or(p));
        true
    }

    fn update(&self, step: Step<'_, '_, T>) {
        const { assert!(V <= MOST && C <= MOST) };
        let c = self.rule.coefficients(step.t, step.lr, &mut step.state.scalars);
        sweep(&self.common, step, (&c, &R::STATE), &|c, p, g, s, notes| match (c.first_chunk(), s.first_chunk_mut()) {
            (Some(c), Some(s)) => self.rule.update(c, p, g, s, notes),
            _ => p,
        });
    }
}
