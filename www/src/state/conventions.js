/**
 * What: lists the conventions of a racer's law: those in force that the law's rule does not tell; every switch and choice set otherwise, and
 * every library's spelling with the same arguments.
 * Invariant: a candidate differs from the racer in one convention, or is a library's own spelling; arguments go over by their symbol.
 * Does not: say which libraries have the law; the engine sorts those out.
 */
import { choiceName } from "../words/naming.js";

/** @typedef {import("../engine/shapes").Catalog} Catalog */
/** @typedef {import("../engine/shapes").Named} Named */
/** @typedef {import("../engine/shapes").Json} Json */
/** @typedef {{title: string, doc: string, library: boolean, optimizer: Named}} Convention */

/** What libraries call the decay of the one average that a law has. */
const DECAYS = ["beta", "rho", "alpha", "decay", "momentum"];

/**
 * The hyper-parameters in which an optimizer does otherwise than its law's rule says, or besides it: switches and choices, and numbers that
 * are off by default or have no symbol, which no rule tells.
 * @param {import("../engine/shapes").Row} row
 * @param {Record<string, Json | undefined>} args
 */
export function departures({ params }, args) {
  return params.filter(({ key, symbol, default: usual = null }) => {
    const value = args[key] ?? usual;
    // How weight decay acts is nothing where there is none.
    return String(value) !== String(usual) && !(symbol && usual && typeof value === "number") && (key !== "decay" || args.weight_decay);
  });
}

/**
 * What a value of a hyper-parameter means.
 * @param {import("../engine/shapes").Param} param
 * @param {Json | undefined} value
 */
export const meaning = ({ options, doc }, value) => options?.find(({ id }) => id === value)?.doc ?? doc;

/**
 * The conventions.
 * @param {Catalog} catalog
 * @param {{law: string, args: Record<string, Json>}} told the racer's optimizer in our spelling
 * @param {string} id the racer's own spelling
 * @returns {Convention[]}
 */
export function conventionsOf(catalog, { law, args }, id) {
  const row = catalog.optimizers.find((other) => other.id === law);
  if (!row) return [];
  /** @type {Record<string, Json>} */
  const given = {};
  for (const [key, value] of Object.entries(args)) if (value !== null) given[key] = value;
  /** @type {Convention[]} */
  const all = [];
  for (const param of row.params) {
    const values = param.kind === "bool" ? [true, false] : param.kind === "choice" ? (param.options ?? []).map((option) => option.id) : [];
    for (const value of values) {
      if (value === args[param.key]) continue;
      all.push({ title: `${param.name}: ${choiceName(String(value))}`, doc: meaning(param, value), library: false, optimizer: { id: law, ...given, [param.key]: value } });
    }
  }
  const bySymbol = new Map(row.params.filter(({ symbol }) => symbol).map(({ symbol, key }) => [symbol, args[key]]));
  for (const other of catalog.libraries) {
    if (other.id === id) continue;
    /** @type {Named} */
    const optimizer = { id: other.id };
    // A library's momentum is Nesterov's where the racer's is.
    if (other.params.some(({ key }) => key === "nesterov") && (args.nesterov || law === "nesterov")) optimizer.nesterov = true;
    // Two arguments with one symbol are not one: the first has it.
    const left = new Map(bySymbol);
    const take = (/** @type {string} */ symbol) => {
      const value = left.get(symbol);
      left.delete(symbol);
      return value;
    };
    for (const { key, symbol, kind } of other.params) {
      const found = kind === "reals" ? symbol.split(", ").map(take) : [take(symbol) ?? (symbol && DECAYS.includes(key) && kind.endsWith("real") ? (args[key] ?? args.beta) : undefined)];
      if (found.length === 0 || found.some((value) => typeof value !== "number")) continue;
      optimizer[key] = kind === "reals" ? /** @type {number[]} */ (found) : /** @type {number} */ (found[0]);
    }
    all.push({ title: other.id, doc: other.doc, library: true, optimizer });
  }
  return all;
}
