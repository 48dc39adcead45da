/**
 * What: the bar under the landscape: play, one step, back, start, end, the scrubber over the whole run, the speed.
 * Invariant: it shows the playhead and moves it; it has no time of its own.
 * Does not: listen to keys; `keys.js` does.
 */
import { html, render } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { SPEEDS } from "../state/player.js";
import { words } from "../words/en.js";
import { icon } from "./icons.js";

/** @typedef {import("../state/session.js").Session} Session */

/**
 * A speed as text: `×8`, `×¼`.
 * @param {number} speed steps per frame
 * @returns {string}
 */
function speedText(speed) {
  const parts = /** @type {Record<number, string>} */ ({ 0.5: "½", 0.25: "¼", 0.125: "⅛", 0.0625: "1⁄16" });
  return `×${parts[speed] ?? speed}`;
}

/**
 * The next speed up or down, of one between two as well.
 * @param {number} speed
 * @param {1 | -1} way
 * @returns {number}
 */
export function nextSpeed(speed, way) {
  return SPEEDS.filter((other) => (other - speed) * way > 0).at(way > 0 ? 0 : -1) ?? speed;
}

/**
 * Mounts the bar.
 * @param {HTMLElement} element
 * @param {Session} session
 */
export function mountTransport(element, session) {
  const { store } = session;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", words.transport.label);
  const button = (/** @type {import("./icons.js").IconName} */ name, /** @type {string} */ label, /** @type {() => void} */ act, /** @type {string} */ key, /** @type {string} */ look = "") =>
    html`<button type="button" class="icon ${look}" aria-label=${label} title="${label} (${key})" @click=${act}>${icon(name)}</button>`;
  store.on(["step", "end", "playing", "speed", "computing", "fromHere", "everything"], ({ step: wished, end, playing, speed, computing, fromHere, everything }) => {
    const step = Math.min(wished, end);
    const main = playing ? "pause" : "play";
    render(
      html`
        ${button("start", words.transport.start, () => session.seek(0), words.transport.home, "outer")}
        ${button("back", words.transport.back, () => session.seek(store.state.step - 1), ",")}
        ${button(main, words.transport[main], () => session.toggle(), words.transport.space, "main")}
        ${button("forward", words.transport.forward, () => session.seek(store.state.step + 1), ".")}
        ${button("end", words.transport.end, () => session.seek(store.state.end), words.transport.last, "outer")}
        <input
          type="range"
          class="scrubber"
          min="0"
          max=${end}
          step="1"
          aria-label=${words.transport.scrub}
          aria-valuetext=${words.transport.of(step, end)}
          .value=${live(String(step))}
          @input=${(/** @type {Event} */ event) => session.seek(Number(/** @type {HTMLInputElement} */ (event.target).value))}
        />
        <output class="number step" aria-live="off">${words.transport.step} <b>${step}</b> / ${end}${computing ? "…" : ""}</output>
        <button type="button" class="from-here" aria-pressed=${fromHere} title="${words.fork.explain} (F)" @click=${() => store.set({ fromHere: !fromHere })}>${words.fork.toggle}</button>
        <span class="speed" role="group" aria-label=${words.transport.speed(speedText(speed))}>
          <button type="button" class="icon" aria-label=${words.transport.slower} title="${words.transport.slower} ([)" @click=${() => store.set({ speed: nextSpeed(store.state.speed, -1) })}>−</button>
          <output class="number" title=${words.transport.speed(speedText(speed))}>${speedText(speed)}</output>
          <button type="button" class="icon" aria-label=${words.transport.faster} title="${words.transport.faster} (])" @click=${() => store.set({ speed: nextSpeed(store.state.speed, 1) })}>+</button>
        </span>
        <button type="button" class="everything" aria-expanded=${everything} @click=${() => store.set({ everything: !everything })}>${everything ? words.transport.less : words.transport.more}</button>
      `,
      element,
    );
  });
}
