/**
 * What: the panel of racers: a card each, and a button for one more.
 * Invariant: cards stand in the specification's order, which is also that of colours and keys 1 to 9.
 * Does not: say what a card holds.
 */
import { html, nothing, render } from "lit-html";
import { isFull, withAdded } from "../state/edits.js";
import { words } from "../words/en.js";
import { racerCard } from "./card.js";

/**
 * Mounts the panel.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 */
export function mountRacers(element, session) {
  const { store, catalog } = session;
  /** @type {Set<number>} */
  const open = new Set();
  /** Of racers behind one the numbers change when it is doubled, or goes (−1): then the one after has the focus. */
  const moved = (/** @type {number} */ at, /** @type {1 | -1} */ by) => {
    const place = (/** @type {number} */ i) => (i > at ? [i + by] : i === at && by < 0 ? [] : [i]);
    const still = [...open].flatMap(place);
    open.clear();
    still.forEach((i) => open.add(i));
    const { selected } = store.state;
    if (selected !== null) store.set({ selected: place(selected)[0] ?? null });
    if (by > 0) return;
    store.flush();
    const buttons = /** @type {HTMLElement[]} */ ([...element.querySelectorAll(".card-head .icon:enabled, .add")]);
    buttons.at(Math.min(at, buttons.length - 2))?.focus();
  };
  const draw = () => {
    const { state } = store;
    const full = isFull(catalog, state.spec);
    render(
      html`<h2 id="racers-title">${words.racers.title}</h2>
        <ol class="cards" aria-labelledby="racers-title">
          ${state.spec.racers.map((_, index) =>
            racerCard(session, state, index, moved, open.has(index), () => {
              if (!open.delete(index)) open.add(index);
              draw();
            }),
          )}
        </ol>
        ${state.spec.racers.length ? nothing : html`<p class="hint">${words.racers.none}</p>`}
        <button type="button" class="add" aria-disabled=${full} title=${full ? words.racers.full(catalog.limits.racers) : ""} @click=${() => full || session.replace(withAdded(store.state.spec, catalog))}>+ ${words.racers.add}</button>`,
      element,
    );
  };
  store.on(["spec", "good", "result", "problems", "step", "selected", "shown", "end", "fromHere"], draw);
}
