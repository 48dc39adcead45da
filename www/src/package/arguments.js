/**
 * What: the checks of arguments that the bindings would take as they come: modulo 2³², as nothing, as somebody else's memory.
 * Invariant: what is thrown has `name`, `code` and `problems`, as what the engine throws.
 * Does not: know which call takes what.
 */

/** Lets an argument pass, or throws; `what` names it. @typedef {(what: string, value: unknown) => void} Check */

/** The most that the engine's numbers hold. */
const MOST = 2 ** 32 - 1;

/**
 * An error about a number that is none of those allowed.
 * @param {string} message
 * @returns {RangeError}
 */
export const outOfRange = (message) => Object.assign(new RangeError(message), { code: "out_of_range", problems: [] });

/**
 * Lets a whole number pass.
 * @param {string} what it is
 * @param {unknown} value
 * @param {number} [least]
 * @param {number} [most]
 */
export function whole(what, value, least = 0, most = MOST) {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return;
  throw outOfRange(`${what}: ${String(value)}; allowed: a whole number from ${least} to ${most}`);
}

/**
 * @param {string} allowed
 * @param {(value: unknown) => boolean} is
 * @returns {Check}
 */
const kind = (allowed, is) => (what, value) => {
  if (!is(value)) throw Object.assign(new TypeError(`${what}: ${String(value)}; allowed: ${allowed}`), { code: "wrong_type", problems: [] });
};

export const flag = kind("true or false", (value) => typeof value === "boolean");
export const text = kind("a string", (value) => typeof value === "string");
export const call = kind("a function", (value) => typeof value === "function");
export const numbers = kind("a list of numbers", (value) => Array.isArray(value) || ArrayBuffer.isView(value));
export const signal = kind("an AbortSignal", (value) => typeof value === "object" && value !== null && "throwIfAborted" in value);

/** A number of them, or themselves. @type {Check} */
export const many = (what, value) => (typeof value === "number" ? whole : numbers)(what, value);

/**
 * Lets options pass that are known; null and undefined count as absent, as in a specification.
 * @param {Record<string, Check>} known
 * @returns {Check}
 */
export const options = (known) => (what, value) => {
  for (const [key, own] of Object.entries(value ?? {})) {
    if (!Object.hasOwn(known, key)) throw outOfRange(`${what}: ${key}; allowed: ${Object.keys(known).join(", ")}`);
    if (own !== null && own !== undefined) known[key]?.(`${what}: ${key}`, own);
  }
};
