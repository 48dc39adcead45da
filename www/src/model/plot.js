/**
 * What: draws one model over its data: regions or fitted curves, the points to train on, the points to test on apart, centres.
 * Invariant: every point is drawn at its own place; training points are filled, test points are rings; where steps look at batches, the
 * next one's samples have a ring around them.
 * Does not: ask the engine for anything.
 */
import { drawAxes, drawColorBar } from "../draw/axes.js";
import { Frame, fitPlane, plotRect } from "../draw/frame.js";
import { linearTicks } from "../draw/levels.js";
import { drawMarker, strokeWithHalo } from "../draw/marks.js";
import { clipTo } from "../draw/paper.js";
import { racerLook } from "../look/racers.js";
import { modelWords } from "../words/model.js";
import { areClasses, areNumbers, classColor, numberColor, numberColors, regions } from "./shades.js";

/** @typedef {import("../engine/shapes").Dataset} Dataset */
/** @typedef {import("../engine/shapes").Samples} Samples */
/** @typedef {import("../engine/shapes").LearningView["racers"][number]} Learned */

/** Room around the data, in parts of its extent. */
const ROOM = 0.12;
/** Of more points than this only so many are drawn. */
const MOST_POINTS = 4000;
/** Lines from more points than this to a curve hide one another. */
const MOST_RESIDUALS = 100;
/** Extents that differ by a larger factor are of different units. */
const ALIKE = 5;

/**
 * The lowest and the highest of a number of each sample.
 * @param {Pick<Dataset, "train" | "test">} data
 * @param {(half: Samples, i: number) => number} of
 * @returns {[number, number]}
 */
export function spanOf({ train, test }, of) {
  let [lo, hi] = [Infinity, -Infinity];
  for (const half of test ? [train, test] : [train]) for (let i = 0; i < half.n; i++) [lo, hi] = [Math.min(lo, of(half, i)), Math.max(hi, of(half, i))];
  return [lo, hi];
}

/**
 * The part of the plane that holds the data, with room around it.
 * @param {Dataset} data
 * @returns {{x: [number, number], y: [number, number]}}
 */
function extentOfData(data) {
  const along = (/** @type {0 | 1} */ axis) => {
    const [lo, hi] = spanOf(data, (half, i) => placeOf(data, half, i)[axis]);
    const room = (hi - lo || 1) * ROOM;
    return /** @type {[number, number]} */ ([lo - room, hi + room]);
  };
  return { x: along(0), y: along(1) };
}

/**
 * The frame of a plot.
 * @param {number} widthPx
 * @param {number} heightPx
 * @param {Dataset} data
 * @param {number} textPx
 */
export function frameOfData(widthPx, heightPx, data, textPx) {
  const rect = plotRect(widthPx, heightPx, areNumbers(data), textPx);
  const view = extentOfData(data);
  const [across = 1, up = 1] = [view.x, view.y].map(([lo, hi]) => hi - lo);
  const alike = data.features > 1 && across < ALIKE * up && up < ALIKE * across;
  return new Frame(rect, alike ? fitPlane(view, rect) : view);
}

/**
 * Draws models over the data.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {import("../look/theme.js").Theme} theme
 * @param {{data: Dataset, learned: Learned[], colors: (string | null | undefined)[], sizePx: number}} scene one model for regions, any number for curves
 */
