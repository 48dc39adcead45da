/**
 * What: the gallery's scenes: documents with a title, what to notice, a question, and the claims that the suite checks.
 * Invariant: the page shows the very documents that `crates/cli/tests/presets.rs` runs.
 * Does not: show them; `gallery.js` does.
 */
import all from "./presets.json";
import { language } from "../words/language.js";
import { sameDocument } from "../state/paths.js";

/** @typedef {{id: string, topic: string, spec: import("../engine/shapes").Spec, title: string, notice: string, question: string}} Preset */

/** Every scene, in the order of the gallery. */
export const presets = /** @type {Preset[]} */ (
  /** @type {any[]} */ (all).map(({ id, topic, spec, words }) => {
    const [title, notice, question] = words[language] ?? words.en;
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
