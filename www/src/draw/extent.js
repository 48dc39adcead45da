/**
 * What: a part of the plane worth looking at first, for problems that have no view of their own.
 * Invariant: it holds the start of the race and the lowest point that a racer reached.
 * Does not: follow racers that leave; a view is chosen once per problem.
 */

/** Room around what must be seen, in parts of its size. */
const ROOM = 1.45;

/**
 * The view of a race: around the lowest point reached, as far as the start, and beyond.
 * @param {import("../engine/shapes").RunResult} result of one or two parameters
 * @returns {import("../engine/shapes").View}
 */
export function extentOf({ dim, racers, description }) {
  let lowest = Infinity;
  let best = description.start;
  for (const { columns } of racers) {
    for (let row = 0; row < columns.rows; row++) {
      const f = /** @type {number} */ (columns.f[row]);
      if (f >= lowest) continue;
      lowest = f;
      best = Array.from(columns.x.subarray(row * dim, (row + 1) * dim));
    }
  }
  const away = Math.max(...description.start.map((value, axis) => Math.abs(value - (best[axis] ?? 0))));
  const half = (away > 0 ? away : 1) * ROOM;
  const around = (/** @type {number} */ axis) => /** @type {[number, number]} */ ([(best[axis] ?? 0) - half, (best[axis] ?? 0) + half]);
  return { x: around(0), y: dim === 2 ? around(1) : null };
}
