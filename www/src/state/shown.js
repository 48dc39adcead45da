/**
 * What: what a session shows, as plain data, and back: for scripts that hold a figure and for the page around a frame.
 * Invariant: what comes in passes the reader of links and the engine's validation; a name that is not known is a problem, and where
 * there is one nothing is changed.
 * Does not: draw.
 */
import { readDocument, refused } from "./hash.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Problem} Problem */
/** @typedef {{spec: Spec, step: number, end: number, playing: boolean, speed: number, selected: number | null}} Shown */

/**
 * What is shown.
 * @param {import("./session.js").Session} session
 * @returns {Shown}
 */
export function shownState({ store }) {
  const { good, step, end, playing, speed, selected } = store.state;
  return { spec: structuredClone(good), step, end, playing, speed, selected };
}

/**
 * A document from outside, which may be anything.
 * @param {unknown} given text, or plain data
 * @returns {{spec: Spec | null, problems: Problem[]}}
 */
export function readOutside(given) {
  try {
    return readDocument(typeof given === "string" ? given : String(JSON.stringify(given)));
  } catch {
    return refused("spec", "wrong_type", typeof given, "plain data");
  }
}

const whole = (/** @type {any} */ value) => Number.isInteger(value) && value >= 0;

/** What each part must be. @type {Record<string, [(value: any) => boolean, string]>} */
const PARTS = {
  spec: [() => true, ""],
  step: [whole, "a whole number from 0"],
  end: [whole, "a whole number from 0"],
  playing: [(value) => typeof value === "boolean", "true or false"],
  speed: [(value) => Number.isFinite(value) && value > 0, "a number above 0"],
  selected: [(value) => value === null || whole(value), "the number of a racer, or null"],
};

/**
 * Shows a state, or the parts of one that are given.
 * @param {import("./session.js").Session} session
 * @param {unknown} given parts of a {@link Shown}; `end` follows from the run and is not looked at
 * @returns {Promise<Problem[]>} why it was refused; empty where it is shown
 */
export async function showState(session, given) {
  if (given === null || typeof given !== "object" || Array.isArray(given)) return refused("", "wrong_type", given === null ? "null" : Array.isArray(given) ? "a list" : typeof given, "an object").problems;
  const parts = /** @type {Record<string, any>} */ (given);
  const problems = Object.entries(parts).flatMap(([name, value]) => {
    const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (!part) return refused(name, "unknown_key", name, Object.keys(PARTS).join(", ")).problems;
    return part[0](value) ? [] : refused(name, "wrong_type", String(JSON.stringify(value) ?? typeof value).slice(0, 60), part[1]).problems;
  });
  if (problems.length) return problems;
  const { store } = session;
  if (parts.spec !== undefined) {
    const { spec, problems: found } = readOutside(parts.spec);
    const refusals = spec ? await session.open(spec) : found;
    if (refusals.length) return refusals;
  }
  const { good } = store.state;
  if (parts.speed !== undefined) store.set({ speed: parts.speed });
  if (parts.selected !== undefined) store.set({ selected: parts.selected !== null && parts.selected < good.racers.length ? parts.selected : null });
  if (parts.step !== undefined) session.seek(parts.step);
  if (parts.playing === true) session.play();
  else if (parts.playing === false) session.pause();
  return [];
}
