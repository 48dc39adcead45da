//! What every law has in common: the direction, and weight decay in its two forms.
//!
//! Coupled, λ times the point where the gradient was taken, mostly θ, is added to it before the law sees it, as if ½λ‖θ‖² were
//! part of the objective. Decoupled,
//! θ shrinks by the factor 1 − ηλ before the law's own update, whose gradient is still that of the old θ. This file only
//! reads these arguments and states the factors; who applies them are [`super::rule`] and [`super::whole`].

use super::Quantity;
use crate::catalog::Args;

/// λ and how it acts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Decay {
    None,
    Coupled(f64),
    Decoupled(f64),
}

/// The arguments that every row ends with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Common {
    pub(super) decay: Decay,
    pub(super) maximize: bool,
}

pub(super) static G: Quantity = Quantity::of("g", "g", "gradient as the law uses it");
pub(super) static SHRINK: Quantity = Quantity::part("decay_step", r"-\eta\lambda\theta", "decoupled decay");

impl Common {
    /// Reads them.
    pub(super) fn of(args: &Args) -> Self {
        let lambda = args.real("weight_decay");
        let decay = match args.choice("decay") {
            _ if lambda == 0.0 => Decay::None,
            "decoupled" => Decay::Decoupled(lambda),
            _ => Decay::Coupled(lambda),
        };
        Common { decay, maximize: args.flag("maximize") }
    }

    /// What multiplies θ at this rate: λ where it joins the gradient, ηλ where it shrinks the parameters.
    pub(super) fn factor(&self, lr: f64) -> f64 {
        match self.decay {
            Decay::None => 0.0,
            Decay::Coupled(lambda) => lambda,
            Decay::Decoupled(lambda) => lr * lambda,
        }
    }

    /// λ where it is coupled, else 0.
    pub(super) fn coupled(&self) -> f64 {
        if let Decay::Coupled(lambda) = self.decay { lambda } else { 0.0 }
    }

    /// λ where it is decoupled, else 0.
    pub(super) fn decoupled(&self) -> f64 {
        if let Decay::Decoupled(lambda) = self.decay { lambda } else { 0.0 }
    }

    /// The same without the decoupled decay, for laws that apply it in a place of their own.
    pub(super) fn without_decoupled(mut self) -> Self {
        if let Decay::Decoupled(_) = self.decay {
            self.decay = Decay::None;
        }
        self
    }
}
