/**
 * What: reads and replaces parts of a document by a path such as `racers[0].optimizer.beta2`.
 * Invariant: documents are never changed in place; a replacement shares every part that it leaves alone.
 * Does not: validate.
 */

/**
 * The keys of a path.
 * @param {string} path
 * @returns {(string | number)[]}
 */
function pathKeys(path) {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => (index === undefined ? String(key) : Number(index)));
}

/**
 * The document with the value at a path replaced, or removed; the document itself where a list has no such element: a control may be used in
 * the moment after its racer went.
 * @template T
 * @param {T} from
 * @param {string} path
 * @param {unknown} value `undefined` removes the key
 * @returns {T}
 */
export function withValue(from, path, value) {
  return /** @type {T} */ (replace(from, pathKeys(path), value));
}

/**
 * @param {any} from
 * @param {(string | number)[]} keys
 * @param {unknown} value
 * @returns {unknown}
 */
function replace(from, [key, ...rest], value) {
  if (key === undefined) return value;
  if (Array.isArray(from)) {
    if (!(key in from)) return from;
    const copy = from.slice();
    copy[Number(key)] = replace(from[Number(key)], rest, value);
    return copy;
  }
  const copy = { ...(from ?? {}) };
  const next = replace(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

/**
 * Whether two documents say the same; the order of keys does not count.
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
export function sameDocument(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Number.isNaN(a) && Number.isNaN(b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameDocument(a[key], b[key]));
}
