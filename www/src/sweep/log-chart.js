/**
 * What: the frame of a chart with two logarithmic axes: grid, powers of ten, names of the axes.
 * Invariant: what lies below or above the frame is drawn on its edge.
 * Does not: know what is drawn in it.
 */
import { svg } from "lit-html";
import { powerLabel } from "../format/number.js";
import { powers } from "./seeds.js";

const WIDTH = 320;
const LEFT = 54;
const BOTTOM = 34;
const TOP = 8;
const RIGHT = 14;
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
export function logChart({ label, height, x: [x0, x1], y: [y0, y1], names }, content) {
  const [right, bottom] = [WIDTH - RIGHT, height - BOTTOM];
  const toX = (/** @type {number} */ value) => LEFT + ((Math.log10(value) - x0) / (x1 - x0)) * (right - LEFT);
  const toY = (/** @type {number} */ value) => TOP + ((y1 - Math.min(y1, Math.max(y0, Math.log10(Math.max(value, 1e-300))))) / (y1 - y0)) * (bottom - TOP);
  return svg`<svg class="maps-chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label=${label}>
    ${powers(x0, x1, MARKS).map((power) => [toX(10 ** power), powerLabel(10 ** power)]).map(([x, text]) => svg`<line class="grid" x1=${x} x2=${x} y1=${TOP} y2=${bottom}></line><text x=${x} y=${bottom + 14} text-anchor="middle">${text}</text>`)}
    ${powers(y0, y1, MARKS).map((power) => [toY(10 ** power), powerLabel(10 ** power)]).map(([y, text]) => svg`<line class="grid" x1=${LEFT} x2=${right} y1=${y} y2=${y}></line><text x=${LEFT - 5} y=${Number(y) + 4} text-anchor="end">${text}</text>`)}
    <text x=${(LEFT + right) / 2} y=${height - 4} text-anchor="middle">${names.x}</text>
    <text transform="translate(10 ${(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">${names.y}</text>
    ${content(toX, toY)}
  </svg>`;
}
