//! How far each function is from the exact result.
//!
//! Errors are in ulp, the distance of neighbouring numbers of the format at the exact result (of subnormal ones where it
//! is subnormal); 0.5 is correct rounding.
//!
//! In `f32` the reference is the platform's `f64`. The one-argument functions are measured over all 2³² inputs
//! (`cargo run -p lanes --release --example ulp -- --exhaustive`); `softplus`, whose reference is slow, over all with
//! 2⁻²⁶ ≤ |x| ≤ 120 and every 97th of the rest, where it is constant or x; `pow` over twenty million random pairs.
//! In `f64` the reference has at least 300 bits (`tests/reference.py`): 200 000 random arguments each, of which the one
//! with the largest error is a line of `tests/reference.txt`.
//!
//! The invariant owned here: every function of [`Scalar`](crate::Scalar) that is not exact or correctly rounded has a row
//! per precision; the test run holds the sampled errors against it.

/// A function of this module at one precision, ready to be called.
#[derive(Clone, Copy, Debug)]
pub enum Call {
    /// One `f32` argument.
    Single(fn(f32) -> f32),
    /// One `f64` argument.
    Double(fn(f64) -> f64),
    /// Two `f32` arguments.
    SinglePair(fn(f32, f32) -> f32),
    /// Two `f64` arguments.
    DoublePair(fn(f64, f64) -> f64),
}

/// One function at one precision.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The function's name in [`math`](crate::math).
    pub name: &'static str,
    /// `"f32"` or `"f64"`.
    pub precision: &'static str,
    /// The largest error that tests accept, in ulp.
    pub allowed: f64,
    /// The largest error found, in ulp, rounded up.
    pub measured: f64,
    /// The function.
    pub call: Call,
}

macro_rules! rows {
    ($($name:ident $single:ident($s_allowed:literal, $s_measured:literal) $double:ident($d_allowed:literal, $d_measured:literal);)*) => {
        &[$(
            Row {
                name: stringify!($name),
                precision: "f32",
                allowed: $s_allowed,
                measured: $s_measured,
                call: Call::$single(super::$name),
            },
            Row {
                name: stringify!($name),
                precision: "f64",
                allowed: $d_allowed,
                measured: $d_measured,
                call: Call::$double(super::$name),
            },
        )*]
    };
}

/// Every row. In the source: name, then (allowed, measured) in `f32` and in `f64`.
pub const TABLE: &[Row] = rows! {
    exp      Single(1.0, 0.7627)     Double(1.0, 0.7476);
    exp_m1   Single(1.0, 0.9598)     Double(1.0, 0.8446);
    ln       Single(1.0, 0.8400)     Double(1.0, 0.7649);
    ln_1p    Single(1.1, 1.0469)     Double(1.0, 0.9000);
    sin      Single(1.0, 0.7926)     Double(1.0, 0.7492);
    cos      Single(1.0, 0.7910)     Double(1.0, 0.7640);
    tanh     Single(1.5, 1.4768)     Double(1.5, 1.2704);
    atan     Single(2.0, 1.8554)        Double(2.0, 1.7000);
    sigmoid  Single(2.5, 2.4019)        Double(2.5, 2.1048);
    softplus Single(2.0, 1.7532)        Double(2.0, 1.4476);
    pow      SinglePair(0.51, 0.501) DoublePair(1.0, 0.7348);
};
