//! Formulas as lists of operations, so that each is compiled once, whatever it is evaluated with.
//!
//! A formula is run once on numbers that write down what is done to them; values, lanes and jets replay the list
//! ([`super::replay`]). Invariant: the list holds the operations of the formula in the formula's order. A formula cannot branch, so
//! one list is all of it. This is no compiler: it simplifies nothing, as that would change bits.

use super::replay::{PLACES, Recorded};
use super::{AnySurface, Formula};
use core::cell::RefCell;
use core::ops::{Add, Div, Mul, Neg, Sub};
use lanes::Scalar;

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
pub(super) struct Op {
    pub(super) what: What,
    pub(super) a: u8,
    pub(super) b: u8,
    pub(super) to: u8,
    pub(super) constant: f64,
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
