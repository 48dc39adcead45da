/**
 * What: draws contour lines and writes their values on them.
 * Invariant: a label lies on its line, upright, inside the plot, and not on another label or mark; no two levels have the same one.
 * Does not: compute lines; the engine does.
 */
import { powerLabels } from "../format/number.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("../engine/shapes").Contours} Contours */
/** @typedef {{x: number, y: number, angle: number, text: string}} Label */

/** The buttons over the plot's top right corner cover this much; a label there could not be read. */
const CORNER = { widthPx: 52, heightPx: 156 };
/** Labels are at least so many of their own widths apart. */
const APART = 1.5;
/** What a mark covers, and an axis's name in a corner of the plot. */
const MARK_PX = 12;

/**
 * Draws the lines and their labels, clipped to the plot by the caller.
 * @param {CanvasRenderingContext2D} ctx in CSS pixels
 * @param {Frame} frame
 * @param {Contours} contours
 * @param {import("../look/theme.js").Theme} theme
 * @param {import("../engine/shapes").KnownPoint[]} [points] that are marked
 */
export function drawIsolines(ctx, frame, contours, theme, points = []) {
  ctx.save();
  ctx.lineWidth = 0.8 * theme.line;
  ctx.lineJoin = "round";
  ctx.strokeStyle = theme.ink;
  ctx.globalAlpha = theme.dark ? 0.34 : 0.3;
  for (const line of contours.lines) {
    ctx.beginPath();
    tracePath(ctx, frame, line.points, line.closed);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.font = `${theme.textPx - 2}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const { x, y, angle, text } of placeLabels(ctx, frame, contours, points)) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.globalAlpha = 0.75;
    ctx.strokeStyle = theme.halo;
    ctx.strokeText(text, 0, 0);
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {Float64Array} points x, y, x, y, …
 * @param {boolean} closed
 */
function tracePath(ctx, frame, points, closed) {
  for (let i = 0; i + 1 < points.length; i += 2) {
    const px = frame.toX(/** @type {number} */ (points[i]));
    const py = frame.toY(/** @type {number} */ (points[i + 1]));
    if (i === 0) ctx.moveTo(px, py);
    else ctx.lineTo(px, py);
  }
  if (closed) ctx.closePath();
}

/**
 * @param {CanvasRenderingContext2D} ctx with the labels' font
 * @param {Frame} frame
 * @param {Contours} contours
 * @param {import("../engine/shapes").KnownPoint[]} points
 * @returns {Label[]}
 */
function placeLabels(ctx, frame, contours, points) {
  const { leftPx, topPx, widthPx: acrossPx, heightPx, narrow } = frame.rect;
  const marks = points.map(({ at: [x = 0, y = 0] }) => ({ x: frame.toX(x), y: frame.toY(y) }));
  if (narrow) marks.push({ x: leftPx + MARK_PX, y: topPx + MARK_PX }, { x: leftPx + acrossPx - MARK_PX, y: topPx + heightPx - MARK_PX });
  /** @type {(Label & {widthPx: number})[]} */
  const placed = [];
  /** @type {Map<number, Contours["lines"]>} */
  const byLevel = new Map();
  for (const line of contours.lines) byLevel.set(line.level, [...(byLevel.get(line.level) ?? []), line]);
  const levels = [...byLevel.keys()].sort((a, b) => a - b);
  const texts = powerLabels(levels);
  for (const [i, level] of levels.entries()) {
    const text = texts[i] ?? "";
    const widthPx = ctx.measureText(text).width;
    const lines = (byLevel.get(level) ?? []).sort((a, b) => b.points.length - a.points.length);
    for (const line of lines.slice(0, 2)) {
      const spot = straightestSpot(frame, line.points, widthPx + 6, placed, marks);
      if (spot) placed.push({ ...spot, text, widthPx });
    }
  }
  return placed;
}

/**
 * Where a line runs straight for a label's length, far from other labels and from marks.
 * @param {Frame} frame
 * @param {Float64Array} points
 * @param {number} widthPx
 * @param {(Label & {widthPx: number})[]} placed
 * @param {{x: number, y: number}[]} marks
 * @returns {{x: number, y: number, angle: number} | null}
 */
function straightestSpot(frame, points, widthPx, placed, marks) {
  const count = points.length / 2;
  const px = (/** @type {number} */ i) => frame.toX(/** @type {number} */ (points[2 * i]));
  const py = (/** @type {number} */ i) => frame.toY(/** @type {number} */ (points[2 * i + 1]));
  let best = null;
  let bestScore = 0.55;
  const stride = Math.max(1, Math.floor(count / 120));
  for (let i = 0; i < count; i += stride) {
    let lengthPx = 0;
    let j = i;
    while (j + 1 < count && lengthPx < widthPx) {
      lengthPx += Math.hypot(px(j + 1) - px(j), py(j + 1) - py(j));
      j++;
    }
    if (lengthPx < widthPx) break;
    const dx = px(j) - px(i);
    const dy = py(j) - py(i);
    const x = (px(i) + px(j)) / 2;
    const y = (py(i) + py(j)) / 2;
    if (!frame.holds(x, y, -widthPx / 2 - 2)) continue;
    if (x + widthPx / 2 > frame.rect.leftPx + frame.rect.widthPx - CORNER.widthPx && y < frame.rect.topPx + CORNER.heightPx) continue;
    if (placed.some((other) => Math.hypot(other.x - x, other.y - y) < (APART * (other.widthPx + widthPx)) / 2)) continue;
    if (marks.some((mark) => Math.hypot(mark.x - x, mark.y - y) < MARK_PX + widthPx / 2)) continue;
    // Straight is good, level is better: such labels read without turning the head.
    const score = (Math.hypot(dx, dy) / lengthPx) ** 2 * (0.75 + 0.25 * Math.abs(dx / Math.hypot(dx, dy)));
    if (score <= bestScore) continue;
    bestScore = score;
    const angle = Math.atan2(dy, dx);
    best = { x, y, angle: Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle };
  }
  return best;
}
