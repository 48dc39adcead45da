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
use lanes::{Lanes, Real, Scalar, reduce};

/// How many starts run together: many vectors in flight, and all of it in the nearest cache.
const STARTS: usize = 256;

/// Room for a vector of starts.
pub(super) struct Together<T: Real> {
    p: Vec<T>,
    g: Vec<T>,
    point: Vec<T>,
    ahead: Vec<T>,
    f: Vec<T>,
    /// 1 for a start that still runs, else 0.
    alive: Vec<T>,
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
            alive: f.clone(),
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
            self.alive[i] = if i < starts.len() { T::ONE } else { T::ZERO };
        }
        self.state.cells.fill(T::ZERO);
        self.state.scalars.fill(0.0);
        let shape = Shape::vector(2 * STARTS);
        of.law.start(shape, &self.p, &mut self.state);
        of.objective.many(&self.p, &mut self.g, &mut self.f, &mut self.many);
        let mut t = 0;
        while self.arrive(of, t) {
            let ahead = of.law.look_ahead(&self.p, &self.state, &mut self.point);
            if ahead {
                of.objective.many(&self.point, &mut self.ahead, &mut self.f, &mut self.many);
            }
            let mut counted =
                Counted { objective: of.objective, work: &mut self.work, t, evaluations: 0, refused: None };
            of.law.update(Step {
                t,
                lr: of.rate(t),
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
        if t < of.steps && !self.perhaps_ended(of) {
            return true;
        }
        let mut running = false;
        for i in 0..STARTS {
            if self.alive[i] == T::ZERO {
                continue;
            }
            let (p, g) = ([self.p[i], self.p[STARTS + i]], [self.g[i], self.g[STARTS + i]]);
            let arrival =
                Arrival { t, p: &p, g: &g, f: self.f[i], grad_norm: reduce::norm(&g), unchanged: 0, measured: true };
            let cause = of.stop.verdict(&arrival, of.steps);
            if cause == Cause::None {
                running = true;
                continue;
            }
            self.alive[i] = T::ZERO;
            let x = p.map(Real::to_f64);
            self.ends[i] = Outcome { kind: Some(cause.kind()), step: t, f: self.f[i].to_f64(), x };
        }
        running
    }

    /// Whether a start that still runs may have met a stopping rule or left the finite range: a quick look at all of them,
    /// which may be wrong in this direction only.
    fn perhaps_ended(&self, of: &Lockstep<'_, T>) -> bool {
        let zero = T::Wide::splat(T::ZERO);
        let squared = of.stop.grad_norm.map(|limit| limit * limit * 1.001 + 1e-30);
        let squared = T::Wide::splat(T::from_f64(squared.unwrap_or(-1.0)));
        let value = T::Wide::splat(T::from_f64(of.stop.value.unwrap_or(f64::NEG_INFINITY)));
        let mut lost = zero;
        let mut near = false;
        let (p, g) = (T::Wide::packs(&self.p), T::Wide::packs(&self.g));
        let (f, alive) = (T::Wide::packs(&self.f), T::Wide::packs(&self.alive));
        let ((x, y), (gx, gy)) = (p.split_at(f.len()), g.split_at(f.len()));
        for (((x, y), (gx, gy)), (f, alive)) in x.iter().zip(y).zip(gx.iter().zip(gy)).zip(f.iter().zip(alive)) {
            let (x, y) = (T::Wide::unpack(x), T::Wide::unpack(y));
            let (gx, gy) = (T::Wide::unpack(gx), T::Wide::unpack(gy));
            let (f, alive) = (T::Wide::unpack(f), zero.lt(T::Wide::unpack(alive)));
            // 0 · v is NaN where v is not finite.
            lost = lost + T::Wide::select(alive, (x + y + gx + gy + f) * zero, zero);
            let met = T::Wide::either((gx.sq() + gy.sq()).le(squared), f.le(value));
            near |= T::Wide::any(T::Wide::both(alive, met));
        }
        near || (0..T::Wide::WIDTH).any(|i| !lost.lane(i).is_finite())
    }
}
