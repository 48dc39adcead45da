//! The columns a run leaves behind: one row per recorded step, thinned instead of growing.
//!
//! Row k belongs to `t[k]` updates: all multiples of the stride so far, and the last step of an ended racer. When the
//! columns are full, every other row goes and the stride doubles. Where updates look at batches of a small problem, value
//! and norm of a row are found when somebody reads the columns: they depend on its parameters alone. Invariant: pushing never
//! allocates.

use lanes::Real;

/// Rows kept at most, for problems of few parameters.
const ROWS: usize = 16_384;
/// The same where a row has to be measured on all samples, and an update looks at a few.
const DEAR_ROWS: usize = 1024;
/// Numbers kept at most in the column of parameters.
const NUMBERS: usize = 1 << 20;
/// Rows kept at least, however many parameters there are.
const FEWEST: usize = 16;

/// The columns of one racer.
#[derive(Clone, Debug)]
pub struct Trace<T> {
    dim: usize,
    capacity: usize,
    /// A power of two.
    stride: u64,
    /// Updates done.
    pub t: Vec<u32>,
    /// Parameters, rows × dim.
    pub x: Vec<T>,
    /// Values.
    pub f: Vec<T>,
    /// The rate of the update that follows.
    pub lr: Vec<f64>,
    /// ‖∇f‖₂ at the parameters.
    pub grad_norm: Vec<f64>,
    /// Whether value and norm are known.
    measured: Vec<bool>,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a, T> {
    pub(crate) t: u64,
    pub(crate) x: &'a [T],
    pub(crate) f: T,
    pub(crate) lr: f64,
    pub(crate) grad_norm: f64,
    /// Whether value and norm are those at the parameters.
    pub(crate) measured: bool,
}

impl<T: Real> Trace<T> {
    /// For so many parameters and updates. `dear`: measuring a row costs much more than an update.
    pub(crate) fn new(dim: usize, steps: u64, dear: bool) -> Self {
        let most = if dear { DEAR_ROWS } else { ROWS };
        let capacity = (NUMBERS / dim.max(1)).clamp(FEWEST, most).min(steps as usize + 1).max(2);
        // One row more than the capacity, for the last step of an ended racer.
        let rows = capacity + 1;
        Trace {
            dim,
            capacity,
            stride: 1,
            t: Vec::with_capacity(rows),
            x: Vec::with_capacity(rows * dim),
            f: Vec::with_capacity(rows),
            lr: Vec::with_capacity(rows),
            grad_norm: Vec::with_capacity(rows),
            measured: Vec::with_capacity(rows),
        }
    }

    /// Bytes on the heap, which are those of all the rows it will ever have.
    pub(crate) fn bytes(&self) -> usize {
        let numbers = size_of::<T>() * (self.x.capacity() + self.f.capacity());
        numbers
            + size_of::<u32>() * self.t.capacity()
            + self.measured.capacity()
            + size_of::<f64>() * (self.lr.capacity() + self.grad_norm.capacity())
    }

    /// The number of parameters.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Updates from one row to the next.
    pub fn stride(&self) -> u64 {
        self.stride
    }

    /// Whether step `t` is one to keep (`last` always is) and not yet there.
    pub(crate) fn wants(&self, t: u64, last: bool) -> bool {
        let stride = if self.t.len() == self.capacity { 2 * self.stride } else { self.stride };
        self.t.last().is_none_or(|at| u64::from(*at) < t) && (last || t & (stride - 1) == 0)
    }

    /// Records a row that is wanted; others are passed over.
    pub(crate) fn record(&mut self, row: Row<'_, T>, last: bool) {
        if self.t.last().is_some_and(|at| u64::from(*at) >= row.t) {
            return;
        }
        if !last && self.t.len() == self.capacity && row.t & (self.stride - 1) == 0 {
            self.thin();
        }
        if !self.wants(row.t, last) {
            return;
        }
        self.t.push(row.t as u32);
        self.x.extend_from_slice(row.x);
        self.f.push(row.f);
        self.lr.push(row.lr);
        self.grad_norm.push(row.grad_norm);
        self.measured.push(row.measured);
    }

    /// Finds what is not known yet: `measure` gives value and norm at some parameters.
    pub(crate) fn settle(&mut self, measure: &mut dyn FnMut(&[T]) -> (T, f64)) {
        for (k, known) in self.measured.iter_mut().enumerate() {
            if !*known {
                *known = true;
                (self.f[k], self.grad_norm[k]) = measure(&self.x[k * self.dim..(k + 1) * self.dim]);
            }
        }
    }

    /// Forgets every row of step `t` and after.
    pub(crate) fn forget_from(&mut self, t: u64) {
        let keep = self.t.partition_point(|at| u64::from(*at) < t);
        self.cut(keep);
    }

    fn thin(&mut self) {
        let rows = self.t.len();
        let mut to = 0;
        for from in (0..rows).step_by(2) {
            self.t[to] = self.t[from];
            self.x.copy_within(from * self.dim..(from + 1) * self.dim, to * self.dim);
            self.f[to] = self.f[from];
            self.lr[to] = self.lr[from];
            self.grad_norm[to] = self.grad_norm[from];
            self.measured[to] = self.measured[from];
            to += 1;
        }
        self.cut(to);
        self.stride *= 2;
    }

    fn cut(&mut self, rows: usize) {
        self.t.truncate(rows);
        self.x.truncate(rows * self.dim);
        self.f.truncate(rows);
        self.lr.truncate(rows);
        self.grad_norm.truncate(rows);
        self.measured.truncate(rows);
    }
}
