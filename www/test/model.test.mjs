/**
 * What: what a specification that trains a model says of itself, and how outputs are read.
 * Invariant: blocks follow each other without a gap; the sure class is the largest output.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { OFFERS, blocksOf, layersOf, modelOf, offerOf, withOffer } from "../src/model/kind.js";
import { readOutputs } from "../src/model/shades.js";

test("weights and biases stand behind each other, layer by layer", () => {
  const blocks = blocksOf([2, 8, 3], true);
  assert.deepEqual(blocks, [
    { weights: 0, biases: 16, rows: 8, cols: 2 },
    { weights: 24, biases: 48, rows: 3, cols: 8 },
  ]);
  assert.deepEqual(blocksOf([4, 1], false), [{ weights: 0, biases: null, rows: 1, cols: 4 }]);
});

test("a polynomial has the catalogue's degree where the document says none", async () => {
  const { models } = JSON.parse(await readFile(new URL("../generated/catalog.json", import.meta.url), "utf8"));
  const { params } = models.find((/** @type {{id: string}} */ { id }) => id === "polynomial");
  const data = /** @type {import("../src/engine/shapes").Dataset} */ (/** @type {unknown} */ ({ features: 1, outputs: 1 }));
  assert.deepEqual(layersOf({ id: "polynomial" }, data), [params.find((/** @type {{key: string}} */ { key }) => key === "degree").default, 1]);
});

test("every offer makes a training that is known again, and keeps the seed", () => {
  const surface = { version: 1, seed: 7, start: [1, 2], problem: { surface: "beale" }, racers: [] };
  assert.equal(modelOf(surface), null);
  for (const { id } of OFFERS) {
    const spec = withOffer(surface, id);
    assert.equal(offerOf(spec), id);
    assert.equal(spec.seed, 7);
    assert.equal(spec.start, undefined);
    assert.ok(spec.racers.length > 0);
  }
});

test("outputs are read as a class and how sure it is", () => {
  const two = { classes: 2, signed: false, clusters: false };
  assert.deepEqual(readOutputs([0.9], two).kind, 1);
  assert.ok(Math.abs(readOutputs([0.9], two).sure - 0.8) < 1e-12);
  assert.equal(readOutputs([-0.5], { ...two, signed: true }).kind, 0);
  const three = { classes: 3, signed: false, clusters: false };
  assert.equal(readOutputs([0.2, 0.5, 0.3], three).kind, 1);
  // Scores that are no shares are turned into shares: equal ones are not sure at all.
  assert.ok(Math.abs(readOutputs([5, 5, 5], three).sure) < 1e-12);
  assert.equal(readOutputs([2], { ...three, clusters: true }).kind, 2);
});
