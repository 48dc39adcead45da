/**
 * What: at build time, turns the TeX formulas of the catalogue into trees of MathML elements, and those into their short spelling.
 * Invariant: the trees hold element names, attributes and text only, so that the page builds them node by node and no markup is parsed.
 * Does not: run in the page, which ships no typesetter.
 */
import katex from "katex";
import { writeMath } from "./src/panel/mathml.js";

/** @typedef {import("./src/panel/mathml.js").MathTree} MathTree */

/**
 * Reads the small XML that the typesetter writes into a tree, without its annotation.
 * @param {string} xml one `<math>…</math>`
 * @returns {MathTree}
 */
function parseMath(xml) {
  /** @type {MathTree} */
  const root = ["root", {}];
  const open = [root];
  const text = (/** @type {string} */ s) =>
    s.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#x27;/g, "'").replace(/&amp;/g, "&");
  for (const [, close, name, attributes, alone, words] of xml.matchAll(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const parent = open[open.length - 1];
    if (words !== undefined) parent?.push(text(words));
    else if (close) open.pop();
    else {
      /** @type {MathTree} */
      const element = [String(name), {}];
      for (const [, key, value] of (attributes ?? "").matchAll(/([\w:-]+)="([^"]*)"/g)) {
        // An empty one says nothing, and Firefox complains of it.
        if (value && key !== "xmlns" && key !== "style") element[1][String(key)] = text(String(value));
      }
      parent?.push(element);
      if (!alone) open.push(element);
    }
  }
  return dropAnnotations(/** @type {MathTree} */ (root[2]));
}

/** The sign that nobody sees behind a function's name; the typesetter puts it beside an index, where an element more is an error. */
const APPLIED = "\u2061";

/**
 * The tree without the TeX source that the typesetter appends, without `semantics` around what is left, and without unseen signs.
 * @param {MathTree} tree
 * @returns {MathTree}
 */
function dropAnnotations(tree) {
  const [name, attributes, ...children] = tree;
  /** @type {(string | unknown[])[]} */
  const kept = [];
  for (const child of /** @type {(string | MathTree)[]} */ (children)) {
    if (typeof child === "string") kept.push(child);
    else if (child[0] === "annotation" || child[2] === APPLIED) continue;
    else if (child[0] === "semantics") kept.push(...dropAnnotations(/** @type {MathTree} */ (child)).slice(2).map((c) => /** @type {string} */ (c)));
    else kept.push(dropAnnotations(/** @type {MathTree} */ (child)));
  }
  return [name, attributes, ...kept];
}

/**
 * Typesets a formula.
 * @param {string} tex
 * @returns {MathTree}
 */
export function typeset(tex) {
  return parseMath(katex.renderToString(tex, { output: "mathml", throwOnError: true, strict: "error" }).replace(/^<span[^>]*>|<\/span>$/g, ""));
}

/**
 * The short spelling of a formula.
 * @param {string} tex
 * @returns {string}
 */
export function spelled(tex) {
  return writeMath(typeset(tex));
}
