//! Grids, mappings, palettes and levels.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::surface::{Surface, TABLE, Turn};
use field::{BAR, Grid, Mapping, Nodes, Scale, Theme, TooLarge, View, colorbar, levels, rgba, sample};
use proptest::prelude::*;

const THEMES: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::Projector];
const UNIT: View = View { x: [0.0, 1.0], y: [0.0, 1.0] };

/// Values on a line, one node each.
fn strip(values: &[f64]) -> Grid {
    let last = values.len() as f64 - 1.0;
    let view = View { x: [0.0, last], y: [0.0, 0.0] };
    Grid::sample(&|x: f64, _: f64| values[x.round() as usize], view, Nodes::Corners, values.len(), 1).unwrap()
}

fn pixel(pixels: &[u8], w: usize, i: usize, j: usize) -> [u8; 4] {
    pixels[4 * (j * w + i)..4 * (j * w + i) + 4].try_into().unwrap()
}

/// Roughly how light a colour is.
fn lightness([r, g, b, _]: [u8; 4]) -> f64 {
    0.2126 * f64::from(r) + 0.7152 * f64::from(g) + 0.0722 * f64::from(b)
}

#[test]
fn a_sampled_surface_has_the_bits_of_single_values_at_every_width() {
    for row in TABLE {
        let surface = row.with(&row.args(&[]).unwrap());
        for turn in [Turn::NONE, Turn::by(30.0), Turn::by(270.0)] {
            let value = |x: f64, y: f64| {
                let (u, v) = turn.seed(x, y);
                Surface::<f64>::value(surface.as_ref(), u, v)
            };
            let view = View { x: row.view[0], y: row.view[1] };
            for w in 1..=9 {
                let wide = sample(surface.as_ref(), &turn, view, Nodes::Centres, w, 5).unwrap();
                let alone = Grid::sample(&value, view, Nodes::Centres, w, 5).unwrap();
                let bits = |g: &Grid| g.values().iter().map(|v| v.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(&wide), bits(&alone), "{} by {} at width {w}", row.id, turn.degrees());
            }
        }
    }
}

#[test]
fn row_0_is_the_top_and_nodes_are_where_they_should_be() {
    let view = View { x: [-1.0, 3.0], y: [10.0, 20.0] };
    let centres = Grid::sample(&|_: f64, y: f64| y, view, Nodes::Centres, 4, 5).unwrap();
    assert_eq!((0..4).map(|i| centres.x(i)).collect::<Vec<_>>(), [-0.5, 0.5, 1.5, 2.5]);
    assert_eq!((0..5).map(|j| centres.y(j)).collect::<Vec<_>>(), [19.0, 17.0, 15.0, 13.0, 11.0]);
    assert_eq!((centres.values()[0], centres.lo(), centres.hi()), (19.0, 11.0, 19.0));
    let corners = Grid::sample(&|x: f64, _: f64| x, view, Nodes::Corners, 5, 3).unwrap();
    assert_eq!((0..5).map(|i| corners.x(i)).collect::<Vec<_>>(), [-1.0, 0.0, 1.0, 2.0, 3.0]);
    assert_eq!((0..3).map(|j| corners.y(j)).collect::<Vec<_>>(), [20.0, 15.0, 10.0]);
    let mapping = Mapping::new(&centres, Scale::Linear, None);
    let light = rgba(&centres, &mapping, Theme::Light);
    assert!(lightness(pixel(&light, 4, 0, 0)) < lightness(pixel(&light, 4, 0, 4)), "high values are dark, and on top");
}

#[test]
fn low_values_fade_into_the_page_and_lightness_is_monotone() {
    let ramp = strip(&(0..256).map(f64::from).collect::<Vec<_>>());
    let mapping = Mapping::new(&ramp, Scale::Linear, None);
    for theme in THEMES {
        assert_eq!(Theme::find(theme.id()), Some(theme));
        let pixels = rgba(&ramp, &mapping, theme);
        let light: Vec<f64> = (0..256).map(|i| lightness(pixel(&pixels, 256, i, 0))).collect();
        let sign = if theme == Theme::Dark { 1.0 } else { -1.0 };
        // A step may go back by the rounding of a channel.
        assert!(light.windows(2).all(|p| sign * (p[1] - p[0]) > -1.0), "{theme:?}: {light:?}");
        assert!(sign * (light[255] - light[0]) > 50.0, "{theme:?}: too little contrast");
        assert!(pixels.iter().skip(3).step_by(4).all(|alpha| *alpha == 255));
        let bar = colorbar(&mapping, theme, 6);
        assert_eq!((bar.rgba.len(), bar.rgba == pixels), (4 * BAR, true), "the bar shows the colours of the map");
        assert!(bar.ticks.iter().all(|(v, place)| (place * 255.0 - v).abs() < 1e-9) && bar.ticks.len() > 3);
    }
}

