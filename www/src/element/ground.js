/**
 * What: whether a figure stands on a dark page, and when that changes.
 * Invariant: judged by the colour that is really behind the figure, so that a page's own switch for dark works whatever its name is.
 * Does not: choose colours.
 */
import { systemTheme } from "../look/theme.js";

/** Darker than this, by the eye's weights, from 0 to 1. */
const DARK = 0.4;

/**
 * @param {Element} element
 * @returns {boolean}
 */
export function standsOnDark(element) {
  const ctx = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  /** @type {Element | null} */
  let at = element;
  while (at && ctx) {
    ctx.clearRect(0, 0, 1, 1);
    ctx.fillStyle = getComputedStyle(at).backgroundColor;
    ctx.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = ctx.getImageData(0, 0, 1, 1).data;
    if (alpha > 127) return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 < DARK;
    const root = at.getRootNode();
    at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  // Without any background the paper is the browser's: dark only where the page says that it can be.
  return getComputedStyle(document.documentElement).colorScheme.includes("dark") && systemTheme() === "dark";
}

/**
 * Tells when the ground may have changed.
 * @param {() => void} changed
 * @returns {() => void} stops telling
 */
export function watchGround(changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", changed);
  const watch = new MutationObserver(changed);
  for (const element of [document.documentElement, document.body]) watch.observe(element, { attributes: true });
  return () => {
    system.removeEventListener("change", changed);
    watch.disconnect();
  };
}
