/**
 * What: a reader's own table may have 200,000 rows: it goes over a port once and stays there, and is one word in a key.
 * Invariant: a document means the same on both ends; a table is one object that nobody changes, so that being the same object says it.
 * Does not: read tables, and leaves small ones where they are.
 */

/** Smaller tables go with every request. */
const LEAST_ROWS = 500;
/** The other end keeps so many tables, the newest ones: a fork and its trunk share theirs. */
const MOST_KEPT = 2;

/** @type {WeakMap<object, number>} */
const numbers = new WeakMap();
let numbered = 0;

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
 * @property {unknown} [keep] that table, to be kept, the first time
 * @property {number} [drop] a table to be dropped for it
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
    if (!(inline?.x?.length >= LEAST_ROWS)) return { params };
    const number = numberOf(inline);
    const light = { params: replaced(params, null), table: number };
    if (this.kept.includes(number)) return light;
    this.kept.push(number);
    const drop = this.kept.length > MOST_KEPT ? this.kept.shift() : undefined;
    return { ...light, keep: inline, drop };
  }
}

/** The receiving end: the tables it was sent. */
export class Kept {
  constructor() {
    /** @type {Map<number, unknown>} */
    this.tables = new Map();
  }

  /**
   * A request's parameters as they were before {@link Sent.pack}.
   * @param {Packed} request
   */
  unpack({ params, table, keep, drop }) {
    if (table === undefined) return params;
    if (drop !== undefined) this.tables.delete(drop);
    if (keep) this.tables.set(table, keep);
    return replaced(params, this.tables.get(table));
  }
}
