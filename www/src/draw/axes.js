/**
 * What: draws the axes of a plot, with their names, and the colour bar beside it.
 * Invariant: labels are round values at their true places; the bar's scale is the picture's own.
 * Does not: fill pixels; the bar's colours come from the engine.
 */
import { powerLabels, tickLabel } from "../format/number.js";
import { parameterNames } from "../model/kind.js";
import { EDGE_PX, barRoomPx, leftRoomPx } from "./frame.js";
import { linearTicks } from "./levels.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("../look/theme.js").Theme} Theme */

/** Labels below a plot have so much room each, unless they take more. */
const EACH_PX = 80;
/** A plot less wide than this is one of several in a small box. */
const TINY_PX = 160;

/**
 * What the axes of a landscape are called.
 * @param {import("../engine/shapes").Spec} spec
 * @param {number} dim
 */
export function axisNames(spec, dim) {
  const [x = "", y = "y"] = parameterNames(spec, dim);
  return { x, y, f: "f" };
}

/**
 * A text that ends in "…" where there is no room for all of it.
 * @param {CanvasRenderingContext2D} ctx with the text's font
 * @param {string} text
 * @param {number} roomPx
 * @param {string} [end]
 * @returns {string}
 */
export function fitted(ctx, text, roomPx, end = "") {
  return text && ctx.measureText(text + end).width > roomPx ? fitted(ctx, text.slice(0, -1).trimEnd(), roomPx, "…") : text + end;
}

/**
 * Draws both axes with ticks, labels and names.
 * @param {CanvasRenderingContext2D} ctx in CSS pixels
 * @param {Frame} frame
 * @param {Theme} theme
 * @param {{x: string, y: string, label?: (value: number, step: number, text: string, up: boolean) => string}} names `label`: what stands at a value instead of its text; nothing, not even a tick, for an empty one
 * @param {boolean} [free] whether nothing stands at the right of the plot
 */
export function drawAxes(ctx, frame, theme, names, free = false) {
  const { leftPx, topPx, widthPx, heightPx, narrow = false } = frame.rect;
  const bottomPx = topPx + heightPx;
  const said = (/** @type {number} */ value, /** @type {number} */ step, /** @type {boolean} */ up) => {
    const text = tickLabel(value, step);
    return names.label?.(value, step, text, up) ?? text;
  };
  ctx.save();
  ctx.font = `${theme.textPx - 1}px system-ui, sans-serif`;
  ctx.fillStyle = theme.secondary;
  ctx.strokeStyle = theme.faint;
  ctx.lineWidth = 1;
  ctx.strokeRect(leftPx - 0.5, topPx - 0.5, widthPx + 1, heightPx + 1);
  ctx.strokeStyle = theme.secondary;
  ctx.beginPath();

  const ticksAcross = (/** @type {number} */ eachPx) => linearTicks(...frame.view.x, Math.max(3, widthPx / eachPx));
  let across = ticksAcross(EACH_PX);
  // Of a small window labels are long.
  const longestPx = ctx.measureText(tickLabel(frame.view.x[0], across.step)).width;
  if (longestPx > EACH_PX - 10) across = ticksAcross(longestPx + 20);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  let freePx = -Infinity;
  for (const value of across.values) {
    const text = said(value, across.step, false);
    if (!text) continue;
    const px = Math.round(frame.toX(value)) + 0.5;
    ctx.moveTo(px, bottomPx);
    ctx.lineTo(px, bottomPx + 4);
    const halfPx = ctx.measureText(text).width / 2;
    // A narrow plot has no room for all.
    if (px - halfPx < freePx) continue;
    freePx = px + halfPx + 3;
    ctx.fillText(text, px, bottomPx + 7);
  }
  const up = linearTicks(...frame.view.y, Math.max(3, heightPx / 60));
  // A long name reads upwards, left of the labels; a short one stands between two of them.
  const long = names.y.length > 3;
  const roomPx = leftRoomPx(narrow, theme.textPx) - 8 - (long && !narrow ? theme.textPx + 2 : 0);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const value of up.values) {
    const text = said(value, up.step, true);
    if (!text) continue;
    const py = Math.round(frame.toY(value)) + 0.5;
    ctx.moveTo(leftPx - 4, py);
    ctx.lineTo(leftPx, py);
    // A longer label is drawn closely.
    ctx.fillText(text, leftPx - 7, py, roomPx);
  }
  ctx.stroke();

  ctx.font = `italic ${theme.textPx + (widthPx < TINY_PX ? -2 : 1)}px ui-serif, Georgia, serif`;
  ctx.fillStyle = theme.ink;
  if (narrow) {
    // No room beside the numbers: the names stand at the ends of their axes, inside.
    ctx.strokeStyle = theme.halo;
    ctx.lineWidth = 3;
    ctx.lineJoin = "round";
    const inside = (/** @type {string} */ name, /** @type {number} */ x, /** @type {number} */ y) => {
      const text = fitted(ctx, name, widthPx - 10);
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    };
    // A letter has room after the end of its axis, where no curve comes.
    const after = free && ctx.measureText(names.x).width < EDGE_PX - 2;
    ctx.textAlign = after ? "left" : "right";
    ctx.textBaseline = after ? "middle" : "bottom";
    inside(names.x, leftPx + widthPx + (after ? 3 : -5), bottomPx - (after ? 0 : 3));
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    inside(names.y, leftPx + 5, topPx + 4);
  } else {
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    ctx.fillText(fitted(ctx, names.x, widthPx), leftPx + widthPx / 2, bottomPx + theme.textPx * 2.9);
    if (long) {
      ctx.translate(leftPx - theme.textPx * 3.7, topPx + heightPx / 2);
      ctx.rotate(-Math.PI / 2);
      ctx.textBaseline = "top";
      ctx.fillText(fitted(ctx, names.y, heightPx), 0, 0);
    } else {
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      const [below = NaN, above = below] = up.values.slice(up.values.length / 2 - 1);
      ctx.fillText(names.y, leftPx - theme.textPx * 3.7 + 4, frame.toY((below + above) / 2));
    }
  }
  ctx.restore();
}

