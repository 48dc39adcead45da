//! Pictures of a two-parameter objective, or of losses over two parameters: pixels, iso-lines, the colour bar. `field` computes them;
//! they are copied out.
//!
//! A heat map, its iso-lines and its colour bar agree because all three take their mapping from the same coarse grid.

use crate::error::out_of_range;
use crate::specification;
use crate::value::object;
use descent::list::Listed;
use descent::spec::{ProblemSpec, Spec, objective_of};
use descent::surface::{Surface, Turn};
use descent::text::{decimal, quoted};
use field::{Grid, Mapping, Nodes, Sampler, Scale, Theme, Turned, View, levels};
use js_sys::{Array, Float64Array, Reflect, Uint8ClampedArray};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// Nodes per side of the grid that the mapping and the iso-lines are computed on.
const LATTICE: usize = 200;
/// Pixels per side at most.
const PIXELS: u32 = 4096;
/// Iso-lines at most.
const LINES: usize = 100;

/// RGBA pixels of the objective, row 0 at the top: `w` × `h` × 4 bytes. `view` is `{x: [lo, hi], y: [lo, hi]}`, `options` may
/// have `log` (else the surface's own choice) and `theme` (`light`, `dark` or `projector`).
///
/// # Errors
/// A `SpecError` for a refused specification, a `RangeError` for a view, a size or an option that makes no picture.
#[wasm_bindgen]
pub fn heatmap(
    spec: &JsValue,
    view: &JsValue,
    w: u32,
    h: u32,
    options: &JsValue,
) -> Result<Uint8ClampedArray, JsValue> {
    let picture = Picture::new(spec, view, options)?;
    if w == 0 || h == 0 || w > PIXELS || h > PIXELS {
        return Err(out_of_range(&format!("a picture of {w} by {h} pixels; allowed: 1 to {PIXELS} each")));
    }
    let grid = picture.sample(Nodes::Centres, w as usize, h as usize)?;
    let mapping = picture.mapping()?;
    Ok(Uint8ClampedArray::from(&field::rgba(&grid, &mapping, picture.theme)[..]))
}

/// Iso-lines in data units: `{levels, lines: [{level, points: Float64Array of x, y, x, y, …, closed}]}`. `wanted` is a number
/// of round levels or the levels themselves. They are traced on a grid of `options.nodes` (200) per side.
///
/// # Errors
/// As for [`heatmap`].
#[wasm_bindgen]
pub fn contours(spec: &JsValue, view: &JsValue, wanted: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let picture = Picture::new(spec, view, options)?;
    let nodes = get(options, "nodes").as_f64().unwrap_or(LATTICE as f64);
    if !(2.0..=f64::from(PIXELS)).contains(&nodes) {
        return Err(out_of_range(&format!("nodes {}; allowed: 2 to {PIXELS}", decimal(nodes))));
    }
    let lattice = picture.sample(Nodes::Corners, nodes as usize, nodes as usize)?;
    let levels = match wanted.as_f64() {
        Some(n) if n >= 1.0 && n <= LINES as f64 => levels(&picture.mapping()?, n as usize),
        Some(n) => return Err(out_of_range(&format!("{} iso-lines; allowed: 1 to {LINES}", decimal(n)))),
        None => {
            let all = Float64Array::new(wanted).to_vec();
            if all.len() > LINES {
                return Err(out_of_range(&format!("{} iso-lines; allowed: 1 to {LINES}", all.len())));
            }
            all
        }
    };
    Ok(traced(&lattice, &levels))
}

fn traced(lattice: &Grid, levels: &[f64]) -> JsValue {
    let lines = Array::new();
    for line in field::contours(lattice, levels) {
        let flat: Vec<f64> = line.points.iter().flatten().copied().listed();
        lines.push(&object(&[
            ("level", line.level.into()),
            ("points", Float64Array::from(&flat[..]).into()),
            ("closed", line.closed.into()),
        ]));
    }
    object(&[("levels", Float64Array::from(levels).into()), ("lines", lines.into())])
}

/// The colour bar that belongs to [`heatmap`]: `{rgba, lo, hi, log, minimum, softening, ticks: [{value, place}]}`, colours from
/// the lowest value to the highest, places from 0 to 1; on a logarithmic scale by ln(1 + (v − minimum)/softening).
///
/// # Errors
/// As for [`heatmap`].
#[wasm_bindgen]
pub fn colorbar(spec: &JsValue, view: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let picture = Picture::new(spec, view, options)?;
    Ok(bar_of(&picture.mapping()?, picture.theme))
}

fn bar_of(mapping: &Mapping, theme: Theme) -> JsValue {
    let bar = field::colorbar(mapping, theme, 6);
    let ticks = Array::new();
    for (value, place) in &bar.ticks {
        ticks.push(&object(&[("value", (*value).into()), ("place", (*place).into())]));
    }
    object(&[
        ("rgba", Uint8ClampedArray::from(&bar.rgba[..]).into()),
        ("lo", bar.mapping.lo().into()),
        ("hi", bar.mapping.hi().into()),
        ("log", (bar.mapping.scale() == Scale::Log).into()),
        ("minimum", bar.mapping.minimum().into()),
        ("softening", bar.mapping.softening().into()),
        ("ticks", ticks.into()),
    ])
}

