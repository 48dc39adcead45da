/**
 * What: learning-rate sweeps: the loss at the end against the rate, for every racer, and each racer's best.
 * Invariant: a point of a curve is the end of a run that was made with that rate; where it diverged there is no point.
 * Does not: draw.
 */
import { KIND, ROW } from "./pool.js";

/** @typedef {{rates: number[], loss: number[], best: number | null}} RateCurve */

/** Rates from the lowest to the highest, evenly on a logarithmic scale. */
const LOWEST = 1e-5;
const HIGHEST = 10;
const COUNT = 73;

/** The rates of a sweep; every twelfth is a power of ten. @returns {number[]} */
export function sweptRates() {
  const decades = Math.log10(HIGHEST / LOWEST);
  return Array.from({ length: COUNT }, (_, i) => Number((LOWEST * 10 ** ((decades * i) / (COUNT - 1))).toPrecision(6)));
}

/**
 * @param {Float64Array} rows as many racers at each rate as there are
 * @param {number[]} rates
 * @param {number} racers
 * @returns {RateCurve[]}
 */
export function rateCurves(rows, rates, racers) {
  return Array.from({ length: racers }, (_, racer) => {
    const loss = rates.map((_, i) => {
      const at = (i * racers + racer) * ROW;
      return rows[at] === KIND.refused || rows[at] === KIND.diverged ? NaN : /** @type {number} */ (rows[at + 2]);
    });
    let best = null;
    for (const [i, value] of loss.entries()) {
      if (Number.isFinite(value) && (best === null || value < /** @type {number} */ (loss[best]))) best = i;
    }
    return { rates, loss, best };
  });
}
