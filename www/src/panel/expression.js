/**
 * What: the field for a function of the reader's own, and what the problem becomes when it is chosen or changed.
 * Invariant: the engine reads the text and says what is wrong with it and where; nothing is judged here.
 * Does not: list what can be written; the words do, and the engine's problems.
 */
import { html, nothing } from "lit-html";
import { words } from "../words/en.js";
import { field } from "./field.js";

/** @typedef {import("../state/session.js").Session} Session */
/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("../engine/shapes").Spec} Spec */

/** The value of the list's entry; no surface has this id. */
export const OWN = "expression";
/** What stands in the field at first: a bowl with ripples across. */
const FIRST = "x^2 + 10*sin(y)^2";
/** Where a race starts in as many variables. */
const START = [2, 1];
/** Where the last race in the plane started, and how its function was turned: both come back when y does, as while one is being typed. */
let plane = { start: START, rotate: /** @type {number | undefined} */ (undefined) };

/**
 * With a typed function for the problem; a start of the right length is kept.
 * @param {Spec} spec
 * @param {string} [text]
 * @returns {Spec}
 */
export function withExpression(spec, text = FIRST) {
  const dim = /\by\b/.test(text) ? 2 : 1;
  const { expression, rotate: turned } = /** @type {{expression?: string, rotate?: number}} */ (spec.problem ?? {});
  if (spec.start?.length === 2) plane = { start: spec.start, rotate: turned };
  // Another problem's angle is not this one's.
  if (expression === undefined) plane.rotate = undefined;
  const { rotate } = plane;
  const start = spec.start?.length === dim ? spec.start : plane.start.slice(0, dim);
  return { ...spec, start, problem: { expression: text, ...(dim === 2 && rotate !== undefined ? { rotate } : {}) } };
}

/**
 * The field, where the problem is a typed function.
 * @param {Session} session
 * @param {SessionState} state
 */
export function expressionField(session, state) {
  const { expression } = /** @type {{expression?: unknown}} */ (state.spec.problem ?? {});
  if (typeof expression !== "string") return nothing;
  return html`<div class="control text typed">
    <span class="control-name"><span class="control-words">${words.problem.typedName}</span></span>
    ${field({
      label: words.problem.typed,
      text: expression,
      wide: true,
      id: "problem-expression",
      problems: state.problems.filter(({ path }) => path === "problem.expression"),
      apply: (text) => {
        session.replace(withExpression(state.spec, text.trim()), "problem.expression");
        return true;
      },
      reset: () => session.replace(withExpression(state.spec), "problem.expression"),
    })}
  </div>`;
}
