/**
 * What: the settings of batches, as controls take them: those of a problem, and the size that a racer has of its own.
 * Invariant: as catalogue rows; the orders are the catalogue's.
 */
import { modelWords } from "../words/model.js";

/** @typedef {import("../engine/shapes").Param} Param */

/**
 * The size of batches.
 * @param {number} samples
 * @param {string} unset what stands there without one
 * @returns {Param}
 */
export function batchSize(samples, unset) {
  const { size, sizeDoc } = modelWords.batch;
  return { key: "size", symbol: "b", name: size, doc: sizeDoc, kind: "opt_int", min: 1, max: samples, unset };
}

/**
 * The settings of a problem's batches.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {number} samples
 * @returns {Param[]}
 */
export function batchParams(catalog, samples) {
  const { all, order, dropLast } = modelWords.batch;
  return [
    batchSize(samples, all),
    { key: "order", symbol: "", name: order, doc: "", kind: "choice", default: catalog.orders[0] ?? "", options: catalog.orders.map((id) => ({ id, doc: "" })) },
    { key: "drop_last", symbol: "", name: dropLast, doc: "", kind: "bool", default: false },
  ];
}
