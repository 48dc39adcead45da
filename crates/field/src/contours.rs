//! Iso-lines by marching squares, joined into polylines.
//!
//! W. E. Lorensen, H. E. Cline, Marching Cubes, 1987, in the plane; cells where the choice is ambiguous join what the mean of
//! their corners joins. Our own rather than the crate `contour`, which closes every line along the edge of the grid (a rim
//! that is no iso-line), takes NaN for a low value (and so draws lines around undefined regions), and weighs 8 kB.
//!
//! Invariant: every crossing of a level with an edge of the grid is a point of exactly one line, once; lines end only at
//! the edge of the grid or of a region of undefined values, all others are closed. The order of lines and of points depends
//! on the grid alone. It smooths nothing and places no labels.

use crate::Grid;

/// An iso-line, or one of its pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The value along it.
    pub level: f64,
    /// Its points in data units, at least two. Where it is closed the first is not repeated at the end.
    pub points: Vec<[f64; 2]>,
    /// Whether it returns to its first point.
    pub closed: bool,
}

/// A node without a value.
const UNDEFINED: usize = usize::MAX;
/// No edge.
const NONE: u32 = u32::MAX;

/// The lines of every level, in ascending order of levels. Levels that are not finite are left out, repeated ones count once.
///
/// Use a grid with [`Nodes::Corners`](crate::Nodes), so that lines reach the edge of the view.
///
/// ```
/// use field::{Grid, Nodes, View, contours};
/// let view = View { x: [-2.0, 2.0], y: [-2.0, 2.0] };
/// let bowl = Grid::sample(&|x: f64, y: f64| x * x + y * y, view, Nodes::Corners, 101, 101)?;
/// let [circle] = &contours(&bowl, &[1.0])[..] else { panic!() };
/// assert!(circle.closed);
/// assert!(circle.points.iter().all(|[x, y]| ((x * x + y * y).sqrt() - 1.0).abs() < 5e-4));
/// # Ok::<(), field::TooLarge>(())
/// ```
pub fn contours(grid: &Grid, levels: &[f64]) -> Vec<Line> {
    let levels = ascending(levels);
    let (w, h) = (grid.w(), grid.h());
    if w < 2 || h < 2 || levels.is_empty() {
        return Vec::new();
    }
    // How many levels lie at or below each node of the row above and of this one: node ≥ levels[k] exactly where rank > k.
    let (mut above, mut below) = (vec![0; w], vec![0; w]);
    // The cells each level crosses, by their upper left node.
    let mut crossed: Vec<Vec<usize>> = vec![Vec::new(); levels.len()];
    for (j, row) in grid.values().chunks_exact(w).enumerate() {
        core::mem::swap(&mut above, &mut below);
        rank(row, &levels, &mut below);
        if j == 0 {
            continue;
        }
        let mut left = [above[0], below[0]];
        for (i, (a, b)) in above[1..].iter().zip(&below[1..]).enumerate() {
            let right = [*a, *b];
            if right == left && a == b {
                continue;
            }
            let corners = [left[0], right[0], left[1], right[1]];
            left = right;
            let (mut least, mut most) = (corners[0], corners[0]);
            for rank in &corners[1..] {
                least = least.min(*rank);
                most = most.max(*rank);
            }
            if most != UNDEFINED {
                crossed[least..most].iter_mut().for_each(|cells| cells.push((j - 1) * w + i));
            }
        }
    }

    let mut tracer = Tracer { grid, places: vec![0; 2 * w * h], crossings: Vec::new(), lines: Vec::new() };
    for (level, cells) in levels.iter().zip(&crossed) {
        for at in cells {
            tracer.link(*at, *level);
        }
        tracer.trace(*level);
    }
    tracer.lines
}

/// How many levels lie at or below each value; [`UNDEFINED`] where it is not finite. Searched for from the value before, which mostly
/// has the same.
#[inline(never)]
pub(crate) fn rank(values: &[f64], levels: &[f64], to: &mut [usize]) {
    let mut near = 0;
    // What lies between these has the same.
    let (mut from, mut end) = (f64::INFINITY, f64::NEG_INFINITY);
    for (v, to) in values.iter().zip(to) {
        if !(from <= *v && *v < end) {
            if !v.is_finite() {
                *to = UNDEFINED;
                continue;
            }
            while near < levels.len() && levels[near] <= *v {
                near += 1;
            }
            while near > 0 && levels[near - 1] > *v {
                near -= 1;
            }
            from = if near > 0 { levels[near - 1] } else { f64::MIN };
            end = levels.get(near).copied().unwrap_or(f64::INFINITY);
        }
        *to = near;
    }
}

/// The finite levels in order, each once. Inserted one by one: they are few, and a sort is a large piece of code.
fn ascending(levels: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = Vec::with_capacity(levels.len());
    for level in levels.iter().copied().filter(|level| level.is_finite()) {
        let at = sorted.partition_point(|other| *other < level);
        if sorted.get(at) != Some(&level) {
            sorted.insert(at, level);
        }
    }
    sorted
}

