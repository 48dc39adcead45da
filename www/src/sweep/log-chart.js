/**
 * What: a chart with two logarithmic axes, marked at powers of ten.
 * Invariant: what lies below or above the frame is drawn on its edge.
 * Does not: know what is drawn in it.
 */
import { smallChart } from "../chart/small.js";
import { powerLabel } from "../format/number.js";
import { powers } from "./seeds.js";

/** About so many powers are written on an axis. */
const MARKS = 6;

/**
 * @param {object} of
 * @param {string} of.label what it shows, in words
 * @param {number} of.height of a chart that is 320 wide
 * @param {[number, number]} of.x powers of ten at the left and right end
 * @param {[number, number]} of.y and at the lower and upper one
 * @param {{x: string, y: string}} of.names
 * @param {(toX: (value: number) => number, toY: (value: number) => number) => unknown} content
 */
export function logChart({ label, height, x, y, names }, content) {
  const marks = (/** @type {[number, number]} */ ends) => powers(...ends, MARKS).map((power) => /** @type {[number, string]} */ ([10 ** power, powerLabel(10 ** power)]));
  const edge = (/** @type {number} */ value) => Math.min(y[1], Math.max(y[0], Math.log10(Math.max(value, 1e-300))));
  return smallChart({ label, height, x: { name: names.x, ends: x, marks: marks(x), at: Math.log10 }, y: { name: names.y, ends: y, marks: marks(y), at: edge } }, content);
}
