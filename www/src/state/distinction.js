/**
 * What: what tells racers of one optimizer apart: "η = 0.05", "ema", "Cosine annealing".
 * Invariant: settings that all of them share are left out; what stands there is in the document or the row's default.
 * Does not: name racers; `edits.js` does.
 */
import { chosen, fieldTexts } from "../format/number.js";
import { symbolText } from "../format/symbol.js";
import { choiceName } from "../words/naming.js";
import { words } from "../words/en.js";
import { modelWords } from "../words/model.js";

/** @typedef {import("../engine/shapes").RacerSpec} RacerSpec */
/** @typedef {import("../engine/shapes").Row} Row */

/** More differences than these are a list, not a name. */
const MOST = 2;

/**
 * A setting with its value: numbers by their symbol, a choice by itself, a switch by its name.
 * @param {{symbol?: string, name: string}} param
 * @param {unknown} value
 * @returns {string}
 */
export function told({ symbol = "", name }, value) {
  if (typeof value === "number" || Array.isArray(value)) return `${symbolText(symbol) || name} = ${typeof value === "number" ? chosen(value) : fieldTexts(value)}`;
  if (typeof value === "string") return choiceName(value);
  return value ? name : words.racers.without(name);
}

/**
 * What a schedule is called.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {string | undefined} id
 * @returns {string}
 */
export const scheduleName = ({ schedules = [] }, id) => schedules.find((row) => row.id === id)?.name ?? choiceName(id ?? words.racers.noSchedule);

/**
 * What is particular to one of several racers with the same optimizer. A figure's catalogue has no rows but those of rates: there a setting
 * is told by its key, where it is in the document.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {Row | undefined} row the optimizer
 * @param {RacerSpec[]} alike
 * @param {RacerSpec} racer one of them
 * @param {{batch?: unknown}} [problem]
 * @returns {{key: string, text: string}[]}
 */
export function distinction(catalog, row, alike, racer, problem) {
  const differs = (/** @type {(of: RacerSpec) => unknown} */ setting) => new Set(alike.map((other) => JSON.stringify(setting(other) ?? null))).size > 1;
  const keys = new Set([...(row?.params ?? []).map(({ key }) => key), ...alike.flatMap(({ optimizer }) => Object.keys(optimizer))]);
  const found = [...keys].flatMap((key) => {
    const param = row?.params.find((one) => one.key === key);
    const setting = (/** @type {RacerSpec} */ { optimizer }) => optimizer[key] ?? param?.default;
    const value = setting(racer);
    // What is off unless somebody switches it on says nothing where it is off.
    if (value === false && param?.default === false) return [];
    return (param || value !== undefined) && differs(setting) ? [{ key, text: told(param ?? { symbol: `\\${key}`, name: choiceName(key) }, value) }] : [];
  });
  const ids = (/** @type {RacerSpec} */ { schedule }) => schedule?.id;
  if (differs(ids)) found.push({ key: "schedule", text: scheduleName(catalog, ids(racer)) });
  const batch = (/** @type {string} */ key) => (/** @type {RacerSpec} */ { batch: own }) => own?.[key] ?? /** @type {Record<string, unknown> | undefined} */ (problem?.batch)?.[key];
  const [size, order] = ["size", "order"].map((key) => batch(key)(racer));
  const sized = typeof size === "number";
  if (differs(batch("size"))) found.push({ key: "batch", text: `b = ${sized ? chosen(size) : modelWords.batch.all}` });
  // Who takes all samples takes them in no order.
  if (sized && differs(batch("order"))) found.push({ key: "batch", text: choiceName(String(order ?? catalog.orders?.[0])) });
  return found.slice(0, MOST);
}
