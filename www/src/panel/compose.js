/**
 * What: making schedules, and composing them out of parts: wrapping one in a warm-up, a sequence or a product; adding, moving and taking out parts.
 * Invariant: a schedule that is made here runs as it is. A sequence, in any spelling, has one milestone fewer than parts, in rising order,
 * whatever is done to it.
 * Does not: draw; does not validate.
 */

/** @typedef {import("../engine/shapes").Named} Named */
/** @typedef {import("../engine/shapes").Json} Json */

/** @typedef {import("../engine/shapes").Row} Row */
/** What a schedule calls its parts, and where one ends and the next begins. @typedef {{parts: string, ends: string | undefined}} Keys */

/** The rate that a schedule without an id stands for. @returns {Named} */
const plain = () => ({ id: "constant" });

/**
 * @param {Json | undefined} value
 * @returns {Named[]}
 */
export function partsOf(value) {
  return /** @type {Named[]} */ (Array.isArray(value) ? value : []);
}

/**
 * The keys of a schedule of schedules.
 * @param {Row} row
 * @returns {Keys}
 */
export function keysOf({ params }) {
  const keyOf = (/** @type {string} */ wanted) => params.find(({ kind }) => kind === wanted)?.key;
  return { parts: keyOf("schedules") ?? "schedules", ends: keyOf("ints") };
}

/**
 * A schedule with what must be given filled in, as far as the run's length says something sensible.
 * @param {Row} row
 * @param {(id: string) => Row | undefined} rowOf
 * @param {number} horizon steps of the run
 * @returns {Named}
 */
export function fresh(row, rowOf, horizon) {
  // A warm-up has to end before the schedule does.
  const length = Math.max(2, horizon);
  const part = (/** @type {number} */ share) => Math.max(1, Math.round(length * share));
  /** @type {Named} */
  const made = { id: row.id };
  for (const { key, kind, default: value, min, scale } of row.params) {
    if (key === "total_steps") made[key] ??= length;
    if (value !== undefined && value !== null) continue;
    if (kind === "int") made[key] = Math.max(min ?? 1, part(/warm|size|first|_0/.test(key) ? 0.2 : 1));
    else if (kind === "ints" || key === "milestones") made[key] = [part(0.5)];
    else if (kind === "real") made[key] = key.startsWith("end") ? 0 : scale === "log" ? 0.01 : key.endsWith("lr") ? 0.1 : 0.5;
    else if (kind === "reals") made[key] = key === "values" ? [0.01, 0.001] : [part(0.5), 0.5];
    else if (kind === "schedules") {
      const cosine = key === "cosine_kwargs" && rowOf("optax.warmup_cosine_decay_schedule");
      made[key] = Array(keysOf(row).ends ? 2 : 1).fill(cosine ? fresh(cosine, rowOf, horizon) : plain());
    }
  }
  return made;
}

/**
 * The schedule as a part of another.
 * @param {"warmup" | "sequence" | "product"} kind
 * @param {Named | undefined} value
 * @param {number} horizon steps of the run
 * @returns {Named}
 */
export function wrapped(kind, value, horizon) {
  const inner = value ?? plain();
  if (kind === "warmup") return { id: "warmup", steps: Math.max(1, Math.round(horizon / 10)), then: inner };
  if (kind === "product") return { id: "product", schedules: [inner, plain()] };
  return { id: "sequence", milestones: [Math.max(1, Math.round(horizon / 2))], schedules: [inner, plain()] };
}

/**
 * With one part more at the end, like the last.
 * @param {Named} value
 * @param {Keys} keys
 * @param {number} horizon
 * @returns {Named}
 */
export function withPart(value, { parts, ends = "" }, horizon) {
  const all = partsOf(value[parts]);
  const more = { ...value, [parts]: [...all, all.at(-1) ?? plain()] };
  const edges = /** @type {number[]} */ (value[ends]);
  if (!Array.isArray(edges)) return more;
  const last = edges.at(-1) ?? 0;
  return { ...more, [ends]: all.length ? [...edges, Math.max(last + 1, Math.round((last + horizon) / 2))] : edges };
}

/**
 * Without a part; its stretch of steps goes to the part before, or for the first to the one after.
 * @param {Named} value
 * @param {Keys} keys
 * @param {number} at
 * @returns {Named}
 */
export function withoutPart(value, { parts, ends = "" }, at) {
  const edges = /** @type {number[]} */ (value[ends]);
  const fewer = { ...value, [parts]: partsOf(value[parts]).filter((_, i) => i !== at) };
  return Array.isArray(edges) ? { ...fewer, [ends]: edges.filter((_, i) => i !== Math.max(0, at - 1)) } : fewer;
}

/**
 * With a part moved by one place; the milestones stay where they are.
 * @param {Named} value
 * @param {Keys} keys
 * @param {number} at
 * @param {1 | -1} way
 * @returns {Named}
 */
export function withMoved(value, { parts }, at, way) {
  const all = partsOf(value[parts]).slice();
  const [one, other] = [all[at], all[at + way]];
  if (!one || !other) return value;
  [all[at], all[at + way]] = [other, one];
  return { ...value, [parts]: all };
}
