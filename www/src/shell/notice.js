/**
 * What: the message above the landscape: a link that was refused, a setting that was refused, an engine that stopped.
 * Invariant: a refusal names the path, what was given and what is allowed, as text; the page stays usable under it.
 * Does not: block.
 */
import { html, nothing, render } from "lit-html";
import { problemList } from "../panel/problems.js";
import { defaultSpec } from "../state/default.js";
import { leaveTo } from "./focus.js";
import { words } from "../words/en.js";

/**
 * Mounts the message.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 */
export function mountNotice(element, session) {
  const { store } = session;
  element.setAttribute("role", "status");
  store.on(["notice", "problems"], ({ notice, problems }) => {
    const dismiss = html`<button type="button" class="icon" aria-label=${words.notice.dismiss} @click=${() => leaveTo(() => store.set({ notice: null }))}>×</button>`;
    const toDefault = () => {
      store.set({ notice: null });
      session.replace(defaultSpec());
    };
    render(
      notice?.kind === "link"
        ? html`<div class="notice bad"><div><b>${words.notice.link}</b> ${problemList(notice.problems ?? [])}</div><button type="button" class="quiet" @click=${() => leaveTo(toDefault)}>${words.notice.showDefault}</button>${dismiss}</div>`
        : notice
          ? html`<div class="notice"><div>${notice.kind === "lost" ? words.notice.lost : words.notice.restarted}</div>${dismiss}</div>`
          : problems.length
            ? html`<div class="notice bad"><div>${problemList(problems)}<span class="secondary">${words.notice.refusedElsewhere}</span></div><button type="button" class="quiet" @click=${() => leaveTo(() => session.show(store.state.good))}>${words.notice.takeBack}</button></div>`
            : nothing,
      element,
    );
  });
}
