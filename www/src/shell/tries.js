/**
 * What: three things to try, on the first look; each does it.
 * Invariant: stands only while the first race is shown unchanged or one of its three is; dismissed, it stays away.
 * Does not: teach by text; what happens is the lesson.
 */
import { html, nothing, render } from "lit-html";
import { defaultSpec } from "../state/default.js";
import { sameDocument, withValue } from "../state/paths.js";
import { words } from "../words/en.js";

/** What each of them shows; the claims in their words are tested by `scenes.test.mjs`. */
export const tries = () => [withValue(defaultSpec(), "racers[1].optimizer.lr", 0.01), withValue(defaultSpec(), "start", [-2, -1.5]), withValue(defaultSpec(), "problem", { surface: "rosenbrock" })];

/**
 * Mounts the strip.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 */
export function mountTries(element, session) {
  let dismissed = false;
  const documents = tries();
  const draw = () => {
    const { good } = session.store.state;
    const at = documents.findIndex((spec) => sameDocument(spec, good));
    const shown = !dismissed && (at >= 0 || sameDocument(good, defaultSpec()));
    render(
      shown
        ? html`<div class="tries"><span>${words.tries.title}</span>
            ${documents.map((spec, i) => html`<button type="button" class="quiet" aria-pressed=${i === at} @click=${() => session.begin(i === at ? defaultSpec() : spec)}>${words.tries.names[i]}</button>`)}
            <span class="tries-what">${words.tries.what[at] ?? ""}</span>
            <button type="button" class="quiet icon" aria-label=${words.notice.dismiss} @click=${() => ((dismissed = true), draw())}>×</button></div>`
        : nothing,
      element,
    );
  };
  session.store.on(["good"], draw);
}
