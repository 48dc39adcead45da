/**
 * What: draws the racers on the landscape: the path so far, the path to come (faint), the racer, and an arrow where it is out of the view.
 * Invariant: paths go through the kept positions themselves; nothing is moved into the window.
 * Does not: keep anything between frames.
 */
import { casing } from "../look/casing.js";
import { rowAt } from "../state/rows.js";
import { clipSegment } from "./frame.js";
import { drawMarker } from "./marks.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("../engine/shapes").Columns} Columns */
/** @typedef {import("../look/racers.js").RacerLook} RacerLook */
/** @typedef {import("../look/theme.js").Theme} Theme */
/** @typedef {{x: (row: number) => number, y: (row: number) => number, columns: Columns, look: RacerLook, receding: boolean}} Track */

/** Points closer together than this are one on the screen. */
const MERGE_PX = 0.7;

/**
 * Traces a track between two rows.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {Track} track
 * @param {number} from
 * @param {number} to
 */
function trace(ctx, frame, track, from, to) {
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  // A canvas loses precision far outside; segments are cut a plot's width beyond the edge, where the plot's clip hides the cut.
  const around = { leftPx: leftPx - widthPx, topPx: topPx - heightPx, widthPx: 3 * widthPx, heightPx: 3 * heightPx };
  let penX = NaN;
  let penY = NaN;
  let lastX = track.x(from);
  let lastY = track.y(from);
  for (let row = from + 1; row <= to; row++) {
    const x = track.x(row);
    const y = track.y(row);
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    if (row < to && Math.abs(x - lastX) < MERGE_PX && Math.abs(y - lastY) < MERGE_PX) continue;
    const part = clipSegment(lastX, lastY, x, y, around);
    if (part) {
      if (part[0] !== penX || part[1] !== penY) ctx.moveTo(part[0], part[1]);
      ctx.lineTo(part[2], part[3]);
      [, , penX, penY] = part;
    }
    lastX = x;
    lastY = y;
  }
}

/**
 * Draws one racer's path.
 * @param {CanvasRenderingContext2D} ctx clipped to the plot
 * @param {Frame} frame
 * @param {Theme} theme
 * @param {Track} track
 * @param {number} step the playhead
 * @param {boolean} lifted whether it is the selected one
 */
export function drawPath(ctx, frame, theme, track, step, lifted) {
  const { columns, look, receding } = track;
  const now = rowAt(columns, step);
  const widthPx = (lifted ? 3.2 : 2.5) * theme.line;
  ctx.save();
  ctx.lineJoin = ctx.lineCap = "round";
  if (now < columns.rows - 1) {
    ctx.beginPath();
    trace(ctx, frame, track, now, columns.rows - 1);
    ctx.globalAlpha = receding ? 0.12 : 0.32;
    ctx.lineWidth = 1.2 * theme.line;
    ctx.strokeStyle = look.color;
    ctx.stroke();
  }
  if (now > 0) {
    ctx.beginPath();
    trace(ctx, frame, track, 0, now);
    ctx.globalAlpha = receding ? 0.25 : 0.9;
    ctx.strokeStyle = casing(theme, look.color);
    ctx.lineWidth = widthPx + (casing(theme, look.color) === theme.halo ? 2.4 : 1.6);
    ctx.stroke();
    ctx.globalAlpha = receding ? 0.4 : 1;
    ctx.lineWidth = widthPx;
    ctx.lineCap = "butt";
    ctx.setLineDash(look.dash.map((length) => length * widthPx));
    ctx.strokeStyle = look.color;
    ctx.stroke();
  }
  ctx.restore();
}

/**
 * Draws the path from a step on.
 * @param {CanvasRenderingContext2D} ctx clipped to the plot
 * @param {Frame} frame
 * @param {Track} track
 * @param {number} step
 * @param {number} widthPx
 * @param {number} alpha
 */
export function drawFuture(ctx, frame, track, step, widthPx, alpha) {
  ctx.save();
  ctx.beginPath();
  trace(ctx, frame, track, rowAt(track.columns, step), track.columns.rows - 1);
  ctx.globalAlpha = alpha;
  ctx.lineWidth = widthPx;
  ctx.lineJoin = ctx.lineCap = "round";
  ctx.strokeStyle = track.look.color;
  ctx.stroke();
  ctx.restore();
}

/**
 * Draws one racer where it is, or an arrow at the edge where it is out of the view.
 * @param {CanvasRenderingContext2D} ctx not clipped
 * @param {Frame} frame
 * @param {Theme} theme
 * @param {Track} track
 * @param {number} step
 * @param {boolean} lifted
 */
export function drawRacer(ctx, frame, theme, track, step, lifted) {
  let row = rowAt(track.columns, step);
  while (row > 0 && !(Number.isFinite(track.x(row)) && Number.isFinite(track.y(row)))) row--;
  const x = track.x(row);
  const y = track.y(row);
  const radiusPx = (lifted ? 7 : 5.5) * theme.line;
  ctx.save();
  ctx.globalAlpha = track.receding ? 0.6 : 1;
  if (frame.holds(x, y)) drawMarker(ctx, theme, x, y, track.look, radiusPx);
  else drawEdgeArrow(ctx, frame, theme, track.look, x, y, radiusPx);
  ctx.restore();
}

/**
 * The marker at the plot's edge, with an arrow towards a place outside.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {Theme} theme
 * @param {RacerLook} look
 * @param {number} x
 * @param {number} y
 * @param {number} radiusPx
 */
function drawEdgeArrow(ctx, frame, theme, look, x, y, radiusPx) {
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  const insetPx = radiusPx * 2.6;
  const inner = { leftPx: leftPx + insetPx, topPx: topPx + insetPx, widthPx: widthPx - 2 * insetPx, heightPx: heightPx - 2 * insetPx };
  const middleX = leftPx + widthPx / 2;
  const middleY = topPx + heightPx / 2;
  const cut = clipSegment(middleX, middleY, x, y, inner);
  if (!cut) return;
  const [, , edgeX, edgeY] = cut;
  const angle = Math.atan2(y - middleY, x - middleX);
  drawMarker(ctx, theme, edgeX, edgeY, look, radiusPx);
  ctx.save();
  ctx.translate(edgeX + Math.cos(angle) * radiusPx * 1.9, edgeY + Math.sin(angle) * radiusPx * 1.9);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(radiusPx * 0.7, 0);
  ctx.lineTo(-radiusPx * 0.3, radiusPx * 0.7);
  ctx.lineTo(-radiusPx * 0.3, -radiusPx * 0.7);
  ctx.closePath();
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.halo;
  ctx.stroke();
  ctx.fillStyle = look.color;
  ctx.fill();
  ctx.restore();
}

/**
 * The step of the drawn row nearest to a place.
 * @param {Track[]} tracks
 * @param {number} px
 * @param {number} py
 * @param {number} withinPx
 * @returns {{racer: number, step: number} | null}
 */
export function nearestRow(tracks, px, py, withinPx) {
  let best = withinPx;
  let found = null;
  for (const [racer, track] of tracks.entries()) {
    for (let row = 0; row < track.columns.rows; row++) {
      const away = Math.hypot(track.x(row) - px, track.y(row) - py);
      if (away >= best) continue;
      best = away;
      found = { racer, step: /** @type {number} */ (track.columns.t[row]) };
    }
  }
  return found;
}
