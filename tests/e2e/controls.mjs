/**
 * What: a monkey that knows controls: it presses, chooses, slides and types at random, opens figures and seeks, as a seed says.
 * Invariant: the same seed plays the same acts where the page is as quick; each act says what it does.
 * Does not: judge what happens; `monkey.mjs` does.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { random } from "../../www/src/api/fuzz.js";
import { root } from "./browser.mjs";

/** Names of all figures. @type {string[]} */
const FIGURES = JSON.parse(await readFile(join(root, "crates/lectures/scenes.json"), "utf8")).flatMap((/** @type {{id: string, lecture?: string[]}} */ { id, lecture = [] }) => [id, ...lecture]);
/** What is typed, wherever: numbers at and beyond all limits, formulas, a table, calls, nothing. */
const TYPED = ["", "0", "-1", "1", "2", "7", "1e308", "-1e308", "1e-300", "abc", "1/3", "0.5", "1;2", "x^2 + y^2", "sin(x)/x", "a;b;y\n1;2;0\n2;3;1\n3;1;0\n1;1;1", "torch.optim.Adam(params, lr=0.1)", "optax.sgd(0.1)", "{}"];

/** An act in the page: what it does, in words. @typedef {(page: any) => Promise<string>} Act */

/**
 * What a seed begins with: a figure in the page, or two in notes.
 * @param {number} seed
 * @returns {import("./site.mjs").Opening}
 */
export function beginning(seed) {
  const draw = random(seed ^ 0x5eed);
  const [first, second] = [pick(FIGURES, draw()), pick(FIGURES, draw())];
  const spanish = draw() < 0.3;
  if (draw() < 0.7) return { hash: `#figure=${first}`, search: spanish ? "?lang=es" : "" };
  return { notes: [first, second].map((name) => `<descent-figure figure="${name}" controls="full" loading="eager"${spanish ? ' lang="es"' : ""}></descent-figure>`).join("") };
}

/** @template T @param {T[]} all @param {number} share in [0, 1) @returns {T} */
const pick = (all, share) => /** @type {T} */ (all[Math.floor(share * all.length)]);

/**
 * The acts of a seed, without end.
 * @param {number} seed
 * @returns {Generator<Act, never>}
 */
export function* controlled(seed) {
  const draw = random(seed);
  for (;;) {
    const [kind, a, b, c] = [draw(), draw(), draw(), draw()];
    if (kind < 0.06) yield (page) => page.evaluate(seek, a < 0.35 ? 0 : a < 0.7 ? 1 : b);
    else if (kind < 0.08) yield (page) => page.evaluate(show, pick(FIGURES, a));
    else if (kind < 0.14) yield (page) => page.keyboard.press("Escape").then(() => "Escape");
    else if (kind < 0.17) yield () => new Promise((done) => setTimeout(() => done("a pause"), 400));
    else yield (page) => page.evaluate(turn, a, b, c, pick(TYPED, c));
  }
}

/** In the page or in notes: goes to a share of the run. @param {number} share */
function seek(share) {
  const figure = /** @type {any} */ (document.querySelector("descent-figure"));
  const step = Math.round(share * (figure ? (figure.getState()?.end ?? 0) : window.descent.end()));
  void (figure ?? window.descent).seek(step);
  return `seek ${step}`;
}

/** Likewise: shows another figure. @param {string} name */
function show(name) {
  const figure = document.querySelector("descent-figure");
  if (figure) figure.setAttribute("figure", name);
  else location.hash = `#figure=${name}`;
  return `figure ${name}`;
}

/**
 * Likewise: uses one of the controls that can be seen, in the dialog that is open, or anywhere.
 * @param {number} which a share of them
 * @param {number} value a share of what it can be set to
 * @param {number} other another one
 * @param {string} text what is typed where that is possible
 * @returns {string} its kind and name, and the value
 */
function turn(which, value, other, text) {
  const isSeen = (/** @type {any} */ one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible" && !one.matches(":disabled, [aria-disabled=true], [type=file]");
  const roots = [document, ...Array.from(document.querySelectorAll("descent-figure"), ({ shadowRoot }) => shadowRoot ?? document)];
  const open = roots.flatMap((root) => [...root.querySelectorAll("dialog[open]")]).at(-1);
  const all = (open ? [open] : roots).flatMap((root) => [...root.querySelectorAll("button, select, input, textarea, summary, canvas")]).filter(isSeen);
  const one = /** @type {any} */ (all[Math.floor(which * all.length)]);
  if (!one) return "nothing";
  const set = (/** @type {string} */ to) => {
    one.focus();
    one.value = to;
    for (const type of ["input", "change"]) one.dispatchEvent(new Event(type, { bubbles: true }));
    return to;
  };
  const use = () => {
    if (one.matches("select")) return set(one.options[Math.floor(value * one.options.length)]?.value ?? "");
    if (one.matches("[type=range]")) return set(String(other < 0.3 ? one.min : other < 0.6 ? one.max : Number(one.min) + value * (one.max - one.min)));
    if (one.matches("textarea, input:not([type=checkbox], [type=radio])")) return set(text);
    if (!one.matches("canvas")) return one.click();
    const { x, y, width, height } = one.getBoundingClientRect();
    const at = { bubbles: true, pointerId: 1, isPrimary: true, button: 0, clientX: x + width * value, clientY: y + height * other };
    for (const type of ["pointerdown", "pointermove", "pointerup"]) one.dispatchEvent(new PointerEvent(type, at));
  };
  const name = (one.getAttribute("aria-label") ?? one.closest("label")?.textContent ?? one.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 50);
  return [one.tagName.toLowerCase(), name, JSON.stringify(use())].filter(Boolean).join(" · ");
}
