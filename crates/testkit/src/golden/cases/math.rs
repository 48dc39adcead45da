//! Functions of `lanes::math` and `lanes::reduce`.

use super::super::math::{ONE, REDUCE, TWO};
use super::{Case, Kind, PRECISIONS, points, steps};
use core::f64::consts::PI;

/// Every case.
pub(super) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for precision in PRECISIONS {
        let tiny = if precision == "f32" { f64::from(f32::from_bits(1)) } else { f64::from_bits(1) };
        let huge = if precision == "f32" { f64::from(f32::MAX) } else { f64::MAX };
        let far = if precision == "f32" { 87.5 } else { 709.25 };
        let xs = [
            0.0,
            -0.0,
            tiny,
            -tiny,
            1e-20,
            0.1,
            -0.5,
            0.75,
            1.0,
            -1.0,
            2.5,
            PI,
            -10.0,
            22.0,
            far,
            -far,
            1e6,
            1e22,
            huge,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
        ];
        let one: Vec<Vec<f64>> = xs.iter().map(|x| vec![*x]).collect();
        for name in ONE {
            let wanted = points(precision, &one);
            cases.push(Case::wanted(
                format!("math {name}/{precision}"),
                Kind::Math,
                format!("{name} {precision}"),
                wanted,
            ));
        }
        let pairs = [
            [2.0, 0.5],
            [0.1, 3.0],
            [-2.0, 3.0],
            [-2.0, 0.5],
            [0.0, 0.0],
            [0.0, -1.0],
            [-0.0, 3.0],
            [1.0, f64::NAN],
            [f64::NAN, 0.0],
            [1.0 + 1e-6, 1e6],
            [huge, 1.5],
            [tiny, 0.5],
            [f64::INFINITY, -1.0],
            [0.5, f64::INFINITY],
            [3.0, -20.0],
        ];
        let two: Vec<Vec<f64>> = pairs.iter().map(|p| p.to_vec()).collect();
        for name in TWO {
            let wanted = points(precision, &two);
            cases.push(Case::wanted(
                format!("math {name}/{precision}"),
                Kind::Math,
                format!("{name} {precision}"),
                wanted,
            ));
        }
        for name in REDUCE {
            let wanted = steps(&[0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 33, 100, 1000]);
            cases.push(Case::wanted(
                format!("reduce {name}/{precision}"),
                Kind::Math,
                format!("{name} {precision}"),
                wanted,
            ));
        }
    }
    cases
}
