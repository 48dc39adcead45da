//! What happens around a law, in a fixed order: noise and clipping of the gradient before it, averaging of the iterates after it.
//!
//! Decay comes after noise and clipping and belongs to the laws, because its decoupled form acts on the parameters. Noise comes
//! first because it stands for the noise of a sampled gradient, and a clip has to bound what the law receives. The average comes
//! last and changes only what is shown; it is in [`crate::average`].

use crate::average;
use crate::catalog::{Kind, Param, Range, Scale, told};
use crate::rng::{Stream, normal};
use crate::spec::{Clip, RacerSpec};
use lanes::{Real, reduce};

/// One row of the catalogue: a stage, switched on by giving it.
pub struct StageRow {
    /// Its key in a racer.
    pub id: &'static str,
    /// The field's name.
    pub name: &'static str,
    /// One line: what it does.
    pub doc: &'static str,
    /// Whether exactly one of its parameters is to be given.
    pub one_of: bool,
    /// Its parameters.
    pub params: &'static [Param],
}

const LIMIT: Kind = Kind::OptReal { range: Range::above(0.0, 1e12), scale: Scale::Log };

/// Noise on the gradient.
pub static NOISE: StageRow = StageRow {
    id: "noise",
    name: told("Gradient noise"),
    doc: told("Adds normal noise to every component of the gradient, the same for all racers."),
    one_of: true,
    params: &[Param {
        key: "std",
        symbol: r"\sigma",
        name: told("standard deviation"),
        kind: Kind::Real { default: None, range: Range::closed(0.0, 1e6), scale: Scale::Log },
        doc: told("The standard deviation of the noise."),
    }],
};

/// A limit on the gradient.
pub static CLIP: StageRow = StageRow {
    id: "clip",
    name: told("Clipping"),
    doc: told("Limits the gradient before the law sees it: its norm, or each component."),
    one_of: true,
    params: &[
        Param {
            key: "norm",
            symbol: "c",
            name: told("largest norm"),
            kind: LIMIT,
            doc: told("Scales the whole gradient down to this norm where it is longer."),
        },
        Param {
            key: "value",
            symbol: "c",
            name: told("largest component"),
            kind: LIMIT,
            doc: told("Moves each component into the interval from −c to c."),
        },
    ],
};

/// Every stage, in the order in which they act.
pub static TABLE: &[&StageRow] = &[&NOISE, &CLIP, &average::ROW];

/// The stages of one racer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stages {
    noise: Option<f64>,
    clip: Option<Clip>,
    seed: u32,
}

impl Stages {
    pub(crate) fn of(racer: &RacerSpec, seed: u32) -> Self {
        Stages { noise: racer.noise.filter(|std| *std > 0.0), clip: racer.clip, seed }
    }

    /// Whether gradients are left as they are.
    pub(crate) fn are_none(&self) -> bool {
        self.noise.is_none() && self.clip.is_none()
    }

    /// Changes the gradient of update `t` in place.
    pub(crate) fn apply<T: Real>(&self, t: u64, g: &mut [T]) {
        if let Some(std) = self.noise {
            for (i, g) in g.iter_mut().enumerate() {
                *g = *g + T::from_f64(std * normal(self.seed, Stream::GradientNoise, t, i as u64));
            }
        }
        match self.clip {
            Some(Clip::Norm(limit)) => {
                let norm = reduce::norm(g);
                if norm > limit {
                    let factor = T::from_f64(limit / norm);
                    for g in g.iter_mut() {
                        *g = *g * factor;
                    }
                }
            }
            Some(Clip::Value(limit)) => {
                let limit = T::from_f64(limit);
                for g in g.iter_mut() {
                    *g = g.min(limit).max(-limit);
                }
            }
            None => {}
        }
    }
}
