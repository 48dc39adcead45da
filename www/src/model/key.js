/**
 * What: the key to a model's picture: the colours of classes, the marks of points, rings and centres.
 * Invariant: it names what is drawn, in the drawing's colours; colours that tell nothing are not in it.
 * Does not: choose colours.
 */
import { html, nothing } from "lit-html";
import { modelWords } from "../words/model.js";
import { areClasses, classColor } from "./shades.js";

/** The colour of a class, before its name. @param {number} index */
export const dot = (index) => html`<span aria-hidden="true" .style=${`color:${classColor(index)}`}>●</span>&nbsp;`;

/**
 * The key.
 * @param {import("../engine/shapes").Dataset} data
 * @param {boolean} rings whether the next step's samples have rings
 */
export function keyTo(data, rings) {
  const { train, test, rings: next, centre } = modelWords;
  const marks = [`●\u00a0${train}`, data.test && `○\u00a0${test}`, rings && `◎\u00a0${next}`, data.middle === null && `+\u00a0${centre}`];
  return html`<small class="secondary">${areClasses(data) ? data.class_names.map((name, i) => html`${dot(i)}${name}&ensp;`) : nothing}${marks.filter(Boolean).join("\u2002")}</small>`;
}
