//! The distance between two floating-point numbers in units in the last place.
//!
//! Invariant: numbers are counted along the line from −∞ to +∞, so that neighbours are 1 apart, across zero too (−0 and +0
//! count as two neighbours). A NaN is infinitely far from everything but a NaN.

/// Where a pattern of `bits` bits stands on the line.
fn place(pattern: u64, bits: u32) -> i128 {
    let sign = 1u64 << (bits - 1);
    if pattern & sign == 0 { i128::from(pattern) } else { -1 - i128::from(pattern ^ sign) }
}

fn between(a: u64, b: u64, bits: u32) -> u64 {
    u64::try_from(place(a, bits).abs_diff(place(b, bits))).unwrap_or(u64::MAX)
}

/// How many steps of the last place lie between two `f64`; `u64::MAX` where one of them is NaN.
///
/// ```
/// use testkit::ulp;
/// assert_eq!(ulp::f64(1.0, 1.0 + f64::EPSILON), 1);
/// assert_eq!(ulp::f64(-0.0, 0.0), 1);
/// assert_eq!(ulp::f64(f64::NAN, 1.0), u64::MAX);
/// ```
pub fn f64(a: f64, b: f64) -> u64 {
    match (a.is_nan(), b.is_nan()) {
        (false, false) => between(a.to_bits(), b.to_bits(), 64),
        (true, true) => 0,
        _ => u64::MAX,
    }
}

/// How many steps of the last place lie between two `f32`; `u64::MAX` where one of them is NaN.
pub fn f32(a: f32, b: f32) -> u64 {
    match (a.is_nan(), b.is_nan()) {
        (false, false) => between(a.to_bits().into(), b.to_bits().into(), 32),
        (true, true) => 0,
        _ => u64::MAX,
    }
}
