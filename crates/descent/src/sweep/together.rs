//! Many starts of one racer, updated together: the lanes lie across the starts.
//!
//! The parameters of all starts are one vector, coordinate by coordinate, and the racer's own law updates it: a law that
//! acts on every coordinate alike does not see the difference, so that nothing is stated twice and the bits are those of single
//! runs. Whatever looks further than a coordinate (a norm, a loss that a schedule watches, an edit) is not run this way. The place
//! of a start that has ended runs along as a copy of one that has not, and nobody looks at it again.

use super::Outcome;
use crate::law::{Counted, State, Step};
use crate::objective::{Many, Shape, Work};
use crate::precise::Precise;
use crate::run::Kind;
use crate::run::engine::Engine;
use crate::run::lockstep::Lockstep;
use crate::run::status::Cause;
use crate::run::verdict::Arrival;
use crate::spec::Stop;
use lanes::{BitLanes, Lanes, Real, Scalar, reduce};

/// How many bytes of each number of theirs the starts have that run together: many vectors for each call, and all of it in the
/// nearest caches.
const BYTES: usize = 2048;

/// How many vectors of starts are looked at together for one that has ended.
const LOOK: usize = 32;

/// Where it is written down how starts end.
struct Ends<'a> {
    ends: &'a mut [Outcome],
    /// From one start's place to the next one's.
    apart: usize,
}

/// Room for a vector of starts.
pub(super) struct Together<T: Real> {
    p: Vec<T>,
    g: Vec<T>,
    point: Vec<T>,
    ahead: Vec<T>,
    f: Vec<T>,
    /// Which starts still run, and how many of them do.
    alive: Vec<bool>,
    left: usize,
    /// One that does, unless it has ended just now.
    model: usize,
    state: State<T>,
    many: Many<T>,
    work: Work<T>,
}

impl<T: Precise> Together<T> {
    /// Room for a racer, if it can be run this way.
    pub(super) fn new(engine: &Engine<T>) -> Option<Self> {
        let Lockstep { law, objective, .. } = engine.lockstep()?;
        let count = BYTES / size_of::<T>();
        let n = 2 * count;
        let (p, mut g, mut f) = (vec![T::ZERO; n], vec![T::ZERO; n], vec![T::ZERO; count]);
        let mut many = Many::default();
        objective.many(&p, &mut g, &mut f, &mut many)?;
        let memory = law.memory(Shape::vector(n));
        Some(Together {
            point: p.clone(),
            ahead: p.clone(),
            alive: vec![false; count],
            left: 0,
            model: 0,
            state: State { cells: vec![T::ZERO; memory.cells], scalars: vec![0.0; memory.scalars] },
            p,
            g,
            f,
            many,
            work: Work::default(),
        })
    }

    /// Writes down how the racer ends from each start, at every place of `ends` whose index is a multiple of `apart`.
    pub(super) fn run(&mut self, engine: &Engine<T>, starts: &[[f64; 2]], ends: &mut [Outcome], apart: usize) {
        let Some(of) = engine.lockstep() else { return };
        let count = self.f.len();
        for (starts, ends) in starts.chunks(count).zip(ends.chunks_mut(count * apart)) {
            self.vector(&of, starts, &mut Ends { ends, apart });
        }
    }

    fn vector(&mut self, of: &Lockstep<'_, T>, starts: &[[f64; 2]], ends: &mut Ends<'_>) {
        let count = self.f.len();
        for i in 0..count {
            // What is beyond the last start runs along and is told to nobody.
            let [x, y] = starts[i.min(starts.len() - 1)];
            (self.p[i], self.p[count + i]) = (T::from_f64(x), T::from_f64(y));
            self.alive[i] = i < starts.len();
        }
        (self.left, self.model) = (starts.len(), 0);
        self.state.cells.fill(T::ZERO);
        self.state.scalars.fill(0.0);
        let shape = Shape::vector(2 * count);
        of.law.start(shape, &self.p, &mut self.state);
        let mut finite = of.objective.many(&self.p, &mut self.g, &mut self.f, &mut self.many);
        let mut t = 0;
        while self.arrive(of, t, finite == Some(true), ends) {
            let momentum = of.momentum(t);
            let ahead = of.law.look_ahead(&self.p, &self.state, momentum, &mut self.point);
            if ahead {
                of.objective.many(&self.point, &mut self.ahead, &mut self.f, &mut self.many);
            }
            let mut counted =
                Counted { objective: of.objective, work: &mut self.work, picks: None, evaluations: 0, refused: None };
            of.law.update(Step {
                t,
                lr: of.rate(t),
                momentum,
                shape,
                f: T::ZERO,
                p: &mut self.p,
                g: if ahead { &self.ahead } else { &self.g },
                ahead: ahead.then_some(&self.point),
                state: &mut self.state,
                objective: &mut counted,
                notes: None,
            });
            t += 1;
            finite = of.objective.many(&self.p, &mut self.g, &mut self.f, &mut self.many);
        }
    }

