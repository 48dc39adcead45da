/**
 * What: every string of the page in every language, and the engine's phrases.
 * Invariant: a translation has its catalogue's shape, and says nothing in English by oversight; every phrase of the engine's source has one.
 * Does not: look at the catalogue's rows, or at a page; `tests/e2e/spanish.test.mjs` does.
 */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import * as english from "../src/words/all.js";
import { languageOf, putWords } from "../src/words/choice.js";
import * as spanish from "../src/words/es/all.js";
import { ATTRIBUTE_PHRASES } from "../src/words/es/attributes.js";
import { PHRASES } from "../src/words/es/phrases.js";
import { problemWords } from "../src/words/es/problems.js";
import { sayer } from "../src/words/es/saying.js";

/** @param {any} of @param {string} path @returns {string[]} every place, with what stands there */
function shape(of, path = "") {
  if (Array.isArray(of)) return of.flatMap((item, i) => shape(item, `${path}[${i}]`));
  if (of !== null && typeof of === "object") return Object.keys(of).sort().flatMap((key) => shape(of[key], `${path}.${key}`));
  return [`${path}: ${typeof of}${typeof of === "function" ? `(${of.length})` : ""}`];
}

/** What is empty in English, where the engine's own names stand. */
const OPEN = ["quantityWords", "choiceWords"];

test("every catalogue has a translation of its own shape", async () => {
  const closed = (/** @type {object} */ of) => Object.fromEntries(Object.entries(of).filter(([name]) => !OPEN.includes(name)));
  assert.deepEqual(shape(closed(spanish)), shape(closed(english)));
  assert.deepEqual(Object.keys(spanish), Object.keys(english));
  const exported = async (/** @type {string} */ folder) => [...(await readFile(new URL(`../src/words/${folder}all.js`, import.meta.url), "utf8")).matchAll(/"\.\/(\w+\.js)"/g)].map(([, file]) => file);
  const [here, there, files] = [await exported(""), await exported("es/"), await readdir(new URL("../src/words/es/", import.meta.url))];
  assert.deepEqual(there, here);
  for (const file of here) assert.ok(files.includes(String(file)), `es/${file}`);
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
  walk({ ...spanish }, "");
});

/**
 * The texts between quotes among the arguments that begin at a bracket.
 * @param {string} source
 * @param {number} from just behind the bracket
 * @returns {string[]}
 */
function textsOf(source, from) {
  const texts = [];
  for (let at = from, depth = 1; depth > 0 && at < source.length; at++) {
    if (/["`]/.test(source[at] ?? "")) {
      const [whole, , text = ""] = /^(["`])((?:(?!\1)[^\\]|\\[^])*)\1/.exec(source.slice(at)) ?? ['"'];
      texts.push(text.replace(/\\(.)/g, "$1"));
      at += whole.length - 1;
    } else depth += "([{".includes(source[at] ?? "") ? 1 : ")]}".includes(source[at] ?? "") ? -1 : 0;
  }
  return texts;
}

/** Where the engine and the reader of links say what is wrong, and how they begin to. */
const SPOKEN = /(?:\.(?:add|missing|need|object|wrong_type|unexpected|wrong)|\b(?:refuse|refused|require|wrong|ReadableError|NoUpdate|unexpected|open))\(|\blet (?:given|allowed) =[^;]*?(?=")|\b(?:given|allowed): (?=")|\bconst [A-Z]+: &str = (?="a )|\bis_empty\(\) => format!\(|Err\(\((?=")|^  \w+: \[(?=[^\n]*, ")|: number\((?=")/gm;
/** Whether a text is a phrase: a space and a word beside its holes; a code, a path or a name of the specification is none. @param {string} text */
const isPhrase = (text) => text.includes(" ") && /[a-z]{2}/.test(text.replace(/\{[^}]*\}/g, ""));

/** Where figures say what is wrong. */
const FIGURE_FILES = ["state/shown.js", "element/attributes.js", "element/life.js"].map((name) => `../www/src/${name}`);

test("every phrase of the engine and of figures about a refusal or an end is said in Spanish", async () => {
  const crates = new URL("../../crates/", import.meta.url);
  const under = async (/** @type {string} */ folder) => (await readdir(new URL(folder, crates), { recursive: true })).filter((name) => name.endsWith(".rs")).map((name) => `${folder}/${name}`);
  const files = [...(await under("descent/src/spec")), ...(await under("descent/src/schedule")), ...(await under("descent/src/law")), ...(await under("descent/src/sweep")), ...(await under("code/src")), "descent/src/surface/expression.rs", "descent/src/text.rs", "descent/src/run/status.rs", "wasm/src/value.rs", "../www/src/state/hash.js", "../www/src/state/readable.js", ...FIGURE_FILES];
  const found = new Map();
  for (const file of files) {
    const source = (await readFile(new URL(file, crates), "utf8")).split("#[cfg(test)]")[0] ?? "";
    const code = source.replace(/^\s*\/\/.*$/gm, "");
    for (const { 0: begun, index } of code.matchAll(SPOKEN)) {
      const from = index + begun.length;
      const texts = begun.endsWith("(") ? textsOf(code, from) : textsOf(code.slice(from).split(/;\n|,\n/)[0] ?? "", 0);
      for (const text of texts) if (isPhrase(text)) found.set(text.replace(/\{[^}]*\}/g, "{}").replace(/\$\{\}/g, "{}"), file);
    }
  }
  // How a racer ended: what was lost, and how.
  const status = await readFile(new URL("descent/src/run/status.rs", crates), "utf8");
  const ways = [...status.matchAll(/Lost::\w+ => "([^"]*)"/g)].map(([, way]) => String(way));
  for (const [, text = "", lost] of status.matchAll(/=> format!\("([^"]*)"(.*how\.words)?/g)) {
    for (const way of lost ? ways : [""]) found.set(text.replace(/\{\}$/, lost ? way : "{}").replace(/\{[^}]*\}/g, "{}"), "status");
  }
  assert.equal(ways.length, 3);
  assert.ok(found.size > 100, `only ${found.size} phrases were found`);
  // A hole is filled with something that no phrase contains.
  const inFigure = sayer([...PHRASES, ...ATTRIBUTE_PHRASES]);
  const missing = [...found].filter(([phrase, file]) => (FIGURE_FILES.includes(file) ? inFigure : problemWords.say)(phrase.replaceAll("{}", "9")) === phrase.replaceAll("{}", "9") && !PHRASES.some(([own]) => own === phrase));
  assert.deepEqual(ATTRIBUTE_PHRASES.filter(([phrase]) => !FIGURE_FILES.includes(found.get(phrase))), [], "none is left over");
  assert.deepEqual(missing, []);
});

test("a phrase keeps its numbers and what somebody wrote", () => {
  assert.equal(problemWords.say("a whole number in [1, 256]"), "un número entero en [1, 256]");
  assert.equal(problemWords.say('a string ("a list of 3")'), 'un texto ("a list of 3")');
  assert.equal(problemWords.say("the end at letter 5"), "el final en la letra 5");
  assert.equal(problemWords.say("parameter 2 overflowed to −∞"), "el parámetro 2 se desbordó a −∞");
  assert.equal(problemWords.say('"both"'), '"both"');
  assert.equal(problemWords.say('"lr_inside", which it always is in optax.rmsprop'), '"lr_inside", como lo es siempre en optax.rmsprop');
  assert.equal(problemWords.say('"a \\"quoted\\", which it always is in b"'), '"a \\"quoted\\", which it always is in b"');
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
