/**
 * What: names of a data set's features, target and classes, as its document or its source has them, and the two features that are drawn.
 * Invariant: what the reader chose stays while the features are the same.
 */
import { modelWords } from "../words/model.js";
import { featureName } from "./kind.js";
import { spanOf } from "./plot.js";

/** @typedef {import("../engine/shapes").Dataset} Dataset */

/** The features of the irises that tell them apart: their petals' length and width. @type {[number, number]} */
const PETALS = [2, 3];

/**
 * A data set with its names.
 * @param {Dataset} found as the engine gives it
 * @param {import("../engine/shapes").Spec} spec that it is of
 * @param {Dataset} [before] what was shown before
 * @returns {Dataset}
 */
export function namesOf(found, { problem }, before) {
  const { id, inline } = /** @type {{id?: string, inline?: {features?: string[], classes?: string[]}}} */ (problem.data ?? {});
  const named = inline ?? (id === "iris" ? modelWords.iris : undefined);
  const names = Array.from({ length: found.features }, (_, i) => named?.features?.[i] || featureName(i, found.features));
  return {
    ...found,
    range: spanOf(found, (half, i) => Number(half.y[i])),
    feature_names: names,
    // A name more than there are features is the target's.
    target_name: (!found.classes && named?.features?.[found.features]) || "y",
    class_names: Array.from({ length: found.classes }, (_, i) => named?.classes?.[i] || String(i)),
    pair: before && String(before.feature_names) === String(names) ? before.pair : id === "iris" ? PETALS : [0, 1],
  };
}
