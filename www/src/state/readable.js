/**
 * What: the readable spelling of a specification in an address, and its reader:
 * `surface=beale&start=1,1.5&steps=500&seed=42&racers=adam lr=0.1;momentum lr=0.01 beta=0.9 schedule=step schedule.gamma=0.5`.
 * Invariant: `readReadable(writeReadable(spec))` says the same as `spec`, or `writeReadable` gives null.
 * Does not: percent-encode; that is the hash's matter. Does not validate; that is the engine's.
 *
 * Values: numbers, `true`, `false`, `null`, words, and lists with commas. A key with a dot goes into a part: `clip.norm=1`.
 */
import { sameDocument } from "./paths.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Json} Json */

/** The keys of a document that are single values. */
const SINGLE = ["precision", "seed", "steps"];
/** The parts of a racer that are named things: `schedule=step schedule.gamma=0.5`. */
const NAMED_PARTS = ["schedule"];
/** A word that cannot be mistaken for a separator, a number or a list. */
const WORD = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** Keys that JavaScript objects treat in their own way. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

/** A fault in the readable spelling, with its place. */
export class ReadableError extends Error {
  /**
   * @param {string} path
   * @param {string} given
   * @param {string} allowed
   */
  constructor(path, given, allowed) {
    super(`${path}: ${given}`);
    this.path = path;
    this.given = given;
    this.allowed = allowed;
  }
}

/**
 * @param {Json} value
 * @returns {string | null} null where it has no readable form
 */
function writeValue(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? String(value) : null;
  if (typeof value === "string") return WORD.test(value) && !["true", "false", "null"].includes(value) ? value : null;
  if (Array.isArray(value) && value.length > 1 && value.every((item) => typeof item === "number")) {
    const items = value.map(writeValue);
    return items.includes(null) ? null : items.join(",");
  }
  return null;
}

/**
 * @param {string} text
 * @param {string} path where it stands, for the message
 * @returns {Json}
 */
function readValue(text, path) {
  if (text.includes(",")) return text.split(",").map((item) => readNumber(item, path));
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return WORD.test(text) ? text : readNumber(text, path);
}

/**
 * @param {string} text
 * @param {string} path
 * @returns {number}
 */
function readNumber(text, path) {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) throw new ReadableError(path, text, "a number, true, false, null, a word, or numbers with commas between them");
  return Number(text);
}

/**
 * The readable spelling.
 * @param {Spec} spec
 * @returns {[string, string][] | null} pairs in reading order; null where the specification needs its full form
 */
export function writeReadable(spec) {
  /** @type {[string, string | null][]} */
  const pairs = [];
  const problem = /** @type {Record<string, any>} */ (spec.problem ?? {});
  if (typeof problem.surface !== "string") return null;
  pairs.push(["surface", writeValue(problem.surface)]);
  for (const [key, value] of Object.entries(problem.params ?? {})) pairs.push([`surface.${key}`, writeValue(value)]);
  if ("rotate" in problem) pairs.push(["rotate", writeValue(problem.rotate)]);
  if (spec.start) pairs.push(["start", spec.start.length === 1 ? writeValue(/** @type {number} */ (spec.start[0])) : writeValue(spec.start)]);
  for (const key of SINGLE) if (key in spec) pairs.push([key, writeValue(/** @type {Json} */ (spec[key]))]);
  for (const [key, value] of Object.entries(spec.stop ?? {})) pairs.push([`stop.${key}`, writeValue(value)]);
  if (!Array.isArray(spec.racers)) return null;
  const racers = spec.racers.map(writeRacer);
  pairs.push(["racers", racers.includes(null) ? null : racers.join(";")]);
  if (pairs.some(([, value]) => value === null)) return null;
  const written = /** @type {[string, string][]} */ (pairs);
  try {
    return sameDocument(readReadable(written), spec) ? written : null;
  } catch {
    return null;
  }
}

/**
 * @param {any} racer
 * @returns {string | null}
 */
function writeRacer(racer) {
  /** @type {(string | null)[]} */
  const words = [];
  const word = (/** @type {string} */ key, /** @type {Json} */ value) => {
    const text = writeValue(value);
    words.push(text === null ? null : `${key}=${text}`);
  };
  for (const [part, value] of Object.entries(racer)) {
    if (part === "optimizer") {
      words.unshift(writeValue(value.id));
      for (const [key, item] of Object.entries(value)) if (key !== "id") word(key, /** @type {Json} */ (item));
    } else if (NAMED_PARTS.includes(part) && value !== null && typeof value === "object") {
      word(part, value.id);
      for (const [key, item] of Object.entries(value)) if (key !== "id") word(`${part}.${key}`, /** @type {Json} */ (item));
    } else if (value !== null && typeof value === "object") {
      for (const [key, item] of Object.entries(value)) word(`${part}.${key}`, /** @type {Json} */ (item));
    } else return null;
  }
  return words.includes(null) ? null : words.join(" ");
}

/**
 * Reads the readable spelling.
 * @param {[string, string][]} pairs
 * @returns {Spec} not yet validated
 */
export function readReadable(pairs) {
  /** @type {Record<string, any>} */
  const spec = { version: 1, problem: {}, racers: [] };
  const once = onlyOnce();
  for (const [key, text] of pairs) {
    once(key, key);
    const [head, part] = split(key, ".");
    guardKey(part, key);
    if (key === "surface") spec.problem.surface = text;
    else if (head === "surface") (spec.problem.params ??= {})[part] = readValue(text, key);
    else if (key === "expression") spec.problem.expression = text;
    else if (key === "rotate") spec.problem.rotate = readValue(text, key);
    else if (key === "start") spec.start = text.split(",").map((item) => readNumber(item, key));
    else if (key === "racers") spec.racers = text.split(";").filter((racer) => racer.trim() !== "").map(readRacer);
    else if (head === "stop" && part) (spec.stop ??= {})[part] = readValue(text, key);
    else if (SINGLE.includes(key)) spec[key] = readValue(text, key);
    else throw new ReadableError(key, key, "surface, surface.…, expression, rotate, start, precision, seed, steps, stop.…, racers; or alone: spec, figure");
  }
  return /** @type {Spec} */ (spec);
}

/**
 * @param {string} text
 * @param {number} index
 * @returns {Record<string, any>}
 */
function readRacer(text, index) {
  const [id, ...words] = text.trim().split(/\s+/);
  /** @type {Record<string, any>} */
  const racer = { optimizer: { id } };
  const once = onlyOnce();
  for (const item of words) {
    const path = `racers[${index}].${item}`;
    const [key, value] = split(item, "=");
    once(key, path);
    if (value === "") throw new ReadableError(path, item, "key=value");
    const [head, part] = split(key, ".");
    guardKey(head, path);
    guardKey(part, path);
    if (NAMED_PARTS.includes(key)) racer[key] = { ...racer[key], id: value };
    else if (part) racer[head] = { ...(Object.hasOwn(racer, head) && racer[head]), [part]: readValue(value, path) };
    else racer.optimizer[key] = readValue(value, path);
  }
  return racer;
}

/** @returns {(key: string, path: string) => void} what refuses a key that it has seen */
function onlyOnce() {
  const seen = new Set();
  return (key, path) => {
    if (seen.has(key)) throw new ReadableError(path, "given twice", "each key once");
    seen.add(key);
  };
}

/**
 * @param {string} key
 * @param {string} path
 */
function guardKey(key, path) {
  if (RESERVED.has(key)) throw new ReadableError(path, key, "a key of the specification");
}

/**
 * @param {string} text
 * @param {string} mark
 * @returns {[string, string]} before and after the first mark
 */
function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}
