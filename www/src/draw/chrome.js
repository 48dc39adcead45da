/**
 * What: what stands over the landscape: buttons to zoom, and the readout of the place under the pointer.
 * Invariant: the readout's numbers are the engine's, at the very place that was pointed at, with which they stay when the window moves.
 * Does not: listen to the pointer, or zoom by itself.
 */
import { html, nothing } from "lit-html";
import { point, reading, texts } from "../format/number.js";
import { words } from "../words/en.js";

/** How much one press of a button zooms. */
const ZOOM_STEP = 1.5;

/**
 * The place under the pointer: in data units, on the canvas, and what the engine says of it.
 * @typedef {{x: number[], px: number, py: number, value: number, grad: number[], hessian: number[][], eigen: import("./hessian.js").Eigen | null}} Hover
 */

/**
 * The buttons.
 * @param {boolean} moved whether the window is not the problem's own
 * @param {(factor: number) => void} zoom
 * @param {() => void} reset
 * @param {{on: boolean, toggle: () => void} | null} relief whether the landscape is shown as a relief; null where it cannot be
 */
export function zoomButtons(moved, zoom, reset, relief) {
  const { landscape } = words;
  return html`<div class="zoom" role="group" aria-label=${landscape.zoom}>
    <button type="button" aria-label=${landscape.zoomIn} title=${landscape.zoomIn} @click=${() => zoom(1 / ZOOM_STEP)}>+</button>
    <button type="button" aria-label=${landscape.zoomOut} title=${landscape.zoomOut} @click=${() => zoom(ZOOM_STEP)}>−</button>
    <button type="button" aria-label=${landscape.zoomReset} title=${landscape.zoomReset} aria-disabled=${!moved} @click=${reset}>⤢</button>
    ${relief ? html`<button type="button" class="relief-toggle" aria-pressed=${relief.on} aria-label=${landscape.relief.toggle} title="${landscape.relief.toggle} (V)" @click=${relief.toggle}>${landscape.relief.solid}</button>` : nothing}
  </div>`;
}

/**
 * The readout.
 * @param {Hover | null} hover
 * @param {string} mark the racer and step that the pointer marks, or nothing
 * @param {{x: string, y: string}} names of the parameters
 * @param {boolean} low whether it stands at the bottom
 */
export function readout(hover, mark, { x, y }, low) {
  if (!hover) return nothing;
  const { eigen } = hover;
  const line = hover.x.length === 1;
  const row = (/** @type {unknown} */ what, /** @type {string} */ value) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`;
  return html`<dl class="readout ${low ? "low" : ""}">
    ${row(line ? html`<i>${x}</i>` : html`(<i>${x}</i>, <i>${y}</i>)`, line ? reading(hover.x[0] ?? NaN) : point(hover.x))}
    ${row(html`<i>f</i>`, reading(hover.value))}
    ${row(line ? html`<i>f</i>′` : html`∇<i>f</i>`, line ? reading(hover.grad[0] ?? NaN) : point(hover.grad))}
    ${line ? row(html`<i>f</i>″`, reading(hover.hessian[0]?.[0] ?? NaN)) : nothing}
    ${eigen ? [row(html`<i>H</i>`, words.landscape.kinds[eigen.kind]), row(html`<i>λ</i>`, texts(eigen.values))] : nothing}
    ${mark ? row(words.landscape.mark, mark) : nothing}
  </dl>`;
}
