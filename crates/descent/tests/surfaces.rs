//! Every surface: that its row is complete, and what must hold for all of them; the rest by idea in `surfaces/`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::catalog::{Args, Kind};
use descent::surface::{SurfaceRow, TABLE};
use lanes::Jet;
use std::collections::BTreeSet;

#[path = "surfaces/bits.rs"]
mod bits;
#[path = "surfaces/oracles.rs"]
mod oracles;
#[path = "surfaces/points.rs"]
mod points;
#[path = "surfaces/turned.rs"]
mod turned;

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

/// Eigenvalues of (xx, xy, yy), ascending.
fn eigenvalues([a, b, c]: [f64; 3]) -> [f64; 2] {
    let (mean, half) = (0.5 * (a + c), 0.5 * (a - c));
    let radius = (half * half + b * b).sqrt();
    [mean - radius, mean + radius]
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
            let inside = (0..row.dim).all(|k| row.domain[k][0] <= p.at[k] && p.at[k] <= row.domain[k][1]);
            assert!(inside, "{id}: {:?} is outside the domain", p.at);
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
