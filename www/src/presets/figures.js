/**
 * What: scenes and lecture figures by their names: the documents that a link or an attribute `figure` states.
 * Invariant: a name means the same here and for `descent check`.
 * Does not: know words; `presets.js` does.
 */
import all from "descent-scenes";
import { readHash, refused } from "../state/hash.js";
import { sameDocument } from "../state/paths.js";
import { PLAIN_LOOK } from "../state/session.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {{spec: Spec | null, problems: import("../engine/shapes").Problem[]}} Read */
/** @typedef {Partial<Pick<import("../state/session.js").SessionState, "chartTab" | "unit" | "quantity" | "quantityAxis" | "modelShown" | "narrowTab" | "inspector" | "selected" | "maps" | "mapsTab">>} Look */

const scenes = /** @type {{id: string, lecture?: string[], spec: Spec, show?: Look}[]} */ (all);

/**
 * The document of a scene, by its id or by the name of a lecture figure that it is.
 * @param {string} name such as `two-basins`, or `B-lr-nonconvex`
 * @returns {Read}
 */
export function readFigure(name) {
  const scene = scenes.find(({ id, lecture }) => id === name || lecture?.includes(name));
  return scene ? { spec: scene.spec, problems: [] } : refused("figure", "unknown_name", name, "the name of a scene or a lecture figure, such as A-cyclic");
}

/**
 * How a document is first looked at: as its scene wishes; as before where it is no scene.
 * @param {Spec} spec
 * @returns {Look}
 */
export function viewOf(spec) {
  const scene = scenes.find((other) => sameDocument(other.spec, spec));
  // In a narrow window chart and inspector are tabs.
  return scene ? { ...PLAIN_LOOK, narrowTab: scene.show?.chartTab ? "loss" : scene.show?.inspector ? "inspect" : "racers", ...scene.show } : {};
}

/**
 * Reads a hash, which may name a figure in the place of a specification.
 * @param {string} hash with or without its `#`
 * @returns {Read} neither for an empty hash
 */
export function readLink(hash) {
  const name = /^#?figure=([\w-]+)$/.exec(hash)?.[1];
  return name === undefined ? readHash(hash) : readFigure(name);
}
