//! Sampling: an objective's values on a rectangular grid.
//!
//! Invariant: values are stored row by row, and row 0 is the top, where y is largest. A grid remembers where its nodes lie,
//! so lines traced on it come out in data units. It knows nothing of colours.

use descent::surface::{Surface, Turn};
use lanes::{Lanes, Real};

/// A rectangle of the plane: `[low, high]` per axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// From left to right.
    pub x: [f64; 2],
    /// From bottom to top.
    pub y: [f64; 2],
}

/// Where the nodes of a grid lie within its view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nodes {
    /// In the middle of w × h equal cells: for pixels.
    Centres,
    /// Evenly from edge to edge, both edges included: for iso-lines that reach the edge.
    Corners,
}

impl Nodes {
    /// Where node `i` of `n` lies, from 0 to 1.
    fn part(self, i: usize, n: usize) -> f64 {
        match self {
            Nodes::Corners if n > 1 => i as f64 / (n - 1) as f64,
            _ => (i as f64 + 0.5) / n as f64,
        }
    }
}

/// Something that has a value everywhere in the plane, evaluated a row at a time.
///
/// Every `Fn(f64, f64) -> f64` is one. [`Turned`] evaluates a surface several points at a time.
pub trait Sampler {
    /// Writes the value at (xs\[i\], y) into out\[i\]; both slices have the same length. Undefined is NaN.
    fn row(&self, xs: &[f64], y: f64, out: &mut [f64]);
}

impl<F: Fn(f64, f64) -> f64> Sampler for F {
    fn row(&self, xs: &[f64], y: f64, out: &mut [f64]) {
        for (x, to) in xs.iter().zip(out) {
            *to = self(*x, y);
        }
    }
}

/// A surface turned about the origin, as a [`Sampler`].
#[derive(Clone, Copy)]
pub struct Turned<'a> {
    /// The surface.
    pub surface: &'a dyn Surface<f64>,
    /// The rotation.
    pub turn: &'a Turn,
}

impl Sampler for Turned<'_> {
    fn row(&self, xs: &[f64], y: f64, out: &mut [f64]) {
        type Wide = <f64 as Real>::Wide;
        let y = Wide::splat(y);
        let mut work = Vec::new();
        let (mut at, mut ordinates) = ([y; BLOCK], [y; BLOCK]);
        for (x, to) in xs.chunks(BLOCK * Wide::WIDTH).zip(out.chunks_mut(BLOCK * Wide::WIDTH)) {
            let count = x.len().div_ceil(Wide::WIDTH);
            let (at, ordinates) = (&mut at[..count], &mut ordinates[..count]);
            let (xs, whole) = (Wide::packs(x), x.len() / Wide::WIDTH);
            // With indices, since iterators are calls where size counts.
            for i in 0..whole.min(count) {
                (at[i], ordinates[i]) = self.turn.seed(Wide::unpack(&xs[i]), y);
            }
            if whole < count {
                let rest = Wide::load_padded(&x[whole * Wide::WIDTH..]);
                (at[whole], ordinates[whole]) = self.turn.seed(rest, y);
            }
            self.surface.values(at, ordinates, &mut work);
            if whole < count {
                at[whole].store_first(&mut to[whole * Wide::WIDTH..]);
            }
            let to = Wide::packs_mut(to);
            for i in 0..to.len().min(count) {
                at[i].pack(&mut to[i]);
            }
        }
    }
}

/// How many lanes are evaluated together: enough to make little of what is between two operations, and few enough to stay in
/// the nearest cache.
const BLOCK: usize = 32;

/// More nodes were asked for than a grid may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// The columns asked for.
    pub w: usize,
    /// The rows asked for.
    pub h: usize,
}

impl core::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "a grid of {} by {} is too large: at most {} nodes", self.w, self.h, Grid::MOST)
    }
}

impl core::error::Error for TooLarge {}

/// The values of an objective on a rectangular grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    view: View,
    nodes: Nodes,
    w: usize,
    h: usize,
    values: Vec<f64>,
    lo: f64,
    hi: f64,
}

impl Grid {
    /// The most nodes a grid may have: 4096 × 4096.
    pub const MOST: usize = 1 << 24;

