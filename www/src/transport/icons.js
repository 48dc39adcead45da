/**
 * What: the drawings on buttons.
 * Invariant: one size, the colour of the text around.
 * Does not: name anything; every button has its own label.
 */
import { html } from "lit-html";

/** @typedef {"start" | "back" | "play" | "pause" | "forward" | "end"} IconName */

/** @type {Record<IconName, string>} */
const PATHS = {
  start: "M4 3h2v10H4zM14 3v10L7 8z",
  back: "M10 3v10L3 8zM11.5 3h2v10h-2z",
  play: "M4.5 2.500v11L13.5 8z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  forward: "M2.5 3h2v10h-2zM6 3v10l7-5z",
  end: "M10 3h2v10h-2zM2 3v10l7-5z",
};

/** @param {IconName} name */
export function icon(name) {
  return html`<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]} fill="currentColor" /></svg>`;
}