export function drawLearned(ctx, frame, theme, { data, learned, colors, sizePx }) {
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  clipTo(ctx, frame.rect);
  const map = learned[0]?.map;
  if (map) {
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(regions(map, sizePx, data, theme.paper), leftPx, topPx, widthPx, heightPx);
  }
  if (data.features === 1 && !data.classes && learned.length < 3) for (const one of learned) drawResiduals(ctx, frame, theme, data, one, colors);
  const points = pointsLayer(ctx, frame, theme, data);
  ctx.drawImage(points, leftPx, topPx, widthPx, heightPx);
  for (const { racer, picks } of learned) drawPicks(ctx, frame, theme, data, picks, map ? theme.ink : racerLook(racer, colors[racer]).color);
  for (const { racer, curves } of learned) {
    const look = racerLook(racer, colors[racer]);
    const [lo, hi] = frame.view.x;
    ctx.save();
    ctx.setLineDash(look.dash.map((length) => length * 2.6));
    curves?.forEach((curve, k) =>
      strokeWithHalo(ctx, theme, curves.length > 1 ? classColor(k) : look.color, 2.6 * theme.line, () => curve.forEach((y, i) => ctx.lineTo(frame.toX(lo + ((hi - lo) * i) / (curve.length - 1)), clipPx(frame.toY(y))))),
    );
    ctx.restore();
  }
  const { features, pair, feature_names: names, middle, range } = data;
  const [first] = learned;
  if (middle === null && first) {
    const centre = (/** @type {number} */ k, /** @type {0 | 1} */ axis) => (axis < features ? Number(first.weights[features * k + pair[axis]]) : 0);
    for (let k = 0; features * k < first.weights.length; k++) drawMarker(ctx, theme, frame.toX(centre(k, 0)), frame.toY(centre(k, 1)), { ...racerLook(7, classColor(k)), marker: "plus" }, 9 * theme.line);
  }
  ctx.restore();
  // Along one feature there is nothing upwards for centres, and shares for classes.
  const y = features > 1 ? String(names[pair[1]]) : middle === null ? "" : data.classes && middle ? modelWords.share : data.target_name;
  drawAxes(ctx, frame, theme, { x: String(names[pair[0]]), y, label: (_, __, text, up) => (y || !up ? text : "") }, !areNumbers(data));
  if (!areNumbers(data)) return;
  const [lo, hi] = range;
  const ticks = linearTicks(lo, hi, heightPx / 60).values.map((value) => ({ value, place: (value - lo) / (hi - lo) }));
  drawColorBar(ctx, frame, numberColors(), { ticks, log: false }, theme, data.target_name);
}

/**
 * Lines from the samples to a fitted curve, from few enough to tell apart.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {import("../look/theme.js").Theme} theme
 * @param {Dataset} data
 * @param {Learned} learned
 * @param {(string | null | undefined)[]} colors
 */
function drawResiduals(ctx, frame, theme, data, { racer, curves }, colors) {
  const [curve = []] = curves ?? [];
  const [lo, hi] = frame.view.x;
  ctx.beginPath();
  for (let i = 0; i < data.train.n && data.train.n <= MOST_RESIDUALS; i++) {
    const [x, y] = placeOf(data, data.train, i);
    ctx.moveTo(frame.toX(x), frame.toY(y));
    ctx.lineTo(frame.toX(x), clipPx(frame.toY(Number(curve[Math.round(((x - lo) / (hi - lo)) * (curve.length - 1))]))));
  }
  ctx.lineWidth = theme.line;
  ctx.strokeStyle = racerLook(racer, colors[racer]).color;
  ctx.stroke();
}

/** Layers of points: while a model trains only what lies under them changes. @type {WeakMap<Dataset, Map<string, HTMLCanvasElement>>} */
const layers = new WeakMap();
/** Windows are resized; more layers than this are not kept. */
const MOST_LAYERS = 8;

/**
 * All points of a plot, as one picture.
 * @param {CanvasRenderingContext2D} ctx the one that they are for
 * @param {Frame} frame
 * @param {import("../look/theme.js").Theme} theme
 * @param {Dataset} data
 * @returns {HTMLCanvasElement}
 */
