/**
 * What: a modal dialog, and its head: title and the button that closes it.
 * Invariant: Escape, its button and a click beside it close it, and the focus goes back to where it was.
 * Does not: know what is in it.
 */
import { html } from "lit-html";
import { words } from "../words/en.js";

/**
 * A dialog, closed.
 * @param {ParentNode} place
 * @param {string} className
 * @param {string} title for those who listen
 * @returns {HTMLDialogElement}
 */
export function makeDialog(place, className, title) {
  const dialog = document.createElement("dialog");
  dialog.className = className;
  dialog.setAttribute("aria-label", title);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  place.append(dialog);
  return dialog;
}

/**
 * The head, which stays in sight.
 * @param {HTMLDialogElement} dialog
 */
export const dialogHead = (dialog) =>
  html`<div class="dialog-head"><h2>${dialog.getAttribute("aria-label")}</h2><button type="button" class="icon" aria-label=${words.help.close} @click=${() => dialog.close()}>×</button></div>`;