#[test]
fn a_constant_grid_is_one_colour_and_has_no_levels() {
    for scale in [Scale::Linear, Scale::Log] {
        for minimum in [None, Some(0.0), Some(7.0)] {
            let grid = Grid::sample(&|_: f64, _: f64| 7.0, UNIT, Nodes::Centres, 8, 8).unwrap();
            let mapping = Mapping::new(&grid, scale, minimum);
            let pixels = rgba(&grid, &mapping, Theme::Light);
            assert!((0..64).all(|k| pixel(&pixels, 64, k, 0) == pixel(&pixels, 64, 0, 0)));
            assert!(levels(&mapping, 10).is_empty());
            assert_eq!(mapping.position(7.0), 0.0);
        }
    }
}

#[test]
fn undefined_and_infinite_nodes_are_hatched_and_do_not_touch_the_scale() {
    let hole = |x: f64, y: f64| match (x, y) {
        (x, _) if x < 0.25 => f64::NAN,
        (x, _) if x > 0.75 => f64::INFINITY,
        (x, _) => x,
    };
    let grid = Grid::sample(&hole, UNIT, Nodes::Centres, 64, 64).unwrap();
    assert!(grid.lo() > 0.25 && grid.hi() < 0.75);
    for scale in [Scale::Linear, Scale::Log] {
        let mapping = Mapping::new(&grid, scale, None);
        assert!(mapping.position(f64::NAN).is_nan());
        for theme in THEMES {
            let pixels = rgba(&grid, &mapping, theme);
            for range in [0..16_usize, 48..64] {
                let mut colors: Vec<_> = (0..64)
                    .flat_map(|j| range.clone().map(move |i| (i, j)))
                    .map(|(i, j)| pixel(&pixels, 64, i, j))
                    .collect();
                colors.sort_unstable();
                colors.dedup();
                assert_eq!(colors.len(), 2, "ground and stripes");
            }
        }
    }
    let nothing = Grid::sample(&|_: f64, _: f64| f64::NAN, UNIT, Nodes::Centres, 3, 3).unwrap();
    let mapping = Mapping::new(&nothing, Scale::Log, Some(0.0));
    assert!(nothing.lo().is_nan() && levels(&mapping, 5).is_empty());
    assert_eq!(rgba(&nothing, &mapping, Theme::Dark).len(), 36);
}

#[test]
fn tiny_and_empty_grids_are_fine_and_huge_ones_refused() {
    for (w, h) in [(0, 0), (0, 5), (5, 0), (1, 1), (1, 7), (7, 1), (2, 2)] {
        for nodes in [Nodes::Centres, Nodes::Corners] {
            let grid = Grid::sample(&|x: f64, y: f64| x + y, UNIT, nodes, w, h).unwrap();
            for scale in [Scale::Linear, Scale::Log] {
                let mapping = Mapping::new(&grid, scale, None);
                assert_eq!(rgba(&grid, &mapping, Theme::Light).len(), 4 * w * h);
                let _ = levels(&mapping, 8);
            }
        }
    }
    let one = |w, h| Grid::sample(&|_: f64, _: f64| 1.0, UNIT, Nodes::Centres, w, h);
    assert_eq!(one(usize::MAX, 2), Err(TooLarge { w: usize::MAX, h: 2 }));
    assert_eq!(one(4097, 4096), Err(TooLarge { w: 4097, h: 4096 }));
}

#[test]
fn a_logarithmic_scale_spreads_decades_evenly() {
    // Heights 1e−6 … 1e6, a hundred to the decade; the lowest hundredth are below 1.3e−6.
    #[allow(clippy::disallowed_methods, reason = "the heights of a test, not of a result")]
    let values: Vec<f64> = (0..=1200).map(|k| 10f64.powf(f64::from(k) / 100.0 - 6.0)).collect();
    let mapping = Mapping::new(&strip(&values), Scale::Log, Some(0.0));
    let places: Vec<f64> = [1e-3, 1e-1, 1e1, 1e3, 1e5].iter().map(|v| mapping.position(*v)).collect();
    for pair in places.windows(2) {
        assert!((pair[1] - pair[0] - 1.0 / 6.0).abs() < 0.01, "two decades of twelve: {places:?}");
    }
}

