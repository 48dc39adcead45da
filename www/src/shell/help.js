/**
 * What: the help sheet: keys, gestures, conventions.
 * Invariant: a modal dialog; Escape, its button and a click beside it close it, and the focus goes back to where it was.
 * Does not: teach optimization.
 */
import { html, render } from "lit-html";
import { words } from "../words/en.js";
import { helpWords } from "../words/help.js";

/**
 * Mounts the sheet.
 * @param {HTMLDialogElement} dialog
 * @param {import("../state/session.js").Session} session
 * @param {{version: string, backend: string}} about
 */
export function mountHelp(dialog, session, about) {
  const { store } = session;
  dialog.setAttribute("aria-label", helpWords.title);
  render(
    html`<form method="dialog">
      <h2>${helpWords.title}</h2>
      <div class="help-columns">
        <dl class="keys">${helpWords.keys.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
        <div>
          <dl>${helpWords.gestures.map(([what, how]) => html`<dt>${what}</dt><dd>${how}</dd>`)}</dl>
          <h3>${helpWords.conventionsTitle}</h3>
          <ul>${helpWords.conventions.map((line) => html`<li>${line}</li>`)}</ul>
        </div>
      </div>
      <p class="secondary">${helpWords.about(about.version, about.backend)}</p>
      <button type="button" class="add" @click=${() => dialog.close()}>${words.help.close}</button>
    </form>`,
    dialog,
  );
  dialog.addEventListener("close", () => store.set({ help: false }));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  store.on(["help"], ({ help }) => {
    if (!help || dialog.open) return;
    dialog.showModal();
    // The first thing that takes the focus stands at its end.
    dialog.scrollTop = 0;
  });
}
