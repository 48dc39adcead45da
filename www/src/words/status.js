/**
 * What: says in words how a racer stands at a step.
 * Invariant: what it says is true of that step: a racer that diverges later is not diverged yet.
 * Does not: judge beyond what the numbers say; rising and falling compare the loss with a few steps before.
 */
import { leftViewAt, rowAt } from "../state/rows.js";
import { words } from "./en.js";
import { problemWords } from "./problems.js";

/** @typedef {import("../engine/shapes").RacerResult} RacerResult */

/** How many rows back the trend looks. */
const LOOK_BACK = 5;

/**
 * The status of a racer.
 * @param {RacerResult} racer
 * @param {number} step
 * @param {import("../engine/shapes").View | null} view the problem's own view
 * @returns {{text: string, kind: "calm" | "good" | "bad"}}
 */
export function statusAt({ columns, status }, step, view) {
  const stopped = status.kind !== "running" && step >= status.step;
  if (stopped && status.kind === "diverged") return { text: words.status.diverged(status.step, problemWords.say(status.why)), kind: "bad" };
  if (stopped && status.kind === "converged") return { text: words.status.converged(status.step), kind: "good" };
  const left = view ? leftViewAt(columns, step, view) : null;
  if (left !== null) return { text: words.status.leftView(left), kind: "bad" };
  if (stopped && status.kind === "stalled") return { text: words.status.stalled(status.step, problemWords.say(status.why)), kind: "calm" };
  const row = rowAt(columns, step);
  if (row === 0) return { text: words.status.start, kind: "calm" };
  const now = Number(columns.f[row]);
  const before = Number(columns.f[Math.max(0, row - LOOK_BACK)]);
  const change = (now - before) / Math.max(Math.abs(before), Number.MIN_VALUE);
  const text = Math.abs(change) < 1e-6 ? words.status.level : change < 0 ? words.status.falling : words.status.rising;
  return { text, kind: "calm" };
}
