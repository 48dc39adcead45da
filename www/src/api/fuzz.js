/**
 * What: random clicks, drags, wheels and keys from a seed. `?fuzz=seed` lets them loose on the page; the tests play the same ones as real input.
 * Invariant: the same seed in a window of the same size gives the same events, so that what failed can be seen again.
 * Does not: judge what is shown.
 */

/** @typedef {{kind: "click" | "drag" | "wheel" | "key", x: number, y: number, toX: number, toY: number, key: string}} Wild */

const KEYS = [" ", ".", ",", "Home", "End", "[", "]", "+", "-", "0", "1", "2", "f", "?", "Escape", "Tab", "Tab", "Enter", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Backspace", "5", "e", "-"];
/** In the page: between two events. */
const PAUSE_MS = 40;

/** @param {number} seed @returns {() => number} uniform in [0, 1); mulberry32 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The events of a seed, without end.
 * @param {number} seed
 * @param {number} widthPx
 * @param {number} heightPx
 * @returns {Generator<Wild, never>}
 */
export function* wild(seed, widthPx, heightPx) {
  const draw = random(seed);
  for (;;) {
    const turn = draw();
    const [x, y, toX, toY] = [draw() * widthPx, draw() * heightPx, draw() * widthPx, draw() * heightPx];
    const key = String(KEYS[Math.floor(draw() * KEYS.length)]);
    yield { kind: turn < 0.4 ? "click" : turn < 0.55 ? "drag" : turn < 0.65 ? "wheel" : "key", x, y, toX, toY, key };
  }
}

/**
 * Plays the events of `?fuzz=seed` in the page until something fails; the root element's `data-fuzz` counts them.
 * @param {Window & typeof globalThis} window
 */
export function fuzz(window) {
  const seed = new URLSearchParams(window.location.search).get("fuzz");
  if (!seed || !/^\d+$/.test(seed)) return;
  const { document } = window;
  const events = wild(Number(seed), window.innerWidth, window.innerHeight);
  let count = 0;
  let failed = false;
  const fail = (/** @type {unknown} */ what) => {
    if (!failed) console.error(`?fuzz=${seed}, event ${count}: ${what}`);
    failed = true;
  };
  window.addEventListener("error", ({ message }) => fail(message));
  window.addEventListener("unhandledrejection", ({ reason }) => fail(reason));
  // A script's pointer cannot be captured, and nothing leaves the page.
  window.Element.prototype.setPointerCapture = () => {};
  window.print = () => {};
  document.addEventListener("click", (event) => /** @type {Element} */ (event.target).closest?.("a, [type=file]") && event.preventDefault(), { capture: true });
  const next = () => {
    if (failed) return;
    document.documentElement.dataset.fuzz = String(++count);
    play(window, events.next().value);
    setTimeout(next, PAUSE_MS);
  };
  next();
}

/**
 * One event, as a script can make it.
 * @param {Window & typeof globalThis} window
 * @param {Wild} event
 */
function play(window, { kind, x, y, toX, toY, key }) {
  const { document, PointerEvent, WheelEvent, KeyboardEvent } = window;
  const at = document.elementFromPoint(x, y) ?? document.body;
  const pointer = (/** @type {string} */ type, /** @type {number} */ clientX, /** @type {number} */ clientY) =>
    at.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0, buttons: type === "pointerup" ? 0 : 1, clientX, clientY }));
  if (kind === "wheel") at.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, clientX: x, clientY: y, deltaY: toY - y }));
  else if (kind === "key") (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, key }));
  else {
    pointer("pointerdown", x, y);
    if (kind === "drag") pointer("pointermove", toX, toY);
    pointer("pointerup", kind === "drag" ? toX : x, kind === "drag" ? toY : y);
    if (kind === "click") {
      if (at instanceof window.HTMLElement) at.focus();
      at.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, clientX: x, clientY: y }));
    }
  }
}
