/**
 * What: a dialog with the numbers behind a chart.
 * Invariant: once closed, nothing of it is left.
 * Does not: choose numbers.
 */
import { html, render } from "lit-html";
import { dialogHead, makeDialog } from "../shell/dialog.js";

/**
 * Shows a table.
 * @param {string} title
 * @param {unknown} table
 * @param {ParentNode} [dialogs] where the dialog is put
 */
export function showNumbers(title, table, dialogs = document.body) {
  const dialog = makeDialog(dialogs, "numbers", title);
  dialog.addEventListener("close", () => dialog.remove());
  render([dialogHead(dialog), table], dialog);
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