    /// Samples `from` at w × h nodes of `view`.
    ///
    /// ```
    /// use field::{Grid, Nodes, View};
    /// let view = View { x: [0.0, 4.0], y: [0.0, 2.0] };
    /// let grid = Grid::sample(&|x: f64, y: f64| 10.0 * y + x, view, Nodes::Centres, 4, 2)?;
    /// assert_eq!(grid.values(), [15.5, 16.5, 17.5, 18.5, 5.5, 6.5, 7.5, 8.5]);
    /// assert_eq!((grid.lo(), grid.hi()), (5.5, 18.5));
    /// # Ok::<(), field::TooLarge>(())
    /// ```
    pub fn sample(from: &dyn Sampler, view: View, nodes: Nodes, w: usize, h: usize) -> Result<Grid, TooLarge> {
        let count = w.checked_mul(h).filter(|n| *n <= Grid::MOST).ok_or(TooLarge { w, h })?;
        let grid = Grid { view, nodes, w, h, values: Vec::new(), lo: f64::NAN, hi: f64::NAN };
        if count == 0 {
            return Ok(grid);
        }
        let xs: Vec<f64> = (0..w).map(|i| grid.x(i)).collect();
        let mut values = vec![0.0; count];
        for (j, row) in values.chunks_exact_mut(w).enumerate() {
            from.row(&xs, grid.y(j), row);
        }
        Ok(Grid::of(values, view, nodes, w))
    }

    /// Values that are there already, row by row from the top, `w` in each; what does not fill a row is left out.
    ///
    /// ```
    /// use field::{Grid, Nodes, View};
    /// let view = View { x: [0.0, 2.0], y: [0.0, 2.0] };
    /// let grid = Grid::of(vec![1.0, 2.0, 3.0, 4.0], view, Nodes::Centres, 2);
    /// assert_eq!((grid.w(), grid.h(), grid.hi(), grid.y(0)), (2, 2, 4.0, 1.5));
    /// ```
    pub fn of(mut values: Vec<f64>, view: View, nodes: Nodes, w: usize) -> Grid {
        let h = values.len().checked_div(w).unwrap_or(0);
        values.truncate(w * h);
        let (lo, hi) = extremes(&values);
        let (lo, hi) = if lo <= hi { (lo, hi) } else { (f64::NAN, f64::NAN) };
        Grid { view, nodes, w, h, values, lo, hi }
    }

    /// The rectangle that was sampled.
    pub fn view(&self) -> View {
        self.view
    }
    /// Columns.
    pub fn w(&self) -> usize {
        self.w
    }
    /// Rows.
    pub fn h(&self) -> usize {
        self.h
    }
    /// The values, row by row from the top.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
    /// The least finite value; NaN where none is finite.
    pub fn lo(&self) -> f64 {
        self.lo
    }
    /// The greatest finite value; NaN where none is finite.
    pub fn hi(&self) -> f64 {
        self.hi
    }
    /// x of column `i`.
    pub fn x(&self, i: usize) -> f64 {
        between(self.view.x[0], self.view.x[1], self.nodes.part(i, self.w))
    }
    /// y of row `j`, counted from the top.
    pub fn y(&self, j: usize) -> f64 {
        between(self.view.y[1], self.view.y[0], self.nodes.part(j, self.h))
    }
}

/// The least and the greatest finite value; +∞ and −∞ where none is finite.
fn extremes(values: &[f64]) -> (f64, f64) {
    type Wide = <f64 as Real>::Wide;
    let (infinity, zero) = (Wide::splat(f64::INFINITY), Wide::splat(0.0));
    // Two of each, so that none waits for the one before.
    let (mut least, mut greatest) = ([infinity; 2], [-infinity; 2]);
    let mut see = |k: usize, v: Wide| {
        // 0·v is 0 unless v is infinite or NaN.
        let finite = (v * zero).eq_lanes(zero);
        least[k] = Wide::select(Wide::both(finite, v.lt(least[k])), v, least[k]);
        greatest[k] = Wide::select(Wide::both(finite, greatest[k].lt(v)), v, greatest[k]);
    };
    let (pairs, rest) = values.as_chunks::<4>();
    for [a, b, c, d] in pairs {
        see(0, Wide::unpack(&[*a, *b]));
        see(1, Wide::unpack(&[*c, *d]));
    }
    rest.iter().for_each(|v| see(0, Wide::splat(*v)));
    let low = Lanes::min(least[0], least[1]);
    let high = Lanes::max(greatest[0], greatest[1]);
    (Lanes::min(low.lane(0), low.lane(1)), Lanes::max(high.lane(0), high.lane(1)))
}

/// From `a` (part 0) to `b` (part 1), exact at both ends.
fn between(a: f64, b: f64, part: f64) -> f64 {
    a * (1.0 - part) + b * part
}

/// Samples a surface, turned by `turn`, at w × h nodes of `view`.
pub fn sample(
    surface: &dyn Surface<f64>,
    turn: &Turn,
    view: View,
    nodes: Nodes,
    w: usize,
    h: usize,
) -> Result<Grid, TooLarge> {
    Grid::sample(&Turned { surface, turn }, view, nodes, w, h)
}