/// Pictures of losses that are there already: `values` holds one or several of `w` × `h` values each, row 0 at the top, over the same
/// `view`. Gives `{bar, pictures: [{rgba, contours}]}` with one scale, logarithmic, and `wanted` levels for all of them.
///
/// # Errors
/// A `RangeError` for a view, a size or an option that makes no picture.
#[wasm_bindgen]
pub fn sheets(
    values: Vec<f64>,
    w: usize,
    h: usize,
    view: &JsValue,
    wanted: usize,
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (view, theme) = (view_of(view)?, theme_of(options)?);
    let size = w.saturating_mul(h);
    if size == 0 || values.is_empty() || !values.len().is_multiple_of(size) || wanted > LINES {
        return Err(out_of_range(&format!("{} values as pictures of {w} by {h}, {wanted} iso-lines", values.len())));
    }
    let all = Grid::of(values, view, Nodes::Centres, w);
    let mapping = Mapping::new(&all, Scale::Log, None);
    let levels = levels(&mapping, wanted);
    let pictures = Array::new();
    for values in all.values().chunks_exact(size) {
        let grid = Grid::of(values.to_vec(), view, Nodes::Centres, w);
        pictures.push(&object(&[
            ("rgba", Uint8ClampedArray::from(&field::rgba(&grid, &mapping, theme)[..]).into()),
            ("contours", traced(&grid, &levels)),
        ]));
    }
    Ok(object(&[("bar", bar_of(&mapping, theme)), ("pictures", pictures.into())]))
}

/// What all three need: the objective, the view, the scale and the theme.
struct Picture {
    from: Box<dyn Sampler>,
    view: View,
    log: bool,
    minimum: Option<f64>,
    theme: Theme,
}

impl Picture {
    fn new(spec: &JsValue, view: &JsValue, options: &JsValue) -> Result<Picture, JsValue> {
        let spec = specification(spec)?;
        if spec.start.len() != 2 {
            return Err(out_of_range(&format!("a picture of {} parameters; allowed: 2", spec.start.len())));
        }
        let theme = theme_of(options)?;
        let (own_log, minimum) = scale_of(&spec);
        let log = get(options, "log").as_bool().unwrap_or(own_log);
        let view = view_of(view)?;
        Ok(Picture { from: sampler(&spec), view, log, minimum, theme })
    }

    fn sample(&self, nodes: Nodes, w: usize, h: usize) -> Result<Grid, JsValue> {
        Grid::sample(&*self.from, self.view, nodes, w, h).map_err(|error| out_of_range(&error.to_string()))
    }

    fn mapping(&self) -> Result<Mapping, JsValue> {
        let lattice = self.sample(Nodes::Corners, LATTICE, LATTICE)?;
        Ok(Mapping::new(&lattice, if self.log { Scale::Log } else { Scale::Linear }, self.minimum))
    }
}

/// Whether the problem wants a logarithmic scale, and its global minimum where that is known.
fn scale_of(spec: &Spec) -> (bool, Option<f64>) {
    let ProblemSpec::Surface { row, args, .. } = &spec.problem else { return (true, None) };
    let surface = row.with(args);
    let lowest = (row.points)(args).into_iter().find(|p| p.global);
    (row.log, lowest.map(|p| Surface::<f64>::value(&*surface, p.at[0], p.at[1])))
}

/// The objective as something to sample: surfaces several points at a time, everything else one by one.
fn sampler(spec: &Spec) -> Box<dyn Sampler> {
    if let Some((surface, turn)) = spec.problem.function(2) {
        return Box::new(OwnedSurface { surface, turn });
    }
    let objective = objective_of::<f64>(&spec.problem, 2);
    let work = RefCell::new(objective.work());
    Box::new(move |x: f64, y: f64| objective.value(None, &[x, y], &mut work.borrow_mut()))
}

struct OwnedSurface {
    surface: Box<dyn descent::surface::AnySurface>,
    turn: Turn,
}

impl Sampler for OwnedSurface {
    fn row(&self, xs: &[f64], y: f64, out: &mut [f64]) {
        Turned { surface: &*self.surface, turn: &self.turn }.row(xs, y, out);
    }
}

fn get(from: &JsValue, key: &str) -> JsValue {
    if from.is_object() {
        Reflect::get(from, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

fn theme_of(options: &JsValue) -> Result<Theme, JsValue> {
    let Some(id) = get(options, "theme").as_string() else { return Ok(Theme::Light) };
    Theme::find(&id).ok_or_else(|| out_of_range(&format!("theme {}; allowed: light, dark, projector", quoted(&id))))
}

fn view_of(view: &JsValue) -> Result<View, JsValue> {
    Ok(View { x: interval(view, "x")?, y: interval(view, "y")? })
}

fn interval(view: &JsValue, key: &str) -> Result<[f64; 2], JsValue> {
    let ends = get(view, key);
    let end = |i: u32| Reflect::get_u32(&ends, i).ok().and_then(|v| v.as_f64()).filter(|v| v.is_finite());
    match (ends.is_object().then(|| end(0)).flatten(), ends.is_object().then(|| end(1)).flatten()) {
        (Some(lo), Some(hi)) if lo < hi && (hi - lo).is_finite() => Ok([lo, hi]),
        _ => Err(out_of_range(&format!("view.{key}; allowed: [low, high], finite and increasing"))),
    }
}
