/**
 * What: a symbol with its indices, in the letters of formulas.
 * Invariant: a screen reader hears it in one piece.
 * Does not: read TeX.
 */
import { html, nothing } from "lit-html";
import { symbolRuns } from "../format/symbol.js";

/**
 * @param {string} tex
 * @returns {unknown}
 */
export function symbol(tex) {
  const runs = symbolRuns(tex);
  if (runs.length === 0) return nothing;
  return html`<i class="symbol">${runs.map(({ text, shift }) => (shift === "sub" ? html`<sub>${text}</sub>` : shift === "sup" ? html`<sup>${text}</sup>` : text))}</i>`;
}
