//! Every backend gives the bits of the scalar one, and every lane those of the number alone.

use lanes::arch::scalar;
use lanes::math::{RESULTS, fingerprint, input, results};
use lanes::{BitLanes, Lanes, Real};

/// Numbers at which something may go wrong.
const SPECIAL: [f64; 26] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -2.5,
    1e-3,
    88.9,
    -87.5,
    710.0,
    -745.2,
    4096.0,
    4097.0,
    -1_048_576.0,
    1_048_577.0,
    1e22,
    f64::MAX,
    f64::MIN_POSITIVE,
    5e-324,
    1e-40,
    1e39,
    -3e38,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    -f64::NAN,
];

/// The `i`-th pair: first all pairs of special numbers, then samples.
fn pair<T: Real>(i: usize) -> (T, T) {
    let n = SPECIAL.len();
    if i < n * n {
        return (T::from_f64(SPECIAL[i / n]), T::from_f64(SPECIAL[i % n]));
    }
    (input(2 * i as u64), input(2 * i as u64 + 1))
}

/// All operations with two lane types of one precision, lane by lane.
fn compare<A: Lanes, B: Lanes<Elem = A::Elem>>() {
    let zero = <A::Elem as Real>::ZERO;
    let width = A::WIDTH.max(B::WIDTH);
    let run = |block: usize| {
        let (mut x, mut y) = (vec![zero; width], vec![zero; width]);
        for i in 0..width {
            (x[i], y[i]) = pair::<A::Elem>(block * width + i);
        }
        let (mut a, mut b) = (vec![vec![zero; width]; RESULTS], vec![vec![zero; width]; RESULTS]);
        for start in (0..width).step_by(A::WIDTH) {
            let all = results(A::load(&x[start..]), A::load(&y[start..]));
            all.into_iter().zip(&mut a).for_each(|(r, to)| r.store(&mut to[start..]));
        }
        for start in (0..width).step_by(B::WIDTH) {
            let all = results(B::load(&x[start..]), B::load(&y[start..]));
            all.into_iter().zip(&mut b).for_each(|(r, to)| r.store(&mut to[start..]));
        }
        for k in 0..RESULTS {
            for i in 0..width {
                assert_eq!(
                    a[k][i].bits(),
                    b[k][i].bits(),
                    "operation {k} of math::results at ({:?}, {:?}), lane {i}: {:?} and {:?}",
                    x[i],
                    y[i],
                    a[k][i],
                    b[k][i]
                );
            }
        }
    };
    (0..10_000).for_each(run);
}

#[test]
fn scalar_lanes_equal_single_numbers() {
    compare::<f32, scalar::F32x4>();
    compare::<f64, scalar::F64x2>();
}