function pointsLayer(ctx, frame, theme, data) {
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  const ratio = ctx.getTransform().a;
  const key = JSON.stringify([frame.view, widthPx, heightPx, ratio, theme.name]);
  const all = layers.get(data) ?? new Map();
  layers.set(data, all);
  const made = all.get(key);
  if (made) return made;
  if (all.size >= MOST_LAYERS) all.clear();
  const layer = document.createElement("canvas");
  layer.width = Math.round(widthPx * ratio);
  layer.height = Math.round(heightPx * ratio);
  const own = layer.getContext("2d");
  if (own) {
    own.scale(layer.width / widthPx, layer.height / heightPx);
    own.translate(-leftPx, -topPx);
    drawPoints(own, frame, theme, data, data.train, false);
    if (data.test) drawPoints(own, frame, theme, data, data.test, true);
  }
  all.set(key, layer);
  return layer;
}

/**
 * Rings around the samples that the next step looks at.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {import("../look/theme.js").Theme} theme
 * @param {Dataset} data
 * @param {Uint32Array} picks
 * @param {string} color
 */
function drawPicks(ctx, frame, theme, data, picks, color) {
  const radiusPx = radiusOf(data.train, theme) + 2.2 * theme.line;
  ctx.lineWidth = 1.3 * theme.line;
  ctx.strokeStyle = color;
  for (const i of picks) {
    const [x, y] = placeOf(data, data.train, i);
    ctx.beginPath();
    ctx.arc(frame.toX(x), frame.toY(y), radiusPx, 0, 7);
    ctx.stroke();
  }
}

/** A point's size. @param {Samples} half @param {import("../look/theme.js").Theme} theme @returns {number} px */
const radiusOf = (half, theme) => (half.n > 400 ? 2.4 : 3.4) * theme.line;

/** A canvas loses precision far outside. @param {number} px @returns {number} */
function clipPx(px) {
  return Math.max(-1e4, Math.min(1e4, px));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {import("../look/theme.js").Theme} theme
 * @param {Dataset} data
 * @param {Samples} half
 * @param {boolean} test
 */
function drawPoints(ctx, frame, theme, data, half, test) {
  const radiusPx = radiusOf(half, theme);
  const stride = Math.max(1, Math.ceil(half.n / MOST_POINTS));
  for (let i = 0; i < half.n; i += stride) {
    const [x, y] = placeOf(data, half, i);
    ctx.beginPath();
    ctx.arc(frame.toX(x), frame.toY(y), radiusPx, 0, 2 * Math.PI);
    const target = Number(half.y[i]);
    const color = areClasses(data) ? classColor(target) : areNumbers(data) ? numberColor(target, data.range) : theme.ink;
    ctx.fillStyle = color;
    if (!test) ctx.fill();
    ctx.lineWidth = test ? 3.4 : 1;
    ctx.strokeStyle = theme.halo;
    ctx.stroke();
    if (!test) continue;
    ctx.lineWidth = 1.6 * theme.line;
    ctx.strokeStyle = color;
    ctx.stroke();
  }
}

/**
 * Where a sample stands in the plot.
 * @param {Dataset} data
 * @param {Samples} half
 * @param {number} i
 * @returns {[number, number]}
 */
export function placeOf(data, half, i) {
  const [across, up] = data.pair;
  const feature = (/** @type {number} */ k) => Number(half.x[i * data.features + k]);
  return [feature(across), data.features > 1 ? feature(up) : heightOf(data, Number(half.y[i * widthOf(data)]))];
}

/**
 * Where a target stands along one feature: classes evenly, from what an output is for the first to what it is for the last.
 * @param {Dataset} data
 * @param {number} target
 * @returns {number}
 */
function heightOf({ classes, middle }, target) {
  if (middle === null) return 0;
  if (!classes) return target;
  // Of several, the lowest and the highest are clear of the curves.
  return classes > 2 ? (1.1 * target) / (classes - 1) - 0.05 : middle ? target : 2 * target - 1;
}

/**
 * Targets of a sample: a class is one.
 * @param {Dataset} data
 * @returns {number}
 */
export function widthOf({ classes, outputs }) {
  return classes > 0 ? 1 : Math.max(1, outputs);
}
