/**
 * What: the lecture figures, and which of them a specification is.
 * Invariant: the list is `crates/lectures/figures.json`, whose claims the tests check; nothing is said of a figure elsewhere.
 * Does not: run anything.
 */
import figures from "descent-figures";
import { sameDocument } from "../state/paths.js";

/** @typedef {{id: string, group: string, title: string, notice: string, question: string, spec: import("../engine/shapes").Spec}} Figure */

/** Every figure, in the order of the gallery. */
export const FIGURES = /** @type {Figure[]} */ (/** @type {unknown} */ (figures));

/**
 * The figure whose specification this is.
 * @param {import("../engine/shapes").Spec} spec
 * @returns {Figure | undefined}
 */
export function figureOf(spec) {
  return FIGURES.find((figure) => sameDocument(figure.spec, spec));
}
