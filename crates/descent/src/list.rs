//! Lists of what iterators give, in little code.
//!
//! Invariant: the same list as `collect` gives. Does not: know how long it will be, so that there may be room for more: for what is large or
//! many (samples, weights, racers), `collect` is the way.

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
}

impl<I: Iterator> Listed for I {}

fn one_by_one<T>(next: &mut dyn FnMut() -> Option<T>) -> Vec<T> {
    let mut all = Vec::new();
    while let Some(one) = next() {
        all.push(one);
    }
    all
}
