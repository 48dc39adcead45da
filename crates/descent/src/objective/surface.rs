//! A catalogued surface as an objective of one or two parameters, turned by an angle.
//!
//! The gradient and the Hessian come from the formula itself, through jets seeded along the turned axes.

use super::{Many, Objective, Shape, Work};
use crate::surface::{Surface, Turn};
use lanes::{Grad, Jet, Lanes, Real};

/// No lanes are wider; of narrower ones they are several, which costs less than to cut slices.
const WIDEST: usize = 4;

/// f(R(−φ)θ) for a catalogued f.
pub struct OnSurface<T: Real> {
    surface: Box<dyn Surface<T>>,
    turn: Turn,
    dim: usize,
}

impl<T: Real> OnSurface<T> {
    /// A surface of 1 or 2 parameters.
    pub fn new(surface: Box<dyn Surface<T>>, turn: Turn, dim: usize) -> Self {
        OnSurface { surface, turn, dim }
    }

    fn point(&self, x: &[T]) -> [T; 2] {
        [x[0], if self.dim == 2 { x[1] } else { T::ZERO }]
    }

    /// By the list of operations.
    fn recorded(&self, x: T, y: T) -> Grad<T> {
        let (x, y) = self.turn.seed(Grad::var(x, 0), Grad::var(y, 1));
        self.surface.grad(x, y)
    }
}

impl<T: Real> Objective<T> for OnSurface<T> {
    fn shape(&self) -> Shape {
        Shape::vector(self.dim)
    }

    fn value_grad(&self, x: &[T], g: &mut [T], _: &mut Work<T>) -> T {
        let [x, y] = self.point(x);
        // The way that many points go, so that a run among many has the bits of this one.
        if self.dim == 2 && self.turn.is_none() {
            let [mut f, mut dx, mut dy] = [[T::ZERO; WIDEST]; 3];
            let compiled = self.surface.slopes(&[x; WIDEST], &[y; WIDEST], &mut f, [&mut dx, &mut dy]);
            if let (Some(_), true, [gx, gy]) = (compiled, f[0].is_finite(), &mut *g) {
                (*gx, *gy) = (dx[0], dy[0]);
                return f[0];
            }
        }
        let at = self.recorded(x, y);
        g.copy_from_slice(&at.d[..self.dim]);
        at.v
    }

    fn many(&self, x: &[T], g: &mut [T], f: &mut [T], room: &mut Many<T>) -> Option<bool> {
        let n = f.len();
        if self.dim != 2 || x.len() != 2 * n || g.len() != 2 * n || !n.is_multiple_of(T::Wide::WIDTH) {
            return None;
        }
        let (x, y) = x.split_at(n);
        let (gx, gy) = g.split_at_mut(n);
        let compiled = if self.turn.is_none() { self.surface.slopes(x, y, f, [&mut *gx, &mut *gy]) } else { None };
        if let Some(finite) = compiled {
            // As for a single point: what is not finite goes the other way.
            for i in if finite { 0..0 } else { 0..n } {
                if !f[i].is_finite() {
                    let at = self.recorded(x[i], y[i]);
                    (f[i], gx[i], gy[i]) = (at.v, at.d[0], at.d[1]);
                }
            }
            return Some(finite);
        }
        let Many { x: at, y: ordinates, work } = room;
        let (lanes, any) = (n / T::Wide::WIDTH, Grad::constant(T::Wide::splat(T::ZERO)));
        at.resize(lanes, any);
        ordinates.resize(lanes, any);
        let from = T::Wide::packs(x).iter().zip(T::Wide::packs(y));
        for ((x, y), (at, ordinate)) in from.zip(at.iter_mut().zip(ordinates.iter_mut())) {
            (*at, *ordinate) = self.turn.seed(Grad::var(T::Wide::unpack(x), 0), Grad::var(T::Wide::unpack(y), 1));
        }
        self.surface.grads(at, ordinates, work);
        let to = T::Wide::packs_mut(f).iter_mut().zip(T::Wide::packs_mut(gx)).zip(T::Wide::packs_mut(gy));
        for (at, ((f, gx), gy)) in at.iter().zip(to) {
            at.v.pack(f);
            at.d[0].pack(gx);
            at.d[1].pack(gy);
        }
        Some(false)
    }

    fn hessian(&self, x: &[T], h: &mut [T]) {
        let [x, y] = self.point(x);
        let (x, y) = self.turn.seed(Jet::var(x, 0), Jet::var(y, 1));
        let [xx, xy, yy] = self.surface.jet(x, y).h;
        if self.dim == 1 {
            h.copy_from_slice(&[xx]);
        } else {
            h.copy_from_slice(&[xx, xy, xy, yy]);
        }
    }
    fn hessian_diagonal(&self, x: &[T], d: &mut [T]) {
        let mut h = [T::ZERO; 4];
        self.hessian(x, &mut h[..self.dim * self.dim]);
        for (i, d) in d.iter_mut().enumerate() {
            *d = h[i * (self.dim + 1)];
        }
    }
}
