/**
 * What: draws one model over its data: regions or fitted curves, the points to train on, the points to test on apart, centres.
 * Invariant: every point is drawn at its own place; training points are filled, test points are rings; where steps look at batches, the
 * next one's samples have a ring around them.
 * Does not: ask the engine for anything.
 */
import { drawAxes } from "../draw/axes.js";
import { Frame, fitPlane, plotRect } from "../draw/frame.js";
import { drawMarker, strokeWithHalo } from "../draw/marks.js";
import { racerLook } from "../look/racers.js";
import { classColor, regions } from "./shades.js";
import { clipTo } from "../draw/paper.js";

/** @typedef {import("../engine/shapes").Dataset} Dataset */
/** @typedef {import("../engine/shapes").Samples} Samples */
/** @typedef {import("../engine/shapes").LearningView["racers"][number]} Learned */
/** @typedef {{classes: number, signed: boolean, clusters: boolean}} Task */

/** Room around the data, in parts of its extent. */
const ROOM = 0.12;
/** Of more points than this only so many are drawn. */
const MOST_POINTS = 4000;

/**
 * The part of the plane that holds the data, with room around it.
 * @param {Dataset} data
 * @returns {{x: [number, number], y: [number, number]}}
 */
function extentOfData(data) {
  const halves = data.test ? [data.train, data.test] : [data.train];
  const span = (/** @type {(half: Samples, i: number) => number} */ of) => {
    let [lo, hi] = [Infinity, -Infinity];
    for (const half of halves) for (let i = 0; i < half.n; i++) [lo, hi] = [Math.min(lo, of(half, i)), Math.max(hi, of(half, i))];
    const room = (hi - lo || 1) * ROOM;
    return /** @type {[number, number]} */ ([lo - room, hi + room]);
  };
  const along = (/** @type {0 | 1} */ axis) => span((half, i) => placeOf(data, half, i)[axis]);
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
  const rect = plotRect(widthPx, heightPx, false, textPx);
  const view = extentOfData(data);
  return new Frame(rect, data.features === 1 ? view : fitPlane(view, rect));
}

/**
 * Draws models over the data.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {import("../look/theme.js").Theme} theme
 * @param {{data: Dataset, task: Task, learned: Learned[], colors: (string | null | undefined)[], sizePx: number}} scene one model for regions, any number for curves
 */
export function drawLearned(ctx, frame, theme, { data, task, learned, colors, sizePx }) {
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  clipTo(ctx, frame.rect);
  const map = learned[0]?.map;
  if (map) {
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(regions(map, sizePx, task, theme.paper), leftPx, topPx, widthPx, heightPx);
  }
  const points = pointsLayer(ctx, frame, theme, data, task.clusters);
  ctx.drawImage(points, leftPx, topPx, widthPx, heightPx);
  for (const { racer, picks } of learned) drawPicks(ctx, frame, theme, data, picks, map ? theme.ink : racerLook(racer, colors[racer]).color);
  for (const { racer, curve } of learned) {
    if (!curve) continue;
    const look = racerLook(racer, colors[racer]);
    const [lo, hi] = frame.view.x;
    ctx.save();
    ctx.setLineDash(look.dash.map((length) => length * 2.6));
    strokeWithHalo(ctx, theme, look.color, 2.6 * theme.line, () => curve.forEach((y, i) => ctx.lineTo(frame.toX(lo + ((hi - lo) * i) / (curve.length - 1)), clipPx(frame.toY(y)))));
    ctx.restore();
  }
  const centres = task.clusters ? learned[0]?.weights : undefined;
  const { features, pair, feature_names: names } = data;
  if (centres && features > 1) {
    for (let k = 0; features * k < centres.length; k++) drawMarker(ctx, theme, frame.toX(Number(centres[features * k + pair[0]])), frame.toY(Number(centres[features * k + pair[1]])), { ...racerLook(7, classColor(k)), marker: "plus" }, 9 * theme.line);
  }
  ctx.restore();
  drawAxes(ctx, frame, theme, { x: names[pair[0]] ?? "x", y: features === 1 ? "y" : (names[pair[1]] ?? "y") }, true);
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
 * @param {boolean} plain without the colours of classes, which a model that looks for clusters does not see
 * @returns {HTMLCanvasElement}
 */
function pointsLayer(ctx, frame, theme, data, plain) {
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  const ratio = ctx.getTransform().a;
  const key = JSON.stringify([frame.view, widthPx, heightPx, ratio, theme.name, plain]);
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
    drawPoints(own, frame, theme, data, data.train, false, plain);
    if (data.test) drawPoints(own, frame, theme, data, data.test, true, plain);
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
 * @param {boolean} plain
 */
function drawPoints(ctx, frame, theme, data, half, test, plain) {
  const radiusPx = radiusOf(half, theme);
  const stride = Math.max(1, Math.ceil(half.n / MOST_POINTS));
  for (let i = 0; i < half.n; i += stride) {
    const [x, y] = placeOf(data, half, i);
    ctx.beginPath();
    ctx.arc(frame.toX(x), frame.toY(y), radiusPx, 0, 2 * Math.PI);
    const color = plain || data.features === 1 ? theme.ink : targetColor(data, half, i);
    if (test) {
      ctx.lineWidth = 3.4;
      ctx.strokeStyle = theme.halo;
      ctx.stroke();
      ctx.lineWidth = 1.6 * theme.line;
      ctx.strokeStyle = color;
      ctx.stroke();
    } else {
      ctx.fillStyle = color;
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.halo;
      ctx.stroke();
    }
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
  return [feature(across), data.features === 1 ? Number(half.y[i * widthOf(data)]) : feature(up)];
}

/**
 * @param {Dataset} data
 * @param {Samples} half
 * @param {number} i
 * @returns {string}
 */
function targetColor(data, half, i) {
  if (data.classes > 0) return classColor(Number(half.y[i]));
  return classColor(Number(half.y[i * widthOf(data)]) >= 0 ? 0 : 1);
}

/**
 * Targets of a sample: a class is one.
 * @param {Dataset} data
 * @returns {number}
 */
export function widthOf({ classes, outputs }) {
  return classes > 0 ? 1 : Math.max(1, outputs);
}
