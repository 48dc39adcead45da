/**
 * What: the check of a number of steps, a racer, a place.
 * Invariant: what is thrown has `name`, `code` and `problems`, as what the engine throws.
 */

/** The most that the engine's numbers hold. */
const MOST = 2 ** 32 - 1;

/**
 * An error about a number that is none of those allowed.
 * @param {string} message
 * @returns {RangeError}
 */
export const outOfRange = (message) => Object.assign(new RangeError(message), { code: "out_of_range", problems: [] });

/**
 * Lets a whole number pass.
 * @param {string} what it is
 * @param {unknown} value
 * @param {number} [least]
 * @param {number} [most]
 */
export function whole(what, value, least = 0, most = MOST) {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return;
  throw outOfRange(`${what}: ${String(value)}; allowed: a whole number from ${least} to ${most}`);
}
