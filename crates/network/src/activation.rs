//! Activations: what a unit does with its weighted sum, and its slope.
//!
//! Invariant: each is written once over [`Scalar`], so that lanes of samples, single numbers and numbers with derivatives all go
//! through the same text. There are no branches: a ramp is made of signs and absolute values.

use lanes::Scalar;

/// What a unit does with its weighted sum z.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// z.
    Linear,
    /// tanh z.
    Tanh,
    /// max(z, 0), with slope 0 at 0.
    Relu,
    /// z above 0, 0.01·z elsewhere.
    LeakyRelu,
    /// 1/(1 + e⁻ᶻ).
    Sigmoid,
    /// z·Φ(z) with the normal distribution function (D. Hendrycks and K. Gimpel, Gaussian Error Linear Units, 2016).
    Gelu,
    /// The same with ½(1 + tanh(√(2/π)(z + 0.044715 z³))) for Φ.
    GeluTanh,
    /// z/(1 + e⁻ᶻ), also called swish.
    Silu,
}

/// Every activation, by its name in a specification, with its formula.
pub const ACTIVATIONS: &[(&str, &str)] = &[
    ("tanh", "tanh z"),
    ("relu", "max(z, 0)"),
    ("leaky_relu", "z, or 0.01·z below 0"),
    ("sigmoid", "1/(1 + e⁻ᶻ)"),
    ("gelu", "z·Φ(z)"),
    ("gelu_tanh", "z·Φ(z), with tanh for Φ"),
    ("silu", "z·σ(z)"),
    ("linear", "z"),
];

/// The slope of a leaky ramp below 0 (PyTorch's default).
const LEAK: f64 = 0.01;
/// √(2/π) and the cubic's coefficient of the tanh form.
const GELU_TANH: (f64, f64) = (0.797_884_560_802_865_4, 0.044_715);

/// 1 above 0, else 0.
#[inline(always)]
fn step<S: Scalar>(z: S) -> S {
    let s = z.sign();
    s * (s + S::lit(1.0)) * S::lit(0.5)
}

/// Φ(z), with an absolute error of about an ulp of 1.
///
/// ½·erfc(a) = e^(−a²)·P(u) with a = |z|/√2 and u = (a − 2)/(a + 2); P is the Chebyshev expansion of ½·e^(a²)·erfc(a) over all
/// a ≥ 0, cut where it falls below 10⁻¹⁵ (computed with 50 digits; the mapping is that of J. L. Schonfelder, Chebyshev Expansions
/// for the Error and Related Functions, 1978).
fn normal_cdf<S: Scalar>(z: S) -> S {
    const P: [f64; 24] = [
        0.25539567631050547,
        -0.42718584741396054,
        0.24165819424254117,
        -0.07897858101550674,
        0.003732892400794704,
        0.006997461732220693,
        -0.0008471431861357674,
        -0.0009819769274244062,
        4.35550069797694e-05,
        0.00017436039415600894,
        2.7528393579983418e-05,
        -2.7576197136788313e-05,
        -1.397397099818494e-05,
        1.379610835969832e-06,
        3.7783407195751713e-06,
        1.2244456789838378e-06,
        -4.554682343738492e-07,
        -5.497411542673493e-07,
        -9.96142280367145e-08,
        1.1439519878452905e-07,
        5.5953824549603075e-08,
        -8.696424704475378e-09,
        -8.409349141710766e-09,
        -5.864830567512384e-10,
    ];
    let two = S::lit(2.0);
    let a = z.abs() * S::lit(core::f64::consts::FRAC_1_SQRT_2);
    let u = (a - two) / (a + two);
    let mut sum = S::lit(P[23]);
    for p in P[..23].iter().rev() {
        sum = sum * u + S::lit(*p);
    }
    let (half, sign) = (S::lit(0.5), z.sign());
    // At 0 neither |z| nor the sign has a slope, but Φ has: the last term is 0, and its slope there φ(0).
    half + sign * (half - half * (-(a * a)).exp() * sum) + (S::lit(1.0) - sign * sign) * z * S::lit(NORMAL_PEAK)
}

/// φ(0) = 1/√(2π).
const NORMAL_PEAK: f64 = 0.398_942_280_401_432_7;

/// The normal density.
fn normal_pdf<S: Scalar>(z: S) -> S {
    S::lit(NORMAL_PEAK) * (z * z * S::lit(-0.5)).exp()
}

