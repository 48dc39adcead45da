/**
 * What: reads and sets the stages between gradient and law, such as noise and clipping, that the catalogue lists.
 * Invariant: a stage without arguments is not in the specification; of a stage's arguments one is set, never several.
 * Does not: hold names or ranges; the catalogue does.
 */

/** @typedef {import("../engine/shapes").Param} Param */
/** @typedef {import("../engine/shapes").Spec} Spec */

/**
 * A stage's parameter as a control needs it: every one can be off, since its stage can.
 * @param {Param} param
 * @returns {Param}
 */
export function stageParam(param) {
  return { ...param, kind: param.kind.startsWith("opt") ? param.kind : `opt_${param.kind}` };
}

/**
 * A stage's argument in a racer.
 * @param {import("../engine/shapes").RacerSpec} racer
 * @param {string} stage
 * @param {string} key
 * @returns {unknown}
 */
export function stageValue(racer, stage, key) {
  const held = racer[stage];
  return held !== null && typeof held === "object" ? /** @type {Record<string, unknown>} */ (held)[key] : undefined;
}

/**
 * With one argument of a stage set, in place of any other of that stage, or with the stage taken out.
 * @param {Spec} spec
 * @param {number} index
 * @param {string} stage
 * @param {string} key
 * @param {unknown} value `undefined` takes the stage out
 * @returns {Spec}
 */
export function withStage(spec, index, stage, key, value) {
  const racers = spec.racers.map((racer, i) => {
    if (i !== index) return racer;
    const { [stage]: _before, ...others } = racer;
    return /** @type {import("../engine/shapes").RacerSpec} */ (value === undefined ? others : { ...others, [stage]: { [key]: value } });
  });
  return { ...spec, racers };
}
