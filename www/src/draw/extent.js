/**
 * What: a part of the plane worth looking at first, for problems that have no view of their own.
 * Invariant: it holds the start of the race and the lowest point that a racer reached.
 * Does not: follow racers that leave; a view is chosen once per problem, and once more where the first was of a part of the run.
 */

/** Room around what must be seen, in parts of its size. */
const ROOM = 1.45;

/** The same on a line, where height follows from the curve and much of it would flatten the rest. */
const LINE_ROOM = 0.3;

/**
 * The view of a race: around the lowest point reached, as far as the start, and beyond; on a line between the two, and a little beyond.
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
  if (dim === 1) {
    const ends = [Number(description.start[0]), Number(best[0])].sort((a, b) => a - b);
    const room = (away > 0 ? away : 3) * LINE_ROOM;
    return { x: [Number(ends[0]) - room, Number(ends[1]) + room], y: null };
  }
  const around = (/** @type {number} */ axis) => /** @type {[number, number]} */ ([(best[axis] ?? 0) - half, (best[axis] ?? 0) + half]);
  return { x: around(0), y: around(1) };
}
