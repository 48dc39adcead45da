/**
 * What: composing schedules.
 * Invariant: a sequence always has one milestone fewer than parts.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as engine from "../generated/descent_wasm.js";
import { fresh, keysOf, withMoved, withPart, withoutPart, wrapped } from "../src/panel/compose.js";

const generated = (/** @type {string} */ name) => readFileSync(new URL(`../generated/${name}`, import.meta.url));
engine.initSync({ module: generated("descent_wasm_bg.wasm") });
/** @type {{schedules: import("../src/engine/shapes").Row[], schedule_libraries: import("../src/engine/shapes").Row[]}} */
const { schedules, schedule_libraries: libraries } = JSON.parse(generated("catalog.json").toString());
const rows = [...schedules, ...libraries];

const step = { id: "step", step_size: 10 };

test("wrapping keeps the schedule as a part, and nothing stands for a constant rate", () => {
  assert.deepEqual(wrapped("warmup", step, 500), { id: "warmup", steps: 50, then: step });
  assert.deepEqual(wrapped("product", undefined, 500), { id: "product", schedules: [{ id: "constant" }, { id: "constant" }] });
  assert.deepEqual(wrapped("sequence", step, 500), { id: "sequence", milestones: [250], schedules: [step, { id: "constant" }] });
});

const keys = { parts: "schedules", ends: "milestones" };

test("every schedule that is chosen runs as it is; so does one of schedules with parts added, moved and taken out", () => {
  const faults = (/** @type {unknown} */ schedule) => engine.validate({ version: 1, problem: { surface: "beale" }, steps: 500, racers: [{ optimizer: { id: "sgd", lr: 0.01 }, schedule }] });
  for (const row of rows) {
    const made = fresh(row, (id) => rows.find((other) => other.id === id), 500);
    assert.deepEqual(faults(made), [], row.id);
    assert.deepEqual(faults(fresh(row, (id) => rows.find((other) => other.id === id), 1)), [], `${row.id}, one step`);
    if (!row.params.some(({ kind }) => kind === "schedules")) continue;
    const own = keysOf(row);
    let more = made;
    for (let i = 0; i < 3; i++) more = withPart(more, own, 500);
    assert.deepEqual(faults(more), [], row.id);
    assert.deepEqual(faults(withoutPart(withMoved(more, own, 0, 1), own, 1)), [], row.id);
  }
});

test("a sequence has one milestone fewer than parts, rising, whatever is done", () => {
  let value = wrapped("sequence", step, 500);
  for (let i = 0; i < 4; i++) value = withPart(value, keys, 500);
  for (const at of [0, 3, 1]) {
    value = withoutPart(value, keys, at);
    const milestones = /** @type {number[]} */ (value.milestones);
    assert.equal(milestones.length, /** @type {unknown[]} */ (value.schedules).length - 1);
    assert.ok(milestones.every((m, i) => i === 0 || m > Number(milestones[i - 1])));
  }
});

test("moving a part changes the order only, and never beyond the ends", () => {
  const value = wrapped("product", step, 10);
  assert.deepEqual(withMoved(value, keys, 0, 1).schedules, [{ id: "constant" }, step]);
  assert.equal(withMoved(value, keys, 0, -1), value);
  assert.equal(withMoved(value, keys, 1, 1), value);
});
