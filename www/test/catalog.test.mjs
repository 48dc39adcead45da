/**
 * What: the folded catalogue.
 * Invariant: unfolding gives back what was folded, keys and order included.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, named, unfold } from "../src/state/unfold.js";

const lr = { key: "lr", name: "learning rate", default: 0.1, min: 0 };
const catalog = {
  optimizers: [
    { id: "a", params: [lr, { key: "beta", name: "decay", default: null, min: 0 }, { key: "on", name: "on", kind: "bool" }], formula: "x" },
    { id: "b", params: [lr, { ...lr, default: 0.2 }] },
  ],
  surfaces: [{ id: "s", params: [], points: [{ at: [1, 2], value: null }] }],
  limits: { steps: 5 },
};

test("what was folded unfolds to itself, each hyper-parameter kept once", () => {
  const folded = fold(catalog);
  assert.equal(JSON.stringify(unfold(JSON.parse(JSON.stringify(folded)))), JSON.stringify(catalog));
  assert.equal(folded.shapes.reduce((sum, [, column]) => sum + (column?.length ?? 0), 0), 4);
});

test("a library's row is called by its id, and where it says nothing it has an empty sentence", () => {
  const row = { name: "torch.SGD", library: "torch", doc: "", id: "torch.SGD", params: [] };
  assert.deepEqual(named({ libraries: [{ id: "torch.SGD", params: [] }] }), { libraries: [row] });
  assert.deepEqual(named({ libraries: [{ id: "torch.SGD", params: [], doc: "so" }] }), { libraries: [{ ...row, doc: "so" }] });
});
