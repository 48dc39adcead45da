/**
 * What: what a problem becomes when a typed function is chosen or changed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { withExpression } from "../src/panel/expression.js";

test("a typed function gets its own angle back with its y, never another problem's", () => {
  const turned = /** @type {any} */ ({ version: 1, problem: { surface: "beale", rotate: 30 }, start: [1, 1.5], racers: [] });
  assert.deepEqual(withExpression(turned), { ...turned, problem: { expression: "x^2 + 10*sin(y)^2" } });
  const own = withExpression({ ...turned, problem: { expression: "x + y", rotate: 20 } }, "x +");
  assert.deepEqual([own.start, own.problem], [[1], { expression: "x +" }]);
  assert.deepEqual(withExpression(own, "x + y^2").problem, { expression: "x + y^2", rotate: 20 });
  assert.deepEqual(withExpression(/** @type {any} */ ({ version: 1, problem: { surface: "booth" }, racers: [] })), { version: 1, start: [1, 1.5], problem: { expression: "x^2 + 10*sin(y)^2" }, racers: [] });
});
