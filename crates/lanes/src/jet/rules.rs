//! The derivatives of the elementary functions, once for [`Grad`], [`Jet`] and [`Sparse`](super::Sparse).
//!
//! The invariant owned here: each rule names f, f′ and f″ at the value, and nothing else; the chain rule around it
//! is `Chain::chain`. f″ is passed as a closure, so that who has no Hessian does not pay for it.

use super::{Grad, Jet};
use crate::scalar::Scalar;

/// The chain rule of one and of two arguments.
pub(super) trait Chain<S: Scalar>: Copy {
    /// g(u) from g, g′ and g″ at the value of u.
    fn chain(self, f: S, df: S, d2f: impl FnOnce() -> S) -> Self;
    /// g(u, w) from g, (g_u, g_w) and (g_uu, g_uw, g_ww) at the values of u and w.
    fn chain2(self, w: Self, f: S, df: [S; 2], d2f: impl FnOnce() -> [S; 3]) -> Self;
}

impl<S: Scalar> Chain<S> for Grad<S> {
    #[inline]
    fn chain(self, f: S, df: S, _: impl FnOnce() -> S) -> Self {
        self.chain(f, df)
    }
    #[inline]
    fn chain2(self, w: Self, f: S, df: [S; 2], _: impl FnOnce() -> [S; 3]) -> Self {
        let along = |i: usize| df[0] * self.d[i] + df[1] * w.d[i];
        Grad { v: f, d: [along(0), along(1)] }
    }
}

impl<S: Scalar> Chain<S> for Jet<S> {
    #[inline]
    fn chain(self, f: S, df: S, d2f: impl FnOnce() -> S) -> Self {
        self.chain(f, df, d2f())
    }
    #[inline]
    fn chain2(self, w: Self, f: S, df: [S; 2], d2f: impl FnOnce() -> [S; 3]) -> Self {
        let [uu, uw, ww] = d2f();
        let second = |i: usize, j: usize, k: usize| {
            df[0] * self.h[k]
                + df[1] * w.h[k]
                + uu * self.d[i] * self.d[j]
                + uw * (self.d[i] * w.d[j] + self.d[j] * w.d[i])
                + ww * w.d[i] * w.d[j]
        };
        Jet {
            v: f,
            d: [0, 1].map(|i| df[0] * self.d[i] + df[1] * w.d[i]),
            h: [second(0, 0, 0), second(0, 1, 1), second(1, 1, 2)],
        }
    }
}

macro_rules! scalar_rules {
    ($name:ident) => {
        impl<S: Scalar> Scalar for $name<S> {
            #[inline(always)]
            fn lit(v: f64) -> Self {
                Self::constant(S::lit(v))
            }
            #[inline]
            fn sqrt(self) -> Self {
                let f = self.v.sqrt();
                let df = S::lit(0.5) / f;
                Chain::chain(self, f, df, || -(S::lit(0.5) * df / self.v))
            }
            #[inline]
            fn exp(self) -> Self {
                let f = self.v.exp();
                Chain::chain(self, f, f, || f)
            }
            #[inline]
            fn exp_m1(self) -> Self {
                let df = self.v.exp();
                Chain::chain(self, self.v.exp_m1(), df, || df)
            }
            #[inline]
            fn ln(self) -> Self {
                let df = S::lit(1.0) / self.v;
                Chain::chain(self, self.v.ln(), df, || -(df * df))
            }
            #[inline]
            fn ln_1p(self) -> Self {
                let df = S::lit(1.0) / (S::lit(1.0) + self.v);
                Chain::chain(self, self.v.ln_1p(), df, || -(df * df))
            }
            #[inline]
            fn sin(self) -> Self {
                let f = self.v.sin();
                Chain::chain(self, f, self.v.cos(), || -f)
            }
            #[inline]
            fn cos(self) -> Self {
                let f = self.v.cos();
                Chain::chain(self, f, -self.v.sin(), || -f)
            }
            #[inline]
            fn tanh(self) -> Self {
                // tanh′ = 1 − tanh², factored to lose less where tanh is near ±1.
                let f = self.v.tanh();
                let df = (S::lit(1.0) - f) * (S::lit(1.0) + f);
                Chain::chain(self, f, df, || S::lit(-2.0) * f * df)
            }
            #[inline]
            fn atan(self) -> Self {
                let df = S::lit(1.0) / (S::lit(1.0) + self.v.sq());
                Chain::chain(self, self.v.atan(), df, || S::lit(-2.0) * self.v * df * df)
            }
            #[inline]
            fn sigmoid(self) -> Self {
                // σ′ = σ(x) σ(−x), σ″ = σ′ (σ(−x) − σ(x)): without the cancellation of 1 − σ.
                let f = self.v.sigmoid();
                let rest = (-self.v).sigmoid();
                let df = f * rest;
                Chain::chain(self, f, df, || df * (rest - f))
            }
            #[inline]
            fn softplus(self) -> Self {
                let df = self.v.sigmoid();
                Chain::chain(self, self.v.softplus(), df, || df * (-self.v).sigmoid())
            }
            #[inline]
            fn abs(self) -> Self {
                Chain::chain(self, self.v.abs(), self.v.sign(), || S::lit(0.0))
            }
            #[inline]
            fn sign(self) -> Self {
                Chain::chain(self, self.v.sign(), S::lit(0.0), || S::lit(0.0))
            }
            #[inline]
            fn pow(self, y: Self) -> Self {
                // g = xʸ: g_x = y xʸ⁻¹, g_y = g ln x, g_xx = y (y−1) xʸ⁻², g_xy = xʸ⁻¹ (1 + y ln x), g_yy = g ln² x.
                let (one, b) = (S::lit(1.0), y.v);
                let (f, less, ln) = (self.v.pow(b), self.v.pow(b - one), self.v.ln());
                Chain::chain2(self, y, f, [b * less, f * ln], || {
                    let xx = b * (b - one) * self.v.pow(b - S::lit(2.0));
                    [xx, less * (one + b * ln), f * ln * ln]
                })
            }
            #[inline]
            fn powc(self, p: f64) -> Self {
                if p == 0.0 {
                    return Self::constant(self.v.powc(p));
                }
                let df = S::lit(p) * self.v.powc(p - 1.0);
                Chain::chain(self, self.v.powc(p), df, || {
                    if p == 1.0 { S::lit(0.0) } else { S::lit(p * (p - 1.0)) * self.v.powc(p - 2.0) }
                })
            }
            #[inline(always)]
            fn pown(self, n: u32) -> Self {
                if n == 0 {
                    return Self::constant(self.v.pown(0));
                }
                let m = f64::from(n);
                let df = S::lit(m) * self.v.pown(n - 1);
                Chain::chain(self, self.v.pown(n), df, || {
                    if n == 1 { S::lit(0.0) } else { S::lit(m * (m - 1.0)) * self.v.pown(n - 2) }
                })
            }
        }
    };
}

pub(super) use scalar_rules;

scalar_rules!(Grad);
scalar_rules!(Jet);
