/**
 * What: what lies around a coloured line so that it reads on any heat map: the theme's halo, like the paper; where the line itself is nearly as
 * light, or as dark, as the valleys of the theme's map, a tone of its own colour on the other side.
 * Invariant: a line or its casing stands out of every shade of the map; the colour, by which a racer is known, stays the same in every theme.
 * Does not: draw.
 */

/** Relative luminances (WCAG 2). Valleys are pale in light themes, navy in the dark one; of our own colours the first limit meets yellow, the second blue. */
const WEAK = { aboveOnLight: 0.6, belowOnDark: 0.18 };
/** How much of such a casing is ink. */
const INK = 0.75;

/** @param {string} color `#rgb` or `#rrggbb`; further letters do not count @returns {number[]} red, green, blue, 0 to 1; not numbers where it is neither */
function channels(color) {
  const hex = color.length < 6 ? color.replace(/[^#]/g, "$&$&") : color;
  return [1, 3, 5].map((at) => (hex.startsWith("#") ? Number.parseInt(hex.slice(at, at + 2), 16) / 255 : NaN));
}

/** @param {string} color as above @returns {number} 0 to 1 */
export function luminance(color) {
  const [r = 0, g = 0, b = 0] = channels(color).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The colour around a line.
 * @param {Pick<import("./theme.js").Theme, "dark" | "halo" | "ink">} theme
 * @param {string} color of the line
 * @returns {string}
 */
export function casing({ dark, halo, ink }, color) {
  const own = luminance(color);
  if (!(dark ? own < WEAK.belowOnDark : own > WEAK.aboveOnLight)) return halo;
  const other = channels(ink);
  const mixed = channels(color).map((v, i) => Math.round(255 * ((1 - INK) * v + INK * Number(other[i]))));
  return mixed.every(Number.isFinite) ? `rgb(${mixed.join(", ")})` : ink;
}
