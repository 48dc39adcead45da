/**
 * What: draws single marks: stationary points, racers' markers, the start, arrows.
 * Invariant: each has a halo, so that it reads on any heat map.
 * Does not: decide where.
 */
import { casing } from "../look/casing.js";
import { markerPath } from "../look/racers.js";

/** @typedef {CanvasRenderingContext2D} Canvas2D */
/** @typedef {import("../look/theme.js").Theme} Theme */

/**
 * Strokes what `trace` draws twice: a halo, then the line.
 * @param {Canvas2D} ctx
 * @param {Theme} theme
 * @param {string} color
 * @param {number} widthPx
 * @param {() => void} trace
 */
export function strokeWithHalo(ctx, theme, color, widthPx, trace) {
  ctx.save();
  ctx.lineJoin = ctx.lineCap = "round";
  ctx.beginPath();
  trace();
  ctx.strokeStyle = casing(theme, color);
  ctx.lineWidth = widthPx + 2.5;
  ctx.stroke();
  ctx.strokeStyle = color;
  ctx.lineWidth = widthPx;
  ctx.stroke();
  ctx.restore();
}

/** Of more stationary points than this the marks are smaller, so that trails stand out among them. */
const MANY = 100;

/**
 * Stationary points: ✕ minimum (bold where global), ◇ saddle, △ maximum, ○ degenerate.
 * @param {Canvas2D} ctx
 * @param {Theme} theme
 * @param {import("../engine/shapes").KnownPoint[]} points
 * @param {(point: import("../engine/shapes").KnownPoint) => {px: number, py: number}} place where one stands; NaN for nowhere
 */
export function drawKnownPoints(ctx, theme, points, place) {
  const r = (points.length > MANY ? 3.5 : 5.5) * theme.line;
  for (const point of points) {
    const { px: x, py: y } = place(point);
    if (!Number.isFinite(y)) continue;
    strokeWithHalo(ctx, theme, theme.ink, (point.kind === "minimum" && point.global ? 2.4 : 1.6) * theme.line, () => {
      if (point.kind === "minimum") {
        ctx.moveTo(x - r, y - r);
        ctx.lineTo(x + r, y + r);
        ctx.moveTo(x + r, y - r);
        ctx.lineTo(x - r, y + r);
      } else if (point.kind === "saddle") {
        ctx.moveTo(x, y - r * 1.2);
        ctx.lineTo(x + r * 1.2, y);
        ctx.lineTo(x, y + r * 1.2);
        ctx.lineTo(x - r * 1.2, y);
        ctx.closePath();
      } else if (point.kind === "maximum") {
        ctx.moveTo(x, y - r * 1.2);
        ctx.lineTo(x + r * 1.1, y + r * 0.8);
        ctx.lineTo(x - r * 1.1, y + r * 0.8);
        ctx.closePath();
      } else {
        ctx.moveTo(x + r * 0.8, y);
        ctx.arc(x, y, r * 0.8, 0, 2 * Math.PI);
      }
    });
  }
}

/**
 * A racer's marker.
 * @param {Canvas2D} ctx
 * @param {Theme} theme
 * @param {number} x
 * @param {number} y
 * @param {import("../look/racers.js").RacerLook} look
 * @param {number} radiusPx
 * @param {boolean} [hollow] a mark on a trail instead of the racer itself
 */
export function drawMarker(ctx, theme, x, y, look, radiusPx, hollow = false) {
  ctx.save();
  ctx.translate(x, y);
  ctx.lineJoin = "round";
  // A pen reads the path itself.
  const d = markerPath(look.marker, radiusPx);
  const outline = Object.assign(new Path2D(d), { d });
  if (hollow) {
    ctx.lineWidth = 4.5;
    ctx.strokeStyle = casing(theme, look.color);
    ctx.stroke(outline);
    ctx.lineWidth = 2;
    ctx.strokeStyle = look.color;
    ctx.stroke(outline);
  } else {
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.halo;
    ctx.stroke(outline);
    ctx.fillStyle = look.color;
    ctx.fill(outline);
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = theme.ink;
    ctx.stroke(outline);
  }
  ctx.restore();
}

/**
 * An arrow.
 * @param {Canvas2D} ctx
 * @param {Theme} theme
 * @param {string} color
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1 its head
 * @param {number} y1
 */
export function drawArrow(ctx, theme, color, x0, y0, x1, y1) {
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const head = 7 * theme.line;
  strokeWithHalo(ctx, theme, color, 1.8 * theme.line, () => {
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    for (const turn of [2.6, -2.6]) {
      ctx.moveTo(x1, y1);
      ctx.lineTo(x1 + head * Math.cos(angle + turn), y1 + head * Math.sin(angle + turn));
    }
  });
}

/**
 * The start: a ring.
 * @param {Canvas2D} ctx
 * @param {Theme} theme
 * @param {number} x
 * @param {number} y
 */
export function drawStart(ctx, theme, x, y) {
  strokeWithHalo(ctx, theme, theme.ink, 1.8 * theme.line, () => {
    ctx.moveTo(x + 7 * theme.line, y);
    ctx.arc(x, y, 7 * theme.line, 0, 2 * Math.PI);
  });
}
