/**
 * What: round values on an evenly spaced axis.
 * Invariant: every value is 1, 2 or 5 times a power of ten, times a whole number.
 * Does not: choose levels of contour lines or ticks of the colour bar: they belong to the mapping of the pixels, so the engine does.
 */
import { tickStep, ticks } from "d3-array";

/**
 * Evenly spaced ticks.
 * @param {number} lo
 * @param {number} hi
 * @param {number} count about how many
 * @returns {{values: number[], step: number}}
 */
export function linearTicks(lo, hi, count) {
  return { values: ticks(lo, hi, count), step: tickStep(lo, hi, count) };
}