#[cfg(target_arch = "x86_64")]
#[test]
fn sse2_lanes_equal_scalar_lanes() {
    use lanes::arch::sse2;
    compare::<sse2::F32x4, scalar::F32x4>();
    compare::<sse2::F64x2, scalar::F64x2>();
    assert_eq!(fingerprint::<sse2::F32x4, sse2::F64x2>(), fingerprint::<scalar::F32x4, scalar::F64x2>());
    bit_operations::<sse2::F32x4>();
    bit_operations::<sse2::F64x2>();
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[test]
fn simd128_lanes_equal_scalar_lanes() {
    use lanes::arch::wasm128;
    compare::<wasm128::F32x4, scalar::F32x4>();
    compare::<wasm128::F64x2, scalar::F64x2>();
    bit_operations::<wasm128::F32x4>();
    bit_operations::<wasm128::F64x2>();
}

#[test]
fn the_fingerprint_is_the_golden_one() {
    assert_eq!(fingerprint::<f32, f64>(), lanes::math::FINGERPRINT);
    assert_eq!(fingerprint::<scalar::F32x4, scalar::F64x2>(), lanes::math::FINGERPRINT);
    assert_eq!(fingerprint::<lanes::F32x4, lanes::F64x2>(), lanes::math::FINGERPRINT);
}

#[test]
fn the_feature_chooses_the_backend() {
    let scalar = cfg!(feature = "force-scalar") || !(cfg!(target_arch = "x86_64") || cfg!(target_feature = "simd128"));
    assert_eq!(lanes::BACKEND == "scalar", scalar, "{}", lanes::BACKEND);
}

/// The operations on bits against those on one integer.
fn bit_operations<L: Lanes>() {
    type One<L> = <<L as Lanes>::Elem as Lanes>::Bits;
    for i in 0..2000 {
        let (x, y): (L::Elem, L::Elem) = (input(3 * i), input(3 * i + 3));
        let (a, b) = (L::splat(x).to_bits(), L::splat(y).to_bits());
        let (p, q): (One<L>, One<L>) = (x.to_bits(), y.to_bits());
        let n = (i % 31) as u32 + 1;
        let many = [a.plus(b), a.minus(b), a.and(b), a.or(b), a.xor(b), a.shl(n), a.shr(n), L::Bits::splat(i)];
        let one = [p.plus(q), p.minus(q), p.and(q), p.or(q), p.xor(q), p.shl(n), p.shr(n), BitLanes::splat(i)];
        for (k, (m, o)) in many.into_iter().zip(one).enumerate() {
            let o = <L::Elem as Lanes>::from_bits(o);
            for lane in 0..L::WIDTH {
                assert_eq!(L::from_bits(m).lane(lane).bits(), o.bits(), "bit operation {k}");
            }
        }
    }
}

#[test]
fn scalar_bit_operations_equal_those_of_integers() {
    bit_operations::<scalar::F32x4>();
    bit_operations::<scalar::F64x2>();
}

fn tails<L: Lanes>() {
    let source: Vec<L::Elem> = (0..8).map(|i| L::Elem::from_f64(f64::from(i) + 0.5)).collect();
    for n in 0..=source.len() {
        let v = L::load_padded(&source[..n]);
        let mut out = vec![L::Elem::from_f64(-1.0); n];
        v.store_first(&mut out);
        for (i, given) in source.iter().enumerate().take(L::WIDTH) {
            let want = if i < n { *given } else { L::Elem::ZERO };
            assert_eq!(v.lane(i).bits(), want.bits());
        }
        for (i, e) in out.iter().enumerate() {
            let want = if i < L::WIDTH { source[i] } else { L::Elem::from_f64(-1.0) };
            assert_eq!(e.bits(), want.bits());
        }
    }
}

#[test]
fn tails_are_padded_with_zeros_and_stored_no_further() {
    tails::<f32>();
    tails::<f64>();
    tails::<scalar::F32x4>();
    tails::<scalar::F64x2>();
    tails::<lanes::F32x4>();
    tails::<lanes::F64x2>();
}

fn masks<L: Lanes>() {
    let number = |v: f64| L::splat(L::Elem::from_f64(v));
    let truth = [number(1.0).lt(number(0.0)), number(0.0).lt(number(1.0))];
    for (i, a) in truth.into_iter().enumerate() {
        assert_eq!(L::any(a), i == 1);
        for (j, b) in truth.into_iter().enumerate() {
            assert_eq!(L::any(L::both(a, b)), i & j == 1);
            assert_eq!(L::any(L::either(a, b)), i | j == 1);
        }
    }
    for last in 0..L::WIDTH {
        let values: Vec<L::Elem> = (0..L::WIDTH).map(|i| L::Elem::from_f64(f64::from(i == last))).collect();
        assert!(L::any(number(0.5).lt(L::load(&values))), "one lane is enough");
    }
    let (nan, one) = (number(f64::NAN), number(1.0));
    assert!(!L::any(nan.lt(one)) && !L::any(one.le(nan)) && !L::any(nan.eq_lanes(nan)));
    // Minimum and maximum keep the left operand where no comparison is true.
    for (a, b) in [(nan, one), (one, nan), (number(0.0), number(-0.0)), (number(-0.0), number(0.0))] {
        assert_eq!(a.min(b).lane(0).bits(), a.lane(0).bits());
        assert_eq!(a.max(b).lane(0).bits(), a.lane(0).bits());
    }
}

#[test]
fn masks_minimum_and_maximum() {
    masks::<scalar::F32x4>();
    masks::<scalar::F64x2>();
    masks::<lanes::F32x4>();
    masks::<lanes::F64x2>();
}
