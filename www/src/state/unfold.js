/**
 * What: the catalogue as the page reads it, from the folded form in which the build puts it into the page: every distinct hyper-parameter once.
 * Invariant: `unfold(fold(catalog))` is the catalogue again.
 * Does not: choose what the page carries; `slim.mjs` does.
 */

/**
 * Hyper-parameters of one shape: their keys, then a column of values per key.
 * @typedef {[string[], ...unknown[][]]} Shape
 */
/** @typedef {{shapes: Shape[], rows: unknown}} Folded */

/** The key under which a row has its hyper-parameters. */
const PARAMS = "params";

/**
 * Replaces the lists of hyper-parameters anywhere in a value.
 * @param {unknown} value
 * @param {(list: any[]) => unknown[]} by
 * @returns {any}
 */
function replaced(value, by) {
  if (Array.isArray(value)) return value.map((item) => replaced(item, by));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === PARAMS && Array.isArray(item) ? by(item) : replaced(item, by)]));
}

/**
 * @param {unknown} catalog
 * @returns {Folded}
 */
export function fold(catalog) {
  /** @type {Map<string, {keys: string[], known: Map<string, any>}>} */
  const shapes = new Map();
  const shapeOf = (/** @type {object} */ param) => Object.keys(param).join();
  replaced(catalog, (list) => {
    for (const param of list) {
      const shape = shapes.get(shapeOf(param)) ?? { keys: Object.keys(param), known: new Map() };
      shapes.set(shapeOf(param), shape);
      shape.known.set(JSON.stringify(param), param);
    }
    return list;
  });
  // Like beside like packs better.
  for (const shape of shapes.values()) shape.known = new Map([...shape.known].sort(([, a], [, b]) => (a.name + a.key < b.name + b.key ? -1 : 1)));
  const numbers = new Map([...shapes.values()].flatMap(({ known }) => [...known.keys()]).map((text, number) => [text, number]));
  return {
    shapes: [...shapes.values()].map(({ keys, known }) => [keys, ...keys.map((key) => [...known.values()].map((param) => param[key]))]),
    rows: replaced(catalog, (list) => list.map((param) => numbers.get(JSON.stringify(param)))),
  };
}

/**
 * The catalogue with what the page does not carry of libraries' rows, as it follows from their ids.
 * @param {any} catalog
 */
export function named(catalog) {
  const libraries = catalog.libraries.map((/** @type {{id: string}} */ row) => ({ name: row.id, library: row.id.split(".")[0], doc: "", ...row }));
  return { ...catalog, libraries };
}

/**
 * @param {Folded} folded
 * @returns {any} the catalogue
 */
export function unfold({ shapes, rows }) {
  const params = shapes.flatMap(([keys, ...columns]) => (columns[0] ?? []).map((_, i) => Object.fromEntries(keys.map((key, k) => [key, columns[k]?.[i]]))));
  return replaced(rows, (list) => list.map((number) => params[number]));
}
