//! Formulas whose gradients are also compiled: for the surfaces that basin maps are made of, where every pixel is a whole run.
//!
//! Invariant: the compiled form does the operations of the recorded one in the same order on the same numbers. What is compiled may
//! only add, subtract, multiply, and divide by constants, so that a point that is not finite has a value that is not.

use super::record::{Operation, recorded};
use super::{AnySurface, Formula, Surface};
use lanes::{F32x4, F64x2, Grad, Jet, Lanes, Real, Sparse, reduce};

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
