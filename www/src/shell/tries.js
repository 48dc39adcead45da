/**
 * What: three things to try, on the first look; each does it.
 * Invariant: stands from the first race or one of its three on, while the surface is one of theirs, so that nothing moves under a dragging hand;
 * dismissed, it stays away.
 * Does not: teach by text; what happens is the lesson.
 */
import { html, nothing, render } from "lit-html";
import { presets } from "../presets/presets.js";
import { defaultSpec } from "../state/default.js";
import { sameDocument } from "../state/paths.js";
import { leaveTo } from "./focus.js";
import { words } from "../words/en.js";

/** The scenes that they open; the claims in their words are tested with the others. */
const IDS = ["faster-momentum", "far-side", "same-racers"];

/**
 * Mounts the strip.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 */
export function mountTries(element, session) {
  let dismissed = false;
  let seen = false;
  const documents = presets.filter(({ id }) => IDS.includes(id)).map(({ spec }) => spec);
  const surfaces = [defaultSpec(), ...documents].map(({ problem }) => problem.surface);
  const draw = () => {
    const { good, result } = session.store.state;
    const at = documents.findIndex((spec) => sameDocument(spec, good));
    const shown = !dismissed && (at >= 0 || sameDocument(good, defaultSpec()) || (seen && surfaces.includes(good.problem.surface)));
    // What stands before a link is read has no result.
    seen = shown && result !== null;
    render(
      shown
        ? html`<div class="tries"><span>${words.tries.title}</span>
            ${documents.map((spec, i) => html`<button type="button" class="quiet" aria-pressed=${i === at} @click=${() => session.begin(i === at ? defaultSpec() : spec)}>${words.tries.names[i]}</button>`)}
            <button type="button" class="quiet icon" aria-label=${words.notice.dismiss} @click=${() => leaveTo(() => ((dismissed = true), draw()))}>×</button></div>`
        : nothing,
      element,
    );
  };
  session.store.on(["good", "result"], draw);
}
