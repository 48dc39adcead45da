/**
 * What: draws one update on the landscape: its parts as arrows one after the other, their sum, and the point where the gradient was taken.
 * Invariant: every arrow has the engine's own direction and length, all times one factor, which the inspector names.
 * Does not: decide which update.
 */
import { drawArrow, strokeWithHalo } from "./marks.js";

/** @typedef {import("../engine/shapes").Inspection} Inspection */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("../look/theme.js").Theme} Theme */

/** A step shorter than this on the screen is drawn longer. */
const SHORTEST_PX = 56;
/** Parts along a curve lie so far apart. */
const BESIDE_PX = 13;
const MANTISSAS = [5, 2, 1];
/** The look of each part: the first is the one that goes on from before. */
const SHADES = /** @type {const} */ (["accent", "secondary", "good", "bad"]);

/**
 * The colour of a part of the step, as a name of the theme.
 * @param {number} part
 * @returns {"accent" | "secondary" | "good" | "bad"}
 */
export function partShade(part) {
  return SHADES[part % SHADES.length] ?? "accent";
}

/**
 * How many times as long a step is drawn: 1, or a round number that makes it visible.
 * @param {Inspection} inspection
 * @param {number} perX pixels per unit
 * @returns {number}
 */
export function stepScale({ before = [], after, quantities }, perX) {
  const parts = quantities.filter(({ part }) => part).map(({ values }) => Math.hypot(...values.map((v) => v ?? NaN)));
  const longest = Math.max(Math.hypot(...after.map((v, i) => v - (before[i] ?? NaN))), ...parts) * perX;
  if (!(longest > 0) || longest >= SHORTEST_PX) return 1;
  const power = 10 ** Math.floor(Math.log10((SHORTEST_PX * 2) / longest));
  return (MANTISSAS.find((mantissa) => mantissa * power * longest <= SHORTEST_PX * 2) ?? 1) * power;
}

/**
 * Draws the update.
 * @param {CanvasRenderingContext2D} ctx clipped to the plot
 * @param {Frame} frame
 * @param {Theme} theme
 * @param {Inspection} inspection of a problem with one parameter or two
 * @param {(name: "accent" | "secondary" | "good" | "bad") => string} colour
 * @param {number} height of a curve before the update; the parts of a step along a curve lie side by side
 */
export function drawStep(ctx, frame, theme, inspection, colour, height) {
  const { before, ahead, quantities } = inspection;
  if (!before || before.length > 2) return;
  const line = before.length === 1;
  const [x0 = NaN, y0 = height] = before;
  const after = line ? [...inspection.after, height] : inspection.after;
  const scale = stepScale(inspection, frame.perX);
  const place = (/** @type {number} */ dx, /** @type {number} */ dy) => /** @type {[number, number]} */ ([frame.toX(x0 + scale * dx), frame.toY(y0 + scale * dy)]);
  const arrow = (/** @type {string} */ color, /** @type {[number, number]} */ from, /** @type {[number, number]} */ to) => {
    if ([...from, ...to].every((px) => Math.abs(px) < 1e5) && Math.hypot(to[0] - from[0], to[1] - from[1]) > 1) drawArrow(ctx, theme, color, ...from, ...to);
  };
  const parts = quantities.filter(({ part }) => part);
  arrow(theme.ink, place(0, 0), place((after[0] ?? NaN) - x0, (after[1] ?? NaN) - y0));
  let [dx, dy] = [0, 0];
  if (parts.length > 1) {
    parts.forEach(({ values }, i) => {
      const [ux, uy] = [dx + (values[0] ?? NaN), line ? 0 : dy + (values[1] ?? NaN)];
      const [from, to] = [place(dx, dy), place(ux, uy)];
      for (const end of line ? [from, to] : []) end[1] += (i + 1) * BESIDE_PX;
      arrow(colour(partShade(i)), from, to);
      [dx, dy] = [ux, uy];
    });
  }
  if (!ahead) return;
  const [px, py] = place((ahead[0] ?? NaN) - x0, line ? 0 : (ahead[1] ?? NaN) - y0);
  strokeWithHalo(ctx, theme, colour("accent"), 2 * theme.line, () => {
    ctx.moveTo(px + 5, py);
    ctx.arc(px, py, 5, 0, 2 * Math.PI);
  });
}
