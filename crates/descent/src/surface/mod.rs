//! Surfaces: the catalogued functions of one and two variables, each one generic formula with one catalogue row.
//!
//! Invariant: a function is written once, in [`Formula::at`]; values, lanes of values, gradients and Hessians all come
//! from that text, so they cannot disagree, and the value part of each has the same bits. One file per function: the
//! formula with its shape parameters, the row, the known stationary points. It does not decode specifications and draws
//! nothing; sampling on a grid is in the crate `field`.
//!
//! ```
//! use descent::surface::{Surface, find};
//! use lanes::{Grad, Jet};
//!
//! let row = find("rosenbrock").unwrap();
//! let banana = row.with(&row.args(&[("a", 2.0)]).unwrap());
//! assert_eq!(banana.value(2.0_f64, 4.0), 0.0);
//! assert_eq!(banana.value(2.0_f32, 5.0), 100.0);
//! assert_eq!(banana.grad(Grad::var(2.0, 0), Grad::var(5.0, 1)).d, [-800.0, 200.0]);
//! assert_eq!(banana.jet(Jet::var(2.0, 0), Jet::var(4.0, 1)).h, [3202.0, -800.0, 200.0]);
//! ```

mod axis;
mod compiled;
mod expression;
mod record;
mod replay;
mod row;
mod turn;

mod ackley;
mod beale;
mod bohachevsky1;
mod booth;
mod branin;
mod bumpy;
mod easom;
mod goldstein_price;
mod griewank;
mod himmelblau;
mod incline;
mod levi13;
mod long_valley;
mod matyas;
mod mccormick;
mod monkey_saddle;
mod parabola;
mod quadratic;
mod rastrigin;
mod rosenbrock;
mod saddle;
mod six_hump_camel;
mod sphere;
mod styblinski_tang;
mod three_hump_camel;
mod two_basins;
mod two_wells;

use compiled::compiled;
pub use expression::{Expression, LETTERS, Wrong};
use record::recorded;
pub use record::{Operation, What};
pub use row::{PointKind, Stationary, SurfaceRow};
pub use turn::Turn;

use crate::catalog::table;
use lanes::{Grad, Jet, Real, Scalar};

/// A function of x and y, written once for every kind of number. Functions of one variable ignore y.
pub trait Formula {
    /// The value at (x, y). Undefined points give NaN, overflow an infinity.
    fn at<S: Scalar>(&self, x: S, y: S) -> S;
}

/// The face of a [`Formula`] for one precision, as an object.
///
/// Jets come in already seeded, so that whatever is done to the coordinates first (a [`Turn`], a slice through a
/// higher-dimensional space) is differentiated too.
pub trait Surface<T: Real>: Send + Sync {
    /// f(x, y).
    fn value(&self, x: T, y: T) -> T;
    /// f of several points side by side; each lane has the bits of [`Surface::value`].
    fn wide(&self, x: T::Wide, y: T::Wide) -> T::Wide;
    /// Value and gradient; the value has the bits of [`Surface::value`].
    fn grad(&self, x: Grad<T>, y: Grad<T>) -> Grad<T>;
    /// f of many points: x goes in, the value comes out. `work` is room that is kept from call to call.
    fn values(&self, x: &mut [T::Wide], y: &[T::Wide], work: &mut Vec<T::Wide>);
    /// Value and gradient of many points, likewise; each lane has the bits of [`Surface::grad`].
    fn grads(&self, x: &mut [Grad<T::Wide>], y: &[Grad<T::Wide>], work: &mut Vec<Grad<T::Wide>>);
    /// Value and gradient of many points, numbers side by side in whole lanes: what [`Surface::grad`] gives at x and y seeded as
    /// variables, but perhaps for the sign of a zero and where the value is not finite. Whether points, values and gradients are
    /// sure to be finite; none where this way, which is compiled, does not exist for the surface.
    fn slopes(&self, _x: &[T], _y: &[T], _f: &mut [T], _d: [&mut [T]; 2]) -> Option<bool> {
        None
    }
    /// Value, gradient and Hessian; value and gradient have the bits of [`Surface::grad`]. An f32 Hessian is the f64 one
    /// at the same point, rounded.
    fn jet(&self, x: Jet<T>, y: Jet<T>) -> Jet<T>;
}

/// A surface in both precisions. Where one is wanted, a `Box<dyn AnySurface>` coerces to `Box<dyn Surface<f64>>`.
pub trait AnySurface: Surface<f32> + Surface<f64> {
    /// What the formula does, step by step; the last one makes the value.
    fn operations(&self) -> Vec<Operation>;
}

/// Every surface, in the order of display; rows of a group stand together.
pub static TABLE: &[&SurfaceRow] = table!(
    SurfaceRow,
    &[
        &beale::ROW,
        &rosenbrock::ROW,
        &long_valley::ROW,
        &sphere::ROW,
        &quadratic::ROW,
        &booth::ROW,
        &matyas::ROW,
        &saddle::ROW,
        &monkey_saddle::ROW,
        &two_wells::ROW,
        &himmelblau::ROW,
        &styblinski_tang::ROW,
        &three_hump_camel::ROW,
        &six_hump_camel::ROW,
        &branin::ROW,
        &mccormick::ROW,
        &goldstein_price::ROW,
        &easom::ROW,
        &rastrigin::ROW,
        &ackley::ROW,
        &griewank::ROW,
        &levi13::ROW,
        &bohachevsky1::ROW,
        &parabola::ROW,
        &two_basins::ROW,
        &incline::ROW,
        &bumpy::ROW,
    ]
);

/// The row called `id`.
pub fn find(id: &str) -> Option<&'static SurfaceRow> {
    TABLE.iter().copied().find(|row| row.id == id)
}

/// The headings of the table.
mod group {
    pub(super) const VALLEYS: &str = "Valleys";
    pub(super) const BOWLS: &str = "Bowls";
    pub(super) const SADDLES: &str = "Saddles";
    pub(super) const BASINS: &str = "Several basins";
    pub(super) const RUGGED: &str = "Many local minima";
    pub(super) const LINE: &str = "On a line";
}
