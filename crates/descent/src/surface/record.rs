//! Formulas as lists of operations, so that each is compiled once, whatever it is evaluated with.
//!
//! A formula is run once on numbers that write down what is done to them; values, lanes and jets replay the list. Invariant:
//! a replay does the operations of the formula in the formula's order on the same kind of number, so that the bits are those
//! of the formula itself. A formula cannot branch, so one list is all of it. This is no compiler: it simplifies nothing, as
//! that would change bits.

use super::{AnySurface, Formula, Surface};
use core::cell::{Cell, RefCell};
use core::ops::{Add, Div, Mul, Neg, Sub};
use lanes::{F32x4, F64x2, Grad, Jet, Lanes, Real, Scalar, Sparse, reduce};

/// What an operation does. One that neither a formula of the catalogue nor a typed one uses is not listed.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of the functions")]
pub enum What {
    X,
    Y,
    Lit,
    Add,
    Sub,
    Mul,
    Div,
    Neg,
    Sqrt,
    Exp,
    Sin,
    Cos,
    Abs,
    Pown,
    Ln,
    Tanh,
    Atan,
    Sigmoid,
    Softplus,
    Pow,
    Powc,
}

/// One operation: on what lies in the places `a` and `b`, or on the constant. The result goes to the place `to`.
#[derive(Clone, Copy)]
struct Op {
    what: What,
    a: u8,
    b: u8,
    to: u8,
    constant: f64,
}

/// One step of a formula as a reader of it wants it: on the results of the steps `a` and `b`, or on the constant. What an
/// operation has no use for says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// What it does.
    pub what: What,
    /// The step that made the first operand.
    pub a: usize,
    /// The step that made the second operand.
    pub b: usize,
    /// The constant of [`What::Lit`]; the exponent of [`What::Pown`] and [`What::Powc`].
    pub constant: f64,
}

/// How many results may be needed at once.
const PLACES: usize = 16;

thread_local! {
    /// What the formula being recorded has done so far.
    static DONE: RefCell<Vec<Op>> = const { RefCell::new(Vec::new()) };
}

/// A number that writes down what is done to it: the index of the operation that made it.
#[derive(Clone, Copy)]
pub(super) struct Node(u8);

#[inline(never)]
fn done(what: What, a: Node, b: Node, constant: f64) -> Node {
    DONE.with_borrow_mut(|all| {
        all.push(Op { what, a: a.0, b: b.0, to: 0, constant });
        Node((all.len() - 1) as u8)
    })
}

/// A formula as a list of operations.
struct Recorded(Vec<Op>);

/// Records a formula.
pub(super) fn recorded(formula: &impl Formula) -> Box<dyn AnySurface> {
    let (x, y) = begin();
    match placed(formula.at(x, y)) {
        Some(surface) => surface,
        // The formulas of the catalogue are all tested.
        None => unreachable!("a formula of too many operations"),
    }
}

/// Records a formula whose gradients are also compiled: for the surfaces that basin maps are made of, where every pixel is a whole
/// run. It may only add, subtract, multiply, and divide by constants.
pub(super) fn compiled<F: Formula + Copy + Send + Sync + 'static>(formula: F) -> Box<dyn AnySurface> {
    Box::new(Compiled { recorded: recorded(&formula), formula })
}

/// A formula both ways. They are the same operations in the same order on the same numbers, but that the compiled one knows which
/// derivatives are zero: what it gives where the value is finite differs in the sign of a zero at most.
struct Compiled<F> {
    recorded: Box<dyn AnySurface>,
    formula: F,
}

macro_rules! compiled_face {
    ($float:ident $wide:ident, |$of:ident, $x:ident, $y:ident, $work:ident| $values:expr) => {
        impl<F: Formula + Send + Sync> Surface<$float> for Compiled<F> {
            fn value(&self, x: $float, y: $float) -> $float {
                Surface::<$float>::value(&*self.recorded, x, y)
            }
            fn wide(&self, x: $wide, y: $wide) -> $wide {
                Surface::<$float>::wide(&*self.recorded, x, y)
            }
            fn grad(&self, x: Grad<$float>, y: Grad<$float>) -> Grad<$float> {
                Surface::<$float>::grad(&*self.recorded, x, y)
            }
            fn values(&self, $x: &mut [$wide], $y: &[$wide], $work: &mut Vec<$wide>) {
                let $of = self;
                $values;
            }
            fn grads(&self, x: &mut [Grad<$wide>], y: &[Grad<$wide>], work: &mut Vec<Grad<$wide>>) {
                Surface::<$float>::grads(&*self.recorded, x, y, work);
            }
            fn slopes(
                &self,
                x: &[$float],
                y: &[$float],
                f: &mut [$float],
                [dx, dy]: [&mut [$float]; 2],
            ) -> Option<bool> {
                slopes::<$wide>(&self.formula, [x, y], [f, dx, dy])
            }
            fn jet(&self, x: Jet<$float>, y: Jet<$float>) -> Jet<$float> {
                Surface::<$float>::jet(&*self.recorded, x, y)
            }
        }
    };
}

impl<F: Formula + Send + Sync> AnySurface for Compiled<F> {
    fn operations(&self) -> Vec<Operation> {
        self.recorded.operations()
    }
}

