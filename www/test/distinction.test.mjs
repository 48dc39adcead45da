/**
 * What: racers of one optimizer are named by what tells them apart.
 * Invariant: names of one race differ; a setting that all share is in none of them.
 * Does not: test where names are shown.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { namesOf } from "../slim.mjs";
import { particular, racerName } from "../src/state/edits.js";

const file = new URL("../generated/catalog.json", import.meta.url);
const catalog = JSON.parse(readFileSync(file, "utf8"));
const names = (/** @type {any[]} */ racers, from = catalog) => racers.map((_, index) => racerName(from, /** @type {any} */ ({ racers }), index));
const of = (/** @type {string} */ id, /** @type {any} */ more = {}, /** @type {any} */ beside = {}) => ({ optimizer: { id, ...more }, ...beside });

test("of batches the size is told, and the order; what a racer does not say is the problem's", () => {
  const problem = { batch: { size: 10, order: "fixed" } };
  const told = (/** @type {any[]} */ ...racers) => racers.map((_, index) => racerName(catalog, /** @type {any} */ ({ problem, racers }), index));
  const own = (/** @type {any} */ batch) => of("sgd", {}, { batch });
  assert.deepEqual(told(own({ size: 1 }), of("sgd"), own({ size: "full" })), ["b = 1", "b = 10", "b = all"]);
  assert.deepEqual(told(of("sgd"), own({ order: "shuffle" })), ["fixed", "shuffle"]);
  assert.deepEqual(told(own({ size: "full", order: "shuffle" }), of("sgd")), ["b = all", "b = 10, fixed"]);
  assert.deepEqual(told(of("sgd"), own({ size: 10, order: "fixed" })), ["Gradient descent 1", "Gradient descent 2"]);
  assert.deepEqual(racerName(catalog, /** @type {any} */ ({ problem: {}, racers: [of("sgd"), own({ size: 3 })] }), 0), "b = all");
});

test("one of its kind has its optimizer's name, or its label", () => {
  assert.deepEqual(names([of("sgd"), of("adam"), of("adam", {}, { label: "mine" })]), ["Gradient descent", "Adam", "mine"]);
});

test("where all are alike the difference alone is the name", () => {
  assert.deepEqual(names([of("sgd", { lr: 0.05 }), of("sgd", { lr: 3e-4 })]), ["η = 0.05", "η = 3×10⁻⁴"]);
  assert.deepEqual(names([of("momentum", { beta: 0.5 }), of("momentum")]), ["β = 0.5", "β = 0.9"]);
  assert.deepEqual(names([of("adam", { lr: 0.1 }), of("adam", { lr: 0.1, bias_correction: false })]), ["bias correction", "no bias correction"]);
  const betas = names([of("torch.Adam", { betas: [0.5, 0.99] }), of("torch.Adam", { betas: [0.9, 0.999] })]);
  assert.match(betas.join(), /= 0\.5, 0\.99,.*= 0\.9, 0\.999$/);
  assert.deepEqual(names([of("adam"), of("adam", {}, { schedule: { id: "cosine", t_max: 9 } })]), ["Constant rate", "Cosine annealing"]);
});

test("a switch that is off unless told is named where it is on", () => {
  assert.deepEqual(names([of("sgd", { lr: 0.01 }), of("sgd", { lr: 0.01, maximize: true })]), ["Gradient descent", "Gradient descent, maximize"]);
});

test("among others the difference follows the name", () => {
  assert.deepEqual(names([of("sgd"), of("adam", { lr: 0.05, beta1: 0.9 }), of("adam", { lr: 1 })]), ["Gradient descent", "Adam, η = 0.05", "Adam, η = 1"]);
});

test("twins are numbered, also as one and the same object", () => {
  const twin = of("adam", { lr: 0.1 });
  assert.deepEqual(names([twin, twin, of("sgd")]), ["Adam 1", "Adam 2", "Gradient descent"]);
  assert.deepEqual(particular(catalog, /** @type {any} */ ({ racers: [twin, twin] }), /** @type {any} */ (twin)), []);
});

test("with a figure's catalogue a setting is told by its key", async () => {
  const slim = JSON.parse(await namesOf(/** @type {any} */ (file)));
  assert.deepEqual(names([of("momentum"), of("momentum", { beta: 0.98 })], slim), ["Momentum", "Momentum, β = 0.98"]);
  assert.deepEqual(names([of("adam", {}, { schedule: { id: "cosine" } }), of("adam", {}, { schedule: { id: "step" } })], slim), ["cosine", "step"]);
});
