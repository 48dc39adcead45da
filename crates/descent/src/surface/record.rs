//! Formulas as lists of operations, so that each is compiled once, whatever it is evaluated with.
//!
//! A formula is run once on numbers that write down what is done to them; values, lanes and jets replay the list. Invariant:
//! a replay does the operations of the formula in the formula's order on the same kind of number, so that the bits are those
//! of the formula itself. A formula cannot branch, so one list is all of it. This is no compiler: it simplifies nothing, as
//! that would change bits.

use super::{AnySurface, Formula, Surface};
use core::cell::RefCell;
use core::ops::{Add, Div, Mul, Neg, Sub};
use lanes::{F32x4, F64x2, Grad, Jet, Lanes, Real, Scalar};

/// What an operation does. One that neither a formula of the catalogue nor a typed one uses is not listed.
#[derive(Clone, Copy, PartialEq)]
enum What {
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
    /// The value at (x, y).
    #[inline(always)]
    fn replay<S: Scalar>(&self, x: S, y: S) -> S {
        let mut at = [x; PLACES];
        let mut last = x;
        for op in &self.0 {
            let (a, b) = (at[usize::from(op.a) % PLACES], at[usize::from(op.b) % PLACES]);
            last = match op.what {
                What::X => x,
                What::Y => y,
                What::Lit => S::lit(op.constant),
                What::Add => a + b,
                What::Sub => a - b,
                What::Mul => a * b,
                What::Div => a / b,
                What::Neg => -a,
                What::Sqrt => a.sqrt(),
                What::Exp => a.exp(),
                What::Sin => a.sin(),
                What::Cos => a.cos(),
                What::Abs => a.abs(),
                What::Pown => a.pown(op.constant as u32),
                What::Ln => a.ln(),
                What::Tanh => a.tanh(),
                What::Atan => a.atan(),
                What::Sigmoid => a.sigmoid(),
                What::Softplus => a.softplus(),
                What::Pow => a.pow(b),
                What::Powc => a.powc(op.constant),
            };
            at[usize::from(op.to) % PLACES] = last;
        }
        last
    }
}

impl Surface<f64> for Recorded {
    fn value(&self, x: f64, y: f64) -> f64 {
        Surface::<f64>::wide(self, F64x2::splat(x), F64x2::splat(y)).lane(0)
    }
    fn wide(&self, x: F64x2, y: F64x2) -> F64x2 {
        self.replay(x, y)
    }
    fn grad(&self, x: Grad<f64>, y: Grad<f64>) -> Grad<f64> {
        self.replay(x, y)
    }
    fn jet(&self, x: Jet<f64>, y: Jet<f64>) -> Jet<f64> {
        self.replay(x, y)
    }
}

impl Surface<f32> for Recorded {
    fn value(&self, x: f32, y: f32) -> f32 {
        self.grad(Grad::constant(x), Grad::constant(y)).v
    }
    fn wide(&self, x: F32x4, y: F32x4) -> F32x4 {
        x.zip_map(y, |x, y| Surface::<f32>::value(self, x, y))
    }
    fn grad(&self, x: Grad<f32>, y: Grad<f32>) -> Grad<f32> {
        self.replay(x, y)
    }
    fn jet(&self, x: Jet<f32>, y: Jet<f32>) -> Jet<f32> {
        // Value and gradient as a run sees them; the second derivatives at the same point in f64, rounded once.
        let long = |of: Jet<f32>| Jet { v: of.v.to_f64(), d: of.d.map(Real::to_f64), h: of.h.map(Real::to_f64) };
        let Grad { v, d } = self.grad(Grad { v: x.v, d: x.d }, Grad { v: y.v, d: y.d });
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
