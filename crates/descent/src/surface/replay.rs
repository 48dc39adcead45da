//! Recorded formulas replayed: on values, lanes and jets, at one point or at many.
//!
//! Invariant: a replay does the operations of the list in its order, so that the bits are those of the formula itself, and each kind
//! of number has one replay, compiled once.

use super::record::{Op, Operation, What};
use super::{AnySurface, Surface};
use core::cell::Cell;
use lanes::{F32x4, F64x2, Grad, Jet, Lanes, Real, Scalar};

/// How many results may be needed at once.
pub(super) const PLACES: usize = 16;

/// A formula as a list of operations.
pub(super) struct Recorded(pub(super) Vec<Op>);

impl Recorded {
    /// The values at many points, all operations on all points one after the other: x goes in and the value comes out. Place k
    /// of point i is `work[k · n + i]`, for n points.
    #[inline(always)]
    fn replay<S: Scalar>(&self, x: &mut [S], y: &[S], work: &mut [S]) {
        let n = x.len();
        let mut last = 0;
        for op in &self.0 {
            let (a, b, to) = (usize::from(op.a) * n, usize::from(op.b) * n, usize::from(op.to) * n);
            // Cells, because an operation may write where it reads.
            let cells = Cell::from_mut(&mut *work).as_slice_of_cells();
            let (Some(ps), Some(qs), Some(y)) = (cells.get(a..a + n), cells.get(b..b + n), y.get(..n)) else { return };
            let (Some(place), x) = (cells.get(to..to + n), &*x) else { return };
            macro_rules! each {
                (|$p:ident, $q:ident| $result:expr) => {
                    for i in 0..n {
                        let ($p, $q) = (ps[i].get(), qs[i].get());
                        place[i].set($result);
                    }
                };
                (|$p:ident| $result:expr) => {
                    for i in 0..n {
                        let $p = ps[i].get();
                        place[i].set($result);
                    }
                };
            }
            let constant = S::lit(op.constant);
            match op.what {
                What::X => (0..n).for_each(|i| place[i].set(x[i])),
                What::Y => (0..n).for_each(|i| place[i].set(y[i])),
                What::Lit => (0..n).for_each(|i| place[i].set(constant)),
                What::Add => each!(|p, q| p + q),
                What::Sub => each!(|p, q| p - q),
                What::Mul => each!(|p, q| p * q),
                What::Div => each!(|p, q| p / q),
                What::Neg => each!(|p| -p),
                What::Sqrt => each!(|p| p.sqrt()),
                What::Exp => each!(|p| p.exp()),
                What::Sin => each!(|p| p.sin()),
                What::Cos => each!(|p| p.cos()),
                What::Abs => each!(|p| p.abs()),
                What::Pown => each!(|p| p.pown(op.constant as u32)),
                What::Ln => each!(|p| p.ln()),
                What::Tanh => each!(|p| p.tanh()),
                What::Atan => each!(|p| p.atan()),
                What::Sigmoid => each!(|p| p.sigmoid()),
                What::Softplus => each!(|p| p.softplus()),
                What::Pow => each!(|p, q| p.pow(q)),
                What::Powc => each!(|p| p.powc(op.constant)),
            }
            last = to;
        }
        x.copy_from_slice(work.get(last..last + n).unwrap_or_default());
    }

    /// At one point.
    #[inline(always)]
    fn once<S: Scalar>(x: S, y: S, replay: impl Fn(&mut [S], &[S], &mut [S])) -> S {
        let mut at = [x];
        replay(&mut at, &[y], &mut [x; PLACES]);
        let [value] = at;
        value
    }
}

/// The room for `points`, kept from call to call.
fn room<S: Copy>(points: &[S], work: &mut Vec<S>) {
    if let Some(any) = points.first()
        && work.len() < PLACES * points.len()
    {
        work.resize(PLACES * points.len(), *any);
    }
}

