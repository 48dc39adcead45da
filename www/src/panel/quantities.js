/**
 * What: the inspector's table: every named quantity of an update per coordinate, the parts of the step and their sum, its direction.
 * Invariant: the numbers are the engine's own; the copied table holds them in full, one line per quantity.
 * Does not: ask for them.
 */
import { html, nothing } from "lit-html";
import { chosen, fixed, reading } from "../format/number.js";
import { symbolText } from "../format/symbol.js";
import { partShade } from "../draw/step.js";
import { words } from "../words/en.js";
import { stepWords } from "../words/step.js";
import { symbolOf } from "./symbol.js";

/** @typedef {import("../engine/shapes").Inspection} Inspection */
/** @typedef {{symbol: string, name: string, values: (number | null)[], shade?: string, write?: (value: number) => string}} Line */

/** More columns than this do not stand side by side in the panel. */
const MOST_AXES = 3;
/** Of more parameters than this no table is copied whole by one who means to read it. */
const MOST_COPIED = 256;

/**
 * The lines of an update: what went in, what the law made of it, the parts of the step, what came out.
 * @param {Inspection} inspection with an update
 * @returns {{into: Line[], parts: Line[], out: Line[]}}
 */
function linesOf(inspection) {
  const { before = [], after, quantities, ahead, newton } = inspection;
  const parts = quantities.filter(({ part }) => part);
  return {
    into: [
      { symbol: "\\theta", name: words.inspector.before, values: before },
      ...(ahead ? [{ symbol: "\\tilde\\theta", name: stepWords.ahead, values: ahead }] : []),
      ...quantities.filter(({ part }) => !part),
    ],
    parts: [
      ...parts.map((part, i) => ({ ...part, shade: parts.length > 1 ? partShade(i) : "" })),
      { symbol: "\\Delta\\theta", name: stepWords.total, values: after.map((v, i) => v - (before[i] ?? NaN)), shade: "ink" },
      ...(newton ? [{ symbol: "-H^{-1}g", name: stepWords.newton, values: newton }] : []),
    ],
    out: [
      { symbol: "\\theta'", name: words.inspector.after, values: after },
      { symbol: "f", name: words.inspector.loss, values: [inspection.f_after] },
      { symbol: "\\eta", name: words.inspector.rate, values: [inspection.lr ?? null], write: chosen },
      ...(inspection.momentum === undefined ? [] : [{ symbol: "\\beta", name: stepWords.momentum, values: [inspection.momentum], write: chosen }]),
      { symbol: "#", name: words.inspector.evaluations, values: [inspection.evaluations], write: String },
    ],
  };
}

/**
 * The table.
 * @param {string} title
 * @param {Inspection} inspection
 * @param {unknown} copyButton
 * @param {string[]} names of the parameters
 */
export function quantityTable(title, inspection, copyButton, names) {
  if (!inspection.quantities.length || !inspection.before) return html`<p class="hint">${words.inspector.nothing}</p>`;
  const all = inspection.after.length;
  const axes = Math.min(MOST_AXES, all);
  const { into, parts, out } = linesOf(inspection);
  const digits = axes > 2 ? 3 : 4;
  const row = (/** @type {Line} */ { symbol, name, values, shade, write }) =>
    html`<tr title=${name}>
      <th scope="row"><span class="quantity">${shade ? html`<span class="part ${shade}" aria-hidden="true">→</span>` : nothing}${symbolOf(symbol)}</span><small>${name}</small></th>
      ${values.length === 1 && axes > 1
        ? html`<td colspan=${axes}>${(write ?? reading)(values[0] ?? NaN)}</td>`
        : Array.from({ length: axes }, (_, i) => html`<td>${write ? write(values[i] ?? NaN) : reading(values[i] ?? NaN, digits)}</td>`)}
    </tr>`;
  return html`<div class="inspector-step"><b>${title}</b>${copyButton}</div>
    ${all > axes ? html`<p class="hint">${stepWords.firstAxes(axes, all)}</p>` : nothing}
    <table class=${axes > 2 ? "three" : ""}>
      <thead><tr><th scope="col">${words.inspector.quantity}</th>${names.slice(0, axes).map((name) => html`<th scope="col"><i>${name}</i></th>`)}</tr></thead>
      <tbody>${into.map(row)}</tbody>
      <tbody class="parts"><tr><th colspan=${axes + 1} scope="rowgroup">${words.inspector.parts}</th></tr>${parts.map(row)}</tbody>
      <tbody class="parts"><tr><th colspan=${axes + 1} scope="rowgroup">${stepWords.angles}</th></tr>
        ${angle(stepWords.toGradient, inspection.angle_gradient, axes, stepWords.noDirection)}
        ${angle(stepWords.toNewton, inspection.angle_newton, axes, inspection.newton === undefined ? stepWords.tooMany : inspection.newton === null ? stepWords.singular : stepWords.noDirection)}
      </tbody>
      <tbody class="parts">${out.map(row)}</tbody>
    </table>`;
}

/**
 * @param {string} name
 * @param {number | null | undefined} degrees
 * @param {number} axes
 * @param {string} none what to say where there is no angle
 */
function angle(name, degrees, axes, none) {
  return html`<tr><th scope="row"><small>${name}</small></th><td colspan=${axes}>${typeof degrees === "number" ? `${fixed(degrees, degrees < 10 ? 2 : 1)}°` : none}</td></tr>`;
}

/**
 * The table as text with tabs, numbers in full.
 * @param {string} title
 * @param {Inspection} inspection
 * @param {string[]} names
 * @returns {string}
 */
export function quantityText(title, inspection, names) {
  const { into, parts, out } = linesOf(inspection);
  const count = Math.min(MOST_COPIED, inspection.after.length);
  const head = [title, "", ...names.slice(0, count)];
  const angles = [[stepWords.toGradient, "°", inspection.angle_gradient], [stepWords.toNewton, "°", inspection.angle_newton]];
  const lines = [...into, ...parts, ...out].map(({ symbol, name, values }) => [name, symbolText(symbol), ...values.slice(0, count)]);
  return [head, ...lines, ...angles].map((cells) => cells.map((cell) => cell ?? "").join("\t")).join("\n");
}
