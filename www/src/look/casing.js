/**
 * What: what lies around a coloured line so that it reads on any heat map: the theme's halo, like the paper; where the line itself is nearly as
 * light, or as dark, as the valleys of the theme's map, a tone of its own colour on the other side.
 * Invariant: a line or its casing stands out of every shade of the map; the colour, by which a racer is known, stays the same in every theme.
 * Does not: draw.
 */
import { rgbOf } from "./color.js";

/** Relative luminances (WCAG 2). Valleys are pale in light themes, navy in the dark one; of our own colours the first limit meets yellow, the second blue. */
const WEAK = { aboveOnLight: 0.6, belowOnDark: 0.18 };
/** How much of such a casing is ink. */
const INK = 0.75;

/** @param {string} color as `rgbOf` reads it @returns {number} 0 to 1 */
export function luminance(color) {
  const [r = 0, g = 0, b = 0] = rgbOf(color).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
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
  const other = rgbOf(ink);
  const mixed = rgbOf(color).map((v, i) => Math.round((1 - INK) * v + INK * Number(other[i])));
  return mixed.every(Number.isFinite) ? `rgb(${mixed.join(", ")})` : ink;
}
