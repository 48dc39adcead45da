/**
 * What: a basin map as pixels: a colour per minimum, paler the more updates it took, nothing where the run diverged.
 * Invariant: every pixel is the end of a run that was made; what ended at none of the places is grey, and says so.
 * Does not: run anything.
 */
import { rgbOf } from "../look/color.js";
import { racerLook } from "../look/racers.js";
import { KINDS, ROW, isLost } from "./pool.js";

/** @typedef {{at: number[], known: boolean, color: string, pixels: number, mean: number}} Place */
/** @typedef {{rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number, places: Place[], elsewhere: number, stalled: number, stalledAt: number, diverged: number}} Basins */

/** Two ends within this part of the view's diagonal are one place. */
const SAME = 0.02;
/** Places beyond the colours would be told apart by nobody. */
const MOST_PLACES = 8;
/** How far the slowest pixel goes towards the paper. */
const PALEST = 0.78;

/**
 * @param {Float64Array} rows row by row from the bottom; rows of zeros are not there yet
 * @param {number} width
 * @param {import("../draw/frame.js").Plane} view
 * @param {import("../engine/shapes").KnownPoint[]} points known stationary points, the lowest of which have a colour in any case
 * @param {number} steps the budget
 * @param {import("../look/theme.js").Theme} theme
 * @returns {Basins}
 */
export function basins(rows, width, view, points, steps, theme) {
  const count = rows.length / ROW;
  const height = count / width;
  const rgba = new Uint8ClampedArray(count * 4);
  const near = SAME * Math.hypot(view.x[1] - view.x[0], view.y[1] - view.y[0]);
  const minima = points.filter(({ kind, at }) => kind === "minimum" && at.length === 2);
  // Not all can have a colour: the lowest have.
  if (minima.length > MOST_PLACES) minima.sort((a, b) => a.value - b.value);
  /** @type {Place[]} */
  const places = minima.slice(0, MOST_PLACES).map(({ at }, i) => ({ at, known: true, color: racerLook(i).color, pixels: 0, mean: 0 }));
  const paper = rgbOf(theme.paper);
  const colors = Array.from({ length: MOST_PLACES }, (_, i) => rgbOf(racerLook(i).color));
  const grey = rgbOf(theme.secondary);
  const end = (/** @type {number} */ i) => /** @type {number[]} */ (/** @type {unknown} */ (rows.subarray(i * ROW, i * ROW + ROW)));
  const placeOf = (/** @type {number} */ x, /** @type {number} */ y) => places.findIndex(({ at }) => Math.hypot(x - Number(at[0]), y - Number(at[1])) < near);
  // All places before any pixel: one that is still on its way may be at a place already.
  for (let i = 0; i < count && places.length < MOST_PLACES; i++) {
    const [kind = 0, , , x = NaN, y = NaN] = end(i);
    if (KINDS[kind] === "converged" && placeOf(x, y) < 0) places.push({ at: [x, y], known: false, color: racerLook(places.length).color, pixels: 0, mean: 0 });
  }
  const slowest = Math.log1p(steps);
  let elsewhere = 0;
  let stalled = 0;
  let stalledAt = 0;
  let diverged = 0;
  for (let i = 0; i < count; i++) {
    const [kind = 0, step = 0, , x = NaN, y = NaN] = end(i);
    if (KINDS[kind] === "diverged") diverged++;
    if (isLost(kind)) continue;
    const to = 4 * ((height - 1 - Math.floor(i / width)) * width + (i % width));
    const place = placeOf(x, y);
    const found = places[place];
    if (found) {
      found.pixels++;
      found.mean += step;
    } else if (KINDS[kind] === "stalled") {
      stalled++;
      stalledAt += step;
    } else if (KINDS[kind] !== "converged") elsewhere++;
    const color = found ? colors[place] : grey;
    const pale = found ? PALEST * (Math.log1p(step) / slowest) ** 2 : 0.35;
    for (let c = 0; c < 3; c++) rgba[to + c] = color[c] + (paper[c] - color[c]) * pale;
    rgba[to + 3] = 255;
  }
  for (const place of places) place.mean /= Math.max(1, place.pixels);
  return { rgba, width, height, places, elsewhere, stalled, stalledAt: stalledAt / stalled, diverged };
}
