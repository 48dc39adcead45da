/**
 * What: changes in the middle of a run as edits of the document.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inForceAt, withoutRacer, withDoubled } from "../src/state/edits.js";
import { editsOf, racerPath, withFork, withoutForks } from "../src/state/fork.js";

const spec = /** @type {any} */ ({ version: 1, problem: { surface: "beale" }, racers: [{ optimizer: { id: "sgd", lr: 1 } }, { optimizer: { id: "adam", lr: 2 } }] });

test("only a racer's own settings fork", () => {
  assert.deepEqual(racerPath("racers[1].optimizer.lr"), { racer: 1, path: "optimizer.lr" });
  for (const path of ["start", "problem.rotate", "racers[0].label", "racers[0]"]) assert.equal(racerPath(path), null, path);
});

test("a fork holds from its step, replaces itself, and drops later ones of its racer", () => {
  const where = { racer: 0, path: "optimizer.lr" };
  const twice = withFork(withFork(withFork(spec, 5, where, 3), 9, where, 4), 9, where, 5);
  assert.deepEqual(editsOf(twice).map(({ step, value }) => [step, value]), [[5, 3], [9, 5]]);
  assert.deepEqual([4, 5, 8, 9].map((step) => inForceAt(twice, step).racers[0]?.optimizer.lr), [1, 3, 3, 5]);
  assert.deepEqual(editsOf(withFork(twice, 7, where, 6)).map(({ step }) => step), [5, 7]);
  assert.deepEqual(editsOf(withFork(twice, 7, { ...where, racer: 1 }, 6)).map(({ step, racer }) => [step, racer]), [[5, 0], [7, 1], [9, 0]]);
  assert.deepEqual(withoutForks(twice), spec);
});

test("edits follow their racers", () => {
  const forked = withFork(spec, 5, { racer: 1, path: "optimizer.lr" }, 3);
  assert.deepEqual(editsOf(withoutRacer(forked, 0)).map(({ racer }) => racer), [0]);
  assert.equal(withoutRacer(forked, 1).edits, undefined);
  assert.deepEqual(editsOf(withDoubled(forked, 0)).map(({ racer }) => racer), [2]);
  const both = withFork(forked, 7, { racer: 0, path: "optimizer.lr" }, 4);
  assert.deepEqual(editsOf(withDoubled(both, 1)).map(({ step, racer, value }) => [step, racer, value]), [[5, 1, 3], [5, 2, 3], [7, 0, 4]], "a copy has the changes too");
});
