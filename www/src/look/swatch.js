/**
 * What: a racer's swatch: a piece of its line with its marker, as an inline drawing.
 * Invariant: the same look as on the canvas.
 * Does not: carry meaning for a screen reader; the name beside it does.
 */
import { html } from "lit-html";
import { markerPath } from "./racers.js";

/**
 * @param {import("./racers.js").RacerLook} look
 * @param {number} widthPx
 * @param {boolean} [second] of a second coordinate: thin, without the marker
 */
export function swatch(look, widthPx, second = false) {
  const middle = widthPx / 2;
  const dash = look.dash.map((length) => length * 2.2).join(" ");
  return html`<svg class="swatch" width=${widthPx} height="16" viewBox="0 0 ${widthPx} 16" aria-hidden="true">
    <line x1="1" y1="8" x2=${widthPx - 1} y2="8" stroke=${look.color} stroke-width=${second ? 1.2 : 2.2} stroke-dasharray=${dash || "none"} />
    <path d=${second ? "" : markerPath(look.marker, 4.6)} transform="translate(${middle} 8)" fill=${look.color} />
  </svg>`;
}
