//! Laws that act on every coordinate alike, and the one kernel that runs them.
//!
//! A [`Rule`] states the recurrence once, generic over the lanes; [`Elementwise`] runs it over flat vectors, as many
//! coordinates at once as the lanes are wide, with +0 beyond the last one; the bits do not depend on the width. Only the
//! recurrence and the loop straight around it are compiled per rule and precision: stepping is one call for as many coordinates
//! as there are. What comes before and after is common, and quantities are taken down only where somebody asked for them.
//! Weight decay and the direction (descent or ascent) are common to all rules and live here. Scalars that depend on the step
//! (1 − βᵗ, η) are formed in f64 once per step and rounded to the precision of the run. This file knows no particular
//! optimizer.

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

    /// Whether there are arguments with which the update is shorter ([`Note::PLAIN`]), worth one more loop.
    const HAS_PLAIN: bool = false;
    /// Whether the arguments are such. What is left out must not change a parameter's bits.
    fn is_plain(&self) -> bool {
        false
    }

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
    /// Makes the powers βᵗ among the scalars those of its own β ([`Law::resume`]).
    fn resume(&self, _t: u64, _scalars: &mut [f64]) {}
    /// The coefficients of update t + 1; moves the scalars on.
    fn coefficients(&self, t: u64, lr: f64, scalars: &mut [f64]) -> [f64; C];

    /// The same rule with another momentum, for a schedule that moves it; none for a rule that has no momentum. Where the rule divides
    /// by 1 − βᵗ, the power is that of the present β, as in PyTorch: the scalars are set to it.
    fn cycled(&self, _momentum: f64, _t: u64, _scalars: &mut [f64]) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

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

/// The most coefficients of a rule.
const MOST: usize = 16;

/// The most state numbers of a rule, as [`unrolled!`] counts them.
const MOST_STATE: usize = 5;

/// How many coordinates are prepared at a time where the gradient is not used as it comes.
const BLOCK: usize = 64;

/// Coordinates that fill whole lanes: parameters, gradient, and a column per state number, all of one length.
struct Stretch<'a, T> {
    p: &'a mut [T],
    g: &'a [T],
    state: [&'a mut [T]; MOST_STATE],
}

impl<'a, T> Stretch<'a, T> {
    /// With the columns that `cells` holds, each `column` numbers long, from `at` on.
    #[inline(never)]
    fn new(p: &'a mut [T], g: &'a [T], cells: &'a mut [T], (column, at): (usize, usize)) -> Self {
        // Without closures, each of which would be a call where size counts.
        let (n, mut rest) = (p.len(), cells);
        let mut state: [&mut [T]; MOST_STATE] = [&mut [], &mut [], &mut [], &mut [], &mut []];
        for to in &mut state {
            let Some((one, more)) = rest.split_at_mut_checked(column) else { break };
            rest = more;
            let Some(part) = one.get_mut(at..at + n) else { break };
            *to = part;
        }
        Stretch { p, g, state }
    }
}

/// A rule on a stretch, as an object, so that what is around it is compiled once. The coefficients are [`MOST`] lanes long.
type OnStretch<'a, T> = dyn Fn(&[<T as Real>::Wide], Stretch<'_, T>, Option<&mut Notes<'_>>) + 'a;

/// Takes nothing down.
struct Silent;

