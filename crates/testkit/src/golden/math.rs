//! Golden cases of `lanes::math` and `lanes::reduce`: plain numbers in the rows, wide lanes in the digest.

use super::Cell;
use super::compute::Table;
use crate::draw::Draw;
use lanes::{Digest, Lanes, Real, Scalar, reduce};

/// The functions of one argument.
pub(super) const ONE: [&str; 12] =
    ["exp", "exp_m1", "ln", "ln_1p", "sin", "cos", "tanh", "atan", "sigmoid", "softplus", "sqrt", "sign"];
/// The functions of two arguments.
pub(super) const TWO: [&str; 3] = ["pow", "min", "max"];
/// The reductions of vectors of a given length.
pub(super) const REDUCE: [&str; 4] = ["sum", "dot", "sum_sq", "norm"];

/// How many points the digest covers.
const SAMPLE: usize = 4096;

/// `subject` is a name and a precision.
pub(super) fn table(subject: &str, keys: &[&[Cell]]) -> Table {
    match subject.split_once(' ') {
        Some((name, "f32")) => table_in::<f32>(name, keys),
        Some((name, "f64")) => table_in::<f64>(name, keys),
        _ => panic!("{subject} is not a name and a precision"),
    }
}

fn apply<L: Lanes>(name: &str, x: L, y: L) -> L {
    match name {
        "exp" => Scalar::exp(x),
        "exp_m1" => Scalar::exp_m1(x),
        "ln" => Scalar::ln(x),
        "ln_1p" => Scalar::ln_1p(x),
        "sin" => Scalar::sin(x),
        "cos" => Scalar::cos(x),
        "tanh" => Scalar::tanh(x),
        "atan" => Scalar::atan(x),
        "sigmoid" => Scalar::sigmoid(x),
        "softplus" => Scalar::softplus(x),
        "sqrt" => Scalar::sqrt(x),
        "sign" => Scalar::sign(x),
        "pow" => Scalar::pow(x, y),
        "min" => Lanes::min(x, y),
        "max" => Lanes::max(x, y),
        other => panic!("there is no function {other}"),
    }
}

fn table_in<T: Real>(name: &str, keys: &[&[Cell]]) -> Table {
    if REDUCE.contains(&name) {
        return reduction::<T>(name, keys);
    }
    let row = |key: &&[Cell]| {
        let at = |k: usize| T::from_f64(key.get(k).map_or(0.0, |c| c.value()));
        key.iter().copied().chain([Cell::of(apply(name, at(0), at(1)))]).collect()
    };
    let names: &[&str] = if TWO.contains(&name) { &["x", "y", "value"] } else { &["x", "value"] };
    let mut digest = Digest::new();
    let (xs, ys) = (sample::<T>(1), sample::<T>(2));
    let wide = T::Wide::WIDTH;
    for (x, y) in xs.chunks_exact(wide).zip(ys.chunks_exact(wide)) {
        let values = apply(name, T::Wide::load(x), T::Wide::load(y));
        (0..wide).for_each(|k| digest.real(values.lane(k)));
    }
    Table { columns: names.iter().map(|s| (*s).to_owned()).collect(), rows: keys.iter().map(row).collect(), digest }
}

/// Half of them of everyday size, a quarter of any size, a quarter of any bits at all.
fn sample<T: Real>(seed: u64) -> Vec<T> {
    let mut draw = Draw::new(seed);
    let mut one = |k: usize| match k % 4 {
        0 => draw.between(-1.0, 1.0),
        1 => draw.between(-40.0, 40.0),
        2 => {
            let far = if T::NAME == "f32" { 120 } else { 1000 };
            let power = draw.below(2 * far) as u64 + 1023 - far as u64;
            f64::from_bits((draw.bits() & 0x800f_ffff_ffff_ffff) | (power << 52))
        }
        _ if T::NAME == "f32" => f64::from(f32::from_bits(draw.bits() as u32)),
        _ => f64::from_bits(draw.bits()),
    };
    (0..SAMPLE).map(|k| T::from_f64(one(k))).collect()
}

fn reduction<T: Real>(name: &str, keys: &[&[Cell]]) -> Table {
    let (xs, ys) = (even::<T>(3), even::<T>(4));
    let of = |n: usize| {
        let (x, y) = (&xs[..n], &ys[..n]);
        match name {
            "sum" => Cell::of(reduce::sum(x)),
            "dot" => Cell::of(reduce::dot(x, y)),
            "sum_sq" => Cell::of(reduce::sum_sq(x)),
            _ => Cell::wide(reduce::norm(x)),
        }
    };
    let mut digest = Digest::new();
    for n in 0..200 {
        match of(n) {
            Cell::Count(bits) | Cell::F64(bits) => digest.u64(bits),
            Cell::F32(bits) => digest.u64(bits.into()),
        }
    }
    let rows = keys.iter().map(|key| vec![key[0], of(key[0].value() as usize)]).collect();
    Table { columns: vec!["n".to_owned(), "value".to_owned()], rows, digest }
}

/// Numbers of both signs over three orders of magnitude.
fn even<T: Real>(seed: u64) -> Vec<T> {
    let mut draw = Draw::new(seed);
    let mut one = || {
        let size = [0.1, 1.0, 10.0, 100.0][draw.below(4)];
        draw.between(-size, size)
    };
    (0..1024).map(|_| T::from_f64(one())).collect()
}
