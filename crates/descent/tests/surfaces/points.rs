//! Stationary points: the closed forms of the table, their kinds, and what lies beside them.

use super::{eigenvalues, grid, samples};
use descent::surface::{AnySurface, PointKind, TABLE, find};
use lanes::{Grad, Jet};

#[test]
fn the_gradient_vanishes_at_stationary_points_and_the_hessian_has_their_kind() {
    let mut checked = 0;
    for row in TABLE {
        for args in samples(row) {
            let surface = row.with(&args);
            let points = (row.points)(&args);
            let lowest = points.iter().map(|p| value(surface.as_ref(), p.at)).fold(f64::INFINITY, f64::min);
            for p in points {
                let label = format!("{} with {args:?} at {:?}", row.id, p.at);
                assert!(p.at.iter().all(|v| v.is_finite()) && (row.dim == 2 || p.at[1] == 0.0), "{label}");
                let here = value(surface.as_ref(), p.at);
                let close = (here - lowest).abs() <= 1e-9 * lowest.abs().max(1.0);
                if p.global {
                    assert!(p.kind == PointKind::Minimum && close, "{label}: {here} is not the lowest, {lowest}");
                }
                let jet = surface.jet(Jet::var(p.at[0], 0), Jet::var(p.at[1], 1));
                if !jet.d.iter().all(|d| d.is_finite()) {
                    assert_eq!(row.id, "ackley", "{label}: only Ackley's function has a cusp");
                    cusp(surface.as_ref(), p.at);
                    continue;
                }
                let curvatures = if row.dim == 2 { eigenvalues(jet.h).to_vec() } else { vec![jet.h[0]] };
                let (least, most) = (curvatures[0], *curvatures.last().unwrap());
                let stiff = least.abs().max(most.abs());
                // The point is off by half an ulp, the gradient's terms round at the size of the point and of the value.
                let reach = p.at.iter().fold(1.0, |m: f64, v| m.max(v.abs())) + here.abs();
                let slope = (jet.d[0] * jet.d[0] + jet.d[1] * jet.d[1]).sqrt();
                assert!(
                    slope <= 16.0 * f64::EPSILON * reach * stiff.max(1.0),
                    "{label}: |∇f| = {slope:e}, stiff {stiff:e}"
                );
                let kind = match (least, most) {
                    (l, _) if l > 0.0 => PointKind::Minimum,
                    (_, m) if m < 0.0 => PointKind::Maximum,
                    (l, m) if l < 0.0 && m > 0.0 => PointKind::Saddle,
                    _ => PointKind::Degenerate,
                };
                assert_eq!(kind, p.kind, "{label}: curvatures {curvatures:?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "only {checked} points");
}

fn value(surface: &dyn AnySurface, at: [f64; 2]) -> f64 {
    surface.value(at[0], at[1])
}

fn cusp(surface: &dyn AnySurface, at: [f64; 2]) {
    let here = value(surface, at);
    for [dx, dy] in [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0], [0.7, 0.7], [-0.7, 0.7]] {
        let away = value(surface, [at[0] + 1e-6 * dx, at[1] + 1e-6 * dy]);
        assert!(away >= here, "lower beside the cusp: {away:e} < {here:e}");
    }
}

#[test]
fn every_stationary_point_of_the_view_is_listed_or_the_words_say_which_are() {
    for row in TABLE.iter().filter(|row| row.dim == 2 && !row.doc.contains("marked")) {
        let args = row.args(&[]).unwrap();
        let (surface, points) = (row.with(&args), (row.points)(&args));
        let inside = |at: [f64; 2]| (0..2).all(|k| row.view[k][0] <= at[k] && at[k] <= row.view[k][1]);
        for mut at in grid(row, 41) {
            // Newton's method in short steps, to a stationary point of whatever kind.
            let mut step = f64::INFINITY;
            for _ in 0..60 {
                let jet = surface.jet(Jet::var(at[0], 0), Jet::var(at[1], 1));
                let ([gx, gy], [xx, xy, yy]) = (jet.d, jet.h);
                let det = xx * yy - xy * xy;
                let (dx, dy) = ((yy * gx - xy * gy) / det, (xx * gy - xy * gx) / det);
                step = (dx * dx + dy * dy).sqrt();
                let part = (0.3 / step).min(1.0);
                at = [at[0] - part * dx, at[1] - part * dy];
            }
            let known = |p: &descent::surface::Stationary| (p.at[0] - at[0]).abs() + (p.at[1] - at[1]).abs() < 1e-4;
            assert!(!(step < 1e-9 && inside(at)) || points.iter().any(known), "{}: {at:?} is missing", row.id);
        }
    }
}

#[test]
fn nothing_in_the_view_is_lower_than_the_global_minimum() {
    for row in TABLE {
        for args in samples(row) {
            let surface = row.with(&args);
            let Some(p) = (row.points)(&args).into_iter().find(|p| p.global) else { continue };
            let lowest = value(surface.as_ref(), p.at);
            for at in grid(row, 29) {
                let inside = (0..row.dim).all(|k| row.domain[k][0] <= at[k] && at[k] <= row.domain[k][1]);
                let here = value(surface.as_ref(), at);
                let slack = 1e-12 * lowest.abs().max(1.0);
                assert!(
                    !inside || here >= lowest - slack,
                    "{} with {args:?}: {here} at {at:?} is below {lowest}",
                    row.id
                );
            }
        }
    }
}

#[test]
fn shape_parameters_move_the_closed_forms() {
    let row = find("rosenbrock").unwrap();
    for a in [-3.0, -0.7, 0.0, 0.25, 1.0, 2.0, 3.0] {
        for b in [1e-3, 0.5, 1.0, 100.0, 1e4] {
            let args = row.args(&[("a", a), ("b", b)]).unwrap();
            let jet = row.with(&args).jet(Jet::var(a, 0), Jet::var(a * a, 1));
            assert_eq!((jet.v, jet.d), (0.0, [0.0, 0.0]), "a = {a}, b = {b}");
            assert_eq!((row.points)(&args)[0].at, [a, a * a]);
            // [[2 + 8ba², −4ba], [−4ba, 2b]], of determinant 4b.
            let want = [2.0 + 8.0 * b * a * a, -4.0 * b * a, 2.0 * b];
            for (got, want) in jet.h.iter().zip(want) {
                assert!((got - want).abs() <= 1e-14 * want.abs().max(1.0), "a = {a}, b = {b}: {:?}", jet.h);
            }
        }
    }
    let row = find("quadratic").unwrap();
    for kappa in [1.0, 10.0, 100.0, 1e6] {
        let f = row.with(&row.args(&[("kappa", kappa)]).unwrap());
        assert_eq!(f.jet(Jet::var(0.3, 0), Jet::var(-0.2, 1)).h, [1.0, 0.0, kappa]);
    }
    let row = find("two_basins").unwrap();
    for (l, r) in [(2.0, 3.0), (3.0, 2.0), (1.5, 1.5)] {
        let f = row.with(&row.args(&[("left", l), ("right", r)]).unwrap());
        let slope = |x: f64| f.grad(Grad::var(x, 0), Grad::constant(0.0)).d[0];
        for x in [-3.0, -1.0, 0.5, 2.5] {
            assert!((slope(x) - 0.1 * (x + l) * x * (x - r)).abs() < 1e-14);
        }
    }
    assert!(row.args(&[("left", 100.0)]).is_none(), "out of range");
    assert!(row.args(&[("middle", 1.0)]).is_none(), "unknown key");
}

#[test]
fn beales_second_point_is_a_saddle_of_value_14_2() {
    let row = find("beale").unwrap();
    let jet = row.with(&row.args(&[]).unwrap()).jet(Jet::var(0.0, 0), Jet::var(1.0, 1));
    assert_eq!((jet.v, jet.d), (14.203125, [0.0, 0.0]));
    let [low, high] = eigenvalues(jet.h);
    assert!(low < 0.0 && high > 0.0);
}

#[test]
fn plain_descent_stays_in_the_first_basin_and_momentum_crosses() {
    let row = find("two_basins").unwrap();
    let f = row.with(&row.args(&[]).unwrap());
    let end = |rate: f64, beta: f64| {
        let (mut x, mut m) = (row.start[0], 0.0);
        for _ in 0..500 {
            m = beta * m + f.grad(Grad::var(x, 0), Grad::constant(0.0)).d[0];
            x -= rate * m;
        }
        x
    };
    assert!((end(0.1, 0.0) + 2.0).abs() < 1e-9, "plain descent ended at {}", end(0.1, 0.0));
    assert!((end(0.1, 0.9) - 3.0).abs() < 1e-6, "momentum ended at {}", end(0.1, 0.9));
    assert!((end(0.8, 0.0) - 3.0).abs() < 1e-6, "a large rate ended at {}", end(0.8, 0.0));
}
