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

/** Value and derivatives of a problem. */
export const Objective = engine.Objective;

/** @returns {import("./index").Catalog} */
export const catalog = () => structuredClone(fullCatalog);

export const { validate, describe, version, backend, supplyDigits } = engine;

/** @returns {number} */
export const freshSeed = () => Number(crypto.getRandomValues(new Uint32Array(1))[0]);

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
