/**
 * What: shows a symbol with its indices.
 * Does not: read TeX; `symbol.js` of the formats does.
 */
import { html, nothing } from "lit-html";
import { symbolRuns } from "../format/symbol.js";

/** @param {string} tex */
export const symbolOf = (tex) => symbolRuns(tex).map(({ base, sub }) => html`<i>${base}</i>${sub ? html`<sub>${sub}</sub>` : nothing}`);
