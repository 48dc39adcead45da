/**
 * What: the round values that a slider stands on, made from a hyper-parameter's range and scale.
 * Invariant: rising, inside the range, and holding the default where there is one; a slider moves from rung to rung.
 * Does not: limit what can be typed; a typed value may lie between rungs or beyond the ends, as far as the range allows.
 */
import { tickStep } from "d3-array";

/** @typedef {import("../engine/shapes").Param} Param */

/** The rungs of one decade. */
const MANTISSAS = [1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9];
/** Rungs of an even scale: enough that one is about a pixel. */
const EVEN_RUNGS = 120;

/**
 * The rungs of a real hyper-parameter.
 * @param {Param} param
 * @returns {number[]}
 */
export function rungs(param) {
  const usual = typeof param.default === "number" ? param.default : null;
  const min = param.min ?? -Infinity;
  const max = param.max ?? Infinity;
  const inside = (/** @type {number} */ value) => (param.min_open ? value > min : value >= min) && (param.max_open ? value < max : value <= max);
  const values = param.kind === "int" || param.kind === "opt_int" ? whole(min, max, usual) : param.scale === "log" ? byRatio(min, max, usual) : evenly(param, min, max, usual);
  if (usual !== null) values.push(usual);
  return [...new Set(values.map((value) => Number(value.toPrecision(12))))].filter(inside).sort((a, b) => a - b);
}

/**
 * @param {number} min
 * @param {number} max
 * @param {number | null} usual
 * @returns {number[]}
 */
function byRatio(min, max, usual) {
  const middle = usual !== null && usual > 0 ? usual : 1e-2;
  const lo = Math.max(min, Math.min(1e-6, middle * 1e-4), 1e-16);
  const hi = Math.min(max, Math.max(10, middle * 1e3));
  const values = min === 0 ? [0] : [];
  for (let power = Math.floor(Math.log10(lo)); power <= Math.log10(hi); power++) {
    for (const mantissa of MANTISSAS) {
      const value = Number(`${mantissa}e${power}`);
      if (value >= lo && value <= hi) values.push(value);
    }
  }
  return values;
}

/**
 * @param {Param} param
 * @param {number} min
 * @param {number} max
 * @param {number | null} usual
 * @returns {number[]}
 */
function evenly(param, min, max, usual) {
  // What decays, such as β, is read by how far it is from 1: 0.9, 0.99, 0.999.
  if (min === 0 && max === 1 && param.max_open) {
    const values = Array.from({ length: 18 }, (_, i) => i * 0.05);
    for (const near of [0.1, 0.01, 0.001, 1e-4]) for (let i = 0; i < 9; i++) values.push(1 - near + (near / 10) * i);
    return values;
  }
  const spread = 10 * Math.max(1, Math.abs(usual ?? 0));
  const lo = Number.isFinite(min) && min > -1e4 ? min : (usual ?? 0) - spread;
  const hi = Number.isFinite(max) && max < 1e4 ? max : Math.max(lo, usual ?? 0) + spread;
  const step = tickStep(lo, hi, EVEN_RUNGS);
  return Array.from({ length: Math.floor((hi - lo) / step + 1e-9) + 1 }, (_, i) => lo + i * step);
}

/**
 * @param {number} min
 * @param {number} max
 * @param {number | null} usual
 * @returns {number[]}
 */
function whole(min, max, usual) {
  const lo = Number.isFinite(min) ? min : 0;
  const hi = Math.min(max, Math.max(1e4, (usual ?? 1) * 10));
  const values = [];
  for (let value = lo; value <= Math.min(hi, lo + 20); value++) values.push(value);
  for (let decade = 10; decade <= hi; decade *= 10) {
    for (const mantissa of [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]) {
      const value = Math.round(mantissa * decade);
      if (value > lo + 20 && value <= hi) values.push(value);
    }
  }
  return values;
}

/**
 * The rung nearest to a value.
 * @param {number[]} values rising
 * @param {number} value
 * @returns {number} an index
 */
export function nearestRung(values, value) {
  let best = 0;
  values.forEach((rung, i) => {
    if (Math.abs(rung - value) < Math.abs(Number(values[best]) - value)) best = i;
  });
  return best;
}
