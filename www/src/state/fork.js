/**
 * What: changes from the playhead on: they become `edits` of the document, and the future that they replace is kept as a ghost.
 * Invariant: with "from here on" set and the playhead inside the run, a change of one racer's setting is a fork; every other change
 * is a change of the whole run. A fork is part of the document, so that links and undo hold it.
 * Does not: run anything.
 */

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Json} Json */
/** @typedef {{step: number, racer: number, path: string, value: Json}} Edit */
/**
 * The replaced future.
 * @typedef {object} Ghost
 * @property {number} at the step of the fork
 * @property {import("../engine/shapes").RunResult} result
 * @property {Set<number>} racers those that have another future now
 */

/**
 * The edits of a document.
 * @param {Spec} spec
 * @returns {Edit[]}
 */
export function editsOf(spec) {
  return /** @type {Edit[]} */ (spec.edits ?? []);
}

/**
 * The racer and its own path that a path names.
 * @param {string} path such as `racers[0].optimizer.lr`
 * @returns {{racer: number, path: string} | null}
 */
export function racerPath(path) {
  const found = /^racers\[(\d+)\]\.((?:optimizer|schedule|clip|noise)\b.*)$/.exec(path);
  return found ? { racer: Number(found[1]), path: String(found[2]) } : null;
}

/**
 * The document with a setting changed from a step on. Later changes of that racer are dropped: their future no longer exists.
 * @param {Spec} spec
 * @param {number} step
 * @param {{racer: number, path: string}} where
 * @param {Json} value
 * @returns {Spec}
 */
export function withFork(spec, step, where, value) {
  const kept = editsOf(spec).filter((edit) => edit.racer !== where.racer || edit.step < step || (edit.step === step && edit.path !== where.path));
  return { ...spec, edits: [...kept, { step, ...where, value }].sort((a, b) => a.step - b.step) };
}

/**
 * The document without any change in the middle.
 * @param {Spec} spec
 * @returns {Spec}
 */
export function withoutForks(spec) {
  const { edits: _edits, ...rest } = spec;
  return /** @type {Spec} */ (rest);
}

/**
 * The document with a racer's edits renumbered after a racer was removed or inserted.
 * @param {Spec} spec
 * @param {(racer: number) => number[]} renumber whose edit it is then
 * @returns {Spec}
 */
export function withRenumbered(spec, renumber) {
  if (!spec.edits) return spec;
  const edits = editsOf(spec).flatMap((edit) => renumber(edit.racer).map((racer) => ({ ...edit, racer })));
  return edits.length ? { ...spec, edits } : withoutForks(spec);
}
