//! Turning a surface about the origin.
//!
//! A turned function is f(R(−θ)p): the whole landscape rotates by θ counter-clockwise, and a stationary point at q moves
//! to R(θ)q. Invariant: multiples of 90° move coordinates without rounding, and 0° does nothing at all. Derivatives need
//! no second copy, because jets pass through [`Turn::seed`] like any other number. It does not move the start point of a
//! run.

use lanes::{Scalar, math};

/// A rotation about the origin by an angle in degrees, counter-clockwise.
///
/// ```
/// use descent::surface::Turn;
/// let turn = Turn::by(90.0);
/// assert_eq!(turn.forward([3.0, 1.0]), [-1.0, 3.0]);
/// assert_eq!(turn.seed(-1.0, 3.0), (3.0, 1.0)); // back again
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    degrees: f64,
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum How {
    Not,
    Quarter,
    Half,
    ThreeQuarters,
    By { cos: f64, sin: f64 },
}

/// What is left of an angle without whole turns, exactly, so that 450° is 90° to the bit; it may be below 0. The operator `%` would be
/// 5 kB of code, where this is one.
///
/// Less than 2⁴⁰ multiples of 360 · 2ᵏ are taken off at a time: they and what is left are exact. A quotient rounded up to the next
/// multiple leaves a number of the other sign.
fn remainder(degrees: f64) -> f64 {
    const MOST: f64 = (1_u64 << 40) as f64;
    let (mut rest, mut unit) = (degrees, 360.0);
    while rest.abs() > MOST * unit {
        unit += unit;
    }
    while unit >= 360.0 {
        rest -= unit * (rest / unit).trunc();
        unit *= 0.5;
    }
    rest
}

impl Turn {
    /// No rotation.
    pub const NONE: Turn = Turn { degrees: 0.0, how: How::Not };

    /// By `degrees`, any finite number.
    pub fn by(degrees: f64) -> Self {
        let rest = remainder(degrees);
        let rest = if rest < 0.0 { rest + 360.0 } else { rest };
        let how = if rest == 0.0 || rest == 360.0 {
            How::Not
        } else if rest == 90.0 {
            How::Quarter
        } else if rest == 180.0 {
            How::Half
        } else if rest == 270.0 {
            How::ThreeQuarters
        } else {
            let angle = rest * (core::f64::consts::PI / 180.0);
            How::By { cos: math::cos(angle), sin: math::sin(angle) }
        };
        Turn { degrees, how }
    }

    /// Whether it is no rotation.
    pub fn is_none(&self) -> bool {
        self.how == How::Not
    }

    /// The angle as given.
    pub fn degrees(&self) -> f64 {
        self.degrees
    }

    /// R(−θ)(x, y): where to evaluate the unturned function. Works on numbers, lanes and jets alike.
    #[inline]
    pub fn seed<S: Scalar>(&self, x: S, y: S) -> (S, S) {
        match self.how {
            How::Not => (x, y),
            How::Quarter => (y, -x),
            How::Half => (-x, -y),
            How::ThreeQuarters => (-y, x),
            How::By { cos, sin } => {
                let (c, s) = (S::lit(cos), S::lit(sin));
                (c * x + s * y, c * y - s * x)
            }
        }
    }

    /// R(θ)p: where a point of the unturned function ends up.
    pub fn forward(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        match self.how {
            How::Not => [x, y],
            How::Quarter => [-y, x],
            How::Half => [-x, -y],
            How::ThreeQuarters => [y, -x],
            How::By { cos, sin } => [cos * x - sin * y, sin * x + cos * y],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::remainder;

    #[test]
    fn whole_turns_leave_what_the_operator_leaves() {
        let mut state = 1_u64;
        for i in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Of every size, or a neighbour of a multiple.
            let any = f64::from_bits(state);
            let near = 360.0 * (state >> (12 + i % 50)) as f64;
            for degrees in [any, near, near.next_up(), near.next_down(), -near, -near.next_up()] {
                let same_turn = |v: f64| if v < 0.0 { v + 360.0 } else { v };
                let (ours, exact) = (same_turn(remainder(degrees)), same_turn(degrees % 360.0));
                assert!(ours == exact || (ours.is_nan() && exact.is_nan()), "{degrees}: {ours} and {exact}");
            }
        }
        assert!(remainder(f64::INFINITY).is_nan() && remainder(f64::NAN).is_nan());
    }
}