impl<L: Lanes> Note<L> for Silent {
    #[inline(always)]
    fn note(&mut self, _: &'static Quantity, _: L) {}
}

/// Likewise, in a rule's plain loop.
struct Plain;

impl<L: Lanes> Note<L> for Plain {
    const PLAIN: bool = true;
    #[inline(always)]
    fn note(&mut self, _: &'static Quantity, _: L) {}
}

/// The body for every column of the state below `count`, with its index. A loop over so few would keep their numbers out of
/// registers, as the module that a visitor downloads is compiled without unrolling.
macro_rules! unrolled {
    ($count:expr, ($($column:ident)*), |$k:ident, $each:ident| $body:expr) => {
        unrolled!(@ $count, $k $each $body; $($column)*)
    };
    (@ $count:expr, $k:ident $each:ident $body:expr; $a:ident $b:ident $c:ident $d:ident $e:ident) => {
        unrolled!(@@ $count, $k $each $body; $a 0);
        unrolled!(@@ $count, $k $each $body; $b 1);
        unrolled!(@@ $count, $k $each $body; $c 2);
        unrolled!(@@ $count, $k $each $body; $d 3);
        unrolled!(@@ $count, $k $each $body; $e 4);
    };
    (@@ $count:expr, $k:ident $each:ident $body:expr; $column:ident $n:literal) => {
        if $count > $n {
            const $k: usize = $n;
            let $each = &mut *$column;
            $body;
        }
    };
}
/// The loop that every update of every coordinate-wise law is spent in.
#[inline(always)]
fn along<L: Lanes, R: Rule<V, C>, N: Note<L>, const V: usize, const C: usize>(
    rule: &R,
    c: &[L],
    stretch: Stretch<'_, L::Elem>,
    notes: &mut N,
) {
    const { assert!(V <= MOST_STATE && C <= MOST) };
    let Stretch { p, g, state: [v0, v1, v2, v3, v4] } = stretch;
    // What the state holds at first is read below, before anybody looks at it.
    let (Some(c), Some(mut s)) = (c.first_chunk::<C>().copied(), c.first_chunk::<V>().copied()) else { return };
    let (p, g) = (L::packs_mut(p), L::packs(g));
    let n = p.len();
    // Slices that are known to be of one length, so that the loop checks no bounds.
    let Some(g) = g.get(..n) else { return };
    let (Some(v0), Some(v1), Some(v2), Some(v3), Some(v4)) = (
        L::packs_mut(v0).get_mut(..if V > 0 { n } else { 0 }),
        L::packs_mut(v1).get_mut(..if V > 1 { n } else { 0 }),
        L::packs_mut(v2).get_mut(..if V > 2 { n } else { 0 }),
        L::packs_mut(v3).get_mut(..if V > 3 { n } else { 0 }),
        L::packs_mut(v4).get_mut(..if V > 4 { n } else { 0 }),
    ) else {
        return;
    };
    for i in 0..n {
        unrolled!(V, (v0 v1 v2 v3 v4), |K, column| s[K] = L::unpack(&column[i]));
        let new = rule.update(&c, L::unpack(&p[i]), L::unpack(&g[i]), &mut s, notes);
        new.pack(&mut p[i]);
        unrolled!(V, (v0 v1 v2 v3 v4), |K, column| s[K].pack(&mut column[i]));
    }
}

/// Runs a rule over all coordinates, as many at once as the lanes are wide: direction, decay, rule; then notes of its state.
#[inline(never)]
fn sweep<T: Real>(
    common: &Common,
    step: Step<'_, '_, T>,
    (coefficients, names): (&[f64], &[&'static Quantity]),
    rule: &OnStretch<'_, T>,
) {
    let Step { lr, p, g, ahead, state, notes: mut record, .. } = step;
    let (n, width) = (p.len(), T::Wide::WIDTH);
    let mut c = [T::Wide::splat(T::ZERO); MOST];
    for (to, from) in c.iter_mut().zip(coefficients) {
        *to = T::Wide::splat(T::from_f64(*from));
    }
    let whole = n - n % width;
    if record.is_none()
        && common.is_plain()
        && let (Some((p, p_rest)), Some((g, g_rest))) = (p.split_at_mut_checked(whole), g.split_at_checked(whole))
    {
        rule(&c, Stretch::new(p, g, &mut state.cells, (n, 0)), None);
        if n > whole {
            last(&c, (p_rest, g_rest), (&mut state.cells, names.len(), n, whole), rule, None);
        }
        return;
    }
    let decay = T::from_f64(common.factor(lr));
    let mut notes = Notes::new(record.as_deref_mut());
    let noted = notes.wanted();
    // Notes are taken lane by lane.
    let size = if noted { width } else { BLOCK };
    let (mut slope, mut at) = ([T::ZERO; BLOCK], 0);
    while at < n {
        // What does not fill whole lanes goes through a copy with +0 beyond the last coordinate.
        let fills = if at < whole { (whole - at).min(size) } else { width };
        let count = fills.min(n - at);
        notes.lanes = count;
        for i in (0..fills).step_by(width) {
            let some = (count - i).min(width);
            write(read::<T::Wide>(g, at + i, some), &mut slope, i, width);
        }
        if noted || !common.is_plain() {
            let ahead = ahead.map(|point| &point[at..at + count]);
            common.turn(&mut p[at..at + count], &mut slope, ahead, decay, &mut notes);
        }
        let notes = noted.then_some(&mut notes);
        if count == fills {
            let p = &mut p[at..at + count];
            rule(&c, Stretch::new(p, &slope[..count], &mut state.cells, (n, at)), notes);
        } else {
            last(&c, (&mut p[at..], &slope[..count]), (&mut state.cells, names.len(), n, at), rule, notes);
        }
        at += count;
    }
    if let Some(record) = record {
        note_state(record, names, &state.cells, n);
    }
}

/// The coordinates from `at` to the end, fewer than the lanes are wide.
#[inline(never)]
fn last<T: Real>(
    c: &[T::Wide],
    (p, g): (&mut [T], &[T]),
    (cells, columns, n, at): (&mut [T], usize, usize, usize),
    rule: &OnStretch<'_, T>,
    notes: Option<&mut Notes<'_>>,
) {
    let (width, count) = (T::Wide::WIDTH, p.len());
    // Gradient, parameters, and a column per state number.
    let mut padded = [T::ZERO; 4 * (2 + MOST_STATE)];
    let (slope, padded) = padded.split_at_mut(width);
    let (own, rest) = padded.split_at_mut(width);
    // Lanes and not slices are copied: a call for a few bytes would cost more than the update.
    write(read::<T::Wide>(g, 0, count), slope, 0, width);
    write(read::<T::Wide>(p, 0, count), own, 0, width);
    for k in 0..columns {
        write(read::<T::Wide>(cells, k * n + at, count), rest, k * width, width);
    }
    rule(c, Stretch::new(own, slope, rest, (width, 0)), notes);
    write(read::<T::Wide>(own, 0, width), p, 0, count);
    for k in 0..columns {
        write(read::<T::Wide>(rest, k * width, width), cells, k * n + at, count);
    }
}

impl Common {
    /// Whether the law sees parameters and gradient as they are.
    fn is_plain(&self) -> bool {
        self.decay == Decay::None && !self.maximize
    }

    /// The direction and the decay, on a few coordinates, whose gradient was taken ahead or where they are.
    #[inline(never)]
    fn turn<T: Real>(&self, p: &mut [T], g: &mut [T], ahead: Option<&[T]>, decay: T, notes: &mut Notes<'_>) {
        let count = p.len();
        for (g, at) in g.iter_mut().zip(ahead.unwrap_or(p)) {
            *g = if self.maximize { -*g } else { *g };
            if let Decay::Coupled(_) = self.decay {
                *g = *g + decay * *at;
            }
        }
        notes.column(&G, &g[..count], 1.0);
        if let Decay::Decoupled(_) = self.decay {
            for p in p.iter_mut() {
                let from = *p - *p * decay;
                notes.column(&SHRINK, &[from - *p], 1.0);
                *p = from;
            }
        }
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

    fn resume(&self, t: u64, state: &mut State<T>) {
        self.rule.resume(t, &mut state.scalars);
    }

    fn look_ahead(&self, p: &[T], state: &State<T>, momentum: Option<f64>, to: &mut [T]) -> bool {
        let zero = T::Wide::splat(T::ZERO);
        if self.rule.ahead(zero, &[zero; V]).is_none() {
            return false;
        }
        // Powers of β have no part in where a rule looks.
        let cycled = momentum.and_then(|momentum| self.rule.cycled(momentum, 0, &mut [1.0; MOST]));
        let rule = cycled.as_ref().unwrap_or(&self.rule);
        ahead(p, state, to, V, &|p, s| s.first_chunk().and_then(|s| rule.ahead(p, s)).unwrap_or(p));
        true
    }

    fn coordinate_wise(&self) -> bool {
        true
    }

    fn update(&self, step: Step<'_, '_, T>) {
        let scalars = &mut step.state.scalars;
        let cycled = step.momentum.and_then(|momentum| self.rule.cycled(momentum, step.t, scalars));
        let rule = cycled.as_ref().unwrap_or(&self.rule);
        let c = rule.coefficients(step.t, step.lr, scalars);
        sweep(&self.common, step, (&c, &R::STATE), &|c, stretch, notes| match notes {
            None if R::HAS_PLAIN && rule.is_plain() => along(rule, c, stretch, &mut Plain),
            None => along(rule, c, stretch, &mut Silent),
            Some(notes) => along(rule, c, stretch, notes),
        });
    }
}
