/**
 * What: a colour's parts.
 * Invariant: what is no colour of this kind has no parts that are numbers.
 * Does not: choose colours.
 */

/** @typedef {[number, number, number]} Rgb red, green, blue, 0 to 255 */

/**
 * @param {string} color `#rgb` or `#rrggbb`; further letters do not count
 * @returns {Rgb}
 */
export function rgbOf(color) {
  const full = color.length < 6 ? color.replace(/[^#]/g, "$&$&") : color;
  return /** @type {Rgb} */ ([1, 3, 5].map((at) => (full.startsWith("#") ? Number.parseInt(full.slice(at, at + 2), 16) : NaN)));
}
