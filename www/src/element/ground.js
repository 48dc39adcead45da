/**
 * What: whether a figure stands on a dark page, and when that changes.
 * Invariant: judged by the colour that is really behind the figure at last, so that a page's own switch for dark works whatever its name is.
 * Does not: choose colours.
 */
import { systemTheme } from "../look/theme.js";

/** Darker than this, by the eye's weights, from 0 to 1. */
const DARK = 0.4;

/**
 * An element and all that it stands in, from the inside.
 * @param {Element} element
 * @returns {Element[]}
 */
function around(element) {
  const all = [];
  for (let at = /** @type {Element | null} */ (element); at; ) {
    all.push(at);
    const root = at.getRootNode();
    at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return all;
}

/**
 * @param {Element} element
 * @returns {boolean}
 */
export function standsOnDark(element) {
  const ctx = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (ctx) for (const at of around(element)) {
    ctx.clearRect(0, 0, 1, 1);
    ctx.fillStyle = getComputedStyle(at).backgroundColor;
    ctx.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = ctx.getImageData(0, 0, 1, 1).data;
    if (alpha > 127) return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 < DARK;
  }
  // Without any background the paper is the browser's: dark only where the page says that it can be.
  return getComputedStyle(document.documentElement).colorScheme.includes("dark") && systemTheme() === "dark";
}

/**
 * Tells when an element's ground, or its own colours, may have changed: with an attribute of what it stands in, and where that takes time, at its end.
 * @param {Element} element
 * @param {() => void} changed
 * @returns {() => void} stops telling
 */
export function watchGround(element, changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", changed);
  const watch = new MutationObserver(changed);
  const all = around(element);
  const ended = (/** @type {Event} */ { target, currentTarget }) => target === currentTarget && changed();
  for (const at of all) {
    watch.observe(at, { attributes: true });
    at.addEventListener("transitionend", ended);
  }
  return () => {
    system.removeEventListener("change", changed);
    watch.disconnect();
    for (const at of all) at.removeEventListener("transitionend", ended);
  };
}
