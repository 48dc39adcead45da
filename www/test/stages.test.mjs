/**
 * What: the stages of a racer as the page reads and sets them.
 * Invariant: off is out of the specification; a stage of one argument never gets two.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stageParams, stageValue, stageWith } from "../src/panel/stages.js";
import { words } from "../src/words/en.js";

/** @param {string} key @param {string} kind */
const param = (key, kind) => ({ key, kind, symbol: "", name: key, doc: "", options: kind === "choice" ? [{ id: "polyak", doc: "" }, { id: "ema", doc: "" }] : undefined });
/** @type {any} */
const clip = { id: "clip", one_of: true, params: [param("norm", "opt_real"), param("value", "opt_real")] };
/** @type {any} */
const average = { id: "average", one_of: false, params: [param("form", "choice"), param("start", "int"), param("decay", "real")] };
/** @type {any} */
const bare = { optimizer: { id: "sgd" } };

test("of a stage that takes one argument, the last one set stands", () => {
  const norm = { ...bare, clip: stageWith(bare, clip, "norm", 2) };
  assert.deepEqual(norm.clip, { norm: 2 });
  assert.deepEqual(stageWith(norm, clip, "value", 3), { value: 3 });
  assert.equal(stageWith(norm, clip, "value", undefined), undefined);
});

test("a stage of several arguments keeps the others, and its first switches it", () => {
  const on = { ...bare, average: stageWith(bare, average, "form", "ema") };
  const more = { ...bare, average: stageWith(on, average, "decay", 0.5) };
  assert.deepEqual(more.average, { form: "ema", decay: 0.5 });
  assert.deepEqual(stageWith(more, average, "form", "polyak"), { form: "polyak", decay: 0.5 });
  assert.deepEqual(stageWith(more, average, "decay", undefined), { form: "ema" });
  assert.equal(stageWith(more, average, "form", words.control.off), undefined);
});

test("only a stage that is on shows what belongs to it", () => {
  const racer = { ...bare, average: stageWith(bare, average, "form", "ema") };
  assert.deepEqual(stageParams(average, bare).map(({ key }) => key), ["form"]);
  assert.deepEqual(stageParams(average, racer).map(({ key }) => key), ["form", "start", "decay"]);
  assert.equal(stageValue(bare, average, average.params[0]), words.control.off);
  assert.equal(stageValue(racer, average, average.params[0]), "ema");
  assert.ok(stageParams(clip, racer).every(({ kind }) => kind === "opt_real"));
});
