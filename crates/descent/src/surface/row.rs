//! What the catalogue says of one surface.
//!
//! Invariant: every number about a surface that is not in its formula (domain, view, start, stationary points, ranges of
//! shape parameters) is here and nowhere else. Values at stationary points are not stored: they are computed from the
//! formula. It validates no document; [`SurfaceRow::args`] is for callers that already hold numbers.

use super::{AnySurface, Turn};
use crate::catalog::{Arg, Args, Kind, Param, Range, Scale};

/// One row of [`TABLE`](super::TABLE).
#[derive(Clone, Copy, Debug)]
pub struct SurfaceRow {
    /// The name in a specification, such as `six_hump_camel`.
    pub id: &'static str,
    /// The name in words.
    pub name: &'static str,
    /// The heading under which it is listed.
    pub group: &'static str,
    /// The number of variables, 1 or 2.
    pub dim: usize,
    /// One line on what it is good for.
    pub doc: &'static str,
    /// The formula in TeX, in x and y and the symbols of the parameters.
    pub formula: &'static str,
    /// Where it comes from: authors, title, year.
    pub reference: &'static str,
    /// The shape parameters; all of them [`Kind::Real`] with a default.
    pub params: &'static [Param],
    /// The customary domain, one interval per variable. With one variable, the second is \[0, 0\].
    pub domain: [[f64; 2]; 2],
    /// The part worth looking at first, likewise.
    pub view: [[f64; 2]; 2],
    /// A start from which a race is worth watching; inside the view.
    pub start: [f64; 2],
    /// Whether values span so many magnitudes that a heat map should be logarithmic.
    pub log: bool,
    /// The function itself, for given shape parameters.
    pub build: fn(&Args) -> Box<dyn AnySurface>,
    /// The known stationary points for given shape parameters.
    pub points: fn(&Args) -> Vec<Stationary>,
}

impl SurfaceRow {
    /// The same without the words that only the catalogue prints, with `params` for its own.
    #[cfg(not(feature = "words"))]
    pub(super) const fn silent(mut self, params: &'static [Param]) -> Self {
        (self.name, self.group, self.doc, self.formula, self.reference) = ("", "", "", "", "");
        self.params = params;
        self
    }

    /// The arguments with `given` in place of the defaults; none if a key is unknown or a value illegal.
    pub fn args(&self, given: &[(&str, f64)]) -> Option<Args> {
        if given.iter().any(|(key, _)| self.params.iter().all(|p| p.key != *key)) {
            return None;
        }
        let mut of = Vec::with_capacity(self.params.len());
        for param in self.params {
            let Kind::Real { default, range, .. } = &param.kind else { return None };
            let value = match given.iter().find(|(key, _)| *key == param.key) {
                Some((_, value)) if range.holds(*value) => *value,
                Some(_) => return None,
                None => (*default)?,
            };
            of.push(Arg::Real(value));
        }
        Some(Args::new(self.params, of))
    }

    /// The function for these arguments.
    pub fn with(&self, args: &Args) -> Box<dyn AnySurface> {
        (self.build)(args)
    }

    /// The known stationary points for these arguments, of the function turned by `turn`.
    pub fn stationary(&self, args: &Args, turn: &Turn) -> Vec<Stationary> {
        let mut points = (self.points)(args);
        for point in &mut points {
            point.at = turn.forward(point.at);
        }
        points
    }
}

/// The kind of a stationary point, by the eigenvalues of its Hessian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointKind {
    /// All positive (or a cusp, where no Hessian exists, below all around it).
    Minimum,
    /// All negative.
    Maximum,
    /// Of both signs.
    Saddle,
    /// One of them is zero: the Hessian does not decide.
    Degenerate,
}

impl PointKind {
    /// The name in a specification: `minimum`, `maximum`, `saddle` or `degenerate`.
    pub fn id(self) -> &'static str {
        match self {
            PointKind::Minimum => "minimum",
            PointKind::Maximum => "maximum",
            PointKind::Saddle => "saddle",
            PointKind::Degenerate => "degenerate",
        }
    }
}

/// A point where the gradient vanishes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stationary {
    /// Where; with one variable, the second coordinate is 0.
    pub at: [f64; 2],
    /// Of which kind.
    pub kind: PointKind,
    /// Whether it is a lowest point of the customary domain.
    pub global: bool,
}

impl Stationary {
    /// A point that is no global minimum.
    pub(super) const fn new(kind: PointKind, x: f64, y: f64) -> Self {
        Stationary { at: [x, y], kind, global: false }
    }
}

/// A lowest point of the domain.
pub(super) const fn lowest(x: f64, y: f64) -> Stationary {
    Stationary { at: [x, y], kind: PointKind::Minimum, global: true }
}
/// A minimum with a lower one elsewhere.
pub(super) const fn minimum(x: f64, y: f64) -> Stationary {
    Stationary::new(PointKind::Minimum, x, y)
}
/// A maximum.
pub(super) const fn maximum(x: f64, y: f64) -> Stationary {
    Stationary::new(PointKind::Maximum, x, y)
}
/// A saddle.
pub(super) const fn saddle(x: f64, y: f64) -> Stationary {
    Stationary::new(PointKind::Saddle, x, y)
}

/// A shape parameter.
pub(super) const fn shape(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    (default, range, scale): (f64, Range, Scale),
    doc: &'static str,
) -> Param {
    Param { key, symbol, name, kind: Kind::Real { default: Some(default), range, scale }, doc }
}

/// The interval \[−r, r\] on both axes.
pub(super) const fn square(r: f64) -> [[f64; 2]; 2] {
    [[-r, r], [-r, r]]
}

/// An interval on the one axis of a function of one variable.
pub(super) const fn line(from: f64, to: f64) -> [[f64; 2]; 2] {
    [[from, to], [0.0, 0.0]]
}
