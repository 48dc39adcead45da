//! A schedule that brings its own base rate, as the libraries' absolute arguments do.
//!
//! Keras, Optax and some of PyTorch's schedulers name a rate themselves (`initial_learning_rate`, `init_value`, `max_lr`).
//! Here such an argument is optional: without it the schedule starts from the racer's own rate. Invariant: an anchored
//! schedule does not depend on the racer's rate.

use super::{Schedule, Tail};

struct Anchor {
    rate: f64,
    then: Box<dyn Schedule>,
}

/// `then`, from `rate` instead of the base rate where there is one.
pub(super) fn anchor<S: Schedule + 'static>(rate: Option<f64>, then: S) -> Box<dyn Schedule> {
    anchored(rate, Box::new(then))
}

fn anchored(rate: Option<f64>, then: Box<dyn Schedule>) -> Box<dyn Schedule> {
    match rate {
        Some(rate) => Box::new(Anchor { rate, then }),
        None => then,
    }
}

impl Schedule for Anchor {
    fn memory(&self) -> usize {
        self.then.memory()
    }
    fn reset(&self, memory: &mut [f64]) {
        self.then.reset(memory);
    }
    fn rate(&self, _: f64, t: u64, metric: Option<f64>, memory: &mut [f64]) -> f64 {
        self.then.rate(self.rate, t, metric, memory)
    }
    fn momentum(&self, t: u64) -> Option<f64> {
        self.then.momentum(t)
    }
    fn tail(&self) -> Tail {
        // From zero a rule may climb to a floor or stay at zero.
        if self.rate > 0.0 { self.then.tail() } else { Tail::Unknown }
    }
}
