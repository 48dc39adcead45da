/**
 * What: the line on top: name, what there is to see, undo and redo, inspector, share, theme, help.
 * Invariant: sharing copies the address as it stands, which is the whole run; where the page has no address, the specification.
 * Does not: make the address; `address.js` does.
 */
import { html, render } from "lit-html";
import { THEMES, putOnTheme } from "../look/theme.js";
import { modelOf } from "../model/kind.js";
import { presetOf } from "../presets/presets.js";
import { defaultSpec } from "../state/default.js";
import { pageAddress } from "../state/address.js";
import { sameDocument } from "../state/paths.js";
import { embed as embedWords } from "../words/embed.js";
import { words } from "../words/en.js";
import { maps as mapWords } from "../words/maps.js";
import { modelWords } from "../words/model.js";
import { Said } from "./said.js";

/**
 * Mounts the header.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 * @param {() => string} link the address of the run
 * @param {{gallery: () => void, exports: () => void, embed: () => void}} open what its buttons open
 */
export function mountHeader(element, session, link, open) {
  const { store } = session;
  const said = new Said(() => draw());
  const share = async () => {
    const address = link();
    // Without an address the specification is what can be passed on.
    const text = address || (pageAddress() ? "" : JSON.stringify(store.state.good));
    if (!text) said.say(modelWords.noLink);
    else if (!(await said.copy(text, address ? words.header.shared : embedWords.specCopied, words.header.shareFailed)) && (parent !== window || !pageAddress())) open.embed();
  };
  /** The problem that was shown: what stands before a link is read keeps no room. @type {import("../engine/shapes").Spec["problem"] | null} */
  let seen = null;
  const draw = () => {
    const { good, theme, inspector, maps, canUndo, canRedo } = store.state;
    const next = THEMES[(THEMES.indexOf(theme.name) + 1) % THEMES.length] ?? "light";
    const told = words.header.theme(words.header.themes[theme.name], words.header.themes[next]);
    const scene = presetOf(good);
    const first = sameDocument(good, defaultSpec());
    const line = first ? words.first : scene ? `${scene.notice} ${scene.question}` : (modelOf(good) ? modelWords : words).tagline;
    const keptPx = seen !== null && seen.surface === good.problem.surface && matchMedia("(max-width: 900px)").matches && element.querySelector("p")?.offsetHeight;
    render(
      html`<h1>${words.name}</h1>
        <button type="button" class="quiet scene-picker" aria-haspopup="dialog" title=${words.gallery.title} @click=${open.gallery}>${scene?.title ?? words.gallery.open} ▾</button>
        <p class="tagline" title=${line}>${line}</p>
        <nav aria-label=${words.name}>
          <button type="button" class="quiet icon" aria-label=${words.header.undo} title="${words.header.undo} (Ctrl Z)" aria-disabled=${!canUndo} @click=${() => session.undo()}>↶</button>
          <button type="button" class="quiet icon" aria-label=${words.header.redo} title="${words.header.redo} (${words.header.redoKeys})" aria-disabled=${!canRedo} @click=${() => session.redo()}>↷</button>
          <button type="button" class="quiet wide-only" aria-pressed=${inspector && !maps} @click=${() => store.set({ inspector: maps || !inspector, maps: false })}>${words.header.inspector}</button>
          <button type="button" class="quiet maps" aria-pressed=${maps} @click=${() => store.set({ maps: !maps })}>${mapWords.open}</button>
          <button type="button" class="quiet share" @click=${share}>${words.header.share}</button>
          <button type="button" class="quiet embed-open" aria-haspopup="dialog" @click=${open.embed}>${embedWords.open}</button>
          <button type="button" class="quiet export" aria-haspopup="dialog" @click=${open.exports}>${words.exports.open}</button>
          <button type="button" class="quiet theme" aria-label=${told} title=${told} @click=${() => store.set({ theme: putOnTheme(document.documentElement, next), ownTheme: true })}><span>${words.header.themes[theme.name]}</span></button>
          <button type="button" class="quiet icon" aria-label=${words.header.help} title="${words.header.help} (?)" @click=${() => store.set({ help: true })}>?</button>
          <span class="said" role="status">${said.text}</span>
        </nav>`,
      element,
    );
    // On the same surface a shorter line keeps the room of the one before, so that the landscape stays under a dragging hand.
    const tagline = element.querySelector("p");
    seen = store.state.result && good.problem;
    if (tagline) tagline.style.minHeight = first || scene || !keptPx ? "" : `${keptPx}px`;
  };
  store.on(["good", "result", "theme", "inspector", "maps", "canUndo", "canRedo"], draw);
}
