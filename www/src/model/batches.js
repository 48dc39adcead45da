/**
 * What: the settings of batches, as controls take them: those of a problem, and those that a racer has of its own.
 * Invariant: as catalogue rows; the orders are the catalogue's.
 */
import { modelWords } from "../words/model.js";

/** @typedef {import("../engine/shapes").Param} Param */

/**
 * The settings of batches.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {number} samples
 * @param {Record<string, unknown>} [problem] for a racer: the problem's batches, which hold where it says nothing
 * @returns {Param[]}
 */
export function batchParams(catalog, samples, problem) {
  const { all, same, size, sizeDoc, order, dropLast } = modelWords.batch;
  return [
    { key: "size", symbol: "b", name: size, doc: sizeDoc, kind: "opt_int", min: 1, max: samples, unset: problem ? same : all },
    { key: "order", symbol: "", name: order, doc: "", kind: "choice", default: String(problem?.order ?? catalog.orders[0]), options: catalog.orders.map((id) => ({ id, doc: "" })) },
    { key: "drop_last", symbol: "", name: dropLast, doc: "", kind: "bool", default: Boolean(problem?.drop_last) },
  ];
}
