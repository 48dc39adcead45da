/**
 * What: asks axe what it finds in a page.
 * Invariant: the whole document; every rule, or in a second theme of the same document the one about colours.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./browser.mjs";

const source = await readFile(createRequire(join(root, "www", "package.json")).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds: a line for each rule, with the first places.
 * @param {any} page
 * @param {boolean} [colours] nothing but contrast, where another theme of the same document was asked for the rest
 * @returns {Promise<string[]>} to be compared with the empty list
 */
export async function axe(page, colours = false) {
  const { violations } = await run(page, { resultTypes: ["violations"], ...(colours ? { runOnly: ["color-contrast"] } : {}) });
  return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}

/**
 * All that axe says.
 * @param {any} page
 * @param {object} options of axe
 * @returns {Promise<any>}
 */
export async function run(page, options) {
  await page.evaluate(source);
  return page.evaluate((/** @type {object} */ given) => /** @type {any} */ (window).axe.run(document, given), options);
}