compiled_face! { f32 F32x4, |of, x, y, work| Surface::<f32>::values(&*of.recorded, x, y, work) }
// Pictures are made of values in f64.
compiled_face! { f64 F64x2, |of, x, y, _work| values(&of.formula, x, y) }

/// The values alone.
#[inline(always)]
fn values<L: Lanes>(formula: &impl Formula, x: &mut [L], y: &[L]) {
    let n = x.len();
    let Some(y) = y.get(..n) else { return };
    for i in 0..n {
        x[i] = formula.at(x[i], y[i]);
    }
}

/// The loop that a basin map of a compiled formula spends its time in: what the seeds are is known here, and so what they make
/// trivial is left out.
#[inline(always)]
fn slopes<L: Lanes>(formula: &impl Formula, [x, y]: [&[L::Elem]; 2], [f, dx, dy]: [&mut [L::Elem]; 3]) -> Option<bool> {
    let (x, y) = (L::packs(x), L::packs(y));
    let (f, dx, dy) = (L::packs_mut(f), L::packs_mut(dx), L::packs_mut(dy));
    let n = x.len();
    // Slices that are known to be of one length, so that the loop checks no bounds.
    let (Some(y), Some(f), Some(dx), Some(dy)) = (y.get(..n), f.get_mut(..n), dx.get_mut(..n), dy.get_mut(..n)) else {
        return None;
    };
    // A product with 0 is 0 unless a factor is infinite or NaN. Multipliers have time left here, adders have not. A point that is
    // not finite has a value that is not, as these formulas do nothing that would make it so.
    let zero = L::splat(L::Elem::ZERO);
    let mut none = zero;
    for i in 0..n {
        let (x, y) = (L::unpack(&x[i]), L::unpack(&y[i]));
        let at = formula.at(Sparse::var(x, 0), Sparse::var(y, 1));
        let [along_x, along_y] = at.gradient();
        none = none * (zero * at.v * along_x * along_y);
        at.v.pack(&mut f[i]);
        along_x.pack(&mut dx[i]);
        along_y.pack(&mut dy[i]);
    }
    Some(reduce::lanes(none) == L::Elem::ZERO)
}

/// Begins a recording: x and y.
#[inline(never)]
pub(super) fn begin() -> (Node, Node) {
    DONE.take();
    (done(What::X, Node(0), Node(0), 0.0), done(What::Y, Node(0), Node(0), 0.0))
}

/// Ends a recording: puts every result where nothing lies that is still needed. None if there are too few places, or more
/// operations than a byte can count, or if it does not end with its last operation.
#[inline(never)]
pub(super) fn placed(last: Node) -> Option<Box<dyn AnySurface>> {
    let mut ops = DONE.take();
    if usize::from(last.0) + 1 != ops.len() || ops.len() > 256 {
        return None;
    }
    // The operation that uses a result for the last time.
    let mut last_use = vec![0; ops.len()];
    for (i, op) in ops.iter().enumerate().filter(|(_, op)| !matches!(op.what, What::X | What::Y | What::Lit)) {
        last_use[usize::from(op.a)] = i;
        last_use[usize::from(op.b)] = i;
    }
    let mut taken = [None; PLACES];
    for (i, op) in ops.iter_mut().enumerate() {
        let place_of = |node: u8| taken.iter().position(|by| *by == Some(usize::from(node))).unwrap_or(PLACES) as u8;
        let Op { what, a, b, .. } = *op;
        let inner = !matches!(what, What::X | What::Y | What::Lit);
        (op.a, op.b) = if inner { (place_of(a), place_of(b)) } else { (0, 0) };
        let free = taken.iter().position(|by| by.is_none_or(|by| by != i && last_use[by] <= i));
        let to = free?;
        taken[to] = Some(i);
        op.to = to as u8;
    }
    Some(Box::new(Recorded(ops)))
}

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

macro_rules! operators {
    ($($trait:ident $name:ident)*) => { $(
        impl $trait for Node {
            type Output = Node;
            fn $name(self, o: Node) -> Node {
                done(What::$trait, self, o, 0.0)
            }
        }
    )* };
}

operators! { Add add Sub sub Mul mul Div div }

impl Neg for Node {
    type Output = Node;
    fn neg(self) -> Node {
        done(What::Neg, self, self, 0.0)
    }
}

macro_rules! functions {
    (listed: $($listed:ident $what:ident)*; not: $($not:ident)*) => {
        impl Scalar for Node {
            fn lit(v: f64) -> Node {
                done(What::Lit, Node(0), Node(0), v)
            }
            fn pown(self, n: u32) -> Node {
                done(What::Pown, self, self, f64::from(n))
            }
            $(fn $listed(self) -> Node {
                done(What::$what, self, self, 0.0)
            })*
            $(fn $not(self) -> Node {
                unlisted()
            })*
            fn pow(self, y: Node) -> Node {
                done(What::Pow, self, y, 0.0)
            }
            fn powc(self, p: f64) -> Node {
                done(What::Powc, self, self, p)
            }
        }
    };
}

functions! {
    listed: sqrt Sqrt exp Exp sin Sin cos Cos abs Abs ln Ln tanh Tanh atan Atan sigmoid Sigmoid softplus Softplus;
    not: exp_m1 ln_1p sign
}

/// What a formula gets for an operation that is not among [`What`].
fn unlisted() -> Node {
    panic!("an operation to be added to the list")
}
