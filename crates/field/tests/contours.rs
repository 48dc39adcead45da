//! Iso-lines: where they run, that they are joined, and where they end.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use field::{Grid, Line, Nodes, View, contours};
use proptest::prelude::*;

const SQUARE: View = View { x: [-2.0, 2.0], y: [-2.0, 2.0] };

fn lattice(f: impl Fn(f64, f64) -> f64, n: usize) -> Grid {
    Grid::sample(&f, SQUARE, Nodes::Corners, n, n).unwrap()
}

fn on_edge(v: View, [x, y]: [f64; 2]) -> bool {
    x == v.x[0] || x == v.x[1] || y == v.y[0] || y == v.y[1]
}

#[test]
fn a_constant_has_no_lines_not_even_at_its_own_level() {
    assert!(contours(&lattice(|_, _| 3.0, 10), &[2.0, 3.0, 4.0]).is_empty());
}

#[test]
fn the_lines_of_a_plane_are_straight_and_reach_both_edges() {
    for (a, b) in [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.3, -0.7), (-2.0, 0.1)] {
        let wanted = [-0.55, -0.25, 0.0, 0.125, 0.5];
        let lines = contours(&lattice(|x, y| a * x + b * y, 41), &wanted);
        assert_eq!(lines.iter().map(|l| l.level).collect::<Vec<_>>(), wanted, "one line each, ascending");
        for line in lines {
            assert!(!line.closed);
            for [x, y] in &line.points {
                assert!((a * x + b * y - line.level).abs() < 1e-14, "({a}, {b}): ({x}, {y}) is off {}", line.level);
            }
            let ends = [line.points[0], *line.points.last().unwrap()];
            assert!(ends.iter().all(|p| on_edge(SQUARE, *p)), "{ends:?}");
            // Straight on: every step goes the same way.
            let along = |p: &[f64; 2]| p[1] * a - p[0] * b;
            let steps: Vec<f64> = line.points.windows(2).map(|p| along(&p[1]) - along(&p[0])).collect();
            // Where the level passes through a node, a step may be a rounding error long.
            assert!(steps.iter().all(|s| s * steps[0].signum() > -1e-14), "({a}, {b}): it turns back");
        }
    }
}

#[test]
fn the_line_of_a_bowl_is_one_closed_circle_of_the_right_radius() {
    for n in [40, 41, 101] {
        for radius in [0.3, 0.77, 1.0, 1.9] {
            let lines = contours(&lattice(|x, y| x * x + y * y, n), &[radius * radius]);
            let [line] = &lines[..] else { panic!("{} lines", lines.len()) };
            assert!(line.closed && line.points[0] != *line.points.last().unwrap());
            let cell = 4.0 / (n as f64 - 1.0);
            for [x, y] in &line.points {
                // Linear interpolation of x² on a cell is off by at most cell²/4.
                let off = (x * x + y * y - radius * radius).abs();
                assert!(off <= 0.25 * cell * cell + 1e-14, "off by {off}");
            }
        }
    }
}

#[test]
fn the_lines_of_a_saddle_are_two_branches_whichever_way_they_bend() {
    for n in [40, 41] {
        for level in [-0.7, -0.003, 0.003, 0.7] {
            let lines = contours(&lattice(|x, y| x * y, n), &[level]);
            assert_eq!(lines.len(), 2, "{n}, {level}");
            for Line { points, closed, .. } in lines {
                assert!(!closed && points.iter().all(|p| p[0] * level.signum() * p[1] > 0.0));
                assert!(points.iter().all(|p| p[0].signum() == points[0][0].signum()), "one branch crosses over");
            }
        }
    }
}

#[test]
fn lines_end_where_values_are_undefined_and_never_run_along_the_rim() {
    for hole in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let f = |x: f64, y: f64| if x * x + y * y < 0.5 { hole } else { x };
        let lines = contours(&lattice(f, 81), &[0.01]);
        assert_eq!(lines.len(), 2, "cut in two by the hole");
        for line in &lines {
            assert!(!line.closed);
            assert!(line.points.iter().all(|p| (p[0] - 0.01).abs() < 1e-14 && p[1].abs() > 0.6), "{line:?}");
        }
        assert!(contours(&lattice(|_, _| hole, 9), &[0.0]).is_empty());
    }
}

#[test]
fn tiny_grids_and_odd_levels_are_fine() {
    for (w, h) in [(0, 0), (0, 3), (1, 1), (1, 9), (9, 1)] {
        let grid = Grid::sample(&|x: f64, y: f64| x + y, SQUARE, Nodes::Corners, w, h).unwrap();
        assert!(contours(&grid, &[0.0, 1.0]).is_empty());
    }
    let two = lattice(|x, _| x, 2);
    assert_eq!(contours(&two, &[1.0])[0].points, [[1.0, 2.0], [1.0, -2.0]]);
    assert!(contours(&two, &[]).is_empty() && contours(&two, &[9.0, f64::NAN, f64::INFINITY]).is_empty());
    assert_eq!(contours(&two, &[1.0, 0.5, 1.0, f64::NAN]).len(), 2, "sorted, repeated ones once");
}

