/**
 * What: light, dark and projector themes: which one is on, and the colours that canvases need, read from the style sheet.
 * Invariant: the style sheet's custom properties are the only source of colours; this holds none.
 * Does not: remember a choice; nothing is stored.
 */

/** @typedef {"light" | "dark" | "projector"} ThemeName */
/** @typedef {{name: ThemeName, dark: boolean, paper: string, ink: string, secondary: string, faint: string, halo: string, accent: string, good: string, bad: string, line: number, textPx: number}} Theme */

/** The themes, in the order that the switch goes through. @type {ThemeName[]} */
export const THEMES = ["light", "dark", "projector"];

/** The theme that the reader's system asks for. @returns {ThemeName} */
export function systemTheme() {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Whether the reader's system asks for little motion. @returns {boolean} */
export function prefersStillness() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Puts a theme on and reads its colours.
 * @param {HTMLElement} root
 * @param {ThemeName} name
 * @returns {Theme}
 */
export function putOnTheme(root, name) {
  root.dataset.theme = name;
  const style = getComputedStyle(root);
  const read = (/** @type {string} */ key) => style.getPropertyValue(`--${key}`).trim();
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  // The reader's system may have names for its own colours.
  const color = (/** @type {string} */ key) => {
    pen.fillStyle = read(key);
    return pen.fillStyle;
  };
  return {
    name,
    dark: name === "dark",
    paper: color("paper"),
    ink: color("ink"),
    secondary: color("secondary"),
    faint: color("faint"),
    halo: color("halo"),
    accent: color("accent"),
    good: color("good"),
    bad: color("bad"),
    line: Number(read("line")) || 1,
    textPx: Number.parseFloat(read("small")) || 13,
  };
}
