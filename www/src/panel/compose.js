/**
 * What: composing schedules out of parts: wrapping one in a warm-up, a sequence or a product; adding, moving and taking out parts.
 * Invariant: a sequence has one milestone fewer than parts, in rising order, whatever is done to it.
 * Does not: draw; does not validate.
 */

/** @typedef {import("../engine/shapes").Named} Named */
/** @typedef {import("../engine/shapes").Json} Json */

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
 * With one part more at the end.
 * @param {Named} value
 * @param {number} horizon
 * @returns {Named}
 */
export function withPart(value, horizon) {
  const parts = [...partsOf(value.schedules), plain()];
  if (!Array.isArray(value.milestones)) return { ...value, schedules: parts };
  const last = Number(value.milestones.at(-1) ?? 0);
  return { ...value, schedules: parts, milestones: [...value.milestones, Math.max(last + 1, Math.round((last + horizon) / 2))] };
}

/**
 * Without a part; its stretch of steps goes to the part before, or for the first to the one after.
 * @param {Named} value
 * @param {number} at
 * @returns {Named}
 */
export function withoutPart(value, at) {
  const schedules = partsOf(value.schedules).filter((_, i) => i !== at);
  if (!Array.isArray(value.milestones)) return { ...value, schedules };
  return { ...value, schedules, milestones: value.milestones.filter((_, i) => i !== Math.max(0, at - 1)) };
}

/**
 * With a part moved by one place; the milestones stay where they are.
 * @param {Named} value
 * @param {number} at
 * @param {1 | -1} way
 * @returns {Named}
 */
export function withMoved(value, at, way) {
  const schedules = partsOf(value.schedules).slice();
  const [one, other] = [schedules[at], schedules[at + way]];
  if (!one || !other) return value;
  [schedules[at], schedules[at + way]] = [other, one];
  return { ...value, schedules };
}