#[test]
fn levels_are_the_round_numbers_a_reader_expects() {
    let made = |lo: f64, hi: f64, scale: Scale, minimum: Option<f64>, n: usize| {
        let values: Vec<f64> = (0..=1000).map(|k| lo + (hi - lo) * (f64::from(k) / 1000.0)).collect();
        levels(&Mapping::new(&strip(&values), scale, minimum), n)
    };
    assert_eq!(made(-9.0, 9.0, Scale::Linear, None, 10), [-8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]);
    assert_eq!(made(0.0, 52.0, Scale::Linear, Some(0.0), 9), [1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
    assert_eq!(made(0.0, 0.7, Scale::Linear, None, 7), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    assert_eq!(made(0.0, 1000.0, Scale::Log, Some(0.0), 7), [10.0, 20.0, 50.0, 100.0, 200.0, 500.0]);
    assert_eq!(made(0.0, 1000.0, Scale::Log, Some(0.0), 3), [10.0, 100.0]);
    // A zero among them is a plain zero.
    assert!(made(-9.0, 9.0, Scale::Linear, None, 10).iter().all(|v| *v != 0.0 || v.is_sign_positive()));
    assert!(made(0.0, 1.0, Scale::Linear, None, 0).is_empty());
    assert!(made(0.0, 1.0, Scale::Linear, None, usize::MAX).len() <= 256);
}

/// A range of any size and place: its ends differ by more than rounding.
fn range() -> impl Strategy<Value = (f64, f64)> {
    let size = (-200..200i32, 1.0..10.0).prop_map(|(k, part)| part * lanes::math::pow(10.0, f64::from(k)));
    (size, -20.0..20.0, any::<bool>()).prop_map(|(size, part, zero)| {
        let lo = if zero { 0.0 } else { part * size };
        (lo, lo + size)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn positions_rise_from_0_to_1_and_come_back((lo, hi) in range(), log in any::<bool>(), below in 0.0..3.0) {
        let scale = if log { Scale::Log } else { Scale::Linear };
        let values: Vec<f64> = (0..=300).map(|k| lo + (hi - lo) * (f64::from(k) / 300.0)).collect();
        let grid = strip(&values);
        for minimum in [None, Some(lo), Some(lo - below * (hi - lo)), Some(hi)] {
            let mapping = Mapping::new(&grid, scale, minimum);
            let mut places = vec![0.0; values.len()];
            mapping.positions(&values, &mut places);
            prop_assert_eq!((places[0], places[300]), (0.0, 1.0));
            prop_assert!(places.windows(2).all(|p| p[0] <= p[1]));
            for (v, place) in values.iter().zip(&places) {
                prop_assert_eq!(mapping.position(*v).to_bits(), place.to_bits());
                let back = mapping.value(*place);
                prop_assert!((back - v).abs() <= 1e-12 * (hi - lo) + 1e-14 * lo.abs().max(hi.abs()), "{} to {} to {}", v, place, back);
            }
            prop_assert_eq!((mapping.position(hi + (hi - lo)), mapping.position(lo - (hi - lo))), (1.0, 0.0));
            prop_assert_eq!((mapping.value(-1.0), mapping.value(2.0)), (grid.lo(), grid.hi()));
        }
    }

    #[test]
    fn a_pixels_colour_is_that_of_its_place((lo, hi) in range(), log in any::<bool>(), theme in 0..3_usize) {
        let scale = if log { Scale::Log } else { Scale::Linear };
        let values: Vec<f64> = (0..=3000).map(|k| lo + (hi - lo) * (f64::from(k * k % 3001) / 3000.0)).collect();
        let grid = strip(&values);
        for minimum in [None, Some(lo), Some(hi)] {
            let mapping = Mapping::new(&grid, scale, minimum);
            let (pixels, bar) = (rgba(&grid, &mapping, THEMES[theme]), colorbar(&mapping, THEMES[theme], 0).rgba);
            for (i, v) in values.iter().enumerate() {
                let nearest = (mapping.position(*v) * 255.0 + 0.5) as usize;
                prop_assert_eq!(pixel(&pixels, 3001, i, 0), pixel(&bar, BAR, nearest, 0), "{} of {} to {}", v, lo, hi);
            }
        }
    }

    #[test]
    fn levels_are_few_short_ascending_and_inside((lo, hi) in range(), log in any::<bool>(), known in any::<bool>(), n in 0..40usize) {
        let scale = if log { Scale::Log } else { Scale::Linear };
        let values: Vec<f64> = (0..=300).map(|k| lo + (hi - lo) * (f64::from(k) / 300.0)).collect();
        let mapping = Mapping::new(&strip(&values), scale, known.then_some(lo));
        let found = levels(&mapping, n);
        prop_assert!(found.len() <= n, "{} of {}: {:?}", found.len(), n, found);
        prop_assert!(found.windows(2).all(|p| p[0] < p[1]));
        prop_assert!(found.iter().all(|v| lo < *v && *v < hi));
        prop_assert!(n < 8 || found.len() >= 2, "{:?} between {} and {}", found, lo, hi);
        for v in found {
            // Ends up to twenty times the range away: a few digits for that, a few for the step.
            let digits = format!("{v:e}").split('e').next().unwrap().replace(['.', '-'], "").len();
            prop_assert!(digits <= 5 || v.abs() >= 1e22 || v.abs() <= 1e-17, "{} has {} digits", v, digits);
        }
    }
}
