//! Lists of what iterators give, in little code.
//!
//! Invariant: the same list as `collect` gives. Does not: know how long it will be, so that there may be room for more: for what is large or
//! many (samples, weights, racers), `collect` is the way.

use lanes::Real;

/// Making a list.
pub trait Listed: Iterator + Sized {
    /// All that is left. `collect` would be some hundred bytes of code for each kind of iterator, of which only the next item is its own.
    ///
    /// ```
    /// use descent::list::Listed;
    /// assert_eq!([1, 2, 3].iter().map(|v| v * v).listed(), [1, 4, 9]);
    /// ```
    #[inline(always)]
    fn listed(mut self) -> Vec<Self::Item> {
        one_by_one(&mut || self.next())
    }

    /// All that is left, if none is missing; nothing is asked for after one that is.
    ///
    /// ```
    /// use descent::list::Listed;
    /// let halves = |all: &[i32]| all.iter().map(|v| (v % 2 == 0).then_some(v / 2)).listed_if_all();
    /// assert_eq!((halves(&[2, 4]), halves(&[2, 3])), (Some(vec![1, 2]), None));
    /// ```
    #[inline(always)]
    fn listed_if_all<T>(mut self) -> Option<Vec<T>>
    where
        Self: Iterator<Item = Option<T>>,
    {
        let mut missing = false;
        let all = one_by_one(&mut || {
            let next = self.next()?;
            missing = next.is_none();
            next
        });
        (!missing).then_some(all)
    }
}

impl<I: Iterator> Listed for I {}

fn one_by_one<T>(next: &mut dyn FnMut() -> Option<T>) -> Vec<T> {
    let mut all = Vec::new();
    while let Some(one) = next() {
        all.push(one);
    }
    all
}

/// Numbers in the precision of a run.
#[inline(never)]
pub(crate) fn rounded<T: Real>(all: &[f64]) -> Vec<T> {
    all.iter().map(|v| T::from_f64(*v)).collect()
}

/// Numbers of a run as `f64`.
#[inline(never)]
pub(crate) fn widened<T: Real>(all: &[T]) -> Vec<f64> {
    all.iter().map(|v| v.to_f64()).collect()
}
