/**
 * What: what a specification that trains a model says of itself, and how outputs are read.
 * Invariant: blocks follow each other without a gap; the sure class is the largest output.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { OFFERS, blocksOf, layersOf, modelOf, offerOf, withOffer } from "../src/model/kind.js";
import * as engine from "../generated/descent_wasm.js";
import { drawAxes } from "../src/draw/axes.js";
import { frameOfData } from "../src/model/plot.js";
import { classColor, numberColor, readOutputs } from "../src/model/shades.js";

engine.initSync({ module: readFileSync(new URL("../generated/descent_wasm_bg.wasm", import.meta.url)) });

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
  const two = { classes: 2, middle: 0.5 };
  assert.deepEqual(readOutputs([0.9], two).kind, 1);
  assert.ok(Math.abs(readOutputs([0.9], two).sure - 0.8) < 1e-12);
  // Outputs for −1 and 1 part at 0, as the engine counts them.
  for (const [output, kind] of [[-0.5, 0], [0.2, 1]]) assert.equal(readOutputs([Number(output)], { classes: 2, middle: 0 }).kind, kind);
  const three = { classes: 3, middle: 0.5 };
  assert.equal(readOutputs([0.2, 0.5, 0.3], three).kind, 1);
  // Scores that are no shares are turned into shares: equal ones are not sure at all.
  assert.ok(Math.abs(readOutputs([5, 5, 5], three).sure) < 1e-12);
  assert.equal(readOutputs([2], { ...three, middle: null }).kind, 2);
});

test("the engine tells where a single output passes from one class to the other", () => {
  const middle = (/** @type {object} */ model, /** @type {object} */ more = {}) => engine.dataset({ version: 1, problem: { model, data: { id: "moons" }, ...more }, racers: [{ optimizer: { id: "sgd", lr: 0.1 } }] }).middle;
  assert.equal(middle({ id: "logistic" }), 0.5);
  assert.equal(middle({ id: "linear" }), 0);
  assert.equal(middle({ id: "mlp", layers: [2, 2, 1], output: "tanh" }), 0);
  assert.equal(middle({ id: "mlp", layers: [2, 2, 1] }, { loss: "mse", model: { id: "mlp", layers: [2, 2, 1], output: "sigmoid" } }), 0.5);
  assert.equal(middle({ id: "kmeans" }), null);
});

test("targets that are numbers go from one colour to the other, and sixteen classes differ", () => {
  assert.equal(new Set([120, 200, 280].map((price) => numberColor(price, [120, 280]))).size, 3);
  assert.equal(new Set(Array.from({ length: 16 }, (_, i) => classColor(i))).size, 16);
});

test("features of different units fill the plot, those of one keep their shape", () => {
  const data = (/** @type {number} */ far) => /** @type {any} */ ({ features: 2, pair: [0, 1], classes: 2, outputs: 1, middle: 0.5, test: null, train: { n: 2, x: Float64Array.of(0, 0, 1, far), y: Float64Array.of(0, 1) } });
  const across = (/** @type {number} */ far) => frameOfData(900, 400, data(far), 13);
  assert.ok(Math.abs(across(2).perX - across(2).perY) < 1e-9);
  assert.ok(across(1e6).perX > 500);
});

test("a short name at an axis does not lie on a label", () => {
  /** @type {[string, number][]} */
  const said = [];
  const ctx = /** @type {any} */ (new Proxy({}, { get: (_, key) => (key === "fillText" ? (/** @type {string} */ text, /** @type {number} */ _x, /** @type {number} */ y) => said.push([text, y]) : key === "measureText" ? () => ({ width: 30 }) : () => {}), set: () => true }));
  const frame = frameOfData(900, 400, /** @type {any} */ ({ features: 2, pair: [0, 1], classes: 2, outputs: 1, middle: 0.5, test: null, train: { n: 2, x: Float64Array.of(1900, 1e6, 1990, 5e6), y: Float64Array.of(0, 1) } }), 13);
  drawAxes(ctx, frame, /** @type {any} */ ({ textPx: 13 }), { x: "year", y: "pop" });
  const [, at = NaN] = said.find(([text]) => text === "pop") ?? [];
  const labels = said.filter(([text]) => text.includes("⁶"));
  assert.ok(labels.length > 2 && labels.every(([, y]) => Math.abs(y - at) > 13), JSON.stringify(said));
});

test("labels of a narrow plot do not run into each other", () => {
  /** @type {[string, number][]} */
  const said = [];
  const ctx = /** @type {any} */ (new Proxy({}, { get: (_, key) => (key === "fillText" ? (/** @type {string} */ text, /** @type {number} */ x) => said.push([text, x]) : key === "measureText" ? (/** @type {string} */ text) => ({ width: 7 * text.length }) : () => {}), set: () => true }));
  const frame = frameOfData(150, 250, /** @type {any} */ ({ features: 2, pair: [0, 1], classes: 2, outputs: 1, middle: 0.5, test: null, train: { n: 2, x: Float64Array.of(0.005, -1, 0.01, 1), y: Float64Array.of(0, 1) } }), 13);
  drawAxes(ctx, frame, /** @type {any} */ ({ textPx: 13 }), { x: "x", y: "y" });
  const places = said.filter(([text]) => text.startsWith("0.0")).map(([text, x]) => [x - 3.5 * text.length, x + 3.5 * text.length]);
  assert.ok(places.length > 1 && places.slice(1).every(([left], i) => Number(left) > Number(places[i]?.[1])), JSON.stringify(said));
});
