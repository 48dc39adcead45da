//! Values, derivatives and minima against those that other software found.

use descent::surface::{AnySurface, Turn, find};
use lanes::Jet;
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
