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
import { flag, many, numbers, options, text, whole } from "./arguments.js";
import { sweepInWorkers } from "./sweep.js";
import { telling, told } from "./thrown.js";

const module = await WebAssembly.compile(unpacked(packedEngine));
const { memory } = engine.initSync({ module });

/** A picture's options. */
const PICTURE = options({ log: flag, theme: text, nodes: whole });
/** What the calls' arguments must be, place by place, where the engine does not look itself. @type {Record<string, (import("./arguments.js").Check | undefined)[]>} */
const ARGUMENTS = {
  step: [whole],
  seek: [whole],
  set: [whole, text],
  status: [whole],
  inspect: [whole],
  quantity: [whole, text, whole],
  trace: [whole],
  metrics: [whole],
  slice: [numbers, whole, whole, numbers, whole, whole],
  picks: [whole],
  sampleGrads: [whole, whole, whole],
  at: [numbers],
  supplyDigits: [text],
  heatmap: [, , whole, whole, PICTURE],
  contours: [, , many, PICTURE],
  colorbar: [, , PICTURE],
};

/**
 * A call whose arguments are looked at, and whose errors are those promised.
 * @template {(...given: any[]) => unknown} Call
 * @param {string} name
 * @param {Call} own
 * @returns {Call}
 */
function guarded(name, own) {
  const checks = ARGUMENTS[name] ?? [];
  return /** @type {Call} */ (/** @this {unknown} @param {any[]} given */ function (...given) {
    return telling(() => {
      checks.forEach((check, at) => check?.(`${name}, argument ${at + 1}`, given[at]));
      return own.apply(this, given);
    });
  });
}

/** A run: stepping, time travel, changes, columns. */
export class Run extends engine.Run {
  /** @param {import("./index").Spec} spec */
  constructor(spec) {
    try {
      super(spec);
    } catch (thrown) {
      throw told(thrown);
    }
  }

  /**
   * @param {number} racer
   * @returns {import("./index").Trace}
   */
  trace(racer) {
    return viewColumns(memory, super.columns(racer), this.precision());
  }
}

/** Value and derivatives of a problem. */
export class Objective extends engine.Objective {
  /** @param {import("./index").Spec} spec */
  constructor(spec) {
    try {
      super(spec);
    } catch (thrown) {
      throw told(thrown);
    }
  }
}

for (const made of [Run, Objective]) {
  const methods = /** @type {Record<string | symbol, any>} */ (made.prototype);
  const names = [methods, Object.getPrototypeOf(methods)].flatMap(Reflect.ownKeys).filter((name) => name !== "constructor");
  for (const name of new Set(names)) methods[name] = guarded(String(name), methods[name]);
}

/** @returns {import("./index").Catalog} */
export const catalog = () => structuredClone(fullCatalog);

export const { version, backend } = engine;
export const validate = guarded("validate", engine.validate);
export const describe = guarded("describe", engine.describe);
export const freshSeed = guarded("freshSeed", engine.freshSeed);

/** For the workers of sweeps. @type {string | null} */
let digits = null;
export const supplyDigits = guarded("supplyDigits", (text) => {
  const genuine = engine.supplyDigits(text);
  if (genuine) digits = text;
  return genuine;
});

/** @type {typeof import("./index").heatmap} */
export const heatmap = guarded("heatmap", (spec, view, widthPx, heightPx, options = {}) => engine.heatmap(spec, view, widthPx, heightPx, options));

/** @type {typeof import("./index").contours} */
export const contours = guarded("contours", (spec, view, levels, options = {}) => {
  const found = engine.contours(spec, view, typeof levels === "number" ? levels : Float64Array.from(levels), options);
  return { levels: Array.from(found.levels), lines: found.lines };
});

/** @type {typeof import("./index").colorbar} */
export const colorbar = guarded("colorbar", (spec, view, options = {}) => engine.colorbar(spec, view, options));

/**
 * @param {import("./index").Spec} spec
 * @param {import("./index").Axis[]} axes
 * @param {import("./index").SweepOptions} [options]
 */
export const sweep = (spec, axes, options) => sweepInWorkers(module, spec, axes, options ?? {}, digits);