/**
 * Draws the colour bar at the right of the plot.
 * @param {CanvasRenderingContext2D} ctx in CSS pixels
 * @param {Frame} frame
 * @param {CanvasImageSource} colors one pixel high, lowest value first
 * @param {Pick<import("../engine/shapes").Bar, "ticks" | "log">} bar
 * @param {Theme} theme
 * @param {string} name
 */
export function drawColorBar(ctx, frame, colors, bar, theme, name) {
  const { leftPx, topPx, widthPx, heightPx, narrow = false } = frame.rect;
  const x = leftPx + widthPx + (narrow ? 6 : 14);
  const thickPx = narrow ? 8 : 12;
  const titlePx = narrow ? 0 : theme.textPx + 10;
  const barTopPx = topPx + titlePx;
  const barHeightPx = heightPx - titlePx;
  ctx.save();
  ctx.translate(x, barTopPx + barHeightPx);
  ctx.rotate(-Math.PI / 2);
  ctx.drawImage(colors, 0, 0, barHeightPx, thickPx);
  ctx.restore();
  ctx.save();
  ctx.strokeStyle = theme.faint;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, barTopPx - 0.5, thickPx + 1, barHeightPx + 1);
  ctx.font = `${theme.textPx - 2}px system-ui, sans-serif`;
  ctx.fillStyle = theme.secondary;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const values = bar.ticks.map(({ value }) => value);
  const step = Math.min(...values.slice(1).map((value, i) => value - Number(values[i])));
  const labels = bar.log ? powerLabels(values) : values.map((value) => tickLabel(value, step));
  let freePx = Infinity;
  // A longer label is drawn closely.
  const roomPx = barRoomPx(narrow, theme.textPx) - (x - leftPx - widthPx) - thickPx - 4;
  for (const [i, { place }] of bar.ticks.entries()) {
    const py = barTopPx + barHeightPx * (1 - place);
    if (py > freePx) continue;
    freePx = py - theme.textPx;
    ctx.fillText(labels[i] ?? "", x + thickPx + 4, Math.min(py, topPx + heightPx - 5), roomPx);
  }
  if (!narrow) {
    ctx.font = `italic ${theme.textPx + 1}px ui-serif, Georgia, serif`;
    ctx.fillStyle = theme.ink;
    ctx.textBaseline = "top";
    ctx.fillText(name, x, topPx, roomPx + thickPx + 4);
  }
  ctx.restore();
}
