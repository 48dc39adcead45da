/**
 * What: the help sheet: keys, gestures, conventions.
 * Does not: teach optimization.
 */
import { html, render } from "lit-html";
import { helpWords } from "../words/help.js";
import { dialogHead, makeDialog } from "./dialog.js";

/**
 * Mounts the sheet.
 * @param {HTMLElement} root
 * @param {import("../state/session.js").Session} session
 * @param {{version: string, backend: string}} about
 */
export function mountHelp(root, session, about) {
  const { store } = session;
  const dialog = makeDialog(root, "place-help", helpWords.title);
  render(
    html`${dialogHead(dialog)}
      <div class="help-columns">
        <dl class="keys">${helpWords.keys.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
        <div>
          <dl>${helpWords.gestures.map(([what, how]) => html`<dt>${what}</dt><dd>${how}</dd>`)}</dl>
          <h3>${helpWords.conventionsTitle}</h3>
          <ul>${helpWords.conventions.map((line) => html`<li>${line}</li>`)}</ul>
        </div>
      </div>
      <p class="secondary">${helpWords.about(about.version, about.backend)}</p>`,
    dialog,
  );
  dialog.addEventListener("close", () => store.set({ help: false }));
  store.on(["help"], ({ help }) => help && !dialog.open && dialog.showModal());
}
