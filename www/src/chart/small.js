/**
 * What: the frame of a small chart: grid, marks and names of two axes.
 * Invariant: a mark stands at its own place.
 * Does not: know what is drawn in it.
 */
import { svg } from "lit-html";

const WIDTH = 320;
const LEFT = 46;
const BOTTOM = 34;
const TOP = 8;
const RIGHT = 8;

/**
 * @typedef {object} Axis
 * @property {string} name
 * @property {[number, number]} ends after `at`
 * @property {[number, string][]} marks values and what is written there
 * @property {(value: number) => number} [at] what lies evenly along it, where that is not the value itself
 */

/**
 * @param {object} of
 * @param {string} of.label what it shows, in words
 * @param {number} of.height of a chart that is 320 wide
 * @param {Axis} of.x
 * @param {Axis} of.y
 * @param {(toX: (value: number) => number, toY: (value: number) => number) => unknown} content
 */
export function smallChart({ label, height, x, y }, content) {
  const [right, bottom] = [WIDTH - RIGHT, height - BOTTOM];
  const place = (/** @type {Axis} */ { ends: [lo, hi], at = (v) => v }, /** @type {number} */ from, /** @type {number} */ to) => (/** @type {number} */ value) => from + ((at(value) - lo) / (hi - lo)) * (to - from);
  const [toX, toY] = [place(x, LEFT, right), place(y, bottom, TOP)];
  return svg`<svg class="maps-chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label=${label}>
    ${x.marks.map(([value, text]) => svg`<line class="grid" x1=${toX(value)} x2=${toX(value)} y1=${TOP} y2=${bottom}></line><text x=${toX(value)} y=${bottom + 14} text-anchor="middle">${text}</text>`)}
    ${y.marks.map(([value, text]) => svg`<line class="grid" x1=${LEFT} x2=${right} y1=${toY(value)} y2=${toY(value)}></line><text x=${LEFT - 5} y=${toY(value) + 4} text-anchor="end">${text}</text>`)}
    <text x=${(LEFT + right) / 2} y=${height - 4} text-anchor="middle">${x.name}</text>
    <text transform="translate(10 ${(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">${y.name}</text>
    ${content(toX, toY)}
  </svg>`;
}
