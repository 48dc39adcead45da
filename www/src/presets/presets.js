/**
 * What: the gallery's scenes: documents with a title, what to notice, a question, and the claims that the suite checks.
 * Invariant: the page shows the very documents that `crates/lectures` runs and `descent check` holds to its claims.
 * Does not: show them; `gallery.js` does.
 */
import all from "descent-scenes";
import { sameDocument } from "../state/paths.js";

/** @typedef {{id: string, topic: string, spec: import("../engine/shapes").Spec, title: string, notice: string, question: string}} Preset */

/** Every scene, in the order of the gallery; their words may be put into another language before they are shown. */
export const presets = /** @type {Preset[]} */ (
  /** @type {any[]} */ (all).map(({ id, topic, spec, words }) => {
    const [title, notice, question] = words;
    return { id, topic, spec, title, notice, question };
  })
);

/**
 * The scene that a document is, unchanged.
 * @param {import("../engine/shapes").Spec} spec
 * @returns {Preset | null}
 */
export function presetOf(spec) {
  return presets.find((preset) => sameDocument(preset.spec, spec)) ?? null;
}
