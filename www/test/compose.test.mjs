/**
 * What: composing schedules.
 * Invariant: a sequence always has one milestone fewer than parts.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { withMoved, withPart, withoutPart, wrapped } from "../src/panel/compose.js";

const step = { id: "step", step_size: 10 };

test("wrapping keeps the schedule as a part, and nothing stands for a constant rate", () => {
  assert.deepEqual(wrapped("warmup", step, 500), { id: "warmup", steps: 50, then: step });
  assert.deepEqual(wrapped("product", undefined, 500), { id: "product", schedules: [{ id: "constant" }, { id: "constant" }] });
  assert.deepEqual(wrapped("sequence", step, 500), { id: "sequence", milestones: [250], schedules: [step, { id: "constant" }] });
});

test("a sequence has one milestone fewer than parts, rising, whatever is done", () => {
  let value = wrapped("sequence", step, 500);
  for (let i = 0; i < 4; i++) value = withPart(value, 500);
  for (const at of [0, 3, 1]) {
    value = withoutPart(value, at);
    const milestones = /** @type {number[]} */ (value.milestones);
    assert.equal(milestones.length, /** @type {unknown[]} */ (value.schedules).length - 1);
    assert.ok(milestones.every((m, i) => i === 0 || m > Number(milestones[i - 1])));
  }
});

test("moving a part changes the order only, and never beyond the ends", () => {
  const value = wrapped("product", step, 10);
  assert.deepEqual(withMoved(value, 0, 1).schedules, [{ id: "constant" }, step]);
  assert.equal(withMoved(value, 0, -1), value);
  assert.equal(withMoved(value, 1, 1), value);
});
