//! Turned surfaces: derivatives turn along, curvatures stay, quarter turns do not round.

use super::{eigenvalues, grid};
use descent::surface::{TABLE, Turn};
use lanes::{Jet, Real};

/// f(R(−θ)p): gradient Rg, Hessian RHRᵀ, the same eigenvalues, and stationary points turned along.
#[test]
fn turning_rotates_gradients_and_hessians_and_keeps_curvatures() {
    for row in TABLE.iter().filter(|r| r.dim == 2) {
        let args = row.args(&[]).unwrap();
        let f = row.with(&args);
        for degrees in [0.0, 15.0, 45.0, 90.0, 123.4, 180.0, 270.0, -60.0, 359.0, 450.0] {
            let turn = Turn::by(degrees);
            let ([c, s], [r, t]) = (turn.forward([1.0, 0.0]), turn.forward([0.0, 1.0]));
            assert!((c - t).abs() + (s + r).abs() < 1e-15 && (c * c + s * s - 1.0).abs() < 1e-15, "{degrees}");
            for q in grid(row, 5) {
                let p = turn.forward(q);
                let (x, y) = turn.seed(Jet::var(p[0], 0), Jet::var(p[1], 1));
                let (turned, plain) = (f.jet(x, y), f.jet(Jet::var(x.v, 0), Jet::var(y.v, 1)));
                assert_eq!(turned.v.bits(), plain.v.bits());
                if !plain.d[0].is_finite() {
                    continue;
                }
                let near = |got: f64, want: f64, size: f64| {
                    assert!(
                        (got - want).abs() <= 1e-14 * size.max(1.0),
                        "{} at {p:?} by {degrees}: {got} against {want}",
                        row.id
                    );
                };
                let ([gx, gy], [xx, xy, yy]) = (plain.d, plain.h);
                let slope = gx.abs() + gy.abs();
                near(turned.d[0], c * gx - s * gy, slope);
                near(turned.d[1], s * gx + c * gy, slope);
                let curve = 4.0 * (xx.abs() + xy.abs() + yy.abs());
                near(turned.h[0], c * c * xx - 2.0 * c * s * xy + s * s * yy, curve);
                near(turned.h[1], c * s * (xx - yy) + (c * c - s * s) * xy, curve);
                near(turned.h[2], s * s * xx + 2.0 * c * s * xy + c * c * yy, curve);
                let (before, after) = (eigenvalues(plain.h), eigenvalues(turned.h));
                near(before[0], after[0], curve);
                near(before[1], after[1], curve);
            }
            for (p, q) in row.stationary(&args, &turn).iter().zip((row.points)(&args)) {
                let (x, y) = turn.seed(p.at[0], p.at[1]);
                assert!((x - q.at[0]).abs() + (y - q.at[1]).abs() < 1e-14, "{}: {x}, {y} against {:?}", row.id, q.at);
            }
        }
    }
}

#[test]
fn quarter_turns_move_coordinates_without_rounding() {
    let p = [0.1, -7.3];
    assert_eq!(Turn::by(0.0).seed(p[0], p[1]), (0.1, -7.3));
    assert_eq!(Turn::by(90.0).seed(p[0], p[1]), (-7.3, -0.1));
    assert_eq!(Turn::by(180.0).seed(p[0], p[1]), (-0.1, 7.3));
    assert_eq!(Turn::by(-90.0).seed(p[0], p[1]), (7.3, 0.1));
    assert_eq!(Turn::by(360.0).seed(p[0], p[1]), (0.1, -7.3));
    assert_eq!(Turn::by(450.0).forward(p), Turn::by(90.0).forward(p));
    // Even where the other coordinate is infinite or undefined.
    assert_eq!(Turn::by(90.0).seed(1.0, f64::INFINITY), (f64::INFINITY, -1.0));
}
