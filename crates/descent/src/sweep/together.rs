//! Many starts of one racer, updated together: the lanes lie across the starts.
//!
//! The parameters of all starts are one vector, coordinate by coordinate, and the racer's own law updates it: a law that
//! acts on every coordinate alike does not see the difference, so that nothing is stated twice and the bits are those of single
//! runs. Whatever looks further than a coordinate (a norm, a loss that a schedule watches, an edit) is not run this way. Starts
//! that have ended stay where they are in the vector, and nobody looks at them again.

use super::Outcome;
use crate::law::{Counted, State, Step};
use crate::objective::{Many, Shape, Work};
use crate::precise::Precise;
use crate::run::engine::{Arrival, Engine, Lockstep};
use crate::run::status::Cause;
use lanes::{BitLanes, Lanes, Real, Scalar, reduce};

/// How many starts run together: many vectors for each call, and all of it in the nearest caches.
const STARTS: usize = 256;

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
    state: State<T>,
    many: Many<T>,
    work: Work<T>,
    ends: Vec<Outcome>,
}

impl<T: Precise> Together<T> {
    /// Room for a racer, if it can be run this way.
    pub(super) fn new(engine: &Engine<T>) -> Option<Self> {
        let Lockstep { law, objective, .. } = engine.lockstep()?;
        let n = 2 * STARTS;
        let (p, mut g, mut f) = (vec![T::ZERO; n], vec![T::ZERO; n], vec![T::ZERO; STARTS]);
        let mut many = Many::default();
        if !objective.many(&p, &mut g, &mut f, &mut many) {
            return None;
        }
        let memory = law.memory(Shape::vector(n));
        Some(Together {
            point: p.clone(),
            ahead: p.clone(),
            alive: vec![false; STARTS],
            left: 0,
            state: State { cells: vec![T::ZERO; memory.cells], scalars: vec![0.0; memory.scalars] },
            ends: vec![Outcome::REFUSED; STARTS],
            p,
            g,
            f,
            many,
            work: Work::default(),
        })
    }

    /// Tells how the racer ends from each start.
    pub(super) fn run(&mut self, engine: &Engine<T>, starts: &[[f64; 2]], tell: &mut dyn FnMut(Outcome)) {
        let Some(of) = engine.lockstep() else { return };
        for starts in starts.chunks(STARTS) {
            self.vector(&of, starts);
            self.ends[..starts.len()].iter().for_each(|end| tell(*end));
        }
    }

    fn vector(&mut self, of: &Lockstep<'_, T>, starts: &[[f64; 2]]) {
        for i in 0..STARTS {
            // What is beyond the last start runs along and is told to nobody.
            let [x, y] = starts[i.min(starts.len() - 1)];
            (self.p[i], self.p[STARTS + i]) = (T::from_f64(x), T::from_f64(y));
            self.alive[i] = i < starts.len();
        }
        self.left = starts.len();
        self.state.cells.fill(T::ZERO);
        self.state.scalars.fill(0.0);
        let shape = Shape::vector(2 * STARTS);
        of.law.start(shape, &self.p, &mut self.state);
        of.objective.many(&self.p, &mut self.g, &mut self.f, &mut self.many);
        let mut t = 0;
        while self.arrive(of, t) {
            let momentum = of.momentum(t);
            let ahead = of.law.look_ahead(&self.p, &self.state, momentum, &mut self.point);
            if ahead {
                of.objective.many(&self.point, &mut self.ahead, &mut self.f, &mut self.many);
            }
            let mut counted =
                Counted { objective: of.objective, work: &mut self.work, t, evaluations: 0, refused: None };
            of.law.update(Step {
                t,
                lr: of.rate(t),
                momentum,
                shape,
                f: T::ZERO,
                p: &mut self.p,
                g: if ahead { &self.ahead } else { &self.g },
                state: &mut self.state,
                objective: &mut counted,
                notes: None,
            });
            t += 1;
            of.objective.many(&self.p, &mut self.g, &mut self.f, &mut self.many);
        }
    }

    /// Takes down who has ended at step `t`; whether anybody still runs.
    fn arrive(&mut self, of: &Lockstep<'_, T>, t: u64) -> bool {
        let width = T::Wide::WIDTH;
        if t >= of.steps {
            (0..STARTS).for_each(|i| self.end(of, t, i));
        } else {
            let mut from = 0;
            while let Some(at) = self.near_an_end(of, from) {
                from = at + 1;
                (at * width..from * width).for_each(|i| self.end(of, t, i));
            }
        }
        self.left > 0
    }

    /// The next vector, from `at` on, of which a start may have met a stopping rule or left the finite range: a quick look at all
    /// lanes of it, which may be wrong in this direction only.
    fn near_an_end(&self, of: &Lockstep<'_, T>, mut at: usize) -> Option<usize> {
        let infinity = T::Wide::splat(T::from_f64(f64::INFINITY));
        let exponent = infinity.to_bits();
        let measures = of.stop.measures();
        let squared = of.stop.grad_norm.map(|limit| limit * limit * 1.001 + 1e-30);
        let squared = T::Wide::splat(T::from_f64(squared.unwrap_or(-1.0)));
        let value = T::Wide::splat(T::from_f64(of.stop.value.unwrap_or(f64::NEG_INFINITY)));
        let (p, g, f) = (T::Wide::packs(&self.p), T::Wide::packs(&self.g), T::Wide::packs(&self.f));
        let n = f.len();
        let ((x, y), (gx, gy)) = ((p.get(..n)?, p.get(n..2 * n)?), (g.get(..n)?, g.get(n..2 * n)?));
        while at < n {
            let (x, y, f) = (T::Wide::unpack(&x[at]), T::Wide::unpack(&y[at]), T::Wide::unpack(&f[at]));
            let (gx, gy) = (T::Wide::unpack(&gx[at]), T::Wide::unpack(&gy[at]));
            // The exponent of a number that is not finite is that of infinity.
            let all = (x + y) + (gx + gy) + f;
            let mut near = T::Wide::eq_lanes(T::Wide::from_bits(all.to_bits().and(exponent)), infinity);
            if measures {
                near = T::Wide::either(near, T::Wide::either((gx.sq() + gy.sq()).le(squared), f.le(value)));
            }
            if T::Wide::any(near) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// Takes down how a start has ended, if it has.
    #[inline(never)]
    fn end(&mut self, of: &Lockstep<'_, T>, t: u64, i: usize) {
        if !self.alive[i] {
            return;
        }
        let (p, g) = ([self.p[i], self.p[STARTS + i]], [self.g[i], self.g[STARTS + i]]);
        let grad_norm = if of.stop.grad_norm.is_some() { reduce::norm(&g) } else { f64::NAN };
        let arrival = Arrival { t, p: &p, g: &g, f: self.f[i], grad_norm, unchanged: 0, measured: true };
        let cause = of.stop.verdict(&arrival, of.steps);
        if cause != Cause::None {
            self.alive[i] = false;
            self.left -= 1;
            let [x, y] = p;
            self.ends[i] =
                Outcome { kind: Some(cause.kind()), step: t, f: self.f[i].to_f64(), x: [x.to_f64(), y.to_f64()] };
        }
    }
}
