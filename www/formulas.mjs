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
/** What TeX has around such a name instead, but beside signs and brackets. */
const THIN = /** @type {const} */ (["mtext", {}, "\u2009"]);
/** @param {unknown} node @returns {boolean} */
const isSign = (node) => Array.isArray(node) && (node[0] === "mo" || node[0] === "mtext" || (node[0] === "mrow" && isSign(node[2])));
/** Whether a name with an index or a power, which has the unseen sign within it. @param {unknown} node @returns {boolean} */
const isIndexedName = (node) => Array.isArray(node) && /^msu[bp]/.test(node[0]) && Array.isArray(node[2]) && node[2].some((inner) => Array.isArray(inner) && inner[2] === APPLIED);

/**
 * The tree without the TeX source that the typesetter appends, without `semantics` around what is left, and without unseen signs.
 * @param {MathTree} tree
 * @returns {MathTree}
 */
function dropAnnotations(tree) {
  const [name, attributes, ...children] = tree;
  /** @type {any[]} */
  const kept = [];
  for (const [i, child] of /** @type {(string | MathTree)[]} */ (children).entries()) {
    const isApplied = child[2] === APPLIED;
    if (typeof child === "string") kept.push(child);
    else if (child[0] === "semantics") kept.push(...dropAnnotations(/** @type {MathTree} */ (child)).slice(2));
    else if (child[0] !== "annotation" && !isApplied) kept.push(dropAnnotations(/** @type {MathTree} */ (child)));
    if (name !== "mrow" || !(isApplied || isIndexedName(child))) continue;
    const [before, after] = [kept.at(-2), children[i + 1]];
    if (before && !isSign(before)) kept.splice(-1, 0, THIN);
    if (after && !isSign(after)) kept.push(THIN);
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
