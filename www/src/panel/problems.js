/**
 * What: says a refusal of the engine in words, short beside its control and in full in a notice.
 * Invariant: always what was given, what is allowed, and the nearest known name if there is one; text only.
 * Does not: decide what is wrong.
 */
import { html, nothing } from "lit-html";
import { words } from "../words/en.js";
import { problemWords } from "../words/problems.js";

/** @typedef {import("../engine/shapes").Problem} Problem */

/**
 * The refusal beside its control, where the place is plain.
 * @param {Problem} problem
 */
export function problemText(problem) {
  const { given, nearest, allowed, message } = problem;
  const { say } = problemWords;
  if (problem.code === "not_loaded") return html`<span>${words.notice.noDigits}</span>`;
  const whole = allowed && html`${given ? html`<b>${say(given)}</b>. ` : nothing}${nearest ? html`<b>${words.notice.nearest(nearest)}</b> ` : nothing}${words.notice.allowed}: ${shorten(say(allowed))}`;
  return html`<span>${whole || say(message)}</span>`;
}

/** A list of names longer than this helps nobody. */
const LONGEST = 120;

/** @param {string} text @returns {string} */
function shorten(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/,[^,]*$/, "")}, …` : `${text}.`;
}

/**
 * The refusals of a whole document.
 * @param {Problem[]} problems
 */
export function problemList(problems) {
  return html`<ul class="problems">
    ${problems.slice(0, 6).map((problem) => html`<li>${problem.path ? html`<code>${problemWords.say(problem.path)}</code>: ` : nothing}${problemText(problem)}</li>`)}
    ${problems.length > 6 ? html`<li>… ${problems.length - 6}</li>` : nothing}
  </ul>`;
}
