/**
 * What: the stages of a racer as the page reads and sets them.
 * Invariant: off is out of the specification; a stage of one argument never gets two.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stageParams, stageValue, withStage } from "../src/panel/stages.js";
import { words } from "../src/words/en.js";

/** @param {string} key @param {string} kind */
const param = (key, kind) => ({ key, kind, symbol: "", name: key, doc: "", options: kind === "choice" ? [{ id: "polyak", doc: "" }, { id: "ema", doc: "" }] : undefined });
/** @type {any} */
const clip = { id: "clip", one_of: true, params: [param("norm", "opt_real"), param("value", "opt_real")] };
/** @type {any} */
const average = { id: "average", one_of: false, params: [param("form", "choice"), param("start", "int"), param("decay", "real")] };
/** @type {any} */
const bare = { racers: [{ optimizer: { id: "sgd" } }, { optimizer: { id: "adam" } }] };

test("of a stage that takes one argument, the last one set stands", () => {
  const norm = withStage(bare, 1, clip, "norm", 2);
  assert.deepEqual(norm.racers[1], { optimizer: { id: "adam" }, clip: { norm: 2 } });
  assert.deepEqual(norm.racers[0], bare.racers[0]);
  assert.deepEqual(withStage(norm, 1, clip, "value", 3).racers[1]?.clip, { value: 3 });
  assert.deepEqual(withStage(norm, 1, clip, "value", undefined), bare);
});

test("a stage of several arguments keeps the others, and its first switches it", () => {
  const on = withStage(bare, 0, average, "form", "ema");
  const more = withStage(on, 0, average, "decay", 0.5);
  assert.deepEqual(more.racers[0]?.average, { form: "ema", decay: 0.5 });
  assert.deepEqual(withStage(more, 0, average, "form", "polyak").racers[0]?.average, { form: "polyak", decay: 0.5 });
  assert.deepEqual(withStage(more, 0, average, "decay", undefined).racers[0]?.average, { form: "ema" });
  assert.deepEqual(withStage(more, 0, average, "form", words.control.off), bare);
});

test("only a stage that is on shows what belongs to it", () => {
  /** @type {any} */
  const [racer] = withStage(bare, 0, average, "form", "ema").racers;
  assert.deepEqual(stageParams(average, bare.racers[0]).map(({ key }) => key), ["form"]);
  assert.deepEqual(stageParams(average, racer).map(({ key }) => key), ["form", "start", "decay"]);
  assert.equal(stageValue(bare.racers[0], average, average.params[0]), words.control.off);
  assert.equal(stageValue(racer, average, average.params[0]), "ema");
  assert.ok(stageParams(clip, racer).every(({ kind }) => kind === "opt_real"));
});
