//! The reductions add in the documented order, at every length, in every backend.

use lanes::{Lanes, Real, reduce};

/// The order of the module's documentation, word by word, on single numbers.
fn literally<T: Real>(terms: &[T]) -> T {
    let w = if T::NAME == "f32" { 4 } else { 2 };
    let rows = terms.len().div_ceil(w);
    let mut a = [[T::ZERO; 4]; 4];
    for r in 0..rows {
        for (lane, sum) in a[r % 4].iter_mut().enumerate().take(w) {
            *sum = *sum + terms.get(r * w + lane).copied().unwrap_or(T::ZERO);
        }
    }
    let s: Vec<T> = (0..w).map(|i| (a[0][i] + a[1][i]) + (a[2][i] + a[3][i])).collect();
    if w == 2 { s[0] + s[1] } else { (s[0] + s[1]) + (s[2] + s[3]) }
}

fn samples<T: Real>(n: usize, seed: u64) -> Vec<T> {
    // Cubes of the inputs of ordinary size: of many sizes and both signs, so that another order gives other bits.
    (0..n as u64).map(|i| lanes::math::pown(lanes::math::input::<T>(3 * (i + seed) + 1), 3)).collect()
}

fn every_length<T: Real>() {
    for n in (0..=67).chain([1000, 4099]) {
        let (x, y): (Vec<T>, Vec<T>) = (samples(n, 0), samples(n, 5000));
        let products: Vec<T> = x.iter().zip(&y).map(|(a, b)| *a * *b).collect();
        let squares: Vec<T> = x.iter().map(|a| *a * *a).collect();
        let wide: Vec<f64> = x.iter().map(|a| a.to_f64() * a.to_f64()).collect();
        assert_eq!(reduce::sum(&x).bits(), literally(&x).bits(), "sum of {n} {}", T::NAME);
        assert_eq!(reduce::dot(&x, &y).bits(), literally(&products).bits(), "dot of {n} {}", T::NAME);
        assert_eq!(reduce::sum_sq(&x).bits(), literally(&squares).bits(), "sum_sq of {n} {}", T::NAME);
        assert_eq!(reduce::norm(&x).bits(), literally(&wide).sqrt().bits(), "norm of {n} {}", T::NAME);
    }
}

#[test]
fn every_length_adds_in_the_documented_order() {
    every_length::<f32>();
    every_length::<f64>();
}

/// Vectors of all kinds of zeros among ordinary ones, summed across as one by one.
fn across<L: Lanes>() {
    let zeros = [-0.0, 0.0, -0.0, -0.0, -0.0, 0.0, 0.0].map(L::Elem::from_f64);
    let terms: Vec<L::Elem> = samples(40, 7).into_iter().chain(zeros.into_iter().cycle().take(60)).collect();
    let rows: Vec<L> = terms.windows(L::WIDTH).map(L::load).collect();
    for n in 0..rows.len() {
        let mut sums = vec![<L::Elem as Real>::ONE; n];
        reduce::each(&rows, L::Elem::from_f64(0.1), &mut sums);
        for (sum, row) in sums.iter().zip(&rows) {
            let one = reduce::lanes(*row) * L::Elem::from_f64(0.1);
            assert_eq!(sum.bits(), one.bits(), "the first of {n} from {row:?}");
        }
    }
}

#[test]
fn sums_of_many_vectors_are_those_of_each() {
    across::<lanes::F32x4>();
    across::<lanes::F64x2>();
    across::<lanes::arch::scalar::F32x4>();
}

#[test]
fn the_order_matters_so_the_test_can_fail() {
    let x: Vec<f64> = samples(1000, 0);
    assert_ne!(x.iter().sum::<f64>().to_bits(), literally(&x).to_bits());
}

#[test]
fn unequal_lengths_use_the_shorter() {
    assert_eq!(reduce::dot(&[1.0_f32, 2.0, 3.0], &[1.0, 1.0]), 3.0);
    assert_eq!(reduce::dot::<f64>(&[], &[1.0]), 0.0);
}

#[test]
fn zeros_and_what_is_not_finite() {
    assert_eq!(reduce::sum(&[-0.0_f64; 5]).to_bits(), 0);
    assert!(reduce::sum(&[1.0_f32, f32::NAN, 2.0]).is_nan());
    assert_eq!(reduce::norm::<f32>(&[]), 0.0);
    assert_eq!(reduce::norm(&[f64::INFINITY, f64::NAN]), f64::INFINITY);
    assert!(reduce::norm(&[1.0, f64::NAN]).is_nan());
    assert!(reduce::norm(&[0.0, f32::NAN]).is_nan());
}

#[test]
fn norms_of_extreme_size_neither_overflow_nor_vanish() {
    for size in [1e308, 1.5e200, 1e-200, 1e-300, 5e-324, 2e-308] {
        assert_eq!(reduce::norm(&[size]), size);
        let norm = reduce::norm(&[size, -size, size, size]);
        let near = (norm / size / 2.0 - 1.0).abs() < 1e-15;
        assert!(if size > 8e307 { norm == f64::INFINITY || near } else { near }, "{size} {norm}");
    }
    assert_eq!(reduce::norm(&[3e38_f32, 3e38, 3e38, 3e38]), 2.0 * f64::from(3e38_f32));
}
