/**
 * What: lines of many seeds: which there are, at which steps, and what becomes of the values.
 * Invariant: every line sees as many samples as the document's own run; every seed's values land in its own row.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pool } from "../src/sweep/pool.js";
import { baseOf, firstSizes, floorOf, linesOf, only, placesUpTo, readSizes, runSeeds } from "../src/sweep/seeds.js";

/** @type {any} */
const centres = { seed: 3, steps: 20, problem: { model: { id: "kmeans", k: 3 }, data: { id: "blobs" } }, racers: [{ optimizer: { id: "lloyd" } }, { optimizer: { id: "sgd" } }] };
const whole = (/** @type {number} */ racer) => racer === 0;

test("k-means has batch, mini-batch and single samples; a law for the whole loss has all samples only", () => {
  const lines = linesOf(centres, firstSizes(centres), 150, whole, 1e6);
  assert.deepEqual(lines.map(({ racer, size }) => [racer, size]), [[0, "full"], [1, "full"], [1, 10], [1, 1]]);
  assert.deepEqual(lines.map(({ steps }) => steps.at(-1)), [20, 20, 300, 3000]);
  for (const { spec, racer, size } of lines) assert.deepEqual(spec.racers, [{ ...centres.racers[racer], batch: { size } }]);
});

test("other documents begin as they are, batches included; without a model updates are counted", () => {
  const model = { ...centres, steps: 100, problem: { model: { id: "mlp" }, data: { id: "moons" }, batch: { size: 20, order: "fixed" } } };
  assert.deepEqual(linesOf(model, firstSizes(model), 200, () => false, 1e6).map(({ steps, spec }) => [steps.at(-1), spec.problem]), [[100, model.problem], [100, model.problem]]);
  const [line] = linesOf(model, [40], 200, () => false, 1e6);
  assert.deepEqual([line?.steps.at(-1), line?.spec.racers[0]?.batch, line?.spec.problem], [50, { size: 40 }, model.problem]);
  // A racer's own batches count for its budget, and give way to the size that is asked for.
  const own = { ...model, racers: [{ optimizer: { id: "sgd" }, batch: { size: 2, order: "shuffle" } }] };
  assert.deepEqual(linesOf(own, [null, 4], 200, () => false, 1e6).map(({ steps, spec }) => [steps.at(-1), spec.racers[0]?.batch]), [[100, { size: 2, order: "shuffle" }], [50, { size: 4, order: "shuffle" }]]);
  const [long] = linesOf(model, [1], 200, () => false, 1000);
  assert.equal(long?.steps.at(-1), 1000, "as far as a run may go");
  const surface = { ...centres, steps: 70, problem: { surface: "beale" } };
  assert.deepEqual(linesOf(surface, ["full", 1], 0, () => false, 1e6).map(({ steps, size }) => [steps.at(-1), size]), [[70, null], [70, null]]);
});

test("places rise from the first update to the last", () => {
  for (const last of [1, 2, 7, 1000, 123_456]) {
    const places = placesUpTo(last);
    assert.equal(places[0], 1);
    assert.equal(places.at(-1), last);
    for (let i = 1; i < places.length; i++) assert.ok(Number(places[i]) > Number(places[i - 1]));
  }
});

test("sizes are read as a reader types them", () => {
  assert.deepEqual(readSizes("full, 10; 1 10"), ["full", 10, 1]);
  for (const text of ["", "0", "-1", "1.5", "all", "1,2,3,4,5,6"]) assert.equal(readSizes(text), null, text);
});

test("every seed's values stand in its own row, whoever computed them, and the lowest of all is what excess is measured above", async () => {
  /** @type {any[]} */
  const asked = [];
  /** @type {import("../src/sweep/pool.js").Call} */
  const call = async (method, params) => {
    if (method === "quartiles") {
      const { values, width } = params;
      const column = (/** @type {number} */ k) => Array.from({ length: values.length / width }, (_, row) => values[row * width + k]);
      // Enough of quartiles to see which values arrived: least, sum, most.
      return Float64Array.from({ length: 3 * width }, (_, i) => [Math.min(...column(Math.floor(i / 3))), column(Math.floor(i / 3)).reduce((a, b) => a + b, 0), Math.max(...column(Math.floor(i / 3)))][i % 3] ?? NaN);
    }
    asked.push(params);
    const { spec, seeds, steps, from, to } = params;
    const size = spec.racers[0].batch.size === "full" ? 150 : spec.racers[0].batch.size;
    const rows = seeds.slice(from, to).flatMap((/** @type {number} */ seed) => steps.map((/** @type {number} */ t) => seed * 1000 + size + t / 1e6));
    return { values: Float64Array.from(rows), samples: Float64Array.from(steps, (/** @type {number} */ t) => t * size) };
  };
  const lines = linesOf(centres, ["full", 10], 150, whole, 1e6);
  const shares = /** @type {number[]} */ ([]);
  const bands = await runSeeds(new Pool(() => Promise.resolve([call, call, call])), "maps", lines, 5, (done) => void shares.push(done));
  assert.equal(shares.at(-1), 1);
  assert.deepEqual(bands.map(({ lower }) => lower[0]), [3150, 3150, 3010].map((v) => v + 1e-6));
  assert.deepEqual(bands.map(({ upper }) => upper[0]), [7150, 7150, 7010].map((v) => v + 1e-6));
  assert.equal(bands[2]?.samples.at(-1), 3000);
  assert.deepEqual(asked[0].seeds, [3, 4, 5, 6, 7]);
  assert.equal(floorOf(bands, null), 3010 + 1e-6);
  assert.equal(floorOf(bands, 2), 2);
});

test("losses are drawn above the known lowest, else above the lowest reached where that is below zero", () => {
  assert.equal(baseOf([3, NaN, -1], -4), -4);
  assert.equal(baseOf([3, NaN, 2], null), 0);
  assert.equal(baseOf([3, NaN, -1], null), -1);
  assert.equal(baseOf([3], 4e-15), 0);
});

test("a racer keeps its own changes in the middle, but for lines with other batches", () => {
  const edit = (/** @type {number} */ racer) => ({ step: 4, racer, path: "optimizer.lr", value: racer });
  const changed = { ...centres, edits: [edit(0), edit(1)] };
  assert.deepEqual([only(changed, [1]).edits, only(changed, [0, 1]).edits], [[{ ...edit(1), racer: 0 }], changed.edits]);
  assert.deepEqual(linesOf(changed, [null, 10], 150, () => false, 1e6).map(({ spec }) => spec.edits !== undefined), [true, false, true, false]);
});
