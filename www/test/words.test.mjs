/**
 * What: every string of the page in every language.
 * Invariant: a translation has its catalogue's shape, and says nothing in English by oversight.
 */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { languageOf, putWords } from "../src/words/choice.js";
import { PAIRS } from "../src/words/language.js";

/** @param {any} of @param {string} path @returns {string[]} every place, with what stands there */
function shape(of, path = "") {
  if (Array.isArray(of)) return of.flatMap((item, i) => shape(item, `${path}[${i}]`));
  if (of !== null && typeof of === "object") return Object.keys(of).sort().flatMap((key) => shape(of[key], `${path}.${key}`));
  return [`${path}: ${typeof of}${typeof of === "function" ? `(${of.length})` : ""}`];
}

test("every catalogue has a translation of its own shape", async () => {
  for (const [english, spanish] of PAIRS) assert.deepEqual(shape({ ...spanish }), shape({ ...english }));
  const files = await readdir(new URL("../src/words/es/", import.meta.url));
  assert.equal(PAIRS.length, files.length);
});

test("no translation is empty, and functions use what they are given", () => {
  const walk = (/** @type {any} */ of, /** @type {string} */ path) => {
    if (typeof of === "string") return void assert.notEqual(of.trim(), "", path);
    if (typeof of === "function") {
      const marks = Array.from({ length: of.length }, (_, i) => `«${i}»`);
      const said = of(...marks);
      for (const mark of marks) assert.ok(said.includes(mark), `${path} leaves out ${mark}: ${said}`);
      return;
    }
    for (const key of Object.keys(of)) walk(of[key], `${path}.${key}`);
  };
  for (const [, spanish] of PAIRS) walk({ ...spanish }, "");
});

test("the language follows the address, then the browser", () => {
  assert.equal(languageOf("?lang=es", ["en-GB"]), "es");
  assert.equal(languageOf("", ["fr", "es-MX", "en"]), "es");
  assert.equal(languageOf("?lang=xx", ["es"]), "en");
  assert.equal(languageOf("", []), "en");
});

test("putting words keeps the objects that modules hold", () => {
  const held = { a: { b: "one" }, list: ["x"] };
  const inner = held.a;
  putWords(held, { a: { b: "uno" }, list: ["y"] });
  assert.equal(inner.b, "uno");
  assert.deepEqual(held.list, ["y"]);
});
