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

impl Turn {
    /// No rotation.
    pub const NONE: Turn = Turn { degrees: 0.0, how: How::Not };

    /// By `degrees`, any finite number.
    pub fn by(degrees: f64) -> Self {
        // The remainder is exact, so 450° is 90° to the bit.
        let rest = degrees % 360.0;
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