#[test]
fn huge_values_are_interpolated_without_overflow() {
    let lines = contours(&lattice(|x, _| if x > 0.0 { f64::MAX } else { -f64::MAX }, 4), &[0.0]);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].points.iter().all(|p| p[0].abs() < 1e-12));
}

/// Small whole numbers on a grid, with holes.
fn patch() -> impl Strategy<Value = (usize, usize, Vec<Option<i8>>)> {
    (2..9usize, 2..9usize).prop_flat_map(|(w, h)| {
        let value = prop_oneof![9 => (0..4i8).prop_map(Some), 1 => Just(None)];
        (Just(w), Just(h), proptest::collection::vec(value, w * h))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    /// On values that no level equals, crossings are distinct points, so that they can be counted.
    #[test]
    fn every_crossing_lies_on_exactly_one_line((w, h, values) in patch()) {
        let at = |i: usize, j: usize| values[j * w + i].map_or(f64::NAN, f64::from);
        let f = |x: f64, y: f64| at(x.round() as usize, h - 1 - y.round() as usize);
        let view = View { x: [0.0, (w - 1) as f64], y: [0.0, (h - 1) as f64] };
        let grid = Grid::sample(&f, view, Nodes::Corners, w, h).unwrap();
        let levels = [0.25, 0.5, 1.5, 2.75];
        let lines = contours(&grid, &levels);
        prop_assert_eq!(&lines, &contours(&grid, &levels), "it is not deterministic");

        // Whether the cell below and to the right of (i, j) has four values.
        let cell = |i: usize, j: usize| i + 1 < w && j + 1 < h
            && [at(i, j), at(i + 1, j), at(i, j + 1), at(i + 1, j + 1)].iter().all(|v| v.is_finite());
        for level in levels {
            // Every crossed edge of such a cell, as its point, with the number of such cells beside it.
            let mut wanted: Vec<([f64; 2], usize)> = Vec::new();
            for j in 0..h {
                for i in 0..w {
                    let (x, y) = (i as f64, (h - 1 - j) as f64);
                    let beside = |other: Option<(usize, usize)>| {
                        usize::from(cell(i, j)) + other.map_or(0, |(i, j)| usize::from(cell(i, j)))
                    };
                    let mut add = |to: f64, cells: usize, dx: f64, dy: f64| {
                        let part = (level - at(i, j)) / (to - at(i, j));
                        if cells > 0 && (at(i, j) < level) != (to < level) {
                            wanted.push(([x + part * dx, y - part * dy], cells));
                        }
                    };
                    if i + 1 < w {
                        add(at(i + 1, j), beside(j.checked_sub(1).map(|j| (i, j))), 1.0, 0.0);
                    }
                    if j + 1 < h {
                        add(at(i, j + 1), beside(i.checked_sub(1).map(|i| (i, j))), 0.0, 1.0);
                    }
                }
            }
            let mine: Vec<&Line> = lines.iter().filter(|l| l.level == level).collect();
            let total: usize = mine.iter().map(|l| l.points.len()).sum();
            prop_assert_eq!(total, wanted.len(), "at {}", level);
            for line in mine {
                let least = if line.closed { 4 } else { 2 };
                prop_assert!(line.points.len() >= least);
                for (k, p) in line.points.iter().enumerate() {
                    let near = |q: &[f64; 2]| (p[0] - q[0]).abs() + (p[1] - q[1]).abs() < 1e-12;
                    let found = wanted.iter().find(|(q, _)| near(q));
                    prop_assert!(found.is_some(), "{:?} is no crossing of {}", p, level);
                    let end = !line.closed && (k == 0 || k + 1 == line.points.len());
                    prop_assert_eq!(found.unwrap().1, if end { 1 } else { 2 }, "ends are where the grid or its values end");
                    // Neighbours share a cell.
                    let q = line.points[(k + 1) % line.points.len()];
                    prop_assert!(end && k > 0 || (p[0] - q[0]).abs() < 1.001 && (p[1] - q[1]).abs() < 1.001);
                }
            }
        }
    }

    /// The same landscape twice as high has the same lines at twice the level.
    #[test]
    fn lines_do_not_depend_on_the_unit((w, h, values) in patch()) {
        let view = View { x: [0.0, (w - 1) as f64], y: [0.0, (h - 1) as f64] };
        let traced = |unit: f64| {
            let f = |x: f64, y: f64| {
                unit * values[(h - 1 - y.round() as usize) * w + x.round() as usize].map_or(f64::NAN, f64::from)
            };
            let grid = Grid::sample(&f, view, Nodes::Corners, w, h).unwrap();
            // Also at levels that nodes have exactly.
            contours(&grid, &[unit, 1.5 * unit, 2.0 * unit]).into_iter().map(|l| (l.points, l.closed)).collect::<Vec<_>>()
        };
        let plain = traced(1.0);
        prop_assert!(plain.iter().all(|(points, _)| points.windows(2).all(|p| p[0] != p[1])), "a point repeated");
        prop_assert_eq!(plain, traced(1024.0));
    }
}
