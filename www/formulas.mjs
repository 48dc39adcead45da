/**
 * What: at build time, turns the TeX formulas of the catalogue into trees of MathML elements, one per distinct formula.
 * Invariant: the trees hold element names, attributes and text only, so that the page builds them node by node and no markup is parsed.
 * Does not: run in the page, which ships no typesetter.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * A MathML element: `[name, attributes, ...children]`; a child is another element or text.
 * @typedef {[string, Record<string, string>, ...(string | unknown[])[]]} MathTree
 */

/**
 * Every TeX string under a `formula` key anywhere in a value.
 * @param {unknown} value the catalogue, or a part of it
 * @param {Set<string>} found where they go
 */
function collectFormulas(value, found) {
  if (Array.isArray(value)) for (const item of value) collectFormulas(item, found);
  else if (value && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (key === "formula" && typeof item === "string" && item !== "") found.add(item);
      else collectFormulas(item, found);
    }
  }
}

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
        if (key !== "xmlns") element[1][String(key)] = text(String(value));
      }
      parent?.push(element);
      if (!alone) open.push(element);
    }
  }
  return dropAnnotations(/** @type {MathTree} */ (root[2]));
}

/**
 * The tree without the TeX source that the typesetter appends, and without `semantics` around what is left.
 * @param {MathTree} tree
 * @returns {MathTree}
 */
function dropAnnotations(tree) {
  const [name, attributes, ...children] = tree;
  /** @type {(string | unknown[])[]} */
  const kept = [];
  for (const child of children) {
    if (typeof child === "string") kept.push(child);
    else if (child[0] === "annotation") continue;
    else if (child[0] === "semantics") kept.push(...dropAnnotations(/** @type {MathTree} */ (child)).slice(2).map((c) => /** @type {string} */ (c)));
    else kept.push(dropAnnotations(/** @type {MathTree} */ (child)));
  }
  return [name, attributes, ...kept];
}

/**
 * Typesets the formulas of the catalogue.
 * @param {string} generated the folder with `catalog.json`
 * @returns {Promise<Record<string, MathTree>>} TeX to tree
 */
export async function typesetCatalog(generated) {
  const { default: katex } = await import("katex");
  /** @type {Set<string>} */
  const found = new Set();
  collectFormulas(JSON.parse(await readFile(join(generated, "catalog.json"), "utf8")), found);
  /** @type {Record<string, MathTree>} */
  const trees = {};
  for (const tex of [...found].sort()) {
    trees[tex] = parseMath(katex.renderToString(tex, { output: "mathml", throwOnError: true, strict: "error" }).replace(/^<span[^>]*>|<\/span>$/g, ""));
  }
  return trees;
}
