/**
 * What: puts the Spanish words in the places of the catalogue's: rows, hyper-parameters, choices, groups, and words within formulas.
 * Invariant: ids, keys, ranges and defaults stay; a row of one table and one of another that share a hyper-parameter say the same of it.
 * Does not: hold words.
 */
import { options } from "./options.js";
import { asInLibrary, params } from "./params.js";
import { formulaWords, groups, rows } from "./rows.js";

/** @typedef {import("../../engine/shapes").Row} Row */
/** @typedef {import("../../engine/shapes").Param} Param */

/** The tables that have words. */
const TABLES = /** @type {const} */ (["optimizers", "libraries", "schedules", "schedule_libraries", "surfaces", "models", "data", "stages"]);

/**
 * @param {Param} param
 * @param {string} table
 * @param {string} row
 */
function putParam(param, table, row) {
  const found = params[table]?.[row]?.[param.key] ?? params[table]?.all?.[param.key];
  if (found) [param.name, param.doc] = typeof found === "string" ? [found, asInLibrary] : found;
  const meant = options[table]?.[row]?.[param.key] ?? options[table]?.all?.[param.key];
  for (const option of param.options ?? []) option.doc = meant?.[option.id] ?? option.doc;
}

/**
 * Puts the words into a catalogue, whole or as the page carries it.
 * @param {Pick<import("../../engine/shapes").Catalog, (typeof TABLES)[number] | "penalties">} catalog
 */
export function putCatalogue(catalog) {
  for (const table of TABLES) {
    for (const row of catalog[table] ?? []) {
      const [name, doc] = rows[table]?.[row.id] ?? [];
      if (name) row.name = name;
      if (doc && row.doc !== undefined) row.doc = doc;
      if (doc && row.note) row.note = doc;
      if (row.group) row.group = groups[row.group] ?? row.group;
      if (row.formula) row.formula = formulaIn(row.formula);
      row.params.forEach((param) => putParam(param, table, row.id));
    }
  }
  for (const param of catalog.penalties ?? []) [param.name, param.doc] = rows.penalties?.[param.key] ?? [param.name, param.doc];
}

/**
 * A formula in the page's spelling, in which text stands between `t` and `;`.
 * @param {string} spelling
 * @returns {string}
 */
function formulaIn(spelling) {
  return spelling.replace(/t([^;]*);/g, (all, /** @type {string} */ text) => {
    const spanish = formulaWords[text.replaceAll("\u00a0", " ")];
    return spanish ? `t${spanish.replaceAll(" ", "\u00a0")};` : all;
  });
}
