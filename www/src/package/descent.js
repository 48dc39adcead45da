/**
 * What: the JavaScript API of the package: catalogue, validation, runs, pictures, sweeps, in Node and in a page.
 * Invariant: the engine travels inside the module and stands ready once the module is loaded; what is thrown is an `Error` with `name`,
 * `code` and `problems`.
 * Does not: hold an algorithm, a default or a range; the engine does. `index.d.ts` documents it.
 */
import * as engine from "descent-wasm";
import fullCatalog from "made:full-catalog";
import packedEngine from "made:packed-engine";
import { viewColumns } from "../engine/views.js";
import { unpacked } from "../single/packed.js";
import { sweepInWorkers } from "./sweep.js";
import { whole } from "./whole.js";

const module = await WebAssembly.compile(unpacked(packedEngine));
const { memory } = engine.initSync({ module });

/** A run: stepping, time travel, changes, columns. */
export class Run extends engine.Run {
  /**
   * @param {number} racer
   * @returns {import("./index").Trace}
   */
  trace(racer) {
    return viewColumns(memory, super.columns(racer), this.precision());
  }
}

/** Where whole numbers stand among the arguments: the engine's own would be taken modulo 2³². */
const WHOLE = { step: [0], seek: [0], set: [0], status: [0], inspect: [0], quantity: [0, 2], trace: [0], metrics: [0], slice: [1, 2, 4, 5], picks: [0], sampleGrads: [0, 1, 2] };
for (const [name, places] of Object.entries(WHOLE)) {
  const methods = /** @type {Record<string, (...given: any[]) => unknown>} */ (/** @type {unknown} */ (Run.prototype));
  const own = /** @type {(...given: any[]) => unknown} */ (methods[name]);
  methods[name] = function (...given) {
    for (const at of places) whole(`${name}, argument ${at + 1}`, given[at]);
    return own.apply(this, given);
  };
}

/** Value and derivatives of a problem. */
export const Objective = engine.Objective;

/** @returns {import("./index").Catalog} */
export const catalog = () => structuredClone(fullCatalog);

export const { validate, describe, version, backend, freshSeed, supplyDigits } = engine;

/**
 * @param {import("./index").Spec} spec
 * @param {import("./index").Plane} view
 * @param {number} widthPx
 * @param {number} heightPx
 * @param {import("./index").PictureOptions} [options]
 */
export const heatmap = (spec, view, widthPx, heightPx, options = {}) => engine.heatmap(spec, view, widthPx, heightPx, options);

/**
 * @param {import("./index").Spec} spec
 * @param {import("./index").Plane} view
 * @param {number | number[] | Float64Array} levels
 * @param {import("./index").PictureOptions} [options]
 * @returns {import("./index").Contours}
 */
export function contours(spec, view, levels, options = {}) {
  const found = engine.contours(spec, view, typeof levels === "number" ? levels : Float64Array.from(levels), options);
  return { levels: Array.from(found.levels), lines: found.lines };
}

/**
 * @param {import("./index").Spec} spec
 * @param {import("./index").Plane} view
 * @param {import("./index").PictureOptions} [options]
 */
export const colorbar = (spec, view, options = {}) => engine.colorbar(spec, view, options);

/**
 * @param {import("./index").Spec} spec
 * @param {import("./index").Axis[]} axes
 * @param {import("./index").SweepOptions} [options]
 */
export const sweep = (spec, axes, options = {}) => sweepInWorkers(module, spec, axes, options);
