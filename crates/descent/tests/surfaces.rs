//! Every surface against the oracle fixtures, against itself in other precisions and widths, and at its stationary points.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use descent::catalog::{Args, Kind};
use descent::surface::{AnySurface, Operation, PointKind, Surface, SurfaceRow, TABLE, Turn, What, find};
use lanes::{Grad, Jet, Lanes, Real};
use serde_json::Value;
use testkit::fixture::{numbers, read as fixture};

/// The surface of a fixture that is a catalogued one, possibly turned; none for those in more dimensions.
fn of_case(case: &Value) -> Option<(Box<dyn AnySurface>, Turn)> {
    let name = case["name"].as_str().unwrap();
    if name == "rotated_quadratic_2" {
        // ½xᵀAx with the eigenvalues 1 and 1000: ours with κ = 1000, turned by the angle of the flat axis.
        let row = find("quadratic").unwrap();
        let a: Vec<Vec<f64>> = case["A"].as_array().unwrap().iter().map(numbers).collect();
        let kappa = a[0][0] + a[1][1] - 1.0;
        #[allow(clippy::disallowed_methods, reason = "the angle of a test, not of a result")]
        let degrees = (0.5 * (2.0 * a[0][1]).atan2(a[0][0] - a[1][1])).to_degrees() - 90.0;
        return Some((row.with(&row.args(&[("kappa", kappa.round())]).unwrap()), Turn::by(degrees)));
    }
    let row = find(name)?;
    Some((row.with(&row.args(&[]).unwrap()), Turn::NONE))
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

#[test]
fn values_gradients_and_hessians_equal_the_oracles() {
    let doc = fixture("testfn.json");
    let mut compared = 0;
    for case in doc["cases"].as_array().unwrap().iter().filter(|c| c["dim"] == 2) {
        let name = case["name"].as_str().unwrap();
        let (surface, turn) = of_case(case).unwrap_or_else(|| panic!("no surface for the fixture {name}"));
        // Ours is made from an angle, which is rounded, where the oracle has the matrix itself.
        let floor = if turn == Turn::NONE { 0.0 } else { 1e-12 };
        let tol = |key: &str| case["tol"][key].as_f64().unwrap().max(floor);
        let values = numbers(&case["value"]);
        for (k, x) in case["x"].as_array().unwrap().iter().map(numbers).enumerate() {
            let close = |what: &str, got: f64, want: f64, tol: f64| {
                let off = (got - want).abs() / want.abs().max(1.0);
                assert!(off <= tol, "{name} at {x:?}: {what} is {got:e}, expected {want:e}, off by {off:e} > {tol:e}");
            };
            let (u, v) = turn.seed(Jet::var(x[0], 0), Jet::var(x[1], 1));
            let jet = surface.jet(u, v);
            close("f", jet.v, values[k], tol("value"));
            for (axis, want) in numbers(&case["grad"][k]).into_iter().enumerate() {
                close("∇f", jet.d[axis], want, tol("grad"));
            }
            for (entry, want) in numbers(&case["hess_lower"][k]).into_iter().enumerate() {
                close("∇²f", jet.h[entry], want, tol("hess"));
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 19 * 50, "cases of the fixture");
}

#[test]
fn global_minima_are_where_the_oracles_have_them() {
    for case in fixture("testfn.json")["cases"].as_array().unwrap().iter().filter(|c| c["dim"] == 2) {
        let name = case["name"].as_str().unwrap();
        let Some(row) = find(name) else { continue };
        let args = row.args(&[]).unwrap();
        let surface = row.with(&args);
        let ours: Vec<[f64; 2]> = (row.points)(&args).iter().filter(|p| p.global).map(|p| p.at).collect();
        let theirs: Vec<Vec<f64>> = case["minima"].as_array().unwrap().iter().map(numbers).collect();
        assert_eq!(ours.len(), theirs.len(), "{name}: number of global minima");
        for want in theirs {
            let near = ours.iter().any(|p| (p[0] - want[0]).abs() + (p[1] - want[1]).abs() < 1e-8);
            assert!(near, "{name}: no global minimum at {want:?} but at {ours:?}");
            let value: f64 = surface.value(want[0], want[1]);
            assert!((value - want[2]).abs() < 1e-12, "{name}: {value:e} at {want:?}");
        }
    }
}

/// Arguments to test a row with: the defaults, then each parameter at several values of its range.
fn samples(row: &'static SurfaceRow) -> Vec<Args> {
    let mut all = vec![row.args(&[]).unwrap()];
    for param in row.params {
        let Kind::Real { range, default, .. } = &param.kind else { panic!("{}.{}", row.id, param.key) };
        for part in [0.0, 0.13, 0.37, 0.5, 0.71, 1.0] {
            all.extend(row.args(&[(param.key, range.min + part * (range.max - range.min))]));
        }
        for times in [0.3, 0.5, 2.0, 3.0] {
            all.extend(row.args(&[(param.key, times * default.unwrap())]));
        }
    }
    all
}

/// A grid of points over the view and beyond.
fn grid(row: &SurfaceRow, n: u32) -> Vec<[f64; 2]> {
    let at = |[lo, hi]: [f64; 2], i: u32| {
        let part = f64::from(i) / f64::from(n - 1);
        lo + (1.4 * part - 0.2) * (hi - lo)
    };
    let rows = if row.dim == 2 { n } else { 1 };
    (0..rows).flat_map(|j| (0..n).map(move |i| [at(row.view[0], i), at(row.view[1], j)])).collect()
}

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

/// Eigenvalues of (xx, xy, yy), ascending.
fn eigenvalues([a, b, c]: [f64; 3]) -> [f64; 2] {
    let (mean, half) = (0.5 * (a + c), 0.5 * (a - c));
    let radius = (half * half + b * b).sqrt();
    [mean - radius, mean + radius]
}

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

#[test]
fn every_row_is_complete() {
    let ids: BTreeSet<&str> = TABLE.iter().map(|r| r.id).collect();
    let wanted = "sphere quadratic beale rosenbrock himmelblau rastrigin ackley saddle monkey_saddle styblinski_tang \
        three_hump_camel six_hump_camel booth matyas goldstein_price mccormick levi13 easom branin bohachevsky1 griewank \
        two_wells long_valley parabola two_basins incline bumpy";
    assert_eq!(ids, wanted.split_whitespace().collect(), "the ids of the specification");
    assert_eq!(ids.len(), TABLE.len(), "an id is used twice");
    for row in TABLE {
        let id = row.id;
        for text in [row.name, row.group, row.doc, row.formula, row.reference] {
            assert!(!text.trim().is_empty(), "{id}: an empty text");
        }
        assert!(!row.doc.ends_with('.') && row.doc.len() < 125 && !row.doc.contains('\n'), "{id}: {}", row.doc);
        for k in 0..2 {
            let ([from, to], [lo, hi]) = (row.domain[k], row.view[k]);
            if k < row.dim {
                assert!(from <= lo && lo < hi && hi <= to, "{id}: view {:?} in domain {:?}", row.view, row.domain);
                assert!(lo < row.start[k] && row.start[k] < hi, "{id}: the start is outside the view");
            } else {
                assert_eq!((row.domain[k], row.view[k], row.start[k]), ([0.0; 2], [0.0; 2], 0.0), "{id}");
            }
        }
        let args = row.args(&[]).unwrap_or_else(|| panic!("{id}: a default is missing or illegal"));
        let jet = row.with(&args).jet(Jet::var(row.start[0], 0), Jet::var(row.start[1], 1));
        assert!(jet.v.is_finite() && jet.d != [0.0; 2], "{id}: {jet:?} at the start");
        for p in (row.points)(&args) {
            let inside = (0..row.dim).all(|k| row.view[k][0] <= p.at[k] && p.at[k] <= row.view[k][1]);
            assert!(inside, "{id}: {:?} is outside the view", p.at);
        }
        let keys: BTreeSet<&str> = row.params.iter().map(|p| p.key).collect();
        assert_eq!(keys.len(), row.params.len(), "{id}: a key is used twice");
        for p in row.params {
            assert!(!p.symbol.is_empty() && !p.name.is_empty() && !p.doc.is_empty(), "{id}.{}: an empty text", p.key);
        }
    }
    let mut groups: Vec<&str> = TABLE.iter().map(|r| r.group).collect();
    groups.dedup();
    assert_eq!(groups.len(), groups.iter().collect::<BTreeSet<_>>().len(), "a group is torn apart: {groups:?}");
}
