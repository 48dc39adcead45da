/**
 * What: a reader's own table may have 200,000 rows: its numbers lie in typed arrays, go over a port once, stay in the engine's memory, and are
 * one word in a key.
 * Invariant: a document means the same on both ends; a table is one object that nobody changes, so that being the same object says it.
 * Whoever looks at `x` and `y` finds the nested lists that a document has, made only then.
 * Does not: read tables, and leaves small ones where they are.
 */

/** @typedef {import("./shapes").Flat} Flat */

/** Smaller tables go with every request. */
const LEAST_ROWS = 500;
/** The other end keeps so many tables, the newest ones: a fork and its trunk share theirs. */
const MOST_KEPT = 2;

/** @type {WeakMap<object, number>} */
const numbers = new WeakMap();
let numbered = 0;
/** What the numbers of inline data are, where they are large and sound. @type {WeakMap<object, Flat | null>} */
const flats = new WeakMap();
/** The rows of what stands for inline data at the engine's end. @type {WeakMap<object, number>} */
const counts = new WeakMap();

/** @param {object} table @returns {number} */
function numberOf(table) {
  const number = numbers.get(table) ?? ++numbered;
  numbers.set(table, number);
  return number;
}

/**
 * Plain data as a key: equal keys, equal data. A table counts as itself and is not written out.
 * @param {unknown} value
 * @returns {string}
 */
export function keyOf(value) {
  return JSON.stringify(value, (name, part) => (name === "inline" && part && typeof part === "object" ? `table ${numberOf(part)}` : part));
}

/**
 * What is to be minimised, as a key: the problem with what else decides its values. The seed draws a model's data.
 * @param {import("./shapes").Spec} spec
 * @returns {string}
 */
export const problemKey = ({ problem, seed, precision, start }) => keyOf([problem, problem.model && seed, precision, start?.length]);

/**
 * How many samples inline data have; their lists are not made for it.
 * @param {any} inline
 * @returns {number}
 */
export function rowsOf(inline) {
  return counts.get(inline) ?? flats.get(inline)?.y.length ?? inline.x?.length ?? 0;
}

/**
 * Inline data of a document.
 * @param {Flat} flat
 * @returns {{[key: string]: import("./shapes").Json}}
 */
export function inlineOf(flat) {
  const { x, width, y, names } = flat;
  const rows = () => (width ? Array.from(y, (_, i) => Array.from(x.subarray(i * width, (i + 1) * width))) : Array.from(x));
  const inline = { ...names };
  const later = (/** @type {string} */ key, /** @type {() => unknown[]} */ list) => {
    const get = () => {
      const value = list();
      Object.defineProperty(inline, key, { value });
      return value;
    };
    Object.defineProperty(inline, key, { get, enumerable: true, configurable: true });
  };
  later("x", rows);
  later("y", () => Array.from(y));
  flats.set(inline, flat);
  return inline;
}

/**
 * The numbers of inline data that came as lists; null where they are not one matrix and a number for each of its rows.
 * @param {any} inline
 * @returns {Flat | null}
 */
function flatOf(inline) {
  const known = flats.get(inline);
  if (known !== undefined) return known;
  const { x, y, ...names } = inline;
  const width = Array.isArray(x?.[0]) ? x[0].length : 0;
  const all = width ? x.flat() : x;
  const sound =
    Array.isArray(all) && Array.isArray(y) && y.length === x.length && all.length === (width || 1) * y.length &&
    (!width || x.every((/** @type {unknown} */ row) => Array.isArray(row) && row.length === width)) &&
    [all, y].every((list) => list.every(Number.isFinite)) &&
    Object.keys(names).every((key) => key === "features" || key === "classes");
  const flat = sound ? { x: Float64Array.from(all), width, y: Float64Array.from(y), names } : null;
  flats.set(inline, flat);
  return flat;
}

/**
 * Parameters with another thing in the table's place.
 * @param {any} params of a request
 * @param {unknown} inline
 */
function replaced(params, inline) {
  const { spec } = params;
  return { ...params, spec: { ...spec, problem: { ...spec.problem, data: { ...spec.problem.data, inline } } } };
}

/**
 * A request on its way.
 * @typedef {object} Packed
 * @property {any} params with nothing in the table's place, if it has one
 * @property {number} [table] the table that belongs there
 * @property {Flat} [keep] that table, to be kept, the first time
 */

/** The sending end: which tables the other one has. */
export class Sent {
  constructor() {
    /** @type {number[]} */
    this.kept = [];
  }

  /**
   * A request's parameters as they go over the port.
   * @param {any} params
   * @returns {Packed}
   */
  pack(params) {
    const inline = params?.spec?.problem?.data?.inline;
    const flat = inline && rowsOf(inline) >= LEAST_ROWS ? flatOf(inline) : null;
    if (!flat) return { params };
    const number = numberOf(inline);
    const light = { params: replaced(params, null), table: number };
    if (this.kept.includes(number)) return light;
    this.kept = [...this.kept, number].slice(-MOST_KEPT);
    return { ...light, keep: flat };
  }
}

/** The receiving end: what stands for the tables it was sent. */
export class Kept {
  /** @param {(under: object, x: Float64Array, width: number, y: Float64Array, beside: number) => void} keep gives numbers to the engine, which then takes the object for them */
  constructor(keep) {
    this.keep = keep;
    /** @type {[number, object][]} */
    this.tables = [];
  }

  /**
   * A request's parameters as they were before {@link Sent.pack}, to the engine.
   * @param {Packed} request
   */
  unpack({ params, table, keep }) {
    if (table === undefined) return params;
    if (keep) {
      const { x, width, y, names } = keep;
      const under = { ...names };
      counts.set(under, y.length);
      this.keep(under, x, width, y, MOST_KEPT - 1);
      this.tables = [.../** @type {[number, object][]} */ (this.tables), /** @type {[number, object]} */ ([table, under])].slice(-MOST_KEPT);
    }
    return replaced(params, this.tables.find(([number]) => number === table)?.[1]);
  }
}
