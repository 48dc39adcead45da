//! Pixels of a heat map and of its colour bar.
//!
//! Invariant: one opaque RGBA quadruple per node, in the grid's order (row 0 on top), and a node's colour depends on its
//! value alone; nodes whose value is NaN or infinite are hatched. It decides on no size and draws no text.

use crate::contours::rank;
use crate::levels::levels;
use crate::{Grid, Mapping, Theme};

/// The number of pixels of a colour bar.
pub const BAR: usize = 256;

/// The width of a period of the hatching, and of a stripe, in pixels along a row.
const PERIOD: usize = 8;
const STRIPE: usize = 2;

/// The heat map: w × h × 4 bytes, RGBA.
pub fn rgba(grid: &Grid, mapping: &Mapping, theme: Theme) -> Vec<u8> {
    let opaque = |[r, g, b]: [u8; 3]| u32::from_le_bytes([r, g, b, 255]);
    // As whole words: four bytes written one by one take as long as the rest.
    let (colors, hatch) = (theme.colors().map(opaque), theme.hatch().map(opaque));
    let steps: [f64; BAR - 1] = mapping.steps();
    let mut ranks = vec![0; grid.w()];
    let mut out = vec![255; grid.values().len() * 4];
    let (mut pixels, _) = out.as_chunks_mut::<4>();
    for (j, row) in grid.values().chunks(grid.w().max(1)).enumerate() {
        rank(row, &steps, &mut ranks);
        let (here, below) = core::mem::take(&mut pixels).split_at_mut(row.len());
        pixels = below;
        for (i, (rank, to)) in ranks.iter().zip(here).enumerate() {
            // What is not finite has no rank, and so no colour.
            let color = colors.get(*rank).unwrap_or(&hatch[usize::from((i + j) % PERIOD < STRIPE)]);
            *to = color.to_le_bytes();
        }
    }
    out
}

/// A colour bar: the ramp, and what is needed to put ticks on it.
#[derive(Clone, Debug, PartialEq)]
pub struct ColorBar {
    /// [`BAR`] × 4 bytes, RGBA, from the lowest value to the highest.
    pub rgba: Vec<u8>,
    /// Round values in ascending order, each with its place from 0 to 1.
    pub ticks: Vec<(f64, f64)>,
    /// From values to places and back.
    pub mapping: Mapping,
}

/// The colour bar of a mapping, with about `ticks` round values.
///
/// ```
/// use field::{Grid, Mapping, Nodes, Scale, Theme, View, colorbar};
/// let view = View { x: [0.0, 1.0], y: [0.0, 1.0] };
/// let grid = Grid::of(vec![0.0, 1.0, 2.0, 4.0], view, Nodes::Corners, 2);
/// let bar = colorbar(&Mapping::new(&grid, Scale::Linear, None), Theme::Light, 5);
/// assert_eq!(bar.rgba.len(), field::BAR * 4);
/// assert!(bar.ticks.iter().all(|(value, place)| *place == value / 4.0), "{:?}", bar.ticks);
/// ```
pub fn colorbar(mapping: &Mapping, theme: Theme, ticks: usize) -> ColorBar {
    let rgba = theme.colors().iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
    let ticks = levels(mapping, ticks).into_iter().map(|v| (v, mapping.position(v))).collect();
    ColorBar { rgba, ticks, mapping: *mapping }
}
