/**
 * What: finds a racer's row at a step, and where its trail left a view.
 * Invariant: a row is the last one kept at or before the step; a racer that has stopped stays at its last row. Of a long run every so many
 * steps are kept, by all of its racers.
 * Does not: interpolate: only kept rows are shown.
 */

/** @typedef {import("../engine/shapes").Columns} Columns */

/**
 * How far the steps are apart that all racers of a run have kept.
 * @param {{columns: Columns}[]} racers
 * @returns {number}
 */
export function strideOf(racers) {
  return Math.max(1, ...racers.map(({ columns: { t, rows } }) => (rows > 2 ? Number(t[1]) : 1)));
}

/**
 * The row of a step.
 * @param {Columns} columns
 * @param {number} step
 * @returns {number} an index from 0
 */
export function rowAt(columns, step) {
  const { t, rows } = columns;
  let low = 0;
  let high = rows - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (/** @type {number} */ (t[middle]) <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The step at which a racer that is outside at a step went out of the view.
 * @param {Columns} columns
 * @param {number} step
 * @param {import("../engine/shapes").View} view
 * @returns {number | null} null where it is inside, or never was
 */
export function leftViewAt(columns, step, view) {
  const axes = view.y ? [view.x, view.y] : [view.x];
  if (columns.x.length === 0) return null;
  const outside = (/** @type {number} */ row) =>
    axes.some(([lo, hi], axis) => {
      const value = /** @type {number} */ (columns.x[row * columns.dim + axis]);
      return !(value >= lo && value <= hi);
    });
  let row = rowAt(columns, step);
  if (!outside(row)) return null;
  while (row > 0 && outside(row - 1)) row--;
  return row > 0 ? Number(columns.t[row]) : null;
}
