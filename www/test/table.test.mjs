/**
 * What: the faults of a reader's table in words.
 * Invariant: each has its place; none is left out without being counted. What is read, and what is a fault, is tested with `crates/table`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../src/model/table.js";
import { tableWords } from "../src/words/model.js";

test("every fault is told with its place, and what was found", () => {
  assert.deepEqual(told([["not_a_number", "=A1", 2, 3, 0, 0]]), ["row 2, column 3: “=A1” is not a number"]);
  assert.deepEqual(told([["ragged", "", 4, 0, 5, 3]]), ["row 4: 5 cells instead of 3"]);
  assert.deepEqual(told([["too_many_rows", "", 0, 0, 200001, 200000]]), ["200001 rows; allowed: 200000"]);
  assert.deepEqual(told([["too_many_classes", "", 0, 2, 65, 64]]), ["65 classes or more; allowed: 64"]);
  for (const code of Object.keys(tableWords)) assert.doesNotMatch(String(told([[code, code === "not_a_number" ? "x" : "", 1, 1, 2, 3]])), /undefined|_/, code);
});

test("a long cell is cut", () => {
  assert.ok(String(told([["not_a_number", "x".repeat(1000), 2, 1, 0, 0]])).length < 80);
});

test("of many faults the first eight are told and the others counted, those that the engine left out too", () => {
  const faults = Array.from({ length: 1000 }, (_, i) => /** @type {import("../src/engine/shapes").TableFault} */ (["missing", "", i + 2, 1, 0, 0]));
  const lines = told([...faults, ["more", "", 0, 0, 4000, 0]]);
  assert.equal(lines.length, 9);
  assert.equal(lines[0], "row 2, column 1: an empty cell");
  assert.equal(lines[8], "and 4992 more");
});
