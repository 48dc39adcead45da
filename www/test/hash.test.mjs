/**
 * What: a link says exactly the specification it was made from, and no link can hurt.
 * Invariant: decode(encode(spec)) is the identity; refusals are problems, never throws.
 * Does not: validate; the engine does.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import fc from "fast-check";
import { defaultSpec } from "../src/state/default.js";
import { readDocument, readHash, writeHash } from "../src/state/hash.js";
import { sameDocument, withValue } from "../src/state/paths.js";
import { specification } from "./arbitrary.mjs";

/** @param {unknown} value */
const plain = (value) => JSON.parse(JSON.stringify(value));

test("a hash reads back to the specification it was written from", () => {
  fc.assert(
    fc.property(specification, (made) => {
      const spec = plain(made);
      const read = readHash(`#${writeHash(spec)}`);
      assert.deepEqual(read.problems, []);
      assert.ok(sameDocument(read.spec, spec), `${writeHash(spec)} gave ${JSON.stringify(read.spec)}`);
    }),
    { numRuns: 1000 },
  );
});

test("the limits of links are the engine's", async () => {
  const { limits } = JSON.parse(await readFile(new URL("../generated/catalog.json", import.meta.url), "utf8"));
  const nested = (/** @type {number} */ levels) => readDocument(`{"a": ${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`).problems[0]?.code;
  assert.notEqual(nested(limits.depth), "too_deep");
  assert.equal(nested(limits.depth + 1), "too_deep");
  const long = (/** @type {number} */ bytes) => readDocument(`{"a": "${"x".repeat(bytes - 9)}"}`).problems[0];
  assert.notEqual(long(limits.document_bytes)?.code, "too_long");
  assert.equal(long(limits.document_bytes + 1)?.allowed, `at most ${limits.document_bytes} bytes`);
});

test("the default race is the first scene, and has a readable link", async () => {
  const [first] = JSON.parse(await readFile(new URL("../../crates/lectures/scenes.json", import.meta.url), "utf8"));
  assert.deepEqual(first.spec, defaultSpec());
  assert.match(writeHash(defaultSpec()), /^surface=beale&start=.*&racers=sgd\+lr=/);
});

test("a readable link reads as documented", () => {
  const { spec } = readHash("#surface=rosenbrock&surface.b=10&rotate=30&start=1,1.5&steps=500&seed=42&racers=adam lr=0.1 schedule=step schedule.gamma=0.5;momentum+lr=1e-2+clip.norm=1");
  assert.deepEqual(plain(spec), {
    version: 1,
    problem: { surface: "rosenbrock", params: { b: 10 }, rotate: 30 },
    start: [1, 1.5],
    steps: 500,
    seed: 42,
    racers: [
      { optimizer: { id: "adam", lr: 0.1 }, schedule: { id: "step", gamma: 0.5 } },
      { optimizer: { id: "momentum", lr: 0.01 }, clip: { norm: 1 } },
    ],
  });
});

test("a key of a racer that is given twice is refused where it stands", () => {
  const [problem] = readHash("#surface=beale&racers=adam;sgd lr=0.1 schedule=step lr=0.2").problems;
  assert.deepEqual([problem?.path, problem?.given], ["racers[1].lr=0.2", "given twice"]);
});

test("what stands alone in a link is named where it stands beside others", () => {
  assert.match(String(readHash("#figure=A-adam&steps=3").problems[0]?.allowed), /alone: spec, figure$/);
});

test("a document in a link may be spelled in JSON", () => {
  const spec = { version: 1, problem: { surface: "beale" }, racers: [] };
  assert.deepEqual(readHash(`#spec=${encodeURIComponent(JSON.stringify(spec))}`).spec, spec);
});

test("null stands for a key that is not there, and no racers are none, as for the engine", () => {
  for (const more of [{}, { racers: null }, { start: null }]) {
    const { spec, problems } = readHash(`#spec=${encodeURIComponent(JSON.stringify({ problem: { surface: "beale" }, ...more }))}`);
    assert.deepEqual([spec, problems], [{ problem: { surface: "beale" }, racers: [] }, []]);
  }
});

test("no text makes the reader throw, and what it refuses it names", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string().map((text) => `spec=${text}`), fc.string().map((text) => `surface=${text}&racers=${text}`)), (text) => {
      const { spec, problems } = readHash(text);
      assert.ok(spec === null || problems.length === 0);
      for (const problem of problems) assert.ok(problem.message.length > 0 && problem.allowed.length > 0);
    }),
    { numRuns: 2000 },
  );
});

test("size and depth are refused before parsing", () => {
  assert.equal(readHash(`#spec=${"a".repeat(200_000)}`).problems[0]?.code, "too_long");
  assert.equal(readDocument(`${"[".repeat(1e4)}${"]".repeat(1e4)}`).problems[0]?.code, "too_deep");
  assert.equal(readDocument(`"${"[".repeat(100)}"`).problems[0]?.code, "wrong_type");
});

test("a key given twice is refused, as in a document", () => {
  assert.equal(readHash("#expression=x^2+3*y^2&start=1,1&racers=sgd+lr=0.1").spec?.problem.expression, "x^2+3*y^2");
  const { spec, problems } = readHash("#surface=beale&surface=booth&racers=adam");
  assert.equal(spec, null);
  assert.deepEqual(problems.map(({ path, given, allowed }) => [path, given, allowed]), [["surface", "given twice", "each key once"]]);
});

test("keys that JavaScript treats in its own way are refused, and change nothing", () => {
  for (const hash of ["racers=adam __proto__.polluted=1", "surface.__proto__=1&surface=beale", "stop.constructor=1"]) {
    assert.equal(readHash(hash).problems.length, 1, hash);
  }
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
  // What every object inherits is a key like any other, which the engine refuses.
  const { spec } = readHash("#surface=beale&racers=adam+toString.call=1+hasOwnProperty.call=1");
  assert.equal(JSON.stringify(spec?.racers[0]), '{"optimizer":{"id":"adam"},"toString":{"call":1},"hasOwnProperty":{"call":1}}');
  assert.deepEqual([Object.hasOwn(Object.prototype.toString, "call"), Object.hasOwn(Object.prototype.hasOwnProperty, "call")], [false, false]);
});

test("a path replaces one value and shares the rest", () => {
  const spec = { racers: [{ optimizer: { id: "adam", lr: 0.1 } }, { optimizer: { id: "sgd" } }], problem: { surface: "beale" } };
  const changed = withValue(spec, "racers[0].optimizer.lr", 0.2);
  assert.equal(changed.racers[0].optimizer.lr, 0.2);
  assert.equal(spec.racers[0]?.optimizer.lr, 0.1);
  assert.equal(changed.racers[1], spec.racers[1]);
  assert.equal("lr" in withValue(spec, "racers[0].optimizer.lr", undefined).racers[0].optimizer, false);
  assert.deepEqual(withValue(spec, `racers[${spec.racers.length}].schedule`, { id: "constant" }), spec);
});
