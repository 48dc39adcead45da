//! References for the tests and the measurement of the mathematics, independent of what they judge.
//!
//! For `f32` the reference is the platform's `f64` function, whose own error of about one `f64` ulp is 2⁻²⁹ ulp of
//! an `f32`. For `f64` it is `tests/reference.txt`, computed with 300 bits or more by `tests/reference.py`.
#![allow(clippy::disallowed_methods, reason = "the platform's functions are the reference here")]
#![allow(dead_code, reason = "shared by several test programs, each of which uses a part")]

/// The exact value of a one-argument function, as nearly as `f64` has it.
pub(crate) fn exact(name: &str) -> Option<fn(f64) -> f64> {
    Some(match name {
        "exp" => f64::exp,
        "exp_m1" => f64::exp_m1,
        "ln" => f64::ln,
        "ln_1p" => f64::ln_1p,
        "sin" => f64::sin,
        "cos" => f64::cos,
        "tanh" => f64::tanh,
        "atan" => f64::atan,
        "sigmoid" => |x| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) },
        "softplus" => |x| if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() },
        _ => return None,
    })
}

/// The exact value of a two-argument function.
pub(crate) fn exact_pair(name: &str) -> Option<fn(f64, f64) -> f64> {
    (name == "pow").then_some(f64::powf as fn(f64, f64) -> f64)
}

/// The distance of an `f32` from the exact value, in ulp at the exact value; infinite where only one is NaN.
/// Overflow counts as 2¹²⁸.
pub(crate) fn ulps_f32(got: f32, exact: f64) -> f64 {
    if got.is_nan() || exact.is_nan() {
        return if got.is_nan() && exact.is_nan() { 0.0 } else { f64::INFINITY };
    }
    let overflow = 2.0 * 2.0_f64.powi(127);
    let bounded = |v: f64| v.clamp(-overflow, overflow);
    let (got, exact) = (bounded(f64::from(got)), bounded(exact));
    if got == exact {
        return 0.0;
    }
    // The exponent of the exact value, not below that of the smallest normal number, nor above the largest's.
    let exponent = (((exact.to_bits() >> 52) & 0x7ff) as i32 - 1023).clamp(-126, 127);
    (got - exact).abs() / f64::from_bits(((1023 + exponent - 23) as u64) << 52)
}

/// One line of `tests/reference.txt`: arguments, the correctly rounded result, and what the exact result has more, in
/// ulp of the rounded one.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    pub(crate) name: String,
    pub(crate) args: Vec<f64>,
    pub(crate) rounded: f64,
    pub(crate) beyond: f64,
}

/// All lines of the stored reference.
pub(crate) fn stored() -> Vec<Point> {
    let float = |hex: &str| u64::from_str_radix(hex, 16).map(f64::from_bits).ok();
    include_str!("../reference.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            let [name, args @ .., rounded, beyond] = words.as_slice() else { return None };
            Some(Point {
                name: (*name).to_owned(),
                args: args.iter().filter_map(|a| float(a)).collect(),
                rounded: float(rounded)?,
                beyond: beyond.parse().ok()?,
            })
        })
        .collect()
}

/// The distance of an `f64` from the exact value of a stored point, in ulp at the exact value.
pub(crate) fn ulps_f64(got: f64, point: &Point) -> f64 {
    let want = point.rounded;
    if got.is_nan() || want.is_nan() {
        return if got.is_nan() && want.is_nan() { 0.0 } else { f64::INFINITY };
    }
    if got.to_bits() == want.to_bits() {
        return point.beyond.abs();
    }
    // Zeros of different sign are as wrong as can be; otherwise neighbours in the order of the bits are one ulp apart.
    if got == want || (got < 0.0) != (want < 0.0) {
        return f64::INFINITY;
    }
    let steps = (got.to_bits() as i64).wrapping_sub(want.to_bits() as i64) as f64;
    let signed = if want < 0.0 { -steps } else { steps };
    (signed - point.beyond).abs()
}

/// SplitMix64 (Steele, Lea and Flood, 2014): a stream of 64-bit words for samples.
#[derive(Clone, Debug)]
pub(crate) struct Stream(pub(crate) u64);

impl Stream {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// Uniform in [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}
