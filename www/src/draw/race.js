/**
 * What: the race on its ground: paths, markers, what a fork replaced, the start, the step that is inspected, gradient and curvature under the pointer.
 * Invariant: a mark stands where a kept row says; the selected racer lies on top.
 * Does not: draw the ground, or ask for anything.
 */
import { racerLook } from "../look/racers.js";
import { rowAt } from "../state/rows.js";
import { drawConic, drawModel } from "./hessian.js";
import { drawArrow, drawMarker, drawStart } from "./marks.js";
import { drawStep } from "./step.js";
import { drawFuture, drawPath, drawRacer } from "./trails.js";
import { clipTo } from "./paper.js";

/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./trails.js").Track} Track */

/** The arrow of the gradient; its length says nothing, so that it can be seen everywhere. */
const ARROW_PX = 44;

/**
 * Where the racers of a run were, in pixels of a frame.
 * @param {Pick<SessionState, "result" | "selected" | "good">} state
 * @param {Frame} frame
 * @returns {Track[]}
 */
export function tracksOf({ result, selected, good }, frame) {
  return (result?.racers ?? []).map(({ columns }, index) => {
    const { x, f, dim } = columns;
    return {
      columns,
      look: racerLook(index, good.racers[index]?.color),
      receding: selected !== null && selected !== index,
      x: (row) => frame.toX(/** @type {number} */ (x[row * dim])),
      y: (row) => frame.toY(/** @type {number} */ (dim === 1 ? f[row] : x[row * dim + 1])),
    };
  });
}

/**
 * @param {Frame} frame
 * @param {import("../engine/shapes").Description} description
 * @param {Track[]} tracks
 */
export function startPlace(frame, description, tracks) {
  const [x = NaN, y] = description.start;
  const height = description.dim === 1 ? Number(tracks[0]?.columns.f[0]) : y;
  return { x: frame.toX(x), y: frame.toY(height ?? NaN) };
}

/**
 * Draws it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {SessionState} state
 * @param {{tracks: Track[], start: {x: number, y: number}, hover: import("./chrome.js").Hover | null, model: import("./hessian.js").Model | null, under?: () => void}} race `under` draws what lies between the paths and the markers
 */
export function drawRace(ctx, frame, state, { tracks, start, hover, model, under }) {
  const { theme, selected, step, hoverStep, inspected, ghost } = state;
  const order = [...tracks.entries()].sort(([a], [b]) => Number(a === selected) - Number(b === selected));
  clipTo(ctx, frame.rect);
  for (const [index, track] of order) drawPath(ctx, frame, theme, track, step, index === selected);
  if (ghost) {
    const before = tracksOf({ ...state, result: ghost.result }, frame);
    for (const racer of ghost.racers) if (before[racer]) drawFuture(ctx, frame, before[racer], ghost.at, 4 * theme.line, 0.4);
  }
  if (model) drawModel(ctx, theme, frame, model);
  drawStart(ctx, theme, start.x, start.y);
  under?.();
  if (inspected) {
    const { columns } = /** @type {Track} */ (tracks[inspected.racer] ?? tracks[0]);
    const before = rowAt(columns, step - 1);
    drawStep(ctx, frame, theme, inspected.inspection, (name) => theme[name], columns.t[before] === step - 1 ? Number(columns.f[before]) : NaN);
  }
  ctx.restore();
  for (const [index, track] of order) drawRacer(ctx, frame, theme, track, step, index === selected);
  if (hoverStep !== null) {
    for (const track of tracks) {
      const row = rowAt(track.columns, hoverStep);
      if (frame.holds(track.x(row), track.y(row))) drawMarker(ctx, theme, track.x(row), track.y(row), track.look, 6 * theme.line, true);
    }
  }
  if (!hover) return;
  clipTo(ctx, frame.rect);
  if (hover.eigen) drawConic(ctx, theme, hover, hover.eigen);
  drawGradient(ctx, theme, hover);
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../look/theme.js").Theme} theme
 * @param {{px: number, py: number, grad: number[]}} hover
 */
function drawGradient(ctx, theme, { px, py, grad }) {
  const [gx = 0, gy = 0] = grad;
  const length = Math.hypot(gx, gy);
  if (!(length > 0) || !Number.isFinite(length)) return;
  drawArrow(ctx, theme, theme.ink, px, py, px + (ARROW_PX * gx) / length, py - (ARROW_PX * gy) / length);
}
