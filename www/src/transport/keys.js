/**
 * What: the page's keys.
 * Invariant: a key that a field, list or slider needs is left to it; nothing acts while a dialog is open but its own keys.
 * Does not: know what the actions do.
 */
import { nextSpeed } from "./transport.js";

/**
 * Chooses the next tab of a row, or the one before.
 * @param {Element} tab
 * @param {1 | -1} way
 */
function toNeighbour(tab, way) {
  const all = [.../** @type {Element} */ (tab.closest("[role=tablist]")).querySelectorAll("[role=tab]:not(:disabled)")];
  const next = /** @type {HTMLElement} */ (all.at((all.indexOf(tab) + way) % all.length));
  next.focus();
  next.click();
}

/**
 * Listens on a document, or on an element that has its own keys.
 * @param {Document | HTMLElement} page
 * @param {import("../state/session.js").Session} session
 * @param {import("../draw/landscape.js").Landscape} landscape
 * @param {(key: string) => boolean} [leaves] keys that are left alone
 */
export function listenForKeys(page, session, landscape, leaves = () => false) {
  const { store } = session;
  /** @type {Record<string, () => void>} */
  const actions = {
    " ": () => session.toggle(),
    ".": () => session.seek(store.state.step + 1),
    ",": () => session.seek(store.state.step - 1),
    Home: () => session.seek(0),
    End: () => session.seek(store.state.end),
    "[": () => store.set({ speed: nextSpeed(store.state.speed, -1) }),
    "]": () => store.set({ speed: nextSpeed(store.state.speed, 1) }),
    "+": () => landscape.zoom(1 / 1.5),
    "=": () => landscape.zoom(1 / 1.5),
    "-": () => landscape.zoom(1.5),
    "0": () => landscape.window.look(null),
    v: () => store.set({ relief: !store.state.relief }),
    f: () => store.set({ fromHere: !store.state.fromHere, playing: false }),
    "?": () => store.set({ help: true }),
  };
  page.addEventListener("keydown", (/** @type {any} */ event) => {
    if (leaves(event.key)) return;
    const target = /** @type {Element | null} */ (event.target);
    const undo = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z";
    const typing = target?.matches("input:is([type=text], [type=number]), textarea") ?? false;
    const inDialog = target?.closest("dialog");
    if (undo && !typing && !inDialog) {
      event.preventDefault();
      if (event.shiftKey) session.redo();
      else session.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing || target?.matches("select")) return;
    // With Caps Lock a letter is the same key.
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (target?.matches("[role=tab]") && /^Arrow(Left|Right)$/.test(key)) return toNeighbour(target, key === "ArrowRight" ? 1 : -1);
    if (inDialog) return;
    // Space and Enter press what has the focus, but for the start's handle; Home, End and the arrows move a slider.
    if (target?.matches("button:not(.start), input[type=checkbox], summary") && key === " ") return;
    if (target?.matches("input[type=range], [role=tab]") && (key === "Home" || key === "End")) return;
    const racer = /^[1-9]$/.test(key) ? Number(key) - 1 : null;
    const act = racer === null ? (Object.hasOwn(actions, key) ? actions[key] : undefined) : () => session.select(racer);
    if (!act) return;
    event.preventDefault();
    // Keys of a part of a page are not the page's as well: slides would turn.
    if (page !== document) event.stopPropagation();
    act();
  });
}
