//! A surface against itself: in lanes, in jets, in the other precision, compiled.

use super::{grid, samples};
use descent::surface::{Operation, Surface, SurfaceRow, TABLE, Turn, What};
use lanes::{Grad, Jet, Lanes, Real};

#[test]
fn lanes_and_jets_have_the_bits_of_the_plain_value() {
    fn check<T: Real>(row: &SurfaceRow, surface: &dyn Surface<T>, turn: &Turn) {
        let wide = T::Wide::WIDTH;
        for points in grid(row, 16).chunks(wide).filter(|c| c.len() == wide) {
            let xs: Vec<T> = points.iter().map(|p| T::from_f64(p[0])).collect();
            let ys: Vec<T> = points.iter().map(|p| T::from_f64(p[1])).collect();
            let (u, v) = turn.seed(T::Wide::load(&xs), T::Wide::load(&ys));
            let side_by_side = surface.wide(u, v);
            for k in 0..wide {
                let (u, v) = turn.seed(xs[k], ys[k]);
                let alone = surface.value(u, v);
                let (u, v) = turn.seed(Grad::var(xs[k], 0), Grad::var(ys[k], 1));
                let grad = surface.grad(u, v);
                let (u, v) = turn.seed(Jet::var(xs[k], 0), Jet::var(ys[k], 1));
                let jet = surface.jet(u, v);
                let at = format!("{} in {} at ({:?}, {:?})", row.id, T::NAME, xs[k], ys[k]);
                assert_eq!(side_by_side.lane(k).bits(), alone.bits(), "{at}: a lane differs");
                assert_eq!(grad.v.bits(), alone.bits(), "{at}: the gradient's value differs");
                assert_eq!(jet.v.bits(), alone.bits(), "{at}: the jet's value differs");
                assert_eq!(jet.d.map(T::bits), grad.d.map(T::bits), "{at}: the jet's gradient differs");
            }
        }
    }
    for row in TABLE {
        for args in samples(row) {
            let surface = row.with(&args);
            for turn in [Turn::NONE, Turn::by(90.0), Turn::by(33.0)] {
                check::<f32>(row, surface.as_ref(), &turn);
                check::<f64>(row, surface.as_ref(), &turn);
            }
        }
    }
}

/// The f32 value of every surface agrees with the f64 value at the same point to 32 units in the last place of the largest
/// value within the view: terms of that size cancel.
#[test]
fn single_precision_agrees_with_double() {
    for row in TABLE {
        let surface = row.with(&row.args(&[]).unwrap());
        let points: Vec<[f32; 2]> = grid(row, 40).iter().map(|p| p.map(|v| v as f32)).collect();
        let wide = |p: &[f32; 2]| -> f64 { surface.value(f64::from(p[0]), f64::from(p[1])) };
        let largest = points.iter().map(|p| wide(p).abs()).fold(1.0, f64::max);
        for p in &points {
            let narrow: f32 = surface.value(p[0], p[1]);
            let off = (f64::from(narrow) - wide(p)).abs() / (largest * f64::from(f32::EPSILON));
            assert!(off <= 32.0, "{} at {p:?}: {narrow} against {}, {off} ulp of {largest}", row.id, wide(p));
        }
    }
}

/// Their loop sees by value and gradient alone that a point is not finite.
#[test]
fn compiled_formulas_have_no_finite_value_where_the_point_is_not() {
    let mut compiled = 0;
    for row in TABLE.iter().filter(|row| row.dim == 2) {
        let surface = row.with(&row.args(&[]).unwrap());
        let [mut f, mut dx, mut dy] = [[0.0; 2]; 3];
        let there = Surface::<f64>::slopes(&*surface, &[1.0; 2], &[1.0; 2], &mut f, [&mut dx, &mut dy]);
        let all = surface.operations();
        let plain = |o: &Operation| match o.what {
            What::Div => all[o.b].what == What::Lit,
            what => matches!(
                what,
                What::X | What::Y | What::Lit | What::Add | What::Sub | What::Mul | What::Neg | What::Pown
            ),
        };
        if there.is_some() {
            compiled += 1;
            assert!(all.iter().all(plain), "{}", row.id);
            for [x, y] in
                [[f64::INFINITY, 1.0], [1.0, f64::NEG_INFINITY], [f64::NAN, 1.0], [0.0, f64::NAN], [1e200, 3.0]]
            {
                let finite = Surface::<f64>::slopes(&*surface, &[1.0, x], &[1.0, y], &mut f, [&mut dx, &mut dy]);
                assert_eq!((finite, f[0].is_finite()), (Some(false), true), "{} at ({x}, {y})", row.id);
            }
        }
    }
    assert!(compiled > 4);
}
