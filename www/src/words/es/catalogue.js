/**
 * What: puts the Spanish words in the places of the catalogue's: rows, hyper-parameters, choices, groups, and words within formulas.
 * Invariant: ids, keys, ranges and defaults stay; a row of one table and one of another that share a hyper-parameter say the same of it.
 * Does not: hold words.
 */
import { options } from "./options.js";
import { elsewhere, params } from "./params.js";
import { formulaWords, groups, rows } from "./rows.js";

/** @typedef {import("../../engine/shapes").Row} Row */
/** @typedef {import("../../engine/shapes").Param} Param */

/** The tables that have words. */
const TABLES = /** @type {const} */ (["optimizers", "libraries", "schedules", "schedule_libraries", "surfaces", "models", "data", "stages"]);

/**
 * @param {Param} param
 * @param {string} table
 * @param {string} row
 * @param {(line: string) => string} say what another row has said in English
 */
function putParam(param, table, row, say) {
  const found = params[table]?.[row]?.[param.key] ?? params[table]?.all?.[param.key];
  // A library's argument says what is said of ours.
  if (found) [param.name, param.doc] = typeof found === "string" ? [found, say(param.doc)] : found;
  const meant = options[table]?.[row]?.[param.key] ?? options[table]?.all?.[param.key];
  for (const option of param.options ?? []) option.doc = meant?.[option.id] ?? option.doc;
}

/**
 * Puts the words into a catalogue, whole or as the page carries it.
 * @param {Pick<import("../../engine/shapes").Catalog, (typeof TABLES)[number] | "penalties">} catalog
 */
export function putCatalogue(catalog) {
  /** @type {Map<string | undefined, string>} */
  const said = new Map(Object.entries(elsewhere));
  const say = (/** @type {string} */ lines = "") => lines.split("\n").map((line) => said.get(line) ?? line).join("\n");
  for (const table of TABLES) {
    for (const row of catalog[table] ?? []) {
      const before = [row, ...row.params].map((of) => of.doc);
      const [name, own] = rows[table]?.[row.id] ?? [];
      const doc = own ?? said.get(row.doc || row.note);
      if (name) row.name = name;
      if (doc && row.doc !== undefined) row.doc = doc;
      if (doc && row.note) row.note = doc;
      if (row.group) row.group = groups[row.group] ?? row.group;
      if (row.formula) row.formula = formulaIn(row.formula);
      row.params.forEach((param) => putParam(param, table, row.id, say));
      for (const [i, of] of [row, ...row.params].entries()) if (of.doc) said.set(before[i], of.doc);
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
