//! The two precisions a run can have, and the choice of the matching face of what works in both.
//!
//! A surface and a law are built once for both precisions; a run needs one. Nothing else depends on which.

use crate::law::{AnyLaw, Law};
use crate::model::Passes;
use crate::surface::{AnySurface, Surface};
use lanes::Real;

/// f32 or f64, as the arithmetic of a run.
pub trait Precise: Real + Passes {
    /// The surface in this precision.
    fn surface(both: Box<dyn AnySurface>) -> Box<dyn Surface<Self>>;
    /// The law in this precision.
    fn law(both: Box<dyn AnyLaw>) -> Box<dyn Law<Self>>;
}

impl Precise for f32 {
    fn surface(both: Box<dyn AnySurface>) -> Box<dyn Surface<f32>> {
        both
    }
    fn law(both: Box<dyn AnyLaw>) -> Box<dyn Law<f32>> {
        both
    }
}

impl Precise for f64 {
    fn surface(both: Box<dyn AnySurface>) -> Box<dyn Surface<f64>> {
        both
    }
    fn law(both: Box<dyn AnyLaw>) -> Box<dyn Law<f64>> {
        both
    }
}