/// Joins the segments of one level after the other.
///
/// An edge of the grid has the number 2·node if it goes right from its node and 2·node + 1 if it goes down. It carries at most
/// one crossing of a level, and borders on two cells, so it has at most two neighbours along a line.
struct Tracer<'a> {
    grid: &'a Grid,
    /// Where an edge stands among the crossings, counted from 1; 0 for the many that the level at hand does not cross, and for those
    /// that are in a line already.
    places: Vec<u32>,
    /// In the order in which the cells were visited.
    crossings: Vec<Crossing>,
    lines: Vec<Line>,
}

/// An edge that the level at hand crosses, and its neighbours along the line: one at least.
struct Crossing {
    edge: u32,
    next: [u32; 2],
}

impl Tracer<'_> {
    /// Adds the one or two segments of a level in the cell whose upper left node is `at`.
    fn link(&mut self, at: usize, level: f64) {
        let w = self.grid.w();
        let above = |node: usize| self.grid.values()[node] >= level;
        let (top, left, right, bottom) = (2 * at, 2 * at + 1, 2 * (at + 1) + 1, 2 * (at + w));
        let corners = [above(at), above(at + 1), above(at + w + 1), above(at + w)];
        match corners {
            [a, b, c, d] if a == c && b == d => {
                // Two opposite corners are above. The middle says which pair belongs together.
                let v = self.grid.values();
                let mean = 0.25 * v[at] + 0.25 * v[at + 1] + (0.25 * v[at + w] + 0.25 * v[at + w + 1]);
                if (mean >= level) == a {
                    self.join(top, right);
                    self.join(left, bottom);
                } else {
                    self.join(top, left);
                    self.join(right, bottom);
                }
            }
            [a, b, c, d] => {
                // One or two neighbouring corners differ from the rest: exactly two sides are crossed.
                let mut sides = [(a != b, top), (b != c, right), (c != d, bottom), (d != a, left)]
                    .into_iter()
                    .filter_map(|(crossed, side)| crossed.then_some(side));
                if let (Some(from), Some(to)) = (sides.next(), sides.next()) {
                    self.join(from, to);
                }
            }
        }
    }

    fn join(&mut self, a: usize, b: usize) {
        // A grid has at most 2²⁴ nodes, so edges fit.
        let (a, b) = (a as u32, b as u32);
        for (from, to) in [(a, b), (b, a)] {
            let place = &mut self.places[from as usize];
            if *place == 0 {
                self.crossings.push(Crossing { edge: from, next: [to, NONE] });
                *place = self.crossings.len() as u32;
            } else {
                self.crossings[*place as usize - 1].next[1] = to;
            }
        }
    }

    /// Turns the crossings of one level into lines and forgets them.
    fn trace(&mut self, level: f64) {
        let crossings = core::mem::take(&mut self.crossings);
        // First the lines with ends, from one of them; what is left are loops.
        for closed in [false, true] {
            for start in &crossings {
                if closed || start.next[1] == NONE {
                    self.follow(&crossings, start.edge, level, closed);
                }
            }
        }
        self.crossings = crossings;
        self.crossings.clear();
    }

    /// Walks from an edge to the end, unless it is in a line already.
    fn follow(&mut self, crossings: &[Crossing], start: u32, level: f64, closed: bool) {
        let mut points: Vec<[f64; 2]> = Vec::new();
        let (mut from, mut at) = (NONE, start);
        while at != NONE {
            let place = core::mem::take(&mut self.places[at as usize]);
            if place == 0 {
                break; // Back at the start of a loop.
            }
            let point = self.crossing(at, level);
            // Where the level passes through a node, its edges are crossed at one place.
            if points.last() != Some(&point) {
                points.push(point);
            }
            let [a, b] = crossings[place as usize - 1].next;
            let next = if a == from { b } else { a };
            (from, at) = (at, next);
        }
        if closed && points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() > 1 {
            self.lines.push(Line { level, points, closed });
        }
    }

    /// Where the level crosses an edge, by linear interpolation.
    fn crossing(&self, edge: u32, level: f64) -> [f64; 2] {
        let (grid, node) = (self.grid, (edge / 2) as usize);
        let (i, j) = (node % grid.w(), node / grid.w());
        let (x, y) = (grid.x(i), grid.y(j));
        let v = grid.values();
        let part = |to: usize| (0.5 * level - 0.5 * v[node]) / (0.5 * v[to] - 0.5 * v[node]);
        if edge.is_multiple_of(2) {
            [x + part(node + 1) * (grid.x(i + 1) - x), y]
        } else {
            [x, y + part(node + grid.w()) * (grid.y(j + 1) - y)]
        }
    }
}