macro_rules! faces {
    ($float:ident $wide:ident) => {
        fn value(&self, x: $float, y: $float) -> $float {
            Surface::<$float>::wide(self, $wide::splat(x), $wide::splat(y)).lane(0)
        }
        fn wide(&self, x: $wide, y: $wide) -> $wide {
            Recorded::once(x, y, |x, y, work| replays::$float::values(self, x, y, work))
        }
        fn grad(&self, x: Grad<$float>, y: Grad<$float>) -> Grad<$float> {
            let long = |of: Grad<$float>| Grad { v: $wide::splat(of.v), d: of.d.map($wide::splat) };
            let at = Recorded::once(long(x), long(y), |x, y, work| replays::$float::grads(self, x, y, work));
            Grad { v: at.v.lane(0), d: at.d.map(|d| d.lane(0)) }
        }
        fn values(&self, x: &mut [$wide], y: &[$wide], work: &mut Vec<$wide>) {
            room(x, work);
            replays::$float::values(self, x, y, work);
        }
        fn grads(&self, x: &mut [Grad<$wide>], y: &[Grad<$wide>], work: &mut Vec<Grad<$wide>>) {
            room(x, work);
            replays::$float::grads(self, x, y, work);
        }
    };
}

/// The replays that are compiled, each once. An f32 value is the value part of its gradient: one way through less.
mod replays {
    use super::{F32x4, F64x2, Grad, Recorded};

    pub(super) mod f32 {
        use super::{F32x4, Grad, Recorded};
        use lanes::Scalar;

        #[inline(never)]
        pub(crate) fn grads(of: &Recorded, x: &mut [Grad<F32x4>], y: &[Grad<F32x4>], work: &mut [Grad<F32x4>]) {
            of.replay(x, y, work);
        }
        pub(crate) fn values(of: &Recorded, x: &mut [F32x4], y: &[F32x4], _: &mut [F32x4]) {
            let none = Grad::constant(F32x4::lit(0.0));
            for (x, y) in x.iter_mut().zip(y) {
                let mut at = [Grad::constant(*x)];
                grads(of, &mut at, &[Grad::constant(*y)], &mut [none; super::super::PLACES]);
                *x = at[0].v;
            }
        }
    }

    pub(super) mod f64 {
        use super::{F64x2, Grad, Recorded};

        #[inline(never)]
        pub(crate) fn grads(of: &Recorded, x: &mut [Grad<F64x2>], y: &[Grad<F64x2>], work: &mut [Grad<F64x2>]) {
            of.replay(x, y, work);
        }
        #[inline(never)]
        pub(crate) fn values(of: &Recorded, x: &mut [F64x2], y: &[F64x2], work: &mut [F64x2]) {
            of.replay(x, y, work);
        }
    }
}

impl AnySurface for Recorded {
    fn operations(&self) -> Vec<Operation> {
        let mut made = [0; PLACES];
        let mut read = |(i, op): (usize, &Op)| {
            let step = Operation {
                what: op.what,
                a: made[usize::from(op.a)],
                b: made[usize::from(op.b)],
                constant: op.constant,
            };
            made[usize::from(op.to)] = i;
            step
        };
        self.0.iter().enumerate().map(&mut read).collect()
    }
}

impl Surface<f64> for Recorded {
    faces! { f64 F64x2 }
    fn jet(&self, x: Jet<f64>, y: Jet<f64>) -> Jet<f64> {
        Recorded::once(x, y, |x, y, work| self.replay(x, y, work))
    }
}

impl Surface<f32> for Recorded {
    faces! { f32 F32x4 }
    fn jet(&self, x: Jet<f32>, y: Jet<f32>) -> Jet<f32> {
        // Value and gradient as a run sees them; the second derivatives at the same point in f64, rounded once.
        let long = |of: Jet<f32>| Jet { v: of.v.to_f64(), d: of.d.map(Real::to_f64), h: of.h.map(Real::to_f64) };
        let Grad { v, d } = Surface::<f32>::grad(self, Grad { v: x.v, d: x.d }, Grad { v: y.v, d: y.d });
        Jet { v, d, h: Surface::<f64>::jet(self, long(x), long(y)).h.map(f32::from_f64) }
    }
}
