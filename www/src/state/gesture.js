/**
 * What: what a pointer changes between its press and its release: one step back, and nothing where the browser takes the pointer to scroll.
 * Invariant: what is taken back leaves no step, neither back nor forward; the playhead stands where it was.
 * Does not: know what is changed.
 */

/**
 * Listens on a document, or on an element that has a session of its own.
 * @param {Document | HTMLElement} page
 * @param {import("./session.js").Session} session
 */
export function followGestures(page, session) {
  const { store } = session;
  /** Time as it was at the press. */
  let [step, playing] = [0, false];
  page.addEventListener("pointerdown", () => {
    ({ step, playing } = store.state);
    session.history.hold(true);
  });
  page.addEventListener("pointerup", () => session.history.hold(false));
  page.addEventListener("pointercancel", (/** @type {any} */ { target }) => {
    if (session.history.hold(false)) session.back(session.history.past.pop() ?? null);
    if (target.type === "range") store.set({ step, playing });
  });
}
