/**
 * What: at build time, takes from the catalogue and the scenes what the page shows, and spells formulas out for it.
 * Invariant: nothing that a module of the page reads is left out, but for what `unfold.js` puts back; what is left out stands in the command
 * line's catalogue.
 * Does not: change a value.
 */
import { readFile } from "node:fs/promises";
import { spelled } from "./formulas.mjs";
import { fold } from "./src/state/unfold.js";

/** Keys of the catalogue that no part of the page reads; what is known of a surface's points and window, the engine tells of the one that is shown. */
const UNSEEN = new Set(["differs", "reference", "domain", "points", "view", "start", "log", "into", "min_len", "max_len", "document_bytes", "depth", "parameters", "edits", "memory"]);

/**
 * The catalogue, folded.
 * @param {string} file
 * @param {(catalog: any) => void} [put] puts another language's words into it
 * @returns {Promise<string>} JSON that `unfold.js` reads
 */
export async function slimCatalog(file, put = () => {}) {
  const whole = JSON.parse(await readFile(file, "utf8"));
  // What a library's row is called follows from its id.
  whole.libraries = whole.libraries.map((/** @type {any} */ { name: _name, library: _library, doc, ...row }) => (doc ? { ...row, doc } : row));
  const slim = JSON.stringify(whole, (key, value) => {
    if (UNSEEN.has(key)) return undefined;
    // Of families the page asks for one.
    if ((key === "note" && value === "") || (key === "family" && value !== "Second order")) return undefined;
    // What is false is the same as what is not there; so is a scale that is even.
    if (((key === "min_open" || key === "max_open") && value === false) || (key === "scale" && value === "linear")) return undefined;
    return key === "formula" && value !== "" ? spelled(value) : value;
  });
  const catalog = JSON.parse(slim);
  put(catalog);
  return JSON.stringify(fold(catalog));
}

/**
 * The scenes, as the page's module.
 * @param {string} file
 * @param {string} language of their words
 * @returns {Promise<string>} JSON
 */
export async function slimScenes(file, language) {
  const scenes = JSON.parse(await readFile(file, "utf8")).map((/** @type {any} */ { words, claims, ...scene }) => ({ ...scene, words: words[language] }));
  return JSON.stringify(scenes);
}

/**
 * The scenes' documents and views alone, for an embedded figure that names one.
 * @param {string} file
 * @returns {Promise<string>} JSON
 */
export async function figuresOf(file) {
  return JSON.stringify(JSON.parse(await readFile(file, "utf8")).map((/** @type {any} */ { id, lecture, spec, show }) => ({ id, lecture, spec, show })));
}

/**
 * The scenes' words alone, by id.
 * @param {string} file
 * @param {string} language
 * @returns {Promise<string>} JSON
 */
export async function sceneWords(file, language) {
  return JSON.stringify(Object.fromEntries(JSON.parse(await readFile(file, "utf8")).map((/** @type {any} */ { id, words }) => [id, words[language]])));
}

/**
 * Of the catalogue what an embedded figure needs: names, and the learning rates' ranges.
 * @param {string} file
 * @returns {Promise<string>} JSON
 */
export async function namesOf(file) {
  const { optimizers, libraries, surfaces, models, data, orders } = JSON.parse(await readFile(file, "utf8"));
  const name = (/** @type {any} */ row) => ({ id: row.id, name: row.name, params: [] });
  const rate = (/** @type {any} */ row) => ({
    ...name(row),
    params: row.params.filter((/** @type {any} */ { key }) => key === "lr" || key === "learning_rate").map((/** @type {any} */ { doc: _doc, ...rest }) => rest),
  });
  return JSON.stringify({ optimizers: optimizers.map(rate), libraries: libraries.map(rate), surfaces: surfaces.map(name), models: models.map(name), data: data.map(name), orders });
}

/** Whose rows have names in a language, and whose parameters. */
const NAMED = ["optimizers", "surfaces", "models", "data"];
const RATED = ["optimizers", "libraries"];

/**
 * The names among them that another language has its own words for: of rows by table and id, of parameters by their English name.
 * @param {string} names as `namesOf` gives them
 * @param {(catalog: any) => void} put puts that language's words into a catalogue
 * @returns {string} JSON
 */
export function otherNames(names, put) {
  const [before, after] = [JSON.parse(names), JSON.parse(names)];
  put(after);
  const others = (/** @type {string} */ table) => Object.fromEntries(after[table].flatMap((/** @type {any} */ row, /** @type {number} */ i) => (row.name === before[table][i].name ? [] : [[row.id, row.name]])));
  const params = (/** @type {any} */ catalog) => RATED.flatMap((table) => catalog[table].flatMap((/** @type {any} */ row) => row.params.map((/** @type {any} */ { name }) => name)));
  const [english, other] = [params(before), params(after)];
  return JSON.stringify({ rows: Object.fromEntries(NAMED.map((table) => [table, others(table)])), params: Object.fromEntries(english.map((name, i) => [name, other[i]])) });
}