/// tanh of the tanh form's argument, and that argument's slope.
fn gelu_tanh<S: Scalar>(z: S) -> (S, S) {
    let (scale, cubic) = (S::lit(GELU_TANH.0), S::lit(GELU_TANH.1));
    let square = z * z;
    let inner = scale * (z + cubic * (square * z));
    (inner.tanh(), scale * (S::lit(1.0) + S::lit(3.0) * cubic * square))
}

impl Activation {
    /// The activation of a name in [`ACTIVATIONS`].
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "tanh" => Activation::Tanh,
            "relu" => Activation::Relu,
            "leaky_relu" => Activation::LeakyRelu,
            "sigmoid" => Activation::Sigmoid,
            "gelu" => Activation::Gelu,
            "gelu_tanh" => Activation::GeluTanh,
            "silu" => Activation::Silu,
            "linear" => Activation::Linear,
            _ => return None,
        })
    }

    /// a(z) for every z; the slopes a′(z) too.
    pub(crate) fn apply<S: Scalar>(self, z: &[S], a: &mut [S], slope: &mut [S]) {
        let n = z.len();
        let (Some(a), Some(slope)) = (a.get_mut(..n), slope.get_mut(..n)) else { return };
        if self == Activation::Tanh {
            S::tanh_all(z, a, slope);
            return;
        }
        for i in 0..n {
            (a[i], slope[i]) = self.at(z[i]);
        }
    }

    #[inline(always)]
    fn at<S: Scalar>(self, z: S) -> (S, S) {
        let one = S::lit(1.0);
        match self {
            Activation::Linear => (z, one),
            Activation::Tanh => {
                let a = z.tanh();
                (a, one - a * a)
            }
            Activation::Relu => {
                let on = step(z);
                (z * on, on)
            }
            Activation::LeakyRelu => {
                let slope = S::lit(LEAK) + S::lit(1.0 - LEAK) * step(z);
                (z * slope, slope)
            }
            Activation::Sigmoid => {
                let a = z.sigmoid();
                (a, a * (one - a))
            }
            Activation::Gelu => {
                let below = normal_cdf(z);
                (z * below, below + z * normal_pdf(z))
            }
            Activation::GeluTanh => {
                let (t, inner) = gelu_tanh(z);
                let half = S::lit(0.5);
                (half * z * (one + t), half * (one + t) + half * z * (one - t * t) * inner)
            }
            Activation::Silu => {
                let s = z.sigmoid();
                (z * s, s * (one + z * (one - s)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lanes::Grad;

    #[test]
    fn the_normal_distribution_function_is_right_where_tables_have_it() {
        // Abramowitz and Stegun, 1964, table 26.1.
        let table = [(0.0, 0.5), (0.5, 0.691462461274013), (1.0, 0.841344746068543), (2.0, 0.977249868051821)];
        for (z, below) in table {
            assert!((normal_cdf(z) - below).abs() < 1e-15, "Φ({z}) = {}", normal_cdf(z));
            assert!((normal_cdf(-z) - (1.0 - below)).abs() < 1e-15);
        }
        assert_eq!((normal_cdf(40.0), normal_cdf(-40.0)), (1.0, 0.0));
    }

    #[test]
    fn every_name_has_its_activation() {
        assert!(ACTIVATIONS.iter().all(|(name, _)| Activation::named(name).is_some()));
    }

    #[test]
    fn second_derivatives_at_zero_are_those_of_the_formulas() {
        let peak = 2.0 * NORMAL_PEAK;
        for (name, want) in [
            ("tanh", 0.0),
            ("relu", 0.0),
            ("leaky_relu", 0.0),
            ("sigmoid", 0.0),
            ("gelu", peak),
            ("gelu_tanh", peak),
            ("silu", 0.5),
            ("linear", 0.0),
        ] {
            let Some(activation) = Activation::named(name) else { panic!("{name}") };
            for zero in [0.0, -0.0] {
                let (value, slope) = activation.at(Grad::var(zero, 0));
                let curvature = slope.d[0];
                assert!((curvature - want).abs() < 1e-15, "{name}: {curvature}");
                assert_eq!(value.d[0], slope.v, "{name}");
            }
        }
        assert_eq!(ACTIVATIONS.len(), 8);
    }

    #[test]
    fn ramps_have_slope_zero_at_zero_and_below() {
        assert_eq!(Activation::Relu.at(0.0), (0.0, 0.0));
        assert_eq!(Activation::Relu.at(-2.0), (-0.0, 0.0));
        assert_eq!(Activation::Relu.at(2.0), (2.0, 1.0));
        assert_eq!(Activation::LeakyRelu.at(-2.0_f64).0, -0.02);
    }
}
