/**
 * What: the specification in the address's hash, and back; a hash from anywhere is refused with problems or becomes a document.
 * Invariant: `readHash(writeHash(spec)).spec` says the same as `spec`; size and depth are checked before anything is parsed.
 * Does not: validate the document; that is the engine's matter.
 */
import { rowsOf } from "../engine/tables.js";
import { ReadableError, readReadable, writeReadable } from "./readable.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Problem} Problem */

/** The engine's limit for a document. A hash may be a third longer, since base 64 is. */
const DOCUMENT_BYTES = 65536;
/** `[0],` and its target `0,`. */
const SHORTEST_ROW = 6;
/** Deeper documents have no meaning; parsers use the stack. */
const DEPTH = 32;

/** Documents whose size is known. @type {WeakMap<Spec, boolean>} */
const sizes = new WeakMap();

/**
 * Whether a link can hold a specification: only a reader's own table makes one too large.
 * @param {Spec} spec
 * @returns {boolean}
 */
export function fitsLink(spec) {
  const { inline } = /** @type {{inline?: object}} */ (spec.problem.data ?? {});
  if (!inline) return true;
  // No row is shorter than its brackets and commas: large tables are not written out to be counted.
  if (rowsOf(inline) * SHORTEST_ROW > DOCUMENT_BYTES) return false;
  const known = sizes.get(spec) ?? new TextEncoder().encode(JSON.stringify(spec)).length <= DOCUMENT_BYTES;
  sizes.set(spec, known);
  return known;
}

/**
 * The hash that says a specification, without the `#`.
 * @param {Spec} spec
 * @returns {string}
 */
export function writeHash(spec) {
  const pairs = writeReadable(spec);
  if (!pairs) return `spec=${toBase64Url(JSON.stringify(spec))}`;
  return pairs.map(([key, value]) => `${escapePart(key)}=${escapePart(value)}`).join("&");
}

/**
 * Reads a hash.
 * @param {string} hash with or without its `#`
 * @returns {{spec: Spec | null, problems: Problem[]}} neither for an empty hash
 */
export function readHash(hash) {
  const text = hash.replace(/^#/, "");
  if (text === "") return { spec: null, problems: [] };
  if (text.length > DOCUMENT_BYTES * 1.4) return refused("", "too_long", `${text.length} characters`, `at most ${DOCUMENT_BYTES} bytes of document`);
  try {
    const pairs = text.split("&").filter((part) => part !== "").map((part) => {
      const at = part.indexOf("=");
      const [key, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
      // In a formula it is a plus.
      return /** @type {[string, string]} */ ([unescapePart(key), key === "expression" ? decodeURIComponent(value) : unescapePart(value)]);
    });
    const [only] = pairs;
    if (pairs.length === 1 && only?.[0] === "spec") return readDocument(/^\s*[{[]/.test(only[1]) ? only[1] : fromBase64Url(only[1]));
    return readPairs(pairs);
  } catch {
    return refused("", "malformed", shorten(text), "a link made by this page");
  }
}

/**
 * Reads the readable spelling, pair by pair.
 * @param {[string, string][]} pairs
 * @returns {{spec: Spec | null, problems: Problem[]}}
 */
export function readPairs(pairs) {
  const longest = pairs.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (longest > DOCUMENT_BYTES) return refused("", "too_long", `${longest} characters`, `at most ${DOCUMENT_BYTES} bytes of document`);
  try {
    return { spec: readReadable(pairs), problems: [] };
  } catch (error) {
    if (error instanceof ReadableError) return refused(error.path, "malformed", error.given, error.allowed);
    throw error;
  }
}

/**
 * Reads a document's text.
 * @param {string} text JSON
 * @returns {{spec: Spec | null, problems: Problem[]}}
 */
export function readDocument(text) {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > DOCUMENT_BYTES) return refused("", "too_long", `${bytes} bytes`, `at most ${DOCUMENT_BYTES} bytes`);
  const depth = nesting(text);
  if (depth > DEPTH) return refused("", "too_deep", `${depth} levels`, `at most ${DEPTH} levels`);
  try {
    return readPlain(JSON.parse(text));
  } catch {
    return refused("", "not_json", shorten(text), "a JSON document");
  }
}

/**
 * Reads a document that is plain data already, of any size.
 * @param {any} spec is filled in where it leaves out what the panels look at: a problem, racers, an optimizer each
 * @returns {{spec: Spec | null, problems: Problem[]}}
 */
export function readPlain(spec) {
  const plain = (/** @type {unknown} */ value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const wrong = (/** @type {string} */ path, /** @type {unknown} */ given, /** @type {string} */ allowed) => refused(path, "wrong_type", given === undefined ? "nothing" : shorten(String(JSON.stringify(given))), allowed);
  if (!plain(spec)) return wrong("", spec, "an object");
  // As for the engine, null stands for a key that is not there, and no racers are none.
  spec.racers ??= [];
  if (spec.start === null) delete spec.start;
  if (!plain(spec.problem)) return wrong("problem", spec.problem, "an object");
  if (!Array.isArray(spec.racers)) return wrong("racers", spec.racers, "a list of racers");
  const odd = spec.racers.findIndex((/** @type {any} */ racer) => !plain(racer) || !plain(racer.optimizer));
  if (odd >= 0) return wrong(`racers[${odd}]`, spec.racers[odd], "an object with an optimizer");
  if (spec.start !== undefined && !Array.isArray(spec.start)) return wrong("start", spec.start, "a list of numbers");
  return { spec, problems: [] };
}

/**
 * A refusal, in the engine's shape.
 * @param {string} path
 * @param {string} code
 * @param {string} given
 * @param {string} allowed
 * @returns {{spec: null, problems: Problem[]}}
 */
export function refused(path, code, given, allowed) {
  return { spec: null, problems: [{ path, code, given, allowed, nearest: null, message: `${path ? `${path}: ` : ""}${given} is not ${allowed}` }] };
}

/**
 * How deep brackets nest, strings left out.
 * @param {string} text
 * @returns {number}
 */
function nesting(text) {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === "\\") i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === "{" || c === "[") deepest = Math.max(deepest, ++depth);
    else if (c === "}" || c === "]") depth--;
  }
  return deepest;
}

/** @param {string} text @returns {string} */
function shorten(text) {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** @param {string} text @returns {string} percent-encoded, with what a fragment may hold left readable */
function escapePart(text) {
  return encodeURIComponent(text).replace(/%20/g, "+").replace(/%2C/g, ",").replace(/%3B/g, ";").replace(/%3D/g, "=").replace(/%3A/g, ":");
}

/** @param {string} text @returns {string} */
function unescapePart(text) {
  return decodeURIComponent(text.replace(/\+/g, " "));
}

/** @param {string} text @returns {string} */
function toBase64Url(text) {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} text @returns {string} */
function fromBase64Url(text) {
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
