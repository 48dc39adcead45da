/**
 * What: a dialog with the numbers behind a chart.
 * Invariant: Escape, its button and a click beside it close it, and then nothing of it is left.
 * Does not: choose numbers.
 */
import { html, render } from "lit-html";
import { words } from "../words/en.js";

/**
 * Shows a table.
 * @param {string} title
 * @param {unknown} table
 * @param {ParentNode} [dialogs] where the dialog is put
 */
export function showNumbers(title, table, dialogs = document.body) {
  const dialog = document.createElement("dialog");
  dialog.className = "exports numbers";
  dialog.setAttribute("aria-label", title);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  render(html`<div class="gallery-head"><h2>${title}</h2><button type="button" class="icon" aria-label=${words.help.close} @click=${() => dialog.close()}>×</button></div>${table}`, dialog);
  dialogs.append(dialog);
  dialog.showModal();
}

/**
 * A table of numbers.
 * @param {string[]} heads
 * @param {string[][]} rows each with its own head first
 */
export function numbersTable(heads, rows) {
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map(([head, ...cells]) => html`<tr><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
}