    /// Takes down who has ended at step `t`; whether anybody still runs. `finite`: nobody has left the finite range.
    fn arrive(&mut self, of: &Lockstep<'_, T>, t: u64, finite: bool, ends: &mut Ends<'_>) -> bool {
        let (width, count) = (T::Wide::WIDTH, self.f.len());
        let (look, mut at) = (Look::<T>::new(of.stop), 0);
        while at < count / width && (look.measures || !finite) {
            let next = (at + LOOK).min(count / width);
            if look.near_an_end(self, at, next) {
                for one in at..next {
                    if look.near_an_end(self, one, one + 1) {
                        (one * width..(one + 1) * width).for_each(|i| self.end(of, t, i, ends));
                    }
                }
            }
            at = next;
        }
        if t >= of.steps {
            for i in 0..count {
                self.retire(t, i, Kind::Exhausted, ends);
            }
        }
        self.left > 0
    }

    /// Takes down that a start has ended, unless it had.
    fn retire(&mut self, t: u64, i: usize, kind: Kind, ends: &mut Ends<'_>) {
        let (x, y) = self.p.split_at(self.f.len());
        let (Some(end), Some(alive), Some(x), Some(y), Some(f)) =
            (ends.ends.get_mut(i * ends.apart), self.alive.get_mut(i), x.get(i), y.get(i), self.f.get(i))
        else {
            return;
        };
        if *alive {
            *alive = false;
            self.left -= 1;
            *end = Outcome { kind: Some(kind), step: t, f: f.to_f64(), x: [x.to_f64(), y.to_f64()] };
        }
    }

    /// Takes down how a start has ended, if it has, and lets its place run along with another.
    #[inline(never)]
    fn end(&mut self, of: &Lockstep<'_, T>, t: u64, i: usize, ends: &mut Ends<'_>) {
        let count = self.f.len();
        let (p, g) = ([self.p[i], self.p[count + i]], [self.g[i], self.g[count + i]]);
        let grad_norm = if of.stop.grad_norm.is_some() { reduce::norm(&g) } else { f64::NAN };
        let arrival = Arrival { t, p: &p, g: &g, f: self.f[i], grad_norm, unchanged: 0, measured: true };
        let cause = of.stop.verdict(&arrival, of.steps);
        if cause == Cause::None {
            return;
        }
        self.retire(t, i, cause.kind(), ends);
        // Numbers that are not finite, or met a rule, would catch the eye at every step to come.
        while self.left > 0 && !self.alive[self.model] {
            self.model = (self.model + 1) % count;
        }
        let model = self.model;
        self.f[i] = self.f[model];
        for column in [&mut self.p, &mut self.g, &mut self.state.cells] {
            for half in column.chunks_exact_mut(count) {
                half[i] = half[model];
            }
        }
    }
}

/// What a quick look at many starts compares with.
struct Look<T: Real> {
    infinity: T::Wide,
    /// Whether there are rules about gradient or value, and the bounds: a little more than the square, and the value.
    measures: bool,
    squared: T::Wide,
    value: T::Wide,
}

impl<T: Real> Look<T> {
    fn new(stop: Stop) -> Self {
        let splat = |v: f64| T::Wide::splat(T::from_f64(v));
        let squared = stop.grad_norm.map(|limit| limit * limit * 1.001 + 1e-30);
        Look {
            infinity: splat(f64::INFINITY),
            measures: stop.measures(),
            squared: splat(squared.unwrap_or(-1.0)),
            value: splat(stop.value.unwrap_or(f64::NEG_INFINITY)),
        }
    }

    /// Whether a start in the vectors from `from` to below `to` may have met a stopping rule or left the finite range; it may be wrong
    /// in this direction only.
    #[inline(never)]
    fn near_an_end(&self, starts: &Together<T>, from: usize, to: usize) -> bool {
        let n = starts.f.len() / T::Wide::WIDTH;
        let (p, g) = (T::Wide::packs(&starts.p), T::Wide::packs(&starts.g));
        let (Some(x), Some(y)) = (p.get(from..to), p.get(n + from..n + to)) else { return true };
        let (Some(gx), Some(gy)) = (g.get(from..to), g.get(n + from..n + to)) else { return true };
        let Some(f) = T::Wide::packs(&starts.f).get(from..to) else { return true };
        let (infinity, exponent) = (self.infinity, self.infinity.to_bits());
        let mut near = T::Wide::lt(infinity, infinity);
        for i in 0..f.len() {
            let (x, y, f) = (T::Wide::unpack(&x[i]), T::Wide::unpack(&y[i]), T::Wide::unpack(&f[i]));
            let (gx, gy) = (T::Wide::unpack(&gx[i]), T::Wide::unpack(&gy[i]));
            // The exponent of a number that is not finite is that of infinity.
            let all = (x + y) + (gx + gy) + f;
            near = T::Wide::either(near, T::Wide::eq_lanes(T::Wide::from_bits(all.to_bits().and(exponent)), infinity));
            if self.measures {
                near = T::Wide::either(near, T::Wide::either((gx.sq() + gy.sq()).le(self.squared), f.le(self.value)));
            }
        }
        T::Wide::any(near)
    }
}
