/**
 * What: the ready texts of the embedding dialog.
 * Invariant: read back as its host would, every text states the specification that it was made of.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, filesOf, textOf } from "../src/embed/texts.js";
import { defaultSpec } from "../src/state/default.js";
import { readDocument, readHash, readPairs } from "../src/state/hash.js";

/** @type {Record<string, import("../src/engine/shapes").Spec>} */
const SPECS = {
  readable: defaultSpec(),
  shaped: { ...defaultSpec(), problem: { surface: "rosenbrock", params: { a: 2, b: 50 } }, stop: { grad_norm: 0.5 } },
  quoted: { version: 1, problem: { expression: "x^2 + 3*y^2" }, start: [1, 1], racers: [{ label: `"A" <b> & 'C'`, optimizer: { id: "adam" } }, { label: "</script>\\ ñ \n", optimizer: { id: "sgd" } }] },
};
const figure = (/** @type {import("../src/engine/shapes").Spec} */ spec, address = "https://notes.example/d/") => ({ spec, title: `Adam on "x" <y>`, address, controls: /** @type {const} */ ("full"), png: true });
const plain = (/** @type {string} */ text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

/** The attributes of an element in markup. @param {string} text @param {string} tag @returns {Map<string, string>} */
function attributes(text, tag) {
  const [, inside = ""] = new RegExp(`<${tag} ((?:[^"<>]|"[^"]*")*)>`).exec(text) ?? [];
  return new Map([...inside.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, plain(value)]));
}

/** What a figure's attributes state. @param {Map<string, string>} all */
function stated(all) {
  assert.equal(all.get("controls"), "full");
  const pairs = [...all].filter(([name]) => !["controls", "loading", "style"].includes(name));
  return all.has("spec") ? readDocument(String(all.get("spec"))).spec : readPairs(pairs).spec;
}

for (const [name, spec] of Object.entries(SPECS)) {
  test(`every text states its specification: ${name}`, () => {
    assert.deepEqual(readHash(new URL(textOf("link", figure(spec))).hash).spec, spec);
    assert.deepEqual(readHash(new URL(String(attributes(textOf("iframe", figure(spec)), "iframe").get("src"))).hash).spec, spec);
    assert.match(String(attributes(textOf("iframe", figure(spec, "")), "iframe").get("src")), /^descent\.html#/);
    for (const kind of /** @type {const} */ (["element", "quarto", "reveal", "print"])) assert.deepEqual(stated(attributes(textOf(kind, figure(spec)), "descent-figure")), spec, kind);
    const [, body = ""] = /^:::\{anywidget\} \.\/descent\.js\n([\s\S]*)\n:::$/.exec(textOf("myst", figure(spec))) ?? [];
    // A widget reads traits whose names it knows, and a shape's and a stop's are not among them.
    assert.deepEqual(JSON.parse(body), { controls: "full", spec });
    const cell = textOf("jupyter", figure(spec));
    const [, literal = ""] = /Figure\(spec=json\.loads\(([\s\S]*)\)\)$/.exec(cell) ?? [];
    assert.deepEqual(JSON.parse(JSON.parse(literal)), spec);
    for (const kind of /** @type {const} */ (["iframe", "element", "quarto", "reveal", "print"])) assert.doesNotMatch(textOf(kind, figure(spec)).replace(/><\/script>/g, ""), /<b>|<\/script|<y>/, kind);
  });
}

test("without an address there is no link, and a document that no host can read back has no text", () => {
  assert.equal(textOf("link", figure(defaultSpec(), "")), "");
  const large = { version: 1, problem: { model: { id: "linear" }, data: { inline: { x: Array.from({ length: 40_000 }, (_, i) => [i]), y: [1] } } }, racers: [{ optimizer: { id: "sgd" } }] };
  for (const kind of KINDS) assert.equal(textOf(kind, figure(large)), "", kind);
});

test("a figure of the digits names their file, and what has no picture has none on paper", () => {
  const digits = { ...defaultSpec(), problem: { model: { id: "softmax" }, data: { id: "digits" } } };
  assert.deepEqual([filesOf(defaultSpec()), filesOf(digits)], [["descent.js"], ["descent.js", "digits.txt"]]);
  assert.match(textOf("quarto", figure(digits)), /^resources: \[descent\.js, digits\.txt\]$/m);
  assert.match(textOf("print", figure(digits)), /<img /);
  assert.doesNotMatch(textOf("print", { ...figure(digits), png: false }), /<img /);
});
